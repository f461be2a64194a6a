"""Names that measure nothing themselves: parts of what the text goes on about, and the numerators of shares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.line import Token, words_of
from pipeline.extract.resolve.plain import plain
from pipeline.extract.spot import Spot, Story

_MEASURES = re.compile(
    r"(?:额|量|率|费|款|金|价|值|数|比|润|本|债|息|税|利|损|亏|酬|薪|资|权|力|度|积|点|级|支|出|入|股|产|人|员|户|家|倍|重|益|用|流|分|险|贷|比例|余额|规模|份额|缺口|项目|次|度)$"
)
LEVELS = frozenset({"低位", "高位", "历史高位", "历史低位", "低点", "高点", "水平", "峰值"})
_PLACES = frozenset({"国内", "国外", "海外", "境内", "境外", "内地", "省内", "省外", "线上", "线下", "香港"})
_AFTER = frozenset({"以来", "起", "后", "来"})
_LEADS_TO_TIME = frozenset({"在", "于", "截至", "截止", "、", "和", "及", "与", "至", "以及", "连续", "多年"})


def measures(token: Token) -> bool:
    """Whether a word names a quantity: one of concepts.csv, a rate or share, or a word that ends like one (手续费, 保证金)."""
    return token.concept is not None or token.has("rate", "share", "cagr", "stock") or _MEASURES.search(token.text) is not None


def of_topic(spot: Spot, story: Story, noun: Sequence[Token]) -> str:
    """照明业务收入为3亿元，家电业务为2亿元: the part with the topic's quantity; "" where the noun stands for itself."""
    topic = story.noun[-1] if story.noun else None
    if topic is None or topic.concept is None or any(token.concept is not None for token in noun):
        return ""
    if any(token.has("rate", "share", "cagr") for token in noun):
        return ""
    place = len(noun) == 1 and noun[0].text in _PLACES and story.unit == spot.unit
    if not place and not _grew_by(spot, story) and not _continues(spot, story, topic, noun):
        return ""
    return plain(words_of(noun, spot.text)) + topic.text


def _grew_by(spot: Spot, story: Story) -> bool:
    """销量增长4,957吨，其中甲产品增长210吨."""
    link = spot.lead.deciding
    counted = spot.unit not in ("ratio", "pp", "times", "rank", "")
    return counted and link is not None and link.has("move") and story.unit == spot.unit


def _continues(spot: Spot, story: Story, topic: Token, noun: Sequence[Token]) -> bool:
    """Whether the noun is a part of the topic's quantity in the same sentence: in its unit, and no quantity itself."""
    link = spot.lead.deciding
    if topic.start < spot.line.tokens[0].start or measures(noun[-1]) or noun[-1].has("act") or noun[-1].end - noun[0].start < 2:
        return False
    if link is not None and (link.has("act") or not link.has("level", "to")):
        return False
    kind = topic.concept.unit_kind if topic.concept is not None else ""
    if spot.unit == "ratio":
        return kind == "ratio"
    return kind == "money" and story.unit == spot.unit and len(spot.unit) == 3


def numerator(spot: Spot) -> str:
    """What stands in front of 占 across a time, or in the clause before: 甲产品在2019年和2020年占收入的比重分别为…."""
    tokens = [token for token in spot.lead.before if not token.has("skip")]
    timed = False
    while tokens and (tokens[-1].kind in ("time", "other") or tokens[-1].text in _LEADS_TO_TIME):
        timed = timed or tokens[-1].kind == "time"
        tokens.pop()
    if timed and tokens:
        return _phrase_at_end(tokens, spot.text)
    return _phrase_at_end(_clause_without_figure(spot), spot.text) if not spot.lead.before else ""


def share_named(tokens: Sequence[Token], at: int) -> tuple[Token, ...]:
    """研发费用占营收比, of which the token at `at` is 营收: the whole name of the share; () where it is none."""
    of = next((i for i in range(at - 1, max(-1, at - 4), -1) if tokens[i].cues.get("share") == "of"), -1)
    if of < 1:
        return ()
    first = of
    while first and tokens[first - 1].kind == "word" and not tokens[first - 1].has("self", "stop", "level", "date", "said"):
        first -= 1
    last = at + (at + 1 < len(tokens) and tokens[at + 1].text in ("比", "比例", "比重", "占比", "的"))
    return tuple(tokens[first : last + 1]) if first < of else ()


def ranked(spot: Spot) -> str:
    """出货量连续十年位列全球前四: what is ranked stands in front of the time."""
    tokens = [token for token in spot.lead.before if not token.has("skip")]
    while tokens and (tokens[-1].kind in ("time", "other") or tokens[-1].text in ("连续", "多年")):
        tokens.pop()
    return _phrase_at_end(tokens, spot.text)


def _clause_without_figure(spot: Spot) -> list[Token]:
    """The clause in front of the figure's own, where it holds no figure."""
    start = spot.group.lead[0].start if spot.group.lead else spot.first.start
    before = [token for token in spot.line.tokens if token.start < start]
    while before and before[-1].kind == "mark":
        before.pop()
    cut = next((i + 1 for i in range(len(before) - 1, -1, -1) if before[i].text in ("，", ",", "；", ";", "。")), 0)
    clause = before[cut:]
    known = any(token.kind == "figure" or token.concept is not None for token in clause)
    return [] if known else clause  # with a figure or a quantity the clause has named the topic


def _phrase_at_end(tokens: Sequence[Token], text: str) -> str:
    phrase: list[Token] = []
    for token in reversed(tokens):
        if token.kind != "word" or token.has("self", "stop", "level", "date", "move") or token.text in _AFTER:
            break
        phrase.append(token)
    phrase.reverse()
    while phrase and phrase[0].text in ("的", "和", "及", "与"):
        phrase.pop(0)
    return plain(words_of(phrase, text))
