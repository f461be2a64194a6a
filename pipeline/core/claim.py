"""What an article asserts with a figure, and what a trial made of it. One row of the claims table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.core.interval import Interval
from pipeline.core.mention import Modality, Role, Source
from pipeline.core.period import Period
from pipeline.core.place import Span
from pipeline.core.reading import Qualifier

ClaimType = Literal[
    "level", "change", "growth", "cagr", "multiple", "share", "rank", "comparison", "cumulative", "forecast"
]  # fmt: skip
Verdict = Literal["agrees", "agrees_within_rounding", "disagrees", "not_comparable", "not_found"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable assertion; several of one sentence stay apart.

    span, sentence      the sentence that asserts it; `sentence` is that slice of the document's text
    metric, concept     what is tried, antecedents resolved (这笔分红 is the dividend, 净利润 the one named before)
    base_entity         against whom, or of what: 不到MiniMax的三分之一, 占营业收入的12%
    figure_ids          its own figure first, then the figures that it leans on
    """

    claim_id: str
    span: Span
    sentence: str
    claim_type: ClaimType
    entity: str
    metric: str
    concept: str
    role: Role
    scope: tuple[tuple[str, str], ...]
    period: Period | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    base_entity: str
    base_period: Period | None
    modality: Modality
    attribution: str
    figure_ids: tuple[str, ...]
    page: int = 0  # 0 for articles
    period_source: Source = ""  # where the time was read, as of its figure

    @property
    def figure_id(self) -> str:
        """The figure that carries the claimed value."""
        return self.figure_ids[0]


@dataclass(frozen=True, slots=True)
class Trial:
    """The verdict on a claim, and how it was reached.

    computed    the interval that the filing's printed decimals leave for the claimed quantity; None when nothing was found
    evidence    figure ids, the deciding one first
    """

    claim: Claim
    verdict: Verdict
    computed: Interval | None
    evidence: tuple[str, ...]
    explanation_zh: str
    explanation_en: str
