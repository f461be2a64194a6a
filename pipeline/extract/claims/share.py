"""直销收入占酒类收入的22.7%: a part of a whole."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.phrases import BEYOND, whole
from pipeline.extract.claims.registry import Base, claim_reader

_WORDS = re.compile(r"占|相当于")


@claim_reader("share", rank=50)
def share(clause: Clause) -> Base | None:
    """A ratio after 占 or 相当于. The whole is what stands between; 占比 names none."""
    figure = clause.figure
    if (
        figure.unit != "ratio"
        or BEYOND.search(clause.own)
        or not (figure.role == "share" or (figure.role == "level" and _WORDS.search(clause.own)))
    ):
        return None
    words = whole(clause) or figure.base_text
    return Base("" if words in ("比", "占比") else words, role="share")
