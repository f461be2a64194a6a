"""2022年至2025年上半年累计研发投入44亿元, 合计2193家: a sum over time or over parts."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.registry import Base, claim_reader

_WORDS = re.compile(r"累计|合计|总计|共计|一共|合共|加起来")

_OF_PARTS = re.compile(r"合计|总计|共计|一共|合共|加起来")


@claim_reader("cumulative", rank=80)
def cumulative(clause: Clause) -> Base | None:
    """A level said to be summed. Figures of the same unit before it in its sentence may be the parts."""
    if not _WORDS.search(clause.before[-14:]):
        return None
    if not _OF_PARTS.search(clause.before[-14:]):
        return Base()  # 累计 sums over time
    parts = 0
    for figure in reversed(clause.earlier):
        if figure.unit != clause.figure.unit:
            break
        parts += 1
    return Base(figures=parts)
