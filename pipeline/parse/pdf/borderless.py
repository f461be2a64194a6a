"""Tables without rules around their cells: rows of values that stand under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.core.document import TableMethod
from pipeline.core.place import Box
from pipeline.parse.pdf.celltext import GlyphReader, fill
from pipeline.parse.pdf.columns import Column, cut, place, value_columns, word_columns
from pipeline.parse.pdf.edges import Edges
from pipeline.parse.pdf.heads import Head, heads
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.segments import Piece, Row, is_prose, numbers_in, torn, without_tail
from pipeline.parse.pdf.shapes import plain
from pipeline.parse.pdf.wraps import fates

FAR = 4.6  # sizes between baselines: what stands further off is not of the table
HEAD_FAR = 3.4  # the same within a header
LONG_HEAD = 22  # ideographs
LONG_ENGLISH = 30  # characters of a line that leads to a table: The following table sets forth …:
ALIGNED = 2.5  # points
BORDER = 8.0  # points by which a table's first and last rule stand off from its text
MOST_HEAD = 16  # rows of a header


@dataclass(slots=True, eq=False)
class Band:
    """Rows that may be one table: `head` over the columns, `body` from the first group head or value on."""

    head: list[Row]
    body: list[Row]


@dataclass(slots=True, eq=False)
class Found:
    """Body rows start..end of the page's rows, before the columns are known; no row above `ceiling` is of its header."""

    ceiling: int
    start: int
    end: int


def borderless_tables(rows: Sequence[Row], page: PageContent, glyphs: GlyphReader, rules: Edges) -> list[PageTable]:
    """The tables in rows that no ruled table took.

    rules  the horizontal rules that no vertical touches: no header reaches over one that crosses the text's width
    """
    rows = [row for row in rows if not _is_page_number(row, page)]
    if not any(row.values for row in rows):
        return []
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    prose = [is_prose(row, left, right) for row in rows]
    tables = []
    for found in bodies(rows, prose):
        table = _table(found, rows, prose, page, glyphs, rules)
        if table is not None:
            tables.append(table)
    return tables


def _is_page_number(row: Row, page: PageContent) -> bool:
    """One short piece at the very top or bottom of the page."""
    edge = row.bottom < 0.06 * page.height or row.top > 0.91 * page.height
    return edge and len(row.pieces) == 1 and len(row.pieces[0].text) <= 12


def bodies(rows: Sequence[Row], prose: Sequence[bool]) -> list[Found]:
    """Stretches of rows with values, cut at running text, at wide gaps and before each further header."""
    out: list[Found] = []
    ceiling = 0
    start = end = -1
    for index, row in enumerate(rows):
        far = index > 0 and row.baseline - rows[index - 1].baseline > FAR * max(row.size, 8.0)
        if start >= 0 and (prose[index] or far or (not row.values and _is_head(row, rows[start : index + 1]))):
            out.append(_with_tail(rows, prose, Found(ceiling, start, end)))
            ceiling, start = out[-1].end, -1
        if row.values and not prose[index]:
            start, end = (index if start < 0 else start), index + 1
    if start >= 0:
        out.append(_with_tail(rows, prose, Found(ceiling, start, end)))
    return out


def _with_tail(rows: Sequence[Row], prose: Sequence[bool], found: Found) -> Found:
    """With the lines right below the last values that go on with its texts."""
    end = found.end
    while end < len(rows) and not rows[end].values and not prose[end]:
        row, last = rows[end], rows[found.end - 1]
        if row.baseline - rows[end - 1].baseline > 1.6 * row.size or _is_head(row, rows[found.start : end]):
            break
        if row.x0 <= last.x0 + 0.4 * row.size and len(row.pieces) == 1:
            break
        end += 1
    return Found(found.ceiling, found.start, end)


def _is_head(row: Row, body: Sequence[Row]) -> bool:
    """Whether a row without values can only be a header: periods and units over the columns."""
    left = min(other.x0 for other in body)
    pieces = [piece for piece in row.pieces if piece.x0 > left + 4 * row.size]
    return bool(pieces) and all(piece.shape in ("period", "unit") for piece in pieces)


