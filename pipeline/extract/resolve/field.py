"""The market, trade or company that prose is about where its sentences name nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.companies import without_lead
from pipeline.extract.line import Token, words_of
from pipeline.extract.spot import Spot, Story
from pipeline.lexicon.fold import fold

_OPENER = re.compile(r"^(?:全球|中国|我国|世界|全国|行业|业内|全行业|我国的|中国的)")
_HOME = re.compile(r"^(?:国内|国外|海外|境内|境外|市场|国际)")
_GOVERNED = re.compile(r"[从對对向与由在于为将经按受因以自及和其该如若]|根据|通过|关于|其中")
_GOES_ON = re.compile(r"[与和、及]|[^，。；,;]{0,5}的")  # 甲公司发行的债券 is about the bonds
_TRADES = ("行业", "市场", "产业")
_NATIONS = frozenset({"我国", "中国", "全国", "全球", "世界"})
_PLACE = re.compile(r"(?:我国|中国|全国|全球|世界)(?:内地|大陆|市场|境内|地区)?")
_SOLD_IN = re.compile(r"(?:海外|国内|国外|境内|境外|国际|内地|香港|中国|全球|欧洲|北美|亚太|东南亚)(?:市场|地区|业务)?的?")
_OWN = frozenset(
    [
        "Revenue",
        "RevenueShare",
        "CostOfSales",
        "GrossProfit",
        "GrossMargin",
        "NetProfit",
        "StoreCount",
        "EmployeeCount",
        "OrderCount",
    ]
)
_TRADE = re.compile(r"行业|行業|市场(?:概况|规模|容量|前景|需求|供求|分析|状况|情况)|市場(?:概況|規模|分析)|竞争(?:格局|状况)")
_NOT_TRADE = re.compile(r"公司|发行人|發行人|集团|我们|我們|优势|優勢|地位|分部|收入|客户|供应商|风险|對手|可比")
_LEGAL = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()·]{2,30}?(?:股份有限公司|有限责任公司|有限公司|集团公司|合伙企业(?:[（(]有限合伙[)）])?)"
)
_VERBS = ("level", "move", "to", "from", "stop", "said", "act", "rank")
_LOOSE = frozenset({"的", "总", "年", "整体", "之", "总体"})


def is_trade(section_path: Sequence[str]) -> bool:
    """Whether a section describes a trade or market and not the company in it."""
    return any(_TRADE.search(title) for title in section_path) and not _NOT_TRADE.search(section_path[-1])


def opening_field(spot: Spot, trade: bool) -> str:
    """我国染料中间体产量…, 国内连接器行业…: the market with which the figure's clause begins; "" where it begins otherwise.

    Outside of a section about the trade, 国内收入 and 中国收入 are the company's own.
    """
    own = _opened(_own_clause(spot), spot, trade)
    if _PLACE.fullmatch(own) and spot.cast.is_news and (len(spot.lead.noun) < 2 or spot.lead.noun[-1].concept is None):
        return ""  # 全球门店数: where the company's own stand
    if own or any(_measures_own(token) for token in spot.lead.noun):
        return own
    first = _opened(_first_clause(spot), spot, trade=True)
    return first if len(first) > 4 and first.endswith(_TRADES) else ""


def _opened(clause: Sequence[Token], spot: Spot, trade: bool) -> str:
    start = next((i for i, token in enumerate(clause) if token.kind == "word" and not token.has("skip", "part")), None)
    if start is None:
        return ""
    first = clause[start]
    if not _OPENER.match(first.text) and not (trade and _HOME.match(first.text)):
        return ""
    if not trade and any(_measures_own(token) for token in spot.lead.noun):
        return ""
    return _phrase(clause[start:], spot.text)


def opening_noun(spot: Spot) -> str:
    """In a section about a trade: what the sentence begins with, up to what is measured of it."""
    tokens = [token for token in spot.line.tokens if token.end <= spot.first.start]
    start = next((i for i, token in enumerate(tokens) if token.kind == "word" and not token.has("skip", "part")), len(tokens))
    phrase = _phrase(tokens[start:], spot.text)
    return phrase if 3 <= len(phrase) <= 16 and not re.search(r"\s", phrase) else ""


def sells_there(noun: Sequence[Token], text: str) -> bool:
    """海外市场收入: what a company sells in a place is its own."""
    return _measures_own(noun[-1]) and _SOLD_IN.fullmatch(fold(words_of(noun[:-1], text))) is not None


def _measures_own(token: Token) -> bool:
    return token.concept is not None and token.concept.concept in _OWN


def _first_clause(spot: Spot) -> list[Token]:
    tokens = list(spot.before)
    cut = next((i for i, token in enumerate(tokens) if token.kind == "mark" and token.text in "，；：,;:"), 0)
    return tokens[:cut]


def _own_clause(spot: Spot) -> list[Token]:
    """The tokens from the last full clause end before the figure."""
    clause: list[Token] = []
    for token in spot.before:
        if token.kind == "mark" and token.text in "，；：,;:。":
            clause = []
        else:
            clause.append(token)
    return clause


def _phrase(tokens: Sequence[Token], text: str) -> str:
    phrase: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.concept is not None or token.has(*_VERBS):
            if token.has("act") and tokens[0].text in _NATIONS:
                return text[tokens[0].start : tokens[0].end]  # 我国常年生产…
            break
        if token.text == "的" and not any(after.concept is not None for after in tokens[index + 1 : index + 4]):
            return text[tokens[0].start : tokens[0].end] if tokens[0].text in _NATIONS else ""
        phrase.append(token)
    trades = [i for i, token in enumerate(phrase) if token.text.endswith(_TRADES)]
    phrase = phrase[: trades[-1] + 1] if trades else phrase
    while phrase and (phrase[-1].text in _LOOSE or phrase[-1].has("skip", "rate", "cagr")):
        phrase.pop()
    return words_of(phrase, text)


def company_before(text: str, start: int, end: int, issuer: str) -> str:
    """The company, other than the issuer, that was named last between two places of the text."""
    for match in reversed(list(_LEGAL.finditer(text, start, end))):
        name = without_lead(match.group())
        if name and name != issuer:
            return name
    return ""


def company_opening(text: str, start: int, end: int, issuer: str) -> str:
    """The company, other than the issuer, with which a sentence begins as its subject."""
    match = _LEGAL.match(text, start, end)
    if match is None or _GOVERNED.match(match.group()) or _GOES_ON.match(text, match.end(), end):
        return ""
    name = without_lead(match.group())
    return "" if name == issuer else name


def carried_field(spot: Spot, story: Story) -> str:
    """The market that the figure before was about, while nobody else is named: …由A增长到B，年均增长C."""
    if not story.field:
        return ""
    same = story.field_sentence == spot.line.tokens[0].start
    return story.field if same or story.trade else ""


__all__ = ["carried_field", "company_before", "company_opening", "is_trade", "opening_field", "opening_noun", "sells_there"]
