"""What is peculiar to money: currency words before the number, and small change behind the unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon import Lexicon, Row
from pipeline.quantity.numerals import Numerals
from pipeline.quantity.units import CHINESE, Units

if TYPE_CHECKING:
    from pipeline.quantity.parts import Part


class Currencies:
    """Currency words that stand before a number: 人民币, HK$, US$, RMB, ¥."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = [row for row in lexicon.rows("currencies") if row.more["place"] in ("before", "both")]
        self._last: Mapping[str, tuple[Row, ...]] = _by(rows, -1)
        self._first: Mapping[str, tuple[Row, ...]] = _by(rows, 0)

    def before(self, text: str, start: int, floor: int) -> tuple[tuple[int, int], str, int]:
        """The currency word that ends at `start` (a space or opening bracket apart): its span, ISO code, and where it begins."""
        at = start
        if at > floor and text[at - 1] in " (" and at - 1 > floor:
            at -= 1
        for row in self._last.get(text[at - 1 : at], ()):
            begin = at - len(row.word)
            if begin >= floor and text.startswith(row.word, begin) and _separate(text, begin, row.word):
                if at < start and text[at] == "(" and row.word[-1] not in "$¥€£" and not row.word.isupper():
                    break
                return (begin, at), row.meaning, begin
        return (0, 0), "", start

    def named(self, text: str, start: int) -> tuple[str, int] | None:
        """The currency word that begins at `start`: its ISO code and end."""
        for row in self._first.get(text[start : start + 1], ()):
            if text.startswith(row.word, start) and not (
                row.word[-1].isalpha()
                and text[start + len(row.word) :][:1].isascii()
                and text[start + len(row.word) :][:1].isalpha()
            ):
                return row.meaning, start + len(row.word)
        return None

    def after(self, text: str, start: int) -> int:
        """Behind the currency word that begins at `start`, or `start`."""
        for row in self._first.get(text[start : start + 1], ()):
            if text.startswith(row.word, start):
                return start + len(row.word)
        return start


def _by(rows: Iterable[Row], index: int) -> dict[str, tuple[Row, ...]]:
    table: dict[str, list[Row]] = {}
    for row in rows:
        table.setdefault(row.word[index], []).append(row)
    return {char: tuple(sorted(held, key=lambda row: -len(row.word))) for char, held in table.items()}


def _separate(text: str, begin: int, word: str) -> bool:
    """A Latin code is not the tail of a longer word; $ may follow anything but letters."""
    if not word[0].isascii() or not word[0].isalpha():
        return word[0] != "$" or not (text[begin - 1 : begin].isascii() and text[begin - 1 : begin].isalpha())
    before = text[begin - 1 : begin]
    return not (before.isascii() and before.isalnum())


class Coins:
    """Small change: 286元4角5分, 三块四, 十元零五分, 12元整."""

    def __init__(self, units: Units, numerals: Numerals) -> None:
        self._units = units
        self._numerals = numerals

    def __call__(self, text: str, part: Part) -> Part:
        """`part` with what stands behind its 元, 块, 角."""
        at, extra, places = part.end, Decimal(0), 0
        floor = -part.unit.shift
        while floor < 3:
            joint = at + 1 if text[at : at + 1] in ("零", "又") else at
            found = self._coin(text, joint, floor)
            if found is None:
                break
            value, exponent, at = found
            extra, places, floor = extra + value.scaleb(exponent), -exponent, -exponent
        if part.unit.word in ("块", "毛", "蚊", "元", "毫", "角", "仙") or places:
            at, extra, places = self._spoken(text, part, at, extra, places)
        if text[at : at + 1] in ("整", "正") and text[at : at + 2] not in (
            "整体",
            "整个",
            "正式",
            "正在",
            "整改",
            "正常",
            "整合",
        ):
            at += 1
        if part.unit.kind == "coin":
            extra = extra.scaleb(-part.unit.shift)
            places = max(0, places + part.unit.shift)
        return replace(part, end=at, extra=extra, extra_places=places) if at > part.end else part

    def _coin(self, text: str, at: int, floor: int) -> tuple[Decimal, int, int] | None:
        if at >= len(text) or not (text[at].isdecimal() or text[at] in self._numerals.starts):
            return None
        numeral = self._numerals(text, at)
        if numeral is None or numeral.value is None or numeral.value >= 100:
            return None
        coin = self._units.coins.at(text, numeral.end)
        if coin is None or -coin.shift <= floor:
            return None
        return numeral.value, coin.shift, numeral.end + len(coin.word)

    def _spoken(self, text: str, part: Part, at: int, extra: Decimal, places: int) -> tuple[int, Decimal, int]:
        """三块四, 两毛五, 三块零四: a digit at the end is the next smaller coin."""
        zero = text[at : at + 1] == "零"
        digit = self._numerals.digits.get(text[at + zero : at + zero + 1], 0)
        if not digit and part.unit.word in ("块", "毛", "蚊"):
            digit = int(text[at + zero]) if text[at + zero : at + zero + 1].isdecimal() else 0
        end = at + zero + 1
        if (
            not digit
            or CHINESE.match(text[end : end + 1].replace("以", "").replace("到", "").replace("至", ""))
            or text[end : end + 1].isdecimal()
        ):
            return at, extra, places
        if part.unit.word in ("元", "角") and not places and part.unit.word == "元":
            return at, extra, places
        power = max(places, -part.unit.shift) + 1 + zero
        return end, extra + Decimal(digit).scaleb(-power), power
