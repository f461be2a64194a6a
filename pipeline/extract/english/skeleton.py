"""A sentence with its figures and times reduced to one character each, so that rules can look at the words between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.segmented import Segmented
from pipeline.extract.line import Line, Token

FIGURE, TIME = "¤", "§"

_LETTER = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[一-鿿]")
_SPACE = re.compile(r"\s+")


def is_english(text: str) -> bool:
    """Whether a sentence is in English: more Latin letters than four times its Han characters."""
    return len(_LETTER.findall(text)) > 4 * len(_HAN.findall(text)) + 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure or a time of the sentence: where its character stands in the skeleton, and its token."""

    at: int
    token: Token

    @property
    def is_figure(self) -> bool:
        return self.token.kind == "figure"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """text: the words, ¤ for each figure and § for each time, runs of blanks as one."""

    text: str
    marks: tuple[Mark, ...]

    def before(self, mark: Mark) -> str:
        """The words from the figure before, or from the sentence's beginning, up to a mark."""
        start = max((other.at + 1 for other in self.marks if other.is_figure and other.at < mark.at), default=0)
        return self.text[start : mark.at]

    def after(self, mark: Mark) -> str:
        """The words behind a mark, up to the next figure or the sentence's end."""
        end = min((other.at for other in self.marks if other.is_figure and other.at > mark.at), default=len(self.text))
        return self.text[mark.at + 1 : end]

    def times(self, start: int, end: int) -> list[Token]:
        """The times that stand in text[start:end]."""
        return [mark.token for mark in self.marks if not mark.is_figure and start <= mark.at < end]


def skeleton(segmented: Segmented, line: Line) -> Skeleton:
    """The skeleton of one sentence."""
    text = segmented.document.text
    parts: list[str] = []
    marks: list[Mark] = []
    length, done = 0, line.tokens[0].start
    for token in line.tokens:
        if token.kind not in ("figure", "time") or token.start < done:
            continue
        words = _SPACE.sub(" ", text[done : token.start])
        parts += [words, FIGURE if token.kind == "figure" else TIME]
        marks.append(Mark(length + len(words), token))
        length += len(words) + 1
        done = token.end
    parts.append(_SPACE.sub(" ", text[done : line.tokens[-1].end]))
    return Skeleton("".join(parts), tuple(marks))
