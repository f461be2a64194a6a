"""The currency in which a document reports, where it says so."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.lexicon.fold import fold

# Patterns run on folded text. A statement about the whole document outweighs many unit lines.
_NAMES = {
    "CNY": r"人民币|RMB|CNY",
    "HKD": r"港币|港元|HK\$|HKD",
    "USD": r"美元|US\$|USD",
    "SGD": r"新加坡元|S\$|SGD",
    "TWD": r"新台币|NT\$|TWD",
    "MOP": r"澳门元|MOP",
    "JPY": r"日元|JPY|¥ million",
    "EUR": r"欧元|EUR|€",
}
_ANY = "|".join(_NAMES.values())
_SCALED = r"(?:的)?(?:千元|百万元|万元|亿元|元)?"
_SHOWN = r"列示|列报|呈列|呈报|列值|列账|表示|计值|为单位|计量|编制|为记账本位币|为列报货币|作为记账本位币"
_LONG_NAMES = r"Renminbi|Hong Kong dollars|United States dollars|U\.S\. dollars"
_STATED = re.compile(
    rf"(?:以|均以|为|乃以|按|单位均为|货币为|币种为|单位为|单位:)\s*(?P<name>{_ANY})\s*{_SCALED}\s*(?:{_SHOWN})"
    rf"|(?:记账本位币|列报货币|呈列货币|货币单位)(?:[^。\n]{{0,12}}?)(?:为|是|:|系)\s*(?P<base>{_ANY})"
    rf"|(?:presented|expressed|stated|reported) in\s*(?:thousands of |millions of )?(?P<english>{_ANY}|{_LONG_NAMES})"
)
_UNIT_LINE = re.compile(
    rf"(?:单位|币种|金额单位|货币单位)\s*:?\s*[^\n]{{0,8}}?(?P<line>{_ANY})|(?P<head>人民币|港币)(?:千|百万|万|亿)元"
    r"|(?P<short>RMB|HK\$|US\$)\s*['’]\s*000|(?P<back>千|百万)(?P<unit>港元|美元)"
)
_BARE_LINE = re.compile(r"单位\s*:\s*(?:千|百万|万|亿)?元")
_LONG = {"renminbi": "CNY", "hong kong dollars": "HKD", "united states dollars": "USD", "u.s. dollars": "USD"}
_STATEMENT_WEIGHT = 50
_HONG_KONG = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[(（]\s*(?:港交所|HKEX|HK)?\s*[:：.]?\s*(?!(?:19|20)\d\d\s*[)）])0?\d{4}(?:\s*\.\s*HK)?\s*[)）]"
    r"|港股|恒生指数|恒指|暗盘|每手|一手|联交所|港交所|孖展|香港上市|香港证监|中原地产|本港|港府"
)
_TAIWAN = re.compile(r"台股|新台币|台币|证交所|柜买|上柜|上市柜|台北|台积电")


def reporting_currency(text: str, language: str, is_article: bool = False) -> str:
    """ISO code of the currency a document reports in, "" when it does not say.

    Counted: statements (以人民币千元列示, presented in RMB), then unit lines and column heads (人民幣千元, HK$'000). Bare
    单位：元 is yuan where the script is simplified. An article says it by a statement; one in traditional script that speaks
    of the Hong Kong market means Hong Kong dollars by 元.
    """
    folded = fold(text)
    votes: Counter[str] = Counter()
    for match in _STATED.finditer(folded):
        votes[_code(next(value for value in match.groups() if value))] += _STATEMENT_WEIGHT
    if not is_article:
        for match in _UNIT_LINE.finditer(folded):
            votes[_code(next(match[name] for name in ("line", "head", "short", "unit") if match[name]))] += 1
        if language == "zh-Hans":
            votes["CNY"] += len(_BARE_LINE.findall(folded))
    if not votes and is_article and language == "zh-Hant":
        return "HKD" if _of_hong_kong(folded) else ""
    return votes.most_common(1)[0][0] if votes and votes.most_common(1)[0][1] > 0 else ""


def _of_hong_kong(folded: str) -> bool:
    return _HONG_KONG.search(folded) is not None and _TAIWAN.search(folded) is None


def _code(name: str) -> str:
    if name.lower() in _LONG:
        return _LONG[name.lower()]
    return next(code for code, pattern in _NAMES.items() if re.fullmatch(pattern, name))
