"""Every number of a document: quantities and dates first, then whatever digits are left, so that no digit is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from pipeline.core.document import Block, Cell, Document, Table
from pipeline.core.number import CellPlace, Number
from pipeline.core.place import Span
from pipeline.core.reading import Reading
from pipeline.lexicon.rows import Lexicon
from pipeline.quantity import Reader

# A run of digits with its separators, as the ledger defines a number.
_DIGITS = re.compile(r"\d(?:[\d,，.．]*\d)?")
_DIGIT = re.compile(r"\d")


class FindNumbers:
    """All numbers of a document in text order; each digit of the text is in exactly one. Built once, called with one document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reader = Reader(lexicon)

    def __call__(self, document: Document) -> tuple[Number, ...]:
        return tuple(sorted(self._all(document), key=_position))

    def _all(self, document: Document) -> Iterator[Number]:
        owners = _table_blocks(document)
        in_tables = [number for table in document.tables for number in self._table(document, table, owners)]
        taken = _Taken(number.span for number in in_tables)
        yield from in_tables
        for index, block in enumerate(document.blocks):
            if block.kind == "table":
                yield from _leftovers(document.text, block.span, index, taken)
            else:
                yield from self._prose(document, index, block, taken)

    def _prose(self, document: Document, index: int, block: Block, taken: _Taken) -> Iterator[Number]:
        text = block.span.of(document.text)
        if not _may_hold_number(text):
            return
        profile = document.profile
        for reading in self._reader(text, ref_date=profile.published, year_end=profile.year_end):
            span = Span(reading.start + block.span.start, reading.end + block.span.start)
            if taken.add(span):
                yield Number(span, span.of(document.text), _moved(reading, block.span.start), index)
        yield from _leftovers(document.text, block.span, index, taken)

    def _table(self, document: Document, table: Table, owners: _Owners) -> Iterator[Number]:
        for cell in table.cells:
            if not _may_hold_number(cell.text):
                continue
            block = owners.of(cell.span)
            place = CellPlace(table.table_id, cell.row, cell.col)
            taken = _Taken(())
            for number in self._cell(document, cell, block):
                if taken.add(number.span):
                    yield replace(number, cell=place)
            for number in _leftovers(document.text, cell.span, block, taken):
                yield replace(number, cell=place)

    def _cell(self, document: Document, cell: Cell, block: int) -> Iterator[Number]:
        whole = self._reader.cell(cell.text)
        readings = [whole] if whole is not None else self._readings(cell.text, document.profile.published)
        same_text = cell.span.of(document.text) == cell.text
        for reading in readings:
            if same_text:
                span = Span(cell.span.start + reading.start, cell.span.start + reading.end)
            else:  # wrapped lines joined without the break: the whole cell is the closest true place
                span = cell.span
            yield Number(span, reading.text, _moved(reading, span.start - reading.start), block)

    def _readings(self, text: str, ref_date: date | None) -> list[Reading]:
        return self._reader(text, ref_date=ref_date)


class _Taken:
    """Characters that already belong to a number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._offsets: set[int] = set()
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> bool:
        """Whether the span was free; it is taken now."""
        offsets = range(span.start, span.end)
        if not self._offsets.isdisjoint(offsets):
            return False
        self._offsets.update(offsets)
        return True


class _Owners:
    """Which table block a cell's text lies in."""

    def __init__(self, spans: list[tuple[Span, int]]) -> None:
        self._spans = spans

    def of(self, span: Span) -> int:
        return next((index for block, index in self._spans if block.contains(span)), self._spans[0][1] if self._spans else 0)


def _table_blocks(document: Document) -> _Owners:
    return _Owners([(block.span, index) for index, block in enumerate(document.blocks) if block.kind == "table"])


def _leftovers(text: str, where: Span, block: int, taken: _Taken) -> Iterator[Number]:
    """Runs of digits that no reading covers: a number of no unit, or the rest of one."""
    for run in _DIGITS.finditer(text, where.start, where.end):
        span = Span(run.start(), run.end())
        if taken.add(span):
            yield _bare(text, span, block)
            continue
        for digit in _DIGIT.finditer(text, span.start, span.end):
            single = Span(digit.start(), digit.end())
            if taken.add(single):
                yield _bare(text, single, block)


def _bare(text: str, span: Span, block: int) -> Number:
    reading = Reading("number", span.start, span.end, span.of(text), rule="digits left over")
    return Number(span, reading.text, reading, block)


def _moved(reading: Reading, by: int) -> Reading:
    return replace(reading, start=reading.start + by, end=reading.end + by)


def _may_hold_number(text: str) -> bool:
    return any(char.isdecimal() or char in _NUMERALS for char in text)


_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿兩两萬億半几幾首翻廿壹贰叁肆伍陆柒捌玖拾")


def _position(number: Number) -> tuple[int, int]:
    return number.span.start, number.span.end
