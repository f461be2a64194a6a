"""Arithmetic on intervals: what rounded operands leave possible for a sum, a difference, a ratio."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from pipeline.core.figure import Figure
from pipeline.core.interval import INFINITY, Interval

# How far below a value 近 may stay: 28.95% is 近三成, 24.3% is not. A convention of careful financial prose, not a rounding.
NEARLY = Decimal("0.08")


def printed(figure: Figure) -> Interval | None:
    """The values that the figure's digits stand for, its qualifier not applied; None for a figure without a value."""
    if figure.value is not None:
        if figure.decimals is None:
            return Interval.exactly(figure.value)
        return Interval.printed(figure.value, figure.decimals)
    if figure.low is None and figure.high is None:
        return None
    low = figure.low if figure.low is not None else -INFINITY
    high = figure.high if figure.high is not None else INFINITY
    return Interval(low, high, includes_high=True)


def stated(figure: Figure) -> Interval | None:
    """The values that the figure states, its qualifier applied: 超36亿 is open above, 近三成 reaches 8% below."""
    digits = printed(figure)
    if digits is None or figure.value is None:
        return digits
    if figure.qualifier in ("over", "at_least"):
        return Interval(digits.low, INFINITY)
    if figure.qualifier in ("under", "at_most"):
        return Interval(-INFINITY, digits.high, includes_high=True)
    if figure.qualifier == "nearly":
        slack = abs(figure.value) * NEARLY
        if figure.value < 0:
            return Interval(digits.low, digits.high + slack)
        return Interval(digits.low - slack, digits.high)
    return digits


def cut(figure: Figure) -> Interval | None:
    """The values that the figure may stand for if its last digit was cut off or rounded: some columns in 万元 are cut."""
    if figure.value is None or figure.decimals is None:
        return printed(figure)
    unit = Decimal(1).scaleb(-figure.decimals)
    return Interval(figure.value - unit, figure.value + unit, includes_low=False)


def negative(one: Interval) -> Interval:
    return Interval(-one.high, -one.low, one.includes_high, one.includes_low)


def amount(one: Interval) -> Interval:
    """The interval without its sign; one that straddles zero begins at zero."""
    if one.low >= 0:
        return one
    if one.high <= 0:
        return negative(one)
    return Interval(Decimal(0), max(-one.low, one.high), includes_high=True)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of any number of intervals; zero for none."""
    low = high = Decimal(0)
    closed_low = closed_high = True
    for part in parts:
        low += part.low
        high += part.high
        closed_low &= part.includes_low
        closed_high &= part.includes_high
    return Interval(low, high, closed_low, closed_high)


def difference(one: Interval, other: Interval) -> Interval:
    return total((one, negative(other)))


def product(one: Interval, other: Interval) -> Interval:
    return _corners([a * b for a in (one.low, one.high) for b in (other.low, other.high)])


def ratio(one: Interval, other: Interval) -> Interval | None:
    """None where the divisor may be zero."""
    if other.low <= 0 <= other.high:
        return None
    with localcontext() as context:
        context.prec = 34
        return _corners([a / b for a in (one.low, one.high) for b in (other.low, other.high)])


def growth(new: Interval, old: Interval) -> Interval | None:
    """new / old - 1; None unless both are positive beyond doubt: a rate from a loss to a profit says nothing."""
    if old.low <= 0 or new.low < 0:
        return None
    quotient = ratio(new, old)
    return None if quotient is None else total((quotient, Interval.exactly(Decimal(-1))))


def compound(new: Interval, old: Interval, years: int) -> Interval | None:
    """The yearly growth that leads from old to new in `years` steps."""
    if years < 1 or old.low <= 0 or new.low <= 0:
        return None
    with localcontext() as context:
        context.prec = 34
        root = Decimal(1) / Decimal(years)
        ends = [(new.low / old.high) ** root - 1, (new.high / old.low) ** root - 1]
    return _corners(ends)


def scaled(one: Interval, factor: Decimal) -> Interval:
    return product(one, Interval.exactly(factor))


def common(intervals: Iterable[Interval]) -> Interval | None:
    """What all intervals allow; None where nothing is left. Of no intervals, None."""
    held: Interval | None = None
    for one in intervals:
        held = one if held is None else _meet(held, one)
        if held is None:
            return None
    return held


def _meet(one: Interval, other: Interval) -> Interval | None:
    if not one.meets(other):
        return None
    low, closed_low = max((one.low, not one.includes_low), (other.low, not other.includes_low))
    high, closed_high = min((one.high, one.includes_high), (other.high, other.includes_high))
    return Interval(low, high, not closed_low, closed_high)


def _corners(ends: list[Decimal]) -> Interval:
    # Which corner is open depends on signs; closed ends can only make two intervals meet that touch, never part them.
    return Interval(min(ends), max(ends), includes_high=True)
