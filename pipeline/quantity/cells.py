"""What table cells and headers need: a bare cell as a number, a unit phrase on its own, a header as a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantity.draft import Draft
from pipeline.quantity.money import Currencies
from pipeline.quantity.numerals import Numerals
from pipeline.quantity.units import Found, Units

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_CELL = re.compile(
    rf"(?P<open>\()?\s?(?P<sign>[-+负])?\s?(?P<open2>\()?(?P<n>{_NUMBER})\s?(?P<p>%|‰)?\s?(?P<close>\))?\s?(?P<p2>%)?(?P<mark>[*#]{{1,3}}|\([0-9]\)|\[[0-9]\]|[①-⑳¹²³])?"
)
_SCALES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "亿": 8,
    "兆": 12,
    "百万": 6,
    "千万": 7,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "十万": 5,
}
_SCALE = re.compile(r"万亿|千亿|百亿|十亿|千万|百万|十万|[百千万亿]")
_ENGLISH = (
    (re.compile(r"(?:in\s)?(?:thousands?|'000s?|’000s?|000s?)(?![0-9])(?:\sof)?|k(?![a-z])", re.IGNORECASE), 3),
    (re.compile(r"(?:in\s)?(?:millions?|mn|mm|mln|'000,000|m)(?![A-Za-z])(?:\sof)?", re.IGNORECASE), 6),
    (re.compile(r"(?:in\s)?(?:billions?|bn)(?![a-z])(?:\sof)?", re.IGNORECASE), 9),
)
_INTRO = re.compile(
    r"(?:\(?\s*(?:金额|货币|数量|价格)?单位(?:及币种)?|单位|计量单位|Unit|以|Expressed in|In"
    r"|in)\s*[:：]?\s*|(?:金额|币种)\s*[:：]\s*",
    re.IGNORECASE,
)
_CURRENCY_LABEL = re.compile(r"(?:币种|货币|币别)\s*[:：]?\s*")
_FILL = re.compile(r"[\s,，;；、:：()（）\[\]【】《》]+|列示|表示|计|为单位|除.{0,12}外")
_WORDS = {
    "百分比": ("ratio", -2),
    "百分数": ("ratio", -2),
    "percentage": ("ratio", -2),
    "percent": ("ratio", -2),
    "per cent": ("ratio", -2),
}
_PERCENT_SIGN = {"%": -2, "‰": -3}


@dataclass(frozen=True, slots=True)
class UnitPhrase:
    """A unit read on its own: 人民幣千元 -> CNY, 3, "人民幣千元"."""

    unit: str
    scale: int
    unit_text: str
    said: bool = True  # the currency is named; False for 元 alone, which is CNY by default


class Cells:
    """Reads a bare cell, strictly. Built once, called with the plain text of a cell."""

    def __call__(self, text: str) -> Draft | None:
        """The draft of a cell that is nothing but one number, with sign, brackets, percent sign and note mark; else None."""
        stripped = text.strip()
        offset = len(text) - len(text.lstrip())
        match = _CELL.fullmatch(stripped)
        if match is None or bool(match["open"] or match["open2"]) != bool(match["close"]) or (match["p"] and match["p2"]):
            return None
        negative = match["sign"] in ("-", "负") or bool(match["open"] or match["open2"])
        digits = match["n"].replace(",", "")
        value = Decimal(digits) * (-1 if negative else 1)
        percent = match["p"] or match["p2"] or ""
        shift = _PERCENT_SIGN.get(percent, 0)
        places = len(digits.partition(".")[2])
        end = (
            match.end("p2")
            if match["p2"]
            else match.end("close")
            if match["close"]
            else match.end("p")
            if match["p"]
            else match.end("n")
        )
        unit_at = (
            (offset + match.start("p2" if match["p2"] else "p"), offset + match.end("p2" if match["p2"] else "p"))
            if percent
            else (0, 0)
        )
        return Draft(
            "percent" if percent else "number", offset, offset + end, value * Decimal(10) ** shift,
            unit="ratio" if percent else "", unit_at=unit_at, scale=shift, printed=value, decimals=places - shift, rule="cell",
        )  # fmt: skip


class UnitPhrases:
    """Reads unit phrases: 万元, 单位：千元 币种：人民币, HK$'000, RMB in millions, 元/股."""

    def __init__(self, units: Units, currencies: Currencies, numerals: Numerals) -> None:
        self._units = units
        self._currencies = currencies
        self._numerals = numerals

    def __call__(self, plain: str) -> UnitPhrase | None:
        """The unit that the whole phrase names; None when something in it is no part of a unit."""
        at, scale, unit, currency, seen = 0, 0, "", "", False
        while at < len(plain):
            step = self._skip(plain, at)
            if step > at:
                at = step
                continue
            label = _CURRENCY_LABEL.match(plain, at)
            if label is not None:
                at = label.end()
                continue
            word = next((word for word in _WORDS if plain[at : at + len(word)].lower() == word), None)
            if word is not None:
                unit, scale, seen, at = _WORDS[word][0] or unit, _WORDS[word][1] or scale, True, at + len(word)
                continue
            found = self._currencies.named(plain, at)
            if found is not None and not self._longer(plain, at, found[1]):
                currency, at, seen = found[0], found[1], True
                continue
            scaled = self._scale(plain, at)
            if scaled is not None and not (unit or scale):
                scale, at, seen = scaled[0], scaled[1], True
                continue
            counted = self._units.at(plain, at) or self._coin(plain, at)
            if counted is None or (unit and (counted.unit.kind != "currency" or plain[at - 1] in "、,;/")):
                return None
            unit = unit if unit and counted.name == "CNY" else counted.name
            if counted.unit.kind == "coin" and currency:  # RMB cents
                unit = currency + unit[3:]
            scale, at, seen = scale + counted.unit.shift, counted.end, True
        if not seen or not (unit or currency or scale):
            return None
        merged = _merged(unit, currency)
        said = bool(currency) or merged.partition("/")[0] != "CNY" or "人民币" in plain
        return UnitPhrase(merged, scale, plain, said)

    def _coin(self, plain: str, at: int) -> Found | None:
        """分/股, 港仙, HK cents: a hundredth."""
        coin = self._units.coins.at(plain, at)
        if coin is None:
            return None
        end = at + len(coin.word)
        if plain.startswith(("/股", "每股"), end):
            return Found(end + 2, coin, "股")
        return Found(end, coin)

    def _skip(self, plain: str, at: int) -> int:
        for pattern in (_INTRO, _FILL):
            match = pattern.match(plain, at)
            if match is not None and match.end() > at:
                return match.end()
        return at

    def _longer(self, plain: str, at: int, end: int) -> bool:
        """Whether a longer unit word than the currency stands here."""
        found = self._units.at(plain, at)
        return found is not None and found.end > end

    def _scale(self, plain: str, at: int) -> tuple[int, int] | None:
        match = _SCALE.match(plain, at)
        if match is not None:
            whole = self._units.at(plain, at)
            if whole is not None and whole.end > match.end():  # 千瓦时, 千克
                return None
            return _SCALES[match[0]], match.end()
        for pattern, power in _ENGLISH:
            english = pattern.match(plain, at)
            if english is not None and english.end() > at:
                return power, english.end()
        return None


def _merged(unit: str, currency: str) -> str:
    """人民币 before 元 says which; 港币 before 元/股 too."""
    head, _, per = unit.partition("/")
    if not currency:
        return unit
    if head in ("CNY", ""):
        return f"{currency}/{per}" if per else currency
    return unit
