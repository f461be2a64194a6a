"""公司预计2022年营收增长15%左右: a claim about what is still to come."""

from __future__ import annotations

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.phrases import against, whole
from pipeline.extract.claims.registry import Base, claim_reader
from pipeline.extract.claims.settle import is_forecast


@claim_reader("forecast", rank=10)
def forecast(clause: Clause) -> Base | None:
    """What extract read as a forecast; its base is that of a growth or a share."""
    if not is_forecast(clause):
        return None
    return Base(against(clause) if clause.figure.role != "share" else whole(clause))
