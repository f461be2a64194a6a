"""What a reviewer decided about a figure wins over what was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline.core.errors import ConfigError, FigureError
from pipeline.core.figure import Figure
from pipeline.core.period import Period
from pipeline.core.schema import ROLES
from pipeline.lexicon import Lexicon
from pipeline.lexicon.corrections import Correction, corrections_of


class Corrected:
    """Applies config/corrections.csv: built once from the lexicon, called with one figure.

    A corrected figure carries the flag `corrected` and the reviewer in its evidence; an accepted one the flag `accepted`.
    Raises ConfigError, when built, for a value that the field cannot hold.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_figure: dict[str, list[Correction]] = {}
        for row in corrections_of(lexicon):
            _check(row)
            self._by_figure.setdefault(row.figure_id, []).append(row)

    def __call__(self, figure: Figure) -> Figure:
        """The figure as the reviewer wants it. Raises FigureError where the reviewer rejected it."""
        for row in self._by_figure.get(figure.figure_id, ()):
            if row.field == "rejected":
                raise FigureError(f"rejected by a reviewer ({row.name})", row.why)
            figure = _applied(figure, row)
        return figure


def _applied(figure: Figure, row: Correction) -> Figure:
    flag = "accepted" if row.field == "accepted" else "corrected"
    evidence = (*figure.evidence, f"{row.field}: {flag} by {row.who or 'a reviewer'} {row.when} ({row.name})")
    marked = replace(figure, flags=figure.flags | {flag}, evidence=evidence, confidence=1.0)
    if row.field == "accepted":
        return marked
    if row.field in ("period_start", "period_end"):
        return replace(marked, period=_period(figure.period, row.field, _day(row.value)))
    value: Any = _amount(row.value) if row.field == "value" else row.value
    return replace(marked, **{row.field: value})


def _period(period: Period | None, end: str, day: date | None) -> Period | None:
    start, stop = (period.start, period.end) if period else (None, None)
    start, stop = (day, stop) if end == "period_start" else (start, day)
    return Period(start, stop) if start or stop else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _role(text: str) -> None:
    if text not in ROLES:
        raise ValueError(text)


_READS: dict[str, tuple[Callable[[str], object], str]] = {
    "value": (_amount, "a number in base units such as 312400000, or nothing"),
    "period_start": (_day, "a date such as 2024-12-31, or nothing"),
    "period_end": (_day, "a date such as 2024-12-31, or nothing"),
    "role": (_role, f"one of {', '.join(ROLES)}"),
}


def _check(row: Correction) -> None:
    read, expected = _READS.get(row.field, (str, ""))
    try:
        read(row.value)
    except (ValueError, InvalidOperation) as error:
        raise ConfigError(f"config/{row.name}: {row.field} = {row.value!r}", expected, "Correct the row") from error
