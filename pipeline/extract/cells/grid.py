"""A table as a dense matrix, and which of its rows are heads and which of its columns hold labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.document import Cell, Table
from pipeline.core.number import Number
from pipeline.extract.cells.words import tidy
from pipeline.lexicon.fold import fold

Slot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Each cell stands in every slot that it spans; `text` is tidy, `values` are slots of cells that are one number."""

    table: Table
    slots: Mapping[Slot, Cell]
    values: frozenset[Slot]
    nils: frozenset[Slot]

    @property
    def rows(self) -> int:
        return self.table.rows

    @property
    def cols(self) -> int:
        return self.table.cols

    def text(self, row: int, col: int) -> str:
        cell = self.slots.get((row, col))
        return tidy(cell.text) if cell else ""

    def row_texts(self, row: int) -> list[str]:
        """The filled cells of a row, each once, from the left."""
        return [tidy(cell.text) for cell in self.row_cells(row) if cell.text.strip()]

    def row_cells(self, row: int) -> list[Cell]:
        cells: list[Cell] = []
        for col in range(self.cols):
            cell = self.slots.get((row, col))
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells

    def spans_down(self, row: int, col: int) -> bool:
        """Whether the cell there covers more than one row."""
        cell = self.slots.get((row, col))
        return cell is not None and cell.row_span > 1

    def has_values(self, row: int, cols: Iterable[int]) -> bool:
        return any((row, col) in self.values or (row, col) in self.nils for col in cols)


def grid_of(table: Table, numbers: Sequence[Number]) -> Grid:
    """The grid of a table; `numbers` are those of its cells and say which cells are values."""
    slots: dict[Slot, Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                slots[row, col] = cell
    full = {(n.cell.row, n.cell.col) for n in numbers if n.cell is not None and fills(n, slots.get((n.cell.row, n.cell.col)))}
    nils = {(cell.row, cell.col) for cell in table.cells if is_nil(cell.text)}
    return Grid(table, slots, frozenset(full), frozenset(nils))


_AROUND = " \t\n\r\u3000()（）%％,，.。:：;；*注【】[]+~～/"
_NIL_WORDS = ("不适用", "n/a", "n.a.", "无", "nil", "未披露", "未公告", "未公布", "保密", "豁免披露", "无数据", "不详", "/")
_TIMES = ("date", "period", "duration", "mark", "ordinal")


def fills(number: Number, cell: Cell | None) -> bool:
    """Whether the number is all that its cell says, brackets, percent and footnote marks aside."""
    if cell is None or number.reading.type in _TIMES:
        return False
    rest = cell.text.replace(number.text, "", 1)
    return len(rest.strip(_AROUND)) <= 1


def is_nil(text: str) -> bool:
    """A dash, or words that say there is no figure."""
    bare = text.strip()
    return bool(bare) and (bare.strip("-—–－―─/／\\ ") == "" or fold(bare).lower() in _NIL_WORDS)
