"""Whom prose of filings is about where its sentences do not say: companies of the paragraph, markets, sections about a trade."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.core.document import Block, Document, Profile
from pipeline.core.mention import Mention
from pipeline.core.place import Span
from pipeline.extract import Extract
from pipeline.lexicon import load_config
from pipeline.segment import Segment

HOUSE = Path(__file__).resolve().parents[2]
ISSUER = "星河智能装备股份有限公司"


@cache
def stages() -> tuple[Segment, Extract]:
    settings, lexicon = load_config(HOUSE / "config")
    return Segment(settings, lexicon), Extract(settings, lexicon)


def entities(text: str, section: tuple[str, ...] = ()) -> dict[str, str]:
    """Figure as printed -> whom it is about, in a paragraph of a prospectus."""
    profile = Profile(doc_type="prospectus", issuer=ISSUER, self_names=frozenset({"公司", "本公司", "发行人"}))
    block = Block("paragraph", Span(0, len(text)), section_path=section)
    segment, extract = stages()
    document = Document("d_1", "a.pdf", "", 0, "application/pdf", "", text, (block,), profile=profile)
    mentions: tuple[Mention, ...] = extract(segment(document)).mentions
    return {mention.number.text: mention.entity_text for mention in mentions}


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        ("北岸投资有限公司成立于2010年，注册资本5000万元。截至2022年末，该公司总资产3.2亿元。", "5000万元", "北岸投资有限公司"),
        ("北岸投资有限公司成立于2010年，注册资本5000万元。截至2022年末，该公司总资产3.2亿元。", "3.2亿元", "北岸投资有限公司"),
        ("公司持有南湾新材料有限公司30%的股权。截至2020年末，该公司总资产为2亿元。", "2亿元", "南湾新材料有限公司"),
        ("南湾电力集团股份有限公司为上市公司。2022年，其营业收入为86亿元。", "86亿元", "南湾电力集团股份有限公司"),
        ("公司于2021年扩产。2022年，其营业收入为6亿元。", "6亿元", ISSUER),
        ("我国常年生产的染料有500多个品种。", "500多个", "我国"),
        ("2020年国内收入为3亿元。", "3亿元", ISSUER),
    ],
)
def test_subject_of_a_paragraph(text: str, figure: str, entity: str) -> None:
    assert entities(text)[figure] == entity


def test_section_about_a_trade_is_not_about_the_issuer() -> None:
    trade = ("第六节 业务和技术", "二、行业基本情况")
    assert entities("缝纫机电机投资较大，总投资达10亿元。", trade)["10亿元"] == "缝纫机电机"
    assert entities("2021年国内产量为30万台，出口量为12万台。", trade)["12万台"] != ISSUER
    assert entities("2021年本公司产量为3万台。", trade)["3万台"] == ISSUER


def test_section_about_the_issuer_in_its_trade_is_about_the_issuer() -> None:
    own = ("第六节 业务和技术", "三、发行人在行业中的竞争地位")
    assert entities("2021年产量为3万台。", own)["3万台"] == ISSUER
