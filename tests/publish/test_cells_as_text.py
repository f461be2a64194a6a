"""How values look in CSV: exact numbers plain, formulas guarded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.exact import fits, plain, settled
from pipeline.publish.guard import guarded, unguarded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3.124E+8", "312400000"),
        ("0.3120", "0.312"),
        ("-0.0815", "-0.0815"),
        ("-0.00", "0"),
        ("0", "0"),
        ("100", "100"),
        ("1E-12", "0.000000000001"),
        ("0.3333333333333333", "0.333333333333"),
        ("99999999999999999999999999", "99999999999999999999999999"),
    ],
)
def test_numbers_are_plain(value: str, text: str):
    assert plain(Decimal(value)) == text


@given(st.decimals(min_value=-(10**25), max_value=10**25, places=12))
def test_reading_undoes_printing(value: Decimal):
    assert Decimal(plain(value)) == settled(value) == value
    assert "E" not in plain(value)


@pytest.mark.parametrize(
    ("value", "right"), [("9.9E+25", True), ("1E+26", False), ("-1E+26", False), ("NaN", False), ("Infinity", False)]
)
def test_what_the_contracts_type_holds(value: str, right: bool):
    assert fits(Decimal(value)) is right


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@sum", "'@sum"),
        ("+86 10", "'+86 10"),
        ("-", "'-"),
        ("-净利润", "'-净利润"),
        ("-8.15%", "-8.15%"),
        ("-1,206.40", "-1,206.40"),
        ("+5", "+5"),
        ("营收", "营收"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_formulas_are_guarded_and_numbers_are_not(text: str, cell: str):
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(st.text(alphabet="'=+-@1a,.%", max_size=6))
def test_unguarding_undoes_guarding(text: str):
    cell = guarded(text)
    assert unguarded(cell) == text
    assert cell[:1] not in {"=", "@"}
