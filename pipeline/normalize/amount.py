"""What a printed number is worth in base units, before its sign is settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """Value or range in base units (元, 股, fractions), with the unit and the power of ten that made it.

    decimals  XBRL's sense: 3.124亿 has -5
    printed   the number as printed; None for a range
    assumed   the unit was not said by the document, only likely
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    decimals: int | None
    printed: Decimal | None
    unit: str = ""
    unit_text: str = ""
    scale: int = 0
    assumed: bool = False

    def scaled(self, power: int) -> Amount:
        """Times ten to the `power`, exactly; the precision moves along."""
        return replace(
            self,
            value=_times(self.value, power),
            low=_times(self.low, power),
            high=_times(self.high, power),
            decimals=None if self.decimals is None else self.decimals - power,
            scale=self.scale + power,
        )

    def in_unit(self, unit: str, unit_text: str | None = None) -> Amount:
        """The same number in another unit, read from other words where given."""
        return replace(self, unit=unit, unit_text=self.unit_text if unit_text is None else unit_text)

    def negated(self) -> Amount:
        """The mirror image; of a range the ends change places. `printed` stays as printed."""
        return replace(
            self,
            value=None if self.value is None else -self.value,
            low=None if self.high is None else -self.high,
            high=None if self.low is None else -self.low,
        )


def _times(number: Decimal | None, power: int) -> Decimal | None:
    return None if number is None else number.scaleb(power)
