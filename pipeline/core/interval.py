"""All values that print as the same text. Agreement is a non-empty intersection, never an epsilon."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """36.57亿 is [3656500000, 3657500000); 超36亿 is open above. Ends may be infinite."""

    low: Decimal
    high: Decimal
    includes_low: bool = True
    includes_high: bool = False

    @classmethod
    def printed(cls, value: Decimal, decimals: int) -> Interval:
        """What rounds to `value` when it was printed to `decimals` (XBRL: 3.124亿 has -5)."""
        half = Decimal(5).scaleb(-decimals - 1)
        if value < 0:  # rounding is symmetric around zero: -0.5 stands for (-0.55, -0.45]
            return cls(value - half, value + half, includes_low=False, includes_high=True)
        return cls(value - half, value + half)

    @classmethod
    def exactly(cls, value: Decimal) -> Interval:
        return cls(value, value, includes_high=True)

    def meets(self, other: Interval) -> bool:
        """Whether one true value could have printed both."""
        first, second = sorted((self, other), key=attrgetter("low", "high"))
        if first.high != second.low:
            return first.high > second.low
        return first.includes_high and second.includes_low

    def contains(self, value: Decimal) -> bool:
        above = value > self.low or (value == self.low and self.includes_low)
        below = value < self.high or (value == self.high and self.includes_high)
        return above and below
