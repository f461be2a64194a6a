"""Tables that go on overleaf: joined, repeated headers dropped once, broken rows made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from pipeline.parse.pdf.celltext import joint_between
from pipeline.parse.pdf.draft import DraftCell, Part, TableDraft, draft_of
from pipeline.parse.pdf.pagetable import JOINT, PageCell, PageTable
from pipeline.parse.pdf.shapes import plain, shape
from pipeline.parse.pdf.structure import structure
from pipeline.parse.pdf.textline import PageView, TextLine

NEAR = 7.0  # points by which the column borders of two parts may differ
GOES_ON = re.compile(r"续|續|接上|continued|cont['’]?d", re.IGNORECASE)
UNIT = re.compile(r"单位|單位|币种|幣種|unit", re.IGNORECASE)
_OPEN_END = tuple("，,、（(及和与與的之或／/-:：“")
MOST_HEADER = 8
NEAREST = 3  # lines right over a table that may be its caption


def join_parts(tables: Sequence[Sequence[PageTable]], views: Sequence[PageView]) -> list[TableDraft]:
    """All tables of a document in order, those that go on overleaf as one.

    tables, views  aligned: the tables of each view, top to bottom
    """
    drafts: list[TableDraft] = []
    for index, (found, view) in enumerate(zip(tables, views, strict=True)):
        for position, table in enumerate(found):
            before = _goes_on_from(drafts, index, views) if position == 0 else None
            if before is not None and _belongs(before, table, view, _titles(before, views)):
                _append(before, index, table)
            else:
                drafts.append(draft_of(index, table))
    for draft in drafts:
        _settle(draft)
    return drafts


def _goes_on_from(drafts: Sequence[TableDraft], index: int, views: Sequence[PageView]) -> TableDraft | None:
    """The table that ends the page before, if nothing is printed under it."""
    if not drafts or not index:
        return None
    last = drafts[-1]
    before, here = views[last.last_view], views[index]
    if last.last_view != index - 1 or here.number != before.number + 1 or here.turn != before.turn:
        return None
    bottom = last.parts[-1].table.box.bottom
    under = [line for line in before.lines if line.kind == "text" and line.top > bottom - 2 and not GOES_ON.search(line.text)]
    return None if under else last


def _titles(draft: TableDraft, views: Sequence[PageView]) -> set[str]:
    """The lines over the first part of a table, without their units: its caption may be printed again overleaf."""
    top = draft.parts[0].table.box.top
    over = [line for line in views[draft.first_view].lines if line.kind == "text" and line.top < top]
    return {_without_unit(line.text) for line in sorted(over, key=lambda line: line.top)[-NEAREST:]}


def _belongs(draft: TableDraft, table: PageTable, view: PageView, titles: set[str]) -> bool:
    """Whether the first table of a page is the rest of the one before; `titles` are the lines over that one."""
    over = [line for line in view.lines if line.kind == "text" and line.bottom < table.box.top + 2]
    marked = any(GOES_ON.search(line.text) for line in over)
    if any(not _may_stand_over(line, titles) for line in over) or len(over) > 3:
        return False
    last = draft.parts[-1].table
    if (draft.whole.method == "ruled") != (table.method == "ruled"):
        return False
    repeated = repeated_rows(draft.whole, table)
    if table.method != "ruled":
        return _same_value_columns(last, table) and bool(repeated or not table.header_rows or marked)
    if _only_header(draft.whole) and (_maps(last, table) is not None or _maps(table, last) is not None):
        return True
    if table.cols != draft.whole.cols:
        return not _starts_anew(draft.whole, table) and (_maps(last, table) is not None or _maps(table, last) is not None)
    same = _same_borders(last, table)
    if same and _is_rest(draft, table):
        return True
    if repeated:
        return same or marked or table.cols > 2
    return same and (marked or not _starts_anew(draft.whole, table))


def _may_stand_over(line: TextLine, titles: set[str]) -> bool:
    """续表, a repeated caption or unit line: what may be printed over the rest of a table. A title of its own may not."""
    text = plain(line.text)
    if GOES_ON.search(text) or len(text) < 3:
        return True
    rest = _without_unit(line.text)
    return rest in titles or (len(rest) < 3 and len(text) < 40)


def _without_unit(text: str) -> str:
    found = UNIT.search(text)
    return plain(text[: found.start()] if found else text).rstrip("(（金额货币")


def _same_borders(one: PageTable, other: PageTable) -> bool:
    """Whether the columns of two parts lie under one another, but for a shift between left and right pages."""
    if len(one.columns) != len(other.columns):
        return False
    step = np.array(other.columns) - np.array(one.columns)
    return bool(np.abs(step - np.median(step)).max() <= NEAR and np.abs(step).max() < 40)


def _only_header(table: PageTable) -> bool:
    """Whether all rows so far can be header: words and periods, no values."""
    return table.rows <= 3 and not any(shape(cell.text) in ("number", "amount", "nil") for cell in table.cells if cell.text)


def _maps(coarse: PageTable, fine: PageTable) -> list[int] | None:
    """For each column border of the coarser part the border of the finer one that it lies on; None where one has none."""
    if len(coarse.columns) >= len(fine.columns) + (coarse.cols == fine.cols):
        return None
    out: list[int] = []
    for border in coarse.columns:
        steps = [abs(border - other) for other in fine.columns]
        nearest = int(np.argmin(steps))
        if steps[nearest] > NEAR or (out and nearest <= out[-1]):
            return None
        out.append(nearest)
    return out


def _onto(cells: Sequence[PageCell], borders: Sequence[int]) -> None:
    """Renumber the columns of cells to those of a finer part."""
    for cell in cells:
        first, last = borders[cell.col], borders[cell.end_col]
        cell.col, cell.col_span = first, last - first


def _same_value_columns(one: PageTable, other: PageTable) -> bool:
    """Whether the values of two parts without rules stand in the same columns, by their left or right ends."""
    mine, theirs = _value_reach(one), _value_reach(other)
    if one.cols != other.cols or not mine or not theirs:
        return False
    met = sum(
        any(low < high_ and low_ < high and min(abs(low - low_), abs(high - high_)) <= NEAR for low_, high_ in mine)
        for low, high in theirs
    )
    return met >= 0.8 * len(theirs)


def _value_reach(table: PageTable) -> list[tuple[float, float]]:
    reach = []
    for col in range(table.cols):
        values = [cell for cell in table.cells if cell.col == col and cell.kind in ("figure", "nil")]
        if values:
            reach.append((min(cell.left for cell in values), max(cell.right for cell in values)))
    return reach


def repeated_rows(first: PageTable, table: PageTable) -> int:
    """How many rows at the top of a part repeat the header of the first part."""
    header = max(first.header_rows, 1)
    if table.rows <= header or header > MOST_HEADER:
        return 0
    texts = [_texts(part, header) for part in (first, table)]
    if not any(texts[0]) or (first.header_rows == 0 and not table.header_rows):
        return 0
    return header if texts[0] == texts[1] or _mostly(texts[0], texts[1]) else 0


def _texts(table: PageTable, rows: int) -> list[str]:
    return [plain(cell.text) for cell in table.cells if cell.row < rows and cell.text]


def _mostly(one: list[str], other: list[str]) -> bool:
    shared = len(set(one) & set(other))
    return len(one) > 2 and shared >= 0.8 * max(len(set(one)), len(set(other)))


def _is_rest(draft: TableDraft, table: PageTable) -> bool:
    """Whether the first row has only the ends of long texts of the last row overleaf: no label, nothing under a figure."""
    last = {held.cell.col: held.cell.text for held in draft.cells if held.cell.end_row == draft.whole.rows}
    filled = [cell for cell in table.cells if cell.row == 0 and cell.text]
    blank = [cell for cell in table.cells if cell.row == 0 and not cell.text and cell.col < max(1, draft.whole.stub_cols)]
    under = [last.get(cell.col, "") for cell in filled]
    styled = all(cell.shaded or cell.bold for cell in filled)
    texts = all(text and shape(text) in ("words", "period") for text in under)
    return bool(filled and blank) and not styled and texts and len(filled) < table.cols - 1


def _starts_anew(first: PageTable, table: PageTable) -> bool:
    """Whether the part begins with a header of its own that is not the first part's."""
    if not table.header_rows:
        return False
    row = [cell for cell in table.cells if cell.row == 0 and cell.text]
    if any(shape(cell.text) in ("period", "unit") for cell in row):
        return True
    header = [cell for cell in first.cells if cell.row < first.header_rows and cell.text]
    body = [cell for cell in first.cells if cell.row >= first.header_rows and cell.text]
    styled = bool(row) and all(cell.shaded or cell.bold for cell in row)
    plain_body = not all(cell.shaded or cell.bold for cell in body)
    return styled and plain_body and bool(header)


