"""Lists of what is measured: 流动比率和速动比率分别为…, one label for each figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.lead import read_lead
from pipeline.extract.line import CLOSING, OPENING, Group, Token, words_of
from pipeline.extract.resolve.plain import plain
from pipeline.extract.spot import Spot, Story
from pipeline.lexicon.fold import fold

LIST_MARKS = frozenset({"、", "/", "和", "及", "与", "以及", "或"})
_SHARED = ("费用率", "收入占比", "费用", "收入", "占比", "比例", "比重", "成本", "数量", "金额", "毛利率", "增速", "价")
_BASIS = re.compile(r"(?:合并|母公司|单体)(?:会计)?(?:报表|口径|层面)*下?的?")


def listed_labels(spot: Spot, story: Story) -> tuple[str, ...]:
    """One label for each figure where the text lists what they measure, or metric by metric over the periods; else ()."""
    noun, size = spot.lead.noun, len(spot.group.members)
    if size == 1:
        label = _one_of_several(spot)
        return (label,) if label else ()
    return _aligned(spot, noun, size) or _same_list(spot, story, noun, size)


def _aligned(spot: Spot, noun: Sequence[Token], size: int) -> tuple[str, ...]:
    items = split_items(noun)
    slashed = len(items) == size and any(token.text == "/" for token in noun)
    if not slashed and not _distributes(spot.group.lead):
        return ()
    if len(items) < 2 or size % len(items):
        return _outer(spot, noun, size)
    return tuple(word for word in _names(items, spot.text) for _ in range(size // len(items)))


def _distributes(links: Sequence[Token]) -> bool:
    return any(token.has("part") or "分别" in token.text for token in links)


def _names(items: Sequence[tuple[Token, ...]], text: str) -> list[str]:
    """The items' words; 销售、管理和研发费用 share the head of the last."""
    words = [plain(words_of(item, text)) for item in items]
    if len(words) == 2 and _BASIS.fullmatch(fold(words[0])):  # 合并和母公司口径未弥补亏损: one quantity, twice
        return [_BASIS.sub("", words[1], 1)] * 2
    head = items[-1][-1].text
    tail = next((tail for tail in _SHARED if head.endswith(tail)), "")
    return [word if not tail or word.endswith(tail) or items[i][-1].concept else word + tail for i, word in enumerate(words)]


def _one_of_several(spot: Spot) -> str:
    """收入及溢利分别为约3亿元（去年：2亿元）及约1亿元（去年：…）: brackets stand between the figures of the list."""
    outer = [group for group in spot.line.groups if not group.inside]
    if spot.group not in outer:
        return ""
    own = outer.index(spot.group)
    first = own
    while first and _only_joins(outer[first]):
        first -= 1
    last = own
    while last + 1 < len(outer) and _only_joins(outer[last + 1]):
        last += 1
    lead = read_lead(outer[first].lead)
    items = split_items(lead.noun) if _distributes(outer[first].lead) else []
    alone = all(len(group.members) == 1 for group in outer[first : last + 1])
    return _names(items, spot.text)[own - first] if alone and len(items) == last - first + 1 > 1 else ""


def _only_joins(group: Group) -> bool:
    """Whether nothing but 及 and 约 stands in front of a figure."""
    joined = any(token.text in LIST_MARKS for token in group.lead)
    return joined and all(token.text in LIST_MARKS | CLOSING or token.has("skip") for token in group.lead)


def _outer(spot: Spot, noun: Sequence[Token], size: int) -> tuple[str, ...]:
    """甲项目、乙项目和丙项目，涉及资金分别为…: the list stands in the clause before."""
    items = split_items(_clause_before(spot))
    if len(items) != size or any(token.kind == "entity" for item in items for token in item[:1]):
        return ()
    metric = plain(words_of(noun, spot.text))
    return tuple(plain(words_of(item, spot.text)) + metric for item in items)


def _same_list(spot: Spot, story: Story, noun: Sequence[Token], size: int) -> tuple[str, ...]:
    """收入、利润分别增长…，增幅分别为…: the same list once more. 收入3亿元，利润1亿元，分别增长…: what was named one by one."""
    if noun and not (len(noun) == 1 and noun[0].has("rate", "cagr")):
        return ()
    rate = noun[0].text if noun else ""
    items = story.items
    grew = spot.unit in ("ratio", "pp") and spot.lead.deciding is not None and spot.lead.deciding.has("move")
    if not items and grew and _distributes(spot.group.lead) and len(story.named) >= size:
        items = story.named[-size:] if len(set(story.named[-size:])) == size else ()
    return tuple(item + rate for item in items) if len(items) == size else ()


def split_items(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Tokens between the list marks; empty where there is no list."""
    items: list[tuple[Token, ...]] = []
    current: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if token.text in LIST_MARKS and token.concept is None and not depth:
            items.append(tuple(current))
            current = []
        else:
            current.append(token)
    items.append(tuple(current))
    return [item for item in items if item] if len(items) > 1 and all(items) else []


def _clause_before(spot: Spot) -> tuple[Token, ...]:
    """The list at the end of the clause before the group's own, from its last verb or 其中 on."""
    lead_start = spot.group.lead[0].start if spot.group.lead else spot.first.start
    tokens = [token for token in spot.line.tokens if token.start < lead_start]
    while tokens and tokens[-1].kind == "mark" and tokens[-1].text in "，,：:":
        tokens.pop()
    chosen: list[Token] = []
    for token in reversed(tokens):
        if token.kind in ("time", "figure") or (token.kind == "mark" and token.text in "，,：:；;。"):
            break
        if _ends_list(token):
            break
        chosen.append(token)
    return tuple(reversed(chosen))


def _ends_list(token: Token) -> bool:
    verb = token.has("stop", "act", "self", "to", "from", "part", "level")
    return verb and token.text not in LIST_MARKS and token.concept is None
