"""Reads the numbers of a table: which are figures, and what row, column and caption say about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.core.document import Document, Table
from pipeline.core.mention import Mention
from pipeline.core.number import Number
from pipeline.extract.cells.cell import CellReader
from pipeline.extract.cells.context import ContextReader
from pipeline.extract.cells.grid import grid_of
from pipeline.extract.cells.heads import HeadReader
from pipeline.extract.cells.kinds import KindReader
from pipeline.extract.cells.labels import LabelReader
from pipeline.extract.cells.layout import layout_of
from pipeline.extract.cells.sheet import Sheet
from pipeline.lexicon import Lexicon, Settings


@dataclass(frozen=True, slots=True)
class TableResult:
    """The numbers of a table, in the order given, with kind and reason; a mention for each of kind figure."""

    numbers: tuple[Number, ...]
    mentions: tuple[Mention, ...]


class TableReader:
    """Gives the numbers of one table their kinds and the figures among them their words. Built once."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:  # noqa: ARG002
        heads = HeadReader(lexicon)
        self._heads = heads
        self._labels = LabelReader(lexicon, heads)
        self._context = ContextReader(lexicon, heads)
        self._kinds = KindReader(lexicon)
        self._cells = CellReader(lexicon, heads)

    def __call__(self, document: Document, table: Table, numbers: Sequence[Number]) -> TableResult:
        """Kinds and mentions; `numbers` are those whose cell is in this table, in text order."""
        profile = document.profile
        grid = grid_of(table, numbers)
        layout = layout_of(grid, lambda text: self._heads.headish(text, profile), self._labels.marks)
        sheet = Sheet(layout, numbers, self._context(document, table), profile, self._heads, self._labels)
        kinds = [self._kinds(number, sheet) for number in numbers]
        told = tuple(replace(number, kind=kind, reason=reason) for number, (kind, reason) in zip(numbers, kinds, strict=True))
        mentions = tuple(self._cells(number, sheet) for number in told if number.kind == "figure")
        return TableResult(told, mentions)
