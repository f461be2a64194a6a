"""Values in the unit in which the page prints them."""

from __future__ import annotations

from decimal import Decimal

from pipeline.core.figure import Figure
from pipeline.core.interval import Interval


def as_printed(value: Decimal, figure: Figure) -> str:
    """A value in base units as the figure's column prints it: 318645600 beside 32,224.56 (万元) is 31,864.56.

    >>> as_printed(Decimal(318645600), Figure("f_1", "table", Span(0, 9), "32,224.56", decimals=-2, scale=4))
    '31,864.56'
    """
    places = max(0, (figure.decimals or 0) + figure.scale)
    return f"{value.scaleb(-figure.scale):,.{places}f}"


def middle(interval: Interval) -> Decimal:
    """The value in the midst of an interval with finite ends."""
    return (interval.low + interval.high) / 2
