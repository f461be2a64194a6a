"""Rows that a drawing cuts finer than its values: the legend of a chart's data table has lines of its own."""

from __future__ import annotations

from pipeline.parse.pdf.celltext import joint_between
from pipeline.parse.pdf.pagetable import JOINT, PageCell, PageTable
from pipeline.parse.pdf.shapes import shape

_VALUES = ("number", "amount", "nil")


def with_whole_bands(table: PageTable) -> PageTable:
    """Where all values that begin in a row reach over the same rows, the cells beside them become one cell each."""
    for row, cells in enumerate(table.by_row()):
        span = _band(cells)
        if span > 1 and not _begins_within(table, row, row + span):
            _unite(table, row, row + span)
    table.cells.sort(key=lambda cell: (cell.row, cell.col))
    return table


def _band(cells: list[PageCell]) -> int:
    """How many rows all the values of a row reach over; 1 where they differ or are fewer than two."""
    spans = {cell.row_span for cell in cells if cell.text and shape(cell.text) in _VALUES}
    values = sum(shape(cell.text) in _VALUES for cell in cells if cell.text)
    return spans.pop() if len(spans) == 1 and values > 1 else 1


def _begins_within(table: PageTable, start: int, end: int) -> bool:
    return any(start < cell.row < end and cell.text and shape(cell.text) in _VALUES for cell in table.cells)


def _unite(table: PageTable, start: int, end: int) -> None:
    """Make one cell of those beside the values in rows start..end."""
    inside = [cell for cell in table.cells if start <= cell.row and cell.end_row <= end and cell.row_span < end - start]
    filled = [cell for cell in inside if cell.text]
    if not inside:
        return
    table.cells = [cell for cell in table.cells if cell not in inside]
    if not filled:
        return
    first, last = min(cell.col for cell in inside), max(cell.end_col for cell in inside)
    whole = filled[0]
    for cell in filled[1:]:
        blank = joint_between(whole.text, cell.text, fills=True)
        whole.chars = (*whole.chars, *([JOINT] if blank else []), *cell.chars)
        whole.text += (" " if blank else "") + cell.text
        whole.marks = (*whole.marks, *cell.marks)
    whole.row, whole.row_span, whole.col, whole.col_span = start, end - start, first, last - first
    table.cells.append(whole)
