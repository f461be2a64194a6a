"""营业收入同比增长11.88%: a rate of change."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.phrases import BEYOND, against
from pipeline.extract.claims.registry import Base, claim_reader

_WORDS = re.compile(
    r"增长|增加|下降|减少|增速|增幅|降幅|上升|下滑|上涨|下跌|提高|回落|缩水|萎缩|少了|多了|按年[^，,；;]{0,2}[增升涨减跌降]|同比[^，,；;]{0,2}[增升涨减跌降]"
)
# 下降至53.2% is where it came to, no rate.
_LANDED = re.compile(r"(?:增|升|涨|降|减|跌|提高|提升|扩大|收窄|回落|滑|恢复)[^，,；;]{0,3}(?:至|到|为)(?:了|约|近)*$")
_RATIOS = re.compile(r"占比|比例|比重|份额|率$")


@claim_reader("growth", rank=60)
def growth(clause: Clause) -> Base | None:
    """A percentage after a word of movement, or one that extract read as growth."""
    figure = clause.figure
    if figure.unit != "ratio":
        return None
    if figure.role in ("level", "share") and BEYOND.search(clause.own):
        return Base(against(clause), role="growth")
    if figure.role == "level" and _LANDED.search(clause.own):
        return None
    moved = figure.role == "level" and _WORDS.search(clause.own) and not _RATIOS.search(clause.own)
    if figure.role != "growth" and not moved:
        return None
    return Base(against(clause), role="growth")
