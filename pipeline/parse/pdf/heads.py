"""The header above columns without rules: which columns each of its pieces heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.parse.pdf.columns import Column, cut
from pipeline.parse.pdf.edges import Edges
from pipeline.parse.pdf.segments import Piece, Row, united
from pipeline.parse.pdf.shapes import plain, year_in

CENTRED = 0.05  # of a group's width: the middle of its head may be off by this
WIDE = 0.12  # the same where the head is wider than any of the columns
SLACK = 5.0  # points
OVER = 1.6  # points by which a piece reaches over a column that it heads
LEADING = 1.4  # sizes between the lines of one text
FEWEST_YEARS = 2  # so many columns of years at least are headed together
WRAP = 1.75  # sizes between baselines of a header text that wraps
# A unit in brackets that stands alone is that of all columns: (人民币千元，百分比除外), (in thousands, except for percentages).
_SCALE = re.compile(r"\((?=.*(?:千|百万|亿|thousand|million|'000))(?:以|in|all|人民币|港|美|千|百万|rmb|hk\$|us\$|cny).*\)")


@dataclass(slots=True, eq=False)
class Head:
    """One header cell: its pieces, the columns first..last (inclusive), and the header rows top..bottom."""

    pieces: list[Piece]
    first: int
    last: int
    top: int
    bottom: int
    baseline: float = 0.0
    own: bool = field(default=True)


def heads(rows: Sequence[Row], columns: Sequence[Column], rules: Edges) -> list[Head]:
    """The header cells of these rows, wrapped lines joined, in reading order.

    rules  horizontal rules: one under a header text reaches over the columns that the text heads
    """
    reach = [replace(column) for column in columns]
    below: list[Head] = []
    found: list[Head] = []
    for index in range(len(rows) - 1, -1, -1):
        here = _row_heads(rows[index], index, reach, below, rules)
        for head in here:
            if head.first == head.last:
                column = reach[head.first]
                column.x0 = min(column.x0, *(piece.x0 for piece in head.pieces))
                column.x1 = max(column.x1, *(piece.x1 for piece in head.pieces))
        found = here + found
        below = [*here, *(head for head in below if not any(head.first <= new.last and new.first <= head.last for new in here))]
    return _wrapped(found, rows)


def _row_heads(row: Row, index: int, columns: Sequence[Column], below: Sequence[Head], rules: Edges) -> list[Head]:
    pieces = [part for piece in row.pieces for cut_piece in cut(piece, columns) for part in _by_alignment(cut_piece, columns)]
    out: list[Head] = []
    for piece in pieces:
        ruled = _over_rule(piece, row, columns, rules)
        under = _stacked(piece, row, below)
        if ruled is not None:
            first, last = ruled
        else:
            first, last = (under.first, under.last) if under is not None else _reach(piece, pieces, columns, below)
        if out and out[-1].last >= first:
            if out[-1].first == first or first == last:
                out[-1].pieces.append(piece)
                out[-1].last = max(out[-1].last, last)
                continue
            first = out[-1].last + 1
        out.append(Head([piece], first, last, index, index, row.baseline))
    return out


def _by_alignment(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """The piece, or its words where each is aligned with a column of its own: heads that nearly touch."""
    if len(piece.words) < 2 or piece.shape in ("period", "unit"):
        return [piece]
    homes = [_aligned(word, columns) for word in piece.words]
    if -1 in homes or len(set(homes)) < 2:
        return [piece]
    groups: dict[int, list[Piece]] = {}
    for word, home in zip(piece.words, homes, strict=True):
        groups.setdefault(home, []).append(word)
    return [united(words) for words in groups.values()]


def _aligned(word: Piece, columns: Sequence[Column]) -> int:
    """The column whose right end or middle the word shares, -1 for none."""
    steps = [(min(abs(column.x1 - word.x1), abs(column.middle - word.middle)), index) for index, column in enumerate(columns)]
    best, index = min(steps)
    return index if best < SLACK / 2 else -1


def _over_rule(piece: Piece, row: Row, columns: Sequence[Column], rules: Edges) -> tuple[int, int] | None:
    """The columns over which a rule right under the piece reaches, where they are several but not all."""
    near = (rules.at > row.baseline) & (rules.at < row.baseline + row.size)
    near &= (rules.low < piece.middle) & (piece.middle < rules.high)
    for low, high in zip(rules.low[near].tolist(), rules.high[near].tolist(), strict=True):
        held = [index for index, column in enumerate(columns) if column.overlap(low, high) > 0.6 * (column.x1 - column.x0)]
        if 1 < len(held) < len(columns) and held[-1] - held[0] == len(held) - 1:
            return held[0], held[-1]
    return None


def _stacked(piece: Piece, row: Row, below: Sequence[Head]) -> Head | None:
    """The header text of one column right below whose line this piece is, by its middle or right end."""
    for head in below:
        last = head.pieces[-1]
        if head.first != head.last or last.shape != "words" or piece.shape != "words":
            continue
        if head.baseline - row.baseline > WRAP * row.size or len(head.pieces) > 1:
            continue
        if min(abs(last.middle - piece.middle), abs(last.x1 - piece.x1)) < SLACK / 2:
            return head
    return None


def _reach(piece: Piece, row: Sequence[Piece], columns: Sequence[Column], below: Sequence[Head]) -> tuple[int, int]:
    """First and last column under a header piece."""
    over = [
        index
        for index, column in enumerate(columns)
        if column.overlap(piece.x0, piece.x1) > min(OVER, 0.35 * min(column.x1 - column.x0, piece.x1 - piece.x0))
    ]
    nearest = min(range(len(columns)), key=lambda index: _gap(columns[index], piece))
    if years := _years_under(piece, row, below):
        return years
    values = [index for index, column in enumerate(columns) if column.numeric and not column.notes]
    if len(row) == 1 and values and _SCALE.fullmatch(plain(piece.text)):
        return values[0], values[-1]
    group = _group(piece, row, columns)
    if len(group) > 1 and piece.shape != "unit" and _heads_group(piece, group, below, over):
        return group[0], group[-1]
    for head in below:
        middle = (min(p.x0 for p in head.pieces) + max(p.x1 for p in head.pieces)) / 2
        if head.last > head.first and abs(piece.middle - middle) < SLACK and piece.shape != "unit":
            return head.first, head.last
    if len(over) > 1:
        return over[0], over[-1]
    return nearest, nearest


def _years_under(piece: Piece, row: Sequence[Piece], below: Sequence[Head]) -> tuple[int, int] | None:
    """All columns of years under a time without a year that stands alone in its row (截至12月31日止年度), centred or not."""
    if piece.shape != "period" or year_in(piece.text) or sum(other.shape == "period" for other in row) > 1:
        return None
    years = [head for head in below if all(part.shape == "period" and year_in(part.text) for part in head.pieces)]
    others = [other for other in row if other is not piece and other.shape != "unit"]
    if len(years) < FEWEST_YEARS or others:
        return None
    return min(head.first for head in years), max(head.last for head in years)


def _gap(column: Column, piece: Piece) -> tuple[float, float]:
    return max(column.x0 - piece.x1, piece.x0 - column.x1, 0.0), abs(column.middle - piece.middle)


def _group(piece: Piece, row: Sequence[Piece], columns: Sequence[Column]) -> list[int]:
    """The most columns of values side by side whose middle is the piece's, all nearer to it than to others of its row."""
    mine = [
        index
        for index, column in enumerate(columns)
        if column.numeric and not column.notes and min(row, key=lambda other: abs(other.middle - column.middle)) is piece
    ]
    for size in range(len(mine), 1, -1):
        for start in range(len(mine) - size + 1):
            group = mine[start : start + size]
            if group[-1] - group[0] != size - 1:
                continue
            x0, x1 = columns[group[0]].x0, columns[group[-1]].x1
            share = CENTRED if piece.x1 - piece.x0 < 1.3 * max(columns[index].x1 - columns[index].x0 for index in group) else WIDE
            if abs((x0 + x1) / 2 - piece.middle) <= share * (x1 - x0) + SLACK:
                return group
    return []


