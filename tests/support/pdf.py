"""PDFs for the tests: a sheet in top-left points, an embedded Chinese font, tables with the borders that filings have.

def page(sheet: Sheet) -> None:
    sheet.text(72, 90, "单位：万元", size=10.5)
    sheet.table(72, 100, [["项目", "2023年"], ["营业收入", "1,234.56"]], widths=[160, 100], borders="no_sides")

data = make_pdf(page)                       # bytes, the same each time; several pages: make_pdf(first, second)
data = make_pdf(page, size=LANDSCAPE, rotate=270)
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)
LANDSCAPE = (841.89, 595.28)
FONT = "HeshuTest"
_FONT_FILE = Path(__file__).parents[1] / "fonts" / "HeshuTest.ttf"

Align = Literal["left", "right", "center"]
Borders = Literal["all", "no_sides", "three_line", "rows", "none"]


class Sheet:
    """One page of a PDF that is being made. Points from the top left; `y` of a text is its baseline."""

    def __init__(self, canvas: Canvas, size: tuple[float, float], number: int) -> None:
        self.canvas = canvas
        self.width, self.height = size
        self.number = number

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10.5,
        *,
        align: Align = "left",
        bold: bool = False,
        color: tuple[float, float, float] = (0, 0, 0),
        angle: float = 0,
        spacing: float = 0,
    ) -> float:
        """Draw one line; returns where it ends. `angle` turns it counter-clockwise, `spacing` stands between characters."""
        width = self.measure(text, size) + spacing * max(0, len(text) - 1)
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(x, self.height - y)
        canvas.rotate(angle)
        run = canvas.beginText({"left": 0, "right": -width, "center": -width / 2}[align], 0)
        run.setFont(FONT, size)
        run.setFillColorRGB(*color)
        if bold:
            canvas.setLineWidth(size / 60)
            canvas.setStrokeColorRGB(*color)
            run.setTextRenderMode(2)
        if spacing:
            run.setCharSpace(spacing)
        run.textOut(text)
        canvas.drawText(run)
        canvas.restoreState()
        return x + {"left": width, "right": 0.0, "center": width / 2}[align]

    def measure(self, text: str, size: float = 10.5) -> float:
        """The width of a line in points. Raises ValueError for a character that the font lacks."""
        missing = {char for char in text if ord(char) not in pdfmetrics.getFont(FONT).face.charToGlyph}
        if missing:
            raise ValueError(f"{sorted(missing)} are not in the font: add them to tests/fonts/make_font.py")
        return float(pdfmetrics.stringWidth(text, FONT, size))

    def wrap(self, text: str, width: float, size: float = 10.5) -> list[str]:
        """A paragraph as lines no wider than `width`; a closing mark never begins a line, a number is not broken."""
        lines, line = [], ""
        for piece in _unbroken(text):
            if line and self.measure(line + piece, size) > width and piece not in "，。、；：！？）》”":
                lines.append(line)
                line = ""
            line += piece
        return [*lines, line] if line else lines

    def paragraph(
        self, x: float, y: float, text: str, width: float, size: float = 10.5, *, leading: float = 1.6, indent: int = 2
    ) -> float:
        """Draw a paragraph, its first line indented by `indent` characters; returns the baseline after its last line."""
        lines = self.wrap("\u3000" * indent + text, width, size)
        for line in lines:
            self.text(x, y, line, size)
            y += size * leading
        return y

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A stroked line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def box(self, x0: float, top: float, x1: float, bottom: float, color: tuple[float, float, float]) -> None:
        """A filled box without border."""
        self.canvas.saveState()
        self.canvas.setFillColorRGB(*color)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.restoreState()

    def table(
        self,
        x: float,
        y: float,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        borders: Borders = "all",
        size: float = 9,
        row_height: float = 18,
        align: Sequence[Align] | None = None,
        header_rows: int = 1,
        line_width: float = 0.5,
        padding: float = 4,
    ) -> float:
        """Draw a table whose top left corner is (x, y); returns its bottom.

        A line feed in a cell begins a new printed line and makes the row higher. The first column is on the left, the others on the
        right, unless `align` says otherwise; header cells are centred. borders: all; no_sides (A-share: no outer verticals);
        three_line (above, below the header, below); rows (horizontal rules only); none.
        """
        tops = [y]
        for row in rows:
            tops.append(tops[-1] + row_height + (size + 2) * max(cell.count("\n") for cell in row))
        lefts = [x]
        for width in widths:
            lefts.append(lefts[-1] + width)
        for row, (top, bottom) in zip(rows, pairwise(tops), strict=True):
            for col, cell in enumerate(row):
                side = _side(align, col, is_header=tops.index(top) < header_rows)
                self._cell(cell, lefts[col], lefts[col + 1], (top, bottom), size, side, padding)
        self._rules(lefts, tops, borders, header_rows, line_width)
        return tops[-1]

    def _cell(
        self, text: str, left: float, right: float, sides: tuple[float, float], size: float, align: Align, padding: float
    ) -> None:
        lines = text.split("\n")
        top, bottom = sides
        first = (top + bottom) / 2 - (len(lines) - 1) * (size + 2) / 2 + size * 0.36
        x = {"left": left + padding, "right": right - padding, "center": (left + right) / 2}[align]
        for order, line in enumerate(lines):
            if line:
                self.text(x, first + order * (size + 2), line, size, align=align)

    def _rules(self, lefts: list[float], tops: list[float], borders: Borders, header_rows: int, width: float) -> None:
        levels = {"three_line": [tops[0], tops[header_rows], tops[-1]], "none": []}.get(borders, tops)
        for level in levels:
            self.line(lefts[0], level, lefts[-1], level, width)
        uprights = {"all": lefts, "no_sides": lefts[1:-1]}.get(borders, [])
        for upright in uprights:
            self.line(upright, tops[0], upright, tops[-1], width)


def make_pdf(
    *pages: Callable[[Sheet], None],
    size: tuple[float, float] = A4,
    rotate: int = 0,
    password: str = "",
    title: str = "",
) -> bytes:
    """A PDF of the pages, each drawn by its function; the same bytes each time. `rotate` is /Rotate of every page."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(_FONT_FILE)))
    buffer = io.BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner", strength=128) if password else None
    paper = size if rotate % 180 == 0 else (size[1], size[0])  # reportlab swaps the sides of a rotated page
    canvas = Canvas(buffer, pagesize=paper, invariant=1, pageCompression=1, encrypt=encrypt)
    canvas.setTitle(title)
    for number, draw in enumerate(pages, start=1):
        canvas.setPageRotation(rotate)
        draw(Sheet(canvas, size, number))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _side(align: Sequence[Align] | None, col: int, is_header: bool) -> Align:
    if is_header:
        return "center"
    if align is not None:
        return align[col]
    return "right" if col else "left"


def _unbroken(text: str) -> list[str]:
    """Characters, but numbers and Latin words in one piece."""
    pieces: list[str] = []
    for char in text:
        joined = bool(pieces) and (char.isascii() and not char.isspace()) and pieces[-1][-1].isascii()
        if joined and not pieces[-1][-1].isspace():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
