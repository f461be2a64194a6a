"""亏损扩大25倍, 是同行的三分之一: a claim that one quantity is n times another."""

from __future__ import annotations

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.phrases import against, whole
from pipeline.extract.claims.registry import Base, claim_reader


@claim_reader("multiple", rank=40)
def multiple(clause: Clause) -> Base | None:
    """n倍, n分之m, 几成 said of another quantity."""
    if clause.figure.role != "multiple" and clause.figure.unit != "times":
        return None
    return Base(whole(clause) or against(clause))
