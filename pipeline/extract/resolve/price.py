"""Prices of shares, which the market's press names by a verb: 高见5元, 收市报2.86元."""

from __future__ import annotations

import re

from pipeline.extract.line import Token, words_of
from pipeline.extract.spot import Spot

_QUOTED = frozenset({"报", "报收", "收报", "现报", "报于", "收于", "收盘报", "收"})
_SEEN = re.compile(
    r"(?:[高低][见見]|收市?[报報]|收市|[现現暂暫]?[报報](?:收|价|價)?|[飙飆升跌]至|回落至|企[稳穩]|徘徊)(?:过|過|于|於|约|約)?$"
)
_AT = re.compile(r"\s*(?:水平|的?价位|的?價位)?(?:徘徊|上落|收市|收盘|收盤)")
_MOST = 20000
_OTHER_KINDS = frozenset({"money", "ratio", "times", "per_share"})


def share_price(spot: Spot) -> str:
    """股价 for a price that is only said to have been seen, asked or left off at; the base for 较发行价上涨18%; else ""."""
    deciding = spot.lead.deciding
    if deciding is not None and deciding.text in _QUOTED and spot.unit.endswith("/股"):
        return "股价"
    base = spot.lead.nearest("base")
    if deciding is not None and deciding.has("move") and base is not None and base.cues["base"] == "price":
        return words_of((base, *[token for token in spot.lead.links if token.start > base.start][:2]), spot.text)
    return _seen(spot) or _dealt(spot)


def _dealt(spot: Spot) -> str:
    """以每股12.4元配售…股: the price of what is done."""
    edge = spot.lead.edge
    if (
        edge is None
        or edge.text not in ("以", "按")
        or spot.lead.noun
        or not any(token.text == "每股" for token in spot.lead.links)
    ):
        return ""
    end = spot.group.members[-1].end
    done = next((token for token in spot.line.tokens if token.start >= end and token.has("act")), None)
    return spot.text[done.start : done.end] + "价" if done is not None else ""


def _other(token: Token) -> bool:
    """Whether a word names another quantity than the price of a share."""
    concept = token.concept
    return concept is not None and concept.unit_kind in _OTHER_KINDS and concept.concept not in ("Shareholding", "SharePrice")


def _seen(spot: Spot) -> str:
    currency = spot.unit.partition("/")[0]
    if not (len(currency) == 3 and currency.isascii() and spot.cast.is_news):
        return ""
    if any(_other(token) for token in spot.group.lead):
        return ""
    value = spot.numbers[spot.first.number].reading.value
    if value is not None and abs(value) >= _MOST:
        return ""
    before = words_of(spot.group.lead, spot.text)
    end = spot.group.members[-1].end
    if not _SEEN.search(before) and not _AT.match(spot.text, end, end + 8):
        return ""
    return "股價" if re.search(r"[見報飆穩價於過約]", before + spot.text[end : end + 8]) else "股价"
