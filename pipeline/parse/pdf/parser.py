"""bytes -> Document for PDF: the order of the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.core.document import BlockKind, Document, Warning
from pipeline.core.errors import DocumentError
from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.pdf.assemble import TextBuilder, page_spans
from pipeline.parse.pdf.flow import PageFlow, PageFlows
from pipeline.parse.pdf.headers import running_headers
from pipeline.parse.pdf.ocr import Ocr, is_installed
from pipeline.parse.pdf.paragraphs import Paragraphs
from pipeline.parse.pdf.readers import PdfPages
from pipeline.parse.pdf.sections import Item, Sections
from pipeline.parse.pdf.tables import find_tables
from pipeline.parse.pdf.tabletext import DocumentTables, TablePart, TableWriter, document_tables, runs


@dataclass(slots=True)
class Understood:
    """The pages of a file as read, and the items of its text in order."""

    pages: list[PageFlow]
    items: list[Item]
    tables: DocumentTables


class PdfParser:
    """Reads a PDF into a Document without profile. Built once, called with a RawFile; picklable.

    Raises DocumentError: `not_pdf`, `password`, or `unreadable` for a file that cannot be opened or of which no page can be read.
    """

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:  # noqa: ARG002 - all stages are built alike
        self._settings = settings
        self._ocr = Ocr() if settings.ocr and is_installed() else None

    def __call__(self, raw: RawFile, password: str = "") -> Document:
        """`password` opens an encrypted file; one that opens without needs none."""
        return _document(raw, self.understand(raw, password))

    def understand(self, raw: RawFile, password: str = "") -> Understood:
        """The pages as read and the items in order: what `heshu debug` draws."""
        with PdfPages(raw.data, self._settings, password, self._ocr) as pages:
            wanted = set(raw.pages) if raw.pages is not None else set(range(1, len(pages) + 1))
            numbers = sorted(number for number in wanted if 1 <= number <= len(pages))
            flows = list(PageFlows(pages, numbers, find_tables))
            bookmarks = pages.bookmarks()
        if not any(flow.parts for flow in flows):
            seen = next((flow.warnings[0].message for flow in flows if flow.warnings), "none of the pages asked for")
            raise DocumentError(f"no page can be read: {seen}", "a readable page", "Download the file again", "unreadable")
        return _understood(flows, bookmarks)


def _understood(flows: list[PageFlow], bookmarks: Sequence[tuple[int, str, int]]) -> Understood:
    tables = document_tables(flows)
    paragraphs = Paragraphs(part.view for flow in flows for part in flow.parts)
    items: list[Item] = []
    for run in runs(tables):
        if isinstance(run, TablePart):
            items.append(Item(run.page, table=run))
        else:
            items += [Item(paragraph.first.page, paragraph) for paragraph in paragraphs(run)]
    Sections(bookmarks, running_headers(flows))(items)
    return Understood(flows, items, tables)


def _document(raw: RawFile, understood: Understood) -> Document:
    doc_id = document_id(raw.sha256)
    builder = TextBuilder(understood.pages)
    tables = TableWriter(doc_id, understood.tables, builder)
    starts = _written(understood, builder, tables)
    chars = builder.char_map()
    return Document(
        doc_id=doc_id,
        source=raw.source,
        sha256=raw.sha256,
        size=len(raw.data),
        media_type="application/pdf",
        encoding="",
        text=builder.text(),
        blocks=tuple(builder.blocks),
        tables=tables.tables(),
        pages=page_spans(understood.pages, starts, chars, builder.length),
        chars=chars,
        warnings=tuple(_warnings(understood.pages)),
        marks=tuple(builder.marks),
        doubts=builder.doubts(),
    )


def _written(understood: Understood, builder: TextBuilder, tables: TableWriter) -> list[int]:
    """Write furniture, then the items of each page. Returns where in the text each page begins."""
    starts, place, items = [], 0, understood.items
    for page in understood.pages:
        starts.append(builder.length)
        for part in page.parts:
            for line in part.furniture:
                builder.lines([line], "furniture", ())
        while place < len(items) and items[place].page == page.number:
            item = items[place]
            place += 1
            if isinstance(item.table, TablePart):
                tables.write(item.table, item.section_path)
            elif item.paragraph is not None:
                kind: BlockKind = item.paragraph.kind
                builder.paragraph(item.paragraph, kind, item.section_path)
    return starts


def _warnings(pages: Sequence[PageFlow]) -> Iterator[Warning]:
    for page in pages:
        yield from page.warnings
        if "readers_differ" in page.flags:
            told = "; ".join(f"{name} {more}" for name, more in page.differ.items())
            settled = page.differ.get("pdfplumber", "") in ("confirms pdfium", "confirms pdf_oxide")
            message = f"page {page.number}: the readers differ, figures are flagged ({told[:200]})"
            yield Warning("readers_differ" if settled else "readers_unsettled", message, page.number)
        if "too_many_paths" in page.flags:
            yield Warning("too_many_paths", f"page {page.number} has too many drawings; its rules were not read", page.number)
