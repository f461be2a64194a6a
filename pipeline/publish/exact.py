"""The contract's numbers: decimal128(38,12) in Parquet, plain decimal notation in CSV."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

PRECISION, SCALE = 38, 12
_STEP = Decimal(1).scaleb(-SCALE)
_CONTEXT = Context(prec=PRECISION, rounding=ROUND_HALF_EVEN)


def fits(value: Decimal) -> bool:
    """Whether decimal128(38,12) holds the value: finite, and below 10**26."""
    return value.is_finite() and value.adjusted() < PRECISION - SCALE


def settled(value: Decimal) -> Decimal:
    """The value at the contract's scale; digits past the twelfth decimal place are rounded half to even."""
    return value.quantize(_STEP, context=_CONTEXT)


def plain(value: Decimal) -> str:
    """Decimal notation without exponent and without needless zeros: 3124000000, 0.312, -0.0815.

    >>> plain(Decimal("3.12400E+9"))
    '3124000000'
    """
    text = format(settled(value), "f")
    text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
