"""A reading in the making: offsets count in the plain text, fields may still change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.core.period import Period
from pipeline.core.reading import Qualifier, Reading, ReadingType
from pipeline.quantity.plain import Plain


@dataclass(slots=True)
class Draft:
    """Fields as in core.reading.Reading; `unit_at` are the offsets of the unit words, `prefix` those of a currency before."""

    type: ReadingType
    start: int
    end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    unit_at: tuple[int, int] = (0, 0)
    prefix_at: tuple[int, int] = (0, 0)
    scale: int = 0
    printed: Decimal | None = None
    decimals: int | None = None
    qualifier: Qualifier = "exact"
    period: Period | None = None
    period_text: str = ""
    mark: str = ""
    rule: str = ""

    @property
    def is_range(self) -> bool:
        return self.low is not None or self.high is not None

    def reading(self, text: str, plain: Plain) -> Reading:
        """As a reading of `text`, from which `plain` was made."""
        start, end = plain.start(self.start), plain.end(self.end)
        unit_text = _slice(text, plain, self.prefix_at) + _slice(text, plain, self.unit_at).lstrip("余餘多来來 ")
        return Reading(
            self.type, start, end, text[start:end], self.value, self.low, self.high, self.unit, unit_text, self.scale,
            self.printed, self.decimals, self.qualifier, self.period, self.period_text, self.mark, self.rule,
        )  # fmt: skip


def _slice(text: str, plain: Plain, span: tuple[int, int]) -> str:
    return text[plain.start(span[0]) : plain.end(span[1])] if span[1] > span[0] else ""
