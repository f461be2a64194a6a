"""What a claim's digits and qualifier allow. The rows follow the rules of trial: rounding, qualifiers, cut digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.audit.weigh import weigh
from pipeline.core.figure import Figure
from pipeline.core.interval import Interval
from pipeline.core.place import Span


def claim(text: str, value: str, decimals: int | None, qualifier: str = "exact") -> Figure:
    return Figure("f", "prose", Span(0, len(text)), text, value=Decimal(value), decimals=decimals, qualifier=qualifier)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "printed", "courtesy"),
    [
        (claim("17.08亿元", "1708000000", -6), "1708372500", "printed"),
        (claim("17.09亿元", "1709000000", -6), "1708372500", "none"),
        (claim("130%", "1.30", 2), "1.333", "zeros"),
        (claim("10%", "0.10", 2), "0.05", "none"),
        (claim("90%", "0.90", 2), "0.87", "none"),
        (claim("1061.90亿元", "106190000000", -6), "106240000000", "none"),
        (claim("934.64亿元", "93464000000", -6), "93464512115.94", "cut"),
        (claim("-2.46亿元", "-246000000", -6), "-246900000", "cut"),
        (claim("三成", "0.3", 1, "nearly"), "0.293", "printed"),
        (claim("三成", "0.3", 1, "nearly"), "0.243", "none"),
        (claim("三成", "0.3", 1, "nearly"), "0.34", "none"),
        (claim("32亿元", "3200000000", -8, "over"), "3260000000", "printed"),
        (claim("32亿元", "3200000000", -8, "over"), "3190000000", "none"),
        (claim("3%", "0.03", 2, "under"), "0.0247", "printed"),
        (claim("3%", "0.03", 2, "under"), "0.031", "none"),
        (claim("三成以上", "0.3", 1, "at_least"), "0.3", "printed"),
        (claim("148亿元", "14800000000", -8, "about"), "15194000000", "none"),
        (claim("1260亿元", "126000000000", -8, "about"), "125884000000", "zeros"),
        (claim("七分之一", "0.142857", 6, "about"), "0.1348", "printed"),
        (claim("七分之一", "0.142857", 6, "about"), "0.17", "none"),
        (claim("五分之三", "0.6", None, "about"), "0.65", "printed"),
    ],
    ids=lambda value: value.text + value.qualifier if isinstance(value, Figure) else None,
)
def test_a_claim_agrees_by_the_courtesy_that_the_rules_give(figure: Figure, printed: str, courtesy: str) -> None:
    assert weigh(figure, Interval.exactly(Decimal(printed))).courtesy == courtesy


def test_losses_are_compared_by_amount() -> None:
    loss = claim("24.66亿元", "-2466000000", -6)
    assert not weigh(loss, Interval.exactly(Decimal(2465600000))).agrees
    assert weigh(loss, Interval.exactly(Decimal(2465600000)), by_amount=True).agrees


def test_a_range_agrees_with_what_it_holds() -> None:
    plan = Figure("f", "prose", Span(0, 9), "300-500亿元", low=Decimal(30), high=Decimal(50))
    assert weigh(plan, Interval.exactly(Decimal(40))).agrees
    assert not weigh(plan, Interval.exactly(Decimal(51))).agrees
