"""A trial asks of no entity that was not announced: documents hand over only what they tell of those."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.audit import Audit, Dossier
from pipeline.audit.mentioned import Mentioned
from tests.audit.articles import article
from tests.audit.statement import LEXICON, SETTINGS
from tests.audit.test_claims_gold import report

AUDIT = Audit(SETTINGS, LEXICON)
ARTICLES = {
    "of one company": "丙丁电子2021年业绩快报\n丙丁电子公告称，2021年公司实现营业收入12.60亿元，上年同期为10.50亿元，同比增长20%。",
    "of several": "两家公司的一年\n丙丁电子2021年营业收入为12.6亿元，戊己重工为25.2亿元，是前者的2倍。庚辛股份净利润3亿元。",
    "of nobody": "行业观察\n2021年行业营业收入为1260亿元，同比增长20%。前五名合计占35%。",
    "of the filing": "甲乙精密的一年\n甲乙精密2021年营业收入为12.6亿元，同比增长20%，丙丁电子为3亿元。",
    "of customers": "丙丁电子的客户\n2021年丙丁电子对壬癸科技的销售收入为3.15亿元，占营业收入的25%。",
}


def asked_and_announced(documents: list[Dossier], one: Dossier) -> tuple[set[str], frozenset[str]]:
    directory = AUDIT.directory(documents)
    asked: set[str] = set()

    def told(entity: str) -> Iterable[Mentioned]:
        asked.add(entity)
        return ()

    court = AUDIT.court(directory, told)
    court(one)
    return asked, court.asks(one)


@pytest.mark.parametrize("text", ARTICLES.values(), ids=list(ARTICLES))
@pytest.mark.parametrize("with_filing", [False, True], ids=["without a filing", "with a filing"])
def test_what_a_trial_asks_was_announced(text: str, with_filing: bool) -> None:
    one = article("a", text)
    assert one.claims
    asked, announced = asked_and_announced([*([report()] if with_filing else []), one], one)
    assert asked - {""} <= announced
