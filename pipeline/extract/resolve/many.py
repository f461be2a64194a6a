"""Subjects that are many: markets, groups of companies, companies that are only counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.companies import COLLECTIVE
from pipeline.extract.line import Token, words_of
from pipeline.extract.spot import Spot
from pipeline.lexicon.fold import fold

PREPOSITIONS = frozenset([
    "向", "对", "由", "通过", "自", "与", "和", "于", "给", "为", "被", "从", "在", "同", "对于", "来自", "及", "跟", "以", "将",
    "把", "按", "据", "根据", "投资", "收购", "持有", "入股", "认购", "参股", "控股", "增持", "减持", "超过", "高于", "低于",
    "不及", "比", "较",
])  # fmt: skip
MARKET = re.compile(
    r"^(?:A股|B股|H股|港股|美股|沪市|深市|沪深|两市|科创板|创业板|北交所|新三板|主板|规模以上|规上|全国|全球|中国|我国|国内|海外|世界|全市|全省|行业|业内|整个|亚太|北美|欧洲|东南亚|内地|香港)"
)
_EXCHANGES = frozenset({"A股", "B股", "港股", "美股", "沪市", "深市", "两市", "科创板", "创业板", "北交所", "新三板"})
_TRADE = re.compile(
    r"^(?!上市公司|控股公司|参股公司|(?:控股|全资|孙)?子公司|[母分总]公司)[\u4e00-\u9fff、]{1,12}(?:业|公司|机构|企业|银行|券商)$"
)
_OPENS = 6  # characters that the words for a market take
_PLURAL = frozenset([
    "同行业", "同行", "可比", "上市", "头部", "大型", "中小", "中小型", "国有", "民营", "外资", "百强", "股份制", "主要", "重点",
    "龙头", "部分", "多数", "大部分", "全部", "全体", "所有", "多家",
])  # fmt: skip
_NATIONS = frozenset({"我国", "中国", "全国", "全球"})
_MANY = frozenset(
    {"全部", "全体", "多家", "各", "各家", "部分", "大部分", "多数", "其他", "其余", "所有", "同行", "同行业", "可比", "家"}
)


def collective(spot: Spot) -> str:
    """全国规模以上企业实现收入…: a subject that is a whole market; where no company is known, a trade: 保险业, 产险公司."""
    for clause in reversed(clauses(spot.before)):
        words = [token for token in clause if token.kind == "word" or token.text in "“”" or _counts_firms(spot, token)]
        start = next((i for i, token in enumerate(words) if not token.has("skip", "self", "by", "said")), None)
        if start is None:
            continue
        first = words[start]
        market = MARKET.match(fold(spot.text[first.start : first.start + _OPENS])) is not None or _is_plural(first)
        if not market and spot.cast.protagonist:
            continue
        if first.text in _NATIONS and _governs(words[start + 1 : start + 2]):
            return spot.text[first.start : first.end]
        text = _phrase(words[start:], spot.text)
        if (COLLECTIVE if market else _TRADE).search(text):
            return text
        if first.text in _EXCHANGES:
            return spot.text[first.start : first.end]
    return ""


def _governs(following: Sequence[Token]) -> bool:
    """全国实现…, 全国由…: the nation alone is the subject."""
    return any(token.text in PREPOSITIONS or token.has("level", "act") for token in following)


def _phrase(words: Sequence[Token], text: str) -> str:
    """The words up to the verb or the measure, counts left out."""
    phrase: list[Token] = []
    for token in words:
        if token.concept is not None or token.has("level", "move", "to", "from", "stop", "said") or token.text == "的":
            break
        phrase.append(token)
    return "".join(text[token.start : token.end] for token in phrase if token.kind != "figure")


def counted_firms(spot: Spot) -> str:
    """11家券商净利润下滑: what opens its clause with a count of companies is about them."""
    tail = [token for token in spot.group.tail if token.kind == "word"]
    opens = all(token.kind != "word" or token.has("skip", "level") for token in spot.group.lead)
    if spot.unit != "家" or not tail or not opens or not spot.cast.is_news:
        return ""
    end = next((i for i, token in enumerate(tail[:3]) if COLLECTIVE.search(token.text)), None)
    name = words_of(tail[: end + 1], spot.text) if end is not None else ""
    return "" if name in ("公司", "企业", "机构") else name


def _counts_firms(spot: Spot, token: Token) -> bool:
    return token.kind == "figure" and spot.numbers[token.number].reading.unit == "家"


def _is_plural(token: Token) -> bool:
    """42家上市银行, 头部券商: words that say that many are meant."""
    return token.kind == "figure" or token.text in _PLURAL


def of_many(clause: Sequence[Token], index: int) -> bool:
    """沪市867家上市公司, 多家公司: companies, and not the document's own."""
    if clause[index].kind == "entity":
        return False
    start = clause[index].start
    for token in reversed(clause[:index]):
        if token.end != start or token.kind in ("time", "mark"):
            return False
        if token.kind == "figure" or token.text in _MANY or MARKET.match(token.text):
            return True
        start = token.start
    return False


def clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens cut at commas, semicolons and colons."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "mark" and token.text in "，；：,;:。":
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]
