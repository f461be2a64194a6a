"""Claims on trial: against filings, then against the rest of the article, then against other articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pipeline.audit import explain, predicate
from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import Evidence, Grade, Match
from pipeline.audit.link import Linker
from pipeline.audit.meaning import MeaningReader
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.proofs import PROOFS
from pipeline.audit.proofs.case import Case, Proof, Sibling
from pipeline.audit.topic import Reading, Topics
from pipeline.audit.weigh import Weighed, weigh
from pipeline.core.claim import Claim, Trial, Verdict
from pipeline.core.figure import Figure
from pipeline.core.period import Period
from pipeline.lexicon import Lexicon

_OTHER_REPORT = re.compile(r"(20\d\d)年?(?:年报|年度报告|中报|半年报|季报)")
_MOST_EVIDENCE = 12
Courtesy = Literal["printed", "zeros", "cut", "none"]


@dataclass(frozen=True, slots=True)
class _Tried:
    verdict: Verdict
    weighed: Weighed
    proof: Proof | None
    others: tuple[Proof, ...] = ()


class Court:
    """Built once of the lexicon, the linker and every mention; called with one article, tries its claims in text order."""

    def __init__(self, lexicon: Lexicon, linker: Linker, mentions: Sequence[Mentioned]) -> None:
        filed = [one for one in mentions if one.dossier.is_filing]
        self._read = MeaningReader(lexicon)
        self._linker = linker
        self._issuers = {one.dossier.doc_id: linker.own.get(one.dossier.doc_id, "") for one in filed}
        self._evidence = Evidence(filed, self._issuers)
        self._topics = Topics(self._read, linker, self._evidence)
        self._definitions = {
            row.word: (row.meaning, row.more["numerator"], row.more["denominator"], row.more["sure"] == "yes")
            for row in lexicon.rows("ratios")
        }

    def __call__(self, article: Dossier) -> list[Trial]:
        figures = {figure.figure_id: figure for figure in article.figures}
        claims = [claim for claim in article.claims if claim.figure_id in figures]
        subject = self._subject(article, claims)
        span = self._main_period(claims, subject)
        siblings: dict[str, Sibling] = {}
        trials = []
        for claim in claims:
            figure = figures[claim.figure_id]
            readings = self._topics(article, claim, subject, span, siblings, _between(claim, figure, siblings, figures))
            cases = [(self._case(claim, figure, reading, siblings), reading.refutes) for reading in readings]
            case, tried = _judge(cases)
            siblings[claim.figure_id] = Sibling(claim, case.quantity, tried.proof)
            trials.append(_trial(case, tried))
        return trials

    def _case(self, claim: Claim, figure: Figure, reading: Reading, siblings: Mapping[str, Sibling]) -> Case:
        figure = replace(figure, qualifier=claim.qualifier)
        return Case(claim, figure, reading.quantity, self._evidence, self._read, self._definitions, reading.base, siblings)

    def _subject(self, article: Dossier, claims: Sequence[Claim]) -> str:
        """The issuer of a filing that the article speaks of most; "" where it speaks of none."""
        own = self._linker.own.get(article.doc_id, "")
        if own and own in self._issuers.values():
            return own
        votes = Counter(self._linker(article.doc_id, claim.entity) for claim in claims if claim.entity)
        known = [(count, entity) for entity, count in votes.items() if entity in self._issuers.values()]
        if known:
            return max(known)[1]
        told = article.profile.title + article.lead + "".join(dict.fromkeys(claim.sentence for claim in claims))
        return self._linker.spoken_of(told) if not any(votes) else ""

    def _main_period(self, claims: Iterable[Claim], subject: str) -> Period | None:
        """The time that most claims of an article are about, among those that the subject's filings print."""
        votes = Counter(claim.period for claim in claims if claim.period is not None and not claim.period.is_instant)
        told = {period: count for period, count in votes.items() if self._evidence.tells(subject, period)}
        if not told:
            return self._evidence.newest(subject)
        return max(told, key=lambda period: (told[period], period.end or date.min))


def _between(claim: Claim, figure: Figure, siblings: Mapping[str, Sibling], figures: Mapping[str, Figure]) -> str:
    """The sentence from the figure before to this one."""
    ends = [figures[one].span.end for one, sibling in siblings.items() if sibling.claim.span == claim.span]
    start = max((end for end in ends if end <= figure.span.start), default=claim.span.start)
    return claim.sentence[start - claim.span.start : figure.span.start - claim.span.start]


