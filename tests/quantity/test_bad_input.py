"""Whatever a text holds: no exception, no guess, and every digit in one reading."""

from __future__ import annotations

import itertools

import pytest

from pipeline.core.reading import Reading
from pipeline.quantity import Reader


def _covered(text: str, readings: list[Reading]) -> bool:
    inside = {index for reading in readings for index in range(reading.start, reading.end)}
    return all(index in inside for index, char in enumerate(text) if char.isascii() and char.isdecimal())


@pytest.mark.parametrize(
    "text",
    [
        "\ud800收入3.1亿元\udfff", "收入\x003.1亿元", "收入\x023.1亿元", "收入\uf0523.1亿元\ue000", "1,23,456", "1.2.3", "1..2", "1,,2",
        "2023年13月45日", "（1,234", "1,234）", "（（5", "5%%", "3亿亿亿元", "万万万万万万万万", "零零零", "-", "--5", "1e999", "5^99",
        "百分之", "分之一", "三分之", "0分之一", "第", "第0", "截至", "截至止六个月", "20", "9" * 70, "2023年-", "至5", "5至", "1至至2",
        "0/0", "1/0", "每股元", "12:99", "99:12", "0年0月0日", "二零零零零零年", "负负负五", "±", "$", "HK$", "RMB", "人民币",
    ],
)  # fmt: skip
def test_nothing_is_raised_and_no_digit_lost(reader: Reader, text: str) -> None:
    readings = reader(text)
    assert _covered(text, readings)
    assert all(text[r.start : r.end] == r.text for r in readings)


def test_figures_stand_among_broken_characters(reader: Reader) -> None:
    assert [r.text for r in reader("\ud800收入3.1亿元\x00增长5%\uf052") if r.type != "mark"] == ["3.1亿元", "5%"]


def test_a_million_digits_are_no_number(reader: Reader) -> None:
    (found,) = reader("7" * 1_000_000)
    assert (found.type, found.mark, found.value, len(found.text)) == ("mark", "unexplained", None, 1_000_000)


@pytest.mark.parametrize("unit", ["1", "1.", "1-", "1,", "一", "（", "千", "1年", "至1", "1/", "A1"])
def test_work_grows_with_length_only(reader: Reader, unit: str) -> None:
    """Twice the text gives about twice the readings, and ends: a quadratic grammar would not within the suite's time."""
    text = unit * (60_000 // len(unit))
    readings = reader(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(readings))
