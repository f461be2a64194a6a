"""A page that is only a picture, as a page: recognised characters with places and sizes, printed rules, all set straight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.parse.pdf.inkrules import ink_rules
from pipeline.parse.pdf.ocr import SeenLine
from pipeline.parse.pdf.page import Floats
from pipeline.parse.pdf.raw import RawChars, RawPaths, Sheet
from pipeline.parse.pdf.upright import Upright, upright

READABLE = 0.5  # mean certainty of a line below which it is no reading; the bar that RapidOCR itself sets
SURE = 0.8  # certainty of a character from which it is not doubted
_UPSIDE_DOWN = 0.8  # certainty of a whole page below which it is tried turned by half
_LEVEL = 0.03  # degrees: a page that leans no more stands straight
_OWN_HEIGHT = 0.78  # size of the characters to the height of the box around a line of them
_LOW = 1.2  # an ideograph to a digit, in height, with the margins of their boxes
_DIGITS = frozenset("0123456789.,-%+ ")
_STEP = 1.25  # sizes of a page differ by such steps: the heights of boxes are not exact
_MIDDLE = 0.36  # of the size: the middle of a line above its baseline
_MARGIN = 0.08  # of the size: boxes reach so far beyond the ink
_GAP = 0.7  # of the size: neighbours further apart stand in different columns
_NARROW = dict.fromkeys(".,:;'!|il1()[]", 0.36)
Picture = NDArray[np.uint8]
Recognize = Callable[[Picture], list[SeenLine]]


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was made of the picture of a page.

    unsure  for each character of `page.printed` whether the recogniser was not sure of it
    lost    lines in which something is printed that could not be made out
    """

    page: Upright
    unsure: NDArray[np.bool_]
    lost: int


def scanned(number: int, size: tuple[float, float], picture: Picture, recognize: Recognize, engine: str) -> Scanned:
    """Read the picture (height x width x 3) of a page of so many points as shown.

    A page that leans a little is set straight, so that rows and rules are level; the boxes of its characters lead to where they
    are printed. One that stands on its head or lies on its side is read as well.
    """
    seen = _right_way_up(picture, recognize)
    lines = [line for line in seen if line.score >= READABLE]
    scale = size[0] / picture.shape[1]
    lean = _lean(lines)
    middle = np.array((picture.shape[1], picture.shape[0])) / 2
    placed = [_Placed.of(line, (_turned(line.corners - middle, -lean) + middle) * scale, scale) for line in lines]
    boxes = np.array([line.box for line in placed], dtype=np.float64).reshape(-1, 4)
    paths = RawPaths(strokes=ink_rules(_straight(picture, lean), scale, boxes, size[1]))
    raw, unsure = _chars(placed, _sizes(placed), size[1])
    page = upright(number, Sheet(0, 0, *size), raw, paths, engine)
    return Scanned(replace(page, boxes=_as_printed(page.boxes, lean, size)), unsure, len(seen) - len(lines))


def _right_way_up(picture: Picture, recognize: Recognize) -> list[SeenLine]:
    """The lines of the picture, or of the picture turned by half where they are read with more certainty."""
    seen = recognize(picture)
    if not seen or _certainty(seen) >= _UPSIDE_DOWN:
        return seen
    turned = recognize(np.ascontiguousarray(picture[::-1, ::-1]))
    if _certainty(turned) <= _certainty(seen):
        return seen
    far = np.array((picture.shape[1], picture.shape[0]))
    return [replace(line, corners=far - line.corners) for line in turned]


def _certainty(lines: Sequence[SeenLine]) -> float:
    sure = [line.sure for line in lines]
    return float(np.concatenate(sure).mean()) if sure else 0.0


def _lean(lines: Sequence[SeenLine]) -> float:
    """Degrees clockwise by which the page leans: the median over its lines, each as often as it has characters."""
    if not lines:
        return 0.0
    along = np.array([line.corners[1] - line.corners[0] for line in lines])
    angle = (np.degrees(np.arctan2(along[:, 1], along[:, 0])) + 45) % 90 - 45
    weight = np.array([len(line.text) ** 2 for line in lines])
    order = np.argsort(angle, kind="stable")
    lean = float(angle[order[np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)]])
    return lean if abs(lean) > _LEVEL else 0.0


