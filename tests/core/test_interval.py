from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.interval import INFINITY, Interval

AMOUNTS = st.decimals(-(10**9), 10**9, places=3)


@pytest.mark.parametrize(
    ("value", "decimals", "low", "high"),
    [("3657000000", -6, "3656500000", "3657500000"), ("0.312", 3, "0.3115", "0.3125"), ("-0.5", 1, "-0.55", "-0.45")],
)
def test_what_prints_as_the_same_text(value: str, decimals: int, low: str, high: str):
    interval = Interval.printed(Decimal(value), decimals)
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3)), False),  # [1,2) and [2,3)
        (Interval(Decimal(1), Decimal(2), includes_high=True), Interval(Decimal(2), Decimal(3)), True),
        (Interval(Decimal(1), Decimal(2)), Interval(Decimal("1.5"), Decimal(9)), True),
        (Interval.exactly(Decimal(5)), Interval(Decimal(3), INFINITY), True),
        (Interval.exactly(Decimal(5)), Interval(Decimal(5), INFINITY, includes_low=False), False),
    ],
)
def test_agreement_is_a_shared_value(first: Interval, second: Interval, meet: bool):
    assert first.meets(second) is meet
    assert second.meets(first) is meet


@given(AMOUNTS, st.integers(-6, 3))
def test_a_printed_interval_holds_its_value(value: Decimal, decimals: int):
    assert Interval.printed(value, decimals).contains(value)


@given(AMOUNTS, AMOUNTS, st.integers(-6, 3))
def test_meeting_is_sharing_an_end_or_more(first: Decimal, second: Decimal, decimals: int):
    one, other = Interval.printed(first, decimals), Interval.printed(second, decimals)
    shared = [value for value in (one.low, one.high, other.low, other.high) if one.contains(value) and other.contains(value)]
    assert one.meets(other) is bool(shared)
