"""The first reader: pdf_oxide, characters and paths of a page in one pass each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import numpy as np
import pdf_oxide

from pipeline.lexicon.fold import fold
from pipeline.parse.pdf.page import Floats
from pipeline.parse.pdf.raw import RawChars, RawPaths, rgb

_HEAVY = frozenset(("Bold", "SemiBold", "ExtraBold", "Black", "Heavy"))
_RADICALS = ("\u2e80", "\u2fdf")  # this library alone takes these for the characters 月, 角, 骨 that look like them
_FIELDS = attrgetter("char", "origin_x", "origin_y", "advance_width", "font_size", "rotation_degrees", "font_weight", "color")
_BLACK = (0.0, 0.0, 0.0)


class OxideReader:
    """Reads pages of one file with pdf_oxide. Built once a file; numbers count from 1.

    Raises OSError, RuntimeError or ValueError where the library cannot open the file.
    """

    name = "pdf_oxide"

    def __init__(self, data: bytes, password: str = "") -> None:
        pdf_oxide.disable_logging()
        with _no_panic():
            self._document = pdf_oxide.PdfDocument.from_bytes(data)
            if password:
                self._document.authenticate(password)

    def chars(self, number: int) -> RawChars:
        """All characters, white space too. The advance of a turned one is taken from its size: the library projects it."""
        with _no_panic():
            read = self._document.extract_chars(number - 1)
        return _chars(read)

    def paths(self, number: int, limit: int) -> RawPaths:
        """Straight strokes and filled areas; none where the page has more than `limit` operations."""
        with _no_panic():
            drawn = self._document.extract_paths(number - 1)
        if sum(path["operations_count"] for path in drawn) > limit:
            return RawPaths(too_many=True)
        paths = RawPaths()
        for path in drawn:
            if not _is_filled_rectangle(path):
                _add(paths, path)
                continue
            op, area = path["operations"][0], rgb(*path["fill_color"])
            x, y, right, top = op["x"], op["y"], op["x"] + op["width"], op["y"] + op["height"]
            paths.fills.append((min(x, right), min(y, top), max(x, right), max(y, top), area))
        return paths


@contextmanager
def _no_panic() -> Iterator[None]:
    """A panic of the library as an error: it is no Exception, and would end the process."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3 names it in no module
            raise
        raise RuntimeError(f"pdf_oxide gave up: {error}") from error


def _chars(read: list[Any]) -> RawChars:
    if not read:
        none = np.empty(0)
        whole = np.empty(0, dtype=np.int32)
        return RawChars([], none, none, none, none, whole, whole, none, np.empty(0, dtype=bool))
    text, x, y, advance, size, angle, weight, color = zip(*map(_FIELDS, read), strict=True)
    shades = {shade: rgb(*shade) for shade in set(color)}
    heavy = {name: 700 if name in _HEAVY else 400 for name in set(weight)}
    turn, points = np.array(angle, dtype=np.float64), np.abs(np.array(size, dtype=np.float64))
    return RawChars(
        [fold(char) if _RADICALS[0] <= char <= _RADICALS[1] else char for char in text],
        np.array(x, dtype=np.float64),
        np.array(y, dtype=np.float64),
        _along(np.array(advance, dtype=np.float64), turn, points),
        points,
        np.array([heavy[name] for name in weight], dtype=np.int32),
        np.array([shades[shade] for shade in color], dtype=np.int32),
        turn,
        np.zeros(len(text), dtype=bool),
    )


def _along(advance: Floats, angle: Floats, size: Floats) -> Floats:
    """The advance along the line of writing from its projection on x."""
    slope = np.abs(np.cos(np.radians(angle)))
    return np.asarray(np.where(slope > 0.2, np.abs(advance) / np.maximum(slope, 0.2), np.abs(size)))


def _is_filled_rectangle(path: Mapping[str, Any]) -> bool:
    """Most paths of most files: the borders of tables."""
    if path["operations_count"] != 1 or path["stroke_color"] is not None or path["fill_color"] is None:
        return False
    return len(path["operations"]) == 1 and bool(path["operations"][0]["op"] == "rectangle")


def _add(paths: RawPaths, path: Mapping[str, Any]) -> None:
    stroke, fill, width = path["stroke_color"], path["fill_color"], path["stroke_width"]
    if stroke is None and fill is None:  # painted in black that the page never set; a stroke reaches beyond the path
        stroke, fill = (None, _BLACK) if path["bbox"] == path["rendered_bbox"] else (_BLACK, None)
    line = rgb(*stroke) if stroke else -1
    area = rgb(*fill) if fill else -1
    outline: list[tuple[float, float]] = []
    for op in path["operations"]:
        if op["op"] == "rectangle":
            x, y, right, top = op["x"], op["y"], op["x"] + op["width"], op["y"] + op["height"]
            if stroke:
                sides = ((x, y, right, y), (right, y, right, top), (right, top, x, top), (x, top, x, y))
                paths.strokes.extend((*side, width, line) for side in sides)
            if fill:
                paths.fills.append((min(x, right), min(y, top), max(x, right), max(y, top), area))
        elif op["op"] == "close_path":
            _polygon(paths, outline, (stroke is not None, fill is not None), (width, line, area), closed=True)
            outline = []
        else:
            if op["op"] == "move_to" and outline:
                _polygon(paths, outline, (stroke is not None, fill is not None), (width, line, area))
                outline = []
            if "x" in op:
                outline.append((op["x"], op["y"]))
    _polygon(paths, outline, (stroke is not None, fill is not None), (width, line, area))


def _polygon(
    paths: RawPaths,
    points: list[tuple[float, float]],
    drawn: tuple[bool, bool],
    style: tuple[float, int, int],
    closed: bool = False,
) -> None:
    if len(points) < 2:
        return
    stroked, filled = drawn
    width, line, area = style
    if stroked:
        ends: Iterable[tuple[float, float]] = points[1:] + (points[:1] if closed else [])
        paths.strokes.extend((*a, *b, width, line) for a, b in zip(points, ends, strict=False))
    if filled:
        xs, ys = zip(*points, strict=True)
        paths.fills.append((min(xs), min(ys), max(xs), max(ys), area))
