"""Mentions turned into figures: unit, scale, sign and precision."""

from __future__ import annotations

from array import array
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.core.document import CharMap, Document, Page, Profile
from pipeline.core.figure import Figure, Reject
from pipeline.core.mention import Mention
from pipeline.core.number import Number
from pipeline.core.place import Span
from pipeline.core.reading import Reading
from pipeline.lexicon import load_config
from pipeline.normalize import Normalize

NORMALIZE = Normalize(*load_config(Path(__file__).parents[2] / "config"))


def reading(text: str, value: str | None, **more: object) -> Reading:
    number = None if value is None else Decimal(value)
    exponent = 0 if number is None else -int(number.as_tuple().exponent)
    given: dict[str, object] = {"value_printed": number, "decimals": exponent, **more}
    return Reading("number", 0, len(text), text, value=number, **given)  # type: ignore[arg-type]


def figure(said: Reading, currency: str = "CNY", **more: object) -> Figure:
    document = Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", said.text, (), profile=Profile(currency=currency))
    mention = Mention(Number(Span(0, len(said.text)), said.text, said, 0), "prose", "营业收入", **more)  # type: ignore[arg-type]
    found = NORMALIZE(document, mention)
    assert isinstance(found, Figure)
    return found


@pytest.mark.parametrize(
    ("text", "value", "phrase", "want", "unit", "decimals", "scale"),
    [
        ("8,120.55", "8120.55", "万元", "81205500", "CNY", -2, 4),
        ("12.3", "12.3", "%", "0.123", "ratio", 3, -2),
        ("0.52", "0.52", "元/股", "0.52", "CNY/股", 2, 0),
        ("1,450.50", "1450.50", "万股", "14505000", "股", -2, 4),
        ("1.24", "1.24", "个百分点", "1.24", "pp", 2, 0),
        ("417", "417", "applications", "417", "applications", 0, 0),
        ("12", "12", "", "12", "", 0, 0),
    ],
)
def test_unit_words_scale_the_number(text: str, value: str, phrase: str, want: str, unit: str, decimals: int, scale: int) -> None:
    got = figure(reading(text, value), unit_text=phrase)
    assert (got.value, got.unit, got.decimals, got.scale, got.value_printed) == (
        Decimal(want),
        unit,
        decimals,
        scale,
        Decimal(value),
    )


def test_own_unit_wins_over_the_phrase() -> None:
    got = figure(reading("12.3%", "0.123", unit="ratio", unit_text="%", scale=-2), unit_text="%")
    assert got.value == Decimal("0.123")


def test_own_scale_takes_the_unit_only() -> None:
    got = figure(reading("1.2亿", "120000000", scale=8, unit_text="亿"), unit_text="万元")
    assert (got.value, got.unit) == (Decimal(120000000), "CNY")


def test_denominator_of_a_price() -> None:
    got = figure(reading("12.5港元", "12.5", unit="HKD", unit_text="港元"), unit_text="/股")
    assert got.unit == "HKD/股"


def test_yuan_means_the_currency_of_the_document_unless_one_is_named() -> None:
    assert figure(reading("5", "5"), currency="HKD", unit_text="千元").unit == "HKD"
    assert figure(reading("5", "5"), currency="HKD", unit_text="人民币千元").unit == "CNY"


@pytest.mark.parametrize(
    ("value", "words", "want"),
    [("24.66", "亏损", "-24.66"), ("-8.15", "减少", "-8.15"), ("24.66", "", "24.66"), ("0", "下降", "0")],
)
def test_words_turn_the_sign_once(value: str, words: str, want: str) -> None:
    got = figure(reading(value, value), negative_words=words)
    assert (got.value, got.value_printed) == (Decimal(want), Decimal(value))


def test_a_loss_between_two_amounts_is_mirrored() -> None:
    said = Reading("money", 0, 1, "5", low=Decimal(2), high=Decimal(3), unit="CNY")
    got = figure(said, negative_words="亏损")
    assert (got.value, got.low, got.high) == (None, Decimal(-3), Decimal(-2))


def test_a_date_is_rejected_with_a_reason() -> None:
    said = Reading("date", 0, 5, "2020年")
    document = Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", said.text, ())
    found = NORMALIZE(document, Mention(Number(Span(0, 5), said.text, said, 0), "prose", "营业收入"))
    assert isinstance(found, Reject)
    assert "2020年" in found.reason


def test_times_that_no_date_resolves_are_flagged() -> None:
    got = figure(reading("5", "5"), period_text="今年")
    assert "date_unknown" in got.flags
    assert got.period is None


def test_doubts_about_a_page_are_told_of_its_figures() -> None:
    said = reading("5", "5")
    chars = CharMap(array("I", [2]), array("f", [10, 20, 15, 30]))
    pages = (Page(1, 595, 842, Span(0, 0)), Page(2, 595, 842, Span(0, 1), frozenset({"readers_differ", "landscape"})))
    document = Document("d_1", "a.pdf", "", 0, "application/pdf", "", "5", (), pages=pages, chars=chars)
    found = NORMALIZE(document, Mention(Number(Span(0, 1), "5", said, 0), "prose", "营业收入"))
    assert isinstance(found, Figure)
    assert "readers_differ" in found.flags
    assert "landscape" not in found.flags


@pytest.mark.parametrize(
    ("doubts", "flagged"),
    [((), False), ((Span(0, 2), Span(5, 6)), False), ((Span(0, 1), Span(3, 4)), True), ((Span(4, 9),), True)],
)
def test_a_figure_with_a_character_that_ocr_was_not_sure_of_is_flagged(doubts: tuple[Span, ...], flagged: bool) -> None:
    pages = (Page(1, 595, 842, Span(0, 9), frozenset({"ocr"})),)
    chars = CharMap(array("I", [1] * 9), array("f", [10, 20, 15, 30] * 9))
    document = Document("d_1", "a.pdf", "", 0, "application/pdf", "", "营收856万元", (), pages=pages, chars=chars, doubts=doubts)
    found = NORMALIZE(document, Mention(Number(Span(2, 5), "856", reading("856", "856"), 0), "prose", "营业收入"))
    assert isinstance(found, Figure)
    assert ("ocr" in found.flags, "ocr_unsure" in found.flags) == (True, flagged)


def test_the_id_is_of_the_place_and_the_printed_text() -> None:
    first, again = figure(reading("1,234", "1234")), figure(reading("1,234", "1234"))
    assert first.figure_id == again.figure_id
    assert first.figure_id.startswith("f_")
    assert len(first.figure_id) == 18


@pytest.mark.parametrize(
    ("phrase", "currency", "unit"),
    [
        ("人民币", "HKD", "CNY"),
        ("港元/股", "", "HKD/股"),
        ("/股", "HKD", "HKD/股"),
        ("", "HKD", "HKD"),
    ],
)
def test_bare_yuan_is_of_the_currency_that_the_text_names(phrase: str, currency: str, unit: str) -> None:
    assert figure(reading("12.5元", "12.5", unit="CNY", unit_text="元"), currency, unit_text=phrase).unit == unit


def test_a_named_currency_is_not_overruled() -> None:
    assert figure(reading("12.5港元", "12.5", unit="HKD", unit_text="港元"), "CNY", unit_text="人民币").unit == "HKD"


def test_a_rate_in_li_is_a_percentage() -> None:
    got = figure(
        reading("1.46厘", "0.00146", unit="CNY", unit_text="厘", scale=-3, value_printed=Decimal("1.46")), unit_text="厘"
    )
    assert (got.value, got.unit, got.decimals) == (Decimal("0.0146"), "ratio", 4)
