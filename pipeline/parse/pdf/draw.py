"""What was understood of a page, drawn over its picture: the tool by which one fixes reading."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from PIL import ImageDraw, ImageFont

from pipeline.core.document import Block, Document
from pipeline.core.place import Box, PageBox, Span
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.pdf.parser import PdfParser
from pipeline.parse.pdf.picture import Picture, page_pictures

_COLORS = {
    "paragraph": (0, 110, 220), "heading": (200, 0, 160), "table": (0, 140, 60), "furniture": (140, 140, 140),
    "chart": (230, 120, 0), "caption": (0, 150, 150), "note": (120, 90, 0), "contents": (110, 60, 200),
    "header": (190, 230, 190), "figure": (0, 140, 60), "label": (90, 160, 90), "mark": (220, 0, 0), "number": (220, 60, 60),
}  # fmt: skip
_LEFT_OUT = 0.6  # pixels by which a box is drawn outside


def debug_page(
    data: bytes,
    page: int,
    settings: Settings,
    lexicon: Lexicon,
    numbers: Iterable[tuple[Span, str]] = (),
    around: int = 8,
    password: str = "",
) -> bytes:
    """PNG of a page with its blocks in order, heading levels, cells, marks, and numbers by kind where they are given.

    around   pages before and after that are read along, so that furniture and paragraphs over page breaks are known
    numbers  (span in the document's text, kind) as segment or extract found them on the same pages
    Raises DocumentError or PageError as parsing and drawing do.
    """
    raw = RawFile("debug.pdf", data, pages=tuple(range(max(1, page - around), page + around + 1)))
    return draw_document(data, PdfParser(settings, lexicon)(raw, password), page, numbers, password)


def draw_document(
    data: bytes, document: Document, page: int, numbers: Iterable[tuple[Span, str]] = (), password: str = ""
) -> bytes:
    """PNG of a page of a document that is parsed already."""
    picture = next(page_pictures(data, (page,), password=password))
    drawing = _Drawing(picture)
    for order, block in enumerate(document.blocks):
        drawing.block(document, block, order)
    for table in document.tables:
        for cell in table.cells:
            kind = "header" if cell.kind == "header" else "figure" if cell.kind == "figure" else "label"
            drawing.boxes(cell.boxes, kind, fill=cell.kind == "header")
    for mark in document.marks:
        drawing.boxes(document.chars.boxes(mark), "mark")
    for span, kind in numbers:
        drawing.boxes(document.chars.boxes(span), "number", kind)
    drawing.notes([warning.message for warning in document.warnings if warning.page == page])
    return drawing.png()


def marked_page(data: bytes, page: int, boxes: Sequence[Box], password: str = "") -> bytes:
    """PNG of a page with boxes on it: what `heshu show` gives for a figure."""
    drawing = _Drawing(next(page_pictures(data, (page,), password=password)))
    drawing.boxes([PageBox(page, box) for box in boxes], "mark", fill=True)
    return drawing.png()


class _Drawing:
    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._image = picture.image.copy()
        self._draw = ImageDraw.Draw(self._image, "RGBA")
        self._font = ImageFont.load_default(size=13)

    def block(self, document: Document, block: Block, order: int) -> None:
        """The block's printed lines, with its order, kind and level at the first."""
        if abs(block.page - self._picture.page) > 1:
            return
        here = [place for place in document.chars.boxes(block.span) if place.page == self._picture.page]
        if not here:
            return
        name = f"{order} {block.kind[:4]}{block.level or ''}"
        self.boxes([PageBox(self._picture.page, Box.around(place.box for place in here))], block.kind, name, width=2)
        if block.kind != "table":
            self.boxes(here, block.kind)

    def boxes(self, places: Iterable[PageBox], kind: str, name: str = "", fill: bool = False, width: int = 1) -> None:
        scale = self._picture.scale
        color = _COLORS.get(kind, (0, 0, 0))
        for place in places:
            if place.page != self._picture.page:
                continue
            box = place.box
            left, top, right, bottom = (side * scale for side in (box.x0, box.top, box.x1, box.bottom))
            corners = (left - _LEFT_OUT, top - _LEFT_OUT, right + _LEFT_OUT, bottom + _LEFT_OUT)
            self._draw.rectangle(corners, fill=(*color, 70) if fill else None, outline=(*color, 200), width=width)
            if name:
                self._draw.text((corners[2] + 2, corners[1] - 2), name, fill=(*color, 255), font=self._font)

    def notes(self, messages: Sequence[str]) -> None:
        for order, message in enumerate(messages):
            self._draw.text((6, 4 + 15 * order), message[:180], fill=(220, 0, 0, 255), font=self._font)

    def png(self) -> bytes:
        held = io.BytesIO()
        self._image.save(held, "PNG")
        return held.getvalue()