def _above(found: Found, rows: Sequence[Row], prose: Sequence[bool], columns: Sequence[Column], walls: Sequence[float]) -> Band:
    """The heads of groups and the header over a body, read upwards from its first values."""
    body = list(rows[found.start : found.end])
    edge = _values_begin([row for row in body if row.values])
    low = found.start
    while low > found.ceiling and not prose[low - 1] and not _over_values(rows[low - 1], edge):
        if rows[low].baseline - rows[low - 1].baseline > FAR * rows[low].size or len(rows[low - 1].pieces[0].text) > 40:
            break
        if low > 1 and prose[low - 2] and rows[low - 1].baseline - rows[low - 2].baseline < 2.2 * rows[low - 1].size:
            break
        low -= 1
    if low == found.ceiling or not (_over_values(rows[low - 1], edge) or _runs_over(rows[low - 1], columns)):
        low = found.start
    top = low
    while top > found.ceiling and low - top < MOST_HEAD:
        above, here = rows[top - 1], rows[top]
        far = (FAR if top == low else HEAD_FAR) * above.size
        wall = top < low and any(above.baseline < wall < here.baseline - 0.5 * here.size for wall in walls)
        over = _over_values(above, edge) and not prose[top - 1]
        if here.baseline - above.baseline > far or wall or numbers_in(above) > 1:
            break
        stacked = top < low and (_stands_on(above, here) or _over_words(above, here, columns))
        if not (over or stacked or _runs_over(above, columns) or _inside_head(rows, top, edge)):
            break
        top -= 1
    near = top > found.ceiling and rows[top].baseline - rows[top - 1].baseline < 1.5 * rows[top].size
    if near and numbers_in(rows[top - 1]) > 1 and not prose[top - 1]:
        return Band([], list(rows[top - 1 : found.end]))
    several = sum(column.numeric for column in columns) > 1
    while several and low - top > 1 and _is_unit_line(rows[top]):
        top += 1
    return Band(list(rows[top:low]), list(rows[low : found.end]))


