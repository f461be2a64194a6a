"""The time that a claim is about: its own where its words name one, else what its sentence and article suggest."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.audit.evidence import year_before, year_to
from pipeline.audit.proofs.case import Sibling
from pipeline.audit.timewords import base_time, is_regular, own_time, relative
from pipeline.core.claim import Claim
from pipeline.core.period import Period

# A figure dated with the day of the news has no time of its own.
_NEWS = 3
_LONGEST_YEAR = 371
CARRIED = ("previous_sentence", "section", "document", "sidecar", "assumed")
_CAME_FROM = re.compile(r"[从由自](?:约|近)?$")
_YEARS = re.compile(r"(20\d\d)年")
# 2021年至2023年收入, 三年净利润: the words themselves speak of several years.
_SEVERAL = re.compile(
    r"\d{4}\s*年?(?:度|末|底)?\s*[至到—–~-]\s*\d{4}|[两二三四五六七八九十几\d]\s*(?:个?(?:会计)?年|年间)|累计|合计|共计|总计|合共|报告期|期间"
)
_LAST_YEARS = re.compile(r"(?:近|过去|最近|报告期)?([两三四五2-5])年(?:间|内|来)?[^，,；;。]{0,6}(?:累计|合计|共计|总计|共)")
_WITHIN_YEARS = re.compile(r"[两二三四五六七八九十\d]\s*年(?:间|内|来|里)")
_NUMERALS = {"两": 2, "三": 3, "四": 4, "五": 5}
_ONE_TIME = ("level", "share", "change", "growth", "multiple", "other")


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """period  None where nothing tells
    told    whether the claim's own sentence tells it; else a value that is printed for another time refutes nothing
    """

    period: Period | None
    told: bool = True


def claim_time(
    claim: Claim,
    between: str,
    before: Sibling | None,
    span: Period | None,
    published: date | None,
    tells: Callable[[Period], bool],
) -> ClaimTime:
    """`between` is the text from the figure before, `span` the article's main time; `tells` whether filings print that time."""
    own = claim.period
    if own is not None and own.end is not None and published is not None and _of_the_news(own, published, claim):
        own = None
    if own is not None and claim.base_entity:
        own = _not_of_base(claim, own, before)
    if came_from(between):
        return ClaimTime(own if own is not None and is_regular(own) else None, told=False)
    last = own if own is not None and is_regular(own) else span
    if (several := _LAST_YEARS.search(between)) is not None and last is not None and claim.role in ("level", "other"):
        return ClaimTime(_years_to(last, _NUMERALS.get(several[1]) or int(several[1])), told=False)
    if own is not None and is_regular(own) and (claim.period_source not in CARRIED or tells(own)):
        return _one_year(claim, own, between)
    lead = claim.sentence[: max(0, claim.sentence.find(between)) + len(between)]
    named = own_time(lead, span)
    if named is not None:
        return ClaimTime(named)
    return ClaimTime(None if "累计" in between else span, told=False)


def came_from(between: str) -> bool:
    """从30%升至35%: the first is of an earlier time, which the words do not tell."""
    return bool(_CAME_FROM.search(between))


def over_years(between: str) -> bool:
    """三年间减少27%: from which year on is counted in two ways."""
    return bool(_WITHIN_YEARS.search(between))


def _one_year(claim: Claim, own: Period, between: str) -> ClaimTime:
    """After 2021年至2023年…, a value of which the words name no years is of the last one."""
    told = claim.period_source not in CARRIED
    if own.start is None or own.end is None or (own.end - own.start).days <= _LONGEST_YEAR:
        return ClaimTime(own, told)
    if (
        claim.role not in _ONE_TIME
        or claim.base_period is not None
        or _SEVERAL.search(between)
        or _YEARS.search(claim.base_entity)
    ):
        return ClaimTime(own, told)
    return ClaimTime(year_to(own.end), told=False)


def _years_to(span: Period, count: int) -> Period:
    """三年累计: so many years up to the end of the article's main one."""
    first = span.end
    for _ in range(count):
        first = year_before(Period(first, first)).end if first is not None else None
    return Period(first + timedelta(days=1), span.end) if first is not None else span


def _months(period: Period) -> int:
    return round((period.end - period.start).days / 30) if period.start and period.end else -1


def _of_the_news(own: Period, published: date, claim: Claim) -> bool:
    """The day of publication, or a time still to come then: nothing is reported of it."""
    assert own.end is not None
    ahead = own.end > published and claim.modality == "reported"
    return ahead or (own.is_instant and abs((own.end - published).days) <= _NEWS)


def _not_of_base(claim: Claim, own: Period, before: Sibling | None) -> Period | None:
    """是2019年的1.42倍, 不到上年的四成: the time read is that of the base; the claim's is the other one."""
    if base_time(claim.base_entity, own) == own:
        years = [int(year) for year in _YEARS.findall(claim.sentence) if own.end is not None and int(year) != own.end.year]
        return base_time(f"{years[0]}年", own) if years else None
    theirs = before.quantity.period if before is not None and before.claim.span == claim.span else None
    base = base_time(claim.base_entity, own)
    if base is not None and not base.is_instant and not own.is_instant and _months(base) < _months(own):
        # 四季度…，比三季度多60亿元: a quarter is held against a quarter
        return theirs if theirs is not None and _months(theirs) == _months(base) else None
    if not relative(claim.base_entity):
        return own
    return theirs if theirs is not None and year_before(theirs) == own else own
