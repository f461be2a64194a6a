"""Whether a claimed figure and a computed interval can both be true, and by which courtesy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.audit.bounds import NEARLY, amount, printed
from pipeline.core.figure import Figure
from pipeline.core.interval import Interval

Courtesy = Literal["printed", "zeros", "cut", "none"]

_DIGITS = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_FRACTION = re.compile(
    r"([一二三四五六七八九十]{1,3}|\d{1,2})分之([一二两三四五六七八九十]{1,3}|\d{1,2})|(\d{1,2})\s*/\s*(\d{1,2})"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
# Digits cut off instead of rounded are believed only where enough are left to tell the two apart.
_CUT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """printed: they meet; zeros: trailing zeros count as rounding; cut: digits were cut off; none: they do not meet."""

    courtesy: Courtesy

    @property
    def agrees(self) -> bool:
        return self.courtesy != "none"


def weigh(figure: Figure, computed: Interval, by_amount: bool = False) -> Weighed:
    """Try a claimed figure, its qualifier applied, against the interval that the evidence leaves.

    by_amount compares without signs: a loss of 3 is printed 3, -3 and (3).
    """
    if by_amount:
        figure_sign, computed = -1 if (figure.value or 0) < 0 else 1, amount(computed)
    else:
        figure_sign = 1
    digits = printed(figure)
    if digits is None:
        return Weighed("none")
    if by_amount:
        digits = amount(digits)
    if figure.value is None:
        return Weighed("printed" if digits.meets(computed) else "none")
    value = figure.value * figure_sign
    return Weighed(_courtesy(figure, value, digits, computed))


def _courtesy(figure: Figure, value: Decimal, digits: Interval, computed: Interval) -> Courtesy:
    if figure.qualifier in ("over", "at_least", "under", "at_most"):
        return "printed" if _one_sided(figure.qualifier, value, computed) else "none"
    if figure.qualifier == "nearly":
        return "printed" if _nearly(value, digits).meets(computed) else "none"
    fraction = _fraction(figure)
    if fraction is not None and figure.qualifier == "about":
        return "printed" if fraction.meets(computed) else "none"
    if digits.meets(computed):
        return "printed"
    zeros = _zeros(figure, value)
    if zeros is not None and zeros.meets(computed):
        return "zeros"
    cut = _cut(figure, value)
    return "cut" if cut is not None and cut.meets(computed) else "none"


def _one_sided(qualifier: str, value: Decimal, computed: Interval) -> bool:
    """超, 逾, 过 want strictly more, 不到, 不足 strictly less; 以上 and 以下 take the value too. Of losses, the amount counts."""
    if value < 0:
        value, computed = -value, amount(computed)
    if qualifier in ("over", "at_least"):
        return computed.high > value or (qualifier == "at_least" and computed.contains(value))
    return computed.low < value or (qualifier == "at_most" and computed.contains(value))


def _nearly(value: Decimal, digits: Interval) -> Interval:
    """From 8% below up to the value; above by rounding only, and 三成 rounds no coarser than a hundredth of itself."""
    slack = abs(value) * NEARLY
    above = min(digits.high - value, abs(value) / 50) if value >= 0 else min(value - digits.low, abs(value) / 50)
    if value >= 0:
        return Interval(value - slack, value + above)
    return Interval(value - above, value + slack, includes_high=True)


def _zeros(figure: Figure, value: Decimal) -> Interval | None:
    """130% as [1.25, 1.35): trailing zeros before the point where two other digits remain."""
    match = _DIGITS.search(figure.text)
    if match is None or "." in match.group() or "．" in match.group() or figure.decimals is None:
        return None
    digits = match.group().replace(",", "").replace("，", "")
    kept = digits.rstrip("0")
    if len(kept) < 2 or kept == digits:
        return None
    return Interval.printed(value, figure.decimals - (len(digits) - len(kept)))


def _cut(figure: Figure, value: Decimal) -> Interval | None:
    """934.6451 cut to 934.64 instead of rounded to 934.65."""
    match = _DIGITS.search(figure.text)
    if match is None or figure.decimals is None:
        return None
    if len(match.group().replace(",", "").replace(".", "").lstrip("0")) < _CUT_DIGITS:
        return None
    unit = Decimal(1).scaleb(-figure.decimals)
    if value < 0:
        return Interval(value - unit, value, includes_low=False, includes_high=True)
    return Interval(value, value + unit)


def _fraction(figure: Figure) -> Interval | None:
    """约七分之一 is nearest to 1/7 among the sevenths' neighbours: between 1/7.5 and 1/6.5; 五分之三 between half fifths."""
    match = _FRACTION.search(figure.text)
    if match is None:
        return None
    below, above = (_numeral(match[1]), _numeral(match[2])) if match[1] else (int(match[3]) and int(match[4]), int(match[3]))
    if not below or not above:
        return None
    if above == 1:
        return Interval(Decimal(2) / (2 * below + 1), Decimal(2) / (2 * below - 1))
    half = Decimal(1) / (2 * below)
    return Interval(Decimal(above) / below - half, Decimal(above) / below + half)


def _numeral(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _NUMERALS.get(text, 0)
    return (_NUMERALS.get(tens, 0) or 1) * 10 + _NUMERALS.get(ones, 0)
