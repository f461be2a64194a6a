"""One claim on trial: its readings judged by what the evidence prints or leaves to be worked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.audit import explain, predicate
from pipeline.audit.evidence import Grade, Match
from pipeline.audit.proofs import PROOFS
from pipeline.audit.proofs.case import Case, Proof
from pipeline.audit.slip import slip
from pipeline.audit.topic import Reading
from pipeline.audit.weigh import Weighed, weigh
from pipeline.core.claim import Trial, Verdict

_OTHER_REPORT = re.compile(r"(20\d\d)年?(?:年报|年度报告|中报|半年报|季报)")
_TERMS = frozenset({"GrossProceeds", "NetProceeds", "OfferPrice", "SharesOffered"})  # of an offer: one value, no time
_MOST_EVIDENCE = 12
_NEAR = Decimal("1.05")  # two articles round one amount, or one of them errs, by no more


@dataclass(frozen=True, slots=True)
class Tried:
    """What one reading of a claim came to; `others` are proofs that lead to the same."""

    verdict: Verdict
    weighed: Weighed
    proof: Proof | None
    others: tuple[Proof, ...] = ()


def judge(cases: Sequence[tuple[Case, Reading]]) -> tuple[Case, Tried]:
    """The first reading that agrees, else the first refuted one that is sure of its topic, else the first."""
    tried = [(case, reading, _try(case)) for case, reading in cases]
    agreeing = [(case, one) for case, _, one in tried if one.verdict in ("agrees", "agrees_within_rounding")]
    if agreeing:
        case, first = agreeing[0]
        more = tuple(one.proof for _, one in agreeing[1:] if one.proof is not None)
        return case, replace(first, others=first.others + more)
    for verdict in ("disagrees", "not_comparable"):
        for case, reading, one in tried:
            if one.verdict == verdict and reading.refutes and (reading.told or not _at_another_time(case)):
                return case, one
    return tried[0][0], replace(tried[0][2], verdict="not_found", proof=None)


def _at_another_time(case: Case) -> bool:
    """Whether the claimed value is printed of the same quantity for another time."""
    others = (match for match in case.evidence.periods(case.quantity) if match.mentioned.figure.period != case.quantity.period)
    return any(weigh(case.figure, match.interval).agrees for match in others)


def _try(case: Case) -> Tried:
    proofs = [proof for prove in PROOFS for proof in prove(case)]
    weighed = [(proof, weigh(case.figure, proof.computed, proof.by_amount)) for proof in proofs]
    agreeing = [
        (proof, how)
        for proof, how in weighed
        if how.agrees and _believable(case, proof) and (proof.way_zh or not case.witness.by_work_only)
    ]
    if agreeing:
        # As printed before by courtesy, surer before less sure, printed before worked out.
        proof, how = min(agreeing, key=lambda pair: (pair[1].courtesy != "printed", -pair[0].grade, bool(pair[0].way_zh)))
        broken = predicate.broken(case, proof)
        if broken is not None:
            return Tried("disagrees", how, broken)
        verdict: Verdict = "agrees" if how.courtesy == "printed" else "agrees_within_rounding"
        return Tried(verdict, how, proof, tuple(other for other, _ in agreeing if other is not proof))
    if any(how.agrees for _, how in weighed) and case.witness.is_press:
        return Tried("not_found", Weighed("none"), None)
    return _refute(case, [proof for proof, _ in weighed if proof.grade == Grade.SURE and _may_refute(case, proof)])


def _may_refute(case: Case, proof: Proof) -> bool:
    """Of what articles print beside the claim, only what looks like the same quantity misprinted; what is worked out, always."""
    figure, computed = case.figure, proof.computed
    if not case.witness.is_press or proof.way_zh:
        return True
    if case.witness.by_work_only or figure.value is None or figure.decimals is None:
        return False  # one article has many amounts of one size, and does not tell every one of them apart
    if not (computed.low.is_finite() and computed.high.is_finite()):
        return False
    if slip(figure.value, figure.decimals, computed.low, computed.high) not in ("", "sign"):
        return True
    low, high = sorted((abs(figure.value), abs((computed.low + computed.high) / 2)))
    return figure.unit != "ratio" and 0 < low <= high <= low * _NEAR


def _refute(case: Case, sure: Sequence[Proof]) -> Tried:
    none = Weighed("none")
    if not case.quantity.actual and sure and not case.claim.attribution:
        return Tried("disagrees", none, sure[0])  # plan against plan
    if not case.quantity.actual:
        return Tried("not_comparable" if sure or _actual(case) else "not_found", none, sure[0] if sure else _actual(case))
    # What is printed before what is worked out, tables before prose, which also speaks of industries and rivals.
    printed = [proof for proof in sure if not proof.way_zh] or sure
    printed = [proof for proof in printed if proof.matches[0].mentioned.figure.kind == "table"] or printed
    # 其他收入及收益 before 其他收入, which goes by the same measure.
    printed = [proof for proof in printed if proof.matches[0].mentioned.meaning.word == case.quantity.meaning.word] or printed
    if printed:
        backing = [proof for proof in printed if proof.computed.meets(printed[0].computed)]
        if len(backing) * 5 >= len(printed) * 3:
            return Tried("disagrees", none, printed[0], tuple(backing[1:]))
    other = _otherwise(case)
    return Tried("not_comparable" if other else "not_found", none, other)


def _believable(case: Case, proof: Proof) -> bool:
    """Few digits meet many values: what is less than sure must match at least three of them."""
    if proof.grade == Grade.SURE:
        return True
    timed = case.quantity.period is not None
    named = timed and case.figure.qualifier != "exact" and bool(case.quantity.meaning.measure)
    if named and all(_of_same_parts(case, one) for one in proof.matches):
        return True
    digits = re.sub(r"\D", "", case.figure.text).lstrip("0")
    return len(digits) >= 3 or (len(digits) == 2 and (timed or case.quantity.meaning.measure in _TERMS))


def _of_same_parts(case: Case, match: Match) -> bool:
    meaning = match.mentioned.meaning
    return meaning.measure == case.quantity.meaning.measure and case.quantity.meaning.fits(meaning) == "same"


def _actual(case: Case) -> Proof | None:
    """For a forecast: what the filing prints of the same quantity as done. None when the forecast is another report's."""
    match = _OTHER_REPORT.search(case.before + case.claim.attribution)
    if match is not None:
        return None
    if not case.quantity.meaning.measure:
        return None
    found = case.evidence.find(replace(case.quantity, actual=True), least=Grade.SURE if case.witness.is_press else Grade.LIKELY)
    found = [one for one in found if one.mentioned.meaning.measure]
    return Proof(found[0].interval, (found[0],), found[0].grade) if found else None