def _heads_group(piece: Piece, group: Sequence[int], below: Sequence[Head], over: Sequence[int]) -> bool:
    """Whether a piece over the middle of a group heads all of it rather than its middle column."""
    if len({head.first for head in below if head.first in group}) < 2:
        return False
    if piece.shape == "period" or len(over) != 1:
        return True
    under = next((head for head in below if head.first <= over[0] <= head.last), None)
    if under is None or under.pieces[0].shape in ("period", "unit"):
        return True
    edges = ((p.x1 - piece.x1, p.middle - piece.middle) for p in under.pieces)
    return all(abs(step) > SLACK for steps in edges for step in steps)


def _wrapped(found: list[Head], rows: Sequence[Row]) -> list[Head]:
    """Lines of words over the same columns, close together, as one header cell."""
    out: list[Head] = []
    for head in found:
        above = next((other for other in reversed(out) if (other.first, other.last) == (head.first, head.last)), None)
        if above is not None and _goes_on(above, head, rows):
            above.pieces += head.pieces
            above.bottom = head.bottom
            above.baseline = head.baseline
        else:
            out.append(head)
    return sorted(out, key=lambda head: (head.top, head.first))


def _goes_on(above: Head, head: Head, rows: Sequence[Row]) -> bool:
    """Whether a head is the next line of the one above; whatever it says, where a line of other columns stands between."""
    step = rows[head.top].baseline - above.baseline
    if head.top - above.bottom > 1:
        return step <= LEADING * rows[head.top].size
    return step <= WRAP * rows[head.top].size and all(piece.shape == "words" for piece in (*above.pieces, *head.pieces))
