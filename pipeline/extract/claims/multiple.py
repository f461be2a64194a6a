"""亏损扩大25倍, 是同行的三分之一: a claim that one quantity is n times another."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.phrases import against, whole
from pipeline.extract.claims.registry import Base, claim_reader

_PART = re.compile(r"成|分之|/")


@claim_reader("multiple", rank=40)
def multiple(clause: Clause) -> Base | None:
    """n倍, n分之m, 几成 said of another quantity."""
    figure = clause.figure
    if figure.role == "multiple" or figure.unit == "times":
        return Base(whole(clause) or against(clause))
    # 接近批发代理收入的三成, 后者约为前者的七分之一
    if figure.unit == "ratio" and figure.role == "level" and _PART.search(figure.text) and clause.own.endswith("的"):
        return Base(whole(clause), role="multiple")
    return None
