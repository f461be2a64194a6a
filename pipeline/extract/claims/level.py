"""营业收入1061.9亿元: an amount, a count or a standing ratio."""

from __future__ import annotations

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.registry import Base, claim_reader


@claim_reader("level", rank=100)
def level(clause: Clause) -> Base | None:
    """Whatever no other reader took; thresholds of rules assert nothing of the company."""
    return None if clause.figure.role == "threshold" else Base()
