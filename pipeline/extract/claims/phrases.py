"""The words with which Chinese compares: 比…多, 相当于…的, 占…的比例."""

from __future__ import annotations

import re

from pipeline.extract.claims.clause import Clause

_HEDGE = r"(?:了|约|大约|将近|近|接近|超过|超|逾|不到|不足|仅|只|高达|达到|达|为|约为|大致|几乎)*"
_OF = re.compile(
    r"(?:相当于|等于|仅为|只有|约为|约是|接近|超过|不到|不足|为|是|占到|占了|占)"
    r"(?P<base>[^，,；;。为是占]{1,24}?)的?(?:比例|比重|份额)?(?:的)?" + _HEDGE + "$"
)
_AGAINST = re.compile(
    r"(?:(?<![同环占])比(?![率重例值])|较|超出|超过|高出|高于|低于|不及)(?P<base>[^，,；;。比较]{1,20}?)(?:时)?"
    r"(?:同比|净|又|再|还)?(?:增加|增长|减少|下降|上升|提高|提升|降低|回落|多出|多|高出|高|低|少|上涨|下跌|涨|跌|扩大|收窄|缩小|翻)*"
    + _HEDGE
    + "$"
)

# 与2019年相比，收入少了近两成
_COMPARED = re.compile(r"(?:与|同|跟|和)(?P<base>[^，,；;。]{2,14}?)相比[^；;。]{0,24}$")

# 超出设计产能三成: how far beyond, where no 的 makes it a part of something.
BEYOND = re.compile(r"(?:超出|高出|超过|多出)[^，,；;\d]{1,13}[^，,；;\d的]$")


def whole(clause: Clause) -> str:
    """Of what a ratio is said: 直销收入占酒类收入的22.7% -> 酒类收入. "" when the words name nothing."""
    match = _OF.search(clause.own)
    words = _clean(match["base"]) if match else ""
    return "" if words in ("比", "总") else words


def against(clause: Clause) -> str:
    """With what a change is compared: 比三季度多出60亿元 -> 三季度."""
    match = _AGAINST.search(clause.own) or _COMPARED.search(clause.before)
    return _clean(match["base"]) if match else ""


def _clean(words: str) -> str:
    return words.strip().removesuffix("的").strip("“”\"' ")
