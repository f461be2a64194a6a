"""Pages as pictures, as a viewer shows them: CropBox, /Rotate applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from pipeline.core.errors import DocumentError, PageError
from pipeline.parse.pdf.pdfium import PdfiumReader

_LARGEST = 6000  # pixels of either side, whatever is asked for


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture; `width` and `height` are the page's, in points, so that boxes can be scaled onto it."""

    page: int
    image: Image.Image
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.image.width / self.width


def page_pictures(data: bytes, pages: Iterable[int], width_px: int = 1240, password: str = "") -> Iterator[Picture]:
    """The pages asked for, as RGB pictures about `width_px` wide, in that order.

    Raises DocumentError where the file cannot be opened, PageError for a page that it does not have or that cannot be drawn.
    """
    try:
        reader = PdfiumReader(data, password)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"a PDF that cannot be drawn ({error})", "a readable PDF", code="unreadable") from error
    try:
        for number in pages:
            if not 1 <= number <= len(reader):
                raise PageError(f"page {number}", f"a page from 1 to {len(reader)}", code="page_unreadable")
            yield _picture(reader, number, width_px)
    finally:
        reader.close()


def _picture(reader: PdfiumReader, number: int, width_px: int) -> Picture:
    try:
        width, height = reader.size(number)
        scale = min(width_px / width, _LARGEST / width, _LARGEST / height)
        return Picture(number, reader.picture(number, scale).to_pil().convert("RGB"), width, height)
    except pypdfium2.PdfiumError as error:
        raise PageError(f"page {number} cannot be drawn ({error})", "a page", code="page_unreadable") from error