def _runs_over(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a full line keeps to the columns all the same: none of its words stands in a gutter."""
    if len(columns) < 3 or numbers_in(row) > 1 or _is_sentence(row):
        return False
    words = [word for piece in row.pieces for word in (piece.words or [piece])]
    gutters = [(left.x1, right.x0) for left, right in pairwise(columns)]
    crossed = any(word.x0 < (x0 + x1) / 2 < word.x1 for word in words for x0, x1 in gutters)
    homes = {place(word, columns) for word in words}
    return not crossed and len(homes) > 2


def _values_begin(rows: Sequence[Row]) -> float:
    """x where the first column of values begins, as most rows have it."""
    firsts = [piece.x0 for row in rows for piece in _after_keys(row)]
    return float(np.median(firsts)) if firsts else 0.0


def _after_keys(row: Row) -> list[Piece]:
    """The first value of a row that is no key at its beginning."""
    if len(row.values) > 1 and row.values[0] is row.pieces[0]:
        return row.values[1:2]
    return row.values[:1]


def _over_values(row: Row, edge: float) -> bool:
    """Whether a row without values reaches over the columns of values, as a header does; one full of numbers is none."""
    if numbers_in(row) > 1 or _is_sentence(row):
        return False
    last = row.pieces[-1]
    beside = len(row.pieces) > 1 or last.shape in ("period", "unit") or last.x0 > edge - 0.6 * (last.x1 - last.x0)
    return last.x1 > edge and beside


def _stands_on(upper: Row, lower: Row) -> bool:
    """Whether a line is the upper part of a head in the line below: one piece, close to it, with its middle or end."""
    if len(upper.pieces) > 1 or lower.baseline - upper.baseline > 1.75 * lower.size or _is_sentence(upper):
        return False
    piece = upper.pieces[0]
    return any(min(abs(piece.middle - other.middle), abs(piece.x1 - other.x1)) < ALIGNED for other in lower.pieces)


def _over_words(upper: Row, lower: Row, columns: Sequence[Column]) -> bool:
    """Whether a line close above a header line stands over columns of words behind the first."""
    near = lower.baseline - upper.baseline < 1.75 * lower.size
    return near and not _is_sentence(upper) and upper.x0 > columns[0].x1 and numbers_in(upper) < 2


def _is_unit_line(row: Row) -> bool:
    """A unit alone in brackets over all columns, which is no header of the one that it stands over."""
    text = plain(row.pieces[0].text)
    bracketed = row.pieces[0].shape == "unit" and text[0] == "(" and "%" not in text
    return len(row.pieces) == 1 and (text.startswith("单位") or bracketed)


def _is_sentence(row: Row) -> bool:
    """Whether a row is one long piece of Chinese words, or ends as sentences do: no header line."""
    longest = max(sum(char > "\u2e80" for char in piece.text) for piece in row.pieces)
    last = row.pieces[-1].text
    if len(row.pieces) == 1 and (last.endswith("：") or (last.endswith((":", ".")) and len(last) > LONG_ENGLISH)):
        return True
    return row.pieces[-1].text.endswith(("。", "；", "，")) or longest > LONG_HEAD


def _inside_head(rows: Sequence[Row], top: int, edge: float) -> bool:
    """A line of the label column's own header, with header lines above it."""
    if top < 2 or not _over_values(rows[top - 2], edge):
        return False
    return rows[top].baseline - rows[top - 2].baseline < HEAD_FAR * rows[top].size


def _table(
    found: Found, rows: Sequence[Row], prose: Sequence[bool], page: PageContent, glyphs: GlyphReader, rules: Edges
) -> PageTable | None:
    body = rows[found.start : found.end]
    torn(body)
    _cut_tails(body, glyphs)
    numeric, stray = _numeric(body)
    if not numeric:
        return None
    words = word_columns(body, numeric, stray)
    columns = sorted([*numeric, *words], key=lambda column: column.x0)
    if len(columns) < 2:
        return None
    width = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    walls = rules.at[rules.high - rules.low > 0.7 * width].tolist()
    band = _above(found, rows, prose, columns, walls)
    first = len(band.body) > 0 and rows.index(band.body[0]) < 2
    if not _convincing(band, [row for row in body if row.values], numeric, first):
        return None
    return _laid_out(band, columns, page, glyphs, rules)


def _cut_tails(body: Sequence[Row], glyphs: GlyphReader) -> None:
    """Part labels from values that they run up to, where other rows have values in that column."""
    columns = value_columns(body)
    for row in body:
        rights = [column.x1 for column in columns if not any(column.overlap(p.x0, p.x1) > 0 for p in row.values)]
        rights += [p.right for other in body for p in other.values[:1]] if rights else []
        parts = without_tail(row.pieces[0], rights, glyphs) if rights and len(row.pieces[0].text) > 3 else None
        if parts is not None:
            row.pieces[:1] = parts
            row.values = [parts[1], *row.values]


def _numeric(body: Sequence[Row]) -> tuple[list[Column], set[int]]:
    """Columns of values, and the ids of values that stand among the words of other rows."""
    stray: set[int] = set()
    for column in value_columns(body):
        words = [
            piece
            for row in body
            for place, piece in enumerate(row.pieces)
            if piece not in row.values and column.overlap(piece.x0, piece.x1) > 2 and (place or len(row.pieces) > 1)
        ]
        if len(words) > column.support:
            stray |= {id(p) for row in body for p in row.values if column.overlap(p.x0, p.x1) > 0}
    for row in body:
        row.values = [piece for piece in row.values if id(piece) not in stray]
    return value_columns(body), stray


def _convincing(band: Band, valued: Sequence[Row], numeric: Sequence[Column], first: bool) -> bool:
    """Whether these rows are a table: values enough under one another, or under a header of periods and units."""
    rows = [row for row in valued if row.values]
    count = sum(len(row.values) for row in rows)
    headed = sum(piece.shape in ("period", "unit") for row in band.head for piece in row.pieces)
    labelled = sum(bool(row.pieces) and row.pieces[0] not in row.values for row in rows)
    firm = [column for column in numeric if column.support >= 2]
    if any(row.leaders for row in rows) and len(numeric) == 1 and not headed:
        return False
    if _is_list(rows):
        return False
    full = count >= 0.45 * len(rows) * max(1, len(firm))
    if headed and labelled and count >= 1:
        return full or len(rows) < 3
    if len(firm) >= 2 and len(rows) >= 2 and full:
        return labelled >= 0.4 * len(rows) or bool(band.head) or (first and len(rows) > 2)
    return len(firm) == 1 and len(rows) >= 3 and labelled >= 0.7 * len(rows) and full and bool(band.head)


def _is_list(rows: Sequence[Row]) -> bool:
    """Whether these are lines of label: value, which read as prose does."""
    named = sum(row.pieces[0].text.endswith((":", "：")) and len(row.values) == 1 for row in rows)
    return named >= 0.6 * len(rows)


def _laid_out(band: Band, columns: list[Column], page: PageContent, glyphs: GlyphReader, rules: Edges) -> PageTable:
    label_end = _label_end(columns)
    keys = int(columns[0].numeric and not columns[1].numeric)
    values_begin = next((column.x0 for column in columns[keys:] if column.numeric), label_end)
    fate = fates(band.body, label_end, values_begin)
    groups = _grouped(band.body, fate)
    top = len(band.head)
    cells: list[PageCell] = []
    pieces: list[list[Piece]] = []
    for head in heads(band.head, columns, rules):
        cells.append(_cell(head.top, head.first, head.pieces, head))
        pieces.append(head.pieces)
    for offset, group in enumerate(groups):
        at: dict[int, list[Piece]] = {}
        for row in group:
            for piece in row.pieces:
                for part in [piece] if piece in row.values else cut(piece, columns):
                    at.setdefault(_column(part, row, columns), []).append(part)
        for col, held in sorted(at.items()):
            cells.append(_cell(top + offset, col, held))
            pieces.append(held)
    rows = top + len(groups)
    borders = _borders(columns, band)
    levels = _levels(band.head, groups)
    _read(cells, pieces, glyphs)
    _fill_up(cells, rows, borders, levels)
    box = Box(borders[0], levels[0], borders[-1], levels[-1])
    cells.sort(key=lambda cell: (cell.row, cell.col))
    method: TableMethod = "half_ruled" if _ruled_across(box, rules) else "borderless"
    table = PageTable(page.number, box, rows, len(columns), cells, borders, method, closed=False)
    table.header_rows = top
    return table


def _ruled_across(box: Box, rules: Edges) -> bool:
    """Whether two rules or more run over the whole width of the table."""
    shared = np.minimum(rules.high, box.x1) - np.maximum(rules.low, box.x0)
    wide = (shared > 0.9 * (box.x1 - box.x0)) & (rules.high - rules.low < 1.25 * (box.x1 - box.x0))
    return int((wide & (rules.at > box.top - BORDER) & (rules.at < box.bottom + BORDER)).sum()) > 1


def _label_end(columns: Sequence[Column]) -> float:
    """x where the column of labels ends: the first one, or the one after row numbers; minus infinity where there is none."""
    for column in columns[:2]:
        if not column.numeric:
            return column.x1
    return float("-inf")


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


def _read(cells: list[PageCell], pieces: list[list[Piece]], glyphs: GlyphReader) -> None:
    members = np.concatenate([piece.chars for held in pieces for piece in held])
    numbers = np.repeat(np.arange(len(cells)), [sum(len(piece.chars) for piece in held) for held in pieces])
    texts = glyphs.read(members, numbers)
    for number, cell in enumerate(cells):
        found = texts.get(number)
        fill(cell, found)
        if found is not None and found.lines:
            cell.box = Box.around(line.box for line in found.lines)


def _borders(columns: Sequence[Column], band: Band) -> list[float]:
    """Column borders half way between the columns."""
    inner = [(left.x1 + right.x0) / 2 for left, right in pairwise(columns)]
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
