"""The header above columns without rules: which columns each of its pieces heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.parse.pdf.columns import Column
from pipeline.parse.pdf.segments import Piece, Row

CENTRED = 0.14      # of a group's width: the middle of its head may be off by this
SLACK = 5.0         # points
WRAP = 1.75         # sizes between baselines of a header text that wraps


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


def heads(rows: Sequence[Row], columns: Sequence[Column]) -> list[Head]:
    """The header cells of these rows, wrapped lines joined, in reading order."""
    below: list[Head] = []
    found: list[Head] = []
    for index in range(len(rows) - 1, -1, -1):
        here = _row_heads(rows[index], index, columns, below)
        found = here + found
        below = here or below
    return _wrapped(found, rows)


def _row_heads(row: Row, index: int, columns: Sequence[Column], below: Sequence[Head]) -> list[Head]:
    out: list[Head] = []
    for piece in row.pieces:
        first, last = _reach(piece, row, columns, below)
        if out and out[-1].last >= first:
            if out[-1].first == first or first == last:
                out[-1].pieces.append(piece)
                out[-1].last = max(out[-1].last, last)
                continue
            first = out[-1].last + 1
        out.append(Head([piece], first, last, index, index, row.baseline))
    return out


def _reach(piece: Piece, row: Row, columns: Sequence[Column], below: Sequence[Head]) -> tuple[int, int]:
    """First and last column under a header piece."""
    over = [
        index
        for index, column in enumerate(columns)
        if column.overlap(piece.x0, piece.x1) > 0.35 * min(column.x1 - column.x0, piece.x1 - piece.x0)
    ]
    nearest = min(range(len(columns)), key=lambda index: _gap(columns[index], piece))
    wide = [head for head in below if head.last > head.first]
    for head in wide:
        middle = (columns[head.first].x0 + columns[head.last].x1) / 2
        if abs(piece.middle - middle) < SLACK and piece.shape != "unit":
            return head.first, head.last
    group = _group(piece, row, columns)
    if len(group) > 1 and piece.shape != "unit" and _heads_group(piece, group, columns, below, over):
        return group[0], group[-1]
    if len(over) > 1:
        return over[0], over[-1]
    return nearest, nearest


def _gap(column: Column, piece: Piece) -> tuple[float, float]:
    return max(column.x0 - piece.x1, piece.x0 - column.x1, 0.0), abs(column.middle - piece.middle)


def _group(piece: Piece, row: Row, columns: Sequence[Column]) -> list[int]:
    """The columns of values nearer to this piece than to any other of its row."""
    rivals = [other for other in row.pieces]
    group = []
    for index, column in enumerate(columns):
        if not column.numeric:
            continue
        nearest = min(rivals, key=lambda other: abs(other.middle - column.middle))
        if nearest is piece:
            group.append(index)
    return group


def _heads_group(
    piece: Piece, group: Sequence[int], columns: Sequence[Column], below: Sequence[Head], over: Sequence[int]
) -> bool:
    """Whether the piece stands over the middle of the group rather than over one of its columns."""
    x0, x1 = columns[group[0]].x0, columns[group[-1]].x1
    if abs((x0 + x1) / 2 - piece.middle) > CENTRED * (x1 - x0) + SLACK:
        return False
    if len({head.first for head in below if head.first in group}) < 2:
        return False
    if piece.shape == "period" or len(over) != 1:
        return True
    under = next((head for head in below if head.first <= over[0] <= head.last), None)
    return under is None or under.pieces[0].shape in ("period", "unit") or abs(columns[over[0]].middle - piece.middle) > SLACK


def _wrapped(found: list[Head], rows: Sequence[Row]) -> list[Head]:
    """Lines of words over the same columns, close together, as one header cell."""
    out: list[Head] = []
    for head in found:
        above = next((other for other in reversed(out) if (other.first, other.last) == (head.first, head.last)), None)
        if above is not None and above.bottom == head.top - 1 and _goes_on(above, head, rows):
            above.pieces += head.pieces
            above.bottom = head.bottom
            above.baseline = head.baseline
        else:
            out.append(head)
    return sorted(out, key=lambda head: (head.top, head.first))


def _goes_on(above: Head, head: Head, rows: Sequence[Row]) -> bool:
    near = rows[head.top].baseline - above.baseline <= WRAP * rows[head.top].size
    plain = all(piece.shape == "words" for piece in (*above.pieces, *head.pieces))
    return near and plain
