"""The second reader: pdfium. Reads along on every page, and reads a page anew where the first reader is not to be trusted."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.parse.pdf.raw import RawChars, RawPaths, Sheet

_HIDDEN_MODES = (3, 7)  # neither filled nor stroked
_OF_RECTANGLE = (4, 5)  # segments: its extent is all there is to know of one
_DEPTH = 8  # forms within forms
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]


class PdfiumReader:
    """Reads pages of one file with pdfium. Built once a file; numbers count from 1.

    Raises pypdfium2.PdfiumError where the library cannot open the file or load the page.
    """

    name = "pdfium"

    def __init__(self, data: bytes, password: str = "") -> None:
        self._document = pdfium.PdfDocument(data, password=password or None)
        self._page: pdfium.PdfPage | None = None
        self._number = 0

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        self._leave()
        self._document.close()

    def bookmarks(self, limit: int = 5000) -> list[tuple[int, str, int]]:
        """(level from 1, title, page) of the file's outline; page 0 where it leads nowhere."""
        found = []
        for mark in self._document.get_toc(max_depth=8):
            dest = mark.get_dest()
            index = dest.get_index() if dest else None
            found.append((mark.level + 1, mark.get_title(), index + 1 if index is not None else 0))
            if len(found) >= limit:
                break
        return found

    def sheet(self, number: int) -> Sheet:
        """The visible part of a page: its CropBox cut to its MediaBox."""
        page = self._open(number)
        media = page.get_mediabox(fallback_ok=True)
        crop = page.get_cropbox(fallback_ok=True)
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        if right - left < 1 or top - bottom < 1:
            left, bottom, right, top = media
        return Sheet(left, bottom, right, top, page.get_rotation() % 360)

    def text(self, number: int) -> str:
        """The page's text as pdfium puts it together."""
        textpage = self._open(number).get_textpage()
        try:
            return str(textpage.get_text_range())
        finally:
            textpage.close()

    def chars(self, number: int) -> RawChars:
        """Each character with its place: one library call a property, so ten times slower than `text`."""
        textpage = self._open(number).get_textpage()
        try:
            return _chars(textpage.raw)
        finally:
            textpage.close()

    def hides(self, number: int) -> bool:
        """Whether some text of the page is drawn without ink."""
        page = self._open(number)
        for kind, item, _ in _objects(page.raw):
            if kind == c.FPDF_PAGEOBJ_TEXT and c.FPDFTextObj_GetTextRenderMode(item) in _HIDDEN_MODES:
                return True
        return False

    def paths(self, number: int, limit: int) -> RawPaths:
        """Straight strokes, filled areas and images; none where the page has more than `limit` segments."""
        paths, seen = RawPaths(), 0
        for kind, item, matrix in _objects(self._open(number).raw):
            if kind == c.FPDF_PAGEOBJ_PATH:
                seen += c.FPDFPath_CountSegments(item)
                if seen > limit:
                    return RawPaths(too_many=True)
                _add_path(paths, item, matrix)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                paths.images.append(_bounds(item))
        return paths

    def images(self, number: int) -> list[tuple[float, float, float, float]]:
        """left, bottom, right, top of each image."""
        return [_bounds(item) for kind, item, _ in _objects(self._open(number).raw) if kind == c.FPDF_PAGEOBJ_IMAGE]

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of the page as shown, in points."""
        width, height = self._open(number).get_size()
        return float(width), float(height)

    def picture(self, number: int, scale: float) -> pdfium.PdfBitmap:
        """The page as shown, `scale` pixels a point."""
        return self._open(number).render(scale=scale)

    def _open(self, number: int) -> pdfium.PdfPage:
        if self._page is None or self._number != number:
            self._leave()
            self._page, self._number = self._document[number - 1], number
        return self._page

    def _leave(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None


def _chars(raw: c.FPDF_TEXTPAGE) -> RawChars:
    text, rows, styles = [], [], []
    x, y, box = ctypes.c_double(), ctypes.c_double(), c.FS_RECTF()
    style, drawn_by = _Style(0.0, 0.0, 400, -1, hidden=False), 0
    for index in range(c.FPDFText_CountChars(raw)):
        code = c.FPDFText_GetUnicode(raw, index)
        generated = c.FPDFText_IsGenerated(raw, index) == 1
        if generated and code != 2:
            continue
        c.FPDFText_GetCharOrigin(raw, index, x, y)
        c.FPDFText_GetLooseCharBox(raw, index, box)
        item = c.FPDFText_GetTextObject(raw, index)
        address = ctypes.addressof(item.contents) if item else 0
        if not address or address != drawn_by:
            style, drawn_by = _style(raw, index, item), address
        text.append("-" if code == 2 else chr(code) if code <= 0x10FFFF else "\ufffd")
        rows.append((x.value, y.value, _advance(box, style.angle)))
        styles.append(style)
    columns = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    size, angle, weight, color, hidden = zip(*styles, strict=True) if styles else ((),) * 5
    return RawChars(
        text, columns[0], columns[1], columns[2], np.array(size, dtype=np.float64), np.array(weight, dtype=np.int32),
        np.array(color, dtype=np.int32), np.array(angle, dtype=np.float64), np.array(hidden, dtype=bool),
    )  # fmt: skip


class _Style(NamedTuple):
    """What the characters of one text object share."""

    size: float
    angle: float
    weight: int
    color: int
    hidden: bool


def _style(raw: c.FPDF_TEXTPAGE, index: int, item: c.FPDF_PAGEOBJECT) -> _Style:
    matrix, shade = c.FS_MATRIX(), [ctypes.c_uint() for _ in range(4)]
    c.FPDFText_GetMatrix(raw, index, matrix)
    size = c.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    c.FPDFText_GetFillColor(raw, index, *shade)
    color = (shade[0].value << 16) | (shade[1].value << 8) | shade[2].value
    hidden = bool(item) and c.FPDFTextObj_GetTextRenderMode(item) in _HIDDEN_MODES
    return _Style(abs(size), math.degrees(math.atan2(matrix.b, matrix.a)), 700 if _is_bold(raw, index) else 400, color, hidden)


def _is_bold(raw: c.FPDF_TEXTPAGE, index: int) -> bool:
    """By the font's name first: its weight is often not told."""
    name = ctypes.create_string_buffer(128)
    length = c.FPDFText_GetFontInfo(raw, index, name, len(name), None)
    if 0 < length <= len(name) and any(word in name.value for word in (b"Bold", b"Heavy", b"Black", b"SemiB")):
        return True
    return bool(c.FPDFText_GetFontWeight(raw, index) >= 600)


