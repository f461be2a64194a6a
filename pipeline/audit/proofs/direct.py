"""The filing prints the quantity itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.alike import covered
from pipeline.audit.evidence import Grade, Match, is_flow, per_shares, year_before
from pipeline.audit.proofs.case import Case, Proof, claimed_base
from pipeline.core.mention import Role
from pipeline.lexicon.fold import fold

_LOSS = re.compile("亏损|虧損|亏|费用|開支|开支|成本|支出|损失|流出|分红|派|股利|股息|分配")
_ROLES: dict[str, tuple[Role, ...]] = {
    "growth": ("growth", "change"),
    "change": ("change", "growth"),
    "cagr": ("cagr",),
    "multiple": ("multiple",),
    "share": ("share", "level"),
    "level": ("level", "share", "other"),
    "rank": ("rank",),
    "other": ("other", "level"),
    "threshold": ("threshold", "level"),
}
_HALF = 0.5
_PER_DAY = re.compile(r"每天|每日|日均|一天|单日")


def direct(case: Case) -> Iterator[Proof]:
    """Each printed mention of the same quantity and role; of per-share values, brought to one share."""
    if case.figure.unit == "rank" or _PER_DAY.search(case.before[-20:] + case.claim.metric):
        return
    net = case.claim.claim_type == "change" and "净" in case.before[-6:]
    for match in case.evidence.find(case.quantity, _ROLES.get(case.claim.role, ("level",)), least=Grade.LIKELY):
        whole = whole_grade(case, match)
        match = replace(match, grade=min(match.grade, whole)) if whole is not None else match
        if whole is not None and _same_base(case, match) and not (net and "净" not in match.mentioned.figure.metric):
            yield _scaled(case, match)


def by_amount(case: Case, match: Match) -> bool:
    """A loss or a cost is compared without its sign; a direction of change never."""
    if case.claim.role in ("growth", "change", "cagr"):
        return False
    return bool(_LOSS.search(case.claim.metric) or _LOSS.search(match.mentioned.figure.metric))


def _scaled(case: Case, match: Match) -> Proof:
    figure = match.mentioned.figure
    computed = match.interval
    if case.quantity.meaning.measure == "DividendPerShare":
        ours = per_shares(case.figure, case.before + case.figure.text)
        theirs = per_shares(figure, figure.context or figure.metric)
        computed = bounds.scaled(computed, Decimal(ours) / Decimal(theirs))
        if ours != theirs:
            return Proof(computed, (match,), match.grade, f"÷ {theirs}股 × {ours}股", f"per {theirs} shares, brought to {ours}")
    return Proof(computed, (match,), match.grade, by_amount=by_amount(case, match))


def _same_base(case: Case, match: Match) -> bool:
    """A growth against 2019 says nothing of one against the year before."""
    figure, period = match.mentioned.figure, case.quantity.period
    if case.claim.role not in ("growth", "change") or period is None or figure.period is None:
        return True
    named = claimed_base(case)
    theirs = figure.base_period or year_before(figure.period)
    return named is None or theirs.end == named.end


def whole_grade(case: Case, match: Match) -> Grade | None:
    """How surely two shares are of one whole; None where they are not. A column of 比例 does not say of what."""
    theirs = match.mentioned.meaning.whole or match.mentioned.figure.base_text
    if case.claim.role != "share":
        # 研发10% without a word of what it is a share of.
        bare = case.figure.unit == "ratio" and case.claim.role in ("level", "other")
        return Grade.LIKELY if bare and is_flow(case.quantity.meaning.measure) else Grade.SURE
    ours = case.base.meaning if case.base is not None else None
    whole = case.read(theirs, "") if theirs else None
    if ours is None or not ours.measure:
        part = whole is None or whole.measure in ("", case.quantity.meaning.measure)
        return Grade.SURE if part else Grade.LIKELY
    if whole is None or not whole.measure:
        narrower = whole is not None and covered(whole.parts, fold(case.claim.sentence)) < _HALF
        return None if narrower and not ours.parts else Grade.LIKELY
    return Grade.SURE if whole.measure == ours.measure and ours.fits(whole) != "other" else None
