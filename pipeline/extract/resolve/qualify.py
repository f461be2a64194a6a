"""A qualifier that stands further off than in front of its number: 分别约为A及B, 约占总额的19.6%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.core.number import Number
from pipeline.core.reading import Qualifier
from pipeline.extract.line import Token
from pipeline.extract.spot import Spot

_WORDS: dict[str, Qualifier] = {
    "约": "about", "大约": "about", "大概": "about", "近": "nearly", "接近": "nearly", "超": "over", "超过": "over", "逾": "over",
    "不足": "under", "不到": "under", "不低于": "at_least", "不少于": "at_least", "不超过": "at_most", "不高于": "at_most",
}  # fmt: skip


def qualified(spot: Spot, number: Number, order: int) -> Number:
    """The number as its sentence qualifies it; one with a qualifier of its own, or alone in no such phrase, as it is."""
    if number.reading.qualifier != "exact":
        return number
    found = _for_all(spot) if order else "exact"
    found = found if found != "exact" else _before_share(spot.group.lead)
    return replace(number, reading=replace(number.reading, qualifier=found)) if found != "exact" else number


def _for_all(spot: Spot) -> Qualifier:
    """分别约为A及B: what is said in front of a list holds for its members."""
    told = any(token.has("part") or "分别" in token.text for token in spot.group.lead)
    first: Qualifier = spot.numbers[spot.first.number].reading.qualifier
    return first if told else "exact"


def _before_share(lead: Sequence[Token]) -> Qualifier:
    """约占公司总股本的19.61%: the word stands in front of 占."""
    for token, behind in pairwise(lead):
        if behind.cues.get("share") == "of" and token.text in _WORDS:
            return _WORDS[token.text]
    return next((_WORDS[token.text[:-1]] for token in lead if token.text[-1:] == "占" and token.text[:-1] in _WORDS), "exact")
