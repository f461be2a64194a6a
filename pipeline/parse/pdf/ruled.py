"""Tables whose rules enclose their cells."""

from __future__ import annotations

import numpy as np

from pipeline.core.place import Box
from pipeline.parse.pdf.celltext import GlyphReader, Ints, fill
from pipeline.parse.pdf.edges import Frame, frames
from pipeline.parse.pdf.grid import Lattice, lattice
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.shapes import is_number

RAGGED = 0.35  # more of a frame in areas that are no rectangles: a drawing
BESIDE = 14.0  # points between the sides of a frame and those of the table in it
WHITE = 0xFAFAFA
MOST_FILLS = 2_000  # more coloured areas than this are a picture
CRACK = 0.15  # ems of white within a number at most
_NUMBER_CHARS = frozenset("0123456789,.%()-−–－（），．％")


def ruled_tables(frame: Frame, page: PageContent, glyphs: GlyphReader) -> list[PageTable]:
    """The tables that a frame draws: none for framed prose, a drawing, or an empty frame; several where it frames them."""
    inner = _peeled(frame, glyphs)
    if inner:
        return [table for part in inner for table in ruled_tables(part, page, glyphs)]
    grid = lattice(frame)
    if grid is None or grid.rows * grid.cols < 2 or grid.ragged > RAGGED:
        return []
    return [_filled(grid, page, glyphs)]


def _peeled(frame: Frame, glyphs: GlyphReader) -> list[Frame]:
    """The frames within a frame that touches them: without its outer sides, where others stand close by, no text between."""
    down = frame.down
    if len(down) < 4:
        return []
    order = np.argsort(down.at)
    length = down.high - down.low
    left, right = order[0], order[-1]
    close = down.at[order[1]] - down.at[left] < BESIDE and down.at[right] - down.at[order[-2]] < BESIDE
    longer = min(length[left], length[right]) > 1.2 * max(length[order[1]], length[order[-2]])
    if not (close and longer):
        return []
    x, y = glyphs.middle_x, glyphs.middle_y
    level = (y > down.low[order[1]]) & (y < down.high[order[1]])
    strips = ((down.at[left], down.at[order[1]]), (down.at[order[-2]], down.at[right]))
    if any(bool((level & (x > low) & (x < high)).any()) for low, high in strips):
        return []
    kept = np.ones(len(down), dtype=bool)
    kept[[left, right]] = False
    return frames(frame.across, down.take(kept))[0]


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
    return members, whole_numbers(members, grid.place()[rows, cols], glyphs)


def whole_numbers(members: Ints, areas: Ints, glyphs: GlyphReader) -> Ints:
    """The areas, with every number that a border cuts given to the area that holds most of it."""
    chars = glyphs.chars
    digits = np.array([chars.text[index] in _NUMBER_CHARS for index in members.tolist()], dtype=bool)
    gap = chars.x0[members[1:]] - chars.x1[members[:-1]]
    close = (np.abs(np.diff(chars.baseline[members])) < 0.5) & (gap < CRACK * chars.size[members[1:]])
    linked = close & (np.diff(members) == 1) & digits[1:] & digits[:-1] & (chars.x0[members[1:]] > chars.x0[members[:-1]])
    cuts = np.flatnonzero(linked & (np.diff(areas) != 0))
    for cut in cuts.tolist():
        start, end = cut, cut + 1
        while start and linked[start - 1]:
            start -= 1
        while end < len(linked) and linked[end]:
            end += 1
        text = "".join(chars.text[i] for i in members[start : end + 1].tolist())
        middle = cut + 1 - start
        if is_number(text) and not (_stands_alone(text[:middle]) and _stands_alone(text[middle:])):
            held = areas[start : end + 1]
            areas[start : end + 1] = np.bincount(held).argmax()
    return areas


def _stands_alone(text: str) -> bool:
    """Whether a text is a number as a cell prints it, not the piece of one."""
    return is_number(text) and text[0] not in ",." and text[-1] not in ",."


def shaded(grid: Lattice, page: PageContent) -> list[bool]:
    """Whether the middle of each area lies on a coloured fill."""
    fills = page.fills[page.fills[:, 4] < WHITE] if len(page.fills) else page.fills
    if not len(fills):
        return [False] * len(grid.areas)
    corners = np.array([(area.col, area.end_col, area.row, area.end_row) for area in grid.areas])
    xs, ys = np.array(grid.xs), np.array(grid.ys)
    x = (xs[corners[:, 0]] + xs[corners[:, 1]]) / 2
    y = (ys[corners[:, 2]] + ys[corners[:, 3]]) / 2
    hit = np.zeros(len(x), dtype=bool)
    for left, top, right, bottom in fills[:MOST_FILLS, :4].tolist():
        hit |= (left < x) & (right > x) & (top < y) & (bottom > y)
    return [bool(flag) for flag in hit]
