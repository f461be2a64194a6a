"""Role, base and modality of a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.document import Profile
from pipeline.core.mention import Modality, Role
from pipeline.core.period import Period
from pipeline.extract.cells.heads import Head
from pipeline.extract.cells.labels import Label
from pipeline.lexicon.fold import fold

_OF = re.compile(r"占(?P<whole>[^的（(]+?)(?:的?(?:比例|比重|百分比|比率|比)|$)")
_YEAR_AGO = re.compile(r"同比|上年同期|去年同期|比上年|较上年|较去年|上年增减|比去年")
_YEAR_START = re.compile(r"上年末|上年度末|期初|年初|上年同期末|上期期末")
_DOWN = re.compile(r"(减少|下降|降低|下滑|下跌|减)")


@dataclass(frozen=True, slots=True)
class RoleFound:
    """The role with what it is relative to."""

    role: Role
    base_text: str = ""
    base_period: Period | None = None
    evidence: str = ""


def role_of(head: Head, label: Label, kind: str, title: str, amount: bool, beside_amounts: bool) -> tuple[Role, str]:
    """Role of a cell from its column, else from its row, and which words said so.

    kind            of the unit: ratio, pp, money, count, times …, "" unknown
    title           role that the table's title says (各产品收入占比), "" none
    amount          the row is called by an amount (应收账款（%）)
    beside_amounts  the column is a bare (%) one that stands beside a column of amounts of the same time

    A column of change is growth in percent, else a change; a share is a ratio; a named ratio (毛利率) is a level.
    """
    for said, where in ((head.role, "column"), (label.said.role if label.said else "", "row")):
        role = _fitting(said, kind, where)
        if role is not None:
            return role, f"role ({where}): {role}"
        if said == "level" and where == "column" and head.own:
            return "level", "role (column): a named ratio"
    if kind == "ratio" and title and not (label.said and label.said.role == "level"):
        return ("share" if title == "share" else "growth"), f"role (title): {title}"
    if kind == "ratio" and label.said and label.said.units and not label.said.role and amount:
        return "share", "role (row): an amount in percent"
    if kind == "ratio" and beside_amounts and not (label.said and label.said.role == "level"):
        return "share", "role (beside): a bare percent column"
    return "level", "role (none): level"


def _fitting(said: str, kind: str, where: str) -> Role | None:
    if said == "growth":
        if kind == "ratio":
            return "growth"
        return "change" if kind == "pp" or where == "column" else None
    if said == "share":
        return "share" if kind in ("ratio", "") else None
    if said == "cagr":
        return "cagr"
    if said == "rank":
        return "rank"
    if said == "multiple":
        return "multiple" if kind in ("times", "") else None
    return "threshold" if said == "threshold" else None


def base_of(role: Role, metric: str, period: Period | None) -> tuple[str, Period | None]:
    """Against what or of what: the words, and for a growth the time compared with."""
    folded = fold(metric)
    if role == "share":
        match = _OF.search(folded)
        return (metric[match.start("whole") : match.end("whole")], None) if match else ("", None)
    if role not in ("growth", "change") or period is None or period.start is None or period.end is None:
        return "", None
    match = _YEAR_START.search(folded)
    if match:
        return match[0], Period.instant(date(period.end.year, 1, 1) - timedelta(1))
    match = _YEAR_AGO.search(folded)
    if match is None:
        return "", None
    return match[0], Period(_back(period.start), _back(period.end))


def _back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def modality_of(head: Head, label: Label, period: Period | None, profile: Profile, planned: bool = False) -> Modality:
    """Forecast for what is still to come: 发行后, plans, and columns of years after the document; estimates of the past
    stay estimates. `planned`: where no time is named, what the table tells is to come.
    """
    said = head.modality or (label.said.modality if label.said else "")
    horizon = profile.published or profile.report_end
    future = period is not None and period.end is not None and horizon is not None and period.end > horizon
    if said == "hypothetical":
        return "hypothetical"
    if future or (planned and period is None and not said):
        return "forecast"
    if said == "forecast" and period is not None and horizon is not None and _estimate(head):
        return "estimated"
    return "forecast" if said == "forecast" else "estimated" if said == "estimated" else "reported"


def _estimate(head: Head) -> bool:
    return any("估计" in fold(text) for text in head.path)


def negative_word(before: str, role: Role) -> str:
    """The word of decrease right before a number in a cell's text: 减少1.51个百分点."""
    match = _DOWN.search(fold(before)[-8:])
    return match[1] if match and role in ("growth", "change") else ""
