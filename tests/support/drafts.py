"""From the bytes of a PDF to its tables as the parser understands them, without the rest of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lexicon.settings import Settings
from pipeline.parse.pdf.draft import TableDraft
from pipeline.parse.pdf.flow import PageFlows
from pipeline.parse.pdf.pagetable import PageCell
from pipeline.parse.pdf.readers import PdfPages
from pipeline.parse.pdf.tables import find_tables, join_tables
from pipeline.parse.pdf.textline import PageView


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a PDF, and the views that they stand in."""

    drafts: list[TableDraft]
    views: list[PageView]

    def one(self) -> TableDraft:
        """The only table."""
        assert len(self.drafts) == 1, [grid(draft) for draft in self.drafts]
        return self.drafts[0]

    def pages(self, draft: TableDraft, cell: PageCell) -> list[int]:
        """The pages on which a cell is printed."""
        held = next(held for held in draft.cells if held.cell is cell)
        return [self.views[view].number for view, _ in held.places]


def read(data: bytes) -> Found:
    """All tables of a PDF."""
    with PdfPages(data, Settings()) as pages:
        parts = [part for flow in PageFlows(pages, range(1, len(pages) + 1), find_tables) for part in flow.parts]
    views = [part.view for part in parts]
    return Found(join_tables([part.tables for part in parts], views), views)


def grid(draft: TableDraft) -> list[list[str]]:
    """The texts, row by row; a spanning cell at its first place, "" at the others."""
    rows = [[""] * draft.whole.cols for _ in range(draft.whole.rows)]
    for held in draft.cells:
        rows[held.cell.row][held.cell.col] = held.cell.text
    return rows


def cell(draft: TableDraft, text: str) -> PageCell:
    """The one cell with this text."""
    found = [held.cell for held in draft.cells if held.cell.text == text]
    assert len(found) == 1, (text, grid(draft))
    return found[0]