def _judge(cases: Sequence[tuple[Case, bool]]) -> tuple[Case, _Tried]:
    """The first reading that agrees, else the first refuted one that is sure of its topic, else the first."""
    tried = [(case, refutes, _try(case)) for case, refutes in cases]
    agreeing = [(case, one) for case, _, one in tried if one.verdict in ("agrees", "agrees_within_rounding")]
    if agreeing:
        case, first = agreeing[0]
        more = tuple(one.proof for _, one in agreeing[1:] if one.proof is not None)
        return case, replace(first, others=first.others + more)
    for verdict in ("disagrees", "not_comparable"):
        for case, refutes, one in tried:
            if one.verdict == verdict and refutes:
                return case, one
    return tried[0][0], replace(tried[0][2], verdict="not_found", proof=None)


def _try(case: Case) -> _Tried:
    proofs = [proof for prove in PROOFS for proof in prove(case)]
    weighed = [(proof, weigh(case.figure, proof.computed, proof.by_amount)) for proof in proofs]
    agreeing = [(proof, how) for proof, how in weighed if how.agrees and _believable(case, proof)]
    if agreeing:
        # As printed before by courtesy, surer before less sure, printed before worked out.
        proof, how = min(agreeing, key=lambda pair: (pair[1].courtesy != "printed", -pair[0].grade, bool(pair[0].way_zh)))
        broken = predicate.broken(case, proof)
        if broken is not None:
            return _Tried("disagrees", how, broken)
        verdict: Verdict = "agrees" if how.courtesy == "printed" else "agrees_within_rounding"
        return _Tried(verdict, how, proof, tuple(other for other, _ in agreeing if other is not proof))
    return _refute(case, [proof for proof, _ in weighed if proof.grade == Grade.SURE])


def _refute(case: Case, sure: Sequence[Proof]) -> _Tried:
    none = Weighed("none")
    if not case.quantity.actual and sure and not case.claim.attribution:
        return _Tried("disagrees", none, sure[0])  # plan against plan
    if not case.quantity.actual:
        return _Tried("not_comparable" if sure or _actual(case) else "not_found", none, sure[0] if sure else _actual(case))
    # What is printed before what is worked out, tables before prose, which also speaks of industries and rivals.
    printed = [proof for proof in sure if not proof.way_zh] or sure
    printed = [proof for proof in printed if proof.matches[0].mentioned.figure.kind == "table"] or printed
    if printed:
        backing = [proof for proof in printed if proof.computed.meets(printed[0].computed)]
        if len(backing) * 5 >= len(printed) * 3:
            return _Tried("disagrees", none, printed[0], tuple(backing[1:]))
    other = _otherwise(case)
    return _Tried("not_comparable" if other else "not_found", none, other)


def _believable(case: Case, proof: Proof) -> bool:
    """Few digits meet many values: what is less than sure must match at least three of them."""
    if proof.grade == Grade.SURE:
        return True
    digits = re.sub(r"\D", "", case.figure.text).lstrip("0")
    return len(digits) >= 3 or (len(digits) == 2 and case.quantity.period is not None)


def _actual(case: Case) -> Proof | None:
    """For a forecast: what the filing prints of the same quantity as done. None when the forecast is another report's."""
    match = _OTHER_REPORT.search(case.before + case.claim.attribution)
    if match is not None:
        return None
    found = case.evidence.find(replace(case.quantity, actual=True), least=Grade.LIKELY)
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


def _trial(case: Case, tried: _Tried) -> Trial:
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
    return (
        f"公告中没有找到{when}的{what}，也没有可以推算它的数字",
        f"no filing prints {what} {when}, nor figures to work it out from",
    )


def _unlike(case: Case, match: Match) -> tuple[str, str]:
    figure = match.mentioned.figure
    if not case.quantity.actual:
        return (
            f"这是预测，而第{figure.page}页列示的是实际数 {figure.text}",
            f"a forecast; page {figure.page} prints the actual {figure.text}",
        )
    if not match.mentioned.is_actual:
        return f"第{figure.page}页只有预测数 {figure.text}", f"page {figure.page} prints only a forecast, {figure.text}"
    return f"第{figure.page}页以{figure.unit}列示 {figure.text}", f"page {figure.page} prints it in {figure.unit}, {figure.text}"
