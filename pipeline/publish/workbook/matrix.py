"""The facts of one entity as a matrix: what is measured down, periods across."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

# One line of the matrix: what is measured, and in which sense.
LINE = ["concept", "metric", "role", "scope", "base", "unit", "modality"]


@dataclass(frozen=True, slots=True)
class Matrix:
    """lines: the LINE values of each row; columns: (start, end); cells: (row, column) -> a record of facts."""

    entity: str
    lines: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[date | None, date | None], ...]
    cells: dict[tuple[int, int], dict[Any, Any]]
    left_out: int  # lines beyond the cap


def matrix(entity: str, facts: pd.DataFrame, cap: int) -> Matrix:
    """Facts of one entity. Lines with a concept come first, in order of how often they are printed; `cap` lines at most."""
    held = facts.copy()
    held["base"] = [_period(start, end) for start, end in zip(held["base_period_start"], held["base_period_end"], strict=True)]
    held["metric"] = held["metric"].where(held["concept"] == "", "")
    weights = held.groupby(LINE, sort=False)["mentions"].sum().reset_index()
    weights["bare"] = weights["concept"] == ""
    weights = weights.sort_values(["bare", "mentions", *LINE], ascending=[True, False, *[True] * len(LINE)], kind="stable")
    lines = [tuple(row) for row in weights[LINE].itertuples(index=False)]
    kept = {line: index for index, line in enumerate(lines[:cap])}
    columns = sorted({_ends(record) for record in held.to_dict("records")}, key=_order)
    places = {ends: index for index, ends in enumerate(columns)}
    cells = {}
    for record in held.to_dict("records"):
        line = tuple(record[name] for name in LINE)
        if line in kept:
            cells[kept[line], places[_ends(record)]] = record
    return Matrix(entity, tuple(lines[:cap]), tuple(columns), cells, max(0, len(lines) - cap))


def _ends(record: Any) -> tuple[date | None, date | None]:
    start, end = record["period_start"], record["period_end"]
    return (start if isinstance(start, date) else None, end if isinstance(end, date) else None)


def _order(ends: tuple[date | None, date | None]) -> tuple[date, date]:
    """By last day, longer periods first; what has no date comes last."""
    start, end = ends
    return end or date.max, start or date.max


def _period(start: Any, end: Any) -> str:
    return period_text(start if isinstance(start, date) else None, end if isinstance(end, date) else None)


def period_text(start: date | None, end: date | None) -> str:
    """2024, 2024H1, 2024Q3, 2024-12-31 for an instant, else both ends.

    >>> period_text(date(2024, 1, 1), date(2024, 12, 31)), period_text(date(2024, 6, 30), date(2024, 6, 30))
    ('2024', '2024-06-30')
    """
    if not start or not end:
        return f"{start or '…'} – {end or '…'}" if start or end else ""
    if start == end:
        return end.isoformat()
    months = end.month - start.month + 1
    whole = start.day == 1 and start.year == end.year and (end.month, end.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
    if whole and months == 12:
        return str(end.year)
    if whole and months == 6:
        return f"{end.year}H{end.month // 6}"
    if whole and months == 3:
        return f"{end.year}Q{end.month // 3}"
    return f"{start.isoformat()} – {end.isoformat()}"
