"""The time a figure is for, with what is left open about it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.mention import Mention
from pipeline.core.period import Period


@dataclass(frozen=True, slots=True)
class When:
    """Period of the figure, of its base, and the flags that tell what could not be settled."""

    period: Period | None
    base: Period | None
    flags: frozenset[str] = frozenset()


def settled(mention: Mention) -> When:
    """Period and base period of a mention.

    An open end (2024年起) or ends in the wrong order settle nothing: the period is left empty and flagged
    `date_unknown`, as are words of time (今年, 上一季度) for which no date of the document is known.
    """
    period = mention.period if _closed(mention.period) else None
    base = mention.base_period if _closed(mention.base_period) else None
    unknown = period is None and bool(mention.period_text or mention.period)
    return When(period, base, frozenset({"date_unknown"}) if unknown else frozenset())


def _closed(period: Period | None) -> bool:
    return period is not None and period.start is not None and period.end is not None and period.start <= period.end
