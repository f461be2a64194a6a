"""The arithmetic of dates: parts of a year, financial years, weeks, windows. Standard library only."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.period import Period

YearEnd = tuple[int, int]
CALENDAR: YearEnd = (12, 31)
_STRETCHES = ("quarter", "half", "months")
# How far a day seems, by where it lies: what is past is told more often than what is to come, most often of the same year.
_SAME_YEAR, _PAST, _FUTURE, _FUTURE_STRETCH = 2, 10, 13, 40


@dataclass(frozen=True, slots=True)
class When:
    """A time as written: a stretch of months of some year, or days of a month; the year may be missing.

    year            None where the words do not say it
    months, days    first and last; a day of 0 as last means the end of the month
    fiscal          counted from the start of the financial year (quarters, halves, 年度)
    instant         a day, or the end of a stretch (6月末)
    edge            which end of the stretch: end, start, "" for all of it
    """

    year: int | None = None
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 0)
    fiscal: bool = False
    edge: str = ""
    form: str = "year"  # year, half, quarter, months, month, day, day_only
    named_year: bool = False  # the year is that of the financial year (2024财年)

    def with_year(self, year: int) -> When:
        return When(year, self.first, self.last, self.fiscal, self.edge, self.form, self.named_year)

    def period(self, year_end: YearEnd) -> Period | None:
        """None without a year, and for a day that no calendar has (2月30日)."""
        if self.year is None or not 1 <= self.year <= 9998:
            return None
        try:
            start, end = self._ends(year_end)
        except ValueError:
            return None
        if self.edge == "end":
            return Period.instant(end)
        if self.edge == "start":
            return Period.instant(start)
        return Period(start, end)

    def _ends(self, year_end: YearEnd) -> tuple[date, date]:
        year = self.year or 0
        if self.fiscal and year_end != CALENDAR:
            shift = year_end[0] % 12
            base = year - 1 if shift else year
            start = add_months(date(base, 1, 1), shift + self.first[0] - 1)
            end = add_months(date(base, 1, 1), shift + self.last[0]) - timedelta(1)
            return start, end
        start = date(year, *self.first)
        last_year = year + (self.last[0] < self.first[0])
        day = self.last[1] or monthrange(last_year, self.last[0])[1]
        return start, date(last_year, self.last[0], day)


def day_of(year: int | None, month: int, day: int) -> When:
    return When(year, (month, day), (month, day), form="day")


def month_of(year: int | None, month: int, last: int = 0) -> When:
    return When(year, (month, 1), (last or month, 0), form="months" if last else "month")


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def ended(last: date, months: int) -> Period:
    """The months that end with the day `last`: six months ended 30 June."""
    start = add_months(date(last.year, last.month, 1), 1 - months)
    if last != month_end(last.year, last.month):
        start = add_months(last, -months) + timedelta(1)
    return Period(start, last)


def shifted(reference: date, unit: str, count: int) -> Period | None:
    """The year, month, quarter, week or day that lies `count` away from that of `reference`."""
    try:
        if unit == "year":
            return Period(date(reference.year + count, 1, 1), date(reference.year + count, 12, 31))
        if unit == "month":
            first = add_months(reference.replace(day=1), count)
            return Period(first, month_end(first.year, first.month))
        if unit == "quarter":
            first = add_months(date(reference.year, (reference.month - 1) // 3 * 3 + 1, 1), 3 * count)
            return Period(first, add_months(first, 3) - timedelta(1))
        if unit == "week":
            first = reference - timedelta(reference.weekday()) + timedelta(7 * count)
            return Period(first, first + timedelta(6))
        return Period.instant(reference + timedelta(count))
    except (ValueError, OverflowError):
        return None


def window(reference: date, unit: str, count: int, past: bool) -> Period | None:
    """The last or next `count` days, weeks, months, quarters or years, `reference` itself not counted when they are past."""
    months = {"年": 12, "月": 1, "季": 3}.get(unit)
    try:
        if months:
            if past:
                return Period(add_months(reference, -months * count), reference - timedelta(1))
            return Period(reference + timedelta(1), add_months(reference, months * count))
        days = count * (7 if unit == "周" else 1)
        if past:
            return Period(reference - timedelta(days), reference - timedelta(1))
        return Period(reference + timedelta(1), reference + timedelta(days))
    except (ValueError, OverflowError):
        return None


def part_of(start: date, end: date, which: str | None, count: int, unit: str, weekday: str | None) -> Period | None:
    """A counted part of a year or month: its second week, last three weeks, first ten days, third month, first Monday."""
    try:
        if unit == "月":
            if which is None or which in ("前", "头"):
                first = add_months(start, count - 1 if which is None else 0)
                return Period(first, add_months(start, count) - timedelta(1))
            return Period(add_months(end + timedelta(1), -count), end)
        if unit == "天":
            first_days = which in ("前", "头", None)
            return Period(start, start + timedelta(count - 1)) if first_days else Period(end - timedelta(count - 1), end)
        monday = start + timedelta(-start.weekday() % 7)
        if weekday is not None:
            day = start + timedelta(("一二三四五六日".index(weekday.replace("天", "日")) - start.weekday()) % 7 + 7 * (count - 1))
            return Period.instant(day)
        if which is None:
            return Period(monday + timedelta(7 * (count - 1)), monday + timedelta(7 * count - 1))
        if which in ("前", "头"):
            return Period(monday, monday + timedelta(7 * count - 1))
        last = end - timedelta((end.weekday() + 1) % 7)
        return Period(last - timedelta(7 * count - 1), last)
    except (ValueError, OverflowError):
        return None


def fiscal_year(reference: date, year_end: YearEnd, offset: int) -> Period:
    """The financial year in which `reference` lies, or one `offset` away."""
    month, day = year_end
    year = reference.year if (reference.month, reference.day) <= (month, day) else reference.year + 1
    end = month_end(year + offset, month)
    return Period(add_months(end + timedelta(1), -12), end)


def nearest(when: When, reference: date, year_end: YearEnd) -> When | None:
    """`when` in the year that brings it closest to `reference`; of impossible days (29 February) the next that exists."""
    best: tuple[int, When] | None = None
    for year in range(reference.year - 4, reference.year + 5):
        tried = when.with_year(year)
        period = tried.period(year_end)
        if period is None or period.start is None or period.end is None:
            continue
        gap = 0
        if period.end < reference:
            gap = (_SAME_YEAR if year == reference.year else _PAST) * (reference - period.end).days
        elif period.start > reference:
            gap = (_FUTURE_STRETCH if when.form in _STRETCHES else _FUTURE) * (period.start - reference).days
        if best is None or gap < best[0]:
            best = gap, tried
    return best[1] if best else None
