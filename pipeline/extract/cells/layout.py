"""Which rows of a grid are heads and which columns hold labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.cells.grid import Grid, is_nil
from pipeline.extract.cells.words import tidy
from pipeline.lexicon.fold import fold

_YEAR = re.compile(r"(?:19|20)\d\d(?:A|E|F)?")


@dataclass(frozen=True, slots=True)
class Layout:
    """Heads and labels of one table.

    heads   for each row of the body the rows of its head, top to bottom; () where it has none; for a head row itself ()
    is_head rows that are heads, the repeated ones on later pages too
    values  columns that hold values, from the left
    covered  further columns that values reach over in a grid cut too fine
    """

    grid: Grid
    heads: tuple[tuple[int, ...], ...]
    is_head: frozenset[int]
    values: tuple[int, ...]
    covered: frozenset[int] = frozenset()

    def label_cols(self, col: int) -> list[int]:
        """The run of label columns for a value column: the nearest one left of it that opens a side of the table.

        A balance sheet of the old kind has labels in the middle too (资产 … 负债 …); a text column between values
        (主要产品) is an attribute and no label.
        """
        runs = self._runs(col)
        if not runs or (runs[0][0] > 0 and 0 in self.values):
            return []  # the first column holds numbers: they are the key of the rows, if anything is
        if len(runs) > 1 and self._opens_side(runs[0], runs[-1]):
            return runs[-1]
        return runs[0]

    def _runs(self, col: int) -> list[list[int]]:
        runs: list[list[int]] = []
        for left in range(col):
            if left in self.values or left in self.covered:
                continue
            if runs and runs[-1][-1] == left - 1:
                runs[-1].append(left)
            else:
                runs.append([left])
        return runs

    def _opens_side(self, first: Sequence[int], last: Sequence[int]) -> bool:
        """Whether the later run is the left edge of a second side: its head equals the first's, or there is no head."""
        if not self.is_head:
            return True
        top = min(self.is_head)
        texts = [fold(self.grid.text(top, run[0])) for run in (first, last)]
        return texts[0] == texts[1] or (texts[0] in _SIDES and texts[1] in _SIDES) or not texts[1]


_SIDES = frozenset({"资产", "负债", "项目", "负债和所有者权益", "负债和股东权益", "负债及所有者权益", "负债及股东权益"})


def layout_of(grid: Grid, headish: Callable[[str], bool], marks: Callable[[str], bool]) -> Layout:
    """Find heads and value columns.

    headish  says whether a cell's text could stand in a head: words of time, units, what columns are called

    marks    says whether a head calls its column a row number, a note or a code: no values, whatever stands there

    The parser's header rows are taken over; rows of years and units below them, second heads in the middle of a table
    (年度 after 年末) and heads repeated on a later page are added.
    """
    values = _value_columns(grid, marks, 1)
    covered: frozenset[int] = frozenset()
    if not values:
        values = _value_columns(grid, marks, grid.cols)
        reached = {col for (_, col), cell in grid.slots.items() if (cell.row, cell.col) in grid.values}
        covered = frozenset(reached - set(values))
    is_head = _head_rows(grid, values, headish)
    heads: list[tuple[int, ...]] = []
    current: list[int] = []
    for row in range(grid.rows):
        if row + 1 in is_head and row not in is_head and row > 0 and _is_title(grid, row):
            is_head.add(row)
        if row in is_head:
            current = [*current, row] if row - 1 in is_head and current and current[-1] == row - 1 else [row]
            heads.append(())
        else:
            heads.append(tuple(current))
    return Layout(grid, tuple(heads), frozenset(is_head), values, covered)


def _value_columns(grid: Grid, marks: Callable[[str], bool], widest: int) -> tuple[int, ...]:
    """Columns in which cells below the head are values or dashes, and text is the exception.

    Cells over more than `widest` columns do not count: headings are such; in a grid cut too fine values are, too.
    """
    found = []
    for col in range(grid.cols):
        if any(marks(grid.text(row, col)) for row in range(grid.table.header_rows)):
            continue
        filled = [row for row in range(grid.table.header_rows, grid.rows) if _own_text(grid, row, col, widest)]
        values = [row for row in filled if (row, col) in grid.values]
        nils = [row for row in filled if (row, col) in grid.nils]
        if values and 2 * (len(values) + len(nils)) >= len(filled) and not _counts_rows(grid, values, col):
            found.append(col)
    keys = [col for col in found if col < grid.table.stub_cols and not _called(grid, col)]
    return tuple(col for col in found if col not in keys or len(keys) == len(found))


