"""From a reader's raw page to contents: what can be seen, turned upright, with boxes from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.core.document import Warning
from pipeline.parse.pdf.page import Chars, Floats, PageContent, Rules
from pipeline.parse.pdf.raw import RawChars, RawPaths, Sheet

ASCENT = 0.86  # of the size above the baseline: the ink of Chinese type stands between
THIN = 3.0  # points: a filled area no thicker is a rule
_STRAIGHT = 0.6  # points by which a rule may slant
_OVERPRINT = 0.13  # of the size: the same character nearer than this is the same character
_OBLIQUE = 8.0  # degrees from a quarter turn: a watermark
_WHITE = 0xFA  # of each component
_AT_ONCE = 1 << 20  # characters times areas that are compared in one step
_BLANK = frozenset("\x00\u200b\u200c\u200d\u2060\ufeff\xad\x7f")
_SAME = {"\x02": "-", "\ufffe": "-"}
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Upright:
    """A page as its turned parts, the fullest first, and the characters that are written across it.

    parts    at least one; only the first knows what was dropped
    oblique  watermarks, on the page as shown, with the names of their characters
    printed  every character of the page, dropped ones too; its names are positions here
    boxes    n x 4: x0, top, x1, bottom of each on the page as shown
    """

    parts: tuple[PageContent, ...]
    oblique: PageContent
    printed: str
    boxes: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read.

    differ    what the readers disagree on: characters with how many more the one named saw
    unsure    for each character of `page.printed` whether OCR was not sure of it; empty where the text layer was read
    warnings  what it took to read it, or what keeps it from being read
    """

    page: Upright
    differ: dict[str, str] = field(default_factory=dict)
    unsure: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))
    warnings: list[Warning] = field(default_factory=list)


def upright(number: int, sheet: Sheet, raw: RawChars, paths: RawPaths, engine: str) -> Upright:
    """Leave out what cannot be seen, and part the characters by how they are turned."""
    ink = _Ink(sheet, raw)
    width, height = extent(sheet)
    strokes, fills, images = _drawings(sheet, paths)
    seen = ink.inside(width, height) & ~ink.hidden & ~ink.white_on_white(fills, images)
    visible = seen & ~ink.overprinted(seen)
    quarter = np.round(ink.angle / 90).astype(int) % 4
    oblique = np.abs((ink.angle + 45) % 90 - 45) > _OBLIQUE
    counts = np.bincount(quarter[visible & ~oblique], minlength=4)
    parts = []
    for q in [int(q) for q in np.argsort(-counts, kind="stable") if counts[q]] or [0]:
        turn = _Turn(q, width, height)
        rules, areas, slants = _rules_and_areas(turn, strokes, fills)
        own = visible & ~oblique & (quarter == q)
        extent_ = (height, width) if q % 2 else (width, height)
        content = PageContent(number, *extent_, ink.chars(turn, own), rules, areas, turn.boxes(images), engine=engine)
        content.slants = slants
        content.turn, content.ids = 90 * q, np.flatnonzero(own).astype(np.int32)
        parts.append(content)
    parts[0].dropped = int((~seen).sum())
    if paths.too_many:
        parts[0].flags.add("too_many_paths")
    across = visible & oblique
    marks = PageContent(number, width, height, ink.chars(_Turn(0, width, height), across), *_nothing(), engine=engine)
    marks.ids = np.flatnonzero(across).astype(np.int32)
    return Upright(tuple(parts), marks, "".join(ink.text), ink.boxes().astype(np.float32))


def _nothing() -> tuple[Rules, Floats, Floats]:
    none = np.empty(0)
    return Rules(none, none, none, none, none), np.empty((0, 5)), np.empty((0, 4))


def extent(sheet: Sheet) -> tuple[float, float]:
    """Width and height of the page as shown."""
    width, height = sheet.right - sheet.left, sheet.top - sheet.bottom
    return (height, width) if sheet.rotate in (90, 270) else (width, height)


