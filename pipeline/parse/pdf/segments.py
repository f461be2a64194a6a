"""Rows of a page cut into the pieces that columns are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.celltext import GlyphReader, Ints
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.shapes import Shape, shape

WORD = 0.28  # ems between two words of a row
PIECE = 1.0  # ems between two pieces: words nearer than this are one piece, unless both are values
LEADERS = frozenset(".·…．‧・。⋯")
FEWEST_LEADERS = 4
VALUES: tuple[Shape, ...] = ("number", "amount", "nil")
_LOOSE: tuple[Shape, ...] = ("words", "empty")
LONGEST_VALUE = 32
_NUMBERS = re.compile(r"(?<![第\d.,])\d[\d,.]*\d(?![年月日个個\d])")
TORN = 3.0  # ems
TAIL = 2.5  # points by which the end of a value may stray from its column
CRACK = 0.1  # ems of white that part a label from the value it runs up to
_VALUE_CHARS = frozenset("0123456789,.%()（）-–—−，．％")
_NO_START = frozenset(")）,，.．%％")
PROSE = 16  # ideographs in one piece that make it a line of prose where it is wide as well
PROSE_WIDTH = 0.56  # share of the page's text width


@dataclass(slots=True, eq=False)
class Piece:
    """Words of one row that stand together. `right` is the end of its last digit: closing brackets hang over."""

    chars: Ints
    text: str
    x0: float
    x1: float
    right: float
    size: float
    shape: Shape
    words: list[Piece] = field(default_factory=list)

    @property
    def is_value(self) -> bool:
        return self.shape in VALUES

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True, eq=False)
class Row:
    """All pieces on one baseline, left to right. `leaders`: a dotted line leads over to the values."""

    pieces: list[Piece]
    baseline: float
    top: float
    bottom: float
    size: float
    leaders: bool = False
    number: int = 0
    values: list[Piece] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)


def page_rows(lines: Sequence[Line], glyphs: GlyphReader, free: NDArray[np.bool_]) -> list[Row]:
    """The rows of the lines, from the top; characters that are not `free` (they stand in ruled tables) are left out."""
    by_row: dict[int, list[Line]] = {}
    for line in lines:
        by_row.setdefault(line.row, []).append(line)
    rows = []
    for number in sorted(by_row):
        row = _row(by_row[number], glyphs, free, number)
        if row is not None:
            rows.append(row)
    return sorted(rows, key=lambda row: row.baseline)


def _row(lines: list[Line], glyphs: GlyphReader, free: NDArray[np.bool_], number: int) -> Row | None:
    chars = np.concatenate([line.chars for line in lines])
    raised = np.concatenate([line.raised for line in lines])
    keep = glyphs.usable[chars] & free[chars]
    chars, raised = chars[keep], raised[keep]
    if not len(chars) or raised.all():
        return None
    order = np.argsort(glyphs.chars.x0[chars], kind="stable")
    chars, raised = chars[order], raised[order]
    leader = _leaders(glyphs.chars.text, chars)
    words = _words(glyphs, chars, raised, leader)
    if not words:
        return None
    pieces = _pieces(words)
    size = _median(glyphs.chars.size[chars].tolist())
    baseline = _median(glyphs.chars.baseline[chars[~raised]].tolist())
    row = Row(pieces, baseline, baseline - 0.86 * size, baseline + 0.14 * size, size, bool(leader.any()), number)
    row.values = _values(row)
    return row


def _median(values: list[float]) -> float:
    """Of one value or more; for the few of a row faster than numpy's."""
    values.sort()
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _leaders(texts: list[str], chars: Ints) -> NDArray[np.bool_]:
    """Which characters belong to a run of leader dots."""
    dots = np.array([texts[index] in LEADERS for index in chars.tolist()], dtype=bool)
    if dots.sum() < FEWEST_LEADERS:
        return np.zeros(len(chars), dtype=bool)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dots, [False])).astype(np.int8)))
    out = np.zeros(len(chars), dtype=bool)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= FEWEST_LEADERS:
            out[start:end] = True
    return out


def _words(glyphs: GlyphReader, chars: Ints, raised: NDArray[np.bool_], leader: NDArray[np.bool_]) -> list[Piece]:
    """Runs without a gap; a raised mark goes with the word before it, and leader dots part words."""
    size = glyphs.chars.size[chars]
    x0, x1 = glyphs.chars.x0[chars], glyphs.chars.x1[chars]
    gap = x0[1:] - np.maximum.accumulate(x1)[:-1]
    cut = (gap > WORD * np.maximum(size[1:], size[:-1])) | leader[1:] | leader[:-1]
    cut &= ~(raised[1:] & (gap < 0.6 * size[:-1]))
    words = []
    starts = [0, *(np.flatnonzero(cut) + 1).tolist(), len(chars)]
    for start, end in pairwise(starts):
        main = chars[start:end][~raised[start:end]]
        if leader[start:end].any() or not len(main):
            continue
        words.append(_piece(glyphs, chars[start:end], main))
    return words


def _piece(glyphs: GlyphReader, chars: Ints, main: Ints) -> Piece:
    texts = [glyphs.chars.text[index] for index in main.tolist()]
    text = "".join(texts)
    last = len(texts)
    while last > 1 and texts[last - 1] in ")）%％*":
        last -= 1
    x0, x1 = float(glyphs.chars.x0[main].min()), float(glyphs.chars.x1[main].max())
    right = float(glyphs.chars.x1[main[last - 1]])
    found: Shape = shape(text) if len(text) <= LONGEST_VALUE else "words"
    return Piece(chars, text, x0, x1, right, float(glyphs.chars.size[main].max()), found)


