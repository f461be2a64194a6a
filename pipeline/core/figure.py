"""A figure: a mention whose unit, sign, period, entity and meaning are settled. One row of the figures table."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipeline.core.mention import Mention, Modality, Role, Source
from pipeline.core.number import CellPlace
from pipeline.core.period import Period
from pipeline.core.place import PageBox, Span
from pipeline.core.reading import Qualifier


@dataclass(frozen=True, slots=True)
class Figure:
    """Field by field as DESIGN's output contract; ids of document and entity are added where documents meet."""

    figure_id: str
    kind: Literal["prose", "table"]
    span: Span
    text: str
    boxes: tuple[PageBox, ...] = ()  # empty for articles
    cell: CellPlace | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int | None = None
    value_printed: Decimal | None = None
    unit_text: str = ""
    scale: int = 0
    unit: str = ""
    qualifier: Qualifier = "exact"
    entity: str = ""
    metric: str = ""
    concept: str = ""
    role: Role = "level"
    base_text: str = ""
    base_period: Period | None = None
    scope: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    period_text: str = ""
    modality: Modality = "reported"
    attribution: str = ""
    context: str = ""
    unit_source: Source = ""
    period_source: Source = ""
    entity_source: Source = ""
    confidence: float = 0.0
    flags: frozenset[str] = frozenset()
    evidence: tuple[str, ...] = field(default=(), compare=False)

    @property
    def page(self) -> int:
        return self.boxes[0].page if self.boxes else 0


@dataclass(frozen=True, slots=True)
class Reject:
    """A mention that could not be normalized; its ledger row is of kind `rejected` and gives the reason."""

    mention: Mention
    reason: str
