"""Tables whose rules enclose their cells."""

from __future__ import annotations

import numpy as np

from pipeline.core.place import Box
from pipeline.parse.pdf.celltext import GlyphReader, Ints, fill
from pipeline.parse.pdf.edges import Frame
from pipeline.parse.pdf.grid import Lattice, lattice
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pagetable import PageCell, PageTable

RAGGED = 0.35       # more of a frame in areas that are no rectangles: a drawing
MOST_TEXT = 6_000   # characters in one cell: a framed page, not a table


def ruled_table(frame: Frame, page: PageContent, glyphs: GlyphReader) -> PageTable | None:
    """The table that a frame draws, or None for framed prose, a drawing, or an empty frame."""
    grid = lattice(frame)
    if grid is None or grid.rows * grid.cols < 2 or grid.ragged > RAGGED:
        return None
    return _filled(grid, page, glyphs)


def _filled(grid: Lattice, page: PageContent, glyphs: GlyphReader) -> PageTable:
    members, areas = inside(grid, glyphs)
    texts = glyphs.read(members, areas)
    shades = shaded(grid, page)
    cells = []
    for number, area in enumerate(grid.areas):
        box = Box(grid.xs[area.col], grid.ys[area.row], grid.xs[area.end_col], grid.ys[area.end_row])
        cell = PageCell(area.row, area.col, box, row_span=area.end_row - area.row, col_span=area.end_col - area.col)
        cell.shaded = shades[number]
        cells.append(fill(cell, texts.get(number)))
    box = Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return PageTable(page.number, box, grid.rows, grid.cols, cells, list(grid.xs), "ruled", closed=grid.closed)


def inside(grid: Lattice, glyphs: GlyphReader) -> tuple[Ints, Ints]:
    """The characters whose middle lies in the lattice, and the number of the area of each."""
    x, y = glyphs.middle_x, glyphs.middle_y
    within = (x > grid.xs[0]) & (x < grid.xs[-1]) & (y > grid.ys[0]) & (y < grid.ys[-1]) & glyphs.usable
    members = np.flatnonzero(within)
    rows = np.searchsorted(np.array(grid.ys), y[members]) - 1
    cols = np.searchsorted(np.array(grid.xs), x[members]) - 1
    return members, grid.place()[rows, cols]


def shaded(grid: Lattice, page: PageContent) -> list[bool]:
    """Whether the middle of each area lies on a coloured fill."""
    fills = page.fills[page.fills[:, 4] < 0xFAFAFA] if len(page.fills) else page.fills
    out = []
    for area in grid.areas:
        x = (grid.xs[area.col] + grid.xs[area.end_col]) / 2
        y = (grid.ys[area.row] + grid.ys[area.end_row]) / 2
        hit = (fills[:, 0] < x) & (fills[:, 2] > x) & (fills[:, 1] < y) & (fills[:, 3] > y) if len(fills) else np.zeros(0)
        out.append(bool(hit.any()))
    return out
