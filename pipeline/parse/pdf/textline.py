"""Lines as text: where blanks stand, which characters are note marks, and the name of each character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.core.place import Box
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.page import PageContent, turned_back

LineKind = Literal["text", "furniture", "chart", "watermark", "caption", "note"]
JOINT = -1  # instead of a character's name: a blank that the parser put in
_WORD_GAP = 0.18  # of the size: Latin words stand further apart
_CLOSE = 0.05  # of the size: characters nearer than this touch
_CHINESE_GAP = 0.9  # of the size: a gap between Chinese characters that means something
_LOOSE = 4.5  # of the size: the widest letter-spacing
_DIGITS = frozenset("0123456789")
_NOT_MARKS = frozenset("mM㎡cCkK")  # a raised digit after these is an exponent: m2, km3
_ONE = re.compile(r"[^\W\d_]|[\u3400-\u9fff]")


@dataclass(slots=True, eq=False)
class TextLine:
    """A row of a page, or its part in one column.

    text      with blanks between words; none within Chinese
    glyphs    for each character of `text` its name on the page (PageContent.ids), JOINT for a blank
    marks     spans in `text` of raised note marks
    text_x0   where the text begins behind a bullet or number that stands apart
    column    0 spans the page, 1 and 2 are left and right of two
    coordinates are those of the page's part, upright
    """

    page: int
    part: int
    text: str
    glyphs: NDArray[np.int32]
    marks: tuple[tuple[int, int], ...]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    row: int
    text_x0: float
    kind: LineKind = "text"
    column: int = 0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class PageView:
    """A part of a page without its characters' places: what is left of it once it was read."""

    number: int
    part: int
    width: float
    height: float
    turn: int
    lines: list[TextLine] = field(default_factory=list)

    def shown(self, box: Box) -> Box:
        """A box of this part on the page as shown."""
        return turned_back(self.turn, self.width, self.height, box)


class LineReader:
    """Makes text of lines of one page part. Built once a part."""

    def __init__(self, page: PageContent, part: int) -> None:
        chars = page.chars
        self._page, self._part = page, part
        self._text = chars.text
        self._x0, self._x1 = chars.x0.tolist(), chars.x1.tolist()
        self._size, self._spaced = chars.size.tolist(), chars.spaced.tolist()
        heavy = chars.weight >= 600
        self._heavy = heavy.tolist() if heavy.any() else []
        self._ids = page.ids.tolist()

    def read(self, row: Sequence[Line], column: int = 0, kind: LineKind = "text") -> TextLine:
        """One text line of the lines of a row, from left to right; at least one."""
        index = [i for line in row for i in line.chars.tolist()]
        raised = [flag for line in row for flag in line.raised.tolist()]
        marked = self._note_marks(index, raised) if True in raised else raised
        blanks = self._blanks(index, marked)
        text, glyphs, spans = self._written(index, marked, blanks)
        main = main_line(row)
        bold = bool(self._heavy) and 2 * sum([self._heavy[i] for i in index]) > len(index)
        return TextLine(
            self._page.number, self._part, "".join(text), np.array(glyphs, dtype=np.int32), tuple(spans),
            row[0].x0, min(line.top for line in row), max(line.x1 for line in row), max(line.bottom for line in row),
            main.baseline, main.size, bold, main.row, self._text_start(index), kind, column,
        )  # fmt: skip

    def _written(
        self, index: list[int], marked: list[bool], blanks: list[bool]
    ) -> tuple[list[str], list[int], list[tuple[int, int]]]:
        """Characters with the blanks between them, their names, and the spans of the marks."""
        text = [self._text[i] for i in index]
        glyphs = [self._ids[i] for i in index]
        due = [place for place, blank in enumerate(blanks) if blank] if True in blanks else []
        for place in reversed(due):
            text.insert(place, " ")
            glyphs.insert(place, JOINT)
        spans: list[tuple[int, int]] = []
        if True in marked:
            places = [place + bisect_right(due, place) for place, mark in enumerate(marked) if mark]
            for start in places:
                spans.append((spans.pop()[0] if spans and spans[-1][1] == start else start, start + 1))
        return text, glyphs, spans

    def _note_marks(self, index: list[int], raised: list[bool]) -> list[bool]:
        """Raised characters but exponents."""
        marked = list(raised)
        for place in range(len(index)):
            before = self._text[index[place - 1]] if place else ""
            if raised[place] and place and not raised[place - 1] and before in _NOT_MARKS:
                marked[place] = self._text[index[place]] not in "23²³"
        return marked

    def _blanks(self, index: list[int], marked: list[bool]) -> list[bool]:
        """Whether a blank stands before each character. Most stand close to the one before: only gaps and marks are looked at."""
        x0, x1 = [self._x0[i] for i in index], [self._x1[i] for i in index]
        blanks = [False] * len(index)
        close = _CLOSE * max([self._size[i] for i in index])
        apart = [place for place, (a, b) in enumerate(zip(x0[1:], x1, strict=False), 1) if not -close < a - b < close]
        if True in marked:
            apart = sorted({*apart, *(place for place in range(1, len(index)) if marked[place] != marked[place - 1])})
        if not apart:
            return blanks
        gaps = [0.0] * len(index)
        for place in apart:
            i, before = index[place], index[place - 1]
            reach = max(x1[max(0, place - 3) : place]) if x0[place] > x0[place - 1] else x1[place - 1]
            gaps[place] = (x0[place] - reach) / (max(self._size[i], self._size[before]) or 1.0)
            blanks[place] = self._parts(index, place, gaps[place])
            if marked[place] != marked[place - 1]:
                blanks[place] |= not is_wide(self._text[before]) and not is_wide(self._text[i])
        if not any(blanks):
            return blanks
        text = [self._text[i] for i in index]
        return _closed_up(text, gaps, _without_digit_gaps(text, gaps, blanks))

    def _parts(self, index: list[int], place: int, gap: float) -> bool:
        """Whether white space parts two words here, or is only loose setting."""
        a, b = self._text[index[place - 1]], self._text[index[place]]
        if gap < -2:  # the next line of an entry
            return not (is_wide(a) or is_wide(b) or a == "-")
        if is_wide(a) or is_wide(b):
            return gap > _CHINESE_GAP
        if a == "," and b in _DIGITS:
            after = "".join(self._text[i] for i in index[place : place + 4])
            return gap > 0.6 or (not (after[:3].isdigit() and not after[3:].isdigit()) and gap > _WORD_GAP / 2)
        if gap < 0.6 and ((a == "." and b in _DIGITS) or (b in ".,%" and a in _DIGITS)):
            return False
        return gap > _WORD_GAP or (self._spaced[index[place]] and gap > 0.05)

    def _text_start(self, index: list[int]) -> float:
        """x of the text behind a bullet or number of at most six characters that a wide gap sets apart."""
        for place in range(1, min(7, len(index))):
            i, before = index[place], index[place - 1]
            if self._x0[i] - self._x1[before] > 0.8 * self._size[i]:
                return float(self._x0[i])
        return float(self._x0[index[0]])


