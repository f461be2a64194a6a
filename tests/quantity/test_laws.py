"""Laws of the reader, for every input."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.core.period import Period
from pipeline.quantity import Reader

_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
_SCALES = {"": 0, "万": 4, "萬": 4, "亿": 8, "億": 8, "百万": 6, "百萬": 6, "千万": 7, "万亿": 12}
_UNITS = {
    "元": "CNY",
    "港元": "HKD",
    "美元": "USD",
    "股": "股",
    "吨": "吨",
    "家": "家",
    "个百分点": "pp",
    "倍": "times",
    "%": "ratio",
}
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_MINUS = ("", "-", "−", "－", "﹣", "负")
_NUMBERS = st.decimals(0, 10**7, places=2, allow_nan=False, allow_infinity=False)
_PROSE = st.text("的了和公司营收同比增长为达在是，。；增值净利润", max_size=12)
_ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("0123456789.,%-至年月日一二三百千万亿元（）()第约超 \n个成分之点半")), max_size=60
)


@_FIXTURE
@given(
    _NUMBERS, st.sampled_from(list(_SCALES)), st.sampled_from(list(_UNITS)), st.booleans(), st.booleans(), st.sampled_from(_MINUS)
)
def test_reading_undoes_printing(
    reader: Reader, number: Decimal, scale: str, unit: str, grouped: bool, wide: bool, minus: str
) -> None:
    digits = f"{number:,}" if grouped and not wide else str(number)
    printed = minus + (digits.translate(_WIDE) if wide else digits) + scale + unit
    found = max(reader(f"合计{printed}。"), key=lambda reading: len(reading.text))
    sign = -1 if minus else 1
    shift = -2 if unit == "%" else 0
    assert (found.text, found.unit) == (printed, _UNITS[unit])
    assert found.value == sign * number.scaleb(_SCALES[scale] + shift)
    assert found.decimals == 2 - _SCALES[scale] - shift


@_FIXTURE
@given(st.integers(1, 10**12))
def test_chinese_numerals_undo_printing(reader: Reader, number: int) -> None:
    for text in (
        _chinese(number),
        _chinese(number).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")),
    ):
        assert [r.value for r in reader(f"{text}元") if r.type == "money"] == [Decimal(number)]


@_FIXTURE
@given(
    st.dates(date(1950, 1, 1), date(2060, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}"]),
)
def test_dates_undo_printing(reader: Reader, day: date, form: str) -> None:
    text = form.format(y=day.year, m=day.month, d=day.day)
    assert [r.period for r in reader(f"于{text}，") if r.type == "date"] == [Period.instant(day)]


@_FIXTURE
@given(_ANY)
def test_readings_lie_in_the_text_in_order(reader: Reader, text: str) -> None:
    readings = reader(text, date(2025, 6, 1))
    assert all(text[r.start : r.end] == r.text and r.end > r.start for r in readings)
    assert all(a.end <= b.start for a, b in itertools.pairwise(readings))
    covered = {index for r in readings for index in range(r.start, r.end)}
    assert all(index in covered for index, char in enumerate(text) if char.isascii() and char.isdecimal())
    assert readings == reader(text, date(2025, 6, 1))


@_FIXTURE
@given(_PROSE, _PROSE, st.sampled_from(["3.24亿元", "12.5%", "1,250家", "2.3个百分点", "-4.1亿美元", "5至8倍"]))
def test_prose_around_a_figure_does_not_change_it(reader: Reader, before: str, after: str, figure: str) -> None:
    (alone,) = reader(figure)
    text = f"{before}。{figure}，{after}"
    same = [r for r in reader(text) if r.start == len(before) + 1]
    assert [(r.text, r.value, r.low, r.high, r.unit) for r in same] == [
        (alone.text, alone.value, alone.low, alone.high, alone.unit)
    ]


@_FIXTURE
@given(st.lists(st.sampled_from(["营业收入", "１２", "億", "3.5", "萬元", "％", "　", "個", "年", "增長"]), max_size=12))
def test_folding_keeps_offsets(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(text[r.start : r.end] == r.text for r in reader(text))


@_FIXTURE
@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_relative_days_are_days_away(reader: Reader, day: date) -> None:
    (found,) = reader("昨日", day)
    assert found.period == Period.instant(day - timedelta(1))


def _chinese(number: int) -> str:
    """Numbers as they are said: 10203 is 一万零二百零三."""
    digits = "零一二三四五六七八九"

    def section(value: int) -> str:
        text, gap = "", False
        for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = value // power % 10
            if digit:
                text += ("零" if gap else "") + digits[digit] + word
                gap = False
            elif text:
                gap = True
        return text

    parts, text, previous = [], "", 0
    while number:
        parts.append(number % 10_000)
        number //= 10_000
    for index in range(len(parts) - 1, -1, -1):
        value = parts[index]
        if value:
            text += ("零" if text and (value < 1000 or previous == 0) else "") + section(value) + ("", "万", "亿", "万亿")[index]
        previous = value
    return text
