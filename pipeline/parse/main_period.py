"""The period that an article or a notice is about: 2024年年报, 第三季業績, 预计2024年度净利润."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.core.period import Period
from pipeline.core.reading import Reading
from pipeline.lexicon.fold import fold
from pipeline.quantity import Reader

_SHORTEST = 80  # days: a quarter is the shortest period that accounts are drawn up for
_LONG = 360  # days: a year
_LEAD_LINES = 3
_LEAD = 240  # characters of each of these lines
_REPORT = re.compile(
    r"业绩|成绩单|财报|年报|中报|季报|半年报|年度报告|季度报告|盈利|营收|营业|收入|收益|净利|归母|亏损|溢利|快报|预告|预增|预亏|利润"
    r"|研发投入|研发费用|销售额|零售|增加值|生产总值|同比|按年"
    r"|results|revenue|profit|loss|report",
    re.IGNORECASE,
)
_HALF = re.compile(r"^(?:年)?(?:的)?(?:中报|中期|半年报|半年度|上半年)")
_INTERIM = re.compile(r"(?:interim|half[- ]year(?:ly)?)\W+(?:results?|reports?|announcement)?[^.;]{0,24}$", re.IGNORECASE)
_FINANCIAL = re.compile(r"财年|财季|财政年度")
_NAMED = re.compile(r"(?P<half>中期(?:业绩|报告)|中报|半年报|半年度报告)|全年业绩|年度业绩|末期业绩|年报|年度报告")
_LATEST = 150  # days that a report may come after its period
_SENTENCE = re.compile(r"[^。!?；\n]+")


class MainPeriod:
    """Built once from the reader of periods."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, title: str, lines: Sequence[str], published: date | None, year_end: tuple[int, int]) -> Period | None:
        """The newest period of a quarter or more in the first sentence about results, title first; None where none has any.

        A longer one with the same end that title or lead name besides wins (第三季度 in the title, 前三季度 in the lead). One
        that has not ended when the article appeared is passed over, if that day is known: plans are not what it reports.
        """
        told = [periods for text in _sentences(title, lines) if (periods := self._told(text, published, year_end))]
        if not told:
            return _named(" ".join((title, *lines[:_LEAD_LINES])), published, year_end)
        newest = max(period.end or date.min for period in told[0])
        if _FINANCIAL.search(fold(title)):  # 2026财年第二季度: companies with such years report single quarters
            told = told[:1]
        return max((period for periods in told for period in periods if period.end == newest), key=_days)

    def _told(self, text: str, published: date | None, year_end: tuple[int, int]) -> list[Period]:
        periods = [_whole(reading, text) for reading in self._reader(text, ref_date=published, year_end=year_end)]
        return [
            one for one in periods if _days(one) >= _SHORTEST and (published is None or one.end is None or one.end <= published)
        ]


def _sentences(title: str, lines: Sequence[str]) -> list[str]:
    """The sentences about results of title and lead."""
    texts = (title, *(line[:_LEAD] for line in lines[:_LEAD_LINES]))
    return [match.group() for text in texts for match in _SENTENCE.finditer(text) if _REPORT.search(fold(match.group()))]


def _named(text: str, published: date | None, year_end: tuple[int, int]) -> Period | None:
    """中期业绩, 全年业绩 of an article whose day is known and that names no time: the last half year or year then over.

    None where the report would be more than five months late: a financial year of another company's than `year_end`.
    """
    named = _NAMED.search(fold(text)) if published is not None else None
    if named is None or published is None:
        return None
    month = (year_end[0] + (6 if named["half"] else 0) - 1) % 12 + 1
    end = _month_end(published.year, month)
    end = end if end < published else _month_end(published.year - 1, month)
    if (published - end).days > _LATEST:
        return None
    return Period(_six_months_before(end) if named["half"] else _year_before(end), end)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _year_before(end: date) -> date:
    """The first day of the twelve months that end on a day."""
    return date(end.year - 1, end.month, monthrange(end.year - 1, end.month)[1]) + timedelta(days=1)


def _six_months_before(end: date) -> date:
    """The first day of the six months that end on the last day of a month."""
    index = end.year * 12 + end.month - 6
    return date(index // 12, index % 12 + 1, 1)


def _days(period: Period) -> int:
    return (period.end - period.start).days if period.start is not None and period.end is not None else 0


def _whole(reading: Reading, text: str) -> Period:
    """The period of a reading, empty where it has none; 2025年 in front of 中报, or behind Interim Report, is its first half."""
    period = reading.period
    if reading.type != "period" or period is None or period.start is None or period.end is None:
        return Period(None, None)
    halved = _HALF.match(fold(text[reading.end :])) or (reading.text.isdecimal() and _INTERIM.search(text[: reading.start]))
    if halved and (period.end - period.start).days > _LONG:
        return replace(period, end=_six_months_on(period.start))
    return period


def _six_months_on(start: date) -> date:
    """The last day of the half year that begins on the first of a month."""
    month = start.month + 6
    return date(start.year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)