def main_line(row: Sequence[Line]) -> Line:
    """The longest of the lines of a row: its baseline and size are the row's."""
    return row[0] if len(row) == 1 else max(row, key=lambda line: len(line.chars))


def _closed_up(text: list[str], gaps: list[float], blanks: list[bool]) -> list[bool]:
    """Without the blanks of letter-spacing: single characters, three or more in a row or a whole line, evenly apart."""
    starts = [place for place in range(len(text)) if place == 0 or blanks[place]]
    ends = [*starts[1:], len(text)]
    single = [end - start == 1 and _ONE.match(text[start]) is not None for start, end in zip(starts, ends, strict=True)]
    token = 0
    while token < len(starts):
        last = token
        while last + 1 < len(starts) and single[token] and single[last + 1] and _even(gaps, starts, token, last + 1):
            last += 1
        length = last - token + 1
        chinese = length > 1 and is_wide(text[starts[token]])
        alone = length == len(starts) or (last == len(starts) - 1 and chinese)
        near = max((gaps[place] for place in starts[token + 1 : last + 1]), default=0.0)
        if near < _LOOSE and (length >= 3 or (length == 2 and alone)):
            for place in starts[token + 1 : last + 1]:
                blanks[place] = False
        token = last + 1
    return blanks


def _without_digit_gaps(text: list[str], gaps: list[float], blanks: list[bool]) -> list[bool]:
    """Without the blanks of a spaced number: four digits or more, each a little and equally apart."""
    place = 1
    while True in blanks[place:]:
        place = end = blanks.index(True, place)
        while end < len(text) and blanks[end] and text[end] in _DIGITS and text[end - 1] in _DIGITS and gaps[end] < 0.6:
            end += 1
        if end - place >= 3 and max(gaps[place:end]) < 1.5 * min(gaps[place:end]):
            blanks[place:end] = [False] * (end - place)
        place = max(end, place + 1)
    return blanks


def _even(gaps: list[float], starts: list[int], first: int, last: int) -> bool:
    within = [gaps[place] for place in starts[first + 1 : last + 1]]
    return max(within) < 1.6 * min(within) + 0.3


def is_wide(char: str) -> bool:
    """Whether a character takes the width of an ideograph, so that no blank stands beside it."""
    return char >= "\u2e80" or char in "“”‘’·—…√□■●○①②③④⑤⑥⑦⑧⑨⑩"
