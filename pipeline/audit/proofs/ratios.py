"""Shares, multiples and named ratios, worked out from two levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.evidence import Grade, Match, Quantity, year_to
from pipeline.audit.meaning import Meaning
from pipeline.audit.proofs.case import Case, Proof, least, operand
from pipeline.audit.proofs.moves import pair_of
from pipeline.core.interval import Interval
from pipeline.core.period import Period

_COMMA = re.compile(r"[，,；;]")
_GROWN_BY = re.compile(r"增长|增加|上升|提高|多|高出|超出|超过|高于|提升|增幅")
_LOOSE = re.compile(r"暴涨|猛增|飙升|激增|扩大|翻|上涨|涨|暴增|大增")
_GROWN_TO = re.compile(r"增至|增长到|增加到|扩大到|扩大至|升至|涨到|达到|达")
_OF = re.compile(r"的(?:约|近|将近|接近|超过|超|逾|不到|不足)?$")
_BEYOND = re.compile(r"超出|高出|超过|多出|低于|高于")


def share(case: Case) -> Iterator[Proof]:
    """part / whole. Where the words name no whole, the same measure of the whole company, which refutes nothing."""
    if case.figure.unit not in ("ratio", "times") or case.claim.role not in ("share", "multiple", "level"):
        return
    if case.claim.claim_type not in ("share", "multiple", "comparison", "forecast"):
        return
    if case.base is not None and case.base.meaning == case.quantity.meaning and not _of_another_time(case, case.base):
        return
    part, whole = operand(case, _plain(case.quantity)), _whole(case)
    if part is None or whole is None or whole.mentioned is part.mentioned:
        return
    computed = bounds.ratio(bounds.amount(part.interval), bounds.amount(whole.interval))
    if computed is not None:
        grade = min(least(part, whole), Grade.SURE if case.base is not None else Grade.LIKELY)
        yield Proof(computed, (part, whole), grade, "A ÷ B", "A / B")


def multiple(case: Case) -> Iterator[Proof]:
    """增长n倍 is growth of n, 增至n倍 a ratio of n; looser words (暴涨n倍) may mean either."""
    if case.figure.unit != "times" or (case.base is not None and case.base.meaning != case.quantity.meaning):
        return
    words = _COMMA.split(case.before)[-1][-12:]
    if _GROWN_BY.search(words) and not _GROWN_TO.search(words):
        for match in case.evidence.find(replace(case.quantity, unit="ratio"), ("growth",), least=Grade.LIKELY):
            yield Proof(match.interval, (match,), match.grade)
    pair = _span_ends(case) or _named_time(case) or pair_of(case)
    if pair is None:
        return
    quotient = bounds.ratio(bounds.amount(pair[0].interval), bounds.amount(pair[1].interval))
    if quotient is None:
        return
    grown = bounds.total((quotient, Interval.exactly(Decimal(-1))))
    if _GROWN_TO.search(words):
        yield Proof(quotient, pair, least(*pair), "A ÷ B", "A / B")
    elif _LOOSE.search(words):
        yield Proof(grown, pair, least(*pair), "A ÷ B - 1", "A / B - 1")
        yield Proof(quotient, pair, least(*pair), "A ÷ B", "A / B")
    elif _OF.search(words):
        yield Proof(quotient, pair, least(*pair), "A ÷ B", "A / B")
    elif _GROWN_BY.search(words):
        yield Proof(grown, pair, least(*pair), "A ÷ B - 1", "A / B - 1")


def _named_time(case: Case) -> tuple[Match, Match] | None:
    """半年的现金流是上年全年的2倍: the two times may differ in length where the words name the base."""
    if case.base is None or case.base.period in (None, case.quantity.period):
        return None
    new, old = case.evidence.best(_plain(case.quantity)), case.evidence.best(_plain(case.base))
    return (new, old) if new is not None and old is not None else None


def beyond(case: Case) -> Iterator[Proof]:
    """超出设计产能三成: how far one quantity stands beyond another."""
    if case.base is None or case.figure.unit != "ratio" or case.base.meaning == case.quantity.meaning:
        return
    if not _BEYOND.search(case.before[-16:]):
        return
    one, other = case.evidence.best(_plain(case.quantity)), case.evidence.best(_plain(case.base))
    if one is None or other is None:
        return
    computed = bounds.growth(one.interval, other.interval)
    if computed is not None:
        yield Proof(computed, (one, other), least(one, other), "A ÷ B - 1", "A / B - 1")


def defined(case: Case) -> Iterator[Proof]:
    """毛利率 = 1 - 营业成本 / 营业收入, and the other rows of config/lexicon/ratios.csv."""
    held = case.definitions.get(case.quantity.meaning.measure)
    if held is None or case.claim.role not in ("level", "share", "other"):
        return
    form, numerator, denominator, sure = held
    if (form in ("difference", "product")) == (case.figure.unit in ("ratio", "times")):
        return
    above, below = case.evidence.best(case.of(numerator)), case.evidence.best(case.of(denominator))
    if above is None or below is None:
        return
    computed = _form(form, above.interval, below.interval)
    if computed is not None:
        grade = min(least(above, below), Grade.SURE if sure else Grade.LIKELY)
        ways = {"complement": "1 - A ÷ B", "difference": "A - B", "product": "A × B", "quotient": "A ÷ B"}
        yield Proof(computed, (above, below), grade, ways[form], ways[form].replace("÷", "/").replace("×", "*"))


def _form(form: str, above: Interval, below: Interval) -> Interval | None:
    if form == "difference":
        return bounds.difference(above, bounds.amount(below))
    if form == "product":
        return bounds.product(above, below)
    quotient = bounds.ratio(bounds.amount(above) if form == "complement" else above, below)
    if quotient is None or form == "quotient":
        return quotient
    return bounds.difference(Interval.exactly(Decimal(1)), quotient)


def _of_another_time(case: Case, base: Quantity) -> bool:
    """相当于上年全年的67%: a part of what it was then, where no word of growth stands."""
    differs = base.period != case.quantity.period or base.basis != case.quantity.basis
    return differs and bool(_OF.search(case.before))


def _plain(quantity: Quantity) -> Quantity:
    return replace(quantity, unit="", meaning=replace(quantity.meaning, whole=""))


def _whole(case: Case) -> Match | None:
    if case.base is not None:
        return operand(case, _plain(case.base))
    meaning = Meaning(case.quantity.meaning.measure, frozenset())
    return case.evidence.best(replace(case.quantity, unit="", meaning=meaning)) if case.quantity.meaning.parts else None


def _span_ends(case: Case) -> tuple[Match, Match] | None:
    """从2022年的…到2024年的…，n倍: the first and the last year of a span of several."""
    period = case.quantity.period
    if period is None or not (period.start and period.end) or period.end.year - period.start.year < 1 or period.start.month != 1:
        return None
    first = Period(period.start, period.start.replace(month=12, day=31))
    old = case.evidence.best(_plain(case.quantity.at(first)))
    new = case.evidence.best(_plain(case.quantity.at(year_to(period.end))))
    return (new, old) if new is not None and old is not None else None
