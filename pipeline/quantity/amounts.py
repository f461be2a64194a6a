"""Amounts: a number with its currency, scale, unit, qualifier, and the other end where it is a range."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.core.reading import ReadingType
from pipeline.lexicon import Lexicon
from pipeline.quantity.draft import Draft
from pipeline.quantity.money import Currencies
from pipeline.quantity.numerals import Numerals
from pipeline.quantity.parts import Part, Parts
from pipeline.quantity.qualifiers import Qualifiers
from pipeline.quantity.units import CHINESE, Found, Unit, Units

_TYPES: dict[str, ReadingType] = {
    "currency": "money", "coin": "money", "ratio": "percent", "tenths": "percent", "pp": "percent", "duration": "duration",
}  # fmt: skip
# rose from A to B, fell by A to B: two amounts; ranging from A to B is one
_MOVED_TO = re.compile(r"(?<!range)(?<!ranges)(?<!ranging)(?<!ranged)\s(?:from|by)\s(?:approximately\s|about\s)?\Z")
_SEPARATOR = re.compile(
    r"(?:[~—至到]|--?|——)(?=[-负]?[^-~—至到负])|[~—]{2}|(?: to )(?=[A-Z$¥]{0,4}[0-9])"
    r"| [-~—] (?=(?:[A-Z]{2,3}|[A-Z]{0,3}[$¥€£])[0-9])"
)
_BETWEEN = re.compile(r"[与和及]")
_NOTHING = Found(0, Unit("", "", ""))
_PER_SHARE = re.compile(
    r" (?:each |per (?:(?:Offer|H|A|Class A|Class B|Ordinary|ordinary|Consideration|Subscription"
    r"|Placing|Rights) ){0,2}[Ss]hare)(?![A-Za-z])"
)
_HALF = Decimal("0.5")


class Amounts:
    """Reads the amount whose digits begin at an offset of a plain text. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon, numerals: Numerals, units: Units) -> None:
        self.numerals = numerals
        self.currencies = Currencies(lexicon)
        self.parts = Parts(numerals, units, self.currencies)
        self.qualifiers = Qualifiers(lexicon)

    def __call__(self, text: str, start: int, floor: int, stop: int = 0) -> Draft | None:
        """The amount at `start`; nothing before `floor` belongs to it. None when the numerals there measure nothing."""
        part = self.parts(text, start, floor, stop, first=True)
        if part is None:
            return None
        other = self._other_end(text, part)
        if other is None and not self._plausible(text, part, floor):
            return None
        if other is None and _is_article(text, part):
            return Draft("mark", part.start, part.end, Decimal(1), unit=part.found.name, mark="idiom", rule="article")
        draft = self._draft(part) if other is None else self._range(part, other)
        if draft is None:
            draft = self._draft(part)
        if text[draft.start] == "±" and draft.value is not None:
            draft.low, draft.high, draft.value, draft.printed = -draft.value, draft.value, None, None
        if (
            draft.type == "money"
            and "/" not in draft.unit
            and text[draft.end : draft.end + 1] == " "
            and _PER_SHARE.match(text, draft.end)
        ):
            draft.unit += "/股"
        self.qualifiers(text, draft, floor, part.more or (other is not None and other.more), part.more_end)
        return draft

    def _other_end(self, text: str, part: Part) -> Part | None:
        """The right end of a range, or None."""
        match = _SEPARATOR.match(text, part.end)
        between = False
        if match is None:
            match = _BETWEEN.match(text, part.end)
            between = match is not None
        if match is None or part.numeral.value is None:
            return None
        start = match.end() - (part.negative and match[0] == "--")  # -1.2亿元--0.9亿元: the second is a minus
        if text[start : start + 1] == "约":
            start += 1
        other = self._right_end(text, start)
        if other is None or other.numeral.value is None or not _compatible(part, other):
            return None
        if between and other.unit.word == "间" and part.bare:
            return replace(other, end=other.numeral.end, found=_NOTHING)
        if between and not text.startswith(("之间", "间"), other.end):
            return None
        if part.bare and other.bare and not between and not self._bare_range(text, part, other):
            return None
        if not between and match[0] in "至到" and self._movement(text, part.start):
            return None
        if match[0] == " to " and _MOVED_TO.search(text[max(0, part.start - 30) : part.start]):
            return None
        return other

    def _right_end(self, text: str, start: int) -> Part | None:
        at, negative = start, False
        skipped = self.currencies.after(text, at)
        at = skipped
        if text[at : at + 1] in ("-", "负"):
            at, negative = at + 1, True
        if at >= len(text) or not (text[at].isdecimal() or text[at] in self.numerals.starts or text[at] == "半"):
            return None
        part = self.parts(text, at, at, 0, first=False)
        if part is None:
            return None
        prefix, currency, _ = self.currencies.before(text, at, start) if skipped > start else ((0, 0), "", 0)
        return replace(part, negative=part.negative or negative, prefix=prefix, currency=currency)

    def _movement(self, text: str, start: int) -> bool:
        """由3亿元至5亿元 tells two values, not a range."""
        return text[max(0, start - 1) : start] in ("由", "从") or text[max(0, start - 3) : start - 1] in ("由人", "从人")

    def _bare_range(self, text: str, part: Part, other: Part) -> bool:
        """20-100 without any unit: only rising, not in a chain of dashes, brackets or letters."""
        if text[other.end : other.end + 1] in ("-", "/", ".") or text[part.start - 1 : part.start] in ("-", "/", ".", "第"):
            return False
        following = text[other.end : other.end + 1]
        if following.isascii() and following.isalpha():
            return False
        low, high = part.numeral.value, other.numeral.value
        return low is not None and high is not None and low < high

    def _range(self, part: Part, other: Part) -> Draft | None:
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
            decimals=min(decimals) if decimals else None,
            unit=second.unit or first.unit, type=second.type if second.unit else first.type,
            prefix_at=first.prefix_at if first.prefix_at[1] else second.prefix_at, rule="range " + second.rule,
        )  # fmt: skip

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
        return _TYPES.get(
            part.unit.kind, "quantity" if part.unit.word else "percent" if part.numeral.script == "percent" else "number"
        )

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
        if part.currency:  # 人民币千元 is a unit, no amount
            return any(c in self.numerals.digits or c in self.numerals.some for c in text[part.prefix[1] : numeral.end])
        start = part.start
        width = numeral.end - start
        alone = _isolated(text, start, part.end)
        if (
            part.unit.kind == "currency"
            and part.unit.name == "CNY"
            and not any(c in self.numerals.digits or c in self.numerals.some for c in text[start : numeral.end])
        ):
            held = "十" in text[start : numeral.end] or part.more
            return held or (self.qualifiers.qualified(text, start, floor) and text[start - 1 : start] != "币")
        if part.unit.kind == "coin":
            return alone or width > 1 or part.unit.shift != -2
        if part.unit.word:
            return _countable(text, part)
        if text[start] == "半":
            return False
        return (
            alone
            or (width >= 2 and any(c in self.numerals.powers or c in self.numerals.scales for c in text[start : numeral.end]))
            or width >= 3
        )


