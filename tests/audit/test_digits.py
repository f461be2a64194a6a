"""Digits that a filing prints in much the same words; and what must not be taken for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.audit import Dossier
from tests.audit.articles import article
from tests.audit.statement import dossier
from tests.audit.test_claims_gold import report
from tests.audit.test_press import tried

REPORT = """
项目;2021年
营业收入;1,708,372,500.00
##
募集资金投资项目;投资总额
智能齿轮产线;182,460,000.00
合计;276,147,000.00
##
客户;2021年采购金额
江州星河机电集团有限公司;112,905,846.09
东海重工有限公司;98,430,112.00
"""


def filing() -> Dossier:
    made = dossier(REPORT)
    return replace(made, profile=replace(made.profile, names={"甲乙精密": made.profile.issuer}))


def verdict(text: str, figure: str) -> str:
    return tried(filing(), article("a", f"甲乙精密招股在即\n{text}"))["a.txt", figure].verdict


@pytest.mark.parametrize(
    ("text", "figure", "wanted"),
    [
        ("甲乙精密2021年对第一大供应商星河机电的采购金额为1.13亿元。", "1.13亿元", "agrees"),
        ("甲乙精密2021年对江州星河机电的采购金额为1.13亿元。", "1.13亿元", "agrees"),
        ("甲乙精密2021年对东海重工的采购金额为1.13亿元。", "1.13亿元", "disagrees"),
        ("甲乙精密两个募集资金投资项目的投资总额合计2.76亿元。", "2.76亿元", "agrees"),
        ("甲乙精密获得税收返还2.76亿元。", "2.76亿元", "not_found"),
    ],
)
def test_words_must_be_alike(text: str, figure: str, wanted: str) -> None:
    assert verdict(text, figure) == wanted


def test_a_quarter_that_was_over_when_the_prospectus_came_out_is_no_forecast() -> None:
    made = dossier("项目;2022年Q1 // 营业收入;171,196,000.00", published=date(2022, 6, 30))
    made = replace(made, profile=replace(made.profile, names={"甲乙精密": made.profile.issuer}))
    news = article("a", "甲乙精密招股\n2022年第一季度，甲乙精密营业收入1.71亿元。", "2022-07-01")
    assert tried(made, news)["a.txt", "1.71亿元"].verdict == "agrees"


def test_english_words_of_a_measure_meet_chinese_ones() -> None:
    made = dossier("Item;Amount // Gross proceeds;4,817,600,000 // Net proceeds;4,596,100,000")
    figures = tuple(replace(one, unit="HKD", period=None, metric=one.metric.removesuffix(" Amount")) for one in made.figures)
    made = replace(made, figures=figures, profile=replace(made.profile, names={"甲乙精密": made.profile.issuer}))
    news = article("a", "甲乙精密上市\n甲乙精密集资总额48.18亿港元，集资净额45.69亿港元。")
    trials = tried(made, news)
    assert trials["a.txt", "48.18亿港元"].verdict == "agrees"
    assert trials["a.txt", "45.69亿港元"].verdict != "agrees"


def test_digits_alone_prove_nothing() -> None:
    made = dossier("项目;2021年占比% // 应付账款;0.63 // 存货;12.87")
    made = replace(made, profile=replace(made.profile, names={"甲乙精密": made.profile.issuer}))
    news = article("a", "甲乙精密产能扩张\n2021年甲乙精密产能的增速为0.63%，高于行业。")
    assert tried(made, news)["a.txt", "0.63%"].verdict == "not_found"


def test_bare_yi_of_a_hong_kong_paper_may_be_in_the_currency_of_the_report() -> None:
    news = article("a", "甲乙精密（1304）公布業績\n甲乙精密去年收入17.08億元人民幣。研發開支8840萬元。\n（港股報道）")
    trials = tried(report(), news)
    assert trials["a.txt", "8840萬元"].verdict in ("agrees", "not_found")
    assert trials["a.txt", "17.08億元人民幣"].verdict == "agrees"