def _append(draft: TableDraft, view: int, table: PageTable) -> None:
    """Put the rows of a part under those of the draft."""
    whole = draft.whole
    skip = 0 if _only_header(whole) else repeated_rows(whole, table)
    part = Part(view, table)
    part.dropped = [cell for cell in table.cells if cell.row < skip]
    offset = whole.rows
    fresh = [DraftCell(cell.copy(), [(view, cell.box)]) for cell in table.cells if cell.row >= skip]
    for held in fresh:
        held.cell.row += offset - skip
    part.rows = [-1] * skip + [offset + row for row in range(table.rows - skip)]
    _one_grid(draft, table, fresh)
    if fresh and _row_is_broken(draft, fresh, offset):
        fresh = _mend(draft, fresh, offset)
        part.rows = [row if row < 0 else row - 1 for row in part.rows]
        offset -= 1
    fresh = _stretch(draft, fresh, offset)
    draft.cells += fresh
    draft.parts.append(part)
    whole.rows = offset + table.rows - skip
    whole.cells = [held.cell for held in draft.cells]
    whole.closed = table.closed
    whole.flags |= {"continued"} | table.flags


def _one_grid(draft: TableDraft, table: PageTable, fresh: Sequence[DraftCell]) -> None:
    """Bring the columns of a part and of the table so far to the finer of their grids."""
    whole, last = draft.whole, draft.parts[-1].table
    if table.cols > whole.cols and (borders := _maps(last, table)) is not None:
        _onto([held.cell for held in draft.cells], borders)
        whole.cols, whole.columns = table.cols, list(table.columns)
    elif table.cols < whole.cols and (borders := _maps(table, last)) is not None:
        _onto([held.cell for held in fresh], borders)


