"""Claims about companies without a filing: the article against itself, then against other articles."""

from __future__ import annotations

from pipeline.audit import Audit, Dossier
from pipeline.core.claim import Trial
from tests.audit.articles import article
from tests.audit.statement import LEXICON, SETTINGS
from tests.audit.test_claims_gold import report

OURS = "丙丁电子2021年业绩快报\n丙丁电子公告称，2021年公司实现营业收入12.60亿元，"


def tried(*articles: Dossier) -> dict[tuple[str, str], Trial]:
    """(source, figure as printed) -> trial."""
    figures = {figure.figure_id: (one.source, figure.text) for one in articles for figure in one.figures}
    trials = Audit(SETTINGS, LEXICON)(articles).trials
    return {figures[trial.claim.figure_id]: trial for trial in trials if trial.claim.figure_id in figures}


def test_growth_that_follows_from_the_article_agrees() -> None:
    trial = tried(article("a", OURS + "上年同期为10.50亿元，同比增长20%。"))["a.txt", "20%"]
    assert trial.verdict == "agrees"
    assert "A ÷ B - 1 = 20%" in trial.explanation_zh
    assert len(trial.evidence) >= 2


def test_growth_that_does_not_follow_from_the_article_disagrees() -> None:
    trial = tried(article("a", OURS + "上年同期为10.50亿元，同比增长23.5%。"))["a.txt", "23.5%"]
    assert trial.verdict == "disagrees"
    assert "12.60亿元" in trial.explanation_zh
    assert "10.50亿元" in trial.explanation_en


def test_an_article_that_repeats_itself_proves_nothing() -> None:
    trials = tried(article("a", OURS + "净利润1.30亿元。\n分析人士指出，丙丁电子2021年营业收入12.60亿元，好于预期。"))
    assert {trial.verdict for trial in trials.values()} == {"not_found"}
    assert "没有该公司的公告" in next(iter(trials.values())).explanation_zh


def test_two_articles_that_say_the_same_agree() -> None:
    trials = tried(
        article("a", OURS + "净利润1.30亿元。"), article("b", "丙丁电子去年赚了多少\n丙丁电子2021年营业收入为12.6亿元。")
    )
    trial = trials["b.txt", "12.6亿元"]
    assert trial.verdict == "agrees"
    assert "a.txt写有" in trial.explanation_zh


def test_a_misprint_in_one_of_two_articles_disagrees() -> None:
    first = article("a", "丙丁电子2021年业绩快报\n2021年，丙丁电子实现营业收入126,053.17万元。")
    second = article("b", "丙丁电子去年赚了多少\n丙丁电子2021年营业收入为126,035.17万元。")
    assert tried(first, second)["b.txt", "126,035.17万元"].verdict == "disagrees"


def test_another_amount_under_the_same_words_is_no_contradiction() -> None:
    first = article("a", OURS + "净利润1.30亿元。")
    second = article("b", "丙丁电子去年赚了多少\n丙丁电子2021年营业收入为3.1亿元。")
    assert tried(first, second)["b.txt", "3.1亿元"].verdict == "not_found"


def test_figures_of_another_company_are_no_evidence() -> None:
    first = article("a", OURS + "净利润1.30亿元。")
    second = article("b", "戊己光学去年赚了多少\n戊己光学2021年营业收入为12.6亿元。")
    assert tried(first, second)["b.txt", "12.6亿元"].verdict == "not_found"


def test_where_there_is_a_filing_its_digits_alone_decide() -> None:
    words = "甲乙精密2021年广告费为3.21亿元，上年为2.14亿元，同比增长50%。"
    trials = tried(report(), article("a", words), article("b", words))
    assert {trial.verdict for trial in trials.values()} == {"not_found"}
