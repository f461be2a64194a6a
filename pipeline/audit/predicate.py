"""What a sentence says about a figure beside its value: 为全年最高, 同样超过设计产能, 营收首破千亿."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.audit.evidence import Grade, Match, same_unit
from pipeline.audit.meaning import Meaning
from pipeline.audit.proofs.case import Case, Proof
from pipeline.audit.timewords import base_time, quarter_of

_BEYOND = re.compile(r"^[，,]?[^，,；;。]{0,8}?(超过|高于|多于|低于|不及|少于)([^，,；;。\d]{2,16})")
_EXTREME = re.compile(r"^[，,]?[^，,；;。]{0,6}?(?:全年|四个季度|各季度?)[^，,；;。]{0,4}?最(高|低)")
_THAN_BEFORE = re.compile(
    r"^[，,]?[^，,；;。]{0,6}?(超过|高于|多于|低于|不及|少于)((?:20\d\d年|上年|去年|上一年|同期)[^，,；;。\d]{0,4}?)(?=[，,；;。]|$)"
)
_MORE = frozenset({"超过", "高于", "多于"})


def broken(case: Case, proof: Proof) -> Proof | None:
    """The proof that the predicate after the figure is false; None where it holds, is absent, or cannot be known."""
    if case.claim.role not in ("level", "multiple"):
        return None
    if len(proof.matches) != 1:
        return _before(case, proof)
    return _beyond(case, proof) or _before(case, proof) or _extreme(case, proof)


def _beyond(case: Case, proof: Proof) -> Proof | None:
    match = _BEYOND.search(case.after)
    if match is None:
        return None
    meaning = case.read(match[2], "")
    if not meaning.measure or (meaning.measure == case.quantity.meaning.measure and not meaning.parts):
        return None
    base = replace(case.quantity, unit="", meaning=Meaning(meaning.measure, meaning.parts or case.quantity.meaning.parts))
    other = case.evidence.best(base)
    if other is None or other.mentioned.figure.unit != proof.matches[0].mentioned.figure.unit:
        return None
    above = proof.computed.low > other.interval.high
    below = proof.computed.high < other.interval.low
    return _false(proof, (other,)) if (below if match[1] in _MORE else above) else None


def _before(case: Case, proof: Proof) -> Proof | None:
    """流动比率20.7倍，高于上年末: the same quantity at the time named."""
    match = _THAN_BEFORE.search(case.after)
    then = base_time(match[2], case.quantity.period) if match is not None else None
    if match is None or then is None or then == case.quantity.period:
        return None
    other = case.evidence.best(case.quantity.at(then))
    if other is None or not same_unit(case.figure.unit, other.mentioned.figure.unit):
        return None
    above = proof.computed.low > other.interval.high
    below = proof.computed.high < other.interval.low
    return _false(proof, (other,)) if (below if match[1] in _MORE else above) else None


def _extreme(case: Case, proof: Proof) -> Proof | None:
    match = _EXTREME.search(case.after)
    period = case.quantity.period
    if match is None or period is None or period.end is None:
        return None
    for number in range(1, 5):
        other = case.evidence.best(case.quantity.at(quarter_of(period.end.year, number)))
        if other is not None and other.grade >= Grade.LIKELY:
            rival = other.interval.low > proof.computed.high if match[1] == "高" else other.interval.high < proof.computed.low
            if rival:
                return _false(proof, (other,))
    return None


def _false(proof: Proof, others: tuple[Match, ...]) -> Proof:
    return replace(
        proof, matches=(*proof.matches, *others), way_zh="A 与 B 相比，所说的关系不成立", way_en="A and B do not stand as said"
    )