def _last_row(draft: TableDraft) -> dict[int, DraftCell]:
    """The cells that end in the last row, by column."""
    rows = draft.whole.rows
    return {held.cell.col: held for held in draft.cells if held.cell.end_row == rows}


def _row_is_broken(draft: TableDraft, fresh: Sequence[DraftCell], row: int) -> bool:
    """Whether the first row of a part is the rest of the last row before."""
    first = [held.cell for held in fresh if held.cell.row == row]
    last = _last_row(draft)
    filled = [cell for cell in first if cell.text]
    if not filled or any(cell.col not in last for cell in filled) or draft.whole.rows <= draft.whole.header_rows:
        return False
    pairs = [(last[cell.col].cell, cell) for cell in filled]
    numbers = [(upper, lower) for upper, lower in pairs if shape(lower.text) in ("number", "amount", "nil")]
    if any(_cut_number(upper.text, lower.text) for upper, lower in pairs):
        return True
    if numbers:
        return False
    label = next(((upper, lower) for upper, lower in pairs if lower.col == 0), None)
    if label is not None:
        return len(filled) == 1 and _reads_on(label[0].text, label[1].text)
    return not draft.whole.closed and all(upper.text for upper, _ in pairs)


def _cut_number(upper: str, lower: str) -> bool:
    """12,345, over 678.90: the upper text is no whole number, both together are one."""
    above, below = plain(upper), plain(lower)
    if not above or not below or (not below[0].isdigit() and below[0] not in ".,"):
        return False
    cut = above[-1] in ",." or below[0] in ".," or above == "("
    return cut and shape(above + below) == "number" and shape(below.strip(".,")) in ("number", "amount", "period")


def _reads_on(upper: str, lower: str) -> bool:
    """Whether a label goes on: a bracket or quotation left open, a comma or conjunction at its end."""
    if not upper or not lower:
        return False
    opened = sum(upper.count(mark) for mark in "(（“") > sum(upper.count(mark) for mark in ")）”")
    small = lower[0].islower() and upper[-1].isascii()
    return opened or small or upper.rstrip().endswith(_OPEN_END) or lower[0] in ")），、”"


def _mend(draft: TableDraft, fresh: list[DraftCell], row: int) -> list[DraftCell]:
    """Join the texts of row `row` to those of the last row; what follows moves up by one."""
    last = _last_row(draft)
    kept = []
    for held in fresh:
        cell = held.cell
        if cell.row > row:
            cell.row -= 1
            kept.append(held)
        elif cell.text and cell.col in last:
            _unite(last[cell.col], held)
        if cell.row == row and cell.row_span > 1 and held not in kept and cell.col in last:
            last[cell.col].cell.row_span += cell.row_span - 1
    return kept


def _unite(upper: DraftCell, lower: DraftCell) -> None:
    one, other = upper.cell, lower.cell
    blank = joint_between(one.text, other.text, fills=True)
    one.chars = (*one.chars, *([JOINT] if blank else []), *other.chars)
    one.text += (" " if blank else "") + other.text
    one.marks = (*one.marks, *other.marks)
    upper.places += lower.places


def _stretch(draft: TableDraft, fresh: list[DraftCell], row: int) -> list[DraftCell]:
    """A merged label cell that the page end cut: its empty rest overleaf belongs to it."""
    last = _last_row(draft)
    kept = []
    for held in fresh:
        cell = held.cell
        above = last.get(cell.col)
        blank = cell.row == row and not cell.text and cell.col < max(1, draft.whole.stub_cols)
        if blank and above is not None and _is_cut(above.cell, cell):
            above.cell.row_span += cell.row_span
            above.places += held.places
        else:
            kept.append(held)
    return kept


def _is_cut(upper: PageCell, lower: PageCell) -> bool:
    """Whether a blank cell overleaf is the rest of a label over several rows."""
    return bool(upper.text) and upper.col_span == lower.col_span and (upper.row_span > 1 or lower.row_span > 1)


def _settle(draft: TableDraft) -> None:
    """Order the cells, and read the structure of the whole anew where it has several parts."""
    draft.cells.sort(key=lambda held: (held.cell.row, held.cell.col))
    draft.whole.cells = [held.cell for held in draft.cells]
    if len(draft.parts) > 1:
        structure(draft.whole)
