"""Amounts: a number with its currency, scale, unit, qualifier, and the other end where it is a range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.core.reading import ReadingType
from pipeline.lexicon import Lexicon
from pipeline.quantity.draft import Draft
from pipeline.quantity.fractions import Fractions
from pipeline.quantity.money import Coins, Currencies
from pipeline.quantity.numerals import Numeral, Numerals
from pipeline.quantity.qualifiers import Qualifiers
from pipeline.quantity.units import CHINESE, Found, Unit, Units

_TYPES: dict[str, ReadingType] = {
    "currency": "money", "coin": "money", "ratio": "percent", "tenths": "percent", "pp": "percent", "duration": "duration",
}  # fmt: skip
_BEFORE_MINUS = re.compile(r"[0-9A-Za-z%)\]年月日号元股万亿倍家人点]")
_ENGLISH_SCALE = re.compile(r" ?(thousands?|millions?|billions?|trillions?|mn|bn|tn|mln|bln)(?![A-Za-z])", re.I)
_SHORT_SCALE = re.compile(r" ?([kKMG])(?![A-Za-z0-9])")
_SEPARATOR = re.compile(r"[-~—至到]{1,2}|(?: to )(?=[A-Z$¥]{0,4}[0-9])| [-~—] (?=(?:[A-Z]{2,3}|[A-Z]{0,3}[$¥€£])[0-9])")
_BETWEEN = re.compile(r"[与和及]")
_NOTHING = Found(0, Unit("", "", ""))
_COMPOUNDS = {
    ("年", "个月"): 12, ("小时", "分钟"): 60, ("分钟", "秒"): 60, ("天", "小时"): 24, ("斤", "两"): 10, ("周", "天"): 7, ("英尺", "英寸"): 12,
}  # fmt: skip
_COUNTED = re.compile(
    r" (?:(?:additional|new|newly|issued|outstanding|total|Offer|Public|Placing|Placement|International|Hong Kong|Reserved|Sale|Rights|Consideration|Subscription|Award|"
    r"Repurchased|Treasury|Over-allotment|Option|existing|ordinary|Ordinary|preferred|restricted|unlisted|Unlisted|Domestic|H|A|B|Class [AB]|Series [A-H]) ){0,4}"
    r"(Shares?|shares?|[Ss]hareholders?|holders|employees|customers|applicants|applications|stores|users|patents|countries|persons|staff|units|ADSs)(?![A-Za-z])"
)
_PER_SHARE = re.compile(r" (?:each |per (?:(?:Offer|H|A|Class A|Class B|Ordinary|ordinary|Consideration|Subscription|Placing|Rights) ){0,2}[Ss]hare)(?![A-Za-z])")
_NOUNS = {"share": "shares"}
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
    more_end: int = 0       # behind 余, 多 after the unit
    extra: Decimal = Decimal(0)     # what stands behind the unit: 5角 of 3元5角, half of 三年半
    extra_places: int = 0
    prefix: tuple[int, int] = (0, 0)    # the currency word before the number
    currency: str = ""

    @property
    def unit(self) -> Unit:
        return self.found.unit

    @property
    def bare(self) -> bool:
        return not self.found.unit.word and not self.currency


class Amounts:
    """Reads the amount whose digits begin at an offset of a plain text. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals, units: Units) -> None:
        self.numerals = numerals
        self.units = units
        self.currencies = Currencies(lexicon)
        self.coins = Coins(units, numerals)
        self.qualifiers = Qualifiers(lexicon)
        self.fractions = Fractions(numerals)

    def __call__(self, text: str, start: int, floor: int, stop: int = 0) -> Draft | None:
        """The amount at `start`; nothing before `floor` belongs to it. None when the numerals there measure nothing."""
        part = self._part(text, start, floor, stop, first=True)
        if part is None:
            return None
        other = self._other_end(text, part, floor)
        if other is None and not self._plausible(text, part, floor):
            return None
        if other is None and _is_article(text, part):
            return Draft("mark", part.start, part.end, Decimal(1), unit=part.found.name, mark="idiom", rule="article")
        draft = self._draft(part) if other is None else self._range(text, part, other)
        if draft is None:
            draft = self._draft(part)
        if draft.type == "money" and "/" not in draft.unit and text[draft.end : draft.end + 1] == " " and _PER_SHARE.match(text, draft.end):
            draft.unit += "/股"
        self.qualifiers(text, draft, floor, part.more or (other is not None and other.more), part.more_end)
        return draft

    # one end

    def _part(self, text: str, start: int, floor: int, stop: int, first: bool) -> Part | None:
        numeral = self._numeral(text, start, stop)
        if numeral is None:
            return None
        numeral = self._measured(text, start, stop, numeral)
        begin, negative = (self._sign(text, start, floor)) if first else (start, False)
        prefix, currency, begin = self.currencies.before(text, begin, floor)
        if currency and not negative:
            begin, negative = self._sign(text, begin, floor)
        numeral, closed = self._bracketed(text, start, numeral, bool(currency))
        negative |= closed
        numeral = self._english_scale(text, numeral, bool(currency))
        begin, found = self._degrees(text, begin, floor, numeral.end)
        if found is not None:
            return Part(begin, found.end, numeral, found, negative)
        return self._with_unit(text, Part(begin, numeral.end, numeral, _NOTHING, negative, prefix=prefix, currency=currency))

    def _numeral(self, text: str, start: int, stop: int) -> Numeral | None:
        if text[start] == "半":
            return Numeral(start + 1, _HALF, _HALF, 0, 1, script="chinese", words=start + 1)
        numeral = self.numerals(text, start, stop)
        return self.fractions(text, start, numeral, stop) if numeral is not None else None

    def _sign(self, text: str, start: int, floor: int) -> tuple[int, bool]:
        """A minus before the number: -5, 负5; not the dash of GLM-4 and 1-6月."""
        if start <= floor:
            return start, False
        char = text[start - 1]
        if char == "负" or (char == "-" and not (start - 1 > 0 and _BEFORE_MINUS.match(text[start - 2]) and start - 1 > 0 and start >= 2)):
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

    def _english_scale(self, text: str, numeral: Numeral, money: bool) -> Numeral:
        if numeral.scale or numeral.script == "chinese" or text[numeral.end : numeral.end + 1] not in (" ", *"kKMGmbt"):
            return numeral
        match = _ENGLISH_SCALE.match(text, numeral.end)
        if match is not None:
            power = {"t": 3, "m": 6, "b": 9}[match[1][0].lower()]
            if match[1].lower().startswith(("tr", "tn")):
                power = 12
            return replace(numeral.times(Decimal(10) ** power, power), end=match.end())
        short = _SHORT_SCALE.match(text, numeral.end)
        behind = text[short.end() : short.end() + 1] if short is not None else ""
        if short is None or (short[0][0] == " " and short[1] != "M") or (CHINESE.match(behind) and behind != "个"):
            return numeral
        if short[1] == "G" and numeral.places < 3:      # 5G, 2.5G are nets
            return numeral
        power = {"k": 3, "K": 3, "M": 6, "G": 9}[short[1]]
        return replace(numeral.times(Decimal(10) ** power, power), end=short.end())

    def _with_unit(self, text: str, part: Part) -> Part:
        """The words behind the number: 余, the unit, what it is counted for, and small change."""
        at, numeral = part.numeral.end, part.numeral
        more = numeral.more
        if text[at : at + 1] in ("余", "多", "来") and self.units.at(text, at + 1) is not None and text[at : at + 2] not in ("多元化", "余额"):
            if text[at] != "来" or numeral.script != "arabic":
                at, more = at + 1, True
        found = self._unit(text, at, numeral)
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

    def _unit(self, text: str, at: int, numeral: Numeral) -> Found | None:
        found = self.units.at(text, at)
        if found is not None and found.unit.word == "个":
            measured = self.units.at(text, found.end)
            if measured is not None and measured.unit.kind in ("physical", "currency") and len(measured.unit.word) > 1:
                return measured
        if found is None and text[at : at + 1] in self.units.coin_starts:
            coin = self.units.coins.at(text, at)
            if coin is not None and (len(coin.word) > 1 or not CHINESE.match(text[at + 1 : at + 2]) or self._coin_follows(text, at + 1)):
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
        return text[at : at + 1].isdecimal() or text[at : at + 1] in self.numerals.digits or text.startswith(("以上", "以下", "左右"), at)

    def _measured(self, text: str, start: int, stop: int, numeral: Numeral) -> Numeral:
        """12千米, 五十兆字节: a scale word that begins a longer unit belongs to the unit."""
        at = numeral.end - 1
        if at <= start or text[at] not in "千兆百" or numeral.script == "fraction":
            return numeral
        found = self.units.at(text, at)
        if found is None or found.unit.kind != "physical":
            return numeral
        return self._numeral(text, start, at) or numeral

    def _half(self, text: str, part: Part) -> Part:
        """三年半, 两米半, 一个半小时, 七成五."""
        following = text[part.end : part.end + 1]
        if part.unit.kind == "tenths" and part.unit.word == "成":
            digit = self.numerals.digits.get(following)
            if digit and not CHINESE.match(text[part.end + 1 : part.end + 2].replace("的", "").replace("左", "").replace("以", "")):
                return replace(part, end=part.end + 1, extra=Decimal(digit).scaleb(-1), extra_places=1)
        if part.unit.kind in ("duration", "physical"):
            compound = self._compound(text, part)
            if compound is not None:
                return compound
        if following != "半" or text[part.end + 1 : part.end + 2] in ("年", "导", "数", "径", "价"):
            return part
        if part.unit.word == "个":
            longer = self.units.at(text, part.end + 1 + (0 if text[part.end + 1 : part.end + 2] != "月" else 0))
            end = part.end + 1
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
        if following and following in "余多" and part.unit.kind in ("duration", "times", "physical", "ratio", "tenths", "currency", "pp"):
            if text[part.end + 1 : part.end + 2] not in ("额", "元", "个", "家", "种", "项", "次", "数", "少"):
                return replace(part, more=True, more_end=part.end + 1)
        return part

    # two ends

    def _other_end(self, text: str, part: Part, floor: int) -> Part | None:
        """The right end of a range, or None."""
        match = _SEPARATOR.match(text, part.end)
        between = False
        if match is None:
            match = _BETWEEN.match(text, part.end)
            between = match is not None
        if match is None or part.numeral.value is None:
            return None
        start = match.end()
        if text[start : start + 1] == "约":
            start += 1
        other = self._right_end(text, start, match.end())
        if other is None or other.numeral.value is None or not _compatible(part, other):
            return None
        if between and other.unit.word == "间" and part.bare:
            return replace(other, end=other.numeral.end, found=_NOTHING)
        if between and not text.startswith(("之间", "间"), other.end):
            return None
        if part.bare and other.bare and not between and not self._bare_range(text, part, other, floor):
            return None
        if not between and match[0] in "至到" and self._movement(text, part.start):
            return None
        return other

    def _right_end(self, text: str, start: int, floor: int) -> Part | None:
        at, negative = start, False
        skipped = self.currencies.after(text, at)
        at = skipped
        if text[at : at + 1] in ("-", "负"):
            at, negative = at + 1, True
        if at >= len(text) or not (text[at].isdecimal() or text[at] in self.numerals.starts or text[at] == "半"):
            return None
        part = self._part(text, at, at, 0, first=False)
        if part is None:
            return None
        prefix, currency, _ = self.currencies.before(text, at, start) if skipped > start else ((0, 0), "", 0)
        return replace(part, negative=part.negative or negative, prefix=prefix, currency=currency)

    def _movement(self, text: str, start: int) -> bool:
        """由3亿元至5亿元 tells two values, not a range."""
        return text[max(0, start - 1) : start] in ("由", "从") or text[max(0, start - 3) : start - 1] in ("由人", "从人")

    def _bare_range(self, text: str, part: Part, other: Part, floor: int) -> bool:
        """20-100 without any unit: only rising, not in a chain of dashes, brackets or letters."""
        if text[other.end : other.end + 1] in ("-", "/", ".") or text[part.start - 1 : part.start] in ("-", "/", ".", "第"):
            return False
        following = text[other.end : other.end + 1]
        if following.isascii() and following.isalpha():
            return False
        low, high = part.numeral.value, other.numeral.value
        return low is not None and high is not None and low < high

    def _range(self, text: str, part: Part, other: Part) -> Draft | None:
        """Both ends as one reading; the left end takes scale and unit from the right where it has none."""
        left, right = part, other
        if part.bare or (not part.unit.word and other.unit.word):
            shared = replace(part, found=other.found)
            if not part.numeral.scale and other.numeral.scale:
                factor = Decimal(10) ** other.numeral.scale
                shared = replace(shared, numeral=part.numeral.times(factor, other.numeral.scale))
            left = shared if _size(shared) <= _size(other) else replace(part, found=other.found)
        elif other.bare:
            right = replace(other, found=part.found)
        first, second = self._draft(left), self._draft(right)
        low, high = first.value, second.value
        if low is None or high is None:
            return None
        if low > high:
            if not part.negative and low > 0 and not (part.unit.word and other.unit.word):
                return None
            low, high = high, low
        decimals = [d for d in (first.decimals, second.decimals) if d is not None]
        end = max(other.end, second.end)
        return replace(
            second, start=part.start, end=end, value=None, low=low, high=high, printed=None, qualifier="exact",
            decimals=min(decimals) if decimals else None, unit=second.unit or first.unit, type=second.type if second.unit else first.type,
            prefix_at=first.prefix_at if first.prefix_at[1] else second.prefix_at, rule="range " + second.rule,
        )  # fmt: skip

    # meaning

    def _draft(self, part: Part) -> Draft:
        unit, numeral = part.unit, part.numeral
        sign = -1 if part.negative else 1
        shift = unit.shift
        if unit.kind == "tenths" and unit.word == "折":
            shift = -2 if (numeral.value is not None and numeral.value >= 10) else 0 if numeral.value == _HALF else -1
        factor = Decimal(10) ** shift * sign
        draft = Draft(self._type(part), part.start, part.end)
        places = max(numeral.places, part.extra_places)
        draft.scale = numeral.scale + shift
        draft.decimals = places - draft.scale
        if numeral.value is not None:
            draft.value = (numeral.value + part.extra) * factor
            draft.printed = (numeral.printed + part.extra) * sign if numeral.printed is not None else None
        elif numeral.low is not None and numeral.high is not None:
            ends = sorted((numeral.low * factor, numeral.high * factor))
            draft.low, draft.high, draft.decimals = ends[0], ends[1], None
            draft.qualifier = "about"
        draft.unit = self._name(part)
        draft.unit_at, draft.prefix_at = (numeral.words, part.found.end or numeral.end), part.prefix
        draft.rule = unit.row or "number"
        return draft

    def _type(self, part: Part) -> ReadingType:
        if part.currency or part.found.unit.kind == "currency":
            return "money"
        return _TYPES.get(part.unit.kind, "quantity" if part.unit.word else "percent" if part.numeral.script == "percent" else "number")

    def _name(self, part: Part) -> str:
        unit = part.unit
        if unit.kind in ("currency", "coin") or (part.currency and not unit.word):
            name = part.currency or unit.name
            if part.currency and unit.kind == "currency" and unit.name != "CNY":
                name = unit.name
            return f"{name}/{part.found.per}" if part.found.per else name
        if part.currency:
            return part.currency
        if not unit.word and part.numeral.script in ("percent", "fraction"):
            return "ratio"
        return part.found.name

    def _plausible(self, text: str, part: Part, floor: int) -> bool:
        """Whether numerals in Chinese letters are a number here and not part of a word."""
        numeral = part.numeral
        if numeral.script in ("arabic", "percent", "fraction", "mixed"):
            return True
        if part.currency:       # 人民币千元 is a unit, no amount
            return any(c in self.numerals.digits or c in self.numerals.some for c in text[part.prefix[1] : numeral.end])
        start = part.start
        width = numeral.end - start
        alone = _isolated(text, start, part.end)
        if part.unit.kind == "currency" and part.unit.name == "CNY" and not any(c in self.numerals.digits or c in self.numerals.some for c in text[start : numeral.end]):
            return self.qualifiers.qualified(text, start, floor) and text[start - 1 : start] != "币"
        if part.unit.kind == "coin":
            return alone or width > 1 or part.unit.shift != -2
        if part.unit.word:
            return self._counted(text, part, alone)
        if text[start] == "半":
            return False
        return alone or (width >= 2 and any(c in self.numerals.powers or c in self.numerals.scales for c in text[start : numeral.end])) or width >= 3

    def _counted(self, text: str, part: Part, alone: bool) -> bool:
        before = text[part.start - 1 : part.start]
        if before and before in "星期拜第" and part.numeral.end - part.start == 1:
            return False
        return True


def _is_article(text: str, part: Part) -> bool:
    """一家, 一个, 一种: the article, and no count, unless something says how many."""
    if part.unit.kind != "classifier" or part.more or part.extra or text[part.start : part.numeral.end] != "一":
        return False
    return not text.startswith(("以上", "以下", "或以上"), part.end) and bool(text[part.end : part.end + 1].strip("。，,;；、)")) | (part.start > 0)


def _isolated(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before == "是" and after and after in "不而却那这":
        return True
    return not (CHINESE.match(before) and before not in "是为于即到") and not CHINESE.match(after) and not (before.isalnum() and before.isascii())


def _compatible(part: Part, other: Part) -> bool:
    """Whether two ends measure the same: 5%-8%, 3-5亿元, not 5%-3个."""
    if part.unit.word and other.unit.word and part.found.name != other.found.name:
        return False
    if part.unit.word and not other.unit.word and not other.currency and part.unit.kind not in ("currency",):
        return False
    if part.currency and other.currency and part.currency != other.currency:
        return False
    return True


def _size(part: Part) -> Decimal:
    return part.numeral.value if part.numeral.value is not None else Decimal(0)


