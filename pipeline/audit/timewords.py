"""Times that a comparison names in a word: 比三季度多, 较上年末."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.audit.evidence import year_before
from pipeline.core.period import Period

_YEAR = re.compile(r"(20\d\d)\s*年?(度|末|底)?")
_QUARTER = re.compile(r"([一二三四])季度?|Q([1-4])")
_LAST_YEAR = re.compile(r"上年|去年|上一年|前一年|同期|上年度")
_OPENING = re.compile(r"年初|期初|上年末|去年末|去年底|上年底")
_BEFORE = re.compile(r"上季度|上一季|环比")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def base_time(words: str, period: Period | None) -> Period | None:
    """The time that `words` name, seen from the claim's own; None when they name none or it cannot be known."""
    if year := _YEAR.search(words):
        whole = None if "全年" in words else period
        return _in_year(int(year[1]), whole, at_end=bool(year[2]) and year[2] != "度")
    if period is None or period.end is None:
        return None
    if _OPENING.search(words):
        return Period.instant(date(period.end.year - 1, 12, 31))
    if quarter := _QUARTER.search(words):
        return quarter_of(period.end.year, _QUARTERS[quarter[1] or quarter[2]])
    if _BEFORE.search(words):
        return quarter_before(period)
    return year_before(period) if _LAST_YEAR.search(words) else None


def relative(words: str) -> bool:
    """Whether words name the year before without its number: 上年, 去年同期."""
    return bool(_LAST_YEAR.search(words)) and not _YEAR.search(words)


def own_time(words: str, span: Period | None) -> Period | None:
    """The time that a sentence names last without its year, within its article's main time: 前三季度, 上半年, 年末."""
    if span is None or span.end is None:
        return None
    year = span.end.year
    found = [(match.start(), match) for match in _WITHIN.finditer(words)]
    if not found:
        return None
    match = max(found, key=lambda pair: pair[0])[1]
    if match["nine"]:
        return Period(date(year, 1, 1), date(year, 9, 30))
    if match["half"]:
        return (
            Period(date(year, 1, 1), date(year, 6, 30))
            if match["half"][0] == "上"
            else Period(date(year, 7, 1), date(year, 12, 31))
        )
    if match["quarter"]:
        return quarter_of(year, _QUARTERS[match["quarter"]])
    return Period.instant(span.end) if match["end"] else None


_WITHIN = re.compile(
    r"(?P<nine>前三个?季度?)|(?P<half>[上下]半年)|(?<!前)第?(?P<quarter>[一二三四])季度?(?!度)|(?P<end>(?<!上)(?<!去)年末|期末|年底)"
)


def _in_year(year: int, period: Period | None, at_end: bool) -> Period:
    if at_end or (period is not None and period.is_instant):
        return Period.instant(date(year, 12, 31))
    if period is not None and period.start and period.end and period.start.year == period.end.year:
        return Period(_moved(period.start, year), _moved(period.end, year))
    return Period(date(year, 1, 1), date(year, 12, 31))


def _moved(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def quarter_of(year: int, number: int) -> Period:
    start = date(year, 3 * number - 2, 1)
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return Period(start, after - timedelta(days=1))


def quarter_before(period: Period) -> Period | None:
    """The three months before three months; None for any other span."""
    if period.start is None or period.end is None or not 88 <= (period.end - period.start).days <= 92:
        return None
    end = period.start - timedelta(days=1)
    return quarter_of(end.year, (end.month + 2) // 3)


def is_regular(period: Period) -> bool:
    """An instant, or whole quarters: nothing else is a time of reports. An open end is not."""
    if period.start is None or period.end is None:
        return False
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return period.is_instant or (months % 3 == 0 and (months <= 12 or months % 12 in (0, 6)))
