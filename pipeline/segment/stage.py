"""Document -> Segmented: numbers first, then sentences, then the words around the numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.core.document import Document
from pipeline.core.number import Number
from pipeline.core.place import Span
from pipeline.core.segmented import Segmented, Sentence
from pipeline.lexicon.rows import Lexicon
from pipeline.lexicon.settings import Settings
from pipeline.segment.numbers import FindNumbers
from pipeline.segment.sentences import sentence_spans
from pipeline.segment.words import Words

_FIGURE_LIKE = frozenset({"number", "money", "percent", "quantity", "ordinal", "duration"})
_SILENT = frozenset({"table", "furniture", "contents"})  # blocks that hold no sentences


class Segment:
    """Finds every number of a document, its sentences, and the words of the sentences that hold figure-like numbers."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._made_of = (settings, lexicon)
        self._numbers = FindNumbers(lexicon)
        self._words = Words(lexicon)

    def __call__(self, document: Document) -> Segmented:
        numbers = self._numbers(document)
        sentences = tuple(self._sentences(document, numbers))
        return Segmented(document, numbers, sentences, self._names(document, sentences, numbers))

    def _names(self, document: Document, sentences: Sequence[Sentence], numbers: Sequence[Number]) -> tuple[str, ...]:
        """Names that an article never defines; a filing defines its own."""
        if document.pages or document.profile.doc_type not in ("news", "other"):
            return ()
        text = document.text
        return self._words.names(
            text, [sentence.tokens or self._words(text, sentence.span, ()) for sentence in sentences], numbers
        )

    def _sentences(self, document: Document, numbers: Sequence[Number]) -> Iterator[Sentence]:
        starts = [number.span.start for number in numbers]
        for index, block in enumerate(document.blocks):
            if block.kind in _SILENT:
                continue
            first, last = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
            kept = [number.span for number in numbers[first:last] if not wordlike(number)]
            for span in sentence_spans(document.text, block.span, kept):
                inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
                yield Sentence(span, index, self._tokens(document.text, span, numbers, inside), tuple(inside))

    def _tokens(self, text: str, span: Span, numbers: Sequence[Number], inside: range) -> tuple[Span, ...]:
        """Only sentences that may hold a figure are worth their words."""
        if not any(numbers[i].reading.type in _FIGURE_LIKE for i in inside):
            return ()
        return self._words(text, span, [numbers[i].span for i in inside if not wordlike(numbers[i])])

    def __reduce__(self) -> tuple[type[Segment], tuple[Settings, Lexicon]]:
        return type(self), self._made_of


def wordlike(number: Number) -> bool:
    """A numeral inside a word (统一, 数量): it stands in the ledger, but the word stays whole."""
    return number.reading.type == "mark" and not any(char.isdecimal() for char in number.text)
