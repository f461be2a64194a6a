"""Rows of text without values in the body of a table: a label that wraps, a group head, or more text of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pipeline.parse.pdf.segments import Row

Fate = Literal["up", "down", "own"]

EM = 0.45  # ems by which a line is indented at least
APART = 1.3  # a gap so many times another is wider
_OPEN = tuple("，,、（(及和与與的之或／/－-")
_HEAD = tuple("：:")
_ITEMS = tuple("-–—－−•·")  # an item of a list begins a label
LONG = 7  # characters that a label has at least before it wraps
FULL = 0.86  # of the label column's width: a line that reaches so far had to wrap


def fates(rows: Sequence[Row], label_end: float, values_begin: float) -> list[Fate]:
    """For each row of the body: joined to the row above, to the row below, or a row of its own.

    label_end     x where the first column of labels ends
    values_begin  x where the first column of values begins: labels may stand in two languages before it
    """
    out: list[Fate] = ["own"] * len(rows)
    down = _lines_precede(rows, label_end)
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.values:
            continue
        above = rows[index - 1] if index else None
        below = rows[index + 1] if index + 1 < len(rows) else None
        if row.x0 > label_end or row.pieces[-1].x0 > values_begin:
            out[index] = _beside(row, above, below, down)
        else:
            out[index] = _label(row, above, below, rows[index + 2 :], label_end)
    return out


def _gap(upper: Row, lower: Row) -> float:
    return lower.baseline - upper.baseline


def _lines_precede(rows: Sequence[Row], label_end: float) -> bool:
    """Whether text beside the labels begins above the line that holds the values."""
    first = next((index for index, row in enumerate(rows) if row.values), 0)
    early = first > 0 and any(piece.x0 > label_end for piece in rows[first - 1].pieces)
    return early and _gap(rows[first - 1], rows[first]) < 1.6 * rows[first].size


def _beside(row: Row, above: Row | None, below: Row | None, down: bool) -> Fate:
    if above is None or below is None:
        return "down" if above is None else "up"
    to_above, to_below = _gap(above, row), _gap(row, below)
    if to_below > APART * to_above:
        return "up"
    if to_above > APART * to_below:
        return "down"
    return "down" if down else "up"


def _label(row: Row, above: Row | None, below: Row | None, later: Sequence[Row], end: float) -> Fate:
    """Fate of a line that holds words in the label column only."""
    text = row.pieces[0].text.rstrip()
    if text.endswith(_HEAD):
        return "own"
    if below is None:
        return "up" if above is not None and _hangs(row, above) and _tight(above, row) else "own"
    to_below = _gap(row, below)
    to_above = _gap(above, row) if above is not None else float("inf")
    if to_below > APART * to_above:
        return "up" if _tight(above, row) and (_hangs(row, above) or to_below > 1.6 * to_above) else "own"
    if not _tight(row, below) or below.pieces[0].x0 > end:
        return "own"
    if above is not None and _hangs(row, above) and not _hangs(below, row) and above.values:
        return "own" if text.endswith(_OPEN) else "up"
    if below.pieces[0].text.startswith(_ITEMS):
        return "own"
    if above is not None and _middle_line(above, row, below):
        return "down"
    return "down" if _runs_on(row, below, later, end, text) else "own"


def _middle_line(above: Row, row: Row, below: Row) -> bool:
    """Whether a line is neither first nor last of a label: it hangs from a line without values, as the next line does."""
    first = not above.values and len(above.pieces) == 1 and not above.pieces[0].text.endswith(_HEAD)
    return first and _tight(above, row) and _hangs(row, above) and abs(below.x0 - row.x0) < EM * row.size


def _runs_on(row: Row, below: Row, later: Sequence[Row], end: float, text: str) -> bool:
    """Whether the label of the next row is the rest of this line."""
    if text.endswith(_OPEN):
        return True
    if text.count("(") + text.count("（") > text.count(")") + text.count("）"):
        return True
    full = len(text) >= LONG and row.pieces[0].x1 >= row.pieces[0].x0 + FULL * (end - row.pieces[0].x0)
    if _hangs(below, row) and not below.values:
        return True
    if _hangs(below, row):
        nexts = [other for other in later[:1] if not _further(below, other)]
        return not any(abs(other.x0 - below.x0) < EM * row.size for other in nexts) or full
    within = row.pieces[0].x1 < end + 2 * row.size
    return full and within and abs(below.x0 - row.x0) < EM * row.size and len(below.pieces[0].text) < len(text)


def _hangs(row: Row, other: Row | None) -> bool:
    """Whether a row begins further to the right than the other, as the second line of a label does."""
    return other is not None and EM * row.size < row.x0 - other.x0 < 4 * row.size


def _further(row: Row, other: Row) -> bool:
    return other.baseline - row.baseline > 2.2 * row.size


def _tight(upper: Row | None, lower: Row) -> bool:
    return upper is not None and _gap(upper, lower) < 1.75 * lower.size
