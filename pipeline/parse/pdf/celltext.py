"""Characters of a page -> the text of each cell, wrapped lines joined, raised note marks apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.core.place import Box
from pipeline.parse.pdf.page import Floats, PageContent
from pipeline.parse.pdf.pagetable import JOINT, Glyph, PageCell
from pipeline.parse.pdf.shapes import joined_number

Ints = NDArray[np.int64]

LINE_GAP = 0.5  # baselines further apart than this share of the size are two lines
RAISED = 0.78  # a note mark is smaller than this share of the size it stands beside
STAMP = 1.6  # larger than so many times the middle size: not the size that marks are measured by
KERNING = 0.6  # a step back of less than this share of the size is kerning, not a new place
BOLD = 600
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
_OPENING = frozenset("（「『《〈【〔［｛“‘")
_MARK_LINE = re.compile(r"(?:[Nn]otes?|附?[注註])?\s*(?:\d{1,2}(?:\s*(?:and|及|[,、&])\s*\d{1,2})*)?(?:\s*(?:and|及|[,、&]))?")
FULL = 0.72  # a line that takes this share of its cell's width fills it


@dataclass(slots=True)
class CellLine:
    """One printed line of a cell: its characters in reading order, blanks already decided. `bold`: most of it is."""

    text: str
    glyphs: list[Glyph]
    box: Box
    bold: bool = False
    size: float = 0.0


@dataclass(slots=True)
class CellLines:
    """All lines of one cell, top to bottom, and the raised marks that were taken out."""

    lines: list[CellLine] = field(default_factory=list)
    marks: list[Glyph] = field(default_factory=list)


class GlyphReader:
    """Reads the lines of many cells of one page at once. Built once a page."""

    def __init__(self, page: PageContent) -> None:
        chars = self.chars = page.chars
        self._page, self._names = page, page.ids.tolist()
        self.blank = which(chars.text, _blank)
        self.wide = which(chars.text, _wide)
        self.letter = which(chars.text, _letter)
        self.usable = ~self.blank
        self.middle_x = (chars.x0 + chars.x1) / 2
        self.middle_y = chars.baseline - 0.35 * chars.size
        self._boxes = np.column_stack((chars.x0, chars.top, chars.x1, chars.bottom)) if len(chars) else np.zeros((0, 4))

    def read(self, members: Ints, cells: Ints) -> dict[int, CellLines]:
        """The lines of each cell.

        members  indices of characters; blanks among them are ignored
        cells    the cell number of each member
        """
        order = np.lexsort((members, cells))
        order = order[self.usable[members[order]]]
        members, cells = members[order], cells[order]
        out: dict[int, CellLines] = {}
        if not len(members):
            return out
        raised = self._raised(members, cells)
        for cell, mark in zip(cells[raised].tolist(), members[raised].tolist(), strict=True):
            out.setdefault(cell, CellLines()).marks.append(self._page.glyph(mark))
        members, cells = members[~raised], cells[~raised]
        if not len(members):
            return out
        order, new_line = self._lines(members, cells)
        members, cells = members[order], cells[order]
        starts = [*np.flatnonzero(new_line).tolist(), len(members)]
        joints = self._joints(members)
        boxes = self._boxes[members]
        low = np.minimum.reduceat(boxes, starts[:-1]).tolist()
        high = np.maximum.reduceat(boxes, starts[:-1]).tolist()
        heavy = np.add.reduceat(self.chars.weight[members] >= BOLD, starts[:-1]).tolist()
        tallest = np.maximum.reduceat(self.chars.size[members], starts[:-1]).tolist()
        indices, spaced, numbers = members.tolist(), joints.tolist(), cells.tolist()
        for place, (start, end) in enumerate(pairwise(starts)):
            line = self._line(indices[start:end], spaced[start:end])
            line.box = Box(low[place][0], low[place][1], high[place][2], high[place][3])
            line.bold = heavy[place] > 0.6 * (end - start)
            line.size = tallest[place]
            out.setdefault(numbers[start], CellLines()).lines.append(line)
        return out

    def _raised(self, members: Ints, cells: Ints) -> NDArray[np.bool_]:
        """Which characters are smaller than their cell's and stand above its baseline, beside another character."""
        size = np.minimum(self.chars.size[members], STAMP * float(np.median(self.chars.size[members])))
        largest = np.zeros(int(cells.max()) + 1)
        np.maximum.at(largest, cells, size)
        small = size < RAISED * largest[cells]
        raised = np.zeros(len(members), dtype=bool)
        if not small.any():
            return raised
        for index in np.flatnonzero(small):
            me = members[index]
            normal = members[(cells == cells[index]) & ~small]
            lift = self.chars.baseline[normal] - self.chars.baseline[me]
            tall = self.chars.size[normal]
            beside = (lift > 0.12 * tall) & (lift < 0.75 * tall) & (self.chars.x0[normal] < self.chars.x0[me])
            raised[index] = bool(beside.any()) and self.chars.text[me] not in ".," and not self._is_power(me, normal)
        return raised

    def _is_power(self, mark: int, normal: Ints) -> bool:
        """Whether a raised digit belongs to a measure: m2, km3."""
        left = normal[np.argmin(np.abs(self.chars.x1[normal] - self.chars.x0[mark]))]
        return self.chars.text[mark] in "23" and self.chars.text[left] in "mMｍ㎡"

    def _lines(self, members: Ints, cells: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Reading order of the members, and which of them begin a line."""
        baseline, size = self.chars.baseline[members], self.chars.size[members]
        order = np.lexsort((baseline, cells))
        step = np.diff(baseline[order])
        new = np.ones(len(members), dtype=bool)
        new[1:] = (np.diff(cells[order]) != 0) | (step > LINE_GAP * np.minimum(size[order][1:], size[order][:-1]))
        line = np.cumsum(new)
        line_of = np.empty(len(members), dtype=np.int64)
        line_of[order] = line
        order = np.lexsort((self._places(members, line_of), line_of))
        new = np.ones(len(members), dtype=bool)
        new[1:] = np.diff(line_of[order]) != 0
        return order, new

    def _places(self, members: Ints, line_of: Ints) -> Floats:
        """x to sort by: where the ink of wide opening brackets begins; what is kerned back over its neighbour stays after it."""
        opening = np.array([self.chars.text[index] in _OPENING for index in members.tolist()], dtype=bool)
        left = self.chars.x0[members]
        place = left + 0.5 * opening * self.chars.size[members]
        back = np.flatnonzero(
            (np.diff(members) <= 2)
            & (np.diff(line_of) == 0)
            & (np.diff(left) < 0)
            & (np.diff(left) > -KERNING * self.chars.size[members][1:])
        )
        for index in back:
            place[index + 1] = max(place[index + 1], place[index] + 0.001)
        return place

    def _joints(self, members: Ints) -> NDArray[np.bool_]:
        """Before which members a blank is due, within their line."""
        due = np.zeros(len(members), dtype=bool)
        if len(members) < 2:
            return due
        chars, size = self.chars, self.chars.size[members][1:]
        gap = chars.x0[members[1:]] - chars.x1[members[:-1]]
        wide = self.wide[members]
        both_narrow = ~wide[1:] & ~wide[:-1]
        one_narrow = wide[1:] ^ wide[:-1]
        letters = self.letter[members[1:]] & self.letter[members[:-1]]  # italics lean over the blank that is written
        spaced = chars.spaced[members][1:] & (gap > np.where(letters, -0.2, 0.05) * size)
        due[1:] = (both_narrow & (spaced | (gap > 0.17 * size))) | (one_narrow & (gap > 0.9 * size))
        return due

    def _line(self, indices: list[int], joints: list[bool]) -> CellLine:
        texts = [self.chars.text[index] for index in indices]
        number, names = self._page.number, self._names
        glyphs: list[Glyph] = [(number, names[index]) for index in indices]
        if True in joints:
            for position in range(len(indices) - 1, 0, -1):
                if joints[position]:
                    texts.insert(position, " ")
                    glyphs.insert(position, JOINT)
        return CellLine("".join(texts), glyphs, _NOWHERE)


def which(texts: list[str], holds: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Of which characters something holds; each different one is asked once."""
    kinds = {text for text in set(texts) if holds(text)}
    return np.array([text in kinds for text in texts], dtype=bool) if kinds else np.zeros(len(texts), dtype=bool)


@lru_cache(1 << 14)
def _blank(text: str) -> bool:
    return text.isspace() or text in "\u200b\ufeff\x00\x02"


@lru_cache(1 << 14)
def _letter(text: str) -> bool:
    return text.isascii() and text.isalpha()


@lru_cache(1 << 14)
def _wide(text: str) -> bool:
    """Whether a character takes the width of an ideograph, so that no blank stands beside it."""
    return (text >= "\u1100" and unicodedata.east_asian_width(text) in "WF") or text in "“”‘’·—…"


def fill(cell: PageCell, found: CellLines | None) -> PageCell:
    """Put the text of its lines into a cell."""
    if found is None:
        return cell
    lines = _without_marks(found)
    cell.marks = tuple(found.marks)
    if not lines:
        return cell
    width = cell.box.x1 - cell.box.x0
    text, glyphs = join_lines(lines, width)
    cell.text, cell.chars = text, tuple(glyphs)
    cell.left, cell.right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    cell.lines = len(lines)
    cell.bold = all(line.bold for line in lines)
    return cell


def _without_marks(found: CellLines) -> list[CellLine]:
    """The lines without those at the end that only hold a small mark, wrapped: `Note 4 and` / `13` behind a name."""
    lines = list(found.lines)
    largest = max((line.size for line in lines), default=0.0)
    while len(lines) > 1 and lines[-1].size < RAISED * largest and _MARK_LINE.fullmatch(lines[-1].text.strip()):
        if lines[-1].text.strip().isdigit() and not found.marks:
            break  # a small figure under a name is no mark
        found.marks.extend(glyph for glyph in lines.pop().glyphs if glyph != JOINT)
    return lines


def join_lines(lines: list[CellLine], width: float) -> tuple[str, list[Glyph]]:
    """The text of wrapped lines as one, with its glyphs.

    No blank between ideographs; one between words; none inside a number that had to break.
    """
    text, glyphs = lines[0].text, list(lines[0].glyphs)
    last, last_width = lines[0].text, lines[0].box.x1 - lines[0].box.x0
    for line in lines[1:]:
        if joint_between(last, line.text, last_width >= FULL * width):
            text += " "
            glyphs.append(JOINT)
        text += line.text
        glyphs += line.glyphs
        last, last_width = line.text, line.box.x1 - line.box.x0
    return text, glyphs


def joint_between(upper: str, lower: str, fills: bool) -> bool:
    """Whether a blank stands where two lines of a cell are joined; `fills`: the upper one takes the cell's width."""
    if _wide(upper[-1]) or _wide(lower[0]):
        return upper[-1].isdigit() and lower[0].isdigit()
    if joined_number(upper, lower, fills) is not None:
        return False
    return not (upper.endswith("-") and len(upper) > 1 and upper[-2].isalpha())