def _otherwise(case: Case) -> Proof | None:
    """The same quantity in another currency, or only as a forecast."""
    for sought in (replace(case.quantity, actual=False), replace(case.quantity, unit="")):
        for match in case.evidence.find(sought, least=Grade.SURE):
            other = match.mentioned.figure.unit
            if not sought.actual or (_is_money(other) and _is_money(case.quantity.unit) and other != case.quantity.unit):
                return Proof(match.interval, (match,), match.grade)
    return None


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def trial(case: Case, tried: Tried) -> Trial:
    proof = tried.proof
    if proof is None:
        zh, en = explain.missing(case, tried.verdict, *_sought(case))
        return Trial(case.claim, tried.verdict, None, (), zh, en)
    if tried.verdict == "not_comparable":
        figure = proof.matches[0].mentioned.figure
        zh, en = explain.missing(case, tried.verdict, *_unlike(case, proof.matches[0]))
        return Trial(case.claim, tried.verdict, proof.computed, (figure.figure_id,), zh, en)
    zh, en = explain.explain(case, proof, tried.verdict, tried.weighed.courtesy)
    decisive = [match.mentioned for one in (proof, *tried.others) for match in one.matches]
    ids = [one.figure.figure_id for one in (*decisive, *(echo for held in decisive[:4] for echo in case.evidence.echoes(held)))]
    return Trial(case.claim, tried.verdict, proof.computed, tuple(dict.fromkeys(ids))[:_MOST_EVIDENCE], zh, en)


def _sought(case: Case) -> tuple[str, str]:
    when = explain.period_text(case.quantity.period)
    what = case.claim.metric or case.claim.concept
    if case.witness.is_press:
        return (
            f"没有该公司的公告；本文其他数字和其他文章也不能印证{when}的{what}",
            f"there is no filing of the company, and neither this article nor another bears on {what} {when}",
        )
    return (
        f"公告中没有找到{when}的{what}，也没有可以推算它的数字",
        f"no filing prints {what} {when}, nor figures to work it out from",
    )


def _unlike(case: Case, match: Match) -> tuple[str, str]:
    figure = match.mentioned.figure
    zh, en = explain.place(figure, match.mentioned.dossier.source)
    if not case.quantity.actual:
        return f"这是预测，而{zh}的是实际数 {figure.text}", f"a forecast; {en} prints the actual {figure.text}"
    if not match.mentioned.is_actual:
        return f"{zh}的只是预测数 {figure.text}", f"{en} prints only a forecast, {figure.text}"
    return f"{zh}的以{figure.unit}计，{figure.text}", f"{en} prints it in {figure.unit}, {figure.text}"
