"""A document's own calendar: when its financial years end, and the newest day it reports on."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from pipeline.core.document import DocType, Document
from pipeline.lexicon.fold import fold
from pipeline.quantity import Reader

_YEAR_TO = re.compile(
    r"截至[^。;\n]{4,40}?止\s*(?:财政|会计)?年度"
    r"|(?i:years?\s+ended|financial year end(?:ing|ed|s)?(?:\s+on)?)\s+"
    r"(?P<english>[A-Za-z]+ \d{1,2}, ?\d{4}|\d{1,2} [A-Za-z]+,? \d{4})"
)
_REPORTED = re.compile(
    r"(?:^|\n|\s)[“「\"]?(?:报告期内?|最近三年及?一期|最近三年|往绩记录期间?|往绩期间?|营业纪录期间?|近三年)[^\n]{0,20}?\s*"
    r"(?:指|means?)\s*:?\s*(?P<meaning>[^。;]{4,90})"
)
_PART = re.compile(r"半年度|半年报|中期|第一季度|一季|第三季度|三季")
_PARTS = {"半": (6, 30), "中": (6, 30), "第一": (3, 31), "一": (3, 31), "第三": (9, 30), "三": (9, 30)}
_TABLES = 200  # tables that are asked
_VOTES = 3
_NEEDED = 2  # mentions before a year end other than 31 December is believed


class Calendar:
    """Built once from the reader of dates."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def year_end(self, text: str) -> tuple[int, int]:
        """(month, day) on which financial years end, by 截至…止年度 and year ended …; 31 December where nothing else is said."""
        votes: Counter[tuple[int, int]] = Counter()
        for match in list(_YEAR_TO.finditer(fold(text)))[:200]:
            if last := self._last_day((match["english"] or "").title() or match.group()):
                votes[last.month, last.day] += 1
        best, count = votes.most_common(1)[0] if votes else ((12, 31), 0)
        return best if count >= _NEEDED else (12, 31)

    def report_end(self, doc_type: DocType, title: str, document: Document, year_end: tuple[int, int]) -> date | None:
        """The last day of the newest period reported on: by a report's title, by what 报告期 means, by column heads."""
        if doc_type in ("annual_report", "interim_report") and (last := self._last_day(title)):
            part = _PART.search(fold(title))
            return date(last.year, *_PARTS[re.sub("季度?|年[度报]|期", "", part.group())]) if part else date(last.year, *year_end)
        text = fold(document.text)
        for match in _REPORTED.finditer(text):
            if last := self._last_day(match["meaning"]):
                return last
        return self._newest_column(document)

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
