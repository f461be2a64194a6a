"""Figures to facts, entities over documents, differences of versions, rows and back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.audit import Audit, Dossier
from pipeline.audit.diff import diff
from pipeline.audit.link import link
from pipeline.audit.rows import dossiers
from pipeline.core.document import Profile
from pipeline.core.fact import Fact
from tests.audit.statement import LEXICON, SETTINGS, dossier

AUDIT = Audit(SETTINGS, LEXICON)


def facts(*documents: str) -> list[Fact]:
    return list(AUDIT([dossier(text, f"d_{number}") for number, text in enumerate(documents)]).facts)


def test_mentions_whose_intervals_meet_are_one_fact_and_the_finest_is_best() -> None:
    [fact] = facts("项目;2021年 // 营业收入;1,234.56", "项目;2021年 // 营业收入;1,235")
    assert (fact.agreement, fact.mentions, fact.documents) == ("agrees", 2, 2)
    assert fact.value == Decimal("1234.56")
    assert fact.best_figure_id == "f_t_d_0_1_1_1"
    assert fact.key.entity_id == "600001"


def test_a_restated_value_stands_beside_the_first() -> None:
    found = facts("项目;2021年 // 营业收入;1,234.56", "项目;2021年 // 营业收入;1,300.00")
    assert [fact.agreement for fact in found] == ["conflicts", "conflicts"]
    assert {fact.value for fact in found} == {Decimal("1234.56"), Decimal("1300.00")}
    assert len({fact.fact_id for fact in found}) == 2


def test_an_expense_with_and_without_brackets_is_one_fact() -> None:
    [fact] = facts("项目;2021年 // 销售费用;(30,000)", "项目;2021年 // 销售费用;30,000")
    assert (fact.sign_rule, fact.agreement) == ("flipped", "agrees")


def test_profits_keep_their_sign() -> None:
    assert len(facts("项目;2021年 // 净利润;(30,000)", "项目;2021年 // 净利润;30,000")) == 2


def test_another_measure_part_or_time_is_another_fact() -> None:
    text = "项目;2021年;2020年 // 营业收入;100.00;90.00 // 营业总收入;101.00;91.00 // 齿轮 营业收入;60.00;50.00"
    assert len(facts(text)) == 6
    assert {fact.agreement for fact in facts(text)} == {"single"}


def test_names_and_codes_lead_to_one_entity() -> None:
    report = dossier("项目;2021年 // 营业收入;1.00", "d_1")
    report = replace(report, profile=replace(report.profile, names={"甲乙股份": report.profile.issuer}))
    article = Dossier("d_2", "a.txt", Profile(doc_type="news"), ())
    linker = link([report, article], LEXICON)
    for name in ("甲乙精密股份有限公司", "甲乙精密", "甲乙股份", "「甲乙精密」", "600001"):
        assert linker("d_2", name) == "600001", name
    assert linker("d_2", "丙丁重工") == "丙丁重工"


def test_a_short_name_may_leave_characters_out() -> None:
    first = dossier("项目;2021年 // 营业收入;1.00", "d_1", issuer="北京星河智造电子股份有限公司", code="600001")
    linker = link([first], LEXICON)
    assert linker("d_2", "星河电子") == "600001"
    assert linker("d_2", "星电") == "星电"
    second = dossier("项目;2021年 // 营业收入;1.00", "d_3", issuer="上海星河微电子股份有限公司", code="600002")
    assert link([first, second], LEXICON)("d_2", "星河电子") == "星河电子"
    assert linker("d_1", "本公司") == "600001"


def test_a_short_name_of_two_issuers_links_to_neither() -> None:
    one = dossier("项目;2021年 // 营业收入;1.00", "d_1", issuer="北京海星科技股份有限公司", code="600002")
    other = dossier("项目;2021年 // 营业收入;1.00", "d_2", issuer="上海海星医药股份有限公司", code="600003")
    assert link([one, other], LEXICON)("d_9", "海星") == "海星"


def test_differences_of_two_versions_name_both_sides() -> None:
    old = [dossier("项目;2021年 // 营业收入;1,234.56 // 净利润;100.00 // 存货;7.00", "d_old")]
    new = [dossier("项目;2021年 // 营业收入;1,235 // 净利润;120.00 // 商誉;5.00", "d_new")]
    found = [
        (one.kind, one.row["metric"], one.row["old_text"], one.row["new_text"], one.row["new_page"])
        for one in diff(old, new, LEXICON)
    ]
    assert found == [
        ("changed", "净利润", "100.00", "120.00", 1),
        ("added", "商誉", "", "5.00", 1),
        ("gone", "存货", "7.00", "", None),
    ]


def test_strange_input_neither_crashes_nor_invents_a_verdict() -> None:
    empty = Dossier("d_0", "empty.pdf", Profile(), ())
    bare = dossier("项目;2021年 // 营业收入;1.00")
    undated = replace(bare, figures=tuple(replace(figure, period=None, unit="", metric="") for figure in bare.figures))
    circular = dossier("项目;2021年;2020年 // 合计;10.00;9.00 // 小计;10.00;9.00 // 合计;10.00;9.00 // 小计;10.00;9.00", "d_3")
    audited = AUDIT([empty, undated, circular])
    assert audited.findings == ()
    assert audited.trials == ()


def test_no_documents_at_all() -> None:
    assert AUDIT([]).facts == ()
    assert dossiers([], [], [], [], []) == []
