"""Trials of one rule over the rows of a table: a rule that most rows obey is believed, and then the others are findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.dossier import Dossier
from pipeline.audit.slip import slip
from pipeline.core.figure import Figure
from pipeline.core.finding import Severity
from pipeline.core.interval import Interval

# A rule is believed when it holds this often, and in this share of its rows. Where the heading names the rule, two rows of five
# are enough: a column that slipped by a row breaks several at once.
_LEAST = 2
NAMED = Decimal("0.4")
GUESSED = Decimal("0.75")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row under one rule: what it prints, and what its other figures leave possible.

    rule    which rows stand or fall together: the table and the column
    """

    rule: tuple[str, ...]
    dossier: Dossier
    figures: tuple[Figure, ...]
    observed: Interval
    expected: Interval
    holds: bool


def failures(
    attempts: Iterable[Attempt], count: Callable[[str, int], None], belief: Decimal = NAMED
) -> Iterator[tuple[Attempt, Severity]]:
    """Failed attempts: an error under a rule that is believed, a warning where it looks like a slip under one that holds once."""
    rules: dict[tuple[str, ...], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        rules[attempt.rule].append(attempt)
    for held in rules.values():
        good = sum(attempt.holds for attempt in held)
        count("checked", len(held))
        count("tied", good)
        for attempt in held:
            if not attempt.holds and (severity := _severity(attempt, good, len(held), belief)):
                yield attempt, severity


def _adjusted(attempt: Attempt) -> bool:
    """One unit of the last digit off: percentages are often adjusted so that their column adds up to 100."""
    figure = attempt.figures[0]
    if figure.decimals is None:
        return False
    unit = Decimal(1).scaleb(-figure.decimals)
    return attempt.observed.low - unit <= attempt.expected.high and attempt.expected.low <= attempt.observed.high + unit


def _severity(attempt: Attempt, good: int, of: int, belief: Decimal) -> Severity | None:
    if good >= _LEAST and good >= of * belief:
        return "note" if _adjusted(attempt) else "error"
    figure = attempt.figures[0]
    if good and figure.value is not None and figure.decimals is not None:
        return "warning" if slip(figure.value, figure.decimals, attempt.expected.low, attempt.expected.high) else None
    return None
