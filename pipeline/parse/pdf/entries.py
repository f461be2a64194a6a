"""Lists of label : value, as covers have them: a wrapped label is read whole before its wrapped value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.page import Chars

_COLONS = frozenset(":：")
_SAME = 4.0  # points by which colons and values of one list may stand apart
_FEWEST = 2  # entries of a list
_LOOSE = 1.0  # of the size: white space before the colon of a label that is not wrapped
_STEP = 2.4  # of the size: rows of one entry stand no further apart
_MOST = 12  # rows of one entry


@dataclass(frozen=True, slots=True)
class _Colon:
    """A colon in a row that parts label and value."""

    x: float
    value_x: float
    label_x: float
    loose: bool


def with_entries(rows: Sequence[list[Line]], chars: Chars) -> list[list[Line]]:
    """The rows, those of one entry joined: label lines first, then the colon and the value lines."""
    colons = [_colon(row, chars) for row in rows]
    columns = _columns(colons)
    joined: list[list[Line]] = []
    place = 0
    while place < len(rows):
        colon = colons[place]
        end = place + 1
        if colon is not None and any(abs(colon.x - x) < _SAME for x in columns):
            while end < len(rows) and colons[end] is None and end - place < _MOST and _goes_on(rows, end, colon):
                end += 1
        joined.append(rows[place] if end == place + 1 or colon is None else _entry(rows[place:end], colon, chars))
        place = end
    return joined


def _colon(row: Sequence[Line], chars: Chars) -> _Colon | None:
    """The row's first colon that white space follows, with text before it in the row."""
    index = np.concatenate([line.chars for line in row])
    for place, i in enumerate(index.tolist()):
        if chars.text[i] not in _COLONS or not 0 < place < len(index) - 1:
            continue
        before, after, size = int(index[place - 1]), int(index[place + 1]), float(chars.size[i])
        if chars.x0[after] - chars.x1[i] > 0.4 * size:
            loose = chars.x0[i] - chars.x1[before] > _LOOSE * size
            return _Colon(float(chars.x0[i]), float(chars.x0[after]), row[0].x0, bool(loose))
        return None
    return None


def _columns(colons: Sequence[_Colon | None]) -> list[float]:
    """x at which colons and values of several rows stand under each other while their labels do not fill the place before."""
    held = [colon for colon in colons if colon is not None]
    found = []
    for colon in held:
        alike = [other for other in held if abs(other.x - colon.x) < _SAME and abs(other.value_x - colon.value_x) < _SAME]
        ragged = max(other.label_x for other in alike) - min(other.label_x for other in alike) > 2 * _SAME
        if len(alike) >= _FEWEST and (ragged or any(other.loose for other in alike)):
            found.append(colon.x)
    return found


def _goes_on(rows: Sequence[list[Line]], place: int, colon: _Colon) -> bool:
    """Whether a row without colon belongs to the entry above it: near, and nothing in it crosses the colon's place."""
    row, before = rows[place], rows[place - 1]
    step = row[0].baseline - before[0].baseline
    if not 0 < step < _STEP * max(row[0].size, before[0].size):
        return False
    apart = all(line.x1 <= colon.x + 1 or line.x0 >= colon.x - 1 for line in row)
    return apart and all(abs(line.size - before[0].size) < 1 for line in row)


def _entry(rows: Sequence[list[Line]], colon: _Colon, chars: Chars) -> list[Line]:
    labels: list[Line] = []
    values: list[Line] = []
    for row in rows:
        for line in row:
            left = chars.x0[line.chars] < colon.x - 1
            for side, part in ((labels, left), (values, ~left)):
                if part.any():
                    side.append(_cut(line, part, chars))
    return labels + values


def _cut(line: Line, part: NDArray[np.bool_], chars: Chars) -> Line:
    """The part of a line that stands on one side of the colon."""
    kept = line.chars[part]
    return replace(line, chars=kept, raised=line.raised[part], x0=float(chars.x0[kept].min()), x1=float(chars.x1[kept].max()))
