"""A table as lines of figures under labels, rows or columns alike, for checks that add and compare."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.dossier import Dossier
from pipeline.core.document import Cell, Table
from pipeline.core.figure import Figure
from pipeline.lexicon.fold import fold

_SPACES = re.compile(r"\s+")
_NIL = re.compile(r"^[-－—–─−‐/／\s]*$|^(?:不适用|无|NIL|nil|N/A)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell with its figure, or a dash that stands for zero (figure None)."""

    figure: Figure | None
    low: Decimal
    high: Decimal

    @property
    def value(self) -> Decimal:
        return self.figure.value if self.figure is not None and self.figure.value is not None else Decimal(0)


_ZERO = Entry(None, Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Line:
    """A row (or, turned, a column): its label path, indentation, and an entry for each crossing line.

    A crossing line that is missing holds something that could not be read as one figure.
    """

    label: str
    indent: int
    entries: Mapping[int, Entry]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table with figures. `rows` are its body rows in order, `heads` the label of each value column."""

    table: Table
    dossier: Dossier
    rows: tuple[Line, ...]
    heads: Mapping[int, str]

    def turned(self) -> Grid:
        """Columns as lines, for totals that stand to the right of their items."""
        lines = []
        for column in sorted(self.heads):
            entries = {number: row.entries[column] for number, row in enumerate(self.rows) if column in row.entries}
            lines.append(Line(self.heads[column], 0, entries))
        return Grid(self.table, self.dossier, tuple(lines), {number: row.label for number, row in enumerate(self.rows)})


def grids(dossier: Dossier) -> Iterator[Grid]:
    """A grid for each table that holds figures."""
    held: dict[str, dict[tuple[int, int], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in dossier.figures:
        if figure.cell is not None:
            held[figure.cell.table_id][figure.cell.row, figure.cell.col].append(figure)
    for table in dossier.tables:
        if table.table_id in held:
            yield _grid(table, dossier, held[table.table_id])


def _grid(table: Table, dossier: Dossier, figures: Mapping[tuple[int, int], Sequence[Figure]]) -> Grid:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    columns = Counter(column for _, column in figures)
    lines = [_line(rows[number], columns, figures) for number in sorted(rows) if number >= table.header_rows]
    return Grid(table, dossier, tuple(lines), {column: _head(table, column) for column in columns})


def _line(cells: Sequence[Cell], columns: Mapping[int, int], figures: Mapping[tuple[int, int], Sequence[Figure]]) -> Line:
    words: list[str] = []
    indent = 0
    entries: dict[int, Entry] = dict.fromkeys(columns, _ZERO)
    for cell in cells:
        held = figures.get((cell.row, cell.col), ())
        if held:
            entry = _entry(held, cell)
            if entry is None:
                entries.pop(cell.col, None)
            else:
                entries[cell.col] = entry
        elif cell.kind in ("label", "header") or cell.col not in columns:
            if not words:
                indent = cell.indent
            words.append(cell.text)
        elif not _NIL.match(cell.text):
            entries.pop(cell.col, None)  # something is printed that was not read as a figure
            words.append(cell.text if not any(ch.isdigit() for ch in cell.text) else "")
    return Line(squash_label(" ".join(filter(None, words))), indent, entries)


def _entry(held: Sequence[Figure], cell: Cell) -> Entry | None:
    figure = held[0]
    if len(held) > 1 or figure.value is None or cell.col_span > 1:
        return None
    if figure.decimals is None:
        return Entry(figure, figure.value, figure.value)
    half = Decimal(5).scaleb(-figure.decimals - 1)
    return Entry(figure, figure.value - half, figure.value + half)


def _head(table: Table, column: int) -> str:
    words = []
    for cell in table.cells:
        if cell.row < table.header_rows and cell.col <= column < cell.col + cell.col_span and cell.text not in words:
            words.append(cell.text)
    return squash_label(" ".join(words))


def squash_label(text: str) -> str:
    """Folded, without white space: 合　计 is 合计."""
    return _SPACES.sub("", fold(text)).replace("：", ":").replace("（", "(").replace("）", ")")
