"""A printed table over all its pages, on its way to the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.core.document import Cell, Table
from pipeline.core.place import Box, PageBox, Span
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.textline import PageView

LineUse = tuple[int, int, str]  # index of the view, index of the line in it, "caption" or "note"


@dataclass(slots=True)
class Part:
    """What one view shows of a table.

    view     index of the page view
    table    as it was found there; its own row numbers
    rows     for each of its rows the row of the whole table, -1 for one that was dropped (a repeated header)
    dropped  the cells of dropped rows, to be written as furniture
    """

    view: int
    table: PageTable
    rows: list[int] = field(default_factory=list)
    dropped: list[PageCell] = field(default_factory=list)


@dataclass(slots=True)
class DraftCell:
    """A cell of the whole table, and the boxes that it has in the views."""

    cell: PageCell
    places: list[tuple[int, Box]]

    @property
    def view(self) -> int:
        """The view in which the cell begins."""
        return self.places[0][0]


@dataclass(slots=True)
class TableDraft:
    """One table. `cells` by row, then column; `whole` carries its rows, columns, kinds, header rows and flags.

    lines_used  lines outside the grid that became its caption, unit line or notes
    """

    parts: list[Part]
    cells: list[DraftCell]
    whole: PageTable
    caption: str = ""
    unit_line: str = ""
    unit_source: str = ""
    notes: list[str] = field(default_factory=list)
    lines_used: list[LineUse] = field(default_factory=list)

    @property
    def first_view(self) -> int:
        return self.parts[0].view

    @property
    def last_view(self) -> int:
        return self.parts[-1].view

    def table(
        self, table_id: str, section_path: tuple[str, ...], spans: Mapping[int, Span], views: list[PageView], span_before: Span
    ) -> Table:
        """The table as the document keeps it.

        spans        where the text of each cell was written, by its place in `cells`
        span_before  for cells without text: the empty span at which they stand
        """
        cells = tuple(self._cell(draft, spans.get(number, span_before), views) for number, draft in enumerate(self.cells))
        whole = self.whole
        return Table(
            table_id, cells, whole.rows, whole.cols, whole.header_rows, whole.stub_cols, whole.method, self.caption,
            self.unit_line, self.unit_source, tuple(self.notes), section_path,
            views[self.first_view].number, views[self.last_view].number, frozenset(whole.flags),
        )  # fmt: skip

    @staticmethod
    def _cell(draft: DraftCell, span: Span, views: list[PageView]) -> Cell:
        cell = draft.cell
        boxes = tuple(PageBox(views[view].number, views[view].shown(box)) for view, box in draft.places)
        page = views[draft.view].number
        return Cell(cell.row, cell.col, cell.text, span, cell.row_span, cell.col_span, page, boxes, cell.kind, cell.indent)


def draft_of(view: int, table: PageTable) -> TableDraft:
    """A draft of one part."""
    cells = [DraftCell(cell.copy(), [(view, cell.box)]) for cell in table.cells]
    whole = replace(table, cells=[draft.cell for draft in cells], flags=set(table.flags))
    return TableDraft([Part(view, table, list(range(table.rows)))], cells, whole)
