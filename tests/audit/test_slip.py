"""What looks like a slip of the pen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.audit.slip import slip


@pytest.mark.parametrize(
    ("observed", "decimals", "expected", "kind"),
    [
        ("12597.50", 2, "12957.50", "swapped"),
        ("43.33", 2, "43.38", "digit"),
        ("-5562.45", 2, "5562.45", "sign"),
        ("1234567.8", 1, "12345678000", "scale"),
        ("12597.50", 2, "13111.11", ""),
        ("4.3", 1, "4.8", ""),
        ("1675.32", 2, "0", ""),
    ],
)
def test_a_slip_is_told_from_other_gaps(observed: str, decimals: int, expected: str, kind: str) -> None:
    half = Decimal(5).scaleb(-decimals - 1)
    assert slip(Decimal(observed), decimals, Decimal(expected) - half, Decimal(expected) + half) == kind


def test_a_wide_interval_makes_no_slips_of_digits() -> None:
    assert slip(Decimal("1234.00"), 2, Decimal(1230), Decimal(1290)) == ""
