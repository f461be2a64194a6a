"""Sums over the parts that the article itself lists, plans, and daily values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.evidence import Grade, year_before
from pipeline.audit.proofs.case import Case, Proof, least
from pipeline.core.interval import Interval

_PER_DAY = re.compile(r"每天|每日|日均|一天")


def listed(case: Case) -> Iterator[Proof]:
    """国内2089家，国外104家，合计2193家: the sum of what the filing prints for each part."""
    ids = case.claim.figure_ids[1:]
    if case.claim.claim_type != "cumulative" or len(ids) < 2:
        return
    proofs = [case.siblings[one].proof for one in ids if one in case.siblings]
    if len(proofs) < len(ids) or any(proof is None or len(proof.matches) != 1 for proof in proofs):
        return
    held = [proof for proof in proofs if proof is not None]
    matches = tuple(proof.matches[0] for proof in held)
    computed = bounds.total(proof.computed for proof in held)
    yield Proof(computed, matches, least(*matches), " + ".join("ABCDEFGH"[: len(held)]), "sum of the parts")


def planned(case: Case) -> Iterator[Proof]:
    """A planned growth on the level of the year before gives the planned level."""
    period = case.quantity.period
    if case.claim.modality != "forecast" or case.claim.role not in ("level", "other") or period is None:
        return
    rates = case.evidence.find(replace(case.quantity, unit="ratio"), ("growth",), least=Grade.LIKELY)
    if not rates:
        return
    level = replace(case.quantity, period=year_before(period), actual=True, meaning=rates[0].mentioned.meaning)
    old = case.evidence.best(level)
    if old is None:
        return
    grown = bounds.total((Interval.exactly(rates[0].mentioned.figure.value or Decimal(0)), Interval.exactly(Decimal(1))))
    yield Proof(bounds.product(old.interval, grown), (rates[0], old), least(rates[0], old), "B × (1 + A)", "B * (1 + A)")


def daily(case: Case) -> Iterator[Proof]:
    """A printed total over the days of its time."""
    period = case.quantity.period
    if not _PER_DAY.search(case.before[-20:] + case.claim.metric) or period is None or not (period.start and period.end):
        return
    days = (period.end - period.start).days + 1
    match = case.evidence.best(case.quantity)
    if match is not None and days > 1:
        computed = bounds.scaled(match.interval, Decimal(1) / Decimal(days))
        yield Proof(computed, (match,), match.grade, f"A ÷ {days}天", f"A / {days} days")