def _shown(sheet: Sheet, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """User space to points from the top left of the page as shown."""
    if sheet.rotate == 90:
        return y - sheet.bottom, x - sheet.left
    if sheet.rotate == 180:
        return sheet.right - x, y - sheet.bottom
    if sheet.rotate == 270:
        return sheet.top - y, sheet.right - x
    return x - sheet.left, sheet.top - y


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turns the page as shown clockwise by so many quarters."""

    quarters: int
    width: float
    height: float

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        if self.quarters == 1:
            return self.height - y, x
        if self.quarters == 2:
            return self.width - x, self.height - y
        if self.quarters == 3:
            return y, self.width - x
        return x, y

    def boxes(self, boxes: Floats) -> Floats:
        """k x 4 and more: x0, top, x1, bottom, and columns that stay."""
        ax, ay = self.points(boxes[:, 0], boxes[:, 1])
        bx, by = self.points(boxes[:, 2], boxes[:, 3])
        turned = boxes.copy()
        turned[:, 0], turned[:, 2] = np.minimum(ax, bx), np.maximum(ax, bx)
        turned[:, 1], turned[:, 3] = np.minimum(ay, by), np.maximum(ay, by)
        return turned


class _Ink:
    """The characters that print something, on the page as shown."""

    def __init__(self, sheet: Sheet, raw: RawChars) -> None:
        raw = _single(raw)
        keep, spaced, self.text = _printing(raw.text)
        self.x, self.y = _shown(sheet, raw.x[keep], raw.y[keep])
        self.angle = (raw.angle[keep] - sheet.rotate + 180) % 360 - 180
        self.size, self.advance = raw.size[keep], raw.advance[keep]
        self.weight, self.color = raw.weight[keep], raw.color[keep]
        self.hidden, self.spaced = raw.hidden[keep], spaced

    def chars(self, turn: _Turn, mask: Mask) -> Chars:
        index = np.flatnonzero(mask)
        x, y = turn.points(self.x[index], self.y[index])
        angle = (self.angle[index] - 90 * turn.quarters + 180) % 360 - 180
        size = self.size[index]
        box = _boxes(x, y, self.advance[index], size, angle)
        text = [self.text[i] for i in index.tolist()]
        return Chars(text, *box, y, size, self.weight[index], self.color[index], np.round(angle, 2), self.spaced[index])

    def boxes(self) -> Floats:
        """n x 4, on the page as shown."""
        return np.column_stack(_boxes(self.x, self.y, self.advance, self.size, self.angle))

    def inside(self, width: float, height: float) -> Mask:
        """Whose middle lies on the page; a character of no size or of none that is finite is nowhere."""
        x0, top, x1, bottom = self.boxes().T
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        return np.asarray((x >= -1) & (x <= width + 1) & (y >= -1) & (y <= height + 1) & (self.size > 0.1))

    def overprinted(self, seen: Mask) -> Mask:
        """Characters that repeat another at almost the same place: bold by double printing, shadows."""
        again = np.zeros(len(self.text), dtype=bool)
        index = np.flatnonzero(seen)
        if len(index) < 2:
            return again
        code = np.array(list(map(ord, self.text)))[index]
        x, y = self.x[index], self.y[index]
        near = _OVERPRINT * self.size[index]
        for order in (np.lexsort((y, x, code)), np.lexsort((x, np.round(y), code))):
            a, b = order[:-1], order[1:]
            twice = (code[a] == code[b]) & (np.abs(x[a] - x[b]) < near[b]) & (np.abs(y[a] - y[b]) < near[b])
            again[index[b[twice & ~again[index[a]]]]] = True
        return again

    def white_on_white(self, fills: Floats, images: Floats) -> Mask:
        """White ones that no coloured area and no image lies under."""
        white = _is_white(self.color)
        if not white.any():
            return white
        areas = np.concatenate((fills[~_is_white(fills[:, 4].astype(np.int64)), :4], images))
        left, top, right, bottom = areas.T
        index = np.flatnonzero(white)
        for some in np.array_split(index, 1 + len(index) * len(areas) // _AT_ONCE):
            x, y = (self.x + self.size / 4)[some, None], (self.y - self.size / 4)[some, None]
            white[some] = ~((left <= x) & (right >= x) & (top <= y) & (bottom >= y)).any(axis=1)
        return white


def _single(raw: RawChars) -> RawChars:
    """One code point each: a ligature shares its place out among its letters."""
    if set(map(len, raw.text)) <= {1}:
        return raw
    lengths = np.array([max(1, len(char)) for char in raw.text])
    index = np.repeat(np.arange(len(raw.text)), lengths)
    order = np.concatenate([np.arange(n) for n in lengths])
    advance = raw.advance[index] / lengths[index]
    along = np.radians(raw.angle[index])
    return RawChars(
        [letter for char in raw.text for letter in char or "\x00"],
        raw.x[index] + order * advance * np.cos(along), raw.y[index] + order * advance * np.sin(along), advance,
        raw.size[index], raw.weight[index], raw.color[index], raw.angle[index], raw.hidden[index],
    )  # fmt: skip


def _printing(text: list[str]) -> tuple[NDArray[np.intp], Mask, list[str]]:
    """Which characters print something, whether white space stands before each, and the characters."""
    kinds = set(text)
    blank = {char for char in kinds if char.isspace() or char in _BLANK}
    keep = np.array([index for index, char in enumerate(text) if char not in blank], dtype=np.intp)
    spaced = np.diff(keep, prepend=-1) > 1
    seen = [char for char in text if char not in blank]
    return keep, spaced, seen if kinds.isdisjoint(_SAME) else [_SAME.get(char, char) for char in seen]


def _boxes(x: Floats, y: Floats, advance: Floats, size: Floats, angle: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Extents of the turned quads that origin, advance, ascent and descent span."""
    if not angle.any():
        return x, y - size * ASCENT, x + advance, y + size * (1 - ASCENT)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    along = np.array((0, 0, 1, 1))[:, None] * advance
    up = np.array((ASCENT, ASCENT - 1, ASCENT, ASCENT - 1))[:, None] * size
    xs, ys = x + along * cos - up * sin, y - along * sin - up * cos
    return xs.min(0), ys.min(0), xs.max(0), ys.max(0)


def _is_white(color: NDArray[np.int32] | NDArray[np.int64]) -> Mask:
    return np.asarray(((color >> 16) >= _WHITE) & ((color >> 8 & 255) >= _WHITE) & ((color & 255) >= _WHITE))


def _drawings(sheet: Sheet, paths: RawPaths) -> tuple[Floats, Floats, Floats]:
    """Strokes (x0, y0, x1, y1, width, colour), fills (box, colour) and images (box) on the page as shown."""
    strokes = np.array(paths.strokes, dtype=np.float64).reshape(-1, 6)
    fills = np.array(paths.fills, dtype=np.float64).reshape(-1, 5)
    images = np.array(paths.images, dtype=np.float64).reshape(-1, 4)
    for table in (strokes, fills, images):
        table[:, 0], table[:, 1] = _shown(sheet, table[:, 0].copy(), table[:, 1].copy())
        table[:, 2], table[:, 3] = _shown(sheet, table[:, 2].copy(), table[:, 3].copy())
    for table in (fills, images):
        table[:, [0, 2]], table[:, [1, 3]] = np.sort(table[:, [0, 2]]), np.sort(table[:, [1, 3]])
    return strokes, fills, images


def _rules_and_areas(turn: _Turn, strokes: Floats, fills: Floats) -> tuple[Rules, Floats, Floats]:
    """Straight strokes and thin fills as rules, the other fills as areas, the other strokes by their extents."""
    lines = turn.boxes(strokes) if len(strokes) else strokes
    flat = np.abs(lines[:, 3] - lines[:, 1]) <= _STRAIGHT
    steep = np.abs(lines[:, 2] - lines[:, 0]) <= _STRAIGHT
    slants = lines[~flat & ~steep, :4]
    lines = lines[flat != steep]
    areas = turn.boxes(fills) if len(fills) else fills
    wide, high = areas[:, 2] - areas[:, 0], areas[:, 3] - areas[:, 1]
    thin = np.minimum(wide, high) <= THIN
    bars = areas[thin]
    bars = np.column_stack((bars[:, :4], np.minimum(wide, high)[thin], bars[:, 4])) if len(bars) else np.empty((0, 6))
    both = np.concatenate((lines, bars))
    across = (both[:, 2] - both[:, 0]) >= (both[:, 3] - both[:, 1])
    both[across, 1] = both[across, 3] = (both[across, 1] + both[across, 3]) / 2
    both[~across, 0] = both[~across, 2] = (both[~across, 0] + both[~across, 2]) / 2
    x0, top, x1, bottom, width, color = both.T.copy()
    return Rules(x0, top, x1, bottom, width, color.astype(np.int32)), areas[~thin], slants
