"""An article's figures as claims."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.claim import Claim, ClaimType
from pipeline.core.document import Document
from pipeline.core.figure import Figure
from pipeline.core.place import Span
from pipeline.extract.claims import settle
from pipeline.extract.claims.clause import Clause, clauses
from pipeline.extract.claims.registry import Base, readers
from pipeline.lexicon.fold import fold

_ATTRIBUTABLE = re.compile(
    r"归母净|归属于?(?:上市公司|母公司|本公司|公司|发行人)(?:普通股)?(?:股东|所有者|拥有人)?的?净(?:利润|亏损)"
)
_NET_PROFIT = re.compile(r"(?:归母|归属\S{0,14}|合并|母公司|扣非后?|经调整|少数股东)?净利润?(?!率)")


class ReadClaims:
    """Built once, called with an article and its figures: one claim for each figure that asserts something, in text order."""

    def __init__(self) -> None:
        self._readers = readers()

    def __call__(self, document: Document, figures: Sequence[Figure]) -> tuple[Claim, ...]:
        attributable = _ATTRIBUTABLE.search(fold(document.text))
        carried = attributable.start() if attributable else len(document.text)
        claims = []
        for clause in clauses(document.text, figures):
            claim = None if settle.is_basis(clause) else self._claim(document.doc_id, clause, carried)
            if claim is not None:
                claims.append(claim)
        return tuple(settle.series(document.text, claims, {figure.figure_id: figure for figure in figures}))

    def _claim(self, doc_id: str, clause: Clause, carried: int) -> Claim | None:
        for reader in self._readers:
            base = reader.read(clause)
            if base is not None:
                claim = _of(doc_id, clause, reader.claim_type, base)
                return _attributable(claim) if clause.figure.span.start > carried else claim
        return None


def _of(doc_id: str, clause: Clause, claim_type: ClaimType, base: Base) -> Claim:
    figure = clause.figure
    leaned = clause.earlier[len(clause.earlier) - base.figures :] if base.figures else ()
    return Claim(
        claim_id="c_" + hashlib.sha256(f"{doc_id}|{figure.span.start}-{figure.span.end}".encode()).hexdigest()[:16],
        span=Span(clause.sentence.start, clause.sentence.end),
        sentence=clause.text,
        claim_type=claim_type,
        entity=figure.entity,
        metric=figure.metric,
        concept=figure.concept,
        role=base.role or figure.role,
        scope=figure.scope,
        period=figure.period,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=settle.unit(clause),
        qualifier=settle.qualifier(clause),
        base_entity=base.words,
        base_period=figure.base_period,
        modality="forecast" if settle.is_forecast(clause) else figure.modality,
        attribution=figure.attribution,
        figure_ids=(figure.figure_id, *(one.figure_id for one in leaned)),
        page=figure.page,
        period_source=figure.period_source,
    )


def _attributable(claim: Claim) -> Claim:
    """Bare 净利润 after 归母净利润 was named is that one; 合并净利润 and 母公司净利润 say that they are not."""
    base = _NET_PROFIT.search(fold(claim.base_entity))
    if base is not None and base.group() in ("净利润", "净利"):
        claim = replace(
            claim,
            base_entity=claim.base_entity.replace("净利", "归母净利", 1),
            metric=claim.metric.replace(claim.base_entity, claim.base_entity.replace("净利", "归母净利", 1)),
        )
    match = _NET_PROFIT.search(fold(claim.metric))
    if claim.concept != "NetProfit" or match is None or match.group() not in ("净利润", "净利"):
        return claim
    if any(axis == "basis" for axis, _ in claim.scope):
        return claim
    metric = "归母净利润" if claim.metric.startswith("股东的") else claim.metric.replace("净利", "归母净利", 1)
    return replace(claim, concept="NetProfitAttributableToParent", metric=metric)
