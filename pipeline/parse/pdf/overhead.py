"""A header that is printed above a ruled grid: the years of a chart over the data table that belongs to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.core.place import Box
from pipeline.parse.pdf.celltext import GlyphReader, fill
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.segments import Piece, Row
from pipeline.parse.pdf.shapes import shape

NEAR = 1.9  # sizes between baselines of such a header, and between it and the grid
COVERED = 0.6  # of the value columns have a word over them in the line next to the grid
MOST_LINES = 5


def with_overhead(table: PageTable, rows: Sequence[Row], glyphs: GlyphReader) -> PageTable:
    """The table with the line of periods above it as its header row, where it has none of its own."""
    if table.header_rows or table.cols < 3:
        return table
    over = _lines_over(table, rows)
    if not over or not _are_periods(table, over[-1]):
        return table
    held: dict[int, list[Piece]] = {}
    for row in over:
        for word in _words(row):
            column = _column(table, word)
            if column > 0:
                held.setdefault(column, []).append(word)
    return _raised(table, held, over, glyphs)


def _lines_over(table: PageTable, rows: Sequence[Row]) -> list[Row]:
    """The rows right above the grid whose words stand over its columns, from the top."""
    out: list[Row] = []
    edge = table.box.top
    for row in sorted(rows, key=lambda row: -row.baseline):
        if row.baseline > edge + 0.2 * row.size or len(out) == MOST_LINES:
            continue
        if edge - row.baseline > NEAR * row.size or not any(_column(table, word) > 0 for word in _words(row)):
            break
        out.insert(0, row)
        edge = row.baseline
    return out


def _words(row: Row) -> list[Piece]:
    return [word for piece in row.pieces for word in (piece.words or [piece])]


def _column(table: PageTable, word: Piece) -> int:
    """The column that the middle of a word stands over, -1 for none."""
    column = bisect_right(table.columns, word.middle) - 1
    return column if 0 <= column < table.cols else -1


def _are_periods(table: PageTable, row: Row) -> bool:
    over = [word for word in _words(row) if _column(table, word) > 0]
    covered = {_column(table, word) for word in over}
    periods = sum(shape(word.text[:5]) == "period" for word in over)
    return len(covered) >= COVERED * (table.cols - 1) and periods >= 0.5 * len(over)


def _raised(table: PageTable, held: dict[int, list[Piece]], over: Sequence[Row], glyphs: GlyphReader) -> PageTable:
    """The table one row lower, with the header row on top."""
    for cell in table.cells:
        cell.row += 1
    top = min(row.top for row in over)
    fresh = []
    for column in range(table.cols):
        box = Box(table.columns[column], top, table.columns[column + 1], table.box.top)
        cell = PageCell(0, column, box)
        words = held.get(column, [])
        if words:
            members = np.concatenate([word.chars for word in words])
            fill(cell, glyphs.read(members, np.zeros(len(members), dtype=np.int64)).get(0))
            cell.kind = "header"
        fresh.append(cell)
    table.cells = fresh + table.cells
    box = Box(table.box.x0, top, table.box.x1, table.box.bottom)
    return replace(table, rows=table.rows + 1, header_rows=1, box=box)
