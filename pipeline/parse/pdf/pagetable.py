"""One table on one page, before tables are joined over pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.core.document import CellKind, TableMethod
from pipeline.core.place import Box

Glyph = tuple[int, int]  # (page number, index into that page's characters); (0, -1) is a joint that the parser put in
JOINT: Glyph = (0, -1)


@dataclass(slots=True)
class PageCell:
    """One cell of a page's table.

    box     the cell's area on the page as shown (ruled), or the box of its text (borderless)
    text    as printed, wrapped lines joined, raised note marks left out
    chars   one glyph for each character of `text`
    marks   glyphs of the raised note marks that stand in the cell, in reading order
    indent  levels of indentation of a label; `left` is where its text begins, in points
    rows, columns and spans count within the table
    """

    row: int
    col: int
    box: Box
    text: str = ""
    chars: tuple[Glyph, ...] = ()
    marks: tuple[Glyph, ...] = ()
    row_span: int = 1
    col_span: int = 1
    kind: CellKind = "other"
    indent: int = 0
    left: float = 0.0
    right: float = 0.0
    bold: bool = False
    shaded: bool = False
    lines: int = 1

    def copy(self) -> PageCell:
        """A cell alike; dataclasses.replace is slow for thousands of them."""
        return PageCell(
            self.row, self.col, self.box, self.text, self.chars, self.marks, self.row_span, self.col_span, self.kind,
            self.indent, self.left, self.right, self.bold, self.shaded, self.lines,
        )  # fmt: skip

    @property
    def end_row(self) -> int:
        return self.row + self.row_span

    @property
    def end_col(self) -> int:
        return self.col + self.col_span


@dataclass(slots=True)
class PageTable:
    """The part of a table that one page shows.

    cells    by row, then column; every area that the print has is there, with text "" where it is empty
    columns  x of the column borders, cols + 1 of them, left to right
    closed   whether a rule closes the last row at the bottom: an open one may go on overleaf
    """

    page: int
    box: Box
    rows: int
    cols: int
    cells: list[PageCell]
    columns: list[float]
    method: TableMethod
    header_rows: int = 0
    stub_cols: int = 1
    closed: bool = True
    flags: set[str] = field(default_factory=set)
    part: int = 0  # which part of its page, where a page holds text turned in several ways

    def row_cells(self, row: int) -> list[PageCell]:
        """The cells that begin in a row, left to right."""
        return [cell for cell in self.cells if cell.row == row]

    def by_row(self) -> list[list[PageCell]]:
        """For each row the cells that begin in it."""
        rows: list[list[PageCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows
