"""One end of an amount: a number with its sign, currency, scale and unit, not yet qualified."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.quantity.fractions import Fractions
from pipeline.quantity.money import Coins, Currencies
from pipeline.quantity.numerals import Numeral, Numerals
from pipeline.quantity.units import CHINESE, Found, Unit, Units

_BEFORE_MINUS = re.compile(r"[0-9A-Za-z%)\]年月日号元股万亿倍家人点]")
_NOTHING = Found(0, Unit("", "", ""))
_COMPOUNDS = {
    ("年", "个月"): 12, ("小时", "分钟"): 60, ("分钟", "秒"): 60, ("天", "小时"): 24,
    ("斤", "两"): 10, ("周", "天"): 7, ("英尺", "英寸"): 12,
}  # fmt: skip
_COUNTED = re.compile(
    r" (?:(?:additional|new|newly|issued|outstanding|total|Offer|Public|Placing|Placement"
    r"|International|Hong Kong|Reserved|Sale|Rights|Consideration|Subscription|Award|"
    r"Repurchased|Treasury|Over-allotment|Option|existing|ordinary|Ordinary|preferred|restricted"
    r"|unlisted|Unlisted|Domestic|H|A|B|Class [AB]|Series [A-H]) ){0,4}"
    r"(Shares?|shares?|[Ss]hareholders?|holders|employees|customers|applicants|applications|stores|users|patents|countries|persons|staff|units|ADSs)(?![A-Za-z])"
)
_NOUNS = {"share": "shares"}
_HALVED = frozenset("导径岛价年月小个")  # 半 belongs to what follows
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Part:
    """One end of an amount: a number with its own unit, not yet qualified."""

    start: int
    end: int
    numeral: Numeral
    found: Found
    negative: bool = False
    more: bool = False
    more_end: int = 0  # behind 余, 多 after the unit
    extra: Decimal = Decimal(0)  # what stands behind the unit: 5角 of 3元5角, half of 三年半
    extra_places: int = 0
    prefix: tuple[int, int] = (0, 0)  # the currency word before the number
    currency: str = ""

    @property
    def unit(self) -> Unit:
        return self.found.unit

    @property
    def bare(self) -> bool:
        return not self.found.unit.word and not self.currency


class Parts:
    """Reads the part whose digits begin at an offset of a plain text. Built once."""

    def __init__(self, numerals: Numerals, units: Units, currencies: Currencies) -> None:
        self.numerals = numerals
        self.units = units
        self.currencies = currencies
        self.coins = Coins(units, numerals)
        self.fractions = Fractions(numerals)
        words = sorted((word for word in numerals.english if len(word) > 1), key=len, reverse=True)
        letters = "".join(word for word in numerals.english if len(word) == 1)
        self._scale_word = re.compile(rf" ?({'|'.join(words)})(?![A-Za-z])", re.IGNORECASE)
        self._scale_letter = re.compile(rf" ?([{letters}])(?![A-Za-z0-9])")
        self._scale_starts = frozenset(" " + letters + "".join(word[0] + word[0].upper() for word in words))

    def __call__(self, text: str, start: int, floor: int, stop: int, first: bool) -> Part | None:
        numeral = self._numeral(text, start, stop)
        if numeral is None:
            return None
        numeral = self._measured(text, start, numeral)
        begin, negative = (self._sign(text, start, floor)) if first else (start, False)
        prefix, currency, begin = self.currencies.before(text, begin, floor)
        if currency and not negative:
            begin, negative = self._sign(text, begin, floor)
        numeral, closed = self._bracketed(text, start, numeral, bool(currency))
        negative |= closed
        if closed and begin == start:
            begin -= 1
        numeral = self._english_scale(text, numeral)
        begin, found = self._degrees(text, begin, floor, numeral.end)
        if found is not None:
            return Part(begin, found.end, numeral, found, negative)
        return self._with_unit(text, Part(begin, numeral.end, numeral, _NOTHING, negative, prefix=prefix, currency=currency))

    def _numeral(self, text: str, start: int, stop: int) -> Numeral | None:
        if text.startswith("一半", start) and text[start + 2 : start + 3] not in _HALVED:
            return Numeral(start + 2, _HALF, _HALF, 0, 1, script="fraction", words=start + 2)
        if text[start] == "半":
            return Numeral(start + 1, _HALF, _HALF, 0, 1, script="chinese", words=start + 1)
        numeral = self.numerals(text, start, stop)
        return self.fractions(text, start, numeral, stop) if numeral is not None else None

    def _sign(self, text: str, start: int, floor: int) -> tuple[int, bool]:
        """A minus before the number: -5, 负5; not the dash of GLM-4 and 1-6月."""
        if start <= floor:
            return start, False
        char = text[start - 1]
        if char == "下" and text.startswith("零下", start - 2) and start - 2 >= floor:
            return start - 2, True
        if char == "负" or (
            char == "-" and not (start - 1 > 0 and _BEFORE_MINUS.match(text[start - 2]) and start - 1 > 0 and start >= 2)
        ):
            return start - 1, True
        if char in "+±" and (start < 2 or not text[start - 2].isalnum() or CHINESE.match(text[start - 2])):
            return start - 1, False
        return start, False

    def _bracketed(self, text: str, start: int, numeral: Numeral, money: bool) -> tuple[Numeral, bool]:
        """HK$(221.5) million: brackets behind a currency mean minus."""
        if start and text[start - 1] == "(" and text.startswith(")%", numeral.end):
            return replace(numeral, end=numeral.end + 1, words=numeral.words + 1), True
        if money and text[start - 1] == "(" and text[numeral.end : numeral.end + 1] == ")":
            return replace(numeral, end=numeral.end + 1, words=numeral.words + 1), True
        return numeral, False

    def _english_scale(self, text: str, numeral: Numeral) -> Numeral:
        if numeral.scale or numeral.script == "chinese" or text[numeral.end : numeral.end + 1] not in self._scale_starts:
            return numeral
        match = self._scale_word.match(text, numeral.end)
        if match is not None:
            power = self.numerals.english[match[1].lower()]
            return replace(numeral.times(Decimal(10) ** power, power), end=match.end())
        letter = self._scale_letter.match(text, numeral.end)
        behind = text[letter.end() : letter.end() + 1] if letter is not None else ""
        if letter is None or (letter[0][0] == " " and letter[1] != "M") or (CHINESE.match(behind) and behind != "个"):
            return numeral
        power = self.numerals.english[letter[1]]
        if power > 6 and numeral.places < 3:  # 5G, 2.5G are nets
            return numeral
        return replace(numeral.times(Decimal(10) ** power, power), end=letter.end())

    def _with_unit(self, text: str, part: Part) -> Part:
        """The words behind the number: 余, the unit, what it is counted for, and small change."""
        at, numeral = part.numeral.end, part.numeral
        more = numeral.more
        if (
            text[at : at + 1] in ("余", "多", "来")
            and self.units.at(text, at + 1) is not None
            and text[at : at + 2] not in ("多元化", "余额")
        ) and (text[at] != "来" or numeral.script != "arabic"):
            at, more = at + 1, True
        found = self._unit(text, at)
        if found is None and part.currency and text[at : at + 1] == "分" and text[at + 1 : at + 2] not in ("之", "别", "为"):
            coin = self.units.coins.at(text, at)
            found = Found(at + 1, coin) if coin is not None else None
        if found is None and text[at : at + 1] == " ":
            noun = _COUNTED.match(text, at)
            if noun is not None and not part.currency:
                unit = Unit(noun[1], _NOUNS.get(noun[1].lower().rstrip("s"), noun[1].lower()), "english")
                return replace(part, end=numeral.end, found=Found(numeral.end, unit), more=more)
        if found is None:
            end = numeral.end
            if text[end : end + 1] in ("余", "多") and not CHINESE.match(text[end + 1 : end + 2]) and numeral.script != "arabic":
                return replace(part, end=end + 1, more=True)
            return replace(part, end=end, more=numeral.more)
        part = replace(part, end=found.end, found=found, more=more)
        part = self.coins(text, part) if found.unit.kind in ("currency", "coin") else self._half(text, part)
        return self._more_behind(text, part)

    def _unit(self, text: str, at: int) -> Found | None:
        found = self.units.at(text, at)
        if found is not None and found.unit.word == "个":
            measured = self.units.at(text, found.end)
            if measured is not None and measured.unit.kind in ("physical", "currency") and len(measured.unit.word) > 1:
                return measured
        small = self.units.coins.at(text, at)
        if small is not None and found is not None and len(small.word) > len(found.unit.word):
            return Found(at + len(small.word), small)
        if found is None and text[at : at + 1] == " ":
            cents = self.units.coins.at(text, at + 1)
            if cents is not None and cents.word[0].isascii():
                return Found(at + 1 + len(cents.word), cents)
        if found is None and text[at : at + 1] in self.units.coin_starts:
            coin = self.units.coins.at(text, at)
            if coin is not None and (
                len(coin.word) > 1 or not CHINESE.match(text[at + 1 : at + 2]) or self._coin_follows(text, at + 1)
            ):
                return Found(at + len(coin.word), coin)
        if found is None and text[at : at + 1] == " ":
            found = self.units.at(text, at + 1)
            if found is not None and found.unit.kind not in ("latin", "english", "currency", "pp", "ratio"):
                found = None
        return found

    @staticmethod
    def _degrees(text: str, begin: int, floor: int, end: int) -> tuple[int, Found | None]:
        """摄氏37度, 华氏温度98.6度."""
        if text[end : end + 1] not in ("度", "°") or begin < floor + 2:
            return begin, None
        for word, name in (("摄氏温度", "℃"), ("华氏温度", "°F"), ("摄氏", "℃"), ("华氏", "°F")):
            if text.endswith(word, floor, begin):
                return begin - len(word), Found(end + 1, Unit(text[end], name, "physical"))
        return begin, None

    def _coin_follows(self, text: str, at: int) -> bool:
        return (
            text[at : at + 1].isdecimal()
            or text[at : at + 1] in self.numerals.digits
            or text.startswith(("以上", "以下", "左右", "钱"), at)
        )

    def _measured(self, text: str, start: int, numeral: Numeral) -> Numeral:
        """12千米, 五十兆字节: a scale word that begins a longer unit belongs to the unit."""
        at = numeral.end - 1
        if at <= start or text[at] not in "千兆百" or numeral.script == "fraction":
            return numeral
        found = self.units.at(text, at)
        if found is None or found.unit.kind not in ("physical", "pp"):
            return numeral
        return self._numeral(text, start, at) or numeral

    def _half(self, text: str, part: Part) -> Part:
        """三年半, 两米半, 一个半小时, 七成五."""
        following = text[part.end : part.end + 1]
        if part.unit.kind == "tenths" and part.unit.word == "成":
            digit = self.numerals.digits.get(following)
            after = text[part.end + 1 : part.end + 2]
            if digit and (after in "的左以至到及和上" or not CHINESE.match(after)):
                return replace(part, end=part.end + 1, extra=Decimal(digit).scaleb(-1), extra_places=1)
        if part.unit.kind in ("duration", "physical"):
            compound = self._compound(text, part)
            if compound is not None:
                return compound
        if following != "半" or text[part.end + 1 : part.end + 2] in ("年", "导", "数", "径", "价"):
            return part
        if part.unit.word == "个":
            end = part.end + 1
            longer = self.units.at(text, end)
            if text.startswith("月", end):
                unit = Unit("个月", "个月", "duration")
                return replace(part, end=end + 1, extra=_HALF, extra_places=1, found=Found(end + 1, unit))
            if longer is not None and longer.unit.kind in ("duration", "physical"):
                return replace(part, end=longer.end, extra=_HALF, extra_places=1, found=longer)
        return replace(part, end=part.end + 1, extra=_HALF, extra_places=1)

    def _compound(self, text: str, part: Part) -> Part | None:
        """两年零三个月, 一小时三十分钟, 六斤八两: told in the smaller unit, or of weights in the larger."""
        at = part.end + (text[part.end : part.end + 1] in ("零", "又"))
        if at >= len(text) or not (text[at].isdecimal() or text[at] in self.numerals.starts) or part.numeral.value is None:
            return None
        below = self.numerals(text, at)
        if below is None or below.value is None:
            return None
        smaller = self.units.at(text, below.end)
        if smaller is None and text.startswith("分", below.end):
            smaller = Found(below.end + 1, Unit("分", "分钟", "duration"))
        factor = _COMPOUNDS.get((part.found.name, smaller.unit.name)) if smaller is not None else None
        if factor is None or smaller is None or below.value >= factor:
            return None
        value = part.numeral.value * factor + below.value
        numeral = replace(part.numeral, value=value, printed=value, scale=0, places=0)
        whole = replace(part, end=smaller.end, numeral=numeral, found=smaller)
        return self._compound(text, whole) or whole

    def _more_behind(self, text: str, part: Part) -> Part:
        """三年多, 两倍多."""
        following = text[part.end : part.end + 1]
        if (
            following
            and following in "余多"
            and part.unit.kind in ("duration", "times", "physical", "ratio", "tenths", "currency", "pp")
        ) and text[part.end + 1 : part.end + 2] not in ("额", "元", "个", "家", "种", "项", "次", "数", "少"):
            return replace(part, more=True, more_end=part.end + 1)
        return part
