"""Claims about an invented company against its invented report, read from their sentences as an article's are."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipeline.audit import Audit, Dossier
from pipeline.core.claim import Trial
from pipeline.core.figure import Figure
from tests.audit.articles import article
from tests.audit.statement import LEXICON, SETTINGS, dossier, year

GOLD = list(csv.DictReader((Path(__file__).parents[1] / "gold" / "claims.csv").read_text(encoding="utf-8").splitlines()))
AGREE = {"agrees", "agrees_within_rounding"}
REPORT = """
项目;2021年;2020年;2019年
营业收入;1,708,372,500.00;1,502,026,600.00;1,201,500,000.00
营业成本;1,082,709,000.00;991,337,600.00;806,000,000.00
净利润;557,205,300.00;495,233,300.00;400,000,000.00
归属于上市公司股东的净利润;524,601,400.00;466,972,900.00;380,000,000.00
经营活动产生的现金流量净额;640,286,800.00;516,690,700.00;452,106,100.00
研发费用;88,400,000.00;61,200,000.00;40,000,000.00
基本每股收益;1.05;0.93;0.76
##
项目;2021年末;2020年末
总资产;3,303,481,500.00;2,747,533,800.00
负债合计;988,283,200.00;834,305,200.00
总股本@股;500,000,000;500,000,000
员工总数@人;2,450;2,310
国内 经销商数量@家;320;300
国外 经销商数量@家;45;44
##
项目;2021年营业收入;2021年营业成本;2021年毛利率%
精密齿轮;934,645,100.00;557,791,100.00;40.32
减速器;425,947,800.00;331,308,000.00;22.22
传动轴;213,059,400.00;152,406,600.00;28.47
检测服务;134,720,200.00;41,203,300.00;69.42
##
项目;2021年Q1;2021年Q2;2021年Q3;2021年Q4
营业收入;384,100,000.00;421,300,000.00;440,600,000.00;462,372,500.00
##
项目;2021年;2020年
母公司 营业收入;612,448,900.00;574,144,000.00
母公司 净利润;496,791,000.00;357,922,400.00
"""


@cache
def report() -> Dossier:
    filing = dossier(REPORT)
    plan = Figure(
        "f_plan", "prose", filing.figures[0].span, "15%", filing.figures[0].boxes, value=Decimal("0.15"), decimals=2, unit="ratio",
        metric="营业收入", role="growth", period=year(2022), modality="forecast", qualifier="about", entity=filing.profile.issuer,
    )  # fmt: skip
    profile = replace(filing.profile, names={"甲乙精密": filing.profile.issuer})
    return replace(filing, profile=profile, figures=(*filing.figures, plan))


@cache
def trials() -> tuple[Trial | None, ...]:
    """The trial of each gold row's figure; None where no claim was read of it."""
    articles = [article(f"a{number}", row["text"] + "。") for number, row in enumerate(GOLD)]
    held = {trial.claim.claim_id: trial for trial in Audit(SETTINGS, LEXICON)([report(), *articles]).trials}
    found = []
    for told, row in zip(articles, GOLD, strict=True):
        ids = [figure.figure_id for figure in told.figures if figure.text == row["figure"]]
        claims = [claim for claim in told.claims if claim.figure_id in ids]
        found.append(held[claims[0].claim_id] if claims else None)
    return tuple(found)


def test_the_gold_has_every_kind() -> None:
    assert len(GOLD) >= 60
    types, verdicts = Counter(row["claim_type"] for row in GOLD), Counter(row["verdict"] for row in GOLD)
    assert all(
        types[name] >= 3
        for name in ("level", "change", "growth", "cagr", "multiple", "share", "rank", "comparison", "cumulative")
    )
    assert all(verdicts[name] >= 3 for name in ("agrees", "agrees_within_rounding", "disagrees", "not_comparable", "not_found"))
    assert sum(row["why"].startswith("trap") for row in GOLD) >= 20


def test_verdicts_are_right_on_nearly_all() -> None:
    wrong = [
        (row["text"], row["verdict"], trial.verdict if trial else "no claim")
        for row, trial in zip(GOLD, trials(), strict=True)
        if trial is None or trial.verdict != row["verdict"]
    ]
    assert len(wrong) <= 0.05 * len(GOLD), "\n".join(map(str, wrong))


def test_nothing_true_is_called_false() -> None:
    accused = [
        row["text"]
        for row, trial in zip(GOLD, trials(), strict=True)
        if trial and trial.verdict == "disagrees" and row["verdict"] in AGREE
    ]
    assert accused == []


def test_a_verdict_is_explained_in_both_languages_with_its_evidence() -> None:
    for row, trial in zip(GOLD, trials(), strict=True):
        if trial is not None:
            assert row["figure"] in trial.explanation_zh
            assert trial.explanation_en.startswith("The article puts")
            assert bool(trial.evidence) == (trial.verdict != "not_found"), row["text"]
