"""What mentions agree on: one quantity of one entity at one time. One row of the facts table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.core.mention import Role
from pipeline.core.period import Period

SignRule = Literal["printed", "flipped"]
Agreement = Literal["single", "agrees", "conflicts"]


@dataclass(frozen=True, slots=True)
class FactKey:
    """What makes two mentions speak of the same quantity (DESIGN section 4).

    concept     an id of config/lexicon/measures.csv, finer than the figures' concepts; then `metric` is ""
    metric      the document's words, squashed, where there is no concept
    modality    actual (reported, estimated) or other (forecast, hypothetical)
    """

    entity_id: str
    concept: str
    metric: str
    role: Role
    scope: tuple[tuple[str, str], ...]
    base_period: Period | None
    period: Period | None
    unit: str
    modality: Literal["actual", "other"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Mentions of one key. Values are in base units.

    concept, metric     the best mention's own
    value, decimals     of the most precise mention; low and high bound what all of them allow, on conflict what any allows
    sign_rule           flipped: the mentions print an expense with and without a minus, and are compared by amount
    documents           how many documents print it
    """

    fact_id: str
    key: FactKey
    entity: str
    concept: str
    metric: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    decimals: int | None
    sign_rule: SignRule
    mentions: int
    documents: int
    agreement: Agreement
    best_figure_id: str
    figure_ids: tuple[str, ...]
