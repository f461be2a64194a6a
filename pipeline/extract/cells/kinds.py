"""Which numbers of a table are no figures, and what they are instead."""

from __future__ import annotations

import re

from pipeline.core.document import Cell
from pipeline.core.number import Number, NumberKind
from pipeline.extract.cells.grid import fills
from pipeline.extract.cells.sheet import Sheet
from pipeline.extract.cells.words import Words
from pipeline.lexicon import Lexicon

_OF_COLUMN: dict[str, NumberKind] = {"row_number": "row_number", "note": "note_reference", "code": "code", "date": "date"}
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_CLASSES = 45  # of the Nice Classification
_MEASURES = ("money", "percent", "quantity")


class KindReader:
    """Tells figures from dates, row numbers, codes and the numbers in names. Built once, called with one number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stubs = Words(lexicon, "table_stubs")

    def __call__(self, number: Number, sheet: Sheet) -> tuple[NumberKind, str]:
        """Kind and reason of a number of a table."""
        cell = sheet.cell(number)
        if cell is None or number.cell is None:
            return "unexplained", "its cell is not in the table"
        row, col = number.cell.row, number.cell.col
        timed = self._timed(number)
        if timed is not None and timed[0] == "unexplained" and len(cell.text) > len(number.text) + 2:
            return "name", "in the words of a cell"  # 3,4-二氯苯
        if timed is not None and not (timed[0] == "duration" and fills(number, cell)):
            return timed
        if row in sheet.layout.is_head or cell.kind == "header":
            return self._in_head(number)
        called = sheet.stub_kind(row, col)
        if called == "text" and not fills(number, cell):
            return "name", "in an address or a description"
        if (
            called in _OF_COLUMN
            and not self._measures(called, number)
            and (col not in sheet.layout.values or called != "date" or number.reading.is_range)
        ):
            return _OF_COLUMN[called], f"in a column called {called}"
        if not (col in sheet.layout.values and fills(number, cell)) and self._is_label(cell, col, sheet):
            return self._in_label(number, cell)
        if self._is_class(number, sheet, row, col):
            return "code", "the number of a class"
        row_called = self._stubs.whole(sheet.label(row, col).leaf)
        if row_called is not None and row_called.meaning == "code":
            return "code", f"in a row called {row_called.word}"
        return self._in_body(number, cell, col in sheet.layout.values)

    def _measures(self, called: str, number: Number) -> bool:
        """Money, shares of a hundred and broken numbers stand by mistake of the lines in a column of numbers or dates."""
        reading = number.reading
        return reading.type in ("money", "percent") or (called == "row_number" and "." in number.text.rstrip("."))

    @staticmethod
    def _is_class(number: Number, sheet: Sheet, row: int, col: int) -> bool:
        """A whole number under 45 or at it in a column called 类别: trademarks are registered for classes of goods."""
        called = {sheet.grid.text(head, col).rstrip("别") for head in sheet.layout.heads[row]}
        return called == {"类"} and number.text.isdigit() and 1 <= int(number.text) <= _CLASSES

    def _timed(self, number: Number) -> tuple[NumberKind, str] | None:
        reading = number.reading
        if reading.type == "date":
            return "date", f"a date: {reading.rule}"
        if reading.type == "period":
            return "period", f"a time: {reading.rule}"
        if reading.type == "duration":
            return "duration", f"a length of time: {reading.rule}"
        if reading.type == "mark":
            return (reading.mark or "name"), f"measures nothing: {reading.rule}"  # type: ignore[return-value]
        return None

    def _is_label(self, cell: Cell, col: int, sheet: Sheet) -> bool:
        first = min(sheet.layout.values, default=None)
        if first is None:
            return cell.kind == "label"
        return (col < first and cell.kind != "other") or cell.kind == "label"

    def _in_head(self, number: Number) -> tuple[NumberKind, str]:
        if _BARE_YEAR.fullmatch(number.text):
            return "period", "a year in a head"
        return "name", "in the words of a head"

    def _in_label(self, number: Number, cell: Cell) -> tuple[NumberKind, str]:
        bare = cell.text.strip(" .、．()（）")
        if bare == number.text.strip(" .、()（）") and bare.isdigit() and len(bare) <= 3:
            return "row_number", "all of a label cell"
        if _BARE_YEAR.fullmatch(number.text):
            return "period", "a year in a label"
        return "name", "in the words of a label"

    def _in_body(self, number: Number, cell: Cell, is_value: bool) -> tuple[NumberKind, str]:
        if fills(number, cell):
            return "figure", "all of a cell"
        if number.reading.type == "ordinal":
            return "ordinal", "an ordinal in the words of a cell"
        if number.reading.type in _MEASURES or (number.reading.unit and number.reading.type == "number"):
            return "figure", "a measure in the words of a cell"
        if is_value and len(cell.text) <= len(number.text) + 12:
            return "figure", "the number of a cell"
        return "name", "in the words of a cell"
