"""Tables without rules around their cells: rows of values that stand under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.core.place import Box
from pipeline.parse.pdf.celltext import GlyphReader, fill
from pipeline.parse.pdf.columns import Column, place, value_columns, word_columns
from pipeline.parse.pdf.heads import Head, heads
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.segments import Piece, Row, is_prose
from pipeline.parse.pdf.wraps import fates

FAR = 4.6           # sizes between baselines: what stands further off is not of the table
HEAD_FAR = 3.4      # the same within a header
MOST_HEAD = 16      # rows of a header


@dataclass(slots=True)
class Band:
    """Rows that may be one table: header rows, then body rows from the first value on (heads of groups before it too)."""

    head: list[Row]
    body: list[Row]


def borderless_tables(rows: Sequence[Row], page: PageContent, glyphs: GlyphReader) -> list[PageTable]:
    """The tables in rows that no ruled table took."""
    if not any(row.values for row in rows):
        return []
    width = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    tables = []
    for run in runs(rows, width):
        for band in bands(run):
            table = _table(band, page, glyphs)
            if table is not None:
                tables.append(table)
    return tables


def runs(rows: Sequence[Row], width: float) -> list[list[Row]]:
    """Stretches of rows without running text or wide gaps, that hold values."""
    out: list[list[Row]] = [[]]
    for row in rows:
        if is_prose(row, width):
            out.append([])
            continue
        if out[-1] and row.baseline - out[-1][-1].baseline > FAR * max(row.size, 8.0):
            out.append([])
        out[-1].append(row)
    return [run for run in out if any(row.values for row in run)]


def bands(run: Sequence[Row]) -> list[Band]:
    """Cut a run before each header that follows values, and part header from body."""
    starts = [0]
    seen = False
    for index, row in enumerate(run):
        if row.values:
            seen = True
        elif seen and _is_head(row, run):
            starts.append(_head_top(run, index))
            seen = False
    out = []
    for start, end in zip(starts, [*starts[1:], len(run)], strict=True):
        band = _band(list(run[start:end]))
        if band is not None:
            out.append(band)
    return out


def _is_head(row: Row, run: Sequence[Row]) -> bool:
    """Whether a row without values can only be a header: periods and units over the columns."""
    left = min(other.x0 for other in run)
    pieces = [piece for piece in row.pieces if piece.x0 > left + 4 * row.size]
    return bool(pieces) and all(piece.shape in ("period", "unit") for piece in pieces)


def _head_top(run: Sequence[Row], index: int) -> int:
    """The first row of the header that holds row `index`: rows of words over the columns, right above it."""
    left = min(row.x0 for row in run)
    top = index
    while top > 0 and not run[top - 1].values and run[top].baseline - run[top - 1].baseline < HEAD_FAR * run[top].size:
        if all(piece.x0 < left + 4 * run[top].size for piece in run[top - 1].pieces):
            break
        top -= 1
    return top


def _band(rows: list[Row]) -> Band | None:
    first = next((index for index, row in enumerate(rows) if row.values), None)
    if first is None:
        return None
    last = max(index for index, row in enumerate(rows) if row.values)
    edge = _values_begin(rows[first : last + 1])
    low = first
    while low > 0 and not _over_values(rows[low - 1], edge) and rows[low].baseline - rows[low - 1].baseline < FAR * rows[low].size:
        low -= 1
    if low == 0 or not _over_values(rows[low - 1], edge):
        low = first if low == 0 else low
    top = low
    while top > 0 and low - top < MOST_HEAD:
        above = rows[top - 1]
        far = (FAR if top == low else HEAD_FAR) * above.size
        if rows[top].baseline - above.baseline > far or not (_over_values(above, edge) or _inside_head(rows, top, edge)):
            break
        top -= 1
    tail = last + 1
    while tail < len(rows) and rows[tail].baseline - rows[tail - 1].baseline < 1.6 * rows[tail].size:
        if rows[tail].x0 <= rows[last].x0 + 0.4 * rows[tail].size and len(rows[tail].pieces) == 1:
            break
        tail += 1
    return Band(rows[top:low], rows[low:tail])


def _values_begin(rows: Sequence[Row]) -> float:
    """x where the first column of values begins, as most rows have it."""
    firsts = [piece.x0 for row in rows for piece in row.values[:1]]
    return float(np.median(firsts)) if firsts else 0.0


def _over_values(row: Row, edge: float) -> bool:
    """Whether a row without values reaches over the columns of values."""
    last = row.pieces[-1]
    return last.x1 > edge and (len(row.pieces) > 1 or last.x0 > edge - 0.6 * (last.x1 - last.x0))


def _inside_head(rows: Sequence[Row], top: int, edge: float) -> bool:
    """A line of the label column's own header, with header lines above it."""
    return top > 1 and _over_values(rows[top - 2], edge) and rows[top].baseline - rows[top - 2].baseline < HEAD_FAR * rows[top].size