def _countable(text: str, part: Part) -> bool:
    """周三, 第三: a numeral behind these counts nothing, whatever unit follows."""
    before = text[part.start - 1 : part.start]
    return not (before and before in "星期拜第" and part.numeral.end - part.start == 1)


def _is_article(text: str, part: Part) -> bool:
    """一家, 一个, 一种: the article, and no count, unless something says how many."""
    if part.unit.kind != "classifier" or part.more or part.extra or text[part.start : part.numeral.end] != "一":
        return False
    return not text.startswith(("以上", "以下", "或以上"), part.end) and bool(
        text[part.end : part.end + 1].strip("。，,;；、)")
    ) | (part.start > 0)


def _isolated(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before == "是" and after and after in "不而却那这":
        return True
    return (
        not (CHINESE.match(before) and before not in "是为于即到")
        and not CHINESE.match(after)
        and not (before.isalnum() and before.isascii())
    )


def _compatible(part: Part, other: Part) -> bool:
    """Whether two ends measure the same: 5%-8%, 3-5亿元, not 5%-3个."""
    if part.unit.word and other.unit.word and part.found.name != other.found.name:
        return False
    if part.unit.word and not other.unit.word and not other.currency and part.unit.kind != "currency":
        return False
    if part.numeral.script in ("fraction", "percent") and not part.unit.word and (other.unit.word or other.currency):
        return False  # 下降一半至2亿元, 百分之三至港币5亿元
    return not (part.currency and other.currency and part.currency != other.currency)


def _size(part: Part) -> Decimal:
    return part.numeral.value if part.numeral.value is not None else Decimal(0)
