"""Arithmetic on the times of a text: ranges of years, quarters, a time without year put into one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.core.period import Period
from pipeline.extract.spot import Time

_RANGE = re.compile(r"止|至|到|-|－|—|–|~|～")
_ENDED_YEARS = re.compile(r"止[两兩二三四五2-5][个個]?(?:财政|會計|会计|财务)?年")
_CODE = re.compile(
    r"^(?:(?P<y>Y)|Q(?P<q>\d)|H(?P<h>\d)|M(?P<a>\d\d)-(?P<b>\d\d)|--(?P<m>\d\d)(?:-(?P<d>\d\d))?)(?::(?P<edge>end|start))?$"
)


def year_ending(time: Time) -> Time:
    period = time.period
    if period is None or period.end is None or not period.is_instant or (period.end.month, period.end.day) != (12, 31):
        return time
    return replace(time, period=Period(date(period.end.year, 1, 1), period.end))


def stretches(times: Sequence[Time]) -> tuple[Time, ...]:
    """2021年末、2022年末和2023年9月末 as what a report on them covers: two years, and nine months of the third."""
    ends = [
        time.period.end for time in times if time.period is not None and time.period.is_instant and time.period.end is not None
    ]
    if len(ends) < len(times) or len(ends) < 2:
        return tuple(times)
    return tuple(replace(time, period=Period(_opening(end, ends[0]), end)) for time, end in zip(times, ends, strict=True))


def _opening(end: date, year_end: date) -> date:
    """The first day of the financial year, by its end of some other year, in which a day lies."""
    last = date(end.year, year_end.month, min(year_end.day, monthrange(end.year, year_end.month)[1]))
    return (last if last < end else _years_on(last, -1)) + timedelta(1)


def as_months(time: Time, match: re.Match[str]) -> Time:
    """前三个季度 is January to September."""
    quarters = "一二三四".find(match["n"]) + 1 or int(match["n"])
    return replace(time, code=f"M01-{3 * quarters:02}", period=None)


def quarters(time: Time, size: int) -> tuple[Time, ...]:
    """前三个季度分别为…: the quarters of a stretch that has as many as there are figures."""
    period = time.period
    if "季" not in time.text or period is None or period.start is None or period.end is None:
        return ()
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if months != 3 * size or period.start.month % 3 != 1:
        return ()
    year = period.start.year
    firsts = [period.start.month + 3 * i for i in range(size)]
    return tuple(
        replace(time, period=Period(date(year, m, 1), date(year, m + 2, monthrange(year, m + 2)[1]))) for m in firsts if m <= 10
    )


def same_stretch(year: Time, base: Time) -> Time:
    """2025年同期 behind 截至2024年3月31日止三个月: the same stretch of 2025."""
    told, period = year.period, base.period
    if told is None or told.end is None or period is None or period.start is None or period.end is None:
        return year
    if told.start is None or (told.end - told.start).days < 364:
        return year
    back = told.end.year - period.end.year
    return replace(year, period=Period(_years_on(period.start, back), _years_on(period.end, back)), text=f"{year.text}同期")


def in_year(time: Time, around: Sequence[Time]) -> Time | None:
    """一季度 or 6月末 without a year: in the year that the text is in."""
    match = _CODE.match(time.code)
    dated = (match is not None and match["d"]) or (time.period is not None and time.period.is_instant and not time.code)
    year = next((year for one in reversed(around) if (year := _year_of(one, narrow=bool(dated))) is not None), None)
    if year is None or (time.token.number < 0 and match is None):
        return None
    if match is not None:
        return replace(time, period=_of_code(match, year))
    period = time.period
    if period is None or period.start is None or period.end is None or time.code:
        return None
    back = year - period.end.year
    return replace(time, period=Period(_years_on(period.start, back), _years_on(period.end, back)))


def _year_of(time: Time, narrow: bool) -> int | None:
    """The year a time speaks of; a day is only put into the year of another day or month, and not of a balance's date."""
    period = time.period
    day = None if period is None else period.end or period.start
    if period is None or day is None:
        return None
    if narrow and (period.start is None or period.end is None or (period.end - period.start).days > 31):
        return None
    if narrow and time.text.endswith(("末", "底")):
        return None
    return day.year


def _of_code(match: re.Match[str], year: int) -> Period | None:
    """The period that a time code without year means in a year."""
    if match["y"]:
        first, last = 1, 12
    elif match["q"]:
        first, last = 3 * int(match["q"]) - 2, 3 * int(match["q"])
    elif match["h"]:
        first, last = 6 * int(match["h"]) - 5, 6 * int(match["h"])
    elif match["a"]:
        first, last = int(match["a"]), int(match["b"])
    else:
        first = last = int(match["m"])
    if not 1 <= first <= last <= 12:
        return None
    if match["d"]:
        return Period.instant(date(year, first, min(int(match["d"]), monthrange(year, first)[1])))
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    if match["edge"]:
        return Period.instant(end if match["edge"] == "end" else start)
    return Period(start, end)