def _table(band: Band, page: PageContent, glyphs: GlyphReader) -> PageTable | None:
    valued = [row for row in band.body if row.values]
    numeric, stray = _numeric(valued)
    if not numeric:
        return None
    words = word_columns(band.body, numeric, stray)
    columns = sorted([*numeric, *words], key=lambda column: column.x0)
    if len(columns) < 2 or not _convincing(band, valued, numeric, words):
        return None
    return _laid_out(band, columns, page, glyphs)


def _numeric(valued: Sequence[Row]) -> tuple[list[Column], set[int]]:
    """Columns of values, and the ids of values that stand among the words of other rows."""
    stray: set[int] = set()
    columns = value_columns(valued)
    for column in columns:
        words = sum(
            piece not in row.values and column.overlap(piece.x0, piece.x1) > 2 for row in valued for piece in row.pieces
        )
        if words > column.support:
            stray |= {id(p) for row in valued for p in row.values if column.overlap(p.x0, p.x1) > 0}
    for row in valued:
        row.values = [piece for piece in row.values if id(piece) not in stray]
    return [column for column in value_columns(valued)], stray


def _convincing(band: Band, valued: Sequence[Row], numeric: Sequence[Column], words: Sequence[Column]) -> bool:
    """Whether these rows are a table: values enough under one another, or under a header of periods and units."""
    rows = [row for row in valued if row.values]
    count = sum(len(row.values) for row in rows)
    headed = sum(piece.shape in ("period", "unit") for row in band.head for piece in row.pieces)
    labelled = sum(bool(row.pieces) and row.pieces[0] not in row.values for row in rows)
    firm = [column for column in numeric if column.support >= 2]
    if any(row.leaders for row in rows) and len(numeric) == 1 and not headed:
        return False
    full = count >= 0.45 * len(rows) * max(1, len(firm))
    if headed and labelled and count >= 1:
        return full or len(rows) < 3
    if len(firm) >= 2 and len(rows) >= 2 and full:
        return labelled >= 0.4 * len(rows) or bool(band.head)
    return len(firm) == 1 and len(rows) >= 3 and labelled >= 0.7 * len(rows) and full and bool(band.head)


def _laid_out(band: Band, columns: list[Column], page: PageContent, glyphs: GlyphReader) -> PageTable:
    label_end = next((column.x1 for column in columns if not column.numeric), columns[0].x1)
    later_words = sum(not column.numeric for column in columns) > 1
    fate = fates(band.body, label_end, later_words)
    groups = _grouped(band.body, fate)
    top = len(band.head)
    cells: list[PageCell] = []
    pieces: list[list[Piece]] = []
    for head in heads(band.head, columns):
        cells.append(_cell(head.top, head.first, head.pieces, head))
        pieces.append(head.pieces)
    for offset, group in enumerate(groups):
        at: dict[int, list[Piece]] = {}
        for row in group:
            for piece in row.pieces:
                at.setdefault(_column(piece, row, columns), []).append(piece)
        for col, held in sorted(at.items()):
            cells.append(_cell(top + offset, col, held))
            pieces.append(held)
    rows = top + len(groups)
    borders = _borders(columns, band)
    levels = _levels(band.head, groups)
    _read(cells, pieces, glyphs, page)
    _fill_up(cells, rows, borders, levels)
    box = Box(borders[0], levels[0], borders[-1], levels[-1])
    cells.sort(key=lambda cell: (cell.row, cell.col))
    table = PageTable(page.number, box, rows, len(columns), cells, borders, "borderless", closed=False)
    table.header_rows = top
    return table