def _turned(points: Floats, degrees: float) -> Floats:
    """Points turned clockwise about the origin, y downwards."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.asarray(points @ np.array(((cos, sin), (-sin, cos))))


def _straight(picture: Picture, lean: float) -> Picture:
    """The picture in shades of grey, turned back by what it leans."""
    grey = Image.fromarray(picture).convert("L")
    return np.asarray(grey.rotate(lean, Image.Resampling.BILINEAR, fillcolor=255) if lean else grey)


def _as_printed(boxes: NDArray[np.float32], lean: float, size: tuple[float, float]) -> NDArray[np.float32]:
    """Boxes of the straight page on the page as shown."""
    if not lean:
        return boxes
    half = (boxes[:, 2:] - boxes[:, :2]) / 2
    middle = _turned((boxes[:, :2] + boxes[:, 2:]) / 2 - np.array(size) / 2, lean) + np.array(size) / 2
    return np.hstack((middle - half, middle + half)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line on the straight page, in points.

    quarter  how often it is turned clockwise by 90 degrees
    begin    where it begins, on its middle
    along    as SeenLine says
    """

    line: SeenLine
    quarter: int
    begin: Floats
    length: float
    height: float
    along: Floats
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, line: SeenLine, corners: Floats, scale: float) -> _Placed:
        ahead = corners[1] - corners[0]
        quarter = int(np.round(np.degrees(np.arctan2(ahead[1], ahead[0])) / 90)) % 4
        length, height = float(np.hypot(*ahead)), float(np.hypot(*(corners[3] - corners[0])))
        begin = corners.mean(axis=0) - _AHEAD[quarter] * length / 2
        low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        return cls(line, quarter, begin, length, height, line.along * scale, (low[0], low[1], high[0], high[1]))

    def pitch(self) -> float | None:
        """Mean step between ideographs that stand side by side, where there are enough of them to tell."""
        wide = np.array([_width(char) >= 1 for char in self.line.text])
        steps = np.diff(self.along)[wide[1:] & wide[:-1]]
        return float(np.median(steps)) if len(steps) >= 3 else None


_AHEAD = np.array(((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)))
_DOWN = np.array(((0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)))


def _sizes(lines: Sequence[_Placed]) -> list[float]:
    """Font size of each line: from the heights of the boxes, which the step of ideographs gauges, in few steps for one page."""
    if not lines:
        return []
    pairs = [(pitch, line.height) for line in lines if (pitch := line.pitch()) is not None]
    share = float(np.median([min(1.0, pitch / height) for pitch, height in pairs])) if pairs else _OWN_HEIGHT
    heights = np.array([line.height * share * (_LOW if _DIGITS.issuperset(line.line.text) else 1) for line in lines])
    usual = float(np.median(np.repeat(heights, [len(line.line.text) for line in lines])))
    steps = np.round(np.log(heights / usual) / np.log(_STEP))
    return [usual * _STEP**step for step in steps.tolist()]


def _chars(lines: Sequence[_Placed], sizes: Sequence[float], page_height: float) -> tuple[RawChars, NDArray[np.bool_]]:
    """All characters in user space, and for those that print something whether they are doubted."""
    text: list[str] = []
    rows: list[Floats] = []
    doubts: list[bool] = []
    for line, size in zip(lines, sizes, strict=True):
        starts, ends = _extents(line, size)
        origin = line.begin + starts[:, None] * _AHEAD[line.quarter] + _MIDDLE * size * _DOWN[line.quarter]
        text += line.line.text
        rows.append(np.column_stack((origin, ends - starts, np.full((len(starts), 2), (size, -90.0 * line.quarter)))))
        doubts += [sure < SURE for char, sure in zip(line.line.text, line.line.sure.tolist(), strict=True) if not char.isspace()]
    x, y, advance, size_, angle = np.concatenate(rows or [np.empty((0, 5))]).T.copy()
    count = len(text)
    return RawChars(
        text, x, page_height - y, advance, size_, np.full(count, 400, dtype=np.int32), np.zeros(count, dtype=np.int32),
        (angle + 180) % 360 - 180, np.zeros(count, dtype=bool),
    ), np.array(doubts, dtype=bool)  # fmt: skip


def _extents(line: _Placed, size: float) -> tuple[Floats, Floats]:
    """Where each character begins and ends along its line. Neighbours touch, blanks included, but not over a gap."""
    width = np.array([_width(char) for char in line.line.text]) * size
    middles, both = np.clip(line.along, 0, line.length), width[:-1] + width[1:]
    apart = np.diff(middles)
    borders = middles[:-1] + apart * width[:-1] / both
    gap = apart > both / 2 + _GAP * size
    margin = min(_MARGIN * size, line.length / 4)
    starts = np.concatenate(([margin], np.where(gap, middles[1:] - width[1:] / 2, borders)))
    ends = np.concatenate((np.where(gap, middles[:-1] + width[:-1] / 2, borders), [line.length - margin]))
    return starts, np.maximum(ends, starts)


def _width(char: str) -> float:
    """Usual width in sizes."""
    return 1.0 if east_asian_width(char) in "WFA" else _NARROW.get(char, 0.55)
