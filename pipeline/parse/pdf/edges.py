"""Rules of a page, cleaned: double and dashed ones are one, groups that touch belong together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.page import Floats, Rules

SNAP = 2.6  # rules closer than this are one (double borders)
SNAP_WIDTH = 5.0  # but no bundle of rules is wider than this
GAP = 3.2  # a gap in a rule smaller than this is a dash's
TOUCH = 3.2  # a rule that ends this near to another meets it
SHORTEST = 4.0  # shorter ones are ticks
MOST = 3000  # more rules of one direction than this are hatching


@dataclass(slots=True)
class Edges:
    """Rules of one direction. `at` is y of a horizontal, x of a vertical; `low` and `high` are its ends."""

    at: Floats
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.at)

    def take(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Edges:
        return Edges(self.at[which], self.low[which], self.high[which])


@dataclass(slots=True)
class Frame:
    """Horizontal and vertical rules that touch one another."""

    across: Edges
    down: Edges

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        x0 = min([*self.across.low, *self.down.at])
        x1 = max([*self.across.high, *self.down.at])
        top = min([*self.down.low, *self.across.at])
        bottom = max([*self.down.high, *self.across.at])
        return float(x0), float(top), float(x1), float(bottom)


def clean(rules: Rules) -> tuple[Edges, Edges]:
    """Horizontal and vertical edges of a page, snapped and joined; ticks left out."""
    flat = np.abs(rules.bottom - rules.top) <= np.abs(rules.x1 - rules.x0)
    across = _joined(rules.top[flat], rules.x0[flat], rules.x1[flat])
    down = _joined(rules.x0[~flat], rules.top[~flat], rules.bottom[~flat])
    return across, down


def _joined(at: Floats, low: Floats, high: Floats) -> Edges:
    if not len(at):
        return Edges(at, low, high)
    group = snap(at)
    order = np.lexsort((low, group))
    at, low, high, group = at[order], low[order], high[order], group[order]
    rows: list[tuple[float, float, float, int]] = []
    for place, start, end, kin in zip(at.tolist(), low.tolist(), high.tolist(), group.tolist(), strict=True):
        if rows and rows[-1][3] == kin and start <= rows[-1][2] + GAP:
            rows[-1] = (rows[-1][0], rows[-1][1], max(end, rows[-1][2]), kin)
        else:
            rows.append((place, start, end, kin))
    means = np.bincount(group, weights=at) / np.maximum(1, np.bincount(group))
    kept = np.array([row for row in rows if row[2] - row[1] >= SHORTEST][:MOST], dtype=np.float64).reshape(-1, 4)
    return Edges(means[kept[:, 3].astype(np.int64)], kept[:, 1], kept[:, 2])


def snap(values: Floats, near: float = SNAP, widest: float = SNAP_WIDTH) -> NDArray[np.int64]:
    """Number the groups of values that lie close together, in ascending order."""
    unique, back = np.unique(np.round(values, 1), return_inverse=True)
    numbers = np.zeros(len(unique), dtype=np.int64)
    number, first = 0, unique[0] if len(unique) else 0.0
    previous = first
    for index, value in enumerate(unique.tolist()):
        if value - previous > near or value - first > widest:
            number, first = number + 1, value
        numbers[index] = number
        previous = value
    return numbers[back]


def frames(across: Edges, down: Edges) -> tuple[list[Frame], Edges]:
    """Groups of rules that touch, and the horizontals that no vertical touches."""
    if not len(across) or not len(down):
        return [], across
    meets = (
        (across.low[:, None] - TOUCH <= down.at[None, :])
        & (down.at[None, :] <= across.high[:, None] + TOUCH)
        & (down.low[None, :] - TOUCH <= across.at[:, None])
        & (across.at[:, None] <= down.high[None, :] + TOUCH)
    )
    label = _components(meets)
    found = []
    for number in range(int(label.max()) + 1 if len(label) else 0):
        mine = label == number
        touched = meets[mine].any(axis=0)
        if touched.any():
            found.append(Frame(across.take(mine), down.take(touched)))
    lonely: NDArray[np.bool_] = np.asarray(~meets.any(axis=1), dtype=bool)
    return found, across.take(lonely)


def _components(meets: NDArray[np.bool_]) -> NDArray[np.int64]:
    """A group number for each horizontal: those that share a vertical, directly or over others, are one group."""
    parent = list(range(meets.shape[0]))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for column in range(meets.shape[1]):
        touching = np.flatnonzero(meets[:, column]).tolist()
        for other in touching[1:]:
            parent[root(other)] = root(touching[0])
    roots = np.array([root(index) for index in range(len(parent))], dtype=np.int64)
    return np.unique(roots, return_inverse=True)[1].astype(np.int64)
