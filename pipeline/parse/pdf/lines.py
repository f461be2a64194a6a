"""Characters to lines: which stand on one baseline, which of them are raised, and where a line is torn by a gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.page import Chars, Floats

Index = NDArray[np.intp]
_SAME_BASELINE = 0.35       # of the size: baselines nearer than this are one
_SMALL = 0.82               # of the line's size: a mark or an index may be raised or lowered
_REACH = 0.75               # of the line's size by which a mark's baseline may be off
_GAP = 1.6                  # of the size: a wider gap tears the line
_RAISED = 0.15              # of the size above the baseline


@dataclass(slots=True)
class Line:
    """A run of characters on one baseline without a wide gap, left to right.

    chars     positions in the page's Chars
    raised    which of them are small and stand above the baseline (note marks, exponents)
    row       lines of one baseline share it, counted from the top of the page
    """

    chars: Index
    raised: NDArray[np.bool_]
    row: int
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float


def find_lines(chars: Chars, gap: float = _GAP) -> list[Line]:
    """All lines of a page, from the top, those of one row from the left. Each character is in exactly one.

    `gap` is the white space, in sizes, that tears a line: columns and cells stand apart, words do not.
    """
    lines: list[Line] = []
    for row, members in enumerate(_rows(chars)):
        lines.extend(_torn(chars, members, row, gap))
    return lines


def _rows(chars: Chars) -> list[Index]:
    """Characters of one baseline together, small raised ones with the line that they belong to."""
    if not len(chars):
        return []
    order = np.argsort(chars.baseline, kind="stable")
    baseline, size = chars.baseline[order], chars.size[order]
    near = np.maximum(size[1:], size[:-1]) * _SAME_BASELINE
    rows = np.split(order, np.flatnonzero(np.diff(baseline) > near) + 1)
    rows = [part for row in rows for part in _unchained(chars, row)]
    return _with_marks(chars, rows)


def _unchained(chars: Chars, row: Index) -> list[Index]:
    """A row whose baselines drift over more than a line's height is cut at its widest step."""
    baseline = chars.baseline[row]
    if len(row) < 2 or baseline[-1] - baseline[0] <= 0.8 * float(np.median(chars.size[row])):
        return [row]
    cut = int(np.argmax(np.diff(baseline))) + 1
    return _unchained(chars, row[:cut]) + _unchained(chars, row[cut:])


def _with_marks(chars: Chars, rows: list[Index]) -> list[Index]:
    sizes = [float(np.median(chars.size[row])) for row in rows]
    levels = [float(np.median(chars.baseline[row])) for row in rows]
    joined: list[list[Index]] = [[row] for row in rows]
    for i, row in enumerate(rows):
        for j in (i + 1, i - 1):
            if not 0 <= j < len(rows) or not len(joined[i][0]):
                continue
            if sizes[i] <= _SMALL * sizes[j] and abs(levels[i] - levels[j]) <= _REACH * sizes[j]:
                beside = _beside(chars, joined[i][0], rows[j], sizes[j])
                joined[j].append(joined[i][0][beside])
                joined[i][0] = joined[i][0][~beside]
    whole = (np.concatenate(parts) for parts in joined)
    return [row for row in whole if len(row)]


def _beside(chars: Chars, small: Index, line: Index, size: float) -> NDArray[np.bool_]:
    """Which small characters touch the line's text from the right or left, directly or through their like."""
    x0, x1 = chars.x0[small], chars.x1[small]
    ends, starts = np.sort(chars.x1[line]), np.sort(chars.x0[line])
    before = np.searchsorted(ends, x0 + 0.3 * size) - 1
    after = np.minimum(np.searchsorted(starts, x1 - 0.3 * size), len(starts) - 1)
    gap_left = np.where(before >= 0, x0 - ends[np.maximum(before, 0)], np.inf)
    gap_right = np.where(starts[after] >= x1 - 0.3 * size, starts[after] - x1, np.inf)
    touching = np.minimum(gap_left, gap_right) < 0.5 * size
    for _ in range(4):
        if touching.all() or not touching.any():
            break
        distance = np.abs(x0[:, None] - x1[None, touching]).min(axis=1)
        touching |= distance < 0.3 * size
    return np.asarray(touching)


def _torn(chars: Chars, members: Index, row: int, gap: float) -> list[Line]:
    """The lines of one row, cut where white space is wider than `gap` sizes."""
    members = members[np.argsort(chars.x0[members], kind="stable")]
    x0, x1, size = chars.x0[members], chars.x1[members], chars.size[members]
    reach = np.maximum.accumulate(x1)
    wide = x0[1:] - reach[:-1] > gap * np.maximum(size[1:], size[:-1])
    return [_line(chars, part, row) for part in np.split(members, np.flatnonzero(wide) + 1)]


def _line(chars: Chars, members: Index, row: int) -> Line:
    size = _main_size(chars.size[members])
    main = chars.size[members] > _SMALL * size
    baseline = float(np.median(chars.baseline[members[main]]))
    raised = ~main & (baseline - chars.baseline[members] > _RAISED * size)
    return Line(
        members, raised, row,
        float(chars.x0[members].min()), float(chars.top[members].min()),
        float(chars.x1[members].max()), float(chars.bottom[members].max()), baseline, size,
    )  # fmt: skip


def _main_size(sizes: Floats) -> float:
    """The size of most of the line's characters; of two as frequent the larger."""
    rounded = np.round(sizes * 2) / 2
    values, counts = np.unique(rounded, return_counts=True)
    return float(sizes[rounded == values[::-1][np.argmax(counts[::-1])]].max())
