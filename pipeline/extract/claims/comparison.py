"""四季度315亿元，为全年最高; 同样超过设计产能: a level with a predicate that must hold too."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.registry import Base, claim_reader

_PREDICATE = re.compile(
    r"^[，,]?[^，,；;]{0,6}(?P<word>最高|最低|最多|最少|超过|高于|低于|不及|赶上|多于|少于|领先于)(?P<base>[^，,；;。]{0,16})"
)


@claim_reader("comparison", rank=90)
def comparison(clause: Clause) -> Base | None:
    """A level followed by 最高, 超过…, 低于…"""
    if clause.figure.role not in ("level", "share"):
        return None
    match = _PREDICATE.search(clause.after)
    return Base(match["base"].strip()) if match else None
