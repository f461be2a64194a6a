"""A number as printed, with the words that give it meaning. Nothing is converted yet, so nothing is lost yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.core.number import Number
from pipeline.core.period import Period

Role = Literal["level", "change", "growth", "cagr", "multiple", "share", "rank", "threshold", "other"]
Modality = Literal["reported", "estimated", "forecast", "hypothetical"]
Source = Literal[
    "", "cell", "row", "column", "caption", "section", "document", "sentence", "previous_sentence", "sidecar", "assumed"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """What extract says about one figure. Empty means that the document does not say.

    label           the row path or the noun phrase it measures: "营业收入", "分产品 > 白酒"
    column          the column path of a cell: "2021年 > 金额（万元）"; "" in prose
    metric          what it measures, label and column composed: "客户A 销售金额"; "" where the label says it all
    unit_text       the words the unit is to be read from when the number itself carries none: "万元", "%", "股"
    period          resolved by the quantity reader, or by the document's own calendar; period_text its words
    entity_text     as the document names it (公司 already followed to its name)
    negative_words  the words that turn the sign: 下降, 减少, 亏损
    scope           (axis, member) pairs: ("basis", "parent")
    evidence        which rule and lexicon row said what, in order, for `explain`
    """

    number: Number
    kind: Literal["prose", "table"]
    label: str
    column: str = ""
    metric: str = ""
    unit_text: str = ""
    unit_source: Source = ""
    period: Period | None = None
    period_text: str = ""
    period_source: Source = ""
    entity_text: str = ""
    entity_source: Source = ""
    role: Role = "level"
    base_text: str = ""
    base_period: Period | None = None
    negative_words: str = ""
    scope: tuple[tuple[str, str], ...] = ()
    modality: Modality = "reported"
    attribution: str = ""
    context: str = ""
    evidence: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
