"""Mentions of one fact of which one differs from the others by what looks like a slip of the pen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.evidence import same_value
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.reconcile import key_of
from pipeline.audit.slip import Slip, slip
from pipeline.core.fact import FactKey

# Fewer digits differ by one from too many other numbers.
_DIGITS = 5
_MOST = 60


@dataclass(frozen=True, slots=True)
class Odd:
    """`odd` prints what `others` contradict; `kind` is how it may have come about."""

    odd: Mentioned
    others: tuple[Mentioned, ...]
    kind: Slip


def odd_ones(mentions: Iterable[Mentioned]) -> Iterator[Odd]:
    """Each mention that differs from the value which more mentions of its fact print, where the difference looks like a slip.

    Only facts with a known measure, time, unit and entity are compared: anything less may be two quantities.
    """
    groups: dict[FactKey, list[Mentioned]] = defaultdict(list)
    for one in mentions:
        figure = one.figure
        if one.meaning.measure and figure.period is not None and figure.unit and one.entity_id and figure.qualifier == "exact":
            groups[key_of(one)].append(one)
    for group in groups.values():
        if 1 < len(group) <= _MOST:
            yield from _of(group)


def _of(group: Sequence[Mentioned]) -> Iterator[Odd]:
    clusters: list[list[Mentioned]] = []
    for one in sorted(group, key=lambda mentioned: -mentioned.precision):
        home = next((cluster for cluster in clusters if same_value(one, cluster[0])), None)
        if home is None:
            clusters.append([one])
        else:
            home.append(one)
    clusters.sort(key=len, reverse=True)
    if len(clusters) < 2 or len(clusters[0]) == len(clusters[1]) > 1:
        return
    first = clusters[0]
    for cluster in clusters[1:]:
        for one in cluster:
            if kind := _slip(one, first[0]):
                yield Odd(one, tuple(first), kind)


def _slip(one: Mentioned, other: Mentioned) -> Slip:
    figure = one.figure
    if figure.value is None or figure.decimals is None or not other.interval.low.is_finite():
        return ""
    digits = int(abs(figure.value).scaleb(figure.decimals)) if figure.value else 0
    if digits < 10 ** (_DIGITS - 1):
        return ""
    # At the precision of the coarser mention: 3.124亿 against 321,412,345 has two digits swapped, whatever the digits behind.
    finer = other.figure.decimals is None or other.figure.decimals > figure.decimals
    half = Decimal(5).scaleb(-figure.decimals - 1) if finer else -Decimal(4).scaleb(-figure.decimals - 1)
    kind = slip(figure.value, figure.decimals, other.interval.low - half, other.interval.high + half)
    return "" if kind == "sign" and not _is_signed(one) else kind


def _is_signed(one: Mentioned) -> bool:
    """Costs, losses and adjustments are printed with a minus here and without one there; results are not."""
    return any(word in one.meaning.measure for word in ("Profit", "CashFlow", "Equity"))
