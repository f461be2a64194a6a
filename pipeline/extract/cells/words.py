"""The words of heads and labels, matched by the rows of a lexicon file."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import Lexicon, Row
from pipeline.lexicon.fold import fold
from pipeline.lexicon.terms import Hit, TermFinder

_CJK = "\u2e80-\u303f\u3400-\u9fff\uff00-\uffef"
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_SPACES = re.compile(r"\s+")
_NOTE = re.compile(r"\s*[（(]\s*(?:附?[注註]|[Nn]otes?)[^（）()]*(?:[（(][^（）()]*[)）])?\s*[)）]$")
_NOTES = re.compile(r"\s*(?:\b[Nn]otes?|附[注註])\s*\d{1,2}(?:\s*(?:[,、&及]|and)\s*\d{1,2})*$")
_MARK = re.compile(
    r"\s*(?:[（(]\s*(?:注|附注|註|note|Note)?\s*[0-9０-９a-z一二三四五]?\s*[)）]|[（(]注[:：]?.*?[)）]|注\s*\d|\*+|[①-⑳]|\[\d+\])$"
)

_LISTED = re.compile(
    r"^(?:[A-Za-z][.．、]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])[)）]、?|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:、|[.．](?!\d))|[①-⑳])"
    r"\s*(?=[\u3400-\u9fff])"
)


@lru_cache(1 << 13)
def tidy(text: str) -> str:
    """A printed label in one line: no space beside Chinese characters (合　计 is 合计), single spaces between words."""
    return _SPACES.sub(" ", _SPACE_AT_CJK.sub("", text.strip()))


def unmarked(label: str) -> str:
    """A label without the footnote mark at its end: 客户A（1）, 客户A* and 客户A注1 are 客户A."""
    bare = _MARK.sub("", _NOTES.sub("", _NOTE.sub("", label))).rstrip()
    return bare or label


def unlisted(label: str) -> str:
    """A label without the mark that counts it: A．外销, （一）外销, 1、外销 and ①外销 are 外销."""
    bare = _LISTED.sub("", label)
    return bare if len(bare) > 1 else label


class Words:
    """Finds the words of one lexicon file in labels, leftmost longest. Built once, called with one label."""

    def __init__(self, lexicon: Lexicon, file: str) -> None:
        rows = {row.word.lower(): row for row in lexicon.rows(file)}
        self._rows = {fold(word): row for word, row in rows.items()}
        self._find = TermFinder(rows)

    def __call__(self, label: str) -> list[Hit[Row]]:
        """All hits in the label; an English word counts only as a whole word."""
        folded = fold(label).lower()
        return [hit for hit in self._find(folded, folded) if _whole_word(folded, hit.start, hit.end)]

    def whole(self, label: str) -> Row | None:
        """The row whose word the label is, brackets with units and marks behind it aside; None for none."""
        folded = fold(label).lower().rstrip(":： ")
        return self._rows.get(folded) or self._rows.get(re.sub(r"\(.*\)$", "", folded).strip())

    def last(self, label: str) -> Row | None:
        """The hit nearest to the end: the head of a Chinese noun phrase stands last."""
        hits = self(label)
        return hits[-1].item if hits else None


def _whole_word(folded: str, start: int, end: int) -> bool:
    def inside(index: int) -> bool:
        return 0 <= index < len(folded) and folded[index].isascii() and folded[index].isalnum()

    return not (inside(start) and inside(start - 1)) and not (inside(end - 1) and inside(end))
