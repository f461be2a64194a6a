"""bytes -> Document: what kind of file, its text and tables, and what it is about."""

from __future__ import annotations

from dataclasses import replace

from pipeline.core.document import Document
from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.html import ParseHtml
from pipeline.parse.media import media_type
from pipeline.parse.pdf.parser import PdfParser
from pipeline.parse.profile import Profiler
from pipeline.parse.sidecar import read_sidecar
from pipeline.parse.text import article_blocks, decode


class Parse:
    """Reads one file of raw/. Built once, called with a RawFile.

    Raises DocumentError for a file that cannot be read at all; what could be read only in part is in Document.warnings.
    """

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._html = ParseHtml()
        self._pdf = PdfParser(settings, lexicon)
        self._profile = Profiler(lexicon)

    def __call__(self, raw: RawFile) -> Document:
        sidecar = read_sidecar(raw.sidecar)
        kind = media_type(raw)
        if kind == "application/pdf":
            document = self._pdf(raw, sidecar.password or "")
            return replace(document, profile=self._profile.filing(document, sidecar))
        decoded = decode(raw.data)
        if kind == "text/plain":
            document = replace(_empty(raw, kind), encoding=decoded.encoding, text=decoded.text, warnings=decoded.warnings)
            document = replace(document, blocks=article_blocks(decoded.text))
            return replace(document, profile=self._profile.article(document, sidecar))
        article = self._html(document_id(raw.sha256), decoded.text)
        document = replace(_empty(raw, kind), encoding=decoded.encoding, text=article.text, warnings=decoded.warnings)
        document = replace(document, blocks=article.blocks, tables=article.tables)
        return replace(document, profile=self._profile.article(document, sidecar, article))


def _empty(raw: RawFile, kind: str) -> Document:
    return Document(
        doc_id=document_id(raw.sha256),
        source=raw.source,
        sha256=raw.sha256,
        size=len(raw.data),
        media_type=kind,
        encoding="",
        text="",
        blocks=(),
    )
