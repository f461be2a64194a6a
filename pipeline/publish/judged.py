"""What the second half of the flow found, as columns: claims with their verdicts, facts, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.core.claim import Claim, Trial
from pipeline.core.fact import Fact
from pipeline.core.finding import Finding
from pipeline.core.interval import Interval
from pipeline.publish.columns import Columns, amounts, attributes, exact, periods, scope
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
        **attributes(rows, "verdict", "explanation_zh", "explanation_en"),
        "computed_low": [low(row.computed) for row in rows],
        "computed_high": [high(row.computed) for row in rows],
        "evidence": [";".join(row.evidence) for row in rows],
    }


def _asserted(held: Sequence[Claim], doc_id: str, source: str, entity_ids: Mapping[str, str]) -> Columns:
    return {
        **attributes(held, "claim_id", "sentence", "claim_type", "entity", "metric", "concept", "role", "unit", "qualifier"),
        **attributes(held, "base_entity", "modality", "attribution"),
        **amounts(held, "value", "low", "high"),
        **periods([claim.period for claim in held], [claim.base_period for claim in held]),
        "doc_id": [doc_id] * len(held),
        "source": [source] * len(held),
        "page": [claim.page or None for claim in held],
        "char_start": [claim.span.start for claim in held],
        "char_end": [claim.span.end for claim in held],
        "entity_id": [entity_ids.get(claim.claim_id, "") for claim in held],
        "scope": [scope(claim.scope) for claim in held],
        "figure_ids": [";".join(claim.figure_ids) for claim in held],
    }


def facts(rows: Sequence[Fact]) -> Columns:
    """Rows in the order given; in a table they stand by `fact_order`."""
    keys = [row.key for row in rows]
    return {
        **attributes(keys, "entity_id", "role", "unit", "modality"),
        **attributes(
            rows, "fact_id", "entity", "concept", "metric", "decimals", "sign_rule", "mentions", "documents", "agreement"
        ),
        **attributes(rows, "best_figure_id"),
        **amounts(rows, "value"),
        **periods([key.period for key in keys], [key.base_period for key in keys]),
        "scope": [scope(key.scope) for key in keys],
        "low": [bound(row.low) for row in rows],
        "high": [bound(row.high) for row in rows],
        "figure_ids": [";".join(row.figure_ids) for row in rows],
    }


def findings(rows: Sequence[Finding]) -> Columns:
    """Rows by document, page, check and id."""
    rows = sorted(rows, key=lambda row: (row.doc_id, row.page, row.check, row.finding_id))
    return {
        **attributes(rows, "finding_id", "check", "severity", "doc_id", "source", "unit", "message_zh", "message_en"),
        "page": [row.page or None for row in rows],
        "expected_low": [low(row.expected) for row in rows],
        "expected_high": [high(row.expected) for row in rows],
        "observed_low": [low(row.observed) for row in rows],
        "observed_high": [high(row.observed) for row in rows],
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


def fact_order(fact: Fact) -> tuple[str, str, str, str, str]:
    """The order of the published table."""
    when = fact.key.period
    days = f"{when.start}..{when.end}" if when else ""
    return fact.key.entity_id, fact.concept, fact.metric, days, fact.fact_id