def _column(piece: Piece, row: Row, columns: Sequence[Column]) -> int:
    if piece in row.values:
        numeric = [index for index, column in enumerate(columns) if column.numeric]
        return numeric[place(piece, [columns[index] for index in numeric])]
    words = [index for index, column in enumerate(columns) if not column.numeric] or list(range(len(columns)))
    taken = {place(other, columns) for other in row.values}
    open_ = [index for index in range(len(columns)) if index in words or index not in taken]
    found = place(piece, [columns[index] for index in open_])
    index = open_[found]
    if columns[index].numeric and columns[index].overlap(piece.x0, piece.x1) <= 0:
        index = words[place(piece, [columns[i] for i in words])]
    return index


def _grouped(rows: Sequence[Row], fate: Sequence[str]) -> list[list[Row]]:
    """Rows of print as rows of the table."""
    groups: list[list[Row]] = []
    pending: list[Row] = []
    for row, where in zip(rows, fate, strict=True):
        if where == "down":
            pending.append(row)
        elif where == "up" and groups and not pending:
            groups[-1].append(row)
        else:
            groups.append([*pending, row])
            pending = []
    if pending:
        groups.append(pending)
    return groups


def _cell(row: int, col: int, pieces: list[Piece], head: Head | None = None) -> PageCell:
    box = Box(min(p.x0 for p in pieces), 0.0, max(p.x1 for p in pieces), 0.0)
    cell = PageCell(row, col, box)
    if head is not None:
        cell.row_span, cell.col_span, cell.kind = head.bottom - head.top + 1, head.last - head.first + 1, "header"
    return cell


def _read(cells: list[PageCell], pieces: list[list[Piece]], glyphs: GlyphReader, page: PageContent) -> None:
    members = np.concatenate([piece.chars for held in pieces for piece in held])
    numbers = np.repeat(np.arange(len(cells)), [sum(len(piece.chars) for piece in held) for held in pieces])
    texts = glyphs.read(members, numbers)
    for number, cell in enumerate(cells):
        found = texts.get(number)
        fill(cell, found)
        if found is not None and found.lines:
            cell.box = Box.around(line.box for line in found.lines)
        mine = [index for page_number, index in cell.chars if page_number]
        cell.bold = bool(mine) and float((page.chars.weight[mine] >= 600).mean()) > 0.6


def _borders(columns: Sequence[Column], band: Band) -> list[float]:
    """Column borders half way between the columns."""
    inner = [(left.x1 + right.x0) / 2 for left, right in zip(columns, columns[1:], strict=False)]
    rows = [*band.head, *band.body]
    return [min(row.x0 for row in rows) - 1, *inner, max(row.x1 for row in rows) + 1]


def _levels(head: Sequence[Row], groups: Sequence[Sequence[Row]]) -> list[float]:
    tops = [row.top for row in head] + [min(row.top for row in group) for group in groups]
    last = max(row.bottom for row in (groups[-1] if groups else head))
    return [*tops, last]


def _fill_up(cells: list[PageCell], rows: int, borders: Sequence[float], levels: Sequence[float]) -> None:
    """Add the empty places, so that every row has all columns."""
    taken = np.zeros((rows, len(borders) - 1), dtype=bool)
    for cell in cells:
        taken[cell.row : cell.end_row, cell.col : cell.end_col] = True
    for row, col in np.argwhere(~taken).tolist():
        box = Box(borders[col], levels[row], borders[col + 1], levels[row + 1])
        cells.append(PageCell(row, col, box))
