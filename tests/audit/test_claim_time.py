"""Of which time a claim is, where its words do not say it in full."""

from __future__ import annotations

import pytest

from tests.audit.articles import article
from tests.audit.test_claims_gold import report
from tests.audit.test_press import tried

LEAD = "甲乙精密年报解读\n"


def verdict(text: str, figure: str) -> str:
    return tried(report(), article("a", LEAD + text))["a.txt", figure].verdict


def test_after_several_years_a_single_value_is_of_the_last_one() -> None:
    text = "2019年至2021年，甲乙精密营业收入复合增长率19.24%。公司净利润5.57亿元，研发费用8840万元。"
    assert verdict(text, "5.57亿元") == "agrees"
    assert verdict(text, "8840万元") == "agrees"


def test_a_sum_over_several_years_stays_one() -> None:
    text = "2019年至2021年，甲乙精密营业收入累计44.12亿元。"
    assert verdict(text, "44.12亿元") == "agrees"
    assert verdict(text.replace("44.12", "44.21"), "44.21亿元") == "disagrees"


def test_the_first_of_a_movement_is_of_an_earlier_time() -> None:
    text = "2021年，甲乙精密归母净利润由4.67亿元增至5.25亿元。"
    assert verdict(text, "4.67亿元") == "agrees"
    assert verdict(text, "5.25亿元") == "agrees"


def test_a_value_of_another_time_refutes_nothing_where_the_sentence_tells_no_time() -> None:
    assert verdict("2021年甲乙精密营业收入17.08亿元。公司研发费用6120万元。", "6120万元") == "not_found"
    assert verdict("2021年甲乙精密研发费用6120万元。", "6120万元") == "disagrees"


@pytest.mark.parametrize(("figure", "wanted"), [("4.97亿元", "agrees"), ("9.97亿元", "not_found")])
def test_what_follows_the_parents_revenue_may_be_the_parents_too(figure: str, wanted: str) -> None:
    assert verdict(f"2021年甲乙精密母公司营业收入6.12亿元，净利润{figure}。", figure) == wanted


def test_a_part_of_the_year_before_is_held_against_the_year_of_the_sentence() -> None:
    assert verdict("2021年甲乙精密营业收入17.08亿元，净利润5.57亿元，超过上年的九成。", "5.57亿元") == "agrees"


def test_of_two_values_of_one_quantity_without_a_time_none_is_refuted() -> None:
    text = "甲乙精密营业收入约为15.02亿元、18.18亿元。"
    assert verdict(text, "15.02亿元") != "disagrees"
    assert verdict(text, "18.18亿元") == "not_found"


def test_the_same_time_of_another_measure() -> None:
    assert verdict("2021年甲乙精密经营活动现金流量净额6.40亿元，是同期净利润的1.15倍。", "1.15倍") == "agrees"


def test_from_which_of_three_years_is_not_guessed() -> None:
    assert verdict("2021年甲乙精密研发费用8840万元，三年间增长121%。", "121%") != "disagrees"


def test_a_company_named_sentences_ago_is_not_the_topic() -> None:
    text = "2021年，甲乙精密营业收入17.08亿元，约为丙丁重工的两倍。\n甲乙精密净利润5.57亿元。"
    assert verdict(text, "5.57亿元") == "agrees"


def test_a_part_of_the_company_keeps_the_topic_of_the_sentence() -> None:
    text = "2021年甲乙精密的减速器收入4.26亿元，占公司的24.9%，毛利率22.22%。"
    assert verdict(text, "24.9%") == "agrees"
    assert verdict(text, "22.22%") == "agrees"
