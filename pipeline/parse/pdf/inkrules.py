"""Rules of a page that is only a picture: long runs of dark pixels that are no strokes of characters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.page import Floats

_SHORTEST = 18.0  # points: shorter runs are strokes of characters
_BREAK = 1.2  # points: noise breaks a rule no wider
_WHOLE = 0.85  # of a rule's length that is dark
_THICK = 4.0  # points: what is thicker is an area
_DARK = 0.66  # of the brightness of the paper
_MOST = 20_000  # runs of one direction: more are no rules but a photograph
_EDGE = 0.12  # of a line's height: a rule may touch the box of a line so far, not run through it
Stroke = tuple[float, float, float, float, float, int]
Mask = NDArray[np.bool_]


def ink_rules(grey: NDArray[np.uint8], scale: float, texts: Floats, height: float) -> list[Stroke]:
    """Level and upright strokes in user space of a page so many points high, one for each row or column of pixels.

    grey   the picture, 0 black, set straight
    scale  points a pixel
    texts  k x 4: x0, top, x1, bottom of the lines of text in points; strokes within them are parts of characters
    """
    dark = grey < _DARK * float(np.median(grey)) if grey.size else np.zeros(grey.shape, dtype=bool)
    across = _outside(_runs(dark, scale), texts)
    down = _outside(_runs(dark.T, scale), texts[:, [1, 0, 3, 2]])
    level = [(x0, height - y, x1, height - y, scale, 0) for y, x0, x1 in across.tolist()]
    return level + [(x, height - y0, x, height - y1, scale, 0) for x, y0, y1 in down.tolist()]


def _runs(dark: Mask, scale: float) -> Floats:
    """k x 3: row, begin and end of the long dark runs, in points."""
    wide = dark.copy()
    wide[1:] |= dark[:-1]  # a rule that leans by a pixel stays whole
    edge = np.diff(np.pad(wide, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, begin = np.nonzero(edge == 1)
    end = np.nonzero(edge == -1)[1]
    if not len(row):
        return np.empty((0, 3))
    new = np.concatenate(([True], (np.diff(row) != 0) | (begin[1:] - end[:-1] > _BREAK / scale)))
    first = np.flatnonzero(new)
    last = np.concatenate((first[1:], [len(row)])) - 1
    length = end[last] - begin[first]
    inked = np.add.reduceat(end - begin, first)
    kept = (length * scale >= _SHORTEST) & (inked >= _WHOLE * length)
    found = np.column_stack((row[first], begin[first], end[last]))[kept]
    return np.asarray(_thin(found, dark.shape, scale) * scale)


def _thin(runs: NDArray[np.int64], shape: tuple[int, ...], scale: float) -> NDArray[np.int64]:
    """The runs that are not part of a dark area."""
    if not 0 < len(runs) <= _MOST:
        return runs[:0]
    edges = np.zeros((shape[0], shape[1] + 1), dtype=np.int32)
    np.add.at(edges, (runs[:, 0], runs[:, 1]), 1)
    np.add.at(edges, (runs[:, 0], runs[:, 2]), -1)
    inked = np.cumsum(np.cumsum(edges, axis=1) > 0, axis=0, dtype=np.int32)
    above = np.pad(inked, ((1, 0), (0, 0)))  # how many rows above each one are inked, column by column
    reach, row, middle = max(1, round(_THICK / scale)), runs[:, 0], (runs[:, 1] + runs[:, 2]) // 2
    here, low, high = row + 1, np.maximum(row + 1 - reach, 0), np.minimum(row + reach, shape[0])
    up = above[here, middle] - above[low, middle]
    down = above[high, middle] - above[row, middle]
    return np.asarray(runs[(up < reach) & (down < reach)])


def _outside(runs: Floats, texts: Floats) -> Floats:
    """The runs that do not pass through a line of text."""
    if not len(runs) or not len(texts):
        return runs
    x0, top, x1, bottom = texts.T
    inset = _EDGE * (bottom - top)
    place, begin, end = (runs[:, [column]] for column in range(3))
    shared = np.minimum(end, x1) - np.maximum(begin, x0)
    inside = (place > top + inset) & (place < bottom - inset) & (shared > 0.5 * (end - begin))
    return np.asarray(runs[~inside.any(axis=1)])
