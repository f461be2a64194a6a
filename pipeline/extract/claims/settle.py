"""What a claim's own words say against what was read of its figure: its qualifier, its modality, its unit, its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.core.claim import Claim
from pipeline.core.figure import Figure
from pipeline.core.period import Period
from pipeline.core.reading import Qualifier
from pipeline.extract.claims.clause import Clause
from pipeline.lexicon.fold import fold

# The hedge may stand before the base: 接近批发代理收入的三成.
_HEDGES: tuple[tuple[re.Pattern[str], Qualifier], ...] = (
    (re.compile(r"(?:首破|突破|站上|迈上|迈过|跨过|冲破|超|逾|破)(?:了|上)?$|(?:超过|超出)[^，,；;的]{1,14}的$"), "over"),
    (re.compile(r"(?:接近|将近|逼近)[^，,；;的]{0,14}的?$"), "nearly"),
    (re.compile(r"(?:不到|不足|未及)[^，,；;的]{0,14}的?$"), "under"),
    (re.compile(r"(?:约为|大约是|约是|大约为|大约相当于)[^，,；;的]{0,14}的?$"), "about"),
)
_PLAN = re.compile(r"计划|目标|预计|预期|规划|指引|力争|有望")
# What was once expected stays an expectation, though its time is over.
_ONCE = re.compile(r"(?:此前|之前|曾经?|原|年初|当时)[^，,。；;]{0,6}(?:预计|计划|预期|目标|预测)")
_PER = re.compile(r"每$")
_MONEY = re.compile(r"[万亿]$")
_LISTED = re.compile(r"分别|依次")


def qualifier(clause: Clause) -> Qualifier:
    """The figure's own, else what the words before it say."""
    if clause.figure.qualifier != "exact":
        return clause.figure.qualifier
    return next((meaning for pattern, meaning in _HEDGES if pattern.search(clause.own)), "exact")


def is_forecast(clause: Clause) -> bool:
    """Whether the sentence plans before it names the figure: 按计划营收要增长10%."""
    if clause.figure.modality in ("forecast", "hypothetical"):
        return True
    lead = fold(clause.text[: clause.figure.span.start - clause.sentence.start])
    if _ONCE.search(lead[-30:]):
        return True
    return bool(_PLAN.search(lead[-24:])) and clause.figure.modality == "reported"


def is_basis(clause: Clause) -> bool:
    """10股 of 每10股 is no claim."""
    return bool(_PER.search(clause.own))


def unit(clause: Clause) -> str:
    """Bare 千亿 after a broken mark is money; any other unknown unit stays unknown."""
    figure = clause.figure
    if figure.unit or not _MONEY.search(figure.text):
        return figure.unit
    return "CNY" if qualifier(clause) == "over" else ""


def series(text: str, claims: Sequence[Claim], figures: dict[str, Figure]) -> list[Claim]:
    """前三个季度分别是A、B和C: each figure of a list gets its own part of the time that stands before the list."""
    settled: list[Claim] = list(claims)
    at = 0
    while at < len(claims):
        run = _run(text, claims, figures, at)
        parts = _split(claims[at].period, len(run)) if len(run) > 1 else []
        for offset, period in enumerate(parts):
            settled[at + offset] = replace(claims[at + offset], period=period)
        at += max(1, len(run))
    return settled


def _run(text: str, claims: Sequence[Claim], figures: dict[str, Figure], at: int) -> list[Claim]:
    """Claims of equal unit and time that follow each other, joined by 、和及与 only, the first after 分别 or 依次."""
    first = figures[claims[at].figure_id]
    if not _LISTED.search(text[max(claims[at].span.start, first.span.start - 12) : first.span.start]):
        return []
    run = [claims[at]]
    for claim in claims[at + 1 :]:
        gap = text[figures[run[-1].figure_id].span.end : figures[claim.figure_id].span.start].strip()
        if gap not in ("、", "和", "及", "与", "，", ",", "以及") or claim.unit != run[-1].unit or claim.period != run[0].period:
            break
        run.append(claim)
    return run


def _split(period: Period | None, number: int) -> list[Period]:
    """Nine months into three quarters, three years into years; [] when the time does not fall into so many parts."""
    if period is None or period.start is None or period.end is None or number < 2:
        return []
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if period.start.day != 1 or months % number or months // number not in (3, 6, 12):
        return []
    starts = [_month(period.start, step * (months // number)) for step in range(number + 1)]
    return [Period(start, after - timedelta(days=1)) for start, after in pairwise(starts)]


def _month(start: date, later: int) -> date:
    count = start.month - 1 + later
    return date(start.year + count // 12, count % 12 + 1, 1)
