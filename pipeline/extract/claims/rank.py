"""销量排名第三: a place in an order."""

from __future__ import annotations

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.registry import Base, claim_reader


@claim_reader("rank", rank=20)
def rank(clause: Clause) -> Base | None:
    """A figure of unit rank."""
    return Base() if clause.figure.role == "rank" or clause.figure.unit == "rank" else None
