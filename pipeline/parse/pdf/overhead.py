"""A header that is printed above a ruled grid: the years of a chart over the data table that belongs to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.core.place import Box
from pipeline.parse.pdf.celltext import GlyphReader, fill
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.segments import Piece, Row
from pipeline.parse.pdf.shapes import shape

NEAR = 1.9  # sizes between baselines of such a header, and between it and the grid
COVERED = 0.6  # of the value columns have a word over them in the line next to the grid
MOST_LINES = 5
NEAR_BORDER = 4.0  # points by which a word may stand over a border without standing over two columns


def with_overhead(table: PageTable, rows: Sequence[Row], glyphs: GlyphReader) -> PageTable:
    """The table with the lines of periods above it as its header row, where it has none of its own."""
    if table.header_rows or table.cols < 3:
        return table
    over = _lines_over(table, rows)
    held: dict[int, list[int]] = {}
    for row in over:
        for word in _words(row):
            for column, chars in _over_columns(table, word, glyphs):
                held.setdefault(column, []).extend(chars)
    return _raised(table, held, over, glyphs) if _are_periods(table, held, glyphs) else table


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


def _over_columns(table: PageTable, word: Piece, glyphs: GlyphReader) -> list[tuple[int, list[int]]]:
    """The columns a word stands over with its characters: heads that touch are cut behind a bracket or 年, near the border."""
    borders = [border for border in table.columns[1:-1] if word.x0 + NEAR_BORDER < border < word.x1 - NEAR_BORDER]
    text, chars = glyphs.chars.text, word.chars.tolist()
    ends = [place for place in range(1, len(chars)) if _ends_head(text[chars[place - 1]], text[chars[place]])]
    cuts = {min(ends, key=lambda place: abs(float(glyphs.chars.x0[chars[place]]) - border)) for border in borders if ends}
    edges = [0, *sorted(cuts), len(chars)]
    parts = [chars[start:end] for start, end in pairwise(edges)]
    middles = [float(glyphs.chars.x0[part].min() + glyphs.chars.x1[part].max()) / 2 for part in parts]
    found = [(bisect_right(table.columns, middle) - 1, part) for middle, part in zip(middles, parts, strict=True)]
    return [(column, part) for column, part in found if 0 < column < table.cols]


def _ends_head(char: str, following: str) -> bool:
    return (char in ")）" and following not in ")）") or (char == "年" and following.isdigit())


def _are_periods(table: PageTable, held: dict[int, list[int]], glyphs: GlyphReader) -> bool:
    """Whether most value columns have a head, and most heads begin with a year."""
    texts = ["".join(glyphs.chars.text[index] for index in chars) for chars in held.values()]
    periods = sum(shape(text[:5]) == "period" for text in texts)
    return len(texts) >= COVERED * (table.cols - 1) and periods >= 0.5 * len(texts)


def _raised(table: PageTable, held: dict[int, list[int]], over: Sequence[Row], glyphs: GlyphReader) -> PageTable:
    """The table one row lower, with the header row on top."""
    for cell in table.cells:
        cell.row += 1
    members = np.array([index for chars in held.values() for index in chars], dtype=np.int64)
    columns = np.repeat(list(held), [len(chars) for chars in held.values()])
    texts = glyphs.read(members, columns)
    top = min(row.top for row in over)
    fresh = []
    for column in range(table.cols):
        box = Box(table.columns[column], top, table.columns[column + 1], table.box.top)
        cell = fill(PageCell(0, column, box), texts.get(column))
        cell.kind = "header" if cell.text else "other"
        fresh.append(cell)
    table.cells = fresh + table.cells
    box = Box(table.box.x0, top, table.box.x1, table.box.bottom)
    flags = (table.flags - {"header_missing", "key_value"}) | {"chart"}
    return replace(table, rows=table.rows + 1, header_rows=1, box=box, flags=flags)
