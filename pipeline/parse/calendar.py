"""A document's own calendar: when its financial years end, and the newest day it reports on."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from datetime import date

from pipeline.core.document import DocType, Document
from pipeline.lexicon.fold import fold
from pipeline.quantity import Reader

_DAY = r"\s+(?P<english>[A-Za-z]+ \d{1,2}, ?\d{4}|\d{1,2} [A-Za-z]+,? \d{4})"
_YEAR_TO = re.compile(
    r"截至[^。;\n]{4,40}?止\s*(?:财政|会计)?年度"
    rf"|(?i:years?\s+ended|financial year end(?:ing|ed|s)?(?:\s+on)?){_DAY}"
)
_QUARTER = re.compile(
    r"(?:20)?\d\d(?:财年|财政年度)第(?P<n>[一二三四1-4])个?财?季度?[^。;\n]{0,6}?截至(?P<day>20\d\d年\d{1,2}月\d{1,2}日)"
)
_TO = re.compile(
    r"截至[^。;\n]{4,40}?止\s*(?:(?:财政|会计)?年度|[三六九]个月|半年)"
    rf"|(?i:(?:years?|(?:three|six|nine) months|periods?)\s+ended){_DAY}"
)
_RESULTS = re.compile(r"业绩|results")
_REPORTED = re.compile(
    r"(?:^|\n|\s)[“「\"]?(?:报告期内?|最近三年及?一期|最近三年|往绩记录期间?|往绩期间?|营业纪录期间?|近三年)[^\n]{0,20}?\s*"
    r"(?:指|means?)\s*:?\s*(?P<meaning>[^。;]{4,90})"
)
_HALF = re.compile(r"半年|中期|interim")
_QUARTERS = ((re.compile(r"第?一季|first quarter"), 3), (re.compile(r"第?三季|third quarter"), 9))
_STATEMENTS = 200  # 截至…止 that are read
_TABLES = 200  # tables that are asked
_VOTES = 3
_NEEDED = 2  # mentions before a year end other than 31 December is believed


class Calendar:
    """Built once from the reader of dates."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def year_end(self, text: str) -> tuple[int, int]:
        """(month, day) when financial years end: by 截至…止年度, year ended …, 2026财年第二季度（截至…）; 31 December else."""
        votes: Counter[tuple[int, int]] = Counter()
        for match in list(_YEAR_TO.finditer(fold(text)))[:_STATEMENTS]:
            if last := self._last_day((match["english"] or "").title() or match.group()):
                votes[last.month, last.day] += 1
        for match in list(_QUARTER.finditer(fold(text)))[:_STATEMENTS]:
            if last := self._last_day(match["day"]):
                votes[_year_end_after(last, "一二三四".find(match["n"]) + 1 or int(match["n"]))] += 1
        best, count = votes.most_common(1)[0] if votes else ((12, 31), 0)
        return best if count >= _NEEDED or len(votes) == 1 else (12, 31)

    def report_end(self, doc_type: DocType, title: str, document: Document, year_end: tuple[int, int]) -> date | None:
        """The last day of the newest period reported on.

        Told by a report's title, by what 报告期 means, by the heads of columns, by 截至…止 in the text, in this order.
        """
        if doc_type == "announcement" and not _RESULTS.search(fold(title).lower()):
            return None
        if doc_type in ("annual_report", "interim_report", "announcement") and (last := self._last_day(title)):
            return _titled_end(last, fold(title), year_end)
        text = fold(document.text)
        for match in _REPORTED.finditer(text):
            if last := self._last_day(match["meaning"]):
                return last
        return self._newest_column(document) or self._stated_end(text)

    def _stated_end(self, text: str) -> date | None:
        """The newest end that 截至…止 and … ended … name, among those named a third as often as the most frequent."""
        votes: Counter[date] = Counter()
        for match in list(_TO.finditer(text))[:_STATEMENTS]:
            if last := self._last_day((match["english"] or "").title() or match.group()):
                votes[last] += 1
        most = max(votes.values(), default=0)
        return max((day for day, count in votes.items() if count * 3 >= most and count >= _NEEDED), default=None)

    def _newest_column(self, document: Document) -> date | None:
        """The newest end of a period that heads columns beside older ones, by the vote of the tables, three at least."""
        votes: Counter[date] = Counter()
        for table in document.tables[:_TABLES]:
            heads = [cell.text for cell in table.cells if cell.row < table.header_rows and cell.col >= table.stub_cols]
            ends = {end for head in heads if (end := self._last_day(head)) is not None}
            if len(ends) > 1:
                votes[max(ends)] += 1
        best, count = votes.most_common(1)[0] if votes else (None, 0)
        return best if count >= _VOTES else None

    def _last_day(self, text: str) -> date | None:
        ends = [reading.period.end for reading in self._reader(text) if reading.period is not None and reading.period.end]
        return max(ends, default=None)


def _titled_end(last: date, title: str, year_end: tuple[int, int]) -> date:
    """2023年半年度报告 names its year only: its period ends half a year off the year end."""
    for pattern, month in _QUARTERS:
        if pattern.search(title.lower()):
            return _month_end(last.year, month)
    if _HALF.search(title.lower()):
        return last if last.month not in (12, year_end[0]) else _month_end(last.year, (year_end[0] + 5) % 12 + 1)
    return last if (last.month, last.day) != (12, 31) else date(last.year, *year_end)


def _year_end_after(quarter_end: date, quarter: int) -> tuple[int, int]:
    """The month and day on which a year ends whose nth quarter ends with a day."""
    month = (quarter_end.month + 3 * (4 - quarter) - 1) % 12 + 1
    return month, monthrange(2001, month)[1]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
