"""Tables into the text: where each part stands in the flow, its cells row by row, and the core table with their spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.core.document import Cell, Table
from pipeline.core.ids import table_id
from pipeline.core.place import Box, PageBox, Span
from pipeline.parse.pdf.assemble import TextBuilder
from pipeline.parse.pdf.flow import PageFlow
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.textline import PageView, TextLine


@dataclass(slots=True)
class TablePart:
    """What one page shows of a table, at its place in the flow."""

    page: int
    table: PageTable
    view: PageView
    draft: int              # which table of the document
    cells: list[PageCell] = field(default_factory=list)


def table_parts(pages: Sequence[PageFlow]) -> list[TablePart]:
    """Each table of each page as a table of its own."""
    parts = []
    for page in pages:
        for part in page.parts:
            for table in part.tables:
                parts.append(TablePart(page.number, table, part.view, len(parts), list(table.cells)))
    return parts


def runs(pages: Sequence[PageFlow], parts: Sequence[TablePart]) -> Iterator[TablePart | list[TextLine]]:
    """The flow of the document: lines that no table parts, and the tables between them."""
    by_view: dict[int, list[TablePart]] = defaultdict(list)
    for part in parts:
        by_view[id(part.view)].append(part)
    lines: list[TextLine] = []
    for page in pages:
        for part in page.parts:
            waiting = sorted(by_view[id(part.view)], key=lambda held: held.table.box.top)
            for line in part.view.lines:
                while waiting and waiting[0].table.box.top < line.baseline and _beside(waiting[0].table.box, line):
                    yield lines
                    yield waiting.pop(0)
                    lines = []
                lines.append(line)
            for held in waiting:
                yield lines
                yield held
                lines = []
    yield lines


def _beside(box: Box, line: TextLine) -> bool:
    """Whether table and line share a column, so that the higher one comes first."""
    return line.column == 0 or (box.x0 < line.x1 and box.x1 > line.x0)


class TableWriter:
    """Writes the parts of tables into the text and makes the tables of their cells. One for each document."""

    def __init__(self, doc_id: str, builder: TextBuilder) -> None:
        self._doc_id, self._builder = doc_id, builder
        self._on_page: dict[int, int] = defaultdict(int)
        self.tables: list[Table] = []

    def write(self, part: TablePart, section_path: tuple[str, ...]) -> None:
        """One block: rows on lines, cells parted by tabs; marks behind the text of their cell."""
        table, builder = part.table, self._builder
        name = table_id(self._doc_id, part.page, self._on_page[part.page])
        self._on_page[part.page] += 1
        start = builder.begin_block()
        cells, row = [], 0
        for cell in sorted(part.cells, key=lambda cell: (cell.row, cell.col)):
            if cells:
                builder.joint("\n" if cell.row != row else "\t")
            row = cell.row
            cells.append(self._cell(cell, part))
        builder.end_block(start, "table", part.page, section_path, name)
        self.tables.append(
            Table(
                name, tuple(cells), table.rows, table.cols, table.header_rows, table.stub_cols, table.method,
                section_path=section_path, page_first=part.page, page_last=part.page, flags=frozenset(table.flags),
            )
        )  # fmt: skip

    def _cell(self, cell: PageCell, part: TablePart) -> Cell:
        span = self._builder.write(cell.text, cell.chars)
        if cell.marks:
            self._builder.joint(" ")
            self._builder.mark(cell.marks)
        page = next((page for page, _ in cell.chars if page), part.page)
        boxes = (PageBox(page, part.view.shown(cell.box)),)
        return Cell(
            cell.row, cell.col, cell.text, span, cell.row_span, cell.col_span, page, boxes, cell.kind, cell.indent
        )
