"""Growth told in prose beside the levels that the facts hold, where the sentence leaves no doubt what grew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.audit import bounds
from pipeline.audit.evidence import year_before
from pipeline.audit.mentioned import Mentioned
from pipeline.core.fact import Fact
from pipeline.core.interval import Interval
from pipeline.core.period import Period

# Lists deal their values out to times or subjects in an order that must be guessed.
_LISTS = re.compile(r"分别|分別|依次|respectively", re.IGNORECASE)
_RATES = frozenset({"ratio", "pp", "times"})
_Quantity = tuple[str, str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True, slots=True)
class Grown:
    """A growth rate of prose, the levels it is said of (new, old), the printed rate and the rate that the levels give."""

    rate: Mentioned
    new: Mentioned
    old: Mentioned
    printed: Interval
    worked: Interval


def grown(facts: Sequence[Fact], known: Mapping[str, Mentioned], told: Iterable[Mentioned]) -> Iterator[Grown]:
    """Each rate over one year of a quantity that has one fact, told in a table, at both times.

    Only where the rate's sentence also prints a level or the change, as the facts have it: then what grew is sure.
    Lists and rates from or to a loss are left out. `known` is figure_id -> mention, of filings;
    `told` are the mentions of their sentences.
    """
    levels = _levels(facts, known)
    beside = _sentences(told)
    for fact in facts:
        key = fact.key
        if key.role != "growth" or key.unit != "ratio" or key.modality != "actual" or key.period is None:
            continue
        for rate in (known[name] for name in fact.figure_ids if name in known):
            pair = _pair(levels, _quantity(fact), key.period)
            if pair is None or not _is_sure(rate, key.period):
                continue
            worked = bounds.growth(pair[0].interval, pair[1].interval)
            printed = bounds.cut(rate.figure)
            if worked is None or printed is None:
                continue
            if _is_borne_out(beside[rate.dossier.doc_id, rate.figure.context], pair):
                yield Grown(rate, *pair, printed, worked)


def _quantity(fact: Fact) -> _Quantity:
    key = fact.key
    return key.entity_id, key.concept, tuple(pair for pair in key.scope if pair[0] != "of"), key.metric


def _levels(facts: Iterable[Fact], known: Mapping[str, Mentioned]) -> Mapping[tuple[_Quantity, Period], list[Mentioned]]:
    """The best mention of each fact; a time with two facts, or with one of prose alone, decides nothing."""
    levels: dict[tuple[_Quantity, Period], list[Mentioned]] = defaultdict(list)
    for fact in facts:
        key = fact.key
        if key.role != "level" or not key.concept or key.period is None or key.modality != "actual" or key.unit in _RATES:
            continue
        entity, concept, scope, metric = _quantity(fact)
        plain = tuple(pair for pair in scope if pair[0] != "in")
        if fact.best_figure_id in known and any(known[one].figure.cell for one in fact.figure_ids if one in known):
            levels[(entity, concept, plain, metric), key.period].append(known[fact.best_figure_id])
    return levels


def _pair(
    levels: Mapping[tuple[_Quantity, Period], list[Mentioned]], quantity: _Quantity, period: Period
) -> tuple[Mentioned, Mentioned] | None:
    new, old = levels.get((quantity, period), ()), levels.get((quantity, year_before(period)), ())
    if len(new) != 1 or len(old) != 1 or new[0].figure.unit != old[0].figure.unit:
        return None
    return new[0], old[0]


def _is_sure(rate: Mentioned, period: Period) -> bool:
    figure = rate.figure
    base = figure.base_period
    over_a_year = base is None or base == year_before(period) or (period.is_instant and base.end == year_before(period).end)
    return figure.kind == "prose" and figure.qualifier == "exact" and over_a_year and not _LISTS.search(figure.context)


def _sentences(mentions: Iterable[Mentioned]) -> Mapping[tuple[str, str], list[Mentioned]]:
    held: dict[tuple[str, str], list[Mentioned]] = defaultdict(list)
    for one in mentions:
        if one.figure.kind == "prose":
            held[one.dossier.doc_id, one.figure.context].append(one)
    return held


def _is_borne_out(sentence: Iterable[Mentioned], pair: tuple[Mentioned, Mentioned]) -> bool:
    """Whether the sentence prints the new level, the old one, or their difference."""
    new, old = pair
    change = bounds.amount(bounds.difference(new.interval, old.interval))
    for one in sentence:
        if one.figure.unit != new.figure.unit or one.figure.decimals is None:
            continue
        wide = bounds.cut(one.figure)
        if wide is not None and any(wide.meets(value) for value in (new.interval, old.interval, change)):
            return True
    return False
