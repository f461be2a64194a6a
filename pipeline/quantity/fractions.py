"""Fractions: 三分之一, 百分之五, 3又2分之1, 3/5, 1 3/5."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext

from pipeline.quantity.numerals import Numeral, Numerals

_SLASHED = re.compile(r"/([0-9]{1,6})(?![0-9./A-Za-z年月])")
_MIXED = re.compile(r" ([0-9]{1,4})/([0-9]{1,4})(?![0-9./])")
_BARE = frozenset("百千万十亿佰仟拾")
_PLACES = 15


class Fractions:
    """Follows a numeral into the fraction of which it is the denominator or the whole part."""

    def __init__(self, numerals: Numerals) -> None:
        self._numerals = numerals

    def __call__(self, text: str, start: int, numeral: Numeral, stop: int) -> Numeral:
        """The fraction that begins at `start` with `numeral`, or `numeral` itself."""
        end = numeral.end
        follows = text[end : end + 1]
        if follows == "分":
            return self._parts(text, start, numeral, stop) or numeral
        if follows == "又":
            return self._whole(text, numeral, end + 1, stop) or numeral
        if follows == "/" and numeral.script == "arabic" and not numeral.places:
            return self._slashed(text, start, numeral)
        if follows == " " and numeral.script == "arabic" and not numeral.places:
            match = _MIXED.match(text, end)
            if match is not None and numeral.value is not None and int(match[2]):
                return _fraction(match.end(), numeral.value + _divide(Decimal(match[1]), Decimal(match[2])))
        return numeral

    def _parts(self, text: str, start: int, numeral: Numeral, stop: int) -> Numeral | None:
        """分之: the numerator behind it; the bare powers (百分之, 万分之) are percentages."""
        at = numeral.end + 1
        if text[at : at + 1] != "之" or not numeral.value:
            return None
        at += 1
        negative = text[at : at + 1] in ("负", "-")
        over = self._numerals(text, at + negative, stop)
        if over is None and stop:  # 三分之二三线城市: the word took the numerator, of which one digit is ours
            over = self._numerals(text, at + negative, at + negative + 1)
        if over is None:
            return None
        if (
            text[over.end : over.end + 1] in ("k", "K")
            and over.value is not None
            and not text[over.end + 1 : over.end + 2].isalnum()
        ):
            over = replace(over.times(Decimal(1000), 3), end=over.end + 1)
        words = text[start : numeral.end]
        percent = all(char in _BARE for char in words) and words not in ("十", "拾")
        sign = -1 if negative else 1
        low = None if over.low is None else _divide(over.low, numeral.value)
        high = None if over.high is None else _divide(over.high, numeral.value)
        if not percent:
            value = None if over.value is None else sign * _divide(over.value, numeral.value)
            return replace(_fraction(over.end, value), low=low, high=high)
        power = len(str(numeral.value.to_integral())) - 1
        value = None if over.value is None else sign * over.value.scaleb(-power)
        return Numeral(over.end, value, over.value, over.scale - power, over.places, low, high, over.more, "percent", over.end)

    def _whole(self, text: str, numeral: Numeral, at: int, stop: int) -> Numeral | None:
        """三百五又三分之一."""
        below = self._numerals(text, at, stop)
        if below is None or numeral.value is None or text[below.end : below.end + 2] != "分之":
            return None
        fraction = self._parts(text, at, below, stop)
        if fraction is None or fraction.value is None:
            return None
        return _fraction(fraction.end, numeral.value + fraction.value)

    def _slashed(self, text: str, start: int, numeral: Numeral) -> Numeral:
        match = _SLASHED.match(text, numeral.end)
        if match is None or not int(match[1]) or numeral.value is None or text[start - 1 : start] == "/":
            return numeral
        over, below = int(numeral.value), int(match[1])
        if below == 1 or (over <= 12 and 12 < below <= 31) or below > 1000:
            return numeral  # 12/1 and 2/15 are days
        return _fraction(match.end(), _divide(numeral.value, Decimal(below)))


def _divide(over: Decimal, below: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 28
        return (over / below).quantize(Decimal(1).scaleb(-_PLACES)) if over % below else over / below


def _fraction(end: int, value: Decimal | None) -> Numeral:
    return Numeral(end, value, value, 0, _PLACES, script="fraction", words=end)
