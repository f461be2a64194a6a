"""Running headers, footers and page numbers: what stands at the same height of the pages around, again and again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.page import PageContent, Rules
from pipeline.parse.pdf.shapes import shape
from pipeline.parse.pdf.textline import TextLine

REACH = 8  # pages before and after that are compared
_MARGIN = 0.16  # of the page's height in which furniture stands
ROWS = 4  # rows from the edge that may be furniture
_HEIGHT = 2.0  # points by which the place may vary
_FEW = 4  # files with fewer pages around than this are judged by what repeats at all
_DIGITS = re.compile(r"[0-9０-９]+|\b[ivxlcIVXLC]{1,7}\b|[一二三四五六七八九十百]+(?=页)")
_BLANKS = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"[-–—－\s]*(?:[A-Za-z]{0,3}[-–.]?)?(?:\d{1,4}|[ivxlc]{1,7})(?:[-–]\d{1,4}){0,3}[-–—－\s]*"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|第\s*\d{1,4}\s*[页頁](?:[,，\s]*共\s*\d{1,4}\s*[页頁])?"
    r"|[Pp]age\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_AMOUNT = re.compile(r"\d[\d,]*\.\d|\d{1,3}(?:,\d{3})+|\d%")
Edge = bool  # True for the top of the page


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: TextLine
    top: Edge
    place: float  # of the baseline, from its edge
    signature: str


class FurnitureFinder:
    """Collects the rows at the edges of pages and says which are furniture. One for each file.

    `add` each page as it is read, ask `furniture` for a page once the pages up to REACH after it are added.
    """

    def __init__(self) -> None:
        self._pages: dict[int, list[_Candidate]] = {}

    def add(self, page: PageContent, rows: Sequence[TextLine]) -> None:
        """Remember the rows at the edges of a page; several parts of one page add up."""
        found = self._pages.setdefault(page.number, [])
        ordered = sorted((row for row in rows), key=lambda row: row.baseline)
        for top, side in ((True, ordered[:ROWS]), (False, ordered[::-1][:ROWS])):
            for row in side:
                place = row.baseline if top else page.height - row.baseline
                of_table = _has_amounts(row.text) or _heads_columns(row.text) or _in_grid(page.rules, row, page.height)
                if place > _MARGIN * page.height or of_table:
                    break
                found.append(_Candidate(row, top, place, _signature(row.text)))

    def furniture(self, number: int) -> list[TextLine]:
        """The rows of a page that are furniture. Forgets pages that are too far back to matter."""
        around = {other: rows for other, rows in self._pages.items() if 0 < abs(other - number) <= REACH}
        own = self._pages.get(number, [])
        found: list[TextLine] = []
        for top in (True, False):
            for candidate in (row for row in own if row.top == top):
                if not self._repeats(candidate, around) and not _is_number(candidate, own):
                    break
                found.append(candidate.line)
        for old in [page for page in self._pages if page < number - REACH]:
            del self._pages[old]
        return found

    def _repeats(self, candidate: _Candidate, around: dict[int, list[_Candidate]]) -> bool:
        """Whether the place holds furniture on the pages around: most have a row there, and most of these say what others say."""
        there = {page: row for page, rows in around.items() for row in rows if _same_place(candidate, row)}
        signatures = [row.signature for row in there.values()]
        same = signatures.count(candidate.signature)
        if len(around) < _FEW:
            return same >= 1 and same >= len(around) - 1
        alike = sum(signatures.count(signature) > 1 for signature in signatures)
        if alike < 0.6 * len(there):
            return False
        return len(there) >= 0.6 * len(around) or (same >= 2 and len(there) >= 0.4 * len(around))


def _same_place(one: _Candidate, other: _Candidate) -> bool:
    return one.top == other.top and abs(one.place - other.place) <= _HEIGHT and abs(one.line.size - other.line.size) < 1.5


def _is_number(candidate: _Candidate, own: Sequence[_Candidate]) -> bool:
    """A page number that stands alone at the very edge."""
    line = candidate.line
    edge = next(row for row in own if row.top == candidate.top)
    return edge is candidate and not candidate.top and candidate.place < 60 and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def _signature(text: str) -> str:
    return _BLANKS.sub("", _DIGITS.sub("#", text))


def _has_amounts(text: str) -> bool:
    """Whether a row holds amounts, as rows of tables do and furniture does not."""
    return len(_AMOUNT.findall(text)) >= 2


def _heads_columns(text: str) -> bool:
    """Whether a row only names two times or units or more: the head of a statement, printed again on each of its pages."""
    found = [shape(part) for part in text.split()]
    return len(found) > 1 and all(part in ("period", "unit") for part in found)


def _in_grid(rules: Rules, row: TextLine, height: float) -> bool:
    """Whether the row stands between the vertical rules of a table; those of a page frame are no table."""
    middle = (row.top + row.bottom) / 2
    upright = (rules.x0 == rules.x1) & (rules.bottom - rules.top < 0.85 * height)
    return bool((upright & (rules.top - 1 < middle) & (rules.bottom + 1 > middle)).any())


def stamped(page: PageContent) -> NDArray[np.bool_]:
    """Which characters are stamped over the text: large, not black, few, and upon other characters."""
    chars = page.chars
    stamp = np.zeros(len(chars), dtype=bool)
    if len(chars) < 20:
        return stamp
    shade = chars.color
    dark = ((shade >> 16) < 0x60) & ((shade >> 8 & 255) < 0x60) & ((shade & 255) < 0x60)
    large = ~dark & (chars.size > 1.3 * float(np.median(chars.size)))
    if not large.any() or large.sum() > 60:
        return stamp
    for color in np.unique(shade[large]):
        group = np.flatnonzero(large & (shade == color))
        upon = sum(_covers(page, int(i), large) for i in group)
        if upon >= max(1, len(group) // 2):
            stamp[group] = True
    return stamp


def _covers(page: PageContent, i: int, large: NDArray[np.bool_]) -> bool:
    chars = page.chars
    across = np.minimum(chars.x1, chars.x1[i]) - np.maximum(chars.x0, chars.x0[i])
    down = np.minimum(chars.bottom, chars.bottom[i]) - np.maximum(chars.top, chars.top[i])
    return bool((~large & (across > 0.3 * (chars.x1 - chars.x0)) & (down > 0.3 * (chars.bottom - chars.top))).any())
