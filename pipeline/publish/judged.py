"""What the second half of the flow found, as columns: claims with their verdicts, facts, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.core.claim import Claim, Trial
from pipeline.core.fact import Fact
from pipeline.core.finding import Finding
from pipeline.core.interval import Interval
from pipeline.core.period import Period
from pipeline.publish.columns import Columns, exact, first_day, last_day
from pipeline.publish.exact import settled


@dataclass(frozen=True, slots=True)
class Judged:
    """What all documents together gave for one of them.

    entity_ids  figure_id -> entity_id, linked over documents
    claim_ids   claim_id -> entity_id
    trials      the verdicts on its claims
    findings    those about it
    """

    entity_ids: Mapping[str, str] = field(default_factory=dict)
    claim_ids: Mapping[str, str] = field(default_factory=dict)
    trials: Sequence[Trial] = ()
    findings: Sequence[Finding] = ()


def claims(doc_id: str, source: str, trials: Sequence[Trial], entity_ids: Mapping[str, str]) -> Columns:
    """Rows of one document by sentence, and within one in the order given. `entity_ids` is claim_id -> entity_id."""
    rows = sorted(trials, key=lambda trial: trial.claim.span)
    held = [trial.claim for trial in rows]
    return {
        **_asserted(held, doc_id, source, entity_ids),
        "verdict": [row.verdict for row in rows],
        "computed_low": [low(row.computed) for row in rows],
        "computed_high": [high(row.computed) for row in rows],
        "evidence": [";".join(row.evidence) for row in rows],
        "explanation_zh": [row.explanation_zh for row in rows],
        "explanation_en": [row.explanation_en for row in rows],
    }


def _asserted(held: Sequence[Claim], doc_id: str, source: str, entity_ids: Mapping[str, str]) -> Columns:
    return {
        "claim_id": [claim.claim_id for claim in held],
        "doc_id": [doc_id] * len(held),
        "source": [source] * len(held),
        "page": [claim.page or None for claim in held],
        "char_start": [claim.span.start for claim in held],
        "char_end": [claim.span.end for claim in held],
        "sentence": [claim.sentence for claim in held],
        "claim_type": [claim.claim_type for claim in held],
        "entity": [claim.entity for claim in held],
        "entity_id": [entity_ids.get(claim.claim_id, "") for claim in held],
        "metric": [claim.metric for claim in held],
        "concept": [claim.concept for claim in held],
        "role": [claim.role for claim in held],
        "scope": [_scope(claim.scope) for claim in held],
        **_periods([claim.period for claim in held], [claim.base_period for claim in held]),
        "value": [exact(claim.value) for claim in held],
        "low": [exact(claim.low) for claim in held],
        "high": [exact(claim.high) for claim in held],
        "unit": [claim.unit for claim in held],
        "qualifier": [claim.qualifier for claim in held],
        "base_entity": [claim.base_entity for claim in held],
        "modality": [claim.modality for claim in held],
        "attribution": [claim.attribution for claim in held],
        "figure_ids": [";".join(claim.figure_ids) for claim in held],
    }


def facts(rows: Sequence[Fact]) -> Columns:
    """Rows in the order given; in a table they stand by `fact_order`."""
    keys = [row.key for row in rows]
    return {
        "fact_id": [row.fact_id for row in rows],
        "entity": [row.entity for row in rows],
        "entity_id": [key.entity_id for key in keys],
        "concept": [row.concept for row in rows],
        "metric": [row.metric for row in rows],
        "role": [key.role for key in keys],
        "scope": [_scope(key.scope) for key in keys],
        **_periods([key.period for key in keys], [key.base_period for key in keys]),
        "unit": [key.unit for key in keys],
        "modality": [key.modality for key in keys],
        "value": [exact(row.value) for row in rows],
        "low": [bound(row.low) for row in rows],
        "high": [bound(row.high) for row in rows],
        "decimals": [row.decimals for row in rows],
        "sign_rule": [row.sign_rule for row in rows],
        "mentions": [row.mentions for row in rows],
        "documents": [row.documents for row in rows],
        "agreement": [row.agreement for row in rows],
        "best_figure_id": [row.best_figure_id for row in rows],
        "figure_ids": [";".join(row.figure_ids) for row in rows],
    }


def findings(rows: Sequence[Finding]) -> Columns:
    """Rows by document, page, check and id."""
    rows = sorted(rows, key=lambda row: (row.doc_id, row.page, row.check, row.finding_id))
    return {
        "finding_id": [row.finding_id for row in rows],
        "check": [row.check for row in rows],
        "severity": [row.severity for row in rows],
        "doc_id": [row.doc_id for row in rows],
        "source": [row.source for row in rows],
        "page": [row.page or None for row in rows],
        "expected_low": [low(row.expected) for row in rows],
        "expected_high": [high(row.expected) for row in rows],
        "observed_low": [low(row.observed) for row in rows],
        "observed_high": [high(row.observed) for row in rows],
        "unit": [row.unit for row in rows],
        "message_zh": [row.message_zh for row in rows],
        "message_en": [row.message_en for row in rows],
        "figure_ids": [";".join(row.figure_ids) for row in rows],
    }


def low(interval: Interval | None) -> Decimal | None:
    return bound(interval.low) if interval else None


def high(interval: Interval | None) -> Decimal | None:
    return bound(interval.high) if interval else None


def bound(value: Decimal | None) -> Decimal | None:
    """An end of an interval as the contract holds it; an infinite end is empty."""
    held = exact(value)
    return None if held is None else settled(held)


def _periods(periods: Iterable[Period | None], bases: Iterable[Period | None]) -> Columns:
    held, against = list(periods), list(bases)
    return {
        "period_start": [first_day(period) for period in held],
        "period_end": [last_day(period) for period in held],
        "base_period_start": [first_day(period) for period in against],
        "base_period_end": [last_day(period) for period in against],
    }


def _scope(scope: Iterable[tuple[str, str]]) -> str:
    return ";".join(f"{axis}={member}" for axis, member in scope)


def fact_order(fact: Fact) -> tuple[str, str, str, str, str]:
    """The order of the published table."""
    when = fact.key.period
    days = f"{when.start}..{when.end}" if when else ""
    return fact.key.entity_id, fact.concept, fact.metric, days, fact.fact_id