def _pieces(words: list[Piece]) -> list[Piece]:
    """Words that stand near one another made one; two values or units never are, unless together they are one (36 .0%)."""
    held: list[list[Piece]] = [[words[0]]]
    for before, word in pairwise(words):
        near = word.x0 - before.x1 <= PIECE * max(word.size, before.size)
        both = before.shape not in _LOOSE and word.shape not in _LOOSE and not word.text.startswith((".", "%", ")", "）"))
        if near and not both:
            held[-1].append(word)
        else:
            held.append([word])
    return [united(group) for group in held]


def united(words: list[Piece]) -> Piece:
    """Words of one row as one piece."""
    if len(words) == 1:
        return words[0]
    text = words[0].text
    for before, word in pairwise(words):
        text += (" " if before.text[-1].isascii() and word.text[0].isascii() else "") + word.text
    found: Shape = shape(text) if len(text) <= LONGEST_VALUE else "words"
    chars = np.concatenate([word.chars for word in words])
    x1, size = max(word.x1 for word in words), max(word.size for word in words)
    return Piece(chars, text, words[0].x0, x1, words[-1].right, size, found, words)


def _values(row: Row) -> list[Piece]:
    """The pieces that may be values: not a list number, bullet or dash in front of words."""
    values = [piece for piece in row.pieces if piece.is_value]
    first = row.pieces[0]
    if first.is_value and len(row.pieces) > 1 and not row.pieces[1].is_value and (first.shape == "nil" or _is_mark(first.text)):
        values = values[1:]
    return values


def _is_mark(text: str) -> bool:
    """(1), 1., （一）: what stands before an item of a list."""
    return text[0] in "(（" and text[-1] in ")）" and len(text) <= 5 and "." not in text and "," not in text


def torn(rows: Sequence[Row]) -> None:
    """Sew up lines of English that justification tore: what follows a phrase so closely in each row is no column."""
    torn_at: dict[int, list[bool]] = {}
    for row in rows:
        for before, piece in pairwise(row.pieces):
            near = _is_phrase(before.text) and piece.x0 - before.x1 < TORN * piece.size
            torn_at.setdefault(round(piece.right / 6), []).append(near)
    for row in rows:
        sewn = [row.pieces[0]]
        for piece in row.pieces[1:]:
            near = _is_phrase(sewn[-1].text) and piece.x0 - sewn[-1].x1 < TORN * piece.size
            if near and all(torn_at.get(round(piece.right / 6), [True])):
                sewn[-1] = united([*(sewn[-1].words or [sewn[-1]]), *(piece.words or [piece])])
            else:
                sewn.append(piece)
        if len(sewn) < len(row.pieces):
            row.pieces = sewn
            row.values = _values(row)


def _is_phrase(text: str) -> bool:
    """Three English words or more, two of them in small letters."""
    words = text.split()
    return len(words) > 2 and sum(word.isascii() and word.isalpha() and word.islower() for word in words) > 1


def is_prose(row: Row, left: float, right: float) -> bool:
    """Whether a row is a line of running text rather than of a table.

    left, right  the margins of the page's text: a line of text reaches the right one, or ends a sentence
    """
    if row.leaders or len(row.values) > 1:
        return False
    inked = sum(piece.x1 - piece.x0 for piece in row.pieces)
    longest = max(row.pieces, key=lambda piece: piece.x1 - piece.x0)
    if inked < 0.82 * (row.x1 - row.x0) or len(longest.text) < PROSE:
        return False
    ends = longest.text.rstrip()[-1:] in "。；;"
    reaches = row.x1 > right - 3 * row.size
    return (reaches and inked > PROSE_WIDTH * (right - left)) or (ends and inked > 0.35 * (right - left))


def without_tail(piece: Piece, rights: Sequence[float], glyphs: GlyphReader) -> tuple[Piece, Piece] | None:
    """A label that runs up to its value, cut before the value; `rights` are the right ends of the columns of values.

    None where the piece does not end in a number that stands in one of the columns.
    """
    if piece.is_value or not any(abs(piece.right - right) < TAIL for right in rights):
        return None
    chars, texts = glyphs.chars, [glyphs.chars.text[index] for index in piece.chars.tolist()]
    start = len(texts)
    while start and texts[start - 1] in _VALUE_CHARS:
        start -= 1
    while start < len(texts) and texts[start] in _NO_START:
        start += 1
    if start in (0, len(texts)) or shape("".join(texts[start:])) not in VALUES:
        return None
    before, first = piece.chars[start - 1], piece.chars[start]
    if chars.x0[first] - chars.x1[before] < CRACK * chars.size[first]:
        return None
    return _piece(glyphs, piece.chars[:start], piece.chars[:start]), _piece(glyphs, piece.chars[start:], piece.chars[start:])


def numbers_in(row: Row) -> int:
    """How many numbers stand in the words of a row that are no periods or units; half a span of days counts for two."""
    words = [piece.text for piece in row.pieces if piece.shape == "words"]
    return sum(len(_NUMBERS.findall(text)) + 2 * (text[-1] in "至-－" and text[0].isdigit()) for text in words)
