"""One PDF page as read: characters and rules as arrays, upright, from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Chars:
    """Characters in drawing order, struct of arrays, all of one length n.

    text      n strings of one code point each, as printed
    x0..bottom boxes with ascent and descent, points from the top left of the page as shown
    baseline  distance of the baseline from the top
    size      font size in points, after the text matrix
    weight    400 normal, 700 bold
    color     0xRRGGBB as integer, -1 unknown
    angle     degrees by which the character is turned on the page as shown, 0 upright
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
    angle: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.text)


@dataclass(slots=True)
class Rules:
    """Straight lines that may be borders: strokes, and fills up to 3 pt thick as their centre line. m rows.

    A horizontal rule has top == bottom, a vertical one x0 == x1; slanted paths are not here.
    """

    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    width: Floats           # line width in points

    def __len__(self) -> int:
        return len(self.x0)


@dataclass(slots=True)
class PageContent:
    """What the readers saw of one page.

    fills     k x 5: x0, top, x1, bottom and colour of filled areas wider than a rule (cell backgrounds, chart bars)
    images    i x 4: x0, top, x1, bottom
    flags     readers_differ, no_text_layer, garbled_text, rotated, ...
    dropped   characters left out because they are invisible or outside the CropBox
    """

    number: int             # from 1
    width: float
    height: float
    chars: Chars
    rules: Rules
    fills: Floats
    images: Floats
    flags: set[str] = field(default_factory=set)
    dropped: int = 0
    engine: str = "pdf_oxide"
