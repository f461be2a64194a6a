"""营收从5740万元升至3.124亿元，复合增长率130%: a yearly growth over several years."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.registry import Base, claim_reader

_WORDS = re.compile(r"复合(?:年)?(?:均)?(?:增长率|增速|增长)|年均(?:复合)?(?:增长|增速)|CAGR", re.IGNORECASE)


@claim_reader("cagr", rank=30)
def cagr(clause: Clause) -> Base | None:
    """A percentage after 复合增长率; the two amounts of its sentence before it are its base."""
    if clause.figure.unit != "ratio" or not (clause.figure.role == "cagr" or _WORDS.search(clause.before)):
        return None
    amounts = [figure for figure in clause.earlier if figure.unit not in ("ratio", "pp", "times", "rank")]
    return Base(figures=2 if len(amounts) >= 2 else 0, role="cagr")
