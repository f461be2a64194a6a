"""Unit and scale of a number: its own, else those of the words that the extractor found for it."""

from __future__ import annotations

from pipeline.core.errors import FigureError
from pipeline.core.reading import Reading
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.normalize.amount import Amount
from pipeline.quantity import Reader

_NO_VALUE = ("date", "period", "duration", "mark")
_CURRENCY_SAID = (
    "人民币",
    "RMB",
    "CNY",
    "¥",
    "￥",
    "港",
    "HK",
    "美",
    "US",
    "$",
    "欧",
    "EUR",
    "€",
    "日元",
    "JPY",
    "英镑",
    "GBP",
    "£",
)


class Units:
    """Turns a reading and a unit phrase into an amount in base units. Built once, called with one number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reader = Reader(lexicon)

    def __call__(self, reading: Reading, phrase: str, currency: str) -> Amount:
        """The amount in base units.

        phrase    the unit words that stand elsewhere (万元, %, 元/股); "/股" is only the denominator that the sentence
                  gives to a price (每股…港元), 人民币 or 港元/股 the currency of a bare 元; "" when none were found
        currency  ISO, in which the document reports; what 元 means when no currency is named

        A unit printed with the number wins over the phrase, so that a percent sign in the cell and one in the column's
        head scale once; a bare scale word in the cell (1.2亿) keeps its scale and takes the phrase's unit only.
        A phrase that no lexicon knows is taken as the name of what is counted. Raises FigureError for a reading that
        measures nothing.
        """
        if reading.type in _NO_VALUE or (reading.value is None and not reading.is_range):
            raise FigureError(f"{reading.text!r} is a {reading.type} without a value", "a number, amount or range")
        amount = _printed(reading)
        if not amount.unit and phrase:
            return _in_currency(self._with(amount, phrase), currency)
        if phrase == "厘":
            return _percent(amount)
        named, _, per = phrase.partition("/")
        told = self._reader.unit(named) if named else None
        if per and "/" not in amount.unit:
            amount = amount.in_unit(f"{amount.unit}/{per}")
        return _in_currency(amount, told.unit if told is not None else currency)

    def _with(self, amount: Amount, phrase: str) -> Amount:
        unit = self._reader.unit(phrase)
        if unit is None:  # a count of what no lexicon lists (applications, 帧): the words are the classifier
            return amount.in_unit(phrase, phrase)
        scaled = amount if amount.scale else amount.scaled(unit.scale)
        return scaled.in_unit(unit.unit, f"{amount.unit_text}{phrase}" if amount.scale else phrase)


def _percent(amount: Amount) -> Amount:
    """Tenths of a cent of a rate are hundredths of it: a margin of 1.46厘 is 1.46%."""
    return amount.scaled(1).in_unit("ratio")


def _printed(reading: Reading) -> Amount:
    return Amount(
        reading.value,
        reading.low,
        reading.high,
        reading.decimals,
        reading.value_printed,
        reading.unit,
        reading.unit_text,
        reading.scale,
    )


def _in_currency(amount: Amount, currency: str) -> Amount:
    """元 and 千元 without a currency's name mean the currency in which the document reports."""
    if currency in ("", "CNY") or amount.unit.split("/")[0] != "CNY":
        return amount
    words = fold(amount.unit_text).upper()
    if any(word in words for word in _CURRENCY_SAID):
        return amount
    return amount.in_unit(amount.unit.replace("CNY", currency, 1))
