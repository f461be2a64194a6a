"""What stands around a figure in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.core.figure import Figure
from pipeline.core.place import Span
from pipeline.lexicon.fold import fold

_SENTENCE = re.compile(r"[^。！？!?\n\r]+[。！？!?]?")
_CLAUSE_END = re.compile(r"[，,；;：:、（）()]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure in its sentence; texts are folded to simplified script, offsets are the document's.

    before    from the end of the figure before it (or the sentence's start) to the figure
    own       the last part of `before`, from the last comma on
    after     from the figure to the next figure or the sentence's end
    earlier   figures of the sentence that stand before it, in order
    """

    figure: Figure
    sentence: Span
    text: str
    before: str
    own: str
    after: str
    earlier: tuple[Figure, ...]

    @property
    def tail(self) -> str:
        """What follows up to the next comma: 以上, 的三分之一 …"""
        return _CLAUSE_END.split(self.after, maxsplit=1)[0]


def clauses(text: str, figures: Sequence[Figure]) -> Iterator[Clause]:
    """One clause for each figure of running text, in text order. A figure that no sentence holds gets none."""
    folded = fold(text)
    ordered = sorted((figure for figure in figures if figure.kind == "prose"), key=lambda figure: figure.span)
    at = 0
    for match in _SENTENCE.finditer(folded):
        held = []
        while at < len(ordered) and ordered[at].span.start < match.end():
            if ordered[at].span.start >= match.start():
                held.append(ordered[at])
            at += 1
        if held:
            yield from _of_sentence(folded, text, _trim(folded, match.start(), match.end()), held)


def _of_sentence(folded: str, text: str, sentence: Span, held: Sequence[Figure]) -> Iterator[Clause]:
    for index, figure in enumerate(held):
        start = held[index - 1].span.end if index else sentence.start
        end = held[index + 1].span.start if index + 1 < len(held) else sentence.end
        before = folded[start : figure.span.start]
        yield Clause(
            figure=figure,
            sentence=sentence,
            text=sentence.of(text),
            before=before,
            own=_CLAUSE_END.split(before)[-1],
            after=folded[figure.span.end : end],
            earlier=tuple(held[:index]),
        )


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
