"""Segmented -> Extracted: every number gets its kind, every figure its mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.bug import told
from pipeline.core.document import Table
from pipeline.core.mention import Mention
from pipeline.core.number import Number
from pipeline.core.segmented import Segmented
from pipeline.extract.arbitrate import arbitrate
from pipeline.extract.readers.prose import ProseReader
from pipeline.extract.readers.tables import TableReader
from pipeline.extract.verdict import Verdict
from pipeline.lexicon.rows import Lexicon
from pipeline.lexicon.settings import Settings


@dataclass(frozen=True, slots=True)
class Extracted:
    """numbers: all of Segmented.numbers with kinds, in text order. mentions: one for each of kind figure, in text order."""

    numbers: tuple[Number, ...]
    mentions: tuple[Mention, ...]


class Extract:
    """Says of each number what kind it is, and of the figures what is said about them."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._made_of = (settings, lexicon)
        self._prose = ProseReader(lexicon)
        self._tables = TableReader(settings, lexicon)

    def __call__(self, segmented: Segmented) -> Extracted:
        return Extracted(*arbitrate(segmented, self._verdicts(segmented)))

    def _verdicts(self, segmented: Segmented) -> Iterator[Verdict]:
        yield from self._prose(segmented)
        by_table: dict[str, list[int]] = {}
        for index, number in enumerate(segmented.numbers):
            if number.cell is not None:
                by_table.setdefault(number.cell.table_id, []).append(index)
        for table in segmented.document.tables:
            yield from self._table(segmented, table, by_table.get(table.table_id, []))

    def _table(self, segmented: Segmented, table: Table, indices: list[int]) -> Iterator[Verdict]:
        if not indices:
            return
        try:
            result = self._tables(segmented.document, table, [segmented.numbers[index] for index in indices])
        except Exception as error:  # noqa: BLE001 - a bug of ours costs this table, not the document
            yield from (Verdict(index, "unexplained", told(error)) for index in indices)
            return
        mentions = {(mention.number.span, mention.number.text): mention for mention in result.mentions}
        for index, number in zip(indices, result.numbers, strict=True):
            mention = mentions.get((number.span, number.text)) if number.kind == "figure" else None
            yield Verdict(index, number.kind, number.reason, mention)

    def __reduce__(self) -> tuple[type[Extract], tuple[Settings, Lexicon]]:
        return type(self), self._made_of
