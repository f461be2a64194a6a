"""Unit phrases in heads, labels and unit lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.cells.units import UnitWords
from pipeline.extract.cells.words import tidy, unmarked
from pipeline.lexicon import load_config

UNITS = UnitWords(load_config(Path(__file__).parents[3] / "config")[1])


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("金额（万元）", ["万元"]),
        ("资产负债率（母公司，%）", ["%"]),
        ("人民幣千元", ["人民幣千元"]),
        ("基本每股收益(元/股)", ["元/股"]),
        ("数量（台、套）", ["台"]),
        ("营业收入", []),
        ("净利润下降10%", []),
        ("黄女士（附註(g)）", []),
        ("1,000,001港元至1,500,000港元", []),
    ],
)
def test_units_within_a_head(text: str, phrases: list[str]) -> None:
    assert [unit.phrase for unit in UNITS.within(text)] == phrases


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("单位：万元", [("CNY", 4)]),
        ("单位：元  币种：人民币", [("CNY", 0)]),
        ("单位：万元、元/度、元/吨", [("CNY", 4), ("CNY/度", 0), ("CNY/吨", 0)]),
        ("（單位：人民幣百萬元）", [("CNY", 6)]),
        ("单位：万股", [("股", 4)]),
    ],
)
def test_unit_lines(text: str, units: list[tuple[str, int]]) -> None:
    assert [(unit.unit, unit.scale) for unit in UNITS.line(text)] == units


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("合　计", "合计"),
        ("客户甲（1）", "客户甲"),
        ("客户甲*", "客户甲"),
        ("黄女士（附註(g)）", "黄女士"),
        ("Net  profit", "Net profit"),
        ("流动资产（合并）", "流动资产（合并）"),
    ],
)
def test_labels_without_marks(printed: str, label: str) -> None:
    assert unmarked(tidy(printed)) == label
