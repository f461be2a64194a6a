"""Which concept the words of a metric stand for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.lexicon import load_config
from pipeline.lexicon.concepts import ConceptFinder
from pipeline.lexicon.fold import fold
from pipeline.normalize.concept import Concepts

HOUSE = Path(__file__).resolve().parents[2]


@cache
def lexicon():
    return load_config(HOUSE / "config")[1]


@cache
def concepts() -> Concepts:
    return Concepts(lexicon())


CASES = [
    ("营收", "CNY", "level", "Revenue"),
    ("营收复合增长率", "ratio", "cagr", "Revenue"),
    ("主营业务成本降幅", "ratio", "growth", "CostOfSales"),
    ("研发费用占营业收入的比例", "ratio", "share", "ResearchAndDevelopmentRatio"),
    ("本地化部署收入占比", "ratio", "share", "RevenueShare"),
    ("存貨周轉率", "times", "level", ""),
    ("應收賬款淨額", "CNY", "level", "TradeReceivables"),
    ("流动资产净额", "CNY", "level", ""),
    ("资产负债率（合并）", "ratio", "level", "DebtToAssetRatio"),
    ("末期股息", "CNY/股", "level", "DividendPerShare"),
    ("企业客户", "家", "level", "CustomerCount"),
    ("排名", "rank", "rank", ""),
    ("净利润", "ratio", "level", ""),
    ("占总股本", "ratio", "share", "Shareholding"),
    ("研发人员占员工总数", "ratio", "share", "HeadcountShare"),
    ("向前五名供应商采购额占年度采购总额", "ratio", "share", "SupplierConcentration"),
    ("profit for the year", "CNY", "level", "NetProfit"),
]


@pytest.mark.parametrize(("metric", "unit", "role", "want"), CASES, ids=[case[0] for case in CASES])
def test_concept_of_a_metric(metric: str, unit: str, role: str, want: str) -> None:
    found = concepts()(metric, unit, role)  # type: ignore[arg-type]
    assert (found.concept if found else "") == want


def test_a_loss_is_negative() -> None:
    found = concepts()("净亏损", "CNY")
    assert found is not None
    assert (found.concept, found.negative) == ("NetProfit", True)


def test_every_row_reads_its_example_and_not_its_counterexample() -> None:
    find = ConceptFinder(lexicon())
    for row in lexicon().rows("concepts"):
        words = {hit.item.word for hit in find(fold(row.example))}
        assert row.word in words, row.name
        if row.not_:
            assert row.word not in {hit.item.word for hit in find(fold(row.not_))}, row.name


def test_english_shares_of_the_issued_capital_are_holdings() -> None:
    for metric in ("X Fund % of total issued Class A Ordinary Shares", "Y Approximate percentage of total issued share capital"):
        found = concepts()(metric, "ratio", "share")
        assert found is not None
        assert found.concept == "Shareholding"
    assert concepts()("Y % of the ballot", "ratio", "share") is None


def test_debts_due_within_a_year_are_not_the_long_ones() -> None:
    assert concepts()("一年内到期的非流动负债", "CNY") is None
