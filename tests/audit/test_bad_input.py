"""What is missing, mixed up or circular: no crash, no invented verdict, no invented finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.audit import Audit, Dossier
from pipeline.core.figure import Figure
from tests.audit.articles import article
from tests.audit.statement import LEXICON, SETTINGS, dossier
from tests.audit.test_press import tried

AUDIT = Audit(SETTINGS, LEXICON)
STATEMENT = "项目;2021年;2020年 // 营业收入;1,708,372,500.00;1,502,026,600.00 // 净利润;557,205,300.00;495,233,300.00"
NEWS = "甲乙精密年报出炉\n2021年，甲乙精密营业收入{}，净利润5.57亿元。"


def filing(
    text: str = STATEMENT, name: str = "甲乙精密", doc_id: str = "d_1", code: str = "600001", **changes: object
) -> Dossier:
    """A report whose figures are all changed alike."""
    made = dossier(text, doc_id, issuer=f"{name}股份有限公司", code=code)
    figures = tuple(_changed(figure, changes, f"{name}股份有限公司") for figure in made.figures)
    return replace(made, figures=figures, profile=replace(made.profile, names={name: made.profile.issuer}))


def _changed(figure: Figure, changes: dict[str, object], entity: str) -> Figure:
    return replace(figure, entity=entity, **changes)  # type: ignore[arg-type]


def verdict(text: str, figure: str, *filings: Dossier) -> str:
    return tried(*filings, article("a", text))["a.txt", figure].verdict


@pytest.mark.parametrize("missing", [{"period": None}, {"unit": ""}, {"period": None, "unit": ""}, {"decimals": None}])
def test_without_periods_or_units_nothing_is_refuted(missing: dict[str, object]) -> None:
    bare = filing(**missing)
    assert verdict(NEWS.format("17.08亿元"), "17.08亿元", bare) in ("agrees", "not_found")
    if missing != {"decimals": None}:
        assert verdict(NEWS.format("16.55亿元"), "16.55亿元", bare) != "disagrees"
    assert not [one for one in AUDIT([bare]).findings if one.severity == "error"]


def test_a_figure_without_value_or_words_is_no_evidence() -> None:
    empty = filing(value=None, metric="", concept="")
    assert verdict(NEWS.format("17.08亿元"), "17.08亿元", empty) == "not_found"


def test_each_issuer_of_a_folder_answers_for_itself() -> None:
    other = filing(STATEMENT.replace("1,708,372,500.00", "2,345,678,900.00"), "丙丁重工", "d_2", "600002")
    assert verdict(NEWS.format("17.08亿元"), "17.08亿元", filing(), other) == "agrees"
    assert verdict(NEWS.format("23.46亿元"), "23.46亿元", filing(), other) == "disagrees"
    assert verdict(NEWS.replace("甲乙精密", "丙丁重工").format("23.46亿元"), "23.46亿元", filing(), other) == "agrees"


def test_one_article_about_two_issuers() -> None:
    other = filing(STATEMENT.replace("1,708,372,500.00", "2,345,678,900.00"), "丙丁重工", "d_2", "600002")
    for text in (
        "两家公司年报对比\n2021年甲乙精密营业收入17.08亿元。2021年丙丁重工营业收入23.46亿元。",
        "甲乙精密与丙丁重工年报对比\n2021年，甲乙精密实现营业收入17.08亿元，丙丁重工实现营业收入23.46亿元。",
    ):
        trials = tried(filing(), other, article("a", text))
        assert {trials["a.txt", figure].verdict for figure in ("17.08亿元", "23.46亿元")} == {"agrees"}


def test_two_filings_in_two_currencies_neither_refute_nor_contradict_each_other() -> None:
    held = [filing(), filing(STATEMENT.replace("1,708,372,500.00", "264,800,000.00"), doc_id="d_2", unit="USD")]
    assert verdict(NEWS.format("17.08亿元"), "17.08亿元", *held) == "agrees"
    assert verdict(NEWS.format("2.65亿美元"), "2.65亿美元", *held) == "agrees"
    assert verdict(NEWS.format("19.66亿港元"), "19.66亿港元", *held) == "not_comparable"
    assert {fact.agreement for fact in AUDIT(held).facts} == {"single"}


def test_an_article_about_a_company_without_filing_finds_nothing_in_the_filings_of_others() -> None:
    text = NEWS.replace("甲乙精密", "戊己生物").format("17.08亿元")
    assert verdict(text, "17.08亿元", filing()) == "not_found"
    assert verdict(text, "5.57亿元", filing()) == "not_found"


def test_an_article_without_any_filing() -> None:
    assert verdict(NEWS.format("17.08亿元"), "17.08亿元") == "not_found"


def test_circular_subtotals_end() -> None:
    text = "项目;2021年末 // 甲类合计;300.00 // 乙类合计;300.00 // 合计;300.00 // 其中：合计;300.00 // 小计;300.00 // 总计;300.00"
    audited = AUDIT([filing(text)])
    assert not [one for one in audited.findings if one.severity == "error"]


def test_a_table_of_totals_of_itself_is_no_contradiction() -> None:
    text = "项目;2021年;2020年 // 合计;10.00;8.00 // 其中：合计;10.00;8.00 // 合计;10.00;8.00"
    assert not AUDIT([filing(text)]).findings
