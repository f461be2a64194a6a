"""The third reader: pdfplumber. Slow; first reader on demand, the umpire where the other two differ, the oracle of the tests."""

from __future__ import annotations

import io
import itertools
import logging
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.parse.pdf.raw import RawChars, RawPaths, rgb

_BROKEN = (MalformedPDFException, PdfminerException)


class PlumberReader:
    """Reads pages of one file with pdfplumber. Built once a file; numbers count from 1.

    Raises RuntimeError where a page cannot be read; opening raises what pdfminer raises.
    """

    name = "pdfplumber"

    def __init__(self, data: bytes, password: str = "") -> None:
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        self._document = pdfplumber.open(io.BytesIO(data), password=password)

    def close(self) -> None:
        """Pages are let go one by one; the library's own close would look through all of them, damaged ones too."""
        self._document.flush_cache()

    def chars(self, number: int) -> RawChars:
        """All characters, white space too; overprinted ones once."""
        with self._page(number) as page:
            return _chars(page.dedupe_chars(tolerance=1).chars, _Unturn(page))

    def paths(self, number: int, limit: int) -> RawPaths:
        """Straight strokes, filled areas and images; none where the page has more than `limit` objects."""
        with self._page(number) as page:
            drawn = [*page.lines, *page.rects, *page.curves]
            if len(drawn) > limit:
                return RawPaths(too_many=True)
            unturn, paths = _Unturn(page), RawPaths()
            for item in drawn:
                _add(paths, item, unturn)
            paths.images.extend(unturn.box(item) for item in page.images)
            return paths

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        """A page, let go afterwards. pdfplumber wraps whatever a damaged page, or list of pages, makes pdfminer raise."""
        try:
            with closing(self._document.pages[number - 1]) as page:
                yield page
        except _BROKEN as error:
            raise RuntimeError(f"pdfplumber cannot read page {number}: {error}") from error


class _Unturn:
    """From pdfminer's space, in which the page is turned and begins at 0, back to that of the file."""

    def __init__(self, page: Any) -> None:
        x0, y0, x1, y1 = page.page_obj.mediabox
        self.rotate = int(page.rotation or 0) % 360
        self._corner = {0: (x0, y0), 90: (x1, y0), 180: (x1, y1), 270: (x0, y1)}[self.rotate]

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        left, bottom = self._corner
        if self.rotate == 90:
            return left - y, bottom + x
        if self.rotate == 180:
            return left - x, bottom - y
        if self.rotate == 270:
            return left + y, bottom - x
        return left + x, bottom + y

    def box(self, item: Any) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self(item["x0"], item["y0"]), self(item["x1"], item["y1"])
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _chars(read: list[Any], unturn: _Unturn) -> RawChars:
    text, rows, weight, color = [], [], [], []
    for char in read:
        a, b, _, _, e, f = char["matrix"]
        x, y = unturn(e, f)
        turned = abs(a) < abs(b)
        size, advance = (char["width"], char["height"]) if turned else (char["height"], char["width"])
        angle = (math.degrees(math.atan2(b, a)) + unturn.rotate + 180) % 360 - 180
        text.append(char["text"])
        rows.append((x, y, abs(char["adv"] * math.hypot(a, b)) or advance, size, angle))
        weight.append(700 if "Bold" in char["fontname"] else 400)
        color.append(_color(char["non_stroking_color"]))
    columns = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    return RawChars(
        text, columns[0], columns[1], columns[2], columns[3], np.array(weight, dtype=np.int32),
        np.array(color, dtype=np.int32), columns[4], np.zeros(len(text), dtype=bool),
    )  # fmt: skip


def _color(shade: Any) -> int:
    parts = tuple(shade) if isinstance(shade, (tuple, list)) else (shade,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return -1
    if len(parts) == 1:
        return rgb(*(min(max(float(parts[0]), 0), 1),) * 3)
    if len(parts) == 3:
        return rgb(*(min(max(float(part), 0), 1) for part in parts))
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return rgb(*((1 - min(1, part)) * (1 - min(1, black)) for part in (cyan, magenta, yellow)))
    return -1


def _add(paths: RawPaths, item: Any, unturn: _Unturn) -> None:
    points = [unturn(x, y) for x, y in _corners(item)]
    if item["stroke"]:
        shade, width = _color(item["stroking_color"]), float(item["linewidth"] or 0)
        paths.strokes.extend((*a, *b, width, shade) for a, b in itertools.pairwise(points))
    if item["fill"] and len(points) > 1:
        xs, ys = zip(*points, strict=True)
        paths.fills.append((min(xs), min(ys), max(xs), max(ys), _color(item["non_stroking_color"])))


def _corners(item: Any) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = item["x0"], item["y0"], item["x1"], item["y1"]
    if item["object_type"] == "rect":
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    if item["object_type"] == "line":
        rising = item["pts"][0][1] > item["pts"][-1][1]  # pts count from the top
        return [(x0, y0), (x1, y1)] if rising else [(x0, y1), (x1, y0)]
    top = item["y1"] + item["top"]
    return [(x, top - y) for x, y in item["pts"]]
