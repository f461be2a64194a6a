"""Characters to lines: which stand on one baseline, which of them are raised, and where a line is torn by a gap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.page import Chars

Index = NDArray[np.intp]
_SAME_BASELINE = 0.35  # of the size: baselines nearer than this are one
_SMALL = 0.82  # of the line's size: a mark or an index may be raised or lowered
_REACH = 0.75  # of the line's size by which a mark's baseline may be off
_GAP = 1.6  # of the size: a wider gap tears the line
_OPENING = frozenset("（「『《〈【〔［｛“‘")
_MARKS = frozenset("0123456789*＊①②③④⑤⑥⑦⑧⑨⑩[]()（）注註")
_LEVEL = 0.72  # of the line's size: smaller on the same baseline is a mark
_RAISED = 0.15  # of the size above the baseline


@dataclass(slots=True, eq=False)
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
    return _LineFinder(chars, gap).lines()


class _LineFinder:
    """Works on lists: a page has many short lines, on which arrays are slower."""

    def __init__(self, chars: Chars, gap: float) -> None:
        self._chars, self._gap = chars, gap
        self._text, self._base, self._size = chars.text, chars.baseline.tolist(), chars.size.tolist()
        self._x0, self._x1 = chars.x0.tolist(), chars.x1.tolist()
        self._top, self._bottom = chars.top.tolist(), chars.bottom.tolist()
        self._place = self._places()

    def lines(self) -> list[Line]:
        rows = [part for row in self._rows() for part in self._unchained(row)]
        return [line for number, row in enumerate(self._with_marks(rows)) for line in self._torn(row, number)]

    def _rows(self) -> list[list[int]]:
        """Characters whose baselines lie together, from the top."""
        if not self._base:
            return []
        order = np.argsort(self._chars.baseline, kind="stable")
        size = self._chars.size[order]
        step = np.diff(self._chars.baseline[order]) > _SAME_BASELINE * np.maximum(size[1:], size[:-1])
        cuts, ordered = (np.flatnonzero(step) + 1).tolist(), order.tolist()
        return [ordered[start:end] for start, end in pairwise((0, *cuts, len(ordered)))]

    def _unchained(self, row: list[int]) -> list[list[int]]:
        """A row is cut at its widest step where baselines drift over a line's height, or two lines print over each other."""
        spread = self._base[row[-1]] - self._base[row[0]]
        if spread <= 0.8 * self._size[row[len(row) // 2]] and (spread < 1.5 or not self._collide(row)):
            return [row]
        cut = max(range(1, len(row)), key=lambda place: self._base[row[place]] - self._base[row[place - 1]])
        return self._unchained(row[:cut]) + self._unchained(row[cut:])

    def _collide(self, row: list[int]) -> bool:
        """Whether characters on different baselines stand over each other again and again."""
        ordered = sorted(row, key=self._x0.__getitem__)
        hits = 0
        for a, b in pairwise(ordered):
            narrow = min(self._x1[a] - self._x0[a], self._x1[b] - self._x0[b])
            hits += abs(self._base[a] - self._base[b]) > 1 and self._x1[a] - self._x0[b] > 0.4 * narrow
        return hits >= 3

    def _with_marks(self, rows: list[list[int]]) -> list[list[int]]:
        """Small characters beside a line's text, a little above or below, go with that line."""
        sizes = [_middle([self._size[i] for i in row]) for row in rows]
        if min(sizes, default=0.0) > _SMALL * max(sizes, default=0.0):
            return rows
        levels = [self._base[row[len(row) // 2]] for row in rows]
        joined = [list(row) for row in rows]
        for i in range(len(rows)):
            for j in (i + 1, i - 1):
                if not 0 <= j < len(rows) or sizes[i] > _SMALL * sizes[j] or abs(levels[i] - levels[j]) > _REACH * sizes[j]:
                    continue
                moved = self._moved(joined[i], rows[j], sizes[j])
                joined[j] += moved
                joined[i] = [k for k in joined[i] if k not in moved]
        return [row for row in joined if row]

    def _moved(self, small: list[int], line: list[int], size: float) -> list[int]:
        """The small characters that belong to a line."""
        if not small or self._collide(small + line):
            return []
        beside = _beside(self._chars, np.array(small, dtype=np.intp), np.array(line, dtype=np.intp), size)
        return [k for k, touches in zip(small, beside.tolist(), strict=True) if touches]

    def _torn(self, row: list[int], number: int) -> list[Line]:
        """The lines of one row, cut where white space is wider than the gap."""
        row.sort(key=self._place.__getitem__)
        size = self._size
        starts, reach = [self._x0[i] for i in row[1:]], accumulate([self._x1[i] for i in row], max)
        white = [(place, start - end) for place, (start, end) in enumerate(zip(starts, reach, strict=False), 1) if start > end]
        cuts = [place for place, gap in white if gap > self._gap * max(size[row[place]], size[row[place - 1]])]
        if not cuts:
            return [self._line(row, number)]
        return [self._line(row[start:end], number) for start, end in pairwise((0, *cuts, len(row)))]

    def _places(self) -> list[float]:
        """Where the ink begins: an opening bracket stands in the right half of its box, which may lie over its neighbour."""
        places = list(self._x0)
        for i, char in enumerate(self._text):
            if char in _OPENING:
                places[i] += 0.4 * (self._x1[i] - self._x0[i])
        return places

    def _line(self, members: list[int], number: int) -> Line:
        sizes = [self._size[i] for i in members]
        size = self._main_size(sizes)
        small = _SMALL * size
        if min(sizes) > small:
            base = _middle([self._base[i] for i in members])
            raised = np.zeros(len(members), dtype=bool)
        else:
            base = _middle([self._base[i] for i in members if self._size[i] > small])
            raised = np.array([
                self._size[i] <= small and (base - self._base[i] > _RAISED * size or self._is_level_mark(members, place, size))
                for place, i in enumerate(members)
            ], dtype=bool)  # fmt: skip
        return Line(
            np.array(members, dtype=np.intp), raised, number,
            min([self._x0[i] for i in members]), min([self._top[i] for i in members]),
            max([self._x1[i] for i in members]), max([self._bottom[i] for i in members]), base, size,
        )  # fmt: skip

    def _is_level_mark(self, members: list[int], place: int, size: float) -> bool:
        """A much smaller digit or star beside text: its rise was not told. Behind a letter it may be an index."""
        i, before = members[place], self._text[members[place - 1]] if place else ""
        if self._size[i] > _LEVEL * size or self._text[i] not in _MARKS or abs(self._base[i] - self._base[members[0]]) > 1:
            return False
        return not (before.isascii() and before.isalpha())

    def _main_size(self, sizes: list[float]) -> float:
        """The size of most of the line's characters; of two as frequent the larger."""
        kinds = set(sizes)
        return sizes[0] if len(kinds) == 1 else max(kinds, key=lambda size: (sizes.count(size), size))


def _middle(values: list[float]) -> float:
    values.sort()
    return values[len(values) // 2]


def _beside(chars: Chars, small: Index, line: Index, size: float) -> NDArray[np.bool_]:
    """Which small characters touch the line's text from the right or left, directly or through their like."""
    x0, x1 = chars.x0[small], chars.x1[small]
    ends, starts = np.sort(chars.x1[line]), np.sort(chars.x0[line])
    before = np.searchsorted(ends, x0 + 0.3 * size) - 1
    after = np.minimum(np.searchsorted(starts, x1 - 0.3 * size), len(starts) - 1)
    gap_left = np.where(before >= 0, x0 - ends[np.maximum(before, 0)], np.inf)
    gap_right = np.where(starts[after] >= x1 - 0.3 * size, starts[after] - x1, np.inf)
    touching = (gap_left < 0.5 * size) | (gap_right < 0.7 * size)
    for _ in range(4):
        if touching.all() or not touching.any():
            break
        distance = np.abs(x0[:, None] - x1[None, touching]).min(axis=1)
        touching |= distance < 0.3 * size
    return np.asarray(touching)
