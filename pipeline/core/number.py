"""A number that stands in a document: a row of the ledger, whatever it turns out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.core.place import Span
from pipeline.core.reading import Reading

NumberKind = Literal[
    "figure", "rejected", "date", "period", "duration", "time", "section_number", "clause_number", "note_reference",
    "page_number", "row_number", "code", "phone", "name", "ordinal", "idiom", "furniture", "unexplained",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Which cell of which table a number was read in."""

    table_id: str
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number with its place; segment finds it, extract says its kind.

    span     in the document's text; text is that slice
    reading  offsets are the document's too
    block    index into Document.blocks
    """

    span: Span
    text: str
    reading: Reading
    block: int
    cell: CellPlace | None = None
    kind: NumberKind = "unexplained"
    reason: str = ""  # why it has this kind
