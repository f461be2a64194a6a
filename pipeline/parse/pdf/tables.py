"""The tables of a page, ruled or not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.attach import attach
from pipeline.parse.pdf.bands import with_whole_bands
from pipeline.parse.pdf.borderless import borderless_tables
from pipeline.parse.pdf.celltext import GlyphReader
from pipeline.parse.pdf.continued import join_parts
from pipeline.parse.pdf.draft import TableDraft
from pipeline.parse.pdf.edges import clean, frames
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.overhead import with_overhead
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.ruled import ruled_tables
from pipeline.parse.pdf.segments import page_rows
from pipeline.parse.pdf.shapes import shape
from pipeline.parse.pdf.structure import structure
from pipeline.parse.pdf.textline import PageView

__all__ = ["PageCell", "PageTable", "TableDraft", "find_tables", "join_tables"]


_VALUE_SIGNS = frozenset("0123456789０１２３４５６７８９-–—－−")
MOST_CROWDED = 2  # cells with several values, which one or two may hold as they are
CROWDED = 0.4  # of the cells with values
MANY = 100  # areas
BLANKEST = 0.5  # a drawing holds text in fewer of its areas than that
EMPTIEST = 0.1  # of many areas so many hold text, or it is a drawing


def find_tables(page: PageContent, lines: Sequence[Line], charts: NDArray[np.bool_] | None = None) -> list[PageTable]:
    """The tables of one page, top to bottom, with texts, spans, kinds and header rows.

    charts  which characters are labels of charts: no table is made of them, but a ruled grid in a chart holds its data, and
            a line of years above the grid is its header
    """
    glyphs = GlyphReader(page)
    across, down = clean(page.rules)
    framed, lonely = frames(across, down)
    found = [with_whole_bands(table) for frame in framed for table in ruled_tables(frame, page, glyphs)]
    kept = [structure(table) for table in found if _is_table(table)]
    kept = [table for table in kept if not _is_drawing(table) and not _is_under_ruled(table)]
    free = _free(glyphs, kept)
    if not _may_hold_columns(lines, free, glyphs):
        return sorted(kept, key=lambda table: (table.box.top, table.box.x0))
    if not all(table.header_rows for table in kept):
        over = page_rows(lines, glyphs, free)
        kept = [with_overhead(table, over, glyphs) for table in kept]
    if charts is not None:
        free = free & ~charts
    rows = page_rows(lines, glyphs, free)
    kept += [structure(table) for table in borderless_tables(rows, page, glyphs, lonely)]
    return sorted(kept, key=lambda table: (table.box.top, table.box.x0))


def join_tables(tables: Sequence[Sequence[PageTable]], views: Sequence[PageView]) -> list[TableDraft]:
    """The tables of a document over all its pages, with captions, units and notes.

    tables, views  aligned, one of each for every part of every page, in order
    """
    drafts = join_parts(tables, views)
    attach(drafts, views)
    return drafts


def _may_hold_columns(lines: Sequence[Line], free: NDArray[np.bool_], glyphs: GlyphReader) -> bool:
    """A cheap look before the costly one: whether in any row a digit or dash stands behind a wide gap."""
    first: dict[int, float] = {}
    for line in lines:
        first[line.row] = min(line.x0, first.get(line.row, line.x0))
    behind = [line.chars for line in lines if line.x0 > first[line.row]]
    if not behind:
        return False
    chars = np.concatenate(behind)
    return any(glyphs.chars.text[index] in _VALUE_SIGNS for index in chars[free[chars]].tolist())


def _free(glyphs: GlyphReader, tables: Sequence[PageTable]) -> NDArray[np.bool_]:
    """Which characters stand in none of these tables."""
    free = np.ones(len(glyphs.chars), dtype=bool)
    x, y = glyphs.middle_x, glyphs.middle_y
    for table in tables:
        box = table.box
        free &= ~((x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom))
    return free


def _is_drawing(table: PageTable) -> bool:
    """Whether the bars and lines of a chart made this grid: mostly blank, and no value in it has a label or a head."""
    figures = [cell for cell in table.cells if cell.kind == "figure"]
    if not figures or sum(bool(cell.text) for cell in table.cells) > BLANKEST * len(table.cells):
        return False
    labelled = {row for cell in table.cells if cell.kind == "label" and cell.text for row in range(cell.row, cell.end_row)}
    headed = {col for cell in table.cells if cell.kind == "header" and cell.text for col in range(cell.col, cell.end_col)}
    return not any(cell.row in labelled or cell.col in headed for cell in figures)


def _is_under_ruled(table: PageTable) -> bool:
    """Whether its cells hold several values each: rules part some rows or columns only, and the values must part the rest."""
    counts = [_values_in(cell.text) for cell in table.cells if cell.text]
    crowded = sum(count > 1 for count in counts)
    return crowded > MOST_CROWDED and crowded > CROWDED * sum(count > 0 for count in counts)


def _values_in(text: str) -> int:
    """How many values a cell holds, where it holds nothing else; 0 for words."""
    words = text.split()
    return len(words) if all(shape(word) in ("number", "nil") for word in words) else 0


def _is_table(table: PageTable) -> bool:
    """Two rows or more, two columns or more, with text in both."""
    filled = [cell for cell in table.cells if cell.text]
    columns = {cell.col for cell in filled}
    full = len(table.cells) < MANY or len(filled) >= EMPTIEST * len(table.cells)
    return len(filled) >= 2 and len(columns) >= 2 and full
