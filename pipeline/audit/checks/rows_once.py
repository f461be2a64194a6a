"""Rows that a table prints twice."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.grid import Grid, Line
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding

CODE = "rows-once"
_LEAST_FIGURES = 2
_LEAST_DIGITS = 5


@check(code=CODE, severity="warning")
def rows_once(books: Books) -> Iterator[Finding]:
    """No table prints a row twice in a row: equal label, and equal amounts of at least five digits in at least two columns.

    Equal amounts under another label are usual (净利润, 持续经营净利润), and so is the same line in another block of the table.
    """
    for grid in books.grids:
        seen: dict[tuple[str, ...], list[Figure]] = {}
        for row in grid.rows:
            figures = _figures(row)
            key = (row.label, *(f"{figure.value}" for figure in figures))
            if not row.label or len(figures) < _LEAST_FIGURES or not any(_long(figure) for figure in figures):
                seen = {}
                continue
            if key in seen:
                yield _finding(grid, row, figures, seen[key])
            seen = {key: figures}


def _figures(row: Line) -> list[Figure]:
    return [entry.figure for entry in row.entries.values() if entry.figure is not None]


def _long(figure: Figure) -> bool:
    return sum(letter.isdigit() for letter in figure.text) >= _LEAST_DIGITS


def _finding(grid: Grid, row: Line, figures: list[Figure], first: list[Figure]) -> Finding:
    zh = f"“{row.label}”一行重复，数值相同（{figures[0].text}）"
    en = f"the row “{row.label}” is printed twice with the same figures ({figures[0].text})"
    return finding(CODE, "warning", grid.dossier, (*figures, *first), None, None, (zh, en))
