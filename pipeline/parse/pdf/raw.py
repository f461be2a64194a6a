"""One page in the units of its file: what each reader delivers, before it is turned upright."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.page import Floats


@dataclass(slots=True)
class RawChars:
    """Characters with their origins in PDF user space (y grows upwards), white space included.

    advance  how far the next character stands along the line of writing, in points
    angle    degrees of the line of writing, counter-clockwise
    hidden   drawn with a mode that leaves no ink
    """

    text: list[str]
    x: Floats
    y: Floats
    advance: Floats
    size: Floats
    weight: NDArray[np.int32]
    color: NDArray[np.int32]
    angle: Floats
    hidden: NDArray[np.bool_]


@dataclass(slots=True)
class RawPaths:
    """Straight pieces of the page's drawings in user space.

    strokes  k x 6: x0, y0, x1, y1, line width, colour
    fills    m x 5: left, bottom, right, top, colour of filled rectangles (and of other filled areas: their extent)
    """

    strokes: list[tuple[float, float, float, float, float, int]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float, int]] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    too_many: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page and how it is turned.

    left..top   the CropBox within the MediaBox, user space
    rotate      degrees clockwise by which a viewer turns it: 0, 90, 180, 270
    """

    left: float
    bottom: float
    right: float
    top: float
    rotate: int = 0


@lru_cache(1 << 12)
def rgb(red: float, green: float, blue: float) -> int:
    """Components from 0 to 1 as 0xRRGGBB."""
    return (round(red * 255) << 16) | (round(green * 255) << 8) | round(blue * 255)
