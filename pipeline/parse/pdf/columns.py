"""Columns of a table without rules, from where the values and words of its rows stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.parse.pdf.segments import Piece, Row, united

_NOTE = re.compile(r"[1-9]\d?|[-–—]")
APART = 3.0  # points by which right edges of one column may differ
GUTTER = 3.0  # points of white that part two columns of words


@dataclass(slots=True, eq=False)
class Column:
    """The stretch of x that the body of a column takes.

    numeric  it was found by its values
    support  in how many rows it is filled
    notes    its values are numbers of notes
    """

    x0: float
    x1: float
    numeric: bool
    support: int = 0
    notes: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def overlap(self, x0: float, x1: float) -> float:
        return min(self.x1, x1) - max(self.x0, x0)


def value_columns(rows: Sequence[Row]) -> list[Column]:
    """The columns that the values of these rows stand in, left to right."""
    placed = [(piece, index) for index, row in enumerate(rows) for piece in row.values]
    columns: list[Column] = []
    for group in _overlapping(placed):
        for part in _parted(group):
            x0, x1 = min(piece.x0 for piece, _ in part), max(piece.x1 for piece, _ in part)
            notes = all(_NOTE.fullmatch(piece.text) for piece, _ in part) and any(piece.text.isdigit() for piece, _ in part)
            columns.append(Column(x0, x1, True, len({index for _, index in part}), notes))
    if all(column.notes for column in columns):
        for column in columns:
            column.notes = False
    return sorted(columns, key=lambda column: column.x0)


Placed = list[tuple[Piece, int]]


def _overlapping(placed: Placed) -> list[Placed]:
    """Groups of values whose stretches overlap, directly or over others."""
    groups: list[Placed] = []
    reach = float("-inf")
    for piece, index in sorted(placed, key=lambda item: item[0].x0):
        if groups and piece.x0 < reach - 0.5:
            groups[-1].append((piece, index))
        else:
            groups.append([(piece, index)])
            reach = float("-inf")
        reach = max(reach, piece.x1 if piece.shape == "amount" else piece.right)
    return groups


def _parted(group: Placed) -> list[Placed]:
    """The group itself, or its parts by right edges where one row has two values in it."""
    if len({index for _, index in group}) == len(group):
        return [group]
    parts: list[Placed] = []
    for piece, index in sorted(group, key=lambda item: item[0].right):
        if parts and piece.right - parts[-1][-1][0].right <= APART:
            parts[-1].append((piece, index))
        else:
            parts.append([(piece, index)])
    return parts


def word_columns(rows: Sequence[Row], numeric: Sequence[Column], stray: set[int]) -> list[Column]:
    """The columns of words between and beside the columns of values.

    stray  ids of values that stand among words and count as such
    """
    stretches: list[tuple[float, float]] = []
    numeric = sorted(numeric, key=lambda column: column.x0)
    left = min((row.x0 for row in rows), default=0.0)
    for row in rows:
        if len(row.pieces) < 2 and not row.values and row.x0 < left + 2 * row.size:
            continue
        for piece in row.pieces:
            if piece in row.values and id(piece) not in stray:
                continue
            x1 = min([piece.x1, *(column.x0 - 0.1 for column in numeric if column.x0 > piece.x0 + 1)])
            home = next((column for column in numeric if column.x0 - 1 <= piece.x0 < column.x1), None)
            if home is not None:
                home.x1 = max(home.x1, x1)
                continue
            stretches.append((piece.x0, x1))
    columns: list[Column] = []
    for x0, x1 in sorted(stretches):
        parting = any(columns and columns[-1].x1 <= column.x0 and column.x1 <= x0 + 1 for column in numeric)
        if columns and x0 < columns[-1].x1 + GUTTER and not parting:
            columns[-1].x1 = max(columns[-1].x1, x1)
            columns[-1].support += 1
        else:
            columns.append(Column(x0, x1, False, 1))
    return columns


def place(piece: Piece, columns: Sequence[Column]) -> int:
    """The column that a piece of the body stands in: values by their end, words by their beginning."""
    if piece.is_value:
        return min(range(len(columns)), key=lambda index: _distance(columns[index], piece.x0, piece.right, piece.right))
    return min(range(len(columns)), key=lambda index: _distance(columns[index], piece.x0, piece.x0 + 1, piece.x0))


def _distance(column: Column, x0: float, x1: float, anchor: float) -> tuple[float, float]:
    gap = max(column.x0 - x1, x0 - column.x1, 0.0)
    return gap, abs(column.x1 - anchor)


def cut(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """The piece, or its parts: cut at the widest gap where a border between two columns runs through it."""
    if len(piece.words) < 2:
        return [piece]
    breaks: set[int] = set()
    for left, right in pairwise(columns):
        if left.overlap(piece.x0, piece.x1) <= 0 or right.overlap(piece.x0, piece.x1) <= 0:
            continue
        gaps = [
            (after.x0 - before.x1, index)
            for index, (before, after) in enumerate(pairwise(piece.words), start=1)
            if before.x1 <= right.x0 + 1 and after.x0 >= left.x1 - 1
        ]
        if gaps:
            breaks.add(max(gaps)[1])
    edges = [0, *sorted(breaks), len(piece.words)]
    return [united(piece.words[start:end]) for start, end in pairwise(edges)]
