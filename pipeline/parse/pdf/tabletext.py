"""Tables into the text: where each part stands in the flow, its cells row by row, and the core table with their spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.core.document import Table
from pipeline.core.ids import table_id
from pipeline.core.place import Box, Span
from pipeline.parse.pdf.assemble import TextBuilder
from pipeline.parse.pdf.draft import Part, TableDraft
from pipeline.parse.pdf.flow import PageFlow
from pipeline.parse.pdf.pagetable import PageCell
from pipeline.parse.pdf.tables import join_tables
from pipeline.parse.pdf.textline import PageView, TextLine


@dataclass(slots=True)
class TablePart:
    """What one page shows of a table, at its place in the flow."""

    page: int
    draft: int  # which table of the document
    part: Part


@dataclass(slots=True)
class DocumentTables:
    """All tables of a document, and the views of the pages that they refer to by index."""

    drafts: list[TableDraft]
    views: list[PageView]


def document_tables(pages: Sequence[PageFlow]) -> DocumentTables:
    """Join tables over pages; lines that became captions and notes are told so."""
    parts = [part for page in pages for part in page.parts]
    views = [part.view for part in parts]
    drafts = join_tables([part.tables for part in parts], views)
    for draft in drafts:
        for view, line, use in draft.lines_used:
            views[view].lines[line].kind = "note" if use == "note" else "caption"
    return DocumentTables(drafts, views)


def runs(tables: DocumentTables) -> Iterator[TablePart | list[TextLine]]:
    """The flow of the document: lines that no table parts, and the tables between them."""
    held: dict[int, list[TablePart]] = defaultdict(list)
    for number, draft in enumerate(tables.drafts):
        for part in draft.parts:
            held[part.view].append(TablePart(tables.views[part.view].number, number, part))
    lines: list[TextLine] = []
    for index, view in enumerate(tables.views):
        waiting = sorted(held[index], key=lambda one: (one.part.table.box.top, one.part.table.box.x0))
        for line in view.lines:
            while waiting and waiting[0].part.table.box.top < line.baseline and _beside(waiting[0].part.table.box, line):
                yield lines
                yield waiting.pop(0)
                lines = []
            lines.append(line)
        for one in waiting:
            yield lines
            yield one
            lines = []
    yield lines


def _beside(box: Box, line: TextLine) -> bool:
    """Whether table and line share a column, so that the higher one comes first."""
    return line.column == 0 or (box.x0 < line.x1 and box.x1 > line.x0)


class TableWriter:
    """Writes the parts of tables into the text and makes the tables of their cells. One for each document."""

    def __init__(self, doc_id: str, tables: DocumentTables, builder: TextBuilder) -> None:
        self._drafts, self._views, self._builder = tables.drafts, tables.views, builder
        self._paths: dict[int, tuple[str, ...]] = {}
        self._spans: dict[int, dict[int, Span]] = defaultdict(dict)
        self._names: list[str] = []
        on_page: dict[int, int] = defaultdict(int)
        for draft in self._drafts:
            page = self._views[draft.first_view].number
            self._names.append(table_id(doc_id, page, on_page[page]))
            on_page[page] += 1

    def write(self, part: TablePart, section_path: tuple[str, ...]) -> None:
        """One block: rows on lines, cells parted by tabs; the header that a page repeats goes before it as furniture."""
        draft, builder = self._drafts[part.draft], self._builder
        self._paths.setdefault(part.draft, section_path)
        if any(cell.text for cell in part.part.dropped):
            start = builder.begin_block()
            self._write(enumerate(part.part.dropped))
            builder.end_block(start, "furniture", part.page, section_path)
        start = builder.begin_block()
        own = [(number, held.cell) for number, held in enumerate(draft.cells) if held.view == part.part.view]
        self._spans[part.draft] |= self._write(own)
        builder.end_block(start, "table", part.page, self._paths[part.draft], self._names[part.draft])

    def tables(self) -> tuple[Table, ...]:
        """The tables, once all parts are written."""
        return tuple(
            draft.table(self._names[number], self._paths.get(number, ()), self._spans[number], self._views, Span(0, 0))
            for number, draft in enumerate(self._drafts)
        )

    def _write(self, cells: Iterator[tuple[int, PageCell]] | list[tuple[int, PageCell]]) -> dict[int, Span]:
        spans: dict[int, Span] = {}
        row = -1
        for number, cell in cells:
            if spans:
                self._builder.joint("\n" if cell.row != row else "\t")
            row = cell.row
            spans[number] = self._builder.write(cell.text, cell.chars)
            if cell.marks:
                self._builder.joint(" ")
                self._builder.mark(cell.marks)
        return spans
