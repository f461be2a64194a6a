"""One PDF page as read: characters and rules as arrays, upright, from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.core.place import Box

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Chars:
    """Printed characters, struct of arrays, all of one length n. White space is not among them.

    text      n strings of one code point each, as printed
    x0..bottom boxes with ascent and descent, points from the top left of the page as shown
    baseline  distance of the baseline from the top
    size      font size in points, after the text matrix
    weight    400 normal, 700 bold
    color     0xRRGGBB as integer, -1 unknown
    angle     degrees by which the character is turned on this page, counter-clockwise, 0 upright
    spaced    whether the content writes white space right before the character
    """

    text: list[str]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    baseline: Floats
    size: Floats
    weight: NDArray[np.int32]
    color: NDArray[np.int32]
    angle: Floats
    spaced: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        if len(self.spaced) != len(self.text):
            self.spaced = np.zeros(len(self.text), dtype=bool)

    def __len__(self) -> int:
        return len(self.text)

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_]) -> Chars:
        """The characters at these positions, or where the mask is true."""
        kept = np.flatnonzero(index) if index.dtype == bool else index
        columns = (getattr(self, name)[kept] for name in _COLUMNS)
        return Chars([self.text[i] for i in kept.tolist()], *columns)


_COLUMNS = ("x0", "top", "x1", "bottom", "baseline", "size", "weight", "color", "angle", "spaced")


@dataclass(slots=True)
class Rules:
    """Straight lines that may be borders: strokes, and fills up to 3 pt thick as their centre line. m rows.

    A horizontal rule has top == bottom, a vertical one x0 == x1; slanted paths are not here.
    """

    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    width: Floats  # line width in points
    color: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))  # 0xRRGGBB, -1 unknown

    def __post_init__(self) -> None:
        if len(self.color) != len(self.x0):
            self.color = np.zeros(len(self.x0), dtype=np.int32)

    def __len__(self) -> int:
        return len(self.x0)


@dataclass(slots=True)
class PageContent:
    """What the readers saw of one page, or of the characters on it that are turned alike.

    Coordinates are of the page after it was turned by `turn` degrees clockwise, so that its characters are upright.
    `shown` leads back to the page as a viewer shows it. A page that holds upright and turned text is several of these.

    ids       for each character its number among all characters of the page, whatever part they are in
    fills     k x 5: x0, top, x1, bottom and colour of filled areas wider than a rule (cell backgrounds, chart bars)
    images    i x 4: x0, top, x1, bottom
    slants    s x 4: extents of slanted strokes and pieces of curves
    flags     readers_differ, no_text_layer, garbled_text, rotated, ...
    dropped   characters left out because they are invisible or outside the CropBox
    """

    number: int  # from 1
    width: float
    height: float
    chars: Chars
    rules: Rules
    fills: Floats
    images: Floats
    flags: set[str] = field(default_factory=set)
    dropped: int = 0
    engine: str = "pdf_oxide"
    turn: int = 0  # 0, 90, 180, 270
    slants: Floats = field(default_factory=lambda: np.empty((0, 4)))
    ids: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    def __post_init__(self) -> None:
        if len(self.ids) != len(self.chars):
            self.ids = np.arange(len(self.chars), dtype=np.int32)

    def glyph(self, index: int) -> tuple[int, int]:
        """What names a character through the whole file: page number, and its number among the page's characters."""
        return self.number, int(self.ids[index])

    def keep(self, mask: NDArray[np.bool_]) -> PageContent:
        """The same page without some of its characters; the others keep their names."""
        return replace(self, chars=self.chars.take(mask), ids=self.ids[mask])

    def shown(self, box: Box) -> Box:
        """A box of this content on the page as shown."""
        return turned_back(self.turn, self.width, self.height, box)


def turned_back(turn: int, width: float, height: float, box: Box) -> Box:
    """A box of a page that was turned clockwise by `turn` degrees and then was width x height, on the page as shown."""
    if turn == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turn == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    return box
