"""Values under one key: contradictions, second quantities of one name, digits cut off."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.audit import Audit
from pipeline.audit.contradiction import is_told
from pipeline.core.fact import Fact, FactKey
from tests.audit.statement import LEXICON, SETTINGS, dossier, year

AUDIT = Audit(SETTINGS, LEXICON)


def facts(*documents: str) -> list[Fact]:
    return list(AUDIT([dossier(text, f"d_{number}") for number, text in enumerate(documents)]).facts)


def agreements(text: str) -> set[str]:
    return {fact.agreement for fact in facts(text)}


@pytest.mark.parametrize(
    ("case", "statement"),
    [
        ("two digits swapped", "项目;2021年 // 营业收入;7,654.32 ## 项目;2021年 // 营业收入;7,645.32"),
        ("one digit wrong, far off", "项目;2021年 // 营业收入;1,654.32 ## 项目;2021年 // 营业收入;7,654.32"),
        ("the scale slipped", "项目;2021年 // 营业收入;7,654.32 ## 项目;2021年 // 营业收入;76,543,200.00"),
        ("restated by a few percent", "项目;2021年末 // 存货;8,000.00 ## 项目;2021年末 // 存货;8,137.00"),
        ("the last digit of a rate", "项目;2021年末 // 资产负债率@%;61.97% ## 项目;2021年末 // 资产负债率@%;61.95%"),
    ],
)
def test_what_two_tables_print_nearly_alike_contradicts(case: str, statement: str) -> None:
    assert agreements(statement) == {"conflicts"}, case


@pytest.mark.parametrize(
    ("case", "statement"),
    [
        ("a value of another magnitude", "项目;2021年 // 净利润;7,654.32 ## 项目;2021年 // 净利润;-41.18"),
        ("two lines of one table", "项目;2021年末 // 存货;800.00 // 存货;813.70"),
        ("sums of no measure", "项目;2021年 // 合计;800.00 ## 项目;2021年 // 合计;813.70"),
        ("residual lines", "项目;2021年 // 其他 营业收入;800.00 ## 项目;2021年 // 其他 营业收入;813.70"),
        ("another sign", "项目;2021年 // 投资收益;7,654.32 ## 项目;2021年 // 投资收益;-7,654.32"),
    ],
)
def test_second_quantities_of_one_name_are_facts_of_their_own(case: str, statement: str) -> None:
    found = facts(statement)
    assert [fact.agreement for fact in found] == ["single", "single"], case
    assert len({fact.key for fact in found}) == 2, case


def test_a_share_tells_enough_only_with_its_whole() -> None:
    key = FactKey("600001", "Revenue", "", "share", (("part", "齿轮"),), None, year(2021), "ratio", "actual")
    assert not is_told(key)
    assert is_told(replace(key, scope=(*key.scope, ("of", "营业收入"))))


def test_a_later_filing_may_restate_by_more() -> None:
    found = facts("项目;2021年 // 净利润;6,000.00", "项目;2021年 // 净利润;9,100.00")
    assert [fact.agreement for fact in found] == ["conflicts", "conflicts"]
    assert [fact.agreement for fact in facts("项目;2021年 // 净利润;6,000.00 ## 项目;2021年 // 净利润;9,100.00")] == [
        "single"
    ] * 2


def test_the_value_printed_most_keeps_the_plain_key() -> None:
    found = facts("项目;2021年 // 净利润;12.34 ## 项目;2021年 // 净利润;7,654.3 ## 项目;2021年 // 净利润;7,654.3")
    assert {fact.value: [axis for axis, _ in fact.key.scope] for fact in found} == {
        Decimal("7654.3"): [],
        Decimal("12.34"): ["in"],
    }


def test_a_name_of_many_values_is_the_name_of_many_things() -> None:
    rows = " ## ".join(f"项目;2021年末 // 存货;{value}.00" for value in (1800, 1810, 1820, 1830, 1840))
    assert agreements(rows) == {"single"}


def test_digits_cut_off_join_and_leave_the_interval() -> None:
    [fact] = facts("项目;2021年 // 营业收入;1,234.5678 ## 项目;2021年 // 营业收入;1,234.56")
    assert (fact.agreement, fact.mentions, fact.value) == ("agrees", 2, Decimal("1234.5678"))
    assert fact.low is not None
    assert fact.low > Decimal("1234.567")


def test_an_expense_without_a_measure_is_one_fact_with_and_without_brackets() -> None:
    [fact] = facts("项目;2021年 // 杂项开支;(3,000) ## 项目;2021年 // 杂项开支;3,000")
    assert (fact.sign_rule, fact.agreement) == ("flipped", "agrees")


@pytest.mark.parametrize(("caption", "basis"), [("备考合并利润表", "pro forma"), ("贵公司的财务状况表", "parent")])
def test_statements_of_another_basis_are_kept_apart(caption: str, basis: str) -> None:
    one = dossier("项目;2021年 // 营业收入;1,234.00 ## 项目;2021年 // 营业收入;1,250.00")
    tables = (one.tables[0], replace(one.tables[1], caption=caption))
    found = AUDIT([replace(one, tables=tables)]).facts
    assert [(dict(fact.key.scope).get("basis"), fact.agreement) for fact in found] == [(None, "single"), (basis, "single")]