def _advance(box: c.FS_RECTF, angle: float) -> float:
    wide, high = abs(box.right - box.left), abs(box.top - box.bottom)
    return float(high if 45 < abs(angle) % 180 < 135 else wide)


def _objects(page: c.FPDF_PAGE) -> Iterator[tuple[int, c.FPDF_PAGEOBJECT, Matrix]]:
    """(kind, object, matrix of the forms around it) of everything drawn, forms opened."""
    for index in range(c.FPDFPage_CountObjects(page)):
        yield from _opened(c.FPDFPage_GetObject(page, index), _IDENTITY, 0)


def _opened(item: c.FPDF_PAGEOBJECT, around: Matrix, depth: int) -> Iterator[tuple[int, c.FPDF_PAGEOBJECT, Matrix]]:
    kind = c.FPDFPageObj_GetType(item)
    if kind != c.FPDF_PAGEOBJ_FORM:
        yield kind, item, around
        return
    if depth >= _DEPTH:
        return
    inner = _times(_matrix(item), around)
    for index in range(c.FPDFFormObj_CountObjects(item)):
        yield from _opened(c.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: c.FPDF_PAGEOBJECT) -> Matrix:
    held = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, held):
        return _IDENTITY
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _bounds(item: c.FPDF_PAGEOBJECT) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _color(item: c.FPDF_PAGEOBJECT, stroke: bool) -> int:
    shade = [ctypes.c_uint() for _ in range(4)]
    read = c.FPDFPageObj_GetStrokeColor if stroke else c.FPDFPageObj_GetFillColor
    if not read(item, *shade):
        return -1
    return (shade[0].value << 16) | (shade[1].value << 8) | shade[2].value


def _add_path(paths: RawPaths, item: c.FPDF_PAGEOBJECT, around: Matrix) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(item, mode, stroked)
    if not mode.value and not stroked.value:
        return
    if not stroked.value and around is _IDENTITY and c.FPDFPath_CountSegments(item) in _OF_RECTANGLE:
        paths.fills.append((*_bounds(item), _color(item, stroke=False)))
        return
    width = ctypes.c_float()
    c.FPDFPageObj_GetStrokeWidth(item, width)
    matrix = _times(_matrix(item), around)
    line = width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    for outline in _outlines(item, matrix):
        if stroked.value:
            shade = _color(item, stroke=True)
            paths.strokes.extend((*a, *b, line, shade) for a, b in itertools.pairwise(outline))
        if mode.value:
            xs, ys = zip(*outline, strict=True)
            paths.fills.append((min(xs), min(ys), max(xs), max(ys), _color(item, stroke=False)))


def _outlines(item: c.FPDF_PAGEOBJECT, m: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The path's pieces, each a list of at least two corners, closed where the path closes."""
    outline: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(c.FPDFPath_CountSegments(item)):
        segment = c.FPDFPath_GetPathSegment(item, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
            if len(outline) > 1:
                yield outline
            outline = []
        outline.append((m[0] * x.value + m[2] * y.value + m[4], m[1] * x.value + m[3] * y.value + m[5]))
        if c.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if len(outline) > 1:
        yield outline