def _years_on(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def at_end(period: Period | None) -> Period | None:
    return Period.instant(period.end) if period is not None and period.end is not None else None


def same_day(period: Period | None, other: Period) -> Period | None:
    """The day of a year that another year's day names; a year already told by its day stays."""
    if period is None or period.end is None or other.end is None or period.is_instant:
        return period
    return Period.instant(_years_on(other.end, period.end.year - other.end.year))


def at_edge(time: Time, base: Time) -> Time:
    """期初, 上期末 and 期末 of a period: the day before it begins, or its last."""
    period = base.period
    if period is None or period.start is None or period.end is None:
        return time
    return replace(time, period=Period.instant(period.end if time.code == "closing" else period.start - timedelta(1)))


def part_reported(period: Period | None, after: str) -> Period | None:
    """2025年中报 is of half the year, 2025年三季报 of nine months: the report's name says how much of the year it covers."""
    if period is None or period.start is None or period.end is None or (period.end - period.start).days < 360:
        return period
    year = period.end.year
    if after.startswith(("中报", "半年报", "半年度", "中期")):
        return Period(date(year, 1, 1), date(year, 6, 30))
    if after.startswith(("三季报", "第三季度报告")):
        return Period(date(year, 1, 1), date(year, 9, 30))
    if after.startswith(("一季报", "第一季度报告")):
        return Period(date(year, 1, 1), date(year, 3, 31))
    return period


def years_of(time: Time) -> tuple[Time, ...]:
    """2017年至2019年 is three years, 2017-2019年末 their ends; any other time is itself."""
    period = time.period
    if period is None or period.start is None or period.end is None or not _RANGE.search(time.token.text):
        return (time,)
    if _ENDED_YEARS.search(time.token.text) and (period.end - period.start).days > 366:
        return tuple(replace(time, period=year) for year in _years_to(period.end, period.start))
    start, end = period.start, period.end
    whole = (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31)
    if not whole or not 1 <= end.year - start.year <= 9:
        return (time,)
    years = (Period(date(y, 1, 1), date(y, 12, 31)) for y in range(start.year, end.year + 1))
    ends = time.token.text.endswith(("末", "底"))
    return tuple(replace(time, period=at_end(year) if ends else year) for year in years)


def _years_to(end: date, start: date) -> list[Period]:
    """The years between two days, the later one the last day of a year."""
    ends = [_years_on(end, -back) for back in range((end - start).days // 365 - 1, -1, -1)]
    return [Period(_years_on(one, -1) + timedelta(1), one) for one in ends]


def together(times: Sequence[Time]) -> Time:
    """From the first beginning to the last end."""
    known = [time.period for time in times if time.period is not None]
    starts = [period.start for period in known if period.start is not None]
    ends = [period.end for period in known if period.end is not None]
    text = "、".join(dict.fromkeys(time.text for time in times))
    if len(known) < len(times) or not starts or not ends:
        return Time(None, text, times[0].token)
    return Time(Period(min(starts), max(ends)), text, times[0].token)


def year_before(time: Time, text: str) -> Time:
    period = time.period
    if period is None or period.start is None or period.end is None:
        return replace(time, period=None, text=text)
    return replace(time, period=Period(year_back(period.start), year_back(period.end)), text=text)


def last_year(time: Time, base: Time, *, at_close: bool) -> Time:
    """上年 beside figures of 2023 is 2022, whenever it is told; 上年末 its last day."""
    period = base.period
    if period is None or period.start is None or period.end is None:
        return time
    if is_year(base):
        first = period.start - timedelta(1)
        return replace(time, period=Period.instant(first) if at_close else Period(year_back(period.start), first))
    year = period.end.year - 1
    return replace(time, period=Period.instant(date(year, 12, 31)) if at_close else Period(date(year, 1, 1), date(year, 12, 31)))


def next_year(base: Time) -> Time:
    """The year after a whole year."""
    period = base.period
    if period is None or period.end is None:
        return base
    first = period.end + timedelta(1)
    return replace(base, period=Period(first, date(first.year + 1, first.month, 1) - timedelta(1)))


def just_before(period: Period) -> Period | None:
    """The month, quarter or half year before one that is made of whole months."""
    start, end = period.start, period.end
    if start is None or end is None or start.day != 1 or (end + timedelta(days=1)).day != 1:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    index = start.year * 12 + start.month - 1 - months
    return Period(date(index // 12, index % 12 + 1, 1), start - timedelta(days=1))


def last_quarter(period: Period) -> Period | None:
    """The quarter with which a quarter, half year or nine months end."""
    if period.start is None or period.end is None or not 80 <= (period.end - period.start).days <= 280:
        return None
    month = period.end.month - 2
    return Period(date(period.end.year, month, 1), period.end) if month > 0 else None


def whole_year(time: Time, about: Sequence[Time]) -> Period | None:
    """The year that a time is part of: that of what the text is about where the time is its beginning, else the calendar's."""
    period = time.period
    if period is None or period.end is None or is_year(time):
        return period
    told = next((one.period for one in about if is_year(one) and one.period is not None and one.period.end == period.end), None)
    if told is not None:
        return told
    begins = period.start if time in about else None
    if begins is not None and begins.day == 1 and begins.month != 1 and (period.end - begins).days > 150:
        return Period(begins, _years_on(begins, 1) - timedelta(1))
    return Period(date(period.end.year, 1, 1), date(period.end.year, 12, 31))


def is_year(time: Time) -> bool:
    """Whether it is twelve months, of a calendar or a financial year."""
    period = time.period
    if period is None or period.start is None or period.end is None:
        return False
    return 364 <= (period.end - period.start).days <= 366


def year_back(day: date) -> date:
    """The same day a year before; a month's last day stays one."""
    last = (day + timedelta(days=1)).month != day.month
    if last and day.month == 2:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)
