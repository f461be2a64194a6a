"""An article of the shared corpus against a prospectus excerpt of ours that prints the facts which it speaks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline.audit import Audit, Dossier
from pipeline.core.document import Profile
from pipeline.core.figure import Figure
from pipeline.core.period import Period
from pipeline.core.place import Box, PageBox, Span
from pipeline.core.raw import RawFile
from pipeline.extract import Extract
from pipeline.extract.claims import ReadClaims
from pipeline.normalize import Normalize
from pipeline.parse.parse import Parse
from pipeline.segment import Segment
from tests.audit.statement import LEXICON, SETTINGS, year

ARTICLE = Path(__file__).parents[2] / ".." / "shared" / "corpus" / "news" / "seed.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the shared corpus is not here")
HALF = Period(date(2025, 1, 1), date(2025, 6, 30))
TIMES = (year(2022), year(2023), year(2024), HALF)
ISSUER = "北京智谱华章科技股份有限公司"


def _line(metric: str, values: str, unit: str = "CNY", power: int = 6, role: str = "level", page: int = 1) -> list[Figure]:
    """A row of the excerpt: values of 2022, 2023, 2024 and the first half of 2025; - for none."""
    found = []
    for number, (text, period) in enumerate(zip(values.split(), TIMES, strict=True)):
        if text != "-":
            printed = Decimal(text)
            place = (PageBox(page, Box(number, 0, number + 1, 1)),)
            decimals = -int(printed.as_tuple().exponent) - power
            found.append(
                Figure(
                    f"f_{metric}_{number}", "table", Span(number, number + 1), text, place, value=printed.scaleb(power), decimals=decimals,
                    unit=unit, metric=metric, role=role, period=period, entity=ISSUER,  # type: ignore[arg-type]
                )
            )  # fmt: skip
    return found


def excerpt() -> Dossier:
    figures = [
        *_line("收入", "57.4 124.5 312.4 190.9"),
        *_line("研发开支", "84.4 528.9 2195.4 1594.7", page=2),
        *_line("经调整净亏损", "97.4 621.0 2465.6 1752.0", page=3),
        *_line("本地化部署 占收入的百分比", "- - - 84.8", "ratio", -2, "share", page=4),
        *_line("云端服务 占收入的百分比", "- - - 15.2", "ratio", -2, "share", page=4),
        *_line("毛利率", "54.6 64.6 56.3 50.0", "ratio", -2, page=5),
        *_line("算力服务费", "17.6 321.1 1552.8 1145.0", page=6),
    ]
    profile = Profile(
        doc_type="prospectus", issuer=ISSUER, stock_code="02513", report_end=date(2025, 6, 30), names={"智谱": ISSUER}
    )
    return Dossier("d_excerpt", "excerpt.pdf", profile, tuple(figures))


@cache
def verdicts() -> dict[str, str]:
    """Figure text -> verdict of its first claim."""
    document = Parse(SETTINGS, LEXICON)(RawFile("seed.txt", ARTICLE.read_bytes(), b"published = 2025-12-30\n"))
    normalize = Normalize(SETTINGS, LEXICON)
    mentions = Extract(SETTINGS, LEXICON)(Segment(SETTINGS, LEXICON)(document)).mentions
    figures = tuple(one for one in (normalize(document, mention) for mention in mentions) if isinstance(one, Figure))
    profile = replace(document.profile, doc_type="news")
    article = Dossier(
        document.doc_id, document.source, profile, figures, (), ReadClaims()(document, figures), document.text[:600]
    )
    texts = {figure.figure_id: figure.text for figure in figures}
    found: dict[str, str] = {}
    for trial in Audit(SETTINGS, LEXICON)([excerpt(), article]).trials:
        found.setdefault(texts[trial.claim.figure_id], trial.verdict)
    return found


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        ("5740万元", "agrees"),
        ("3.124亿元", "agrees"),
        ("130%", "agrees_within_rounding"),
        ("1.91亿元", "agrees"),
        ("0.97亿元", "agrees"),
        ("24.66亿元", "agrees"),
        ("25倍", "agrees"),
        ("17.52亿元", "agrees"),
        ("44亿元", "agrees"),
        ("21.95亿元", "agrees"),
        ("15.95亿元", "agrees"),
        ("15.53亿元", "agrees"),
        ("70%以上", "agrees"),
        ("84.8%", "agrees"),
        ("15.2%", "agrees"),
        ("243.8亿元", "not_found"),
        ("6.6%", "not_found"),
        ("31.2%", "not_found"),
        ("300-500亿元", "not_found"),
        ("3800亿元", "not_found"),
    ],
)
def test_a_claim_of_the_article_gets_an_analysts_verdict(figure: str, wanted: str) -> None:
    assert verdicts()[figure] == wanted


def test_no_claim_of_the_article_is_refuted() -> None:
    assert [figure for figure, verdict in verdicts().items() if verdict == "disagrees"] == []
