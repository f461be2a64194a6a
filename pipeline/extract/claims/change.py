"""比上年净增29.93亿元, 提高3.55个百分点: an absolute difference."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause
from pipeline.extract.claims.phrases import against
from pipeline.extract.claims.registry import Base, claim_reader

_WORDS = re.compile(r"(?:净增|增加|减少|多出|少了|多了|增长|下降|提高|上升|回落|净减)(?:了|约|近|超|超过|逾)*$")


@claim_reader("change", rank=70)
def change(clause: Clause) -> Base | None:
    """An amount, a count or percentage points after a word of movement; 增至 is a level."""
    figure = clause.figure
    if figure.role != "change" and figure.unit != "pp" and not (figure.unit != "ratio" and _WORDS.search(clause.own)):
        return None
    return Base(against(clause), role="change")
