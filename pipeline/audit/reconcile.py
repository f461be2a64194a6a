"""Figures to facts: mentions of one quantity are joined when their intervals meet."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.basis import basis_of, parent_tables, pro_forma_tables, twin_tables
from pipeline.audit.contradiction import Cluster, contradictory
from pipeline.audit.dossier import Dossier
from pipeline.audit.link import Linker
from pipeline.audit.meaning import Meaning, MeaningReader, is_cost
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.sums import TOTAL
from pipeline.core.fact import Fact, FactKey
from pipeline.core.figure import Figure
from pipeline.core.interval import INFINITY
from pipeline.core.period import Period
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold


class Survey:
    """Every figure of a document as a Mentioned. Built once from the lexicon, called with a document and who is who in it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._read = MeaningReader(lexicon)

    def __call__(self, dossier: Dossier, linker: Linker) -> list[Mentioned]:
        parents, pro_forma = parent_tables(dossier), pro_forma_tables(dossier)
        heads = {table.table_id: " ".join((table.caption, *table.section_path[-1:])) for table in dossier.tables}
        whole, dossier = dossier, dossier.cover()
        found = []
        for figure in whole.figures:
            interval = bounds.stated(figure)
            if interval is None:
                continue
            entity = linker(dossier.doc_id, figure.entity)
            meaning = self._read(figure.metric, figure.concept, figure.role)
            basis = basis_of(figure, parents)
            if basis and "母公司" in figure.metric:
                meaning = replace(meaning, parts=frozenset(part for part in meaning.parts if "母公司" not in part))
            meaning = _in_table(meaning, figure, heads)
            if not basis and figure.cell is not None and figure.cell.table_id in pro_forma:
                basis = "pro forma"
            head = heads.get(figure.cell.table_id, "") if figure.cell is not None else ""
            found.append(Mentioned(figure, dossier, entity, meaning, interval, basis, head))
        twins = twin_tables(found)
        if not twins:
            return found
        return [replace(one, basis="parent") if one.figure.cell and one.figure.cell.table_id in twins else one for one in found]


# A table of the biggest customers: its total is theirs, not the company's.
_LISTS = re.compile(r"(客户|客戶|供应商|供應商)")


def _in_table(meaning: Meaning, figure: Figure, heads: Mapping[str, str]) -> Meaning:
    """The total of a list of customers or suppliers is narrowed by them."""
    if figure.cell is None or meaning.parts or not TOTAL.search(figure.metric):
        return meaning
    match = _LISTS.search(heads.get(figure.cell.table_id, ""))
    return meaning if match is None else replace(meaning, parts=frozenset({fold(match[1])}))


def reconcile(mentions: Sequence[Mentioned]) -> list[Fact]:
    """Facts in the order of their first mention.

    Mentions of one key whose intervals share a value are one fact. Where they share none, each agreeing group is a fact
    of its own. It is marked `conflicts` where it contradicts another (a restated value of a later filing stands beside the
    first one); where it does not, `in` of its scope says where the second quantity of that name is printed.
    What a figure leaves empty is empty in its key.
    """
    groups: dict[FactKey, list[Mentioned]] = defaultdict(list)
    for mentioned in mentions:
        groups[key_of(mentioned)].append(mentioned)
    facts: list[Fact] = []
    for key, members in groups.items():
        clusters = _clusters(members)
        # The value that most mentions print keeps the plain key.
        clusters.sort(key=lambda cluster: -len(cluster.members))
        for number, (cluster, conflicts) in enumerate(zip(clusters, contradictory(key, clusters), strict=True)):
            named = key if conflicts or number == 0 else _apart(key, cluster)
            facts.append(_fact(named, cluster, number, conflicts=conflicts))
    return facts


def _apart(key: FactKey, cluster: Cluster) -> FactKey:
    """The key of another quantity under the same words: where it is printed tells it from the first."""
    figure = cluster.members[0].figure
    place = figure.cell.table_id if figure.cell else figure.figure_id
    return replace(key, scope=tuple(sorted((*key.scope, ("in", place)))))


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


def _clusters(members: Sequence[Mentioned]) -> list[Cluster]:
    """Groups with a common value, the most precise mention first in each; linear for groups of few different values."""
    clusters: list[Cluster] = []
    for one in sorted(members, key=lambda m: -m.precision):
        for index, held in enumerate(clusters):
            joined = _join(held, one)
            if joined is not None:
                clusters[index] = joined
                break
        else:
            clusters.append(Cluster([one], one.interval, "printed"))
    return clusters


def _join(held: Cluster, one: Mentioned) -> Cluster | None:
    """The cluster with one mention more, or None. Digits cut off instead of rounded join, and leave the interval as it is."""
    members, shared, rule = [*held.members, one], held.shared, held.rule
    common = bounds.common((shared, one.interval))
    if common is not None:
        return Cluster(members, common, rule)
    if shared.high != INFINITY and is_cost(one.meaning.measure or one.figure.metric):
        flipped = bounds.common((shared, bounds.negative(one.interval)))
        if flipped is not None:
            return Cluster(members, flipped, "flipped")
    wide = bounds.cut(one.figure)
    coarser = one.precision < held.members[0].precision and one.figure.qualifier == "exact"
    return Cluster(members, shared, rule) if coarser and wide is not None and wide.meets(shared) else None


def _fact(key: FactKey, cluster: Cluster, number: int, conflicts: bool) -> Fact:
    members, shared = cluster.members, cluster.shared
    best = members[0].figure
    documents = len({member.dossier.doc_id for member in members})
    agreement = "conflicts" if conflicts else "single" if len(members) == 1 else "agrees"
    return Fact(
        fact_id=_fact_id(key, number),
        key=key,
        entity=best.entity,
        concept=best.concept,
        metric=best.metric,
        value=best.value,
        low=_finite(shared.low),
        high=_finite(shared.high),
        decimals=best.decimals,
        sign_rule=cluster.rule,
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
