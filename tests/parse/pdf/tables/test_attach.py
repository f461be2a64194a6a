"""Captions, unit lines and notes. Companies and values are made up."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.attach import unit_in
from tests.support.drafts import read
from tests.support.pdf import Sheet, make_pdf

ROWS = [["项目", "2023年", "2022年"], ["营业收入", "1,234.56", "1,100.00"], ["每股收益", "0.12", "0.10"]]
WIDTHS = [160, 100, 100]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "单位：万元"),
        ("（单位：人民币千元）", "（单位：人民币千元）"),
        ("表5-3 主营业务收入构成      单位：万元", "单位：万元"),
        ("金额单位：元 币种：人民币", "金额单位：元 币种：人民币"),
        ("（人民幣千元）", "（人民幣千元）"),
        ("(以人民幣百萬元計)", "(以人民幣百萬元計)"),
        ("(in thousands of RMB)", "(in thousands of RMB)"),
        ("公司下设三个单位，员工共120人。", ""),
        ("主要会计数据", ""),
    ],
)
def test_unit_lines(line: str, unit: str) -> None:
    assert unit_in(line) == unit


def test_caption_and_unit_above() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(72, 80, "公司主要财务数据如下表所示。", 450)
        sheet.text(240, 112, "表5-3主要财务数据", 10, align="center")
        sheet.text(432, 128, "单位：万元", 9, align="right")
        bottom = sheet.table(72, 134, ROWS, WIDTHS)
        sheet.text(72, bottom + 14, "注：每股收益的单位为元/股。", 9)
        sheet.text(72, bottom + 27, "数据来源：公司财务报告", 9)
        sheet.paragraph(72, bottom + 60, "报告期内公司收入稳定增长。", 450)

    draft = read(make_pdf(page)).one()
    assert (draft.caption, draft.unit_line, draft.unit_source) == ("表5-3主要财务数据", "单位：万元", "above")
    assert draft.notes == ["注：每股收益的单位为元/股。", "数据来源：公司财务报告"]


def test_unit_stranded_on_the_page_before() -> None:
    def first(sheet: Sheet) -> None:
        sheet.paragraph(72, 640, "公司主要财务数据列示于次页。", 450)
        sheet.text(432, 780, "单位：千元", 9, align="right")

    def second(sheet: Sheet) -> None:
        sheet.table(72, 80, ROWS, WIDTHS)

    draft = read(make_pdf(first, second)).one()
    assert (draft.unit_line, draft.unit_source) == ("单位：千元", "page_before")


def test_unit_in_a_note_below() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS)
        sheet.text(72, bottom + 14, "单位：千美元（除每股数据外）", 9)
        sheet.paragraph(72, bottom + 60, "报告期内公司收入稳定增长。", 450)

    draft = read(make_pdf(page)).one()
    assert (draft.unit_line, draft.unit_source) == ("单位：千美元（除每股数据外）", "below")


def test_unit_of_a_section_reaches_its_tables_but_not_over_one_that_states_its_own() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(72, 80, "以下金额单位均为百万元。", 450)
        bottom = sheet.table(72, 110, ROWS, WIDTHS)
        sheet.text(432, bottom + 40, "单位：元", 9, align="right")
        bottom = sheet.table(72, bottom + 46, ROWS, WIDTHS)
        sheet.paragraph(72, bottom + 40, "按地区划分的数据见下表。", 450)
        bottom = sheet.table(72, bottom + 70, ROWS, WIDTHS)
        sheet.text(72, bottom + 60, "第六节 业务与技术", 14)
        sheet.table(72, bottom + 100, ROWS, WIDTHS)

    units = [(draft.unit_line, draft.unit_source) for draft in read(make_pdf(page)).drafts]
    assert units == [
        ("以下金额单位均为百万元", "section"),
        ("单位：元", "above"),
        ("以下金额单位均为百万元", "section"),
        ("", ""),
    ]


def test_a_unit_line_between_two_tables_is_the_lower_one_s() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS)
        sheet.text(432, bottom + 24, "单位：元", 9, align="right")
        sheet.table(72, bottom + 30, ROWS, WIDTHS)

    assert [draft.unit_line for draft in read(make_pdf(page)).drafts] == ["", "单位：元"]


def test_unit_stated_by_a_note_below() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS, borders="three_line")
        sheet.text(72, bottom + 14, "注：上表金额单位为人民币万元。", 9)
        sheet.paragraph(72, bottom + 60, "报告期内公司收入稳定增长。", 450)

    draft = read(make_pdf(page)).one()
    assert (draft.unit_line, draft.unit_source, draft.notes) == (
        "上表金额单位为人民币万元",
        "below",
        ["注：上表金额单位为人民币万元。"],
    )


def test_unit_in_brackets_over_a_table_without_rules_is_no_header_of_its_last_column() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(432, 100, "（人民币万元）", 9, align="right")
        sheet.table(72, 108, ROWS, WIDTHS, borders="none")

    draft = read(make_pdf(page)).one()
    assert (draft.unit_line, draft.whole.header_rows) == ("（人民币万元）", 1)


def test_statement_is_named_by_its_title_and_date() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(297, 80, "母公司资产负债表", 11, align="center", bold=True)
        sheet.text(297, 96, "2023年12月31日", 10, align="center")
        sheet.text(72, 112, "编制单位：青禾精工股份有限公司", 9)
        sheet.text(432, 126, "单位：元　币种：人民币", 9, align="right")
        sheet.table(72, 132, ROWS, WIDTHS)

    draft = read(make_pdf(page)).one()
    assert draft.caption == "母公司资产负债表 2023年12月31日"
    assert draft.unit_line.startswith("单位：元")
