"""What resolves a time, and how a time is named whose year is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.quantity.calendar import CALENDAR, When, YearEnd, nearest
from pipeline.quantity.draft import Draft


@dataclass(slots=True)
class Context:
    """What resolves a time: the reference date, the financial year's end, and the last year that was written."""

    reference: date | None
    year_end: YearEnd = CALENDAR
    year: int | None = None
    at: int = -999
    fiscal_end: date | None = None
    weekdays_ahead: bool = False
    listed: tuple[int, int, int, int] = (-1, 0, 0, 0)  # until where years end on that month and day, so many months long
    header: bool = False  # the text is a table header: a bare 2023 or 2023.12 is a time

    @property
    def financial_year_end(self) -> YearEnd:
        """That of the last 止年度 read, else the document's."""
        if self.fiscal_end is not None:
            return self.fiscal_end.month, self.fiscal_end.day
        return self.year_end

    def made(self, kind: str, start: int, end: int, when: When, explicit: bool = False) -> Draft:
        """A draft of `when`, resolved as far as can be; an explicit year is remembered for what follows."""
        if when.year is None and self.reference is not None:
            when = nearest(when, self.reference, self.year_end) or when
        period = when.period(self.year_end)
        if explicit and when.year is not None:
            self.year, self.at = when.year, end
        return Draft(
            "date" if kind == "date" else "period",
            start,
            end,
            period=period,
            period_text="" if period else code(when),
            rule="time",
        )


def code(when: When) -> str:
    """A time whose year is not known, for whoever knows it: Y, H1, Q3, M01-09, --06, --06-30, ---30."""
    if when.form == "day_only":
        return f"---{when.first[1]:02}"
    if when.form == "day":
        return f"--{when.first[0]:02}-{when.first[1]:02}"
    edge = f":{when.edge}" if when.edge else ""
    if when.form == "month":
        return f"--{when.first[0]:02}{edge}"
    if when.form == "half":
        return ("H1" if when.first[0] == 1 else "H2") + edge
    if when.form == "quarter":
        return f"Q{when.last[0] // 3}{edge}"
    if when.form == "months":
        return f"M{when.first[0]:02}-{when.last[0]:02}{edge}"
    return f"Y{edge}"
