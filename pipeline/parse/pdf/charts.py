"""Charts: short texts among bars, curves and slices. Their ticks and labels are no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from pipeline.core.place import Box
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.page import PageContent

_SHAPES = 4             # graphic elements of a chart at least
_KINDS = 3              # different heights or widths among its bars
_NUMBERS = 4            # short numbers in it
_APART = 45.0           # points between elements of one chart
_SIDE, _ABOVE, _BELOW = 60.0, 28.0, 34.0    # points by which labels stand outside the bars
_SHORT = 24             # characters of a label at most
_WHITE = 0xFAFAFA
_NUMBER = re.compile(r"[（(]?[-–+]?\d[\d,.]*%?[)）]?|\d{4}[年EeAa].{0,6}")


def chart_lines(page: PageContent, lines: Sequence[Line], tables: Sequence[Box]) -> set[int]:
    """Positions in `lines` of those that belong to charts."""
    shapes = _shapes(page, tables)
    if len(shapes) < _SHAPES:
        return set()
    texts = ["".join(page.chars.text[i] for i in line.chars.tolist()) for line in lines]
    found: set[int] = set()
    for region in _regions(shapes):
        inside = [place for place, line in enumerate(lines) if _within(line, region)]
        long = [place for place in inside if len(texts[place]) > _SHORT]
        numbers = sum(bool(_NUMBER.fullmatch(texts[place])) for place in inside)
        if numbers >= _NUMBERS and len(long) <= len(inside) // 8:
            found.update(place for place in inside if place not in long)
    return found


def _shapes(page: PageContent, tables: Sequence[Box]) -> np.ndarray:
    """Coloured areas of the size of bars, and slanted strokes, outside tables; none where all areas are alike (shaded rows)."""
    areas = page.fills
    high, wide = areas[:, 3] - areas[:, 1], areas[:, 2] - areas[:, 0]
    bars = areas[(areas[:, 4] < _WHITE) & (high * wide < 0.3 * page.width * page.height), :4]
    sizes = {(round(b - t)) for _, t, _, b in bars.tolist()}, {(round(r - x)) for x, _, r, _ in bars.tolist()}
    if max(len(sizes[0]), len(sizes[1])) < _KINDS:
        bars = bars[:0]
    slants = page.slants if len(page.slants) >= 2 * _SHAPES else page.slants[:0]
    shapes = np.concatenate((bars, slants))
    for box in tables:
        x, y = (shapes[:, 0] + shapes[:, 2]) / 2, (shapes[:, 1] + shapes[:, 3]) / 2
        shapes = shapes[~((x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom))]
    return shapes


def _regions(shapes: np.ndarray) -> list[Box]:
    """Shapes near each other in height, as one box with room for labels; at least a few shapes each."""
    ordered = shapes[np.argsort(shapes[:, 1])]
    reach = np.maximum.accumulate(ordered[:, 3])
    cuts = np.flatnonzero(ordered[1:, 1] - reach[:-1] > _APART) + 1
    return [
        Box(
            float(part[:, 0].min()) - _SIDE, float(part[:, 1].min()) - _ABOVE,
            float(part[:, 2].max()) + _SIDE, float(part[:, 3].max()) + _BELOW,
        )
        for part in np.split(ordered, cuts) if len(part) >= _SHAPES and part[:, 3].max() - part[:, 1].min() > 30
    ]  # fmt: skip


def _within(line: Line, region: Box) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return region.x0 <= x <= region.x1 and region.top <= y <= region.bottom