def _called(grid: Grid, col: int) -> bool:
    """Whether a column has words in its head: a label column of ranges (1,000,001港元至1,500,000港元) has none."""
    rows = range(max(grid.table.header_rows, 1))
    return any(grid.text(row, col) and (row, col) not in grid.values for row in rows)


def _own_text(grid: Grid, row: int, col: int, widest: int = 1) -> bool:
    cell = grid.slots.get((row, col))
    return cell is not None and (cell.row, cell.col) == (row, col) and bool(cell.text.strip()) and cell.col_span <= widest


def _counts_rows(grid: Grid, rows: Sequence[int], col: int) -> bool:
    """Whether a leading column is only 1, 2, 3 …, with a column of names behind it."""
    if col != 0 or grid.cols < 3:
        return False
    texts = [grid.text(row, col).rstrip(".、") for row in rows]
    if not all(text.isdigit() and len(text) <= 3 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    rising = sum(b == a + 1 or b == 1 for a, b in pairwise(numbers))
    return rising >= len(numbers) - 1 - len(numbers) // 5 and any(
        _own_text(grid, rows[0], other) and (rows[0], other) not in grid.values for other in range(1, grid.cols)
    )


def _head_rows(grid: Grid, values: Sequence[int], headish: Callable[[str], bool]) -> set[int]:
    found = set(range(min(grid.table.header_rows, grid.rows - 1)))
    first = [grid.row_texts(row) for row in sorted(found)]
    for row in range(len(found), grid.rows):
        texts = grid.row_texts(row)
        head = _is_head(grid, row, values, headish) or (row == len(found) > 0 and _goes_on(grid, row, values))
        if (texts and texts in first) or (head and _values_below(grid, row, values)):
            found.add(row)
    return found


def _goes_on(grid: Grid, row: int, values: Sequence[int]) -> bool:
    """Whether a row right below the head has words over all columns of values and no label: a second level, printed unmerged."""
    over = [grid.text(row, col) for col in values]
    left = [grid.text(row, col) for col in range(min(values, default=0))]
    return len(values) > 1 and all(over) and not any(left) and not grid.has_values(row, values)


def _is_head(grid: Grid, row: int, values: Sequence[int], headish: Callable[[str], bool]) -> bool:
    cells = [cell for cell in grid.row_cells(row) if cell.text.strip()]
    over = [cell for cell in cells if any(cell.col <= col < cell.col + cell.col_span for col in values)]
    if not over or (len(over) == 1 and (len(values) > 1 or len(cells) == 1) and over[0].col_span <= 1):
        return False
    if len(cells) == 1 and cells[0].col == 0 and cells[0].col_span >= grid.cols:
        return False
    texts = [tidy(cell.text) for cell in over]
    if len(values) == grid.cols > 1 and row == 0:
        return not any((row, cell.col) in grid.values or is_nil(cell.text) for cell in over)
    if any(is_nil(text) for text in texts):
        return False
    return all(
        _YEAR.fullmatch(text) or ((row, cell.col) not in grid.values and headish(text))
        for cell, text in zip(over, texts, strict=True)
    )


def _is_title(grid: Grid, row: int) -> bool:
    """One filled cell over the whole width: right above a head it says what the part below is about."""
    cells = [cell for cell in grid.row_cells(row) if cell.text.strip()]
    return (
        len(cells) == 1 and cells[0].col_span >= grid.cols and cells[0].row == row and not grid.has_values(row, range(grid.cols))
    )


def _values_below(grid: Grid, row: int, values: Sequence[int]) -> bool:
    return any(grid.has_values(below, values) for below in range(row + 1, min(row + 4, grid.rows)))
