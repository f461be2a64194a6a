"""Rows to reading order: pages set in two columns are read column by column, all others row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from pipeline.parse.pdf.lines import Line

_FEWEST = 8  # rows that have text on both sides of the gutter
_FULL = 0.7  # of its column that the usual line fills
_SHARE = 0.75  # of the rows between the first and the last that the gutter parts


def reading_order(lines: Sequence[Line], width: float) -> list[tuple[int, list[Line]]]:
    """(column, lines of one row) in the order of reading; column 0 spans the page, 1 and 2 are left and right."""
    rows = [list(group) for _, group in groupby(lines, key=lambda line: line.row)]
    gutter = _gutter(rows, width)
    if gutter is None:
        return [(0, row) for row in rows]
    ordered: list[tuple[int, list[Line]]] = []
    left: list[list[Line]] = []
    right: list[list[Line]] = []
    for row in rows:
        if any(line.x0 < gutter < line.x1 for line in row):
            ordered += [(1, part) for part in left] + [(2, part) for part in right] + [(0, row)]
            left, right = [], []
            continue
        for side, part in ((left, [x for x in row if x.x1 <= gutter]), (right, [x for x in row if x.x0 >= gutter])):
            if part:
                side.append(part)
    return ordered + [(1, part) for part in left] + [(2, part) for part in right]


def _gutter(rows: Sequence[Sequence[Line]], width: float) -> float | None:
    """x between two columns of running text, None where the page has one column (lists and tables have rows in common)."""
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
    if len(pairs) < _FEWEST:
        return None
    middle = float(np.median([(a.x1 + b.x0) / 2 for a, b in pairs]))
    if not 0.35 * width < middle < 0.65 * width:
        return None
    left = [line for row in rows for line in row if line.x1 <= middle]
    right = [line for row in rows for line in row if line.x0 >= middle]
    across = sum(any(line.x0 < middle < line.x1 for line in row) for row in rows)
    if min(len(left), len(right)) < _FEWEST or across > (1 - _SHARE) * len(rows):
        return None
    return middle if _is_text(left) and _is_text(right) else None


def _is_text(lines: Sequence[Line]) -> bool:
    """Whether most lines fill their column, as running text does and labels or numbers do not."""
    start, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    fill = [(line.x1 - line.x0) / max(1.0, end - start) for line in lines]
    return float(np.median(fill)) >= _FULL and float(np.median([len(line.chars) for line in lines])) >= 10
