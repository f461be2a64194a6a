"""Growth, change and compound growth, worked out from two levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.evidence import Grade, Match, Quantity, year_before, year_to
from pipeline.audit.meaning import is_cost
from pipeline.audit.proofs.case import Case, Proof, claimed_base, least
from pipeline.core.interval import Interval
from pipeline.core.mention import Role
from pipeline.core.period import Period

_LONGEST_YEAR = 371
_SPAN = re.compile(r"([一二两三四五六七八九十]|\d)年[^，,。；;\d]{0,8}?复合")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
_RATE = re.compile(r"率|比例|占比|比重|margin|ratio", re.IGNORECASE)
_PART_OF = re.compile(r"的(?:约|近|将近|接近|超过|超|逾|不到|不足)?$")
_FROM_TO = re.compile(r"[从由自][^。；;]*[至到]")
_PAIR = 2
_UP = re.compile("增加|新增|增长")
_DOWN = re.compile("减少|退出|下降")


def growth(case: Case) -> Iterator[Proof]:
    """new / old - 1 for a claimed rate."""
    if case.figure.unit != "ratio" or case.claim.role not in ("growth", "change", "multiple"):
        return
    if case.claim.role == "multiple" and _PART_OF.search(case.before):
        return  # 不到上年的四成 is a part of it, no growth
    pair = pair_of(case)
    if pair is None:
        return
    new, old = pair
    after, before = _sizes(new, old)
    if _both_losses(new, old):
        after, before = bounds.amount(after), bounds.amount(before)
    computed = bounds.growth(after, before)
    if computed is not None:
        # 不良贷款 grows, 不良贷款率 is a rate: how much a rate grew bears on an amount at best by chance.
        of_rates = new.mentioned.figure.unit == "ratio" and not _RATE.search(case.claim.metric)
        grade = min(least(*pair), Grade.LIKELY) if of_rates else least(*pair)
        yield Proof(computed, pair, grade, "A ÷ B - 1", "A / B - 1")


def change(case: Case) -> Iterator[Proof]:
    """new - old for an amount, a count or percentage points."""
    if case.claim.claim_type not in ("change", "comparison") and case.claim.role != "change":
        return
    pair = pair_of(case, ("level", "share") if case.figure.unit == "pp" else ("level",))
    if pair is not None:
        new, old = pair
        computed = bounds.difference(*_sizes(new, old))
        points = case.figure.unit == "pp"
        if points:
            computed = bounds.scaled(computed, Decimal(100))
        if case.figure.unit != "ratio" and points == (new.mentioned.figure.unit == "ratio"):
            yield Proof(computed, pair, least(*pair), "A - B", "A - B", by_amount=_unsigned(case))
    yield from _net(case)


def moved(case: Case) -> Iterator[Proof]:
    """由58.8%升至77.9%，提高19.1个百分点: from the first to the second of the two values just before, as the filing has them."""
    if case.claim.role not in ("growth", "change", "multiple") or case.figure.unit not in ("ratio", "pp", "times"):
        return
    if case.figure.unit == "times" and not _UP.search(case.before[-6:]):
        return
    if not _FROM_TO.search(case.before[-60:]):
        return
    told = [one for one in case.siblings.values() if one.claim.span == case.claim.span][-2:]
    if len(told) < _PAIR or any(one.proof is None or one.claim.role not in ("level", "share") for one in told):
        return
    first, second = (one.proof for one in told)
    assert first is not None
    assert second is not None
    rates = [one.claim.unit == "ratio" for one in told]
    if told[0].quantity.meaning != told[1].quantity.meaning or rates != [case.figure.unit == "pp"] * _PAIR:
        return
    computed: Interval | None
    if case.figure.unit == "pp":
        computed = bounds.scaled(bounds.difference(second.computed, first.computed), Decimal(100))
    else:
        computed = bounds.growth(second.computed, first.computed)
    if computed is not None:
        matches = (second.matches[0], first.matches[0])
        way = "A - B" if case.figure.unit == "pp" else "A ÷ B - 1"
        yield Proof(computed, matches, min(first.grade, second.grade), way, way.replace("÷", "/"))


def cagr(case: Case) -> Iterator[Proof]:
    """(new / old) to the power of 1 / years, less one."""
    if case.claim.role != "cagr" and case.claim.claim_type != "cagr":
        return
    for last, years in _spans(case):
        first = year_to(_earlier(last.end, years)) if last.end else last
        new, old = case.evidence.best(_level(case, last)), case.evidence.best(_level(case, first))
        if new is None or old is None:
            continue
        computed = bounds.compound(new.interval, old.interval, years)
        if computed is not None:
            root = f"^(1/{years}) - 1"
            yield Proof(computed, (new, old), least(new, old), f"(A ÷ B){root}", f"(A / B){root}")


def _spans(case: Case) -> Iterator[tuple[Period, int]]:
    """The last year and the number of steps: those of the claimed time, else 两年复合 before its end.

    三年 may count the years (2022, 2023, 2024: two steps) or the steps.
    """
    period = case.quantity.period
    if period is None or not (period.start and period.end):
        return
    if (steps := period.end.year - _first_year(period).end.year) > 0:  # type: ignore[union-attr]
        yield _last_year(period), steps
        return
    last = period if period == year_to(period.end) else case.evidence.newest_year(case.quantity.entity_id)
    named = _years(case.before + case.claim.metric)
    if last is not None:
        yield from ((last, years) for years in (named, named - 1) if years > 0)


def _earlier(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _years(words: str) -> int:
    """两年复合增速 compares with two years before."""
    match = _SPAN.search(words)
    if match is None:
        return 0
    return int(match[1]) if match[1].isdigit() else _NUMERALS[match[1]]


def _level(case: Case, period: Period | None) -> Quantity:
    quantity = case.quantity
    return Quantity(quantity.entity_id, quantity.meaning, quantity.basis, period, "", quantity.actual)


def pair_of(case: Case, roles: tuple[Role, ...] = ("level",)) -> tuple[Match, Match] | None:
    """The level of the claimed time, and that of its base: the named one, else the year before."""
    period, named = case.quantity.period, claimed_base(case)
    if period is None:
        return None
    if case.base is not None and case.base.meaning != case.quantity.meaning:
        base = replace(case.base, unit="")
    else:
        period, default = _ends(period)
        base = _level(case, named or default)
    unit = "ratio" if case.figure.unit == "pp" else ""
    new, old = (case.evidence.best(replace(one, unit=unit), roles) for one in (_level(case, period), base))
    if old is None and unit and base.period is not None and base.period.end is not None:
        # 上半年毛利率比2023年低: a rate of half a year may be held against that of a whole one.
        year = Period(date(base.period.end.year, 1, 1), date(base.period.end.year, 12, 31))
        old = case.evidence.best(replace(base, unit=unit, period=year), roles)
    return (new, old) if new is not None and old is not None and new.mentioned is not old.mentioned else None


def _ends(period: Period) -> tuple[Period, Period]:
    """The time of the new level and of the old one: GUIDE gives growth over several years the whole span."""
    if period.start and period.end and (period.end - period.start).days > _LONGEST_YEAR:
        return _last_year(period), _first_year(period)
    return period, year_before(period)


def _sizes(new: Match, old: Match) -> tuple[Interval, Interval]:
    """Costs without their signs: (116,730) after 63,845 is an increase."""
    if is_cost(new.mentioned.meaning.measure):
        return bounds.amount(new.interval), bounds.amount(old.interval)
    return new.interval, old.interval


def _both_losses(new: Match, old: Match) -> bool:
    return new.interval.high < 0 and old.interval.high < 0


def _unsigned(case: Case) -> bool:
    return "亏损" in case.claim.metric


def _net(case: Case) -> Iterator[Proof]:
    """净增43家: additions less removals of one table row."""
    if "净" not in case.before[-6:]:
        return
    for match in case.evidence.find(_level(case, case.quantity.period), ("change", "level", "other", "growth")):
        row = [Match(one, match.grade) for one in case.evidence.row(match.mentioned)]
        ups = [one for one in row if _UP.search(one.mentioned.figure.metric) and not _DOWN.search(one.mentioned.figure.metric)]
        downs = [one for one in row if _DOWN.search(one.mentioned.figure.metric) and not _UP.search(one.mentioned.figure.metric)]
        if len(ups) == 1 and len(downs) == 1:
            computed = bounds.difference(ups[0].interval, bounds.amount(downs[0].interval))
            yield Proof(computed, (ups[0], downs[0]), match.grade, "A - B", "A - B")


def _first_year(period: Period) -> Period:
    start = period.start or date.min
    return Period(
        start, date(start.year, 12, 31) if start.month == 1 else date(start.year + 1, start.month, 1).replace(day=1) - _DAY
    )


def _last_year(period: Period) -> Period:
    end = period.end or date.max
    return year_to(end)


_DAY = date(2000, 1, 2) - date(2000, 1, 1)
