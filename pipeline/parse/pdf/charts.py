"""Charts: short texts among bars, curves and slices. Their ticks and labels are no prose and no table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.core.place import Box
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.page import Floats, PageContent

_BARS = 4  # bars of a chart at least
_LENGTHS = 3  # different lengths among them
_SLANTS = 10  # slanted strokes of a curve or a pie at least
_NUMBERS = 4  # short numbers in a chart
_APART = 45.0  # points between elements of one chart
_SIDE, _ABOVE, _BELOW = 60.0, 30.0, 30.0  # points by which labels stand outside the bars
_SHORT = 24  # characters of a label at most; small type may be longer
_SMALL = 0.86  # of the page's usual size
_DARK, _PALE = 165, 215  # brightness from 0 to 255
_VIVID = 90  # distance between the strongest and the weakest component
_NUMBER = re.compile(r"[（(]?[-–+]?\d[\d,.]*%?[)）]?|\d{4}[年EeAa].{0,6}")
_TEXT = re.compile(
    r".*[：:。；;，]"
    r"|[*＊]?\s*(?:[资資]料[来來]源|[数數]据[来來]源|[来來]源|附?[注註]\s*[：:]|Sources?\s*:|Notes?\s*:).*"
)


def chart_lines(page: PageContent, lines: Sequence[Line]) -> set[int]:
    """Positions in `lines` of those that belong to charts."""
    regions = _regions(_marks(page))
    if not regions:
        return set()
    texts = ["".join(page.chars.text[i] for i in line.chars.tolist()) for line in lines]
    small = _SMALL * float(np.median(page.chars.size)) if len(page.chars) else 0.0
    found: set[int] = set()
    for region in regions:
        inside = [place for place, line in enumerate(lines) if _within(line, region) and not _TEXT.fullmatch(texts[place])]
        labels = [place for place in inside if len(texts[place]) <= _SHORT or lines[place].size < small]
        numbers = sum(bool(_NUMBER.fullmatch(texts[place])) for place in labels)
        if numbers >= _NUMBERS and len(inside) - len(labels) <= len(inside) // 8:
            found.update(labels)
    return found


def _marks(page: PageContent) -> Floats:
    """Extents of what draws a chart: bars that stand on one line with different lengths, and slanted strokes."""
    areas = page.fills
    high, wide = areas[:, 3] - areas[:, 1], areas[:, 2] - areas[:, 0]
    bars = areas[_dark(areas[:, 4]) & (high * wide < 0.2 * page.width * page.height), :4].tolist()
    standing = _grouped(bars, lambda bar: round(bar[3] / 1.5), 1)
    lying = _grouped(bars, lambda bar: round(bar[0] / 1.5), 0)
    stacked = _grouped(bars, lambda bar: (round(bar[0]), round(bar[2])), 1)
    found = standing + lying + stacked if standing or lying or len(stacked) >= 2 * _BARS else []
    slants = page.slants.tolist() if len(page.slants) >= _SLANTS else []
    return np.array([*found, *slants], dtype=np.float64).reshape(-1, 4)


def _dark(color: Floats) -> NDArray[np.bool_]:
    """Whether a colour is too strong for the shading of a table. Areas of unknown colour are not."""
    shade = color.astype(np.int64)
    light = (shade >> 16) * 0.3 + (shade >> 8 & 255) * 0.6 + (shade & 255) * 0.1
    vivid = np.maximum(np.maximum(shade >> 16, shade >> 8 & 255), shade & 255) - np.minimum(
        np.minimum(shade >> 16, shade >> 8 & 255), shade & 255
    )
    return np.asarray((shade >= 0) & ((light < _DARK) | ((vivid > _VIVID) & (light < _PALE))))


def _grouped(bars: Iterable[list[float]], base: Callable[[list[float]], Hashable], side: int) -> list[list[float]]:
    """The bars that share a base line with others, where their lengths from `side` to the opposite one differ."""
    groups: dict[Hashable, list[list[float]]] = defaultdict(list)
    for bar in bars:
        groups[base(bar)].append(bar)
    return [
        bar
        for group in groups.values()
        if len(group) >= _BARS and len({round(bar[side + 2] - bar[side]) for bar in group}) >= _LENGTHS
        for bar in group
    ]


def _regions(marks: Floats) -> list[Box]:
    """Marks near each other in height, as one box with room for labels."""
    if len(marks) < _BARS:
        return []
    ordered = marks[np.argsort(marks[:, 1])]
    reach = np.maximum.accumulate(ordered[:, 3])
    cuts = np.flatnonzero(ordered[1:, 1] - reach[:-1] > _APART) + 1
    return [
        Box(
            float(part[:, 0].min()) - _SIDE, float(part[:, 1].min()) - _ABOVE,
            float(part[:, 2].max()) + _SIDE, float(part[:, 3].max()) + _BELOW,
        )
        for part in np.split(ordered, cuts) if len(part) >= _BARS and part[:, 3].max() - part[:, 1].min() > 25
    ]  # fmt: skip


def _within(line: Line, region: Box) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return region.x0 <= x <= region.x1 and region.top <= y <= region.bottom
