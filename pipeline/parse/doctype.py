"""Which kind of document: prospectus, report, announcement; by the words of config/lexicon/doc_types.csv on its cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import cast, get_args

from pipeline.core.document import DocType
from pipeline.lexicon import Lexicon, Row
from pipeline.lexicon.fold import fold

_TITLE_LENGTH = 60  # characters: a longer line speaks of documents, it is no title
_TITLE_START = re.compile(
    r"^(?:首次公开|向不特定|向特定|公开发行|面向专业|非公开)|^(?:19|20)\d\d年.{0,20}(?:债券|票据|股票|证券)"
)
_TITLE_END = re.compile(r"^\s*(?:书|及?摘要|全文|正文|节选)?(?:\s*\([^()]{1,12}\))*[a-z0-9 \-年/]{0,24}$")
_SHORT_FORMS = ("本{}", "this {}")


class DocTypes:
    """Built once from the lexicon, called with the lines of a cover."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = [(fold(row.word).lower(), *_meant(row)) for row in lexicon.rows("doc_types")]

    def __call__(self, lines: Sequence[str]) -> tuple[DocType, str]:
        """(type, the line that is its title); ("other", "") where no line of the cover names a kind.

        A title is short and ends with the kind's word; 本招股章程, this announcement in running text speak for a kind too.
        """
        scores: Counter[DocType] = Counter()
        titles: dict[DocType, tuple[int, str]] = {}
        for order, line in enumerate(lines):
            folded = fold(line).lower()
            for word, kind, weight in self._words:
                if word not in folded:
                    continue
                points = self._points(line, folded, word, weight)
                scores[kind] += points
                if points == 4 * weight and weight > titles.get(kind, (0, ""))[0]:
                    titles[kind] = (weight, _whole_title(lines, order))
        if not scores or max(scores.values()) <= 0:
            return "other", ""
        best = max(scores, key=lambda kind: scores[kind])
        return best, titles.get(best, (0, ""))[1]

    def _points(self, line: str, folded: str, word: str, weight: int) -> int:
        """Of a title line four times the word's weight, of a line that speaks of the document itself once, else nothing."""
        longer = any(other != word and word in other and other in folded for other, _, _ in self._words)
        if longer:
            return 0
        ends_so = bool(_TITLE_END.match(folded.rsplit(word, 1)[1]))
        if len(folded) <= _TITLE_LENGTH and "。" not in folded and (line.isupper() if line.isascii() else ends_so):
            return 4 * weight
        return weight if any(form.format(word) in folded for form in _SHORT_FORMS) else 0


def _meant(row: Row) -> tuple[DocType, int]:
    if row.meaning not in get_args(DocType):
        raise row.wrong(f"one of {', '.join(get_args(DocType))}")
    if not row.more.get("weight", "").isdecimal():
        raise row.wrong("a weight from 1 to 10")
    return cast("DocType", row.meaning), int(row.more["weight"])


def _whole_title(lines: Sequence[str], order: int) -> str:
    """A title that wraps: 首次公开发行股票并在创业板上市 above 招股意向书."""
    line = lines[order]
    before = lines[order - 1] if order else ""
    if before and len(line) < 12 and _TITLE_START.match(fold(before)):
        return before + line
    return line
