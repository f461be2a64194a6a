"""When two values under one key contradict each other, and when they are two quantities that the words do not keep apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.mentioned import Mentioned
from pipeline.audit.slip import slip
from pipeline.core.fact import FactKey, SignRule
from pipeline.core.interval import Interval

# One quantity has few values: its own, a misprint, a restatement. A name with more is a name of many things.
_MOST_VALUES = 4
# How far a restatement or another rounding moves an amount: in a later filing, in another table, in prose; and a rate.
_NEAR_FILING, _NEAR_TABLE, _NEAR_PROSE, _NEAR_RATE = Decimal(2), Decimal("1.25"), Decimal("1.05"), Decimal("1.1")
# What a residual line or a list's total holds depends on the lines before it, so that two tables' are never one.
_RESIDUAL = frozenset({"其他", "其它", "其余", "小计", "other", "others", "客户", "供应商"})
_RATES = frozenset({"ratio", "pp", "times"})


@dataclass(frozen=True, slots=True)
class Cluster:
    """Mentions of one key with a common value, the most precise first."""

    members: Sequence[Mentioned]
    shared: Interval
    rule: SignRule


def is_told(key: FactKey) -> bool:
    """Whether a key says enough for two values to contradict: measure, time, unit, and of a share its whole."""
    scope = dict(key.scope)
    if not key.concept or key.period is None or not key.unit:
        return False
    if key.role == "share" and "of" not in scope:
        return False
    return not _RESIDUAL & set(scope.get("part", "").split("+"))


def contradictory(key: FactKey, clusters: Sequence[Cluster]) -> list[bool]:
    """For each cluster whether another one contradicts it; linear in the mentions, for few clusters."""
    if len(clusters) > _MOST_VALUES or not is_told(key):
        return [False] * len(clusters)
    return [any(_contradict(one, other) for other in clusters if other is not one) for one in clusters]


def _contradict(one: Cluster, other: Cluster) -> bool:
    """A table does not contradict itself, nor a sentence: two values there are of two lines whose words were not all read.

    Elsewhere a contradiction is a slip of the pen, or near enough for a restatement.
    """
    if _places(one) & _places(other):
        return False
    return _is_slip(one, other) or _is_near(one, other)


def _places(cluster: Cluster) -> set[tuple[str, str]]:
    return {
        (member.dossier.doc_id, member.figure.cell.table_id if member.figure.cell else member.figure.context)
        for member in cluster.members
    }


def _is_slip(one: Cluster, other: Cluster) -> bool:
    coarse, fine = sorted((one, other), key=lambda cluster: cluster.members[0].precision)
    figure = coarse.members[0].figure
    if figure.value is None or figure.decimals is None or not (fine.shared.low.is_finite() and fine.shared.high.is_finite()):
        return False
    # A cash flow statement takes income off that the income statement adds: another sign is another line.
    return slip(figure.value, figure.decimals, fine.shared.low, fine.shared.high) not in ("", "sign")


def _is_near(one: Cluster, other: Cluster) -> bool:
    first, second = one.members[0].figure, other.members[0].figure
    if first.value is None or second.value is None or first.role != "level":
        return False
    low, high = sorted((abs(first.value), abs(second.value)))
    if low == 0 or (first.value < 0) != (second.value < 0):
        return False
    in_tables = all(any(member.figure.cell for member in cluster.members) for cluster in (one, other))
    if first.unit in _RATES:
        return in_tables and high <= low * _NEAR_RATE
    return high <= low * (_NEAR_PROSE if not in_tables else _NEAR_TABLE if _documents(one) & _documents(other) else _NEAR_FILING)


def _documents(cluster: Cluster) -> set[str]:
    return {member.dossier.doc_id for member in cluster.members}
