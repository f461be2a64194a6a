"""bytes -> Readout: the text, blocks and tables of one file. What the document is about comes after, in profile.py."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.core.document import Document
from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.html import ParseHtml
from pipeline.parse.media import media_type
from pipeline.parse.pdf.parser import PdfParser
from pipeline.parse.sidecar import read_sidecar
from pipeline.parse.text import article_blocks, decode


@dataclass(frozen=True, slots=True)
class Readout:
    """A document without its profile, and what a web page shows beside its article.

    page_date    the date of publication in the page's own data
    front_lines  the lines between the page's headline and its first paragraph
    """

    document: Document
    page_date: date | None = None
    front_lines: tuple[str, ...] = ()


class Read:
    """Reads one file of raw/ without understanding a number. Built once, called with a RawFile; its sidecar may hold a password.

    Raises DocumentError for a file that cannot be read at all; what could be read only in part is in Document.warnings.
    """

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._html = ParseHtml()
        self._pdf = PdfParser(settings, lexicon)

    def __call__(self, raw: RawFile) -> Readout:
        kind = media_type(raw)
        if kind == "application/pdf":
            return Readout(self._pdf(raw, read_sidecar(raw.sidecar).password or ""))
        decoded = decode(raw.data)
        document = Document(
            doc_id=document_id(raw.sha256),
            source=raw.source,
            sha256=raw.sha256,
            size=len(raw.data),
            media_type=kind,
            encoding=decoded.encoding,
            text=decoded.text,
            blocks=(),
            warnings=decoded.warnings,
        )
        if kind == "text/plain":
            return Readout(replace(document, blocks=article_blocks(decoded.text)))
        article = self._html(document.doc_id, decoded.text)
        document = replace(document, text=article.text, blocks=article.blocks, tables=article.tables)
        return Readout(document, article.page_date, article.front_lines)
