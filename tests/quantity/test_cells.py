"""Table cells, unit phrases and headers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.core.period import Period
from pipeline.quantity import Reader

CELLS = [
    ("（1,234.56）", "-1234.56", "", "（1,234.56）"), ("(7.6)", "-7.6", "", "(7.6)"), ("12.3%", "0.123", "ratio", "12.3%"),
    ("(4.5)%", "-0.045", "ratio", "(4.5)%"), ("-0.00", "-0.00", "", "-0.00"), ("1,234", "1234", "", "1,234"), ("0", "0", "", "0"),
    ("−7.89", "-7.89", "", "−7.89"), ("－45.60", "-45.60", "", "－45.60"), ("–3.21", "-3.21", "", "–3.21"), ("‑8.00", "-8.00", "", "‑8.00"),
    ("745.31万美元", "7453100", "USD", "745.31万美元"), ("减少4.07个百分点", "4.07", "pp", "4.07个百分点"),
    ("70,000.00（注）", "70000", "", "70,000.00"), ("12.5*", "12.5", "", "12.5"), ("2023", "2023", "", "2023"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "span"), CELLS, ids=lambda v: v[:14])
def test_cell(reader: Reader, text: str, value: str, unit: str, span: str) -> None:
    found = reader.cell(text)
    assert found is not None
    assert (found.value, found.unit, found.text) == (Decimal(value), unit, span)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["-", "—", "", " ", "不适用", "合计", "2023年12月31日", "(5", "1,23,456", "5 6", "第一季度"])
def test_cell_refuses(reader: Reader, text: str) -> None:
    assert reader.cell(text) is None


UNITS = [
    ("万元", "CNY", 4, False), ("人民幣千元", "CNY", 3, True), ("人民幣百萬元", "CNY", 6, True), ("HK$'000", "HKD", 3, True),
    ("RMB’000", "CNY", 3, True), ("RMB in millions", "CNY", 6, True), ("US$ million", "USD", 6, True), ("千美元", "USD", 3, True),
    ("单位：万元 币种：人民币", "CNY", 4, True), ("元/股", "CNY/股", 0, False), ("港元", "HKD", 0, True), ("人民幣分", "CNY", -2, True),
    ("HK cents", "HKD", -2, True), ("万元/吨", "CNY/吨", 4, False), ("%", "ratio", -2, True), ("百分比", "ratio", -2, True),
    ("万股", "股", 4, True), ("万千瓦时", "千瓦时", 4, True), ("吨", "吨", 0, True), ("倍", "times", 0, True), ("个百分点", "pp", 0, True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "scale", "said"), UNITS, ids=lambda v: str(v)[:14])
def test_unit(reader: Reader, text: str, unit: str, scale: int, said: bool) -> None:
    found = reader.unit(text)
    assert found is not None
    assert found.unit_text == text
    assert (found.unit, found.scale) == (unit, scale)
    if unit.startswith(("CNY", "HKD", "USD")):
        assert found.said is said


@pytest.mark.parametrize("text", ["公司", "项目", "2023年", "万元、元/度", "比例（%", ""])
def test_unit_refuses(reader: Reader, text: str) -> None:
    assert reader.unit(text) is None


def test_units_of_a_longer_text(reader: Reader) -> None:
    assert [(u.unit, u.scale) for u in reader.units("单位：万元、元/度")] == [("CNY", 4), ("CNY/度", 0)]
    assert [(u.unit, u.scale) for u in reader.units("金额（人民币万元）")] == [("CNY", 4)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021年度", "2021-01-01", "2021-12-31"), ("2009.12.31", "2009-12-31", "2009-12-31"), ("2023", "2023-01-01", "2023-12-31"),
        ("2023.06", "2023-06-01", "2023-06-30"), ("2023-12", "2023-12-01", "2023-12-31"), ("2024年（估計）", "2024-01-01", "2024-12-31"),
        ("2025E", "2025-01-01", "2025-12-31"), ("Year ended 31 December 2024", "2024-01-01", "2024-12-31"),
        ("For the six months ended June 30, 2025", "2025-01-01", "2025-06-30"), ("於2024年12月31日", "2024-12-31", "2024-12-31"),
    ],
)  # fmt: skip
def test_header_period(reader: Reader, text: str, start: str, end: str) -> None:
    found = reader.period(text)
    assert found is not None
    assert found.period == Period(date.fromisoformat(start), date.fromisoformat(end))


def test_header_without_time(reader: Reader) -> None:
    assert reader.period("金额") is None
