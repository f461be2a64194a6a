"""Find the words of a lexicon in a text, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.lexicon.fold import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A word found at text[start:end], and what it stands for."""

    start: int
    end: int
    word: str
    item: T


class TermFinder(Generic[T]):
    """Finds words in folded text, leftmost longest, without overlaps. Built once, called with one text.

    Words and text are folded (traditional to simplified, full width to half), so that one word serves both scripts.
    """

    def __init__(self, words: Mapping[str, T]) -> None:
        self._items = {fold(word): item for word, item in words.items() if word}
        self._words = list(self._items)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest) if self._words else None

    def __call__(self, text: str, folded: str | None = None) -> list[Hit[T]]:
        """All hits in `text`; pass `folded` where it is already at hand."""
        return list(self._hits(folded if folded is not None else fold(text)))

    def _hits(self, folded: str) -> Iterable[Hit[T]]:
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            word = self._words[index]
            yield Hit(start, end, word, self._items[word])

    def __reduce__(self) -> tuple[type[TermFinder[T]], tuple[dict[str, T]]]:
        return type(self), (self._items,)
