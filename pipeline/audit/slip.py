"""Whether a wrong number looks like a slip of the pen: one digit, two digits swapped, a sign, a power of ten."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

Slip = Literal["", "digit", "swapped", "sign", "scale"]

_SCALES = (3, 4, 6, 8)
# More candidates than this lie in a wide interval; then every number looks like a slip of some other.
_MOST = 12
_DIGITS = 4


def slip(observed: Decimal, decimals: int, low: Decimal, high: Decimal) -> Slip:
    """How `observed`, printed to `decimals`, may have come from a value in [low, high]; "" when it does not look like a slip.

    Numbers of fewer than four digits are no evidence: each is one digit away from many others.
    """
    unit = Decimal(1).scaleb(-decimals)
    first, last = (low / unit).to_integral_value(), (high / unit).to_integral_value()
    seen = int(abs(observed) / unit)
    if max(abs(first), abs(last)) < 10 ** (_DIGITS - 1):
        return ""  # a gap of nothing says that the line is no part of the total
    if seen >= 10 ** (_DIGITS - 1) and low <= -observed <= high:
        return "sign"
    for power in _SCALES:
        for moved in (observed.scaleb(power), observed.scaleb(-power)):
            reach = unit.scaleb(power) if abs(moved) > abs(observed) else unit
            if seen >= 10 ** (_DIGITS - 1) and low - reach <= moved <= high + reach:
                return "scale"
    if last - first > _MOST:
        return ""
    for whole in range(int(first), int(last) + 1):
        if (whole < 0) == (observed < 0) and (kind := _letters(str(seen), str(abs(whole)))):
            return kind
    return ""


def _letters(seen: str, meant: str) -> Slip:
    if len(seen) != len(meant) or len(seen) < _DIGITS:
        return ""
    wrong = [at for at, (one, other) in enumerate(zip(seen, meant, strict=True)) if one != other]
    if len(wrong) == 1:
        return "digit"
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and seen[wrong[0]] == meant[wrong[1]] and seen[wrong[1]] == meant[wrong[0]]:
        return "swapped"
    return ""
