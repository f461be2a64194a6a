"""The words a unit is to be read from when the number itself carries none, or not all."""

from __future__ import annotations

import re

from pipeline.core.number import Number
from pipeline.extract.spot import Spot
from pipeline.lexicon.fold import fold

_PER_SHARE = (
    "每股",
    "发行价",
    "发售价",
    "招股价",
    "股价",
    "收盘价",
    "开盘价",
    "收市价",
    "發行價",
    "發售價",
    "股價",
    "收市價",
    "認購價",
    "认购价",
)


_PRICES = re.compile(r"股价|目标价|招股价|发售价|配售价|认购价|收市价|收盘价|开盘价|现价|高见|低见")
_NAME = r"[(（](?:单位|货币)?[:：]?(?:均?以|按)?(?P<name>人民币|港币|港元|美元|欧元|日元)(?:计算?)?"
_FROM_HERE = re.compile(_NAME + r"[^\w()（）]{0,3}(?:以?下同|下文同)[)）]")
_OF_THIS = re.compile(_NAME + r"[)）]")
_IN_YUAN = re.compile(r"元人民币|人民币[约近逾超]?\d")
_HK_CODE = r"(?:[-－][A-Z]{1,3})?\s*[(（]\s*(?:港交所|HK)?\s*[:：.]?\s*(?:0\d{4}|0?\d{4}\s*\.\s*HK)\s*[)）]"
_RATE_WORDS = ("息差", "利率", "息率", "孳息", "孳息率", "利差", "年息", "月息", "存息", "回报率")


def unit_words(spot: Spot, number: Number, label: str, entity: str = "", opened: int | None = None) -> str:
    """What the number itself does not print of its unit; "" where it prints all.

    `/股` for money per share, the name of the currency that bare 元 stands for, both as 港元/股; the list's unit for a
    bare member of it, 倍 for a ratio printed without, 厘 for a rate in it (1.46厘 is 1.46%).
    """
    reading = number.reading
    if reading.unit:
        currency, _, per = reading.unit.partition("/")
        if not _money(currency):
            return ""
        if reading.unit_text.endswith("厘") and fold(label).endswith(_RATE_WORDS):
            return "厘"
        return _currency(spot, number, label, entity, opened) + ("/股" if not per and _per_share(spot, label) else "")
    listed = [spot.numbers[token.number].reading for token in spot.group.members]
    following = next((other.unit_text for other in listed if other.start > reading.start and other.unit_text), "")
    if following:
        return following
    concept = next((token.concept for token in reversed(spot.lead.noun) if token.concept is not None), None)
    if concept is not None and concept.unit_kind == "money" and reading.scale >= 3:
        return "元"  # 营业收入首破千亿
    if reading.scale and spot.group.tail and spot.group.tail[0].text.endswith("股"):
        return "股"  # 39.68亿新股
    return "倍" if concept is not None and concept.unit_kind == "times" else ""


def _currency(spot: Spot, number: Number, label: str, entity: str, opened: int | None) -> str:
    """The currency that the text gives to bare 元: behind the number, for all that follows (下同), or by the share's market."""
    end, price = number.span.end, _PRICES.search(fold(label)) is not None
    own = _OF_THIS.match(fold(spot.text[end : end + 12]))
    if own is not None:
        return own["name"]
    if price and entity and re.search(re.escape(entity) + _HK_CODE, spot.text if spot.cast.is_news else ""):
        return "港元"
    start = 0 if spot.cast.is_news and len(spot.cast.coded) <= 1 else spot.line.tokens[0].start
    told = None if price else next(reversed(list(_FROM_HERE.finditer(fold(spot.text[start : end + 14])))), None)
    if told is not None:
        return told["name"]
    said = fold(spot.text[spot.line.tokens[0].start if opened is None else opened : number.span.start])
    yuan = max((match.end() for match in _IN_YUAN.finditer(said)), default=-1)
    return "人民币" if not price and yuan > max(said.rfind("港元"), said.rfind("港币")) else ""


def _money(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def _per_share(spot: Spot, label: str) -> bool:
    near = "".join(token.text for token in (*spot.group.lead, *spot.group.tail[:1]) if token.kind == "word")
    concept = spot.lead.noun[-1].concept if spot.lead.noun else None
    if concept is not None and concept.unit_kind == "per_share" and concept.concept != "DividendPerShare":
        return True
    return "每股" in near or any(label.endswith(word) for word in _PER_SHARE)
