"""Pages whose text is no text: read from their picture where there is OCR, else named with what would help."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pypdfium2

from pipeline.core.document import Warning
from pipeline.core.errors import PageError
from pipeline.lexicon.settings import Settings
from pipeline.parse.pdf.ocr import Ocr
from pipeline.parse.pdf.pdfium import PdfiumReader
from pipeline.parse.pdf.quality import text_flags
from pipeline.parse.pdf.scan import Scanned, scanned
from pipeline.parse.pdf.upright import Reading

_DPI = 200  # pixels an inch: what scanners write, and finer pictures are not read better
_LARGEST = 3400  # pixels of either side, whatever the page measures: A3
_PROBLEM = {
    "no_text_layer": "page {} is a picture without text",
    "garbled_text": "page {}: its text layer is not what is printed; nothing is read from it",
}


class Pictured:
    """Called with each page as read. A page is read by OCR or from its text layer, never both. Built once a file."""

    def __init__(self, reader: PdfiumReader, settings: Settings, ocr: Ocr | None) -> None:
        self._reader, self._settings, self._ocr = reader, settings, ocr
        self._left = settings.ocr_pages

    def __call__(self, reading: Reading) -> Reading:
        """The page itself where its text layer is good; else the one read from its picture, flagged `ocr`."""
        first = reading.page.parts[0]
        problems = text_flags(first)
        if not problems:
            return reading
        if self._ocr is None or self._left <= 0:
            first.flags |= problems
            for problem in sorted(problems):
                message = f"{_PROBLEM[problem].format(first.number)} ({self._remedy()})"
                reading.warnings.append(Warning(problem, message, first.number))
            return reading
        self._left -= 1
        return self._seen(first.number, self._ocr)

    def _remedy(self) -> str:
        if not self._settings.ocr:
            return "ocr = true in settings.toml has it read by OCR"
        if self._ocr is None:
            return "pip install 'heshu[ocr]' has it read by OCR"
        read = self._settings.ocr_pages
        return f"OCR has read {read} pages of this document: raise ocr_pages and document_timeout in settings.toml"

    def _seen(self, number: int, ocr: Ocr) -> Reading:
        """The page read from its picture. Raises PageError where it cannot be drawn."""
        try:
            width, height = self._reader.size(number)
            scale = min(_DPI / 72, _LARGEST / max(width, height))
            picture = self._reader.picture(number, scale).to_pil().convert("RGB")
        except pypdfium2.PdfiumError as error:
            raise PageError(f"page {number} cannot be drawn ({error})", "a page", code="page_unreadable") from error
        pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        seen = scanned(number, (width, height), pixels, ocr, ocr.name)
        for part in seen.page.parts:
            part.flags.add("ocr")
        return Reading(seen.page, unsure=seen.unsure, warnings=list(_notes(number, seen)))


def _notes(number: int, seen: Scanned) -> Iterator[Warning]:
    yield Warning("ocr", f"page {number} has no text layer and was read by OCR; its figures are flagged", number)
    if seen.lost:
        yield Warning("ocr_lost", f"page {number}: OCR could not make out {seen.lost} of its lines", number)
