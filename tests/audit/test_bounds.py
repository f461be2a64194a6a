"""Interval arithmetic holds every value that its operands may have."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit import bounds
from pipeline.core.interval import Interval

numbers = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
widths = st.decimals(0, 100, places=2)


@st.composite
def held(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a value in it."""
    low, width = draw(numbers), draw(widths)
    part = draw(st.integers(0, 100))
    return Interval(low, low + width, includes_high=True), low + width * part / 100


@given(held(), held())
def test_sums_differences_and_products_hold_their_values(one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]) -> None:
    assert bounds.total((one[0], other[0])).contains(one[1] + other[1])
    assert bounds.difference(one[0], other[0]).contains(one[1] - other[1])
    product = bounds.product(one[0], other[0])
    assert product.low - 1 <= one[1] * other[1] <= product.high + 1


@given(held(), held())
def test_ratios_hold_their_values_or_are_refused(one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]) -> None:
    quotient = bounds.ratio(one[0], other[0])
    if other[0].low <= 0 <= other[0].high:
        assert quotient is None
    else:
        assert quotient is not None
        slack = abs(quotient.high) / 10**20 + Decimal(1) / 10**20
        assert quotient.low - slack <= one[1] / other[1] <= quotient.high + slack


def test_growth_from_a_loss_is_refused() -> None:
    assert bounds.growth(Interval.exactly(Decimal(5)), Interval.exactly(Decimal(-5))) is None
    assert bounds.growth(Interval.exactly(Decimal(6)), Interval.exactly(Decimal(5))) == Interval(
        Decimal("0.2"), Decimal("0.2"), includes_high=True
    )


def test_compound_growth() -> None:
    rate = bounds.compound(Interval.exactly(Decimal("312.4")), Interval.exactly(Decimal("57.4")), 2)
    assert rate is not None
    assert round(rate.low, 4) == Decimal("1.3329")
    assert bounds.compound(Interval.exactly(Decimal(1)), Interval.exactly(Decimal(1)), 0) is None


def test_nothing_is_common_to_intervals_that_do_not_meet() -> None:
    one, other = Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3))
    assert bounds.common((one, other)) is None
    assert bounds.common((one, Interval(Decimal("1.5"), Decimal(9)))) == Interval(Decimal("1.5"), Decimal(2))
