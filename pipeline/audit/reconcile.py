"""Figures to facts: mentions of one quantity are joined when their intervals meet."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.dossier import Dossier
from pipeline.audit.link import Linker
from pipeline.audit.meaning import Meaning, MeaningReader
from pipeline.core.fact import Fact, FactKey, SignRule
from pipeline.core.figure import Figure
from pipeline.core.interval import INFINITY, Interval
from pipeline.core.period import Period
from pipeline.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A figure where it stands: its document, what its words mean, whom it is about, what it states."""

    figure: Figure
    dossier: Dossier
    entity_id: str
    meaning: Meaning
    interval: Interval
    basis: str                  # parent, or "" for consolidated and unsaid

    @property
    def precision(self) -> int:
        """More decimals say more; an exact value says most."""
        if self.figure.qualifier != "exact" or self.figure.value is None:
            return -99
        return 99 if self.figure.decimals is None else self.figure.decimals


class Survey:
    """Every figure of every document as a Mentioned. Built once from the lexicon and the linker."""

    def __init__(self, lexicon: Lexicon, linker: Linker) -> None:
        self._read = MeaningReader(lexicon)
        self._linker = linker

    def __call__(self, dossiers: Iterable[Dossier]) -> list[Mentioned]:
        return [mentioned for dossier in dossiers for mentioned in self._of(dossier)]

    def _of(self, dossier: Dossier) -> Iterable[Mentioned]:
        parents = _parent_tables(dossier)
        ids: dict[str, str] = {}
        for figure in dossier.figures:
            interval = bounds.stated(figure)
            if interval is None:
                continue
            if figure.entity not in ids:
                ids[figure.entity] = self._linker(dossier.doc_id, figure.entity)
            meaning = self._read(figure.metric, figure.concept, figure.role)
            yield Mentioned(figure, dossier, ids[figure.entity], meaning, interval, basis_of(figure, parents))


def basis_of(figure: Figure, parents: frozenset[str]) -> str:
    """parent where the scope, the words or the table's heading say so."""
    for axis, member in figure.scope:
        if axis == "basis":
            return "parent" if member == "parent" else ""
    words = figure.metric + figure.entity
    if "母公司" in words.replace("归属于母公司", "").replace("归属母公司", ""):
        return "parent"
    return "parent" if figure.cell is not None and figure.cell.table_id in parents else ""


def _parent_tables(dossier: Dossier) -> frozenset[str]:
    """Tables headed 母公司资产负债表 and the like; 合并及母公司 says nothing, the columns must."""
    found = set()
    for table in dossier.tables:
        heads = (table.caption, *table.section_path[-1:])
        if any("母公司" in head and "合并" not in head and "所有者权益" not in head[:3] for head in heads):
            found.add(table.table_id)
    return frozenset(found)


def reconcile(mentions: Sequence[Mentioned]) -> list[Fact]:
    """Facts in the order of their first mention.

    Mentions of one key whose intervals share a value are one fact. Where they share none, each agreeing group is a fact
    of its own, marked `conflicts`: a restated value of a later filing stands beside the first one.
    Figures without entity, without any words, or with neither unit nor concept are no facts of their own kind: the key keeps what is empty.
    """
    groups: dict[FactKey, list[Mentioned]] = defaultdict(list)
    for mentioned in mentions:
        groups[key_of(mentioned)].append(mentioned)
    facts: list[Fact] = []
    for key, members in groups.items():
        clusters = _clusters(members)
        for number, cluster in enumerate(clusters):
            facts.append(_fact(key, number, *cluster, conflicts=len(clusters) > 1))
    return facts


def key_of(mentioned: Mentioned) -> FactKey:
    figure, meaning = mentioned.figure, mentioned.meaning
    scope = {axis: member for axis, member in figure.scope if axis != "basis"}
    if mentioned.basis:
        scope["basis"] = mentioned.basis
    if meaning.parts:
        scope["part"] = "+".join(sorted(meaning.parts))
    metric = "" if meaning.measure else figure.metric.replace(" ", "")
    if meaning.whole or figure.base_text:
        scope["of"] = (meaning.whole or figure.base_text).replace(" ", "")
    modality = "actual" if figure.modality in ("reported", "estimated") else "other"
    return FactKey(
        mentioned.entity_id, meaning.measure, metric, figure.role, tuple(sorted(scope.items())),
        figure.base_period, figure.period, figure.unit, modality,  # type: ignore[arg-type]
    )  # fmt: skip


def _clusters(members: Sequence[Mentioned]) -> list[tuple[list[Mentioned], Interval, SignRule]]:
    """Groups with a common value, the most precise mention first in each; linear for groups of few different values."""
    clusters: list[tuple[list[Mentioned], Interval, SignRule]] = []
    for one in sorted(members, key=lambda m: -m.precision):
        for index, (held, shared, rule) in enumerate(clusters):
            joined = bounds.common((shared, one.interval))
            if joined is None and _is_cost(one) and shared.high != INFINITY:
                flipped = bounds.negative(one.interval)
                joined, rule = bounds.common((shared, flipped)), "flipped"
            if joined is not None:
                held.append(one)
                clusters[index] = (held, joined, rule)
                break
        else:
            clusters.append(([one], one.interval, "printed"))
    return clusters


_COSTS = ("Cost", "Expense", "Tax", "Loss", "Dividend", "CapitalExpenditure")


def _is_cost(mentioned: Mentioned) -> bool:
    """Expenses are printed with a minus or without one; profits and balances never so."""
    return any(mentioned.meaning.measure.endswith(word) or mentioned.meaning.measure.startswith(word) for word in _COSTS)


def _fact(key: FactKey, number: int, members: list[Mentioned], shared: Interval, rule: SignRule, conflicts: bool) -> Fact:
    best = members[0].figure
    documents = len({member.dossier.doc_id for member in members})
    agreement = "conflicts" if conflicts else "single" if len(members) == 1 else "agrees"
    return Fact(
        fact_id=_fact_id(key, number),
        key=key,
        entity=best.entity,
        metric=best.metric,
        value=best.value,
        low=_finite(shared.low),
        high=_finite(shared.high),
        decimals=best.decimals,
        sign_rule=rule,
        mentions=len(members),
        documents=documents,
        agreement=agreement,  # type: ignore[arg-type]
        best_figure_id=best.figure_id,
        figure_ids=tuple(member.figure.figure_id for member in members),
    )


def _finite(end: Decimal) -> Decimal | None:
    return end if end.is_finite() else None


def _fact_id(key: FactKey, number: int) -> str:
    period, base = _dates(key.period), _dates(key.base_period)
    scope = ";".join(f"{axis}={member}" for axis, member in key.scope)
    words = "|".join((key.entity_id, key.concept, key.metric, key.role, scope, base, period, key.unit, key.modality, str(number)))
    return "k_" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _dates(period: Period | None) -> str:
    return f"{period.start}/{period.end}" if period is not None else ""
