"""A logistic regression on named features, and how well its probabilities hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One figure: what holds for it, whether its whole row is right, the document, and how that was changed ("" not)."""

    names: Names
    right: bool
    document: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """Figures with a probability in [low, high): how many, their mean probability, and the share that is right."""

    low: float
    high: float
    count: int
    said: float
    right: float


def fit(cases: Sequence[Case], ridge: float = 8.0, fewest: int = 20) -> dict[str, float]:
    """Weights by Newton's method with a ridge penalty on all but the intercept.

    fewest  features that hold for fewer figures get no weight: they would learn single documents
    """
    counts = Counter(name for case in cases for name in case.names)
    names = ["intercept", *sorted(name for name, count in counts.items() if count >= fewest and name != "intercept")]
    table = np.array([[name in case.names or name == "intercept" for name in names] for case in cases], dtype=float)
    right = np.array([case.right for case in cases], dtype=float)
    penalty = np.full(len(names), ridge)
    penalty[0] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(50):
        said = 1.0 / (1.0 + np.exp(-table @ weights))
        gradient = table.T @ (right - said) - penalty * weights
        hessian = (table.T * (said * (1 - said))) @ table + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def probability(weights: Mapping[str, float], names: Names) -> float:
    total = weights["intercept"] + sum(weights.get(name, 0.0) for name in names if name != "intercept")
    return 1.0 / (1.0 + exp(-total))


def shifted(weights: Mapping[str, float], cases: Sequence[Case], expected: float) -> dict[str, float]:
    """The weights with the intercept moved until the mean probability of the cases is `expected`.

    Gold on which rules were written is easier than what comes; this keeps the order of figures and corrects the level.
    """
    moved = dict(weights)
    for _ in range(60):
        mean = sum(probability(moved, case.names) for case in cases) / len(cases)
        moved["intercept"] += log(expected / (1 - expected)) - log(mean / (1 - mean))
        if abs(mean - expected) < 1e-6:
            break
    return moved


def left_out(cases: Sequence[Case]) -> list[tuple[float, bool]]:
    """For each figure of an unchanged document the probability by a model without it, and whether it is right."""
    held: list[tuple[float, bool]] = []
    for document in sorted({case.document for case in cases}):
        weights = fit([case for case in cases if case.document != document])
        held += [
            (probability(weights, case.names), case.right) for case in cases if case.document == document and not case.variant
        ]
    return held


def reliability(judged: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The filled bins of a reliability diagram."""
    bins = []
    for low, high in pairwise((0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)):
        inside = [(said, right) for said, right in judged if low <= said < high]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), said, sum(right for _, right in inside) / len(inside)))
    return bins


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over the bins."""
    return sum(abs(part.said - part.right) * part.count for part in reliability(judged)) / max(1, len(judged))


def area_under_curve(judged: Sequence[tuple[float, bool]]) -> float:
    """AUROC of right against wrong, ties count half; 0.5 where all are right or all wrong."""
    right = np.array([said for said, ok in judged if ok])
    wrong = np.sort(np.array([said for said, ok in judged if not ok]))
    if not len(right) or not len(wrong):
        return 0.5
    below, upto = np.searchsorted(wrong, right, "left"), np.searchsorted(wrong, right, "right")
    return float((below + upto).mean() / (2 * len(wrong)))
