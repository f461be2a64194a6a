"""Totals, subtotals and 其中 lines of a table, down its rows and across its columns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.grid import Grid
from pipeline.audit.slip import slip
from pipeline.audit.sums import Sum, bounds_of, sums
from pipeline.audit.wording import as_printed, middle
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding
from pipeline.core.interval import Interval
from pipeline.core.tablesum import TableSum

CODE = "table-totals"


@check(code=CODE, severity="error")
def table_totals(books: Books) -> Iterator[Finding]:
    """A total equals its items, within what their printed decimals leave.

    Which items belong to a total is not printed. A run of lines is taken for its items when it adds up in at
    least one column; then a column of the same run that does not is an error. Where a table has one column
    only, the difference must look like a slip of the pen.

    Knowingly missed: a total whose every column is wrong in its own way; totals of tables with cells that could not be read.
    Source: XBRL calculations 1.1, consistency of rounded sums.
    """
    for grid in books.grids:
        for side in (grid, grid.turned()):
            for found in sums(side.rows):
                _count(books, found)
                books.sums.extend(_sums(found))
                yield from _of_sum(side, found)


def _count(books: Books, found: Sum) -> None:
    readable = bool(found.tied or found.broken)
    books.counts[f"{CODE}.{'checked' if readable else 'not_checkable'}"] += 1
    if len(found.tied) > len(found.broken):
        books.counts[f"{CODE}.tied"] += 1


def _sums(found: Sum) -> Iterator[TableSum]:
    for column in (*found.tied, *found.broken):
        total = found.total.line.entries[column].figure
        items = [(item.sign, entry.figure) for item in found.items if (entry := item.line.entries.get(column)) is not None]
        if total is not None:
            signed = tuple((sign, figure.figure_id) for sign, figure in items if figure is not None)
            yield TableSum(total.figure_id, signed, column in found.tied)


def _of_sum(grid: Grid, found: Sum) -> Iterator[Finding]:
    for column in found.broken:
        entry = found.total.line.entries[column]
        figure = entry.figure
        if figure is None or figure.value is None or figure.decimals is None:
            continue
        low, high = bounds_of(found, column)
        kind = _blame(found, column, figure, low, high)
        if kind:
            yield _finding(grid, found, column, figure, Interval(low, high, includes_high=True), kind)


def _blame(found: Sum, column: int, figure: Figure, low: Decimal, high: Decimal) -> str:
    """Why the difference is believed to be the filing's: another column of the run adds up, or it looks like a slip."""
    if figure.value is None or figure.decimals is None:
        return ""
    gap_low, gap_high = (figure.value - high, figure.value - low)
    if _is_line(found, column, gap_low, gap_high):
        return ""
    shares_of_another = figure.unit == "ratio" and abs(figure.value - 1) > _NEAR_WHOLE
    if len(found.tied) >= len(found.broken) and not shares_of_another and _telling(found):
        return "columns"
    if len(found.broken) > 1 and len(found.tied) < len(found.broken):
        return ""  # a list of the main items only
    if kind := slip(figure.value, figure.decimals, low, high):
        return kind
    for item in found.items:
        entry = item.line.entries.get(column)
        if entry is None or entry.figure is None or entry.figure.decimals is None:
            continue
        gap_low, gap_high = figure.value - high + entry.low, figure.value - low + entry.high
        if kind := slip(entry.value, entry.figure.decimals, gap_low, gap_high):
            return kind
    return ""


def _telling(found: Sum) -> bool:
    """Whether a column that adds up could not do so by chance: its total has four digits or more, or it has many items."""
    totals = [entry.figure for column in found.tied if (entry := found.total.line.entries[column]).figure is not None]
    return len(found.items) > _MANY or any(sum(letter.isdigit() for letter in figure.text) >= _DIGITS for figure in totals)


_MANY = 3
_DIGITS = 4


def _is_line(found: Sum, column: int, low: Decimal, high: Decimal) -> bool:
    """Whether the gap is an item itself: then it was counted twice or belongs elsewhere, and nothing is misprinted."""
    values = [entry for item in found.items if (entry := item.line.entries.get(column)) is not None and entry.figure is not None]
    return any((one.low <= high and low <= one.high) or (-one.high <= high and low <= -one.low) for one in values)


_NEAR_WHOLE = Decimal("0.005")


def _finding(grid: Grid, found: Sum, column: int, figure: Figure, expected: Interval, kind: str) -> Finding:
    items = [entry.figure for item in found.items if (entry := item.line.entries.get(column)) and entry.figure is not None]
    head = grid.heads.get(column, "")
    value = middle(expected)
    worked, gap = as_printed(value, figure), as_printed((figure.value or Decimal(0)) - value, figure)
    observed = Interval(found.total.line.entries[column].low, found.total.line.entries[column].high)
    label = found.total.line.label
    zh = f"“{label}”（{head}）印为 {figure.text}，而其 {len(items)} 项之和为 {worked}，相差 {gap}"
    en = f"“{label}” ({head}) is printed {figure.text}, its {len(items)} items make {worked}, a difference of {gap}"
    severity = "error" if kind == "columns" or kind in ("digit", "swapped", "sign", "scale") else "warning"
    return finding(CODE, severity, grid.dossier, (figure, *items), expected, observed, (zh, en))  # type: ignore[arg-type]
