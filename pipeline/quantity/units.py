"""The words behind a number that say what it counts: 元, 亿股, 个百分点, 元/千瓦时, 人/平方公里."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.lexicon import Lexicon, Row

CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means.

    kind    currency, coin, ratio, tenths, pp, times, duration, physical, latin, english, classifier
    name    GUIDE's canonical unit
    shift   the power of ten that the word carries: -2 of %, -1 of 成, -2 of 基点
    """

    word: str
    name: str
    kind: str
    shift: int = 0
    not_before: frozenset[str] = field(default=frozenset(), compare=False)
    row: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A unit at an offset; `per` is what it is counted for (股 in 元/股)."""

    end: int
    unit: Unit
    per: str = ""

    @property
    def name(self) -> str:
        return f"{self.unit.name}/{self.per}" if self.per else self.unit.name


class Words:
    """Unit words by their first character, longest first."""

    def __init__(self, units: Iterable[Unit]) -> None:
        table: dict[str, list[Unit]] = {}
        for unit in units:
            table.setdefault(unit.word[0], []).append(unit)
        self._table: Mapping[str, tuple[Unit, ...]] = {
            first: tuple(sorted(held, key=lambda unit: -len(unit.word))) for first, held in table.items()
        }

    @property
    def starts(self) -> frozenset[str]:
        return frozenset(self._table)

    def at(self, text: str, start: int) -> Unit | None:
        """The longest unit word at `start` that its surroundings allow."""
        for unit in self._table.get(text[start : start + 1], ()):
            if text.startswith(unit.word, start) and _allowed(text, start + len(unit.word), unit):
                return unit
        return None


def _allowed(text: str, end: int, unit: Unit) -> bool:
    """No Latin unit inside a longer Latin word, no classifier that begins another word: 3个人, 5家电."""
    if unit.word[-1].isascii() and unit.word[-1].isalpha():
        following = text[end : end + 1]
        return not (following.isascii() and following.isalnum())
    if not unit.not_before:
        return True
    return text[end : end + 1] not in unit.not_before and text[end : end + 2] not in unit.not_before


class Units:
    """Finds the unit behind a number. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        money = [Unit(row.word, row.meaning, "currency", row=row.name) for row in lexicon.rows("currencies") if _after(row)]
        coins = [
            Unit(row.word, row.meaning, "coin", int(row.more["exponent"]), _words(row.not_, row.word), row=row.name)
            for row in lexicon.rows("coins")
        ]
        counted = [
            Unit(row.word, row.meaning, row.more["kind"], int(row.more["shift"]), _words(row.not_, row.word), row.name)
            for row in lexicon.rows("units")
        ]
        classifiers = [
            Unit(row.word, row.meaning, "classifier", 0, frozenset(filter(None, row.more["not_before"].split("|"))), row.name)
            for row in lexicon.rows("classifiers")
        ]
        self.coins = Words(coins)
        self.money = Words(money)
        self._words = Words([*money, *counted, *classifiers])
        self.coin_starts = self.coins.starts
        self.starts = frozenset(char for char in self._words.starts if CHINESE.match(char)) | self.coins.starts

    def at(self, text: str, start: int) -> Found | None:
        """The unit at `start`, with what it is counted for; None when no unit word stands there."""
        unit = self._words.at(text, start)
        if unit is None:
            return None
        end = start + len(unit.word)
        if unit.kind == "currency" and unit.name == "CNY":
            end, unit = self._currency_behind(text, end, unit)
        per_end, per = self._per(text, end, unit)
        return Found(per_end, unit, per)

    def _currency_behind(self, text: str, end: int, unit: Unit) -> tuple[int, Unit]:
        """元人民币, 元港币, 元(美元): the currency named after 元."""
        named = self.money.at(text, end)
        if named is None or unit.word != "元" or named.word in ("元", "块"):
            return end, unit
        return end + len(named.word), Unit(unit.word + named.word, named.name, "currency", row=named.row)

    def _per(self, text: str, end: int, unit: Unit) -> tuple[int, str]:
        """/股, /千瓦时, 每股, /人/日."""
        per: list[str] = []
        while end < len(text) and (text[end] in "/／" or (text[end] == "每" and unit.kind == "currency")) and len(per) < 3:
            counted = self._words.at(text, end + 1)
            if counted is None or (counted.kind == "currency" and text[end] == "每"):
                break
            per.append(counted.name)
            end += 1 + len(counted.word)
        return end, "/".join(per)


def _after(row: Row) -> bool:
    return row.more["place"] in ("after", "both")


def _words(example: str, word: str) -> frozenset[str]:
    """What follows the unit in its counter-example: 5米兰 forbids 兰 behind 米."""
    _, found, rest = example.partition(word)
    return frozenset({rest[:2], rest[:1]} if found and len(rest) == 1 else {rest[:2]} if found and rest else ())
