"""A document with its numbers found, its sentences cut and its words split."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.document import Document
from pipeline.core.number import Number
from pipeline.core.place import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block that is not a table: its place, its tokens, and which numbers stand in it."""

    span: Span
    block: int  # index into Document.blocks
    tokens: tuple[
        Span, ...
    ] = ()  # tile the sentence but for white space; each number is one token, but for numerals inside words (统一)
    numbers: tuple[int, ...] = ()  # indices into Segmented.numbers


@dataclass(frozen=True, slots=True)
class Segmented:
    """What segment makes of a document. `numbers` are in text order; every digit of the text is in exactly one."""

    document: Document
    numbers: tuple[Number, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[str, ...] = ()  # words that an article coins and repeats: likely names of companies
