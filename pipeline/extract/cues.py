"""Cue words: what a word next to a number says about it, from cues.csv."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.lexicon.concepts import Concept, read_concept
from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon

KINDS = frozenset({
    "level", "to", "from", "move", "rate", "cagr", "share", "rank", "base", "against", "part", "skip", "stop", "modality",
    "unless", "said", "by", "saidtail", "document", "org", "market", "scope", "undated", "threshold", "self", "act", "stock",
    "source", "date", "wire", "index",
})  # fmt: skip
NONE: Mapping[str, str] = {}


class Cues:
    """word -> {kind: value}. Words are folded; one word may be of several kinds (预计 is modality and said)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: dict[str, dict[str, str]] = {}
        for row in lexicon.rows("cues"):
            if row.meaning not in KINDS:
                raise row.wrong(f"meaning is one of {', '.join(sorted(KINDS))}")
            self._words.setdefault(fold(row.word), {})[row.meaning] = row.more["value"]
        self._concepts: dict[str, Concept] = {fold(row.word): read_concept(row) for row in lexicon.rows("concepts")}

    def of(self, word: str) -> Mapping[str, str]:
        """The kinds of a folded word; empty for a word that is no cue."""
        return self._words.get(word, NONE)

    def concept(self, word: str) -> Concept | None:
        """What a folded word measures, if it is a word of concepts.csv."""
        return self._concepts.get(word)

    def words(self, kind: str) -> list[str]:
        """All words of one kind, longest first."""
        return sorted((word for word, kinds in self._words.items() if kind in kinds), key=len, reverse=True)
