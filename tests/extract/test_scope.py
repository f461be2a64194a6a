"""Of which part of the whole a figure in prose is; each sentence is invented."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from pipeline.core.document import Block, Document, Profile
from pipeline.core.errors import ConfigError
from pipeline.core.place import Span
from pipeline.extract import Extract
from pipeline.extract.parts import PartReader
from pipeline.lexicon import Lexicon, Row, load_config
from pipeline.lexicon.fold import fold
from pipeline.segment import Segment

HOUSE = Path(__file__).resolve().parents[2]
SETTINGS, LEXICON = load_config(HOUSE / "config")
PARTS = PartReader(LEXICON)


@cache
def stages() -> tuple[Segment, Extract]:
    return Segment(SETTINGS, LEXICON), Extract(SETTINGS, LEXICON)


def scopes(text: str, section: tuple[str, ...] = ()) -> dict[str, str]:
    """Figure as printed -> its scope as figures.csv writes it, in a paragraph of a prospectus."""
    profile = Profile(doc_type="prospectus", issuer="星河智能装备股份有限公司", self_names=frozenset({"公司", "本公司", "我们"}))
    block = Block("paragraph", Span(0, len(text)), section_path=section)
    segment, extract = stages()
    document = Document("d_1", "a.pdf", "", 0, "application/pdf", "", text, (block,), profile=profile)
    mentions = extract(segment(document)).mentions
    return {mention.number.text: ";".join(f"{axis}={member}" for axis, member in mention.scope) for mention in mentions}


@pytest.mark.parametrize(
    ("text", "figure", "scope"),
    [
        ("报告期内，境外收入为1.2亿元。", "1.2亿元", "region=境外"),
        ("報告期內，海外市場收益為人民幣1.2億元。", "人民幣1.2億元", "region=海外市場"),
        ("华东地区实现营业收入4.5亿元，同比增长12%。", "4.5亿元", "region=华东地区"),
        ("华东地区实现营业收入4.5亿元，同比增长12%。", "12%", "region=华东地区"),
        ("在北美市场，公司实现收入3亿元。", "3亿元", "region=北美市场"),
        ("公司照明业务收入为2.6亿元。", "2.6亿元", "segment=照明业务"),
        ("照明业务仍是主要来源，实现营业收入2.6亿元。", "2.6亿元", ""),
        ("其中，传感器的毛利率为41%。", "41%", "product=传感器"),
        ("我們銷售BMS的收入由2022年的人民幣30.1百萬元增加至2023年的人民幣42.5百萬元。", "人民幣42.5百萬元", "product=BMS"),
        ("直销收入占主营业务收入的比例为62%。", "62%", "channel=直销"),
        ("前五名客户销售额为3.3亿元。", "3.3亿元", "customer=前五名客户"),
        ("轻工业务中外销收入的比重为58%。", "58%", "segment=轻工业务;region=外销"),
        ("传感器收入1.1亿元，毛利率41%，公司综合毛利率为30%。", "41%", "product=传感器"),
        ("传感器收入1.1亿元，毛利率41%，公司综合毛利率为30%。", "30%", ""),
        ("传感器占营业收入的比重为41%。", "41%", "product=传感器"),
    ],
)
def test_a_part_is_named_by_the_metric_or_the_clause(text: str, figure: str, scope: str) -> None:
    assert scopes(text)[figure] == scope


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("报告期内，公司实现主营业务收入8.8亿元。", "8.8亿元"),
        ("公司营业总收入为8.8亿元，综合毛利率为31%。", "31%"),
        ("公司合并报表营业收入为8.8亿元。", "8.8亿元"),
        ("公司确认的政府补助收入为0.3亿元。", "0.3亿元"),
        ("2022年，全球传感器市场规模为900亿元。", "900亿元"),
        ("归属于母公司股东的净利润为1.3亿元。", "1.3亿元"),
        ("公司向控股母公司借款1.3亿元。", "1.3亿元"),
        ("公司销售费用为0.4亿元。传感器收入1.1亿元。公司净利润为0.9亿元。", "0.9亿元"),
    ],
)
def test_the_whole_has_no_scope(text: str, figure: str) -> None:
    assert scopes(text)[figure] == ""


@pytest.mark.parametrize(
    ("text", "figure", "scope"),
    [
        ("2023年，母公司实现营业收入3.2亿元。", "3.2亿元", "basis=parent"),
        ("2023年末，公司资产负债率（母公司）为43.7%。", "43.7%", "basis=parent"),
        ("按母公司报表和合并报表计算的资产负债率分别为51.2%、48.9%。", "51.2%", "basis=parent"),
        ("按母公司报表和合并报表计算的资产负债率分别为51.2%、48.9%。", "48.9%", ""),
        ("合并口径和母公司口径的资产负债率分别为48.9%、51.2%。", "48.9%", ""),
        ("合并口径和母公司口径的资产负债率分别为48.9%、51.2%。", "51.2%", "basis=parent"),
    ],
)
def test_the_parent_alone(text: str, figure: str, scope: str) -> None:
    assert scopes(text)[figure] == scope


def test_a_section_holds_the_parents_accounts() -> None:
    text = "期末，应收账款余额为2.2亿元。"
    assert scopes(text, ("第十节 财务报告", "母公司财务报表主要项目注释"))["2.2亿元"] == "basis=parent"
    assert scopes(text, ("第十节 财务报告", "合并及母公司资产负债表"))["2.2亿元"] == ""
    assert scopes(text, ("第十节 财务报告", "合并财务报表项目注释"))["2.2亿元"] == ""


@pytest.mark.parametrize("row", LEXICON.rows("scope_words"), ids=lambda row: f"{row.name} {row.meaning}")
def test_a_word_of_the_lexicon_reads_its_example(row: Row) -> None:
    found = PARTS(re.split("收入|采购额", row.example)[0])
    assert [axis for axis, _ in found] == ([] if row.meaning == "whole" else [row.meaning])


def test_words_that_narrow_nothing_are_left_out() -> None:
    assert PARTS("报告期内公司合计销售") == ()
    assert PARTS("向海外客户销售传感器的") == (("region", "海外客户销售传感器"),)
    assert PARTS("因原材料涨价而增加的") == ()
    assert PARTS("某种照明", named=False) == ()
    assert PARTS(fold("照明產品")) == (("product", "照明产品"),)


def test_an_unknown_axis_names_its_line() -> None:
    row = Row("scope_words.csv", 9, "境外", "place", "境外收入", "", "", {})
    with pytest.raises(ConfigError, match=r"scope_words\.csv, line 9"):
        PartReader(Lexicon({"scope_words": (row,), "regions": ()}))
