"""Sums and differences over time: three quarters, a year less nine months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipeline.audit import bounds
from pipeline.audit.evidence import Match, same_value
from pipeline.audit.proofs.case import Case, Proof, least
from pipeline.audit.proofs.direct import by_amount
from pipeline.core.period import Period


def times(case: Case) -> Iterator[Proof]:
    """The claimed time as a sum of printed ones, or as what two printed ones leave."""
    period = case.quantity.period
    if case.claim.role not in ("level", "other") or period is None or period.is_instant or not (period.start and period.end):
        return
    held = _settled(case.evidence.periods(case.quantity))
    if tiles := _tiles(period, held):
        computed = bounds.total(held[tile].interval for tile in tiles)
        matches = tuple(held[tile] for tile in tiles)
        yield Proof(
            computed,
            matches,
            least(*matches),
            " + ".join("ABCDEFGH"[: len(tiles)]),
            "sum of the periods",
            by_amount(case, matches[0]),
        )
    for whole, match in held.items():
        rest = _rest(whole, period)
        if rest is not None and rest in held:
            computed = bounds.difference(match.interval, held[rest].interval)
            pair = (match, held[rest])
            yield Proof(computed, pair, least(*pair), "A - B", "difference of the periods", by_amount(case, match))


def _settled(matches: Sequence[Match]) -> dict[Period, Match]:
    """One match a time: the surest and most precise; a time whose printed values contradict each other is left out."""
    held: dict[Period, Match] = {}
    doubtful: set[Period] = set()
    for match in sorted(matches, key=lambda one: (-one.grade, -one.mentioned.precision)):
        period = match.mentioned.figure.period
        if period is None or period.is_instant or not (period.start and period.end):
            continue
        if period not in held:
            held[period] = match
        elif held[period].grade == match.grade and not same_value(held[period].mentioned, match.mentioned):
            doubtful.add(period)
    return {period: match for period, match in held.items() if period not in doubtful}


def _tiles(whole: Period, held: dict[Period, Match]) -> list[Period]:
    """Printed times that follow each other without gap and fill the whole; [] when there are none. At most eight."""
    found: list[Period] = []
    start = whole.start
    for _ in range(8):
        steps = [period for period in held if period.start == start and period.end <= whole.end and period != whole]  # type: ignore[operator]
        if not steps:
            return []
        longest = max(steps, key=lambda period: period.end)  # type: ignore[arg-type,return-value]
        found.append(longest)
        if longest.end == whole.end:
            return found
        start = longest.end + timedelta(days=1) if longest.end else None
    return []


def _rest(whole: Period, part: Period) -> Period | None:
    """What a longer time leaves beside its last or first part."""
    if whole.end == part.end and whole.start and part.start and whole.start < part.start:
        return Period(whole.start, part.start - timedelta(days=1))
    if whole.start == part.start and whole.end and part.end and part.end < whole.end:
        return Period(part.end + timedelta(days=1), whole.end)
    return None
