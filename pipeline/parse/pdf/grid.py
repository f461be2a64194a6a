"""Rules that touch -> the areas that they enclose, as rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.pdf.edges import TOUCH, Edges, Frame, snap

SIDE = 8.0  # horizontals that reach this far beyond the outermost vertical have a column of their own there
NARROW = 5.0  # a row or column smaller than this holds no text: the gap of a double border
MOST_AREAS = 250_000  # a lattice of more places is hatching or a drawing

Bools = NDArray[np.bool_]


@dataclass(slots=True)
class Area:
    """An enclosed rectangle: rows row..end_row, columns col..end_col, half-open."""

    row: int
    col: int
    end_row: int
    end_col: int


@dataclass(slots=True)
class Lattice:
    """Areas of one frame. `ys` and `xs` are the borders of its rows and columns; `ragged` is the share of places whose
    area is no rectangle, as in drawings; `closed` whether a rule runs along the bottom.
    """

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    ragged: float = 0.0
    closed: bool = True

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    def place(self) -> NDArray[np.int64]:
        """rows x cols: the number of the area at each place."""
        out = np.full((self.rows, self.cols), -1, dtype=np.int64)
        for number, area in enumerate(self.areas):
            out[area.row : area.end_row, area.col : area.end_col] = number
        return out


def lattice(frame: Frame) -> Lattice | None:
    """The areas of a frame; sides that the print leaves open are closed. None where nothing is enclosed."""
    x0, top, x1, bottom = frame.box
    xs = _borders(np.concatenate((frame.down.at, [x0, x1])))
    ys = _borders(np.concatenate((frame.across.at, [top, bottom])))
    xs, ys = _with_sides(xs, frame.down.at), _with_sides(ys, frame.across.at)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_AREAS:
        return None
    upright = _covered(frame.down, xs, ys)  # len(xs) x rows: is there a rule at x beside this row
    level = _covered(frame.across, ys, xs)  # len(ys) x cols: is there a rule at y above this column
    closed = bool(level[-1].mean() > 0.5)
    upright[[0, -1]] = True
    level[[0, -1]] = True
    areas, ragged = _areas(upright, level)
    return compact(Lattice(xs, ys, areas, ragged, closed))


def _borders(values: NDArray[np.float64]) -> list[float]:
    groups = snap(values)
    held: list[list[float]] = [[] for _ in range(int(groups.max()) + 1)]
    for value, number in zip(values.tolist(), groups.tolist(), strict=True):
        held[number].append(value)
    return [group[0] if len(group) == 1 else float(np.mean(group)) for group in held]


def _with_sides(borders: list[float], ruled: NDArray[np.float64]) -> list[float]:
    """Drop an outermost border that no rule draws, unless there is room for a row or column before the next."""
    while len(borders) > 2 and borders[1] - borders[0] < SIDE and np.abs(ruled - borders[0]).min() > TOUCH:
        borders = borders[1:]
    while len(borders) > 2 and borders[-1] - borders[-2] < SIDE and np.abs(ruled - borders[-1]).min() > TOUCH:
        borders = borders[:-1]
    return borders


def _covered(edges: Edges, places: list[float], others: list[float]) -> Bools:
    """places x intervals between `others`: whether an edge lies at the place along most of the interval."""
    starts, ends = np.array(others[:-1]), np.array(others[1:])
    out = np.zeros((len(places), len(starts)), dtype=bool)
    enough = 0.6 * (ends - starts)
    nearest = np.abs(np.array(places) - edges.at[:, None]).argmin(axis=1)
    for index, low, high in zip(nearest.tolist(), edges.low.tolist(), edges.high.tolist(), strict=True):
        out[index] |= np.minimum(ends, high) - np.maximum(starts, low) > enough
    return out


def _areas(upright: Bools, level: Bools) -> tuple[list[Area], float]:
    """Unite the places that no rule parts; what is then no rectangle is cut into bands of equal width."""
    rows, cols = level.shape[0] - 1, upright.shape[0] - 1
    parent = list(range(rows * cols))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for col, row in np.argwhere(~upright[1:-1]).tolist():
        parent[root(row * cols + col + 1)] = root(row * cols + col)
    for row, col in np.argwhere(~level[1:-1]).tolist():
        parent[root((row + 1) * cols + col)] = root(row * cols + col)
    label = np.array([root(index) for index in range(rows * cols)]).reshape(rows, cols)
    groups: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(label.tolist()):
        for col, number in enumerate(line):
            groups.setdefault(number, []).append((row, col))
    areas: list[Area] = []
    ragged = 0
    for places in groups.values():
        box = _bounding(places)
        if (box.end_row - box.row) * (box.end_col - box.col) == len(places):
            areas.append(box)
        else:
            ragged += len(places)
            areas += _bands(places)
    areas.sort(key=lambda area: (area.row, area.col))
    return areas, ragged / (rows * cols)


def _bounding(places: list[tuple[int, int]]) -> Area:
    if len(places) == 1:
        row, col = places[0]
        return Area(row, col, row + 1, col + 1)
    rows, cols = [row for row, _ in places], [col for _, col in places]
    return Area(min(rows), min(cols), max(rows) + 1, max(cols) + 1)


def _bands(places: list[tuple[int, int]]) -> list[Area]:
    """Rectangles that make up an area that is none: runs of columns, as many rows high as they stay the same."""
    runs: dict[int, list[tuple[int, int]]] = {}
    for row, col in sorted(places):
        line = runs.setdefault(row, [])
        if line and line[-1][1] == col:
            line[-1] = (line[-1][0], col + 1)
        else:
            line.append((col, col + 1))
    out: list[Area] = []
    for row, line in runs.items():
        for start, end in line:
            above = next((a for a in out if a.end_row == row and (a.col, a.end_col) == (start, end)), None)
            if above is not None:
                above.end_row = row + 1
            else:
                out.append(Area(row, start, row + 1, end))
    return out


def compact(found: Lattice) -> Lattice:
    """Without borders that bound no area, and without rows and columns too narrow for text."""
    for axis in ("col", "row"):
        borders = found.xs if axis == "col" else found.ys
        used = sorted({index for ends in map(attrgetter(axis, f"end_{axis}"), found.areas) for index in ends})
        kept = [used[0]] if used else []
        for index in used[1:]:
            if borders[index] - borders[kept[-1]] >= NARROW:
                kept.append(index)
            elif index == used[-1] and len(kept) > 1:
                kept[-1] = index
        if kept == list(range(len(borders))):
            continue
        renumber = {index: _nearest(kept, borders, index) for index in used}
        for area in found.areas:
            setattr(area, axis, renumber[getattr(area, axis)])
            setattr(area, f"end_{axis}", renumber[getattr(area, f"end_{axis}")])
        found.areas = [area for area in found.areas if getattr(area, f"end_{axis}") > getattr(area, axis)]
        if axis == "col":
            found.xs = [borders[index] for index in kept]
        else:
            found.ys = [borders[index] for index in kept]
    return found


def _nearest(kept: list[int], borders: list[float], index: int) -> int:
    """The position in `kept` of the border nearest to border `index`."""
    return min(range(len(kept)), key=lambda position: abs(borders[kept[position]] - borders[index]))
