"""What a number in running text is, if it is no figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.extract.test_prose import document, stages

CASES = [
    ("公司地址为滨江路18号云杉大厦7楼。", "18", "code"),
    ("根据杭财发〔2021〕62号文，公司获补助。", "〔2021〕62号", "code"),
    ("详见附注5。营收3亿元。", "5", "note_reference"),
    ("营收见表3。", "3", "section_number"),
    ("2023年营收3亿元。", "2023年", "period"),
    ("公司研发GLM-4模型。", "GLM-4", "name"),
    ("三年复合增长率为30%。", "三年", "duration"),
    ("公司是一家科技企业。", "一家", "idiom"),
    ("这是公司第二次融资。", "第二", "ordinal"),
    ("可比公司云杉股份（301999）的毛利率较高。", "301999", "code"),
    ("电话：（021）50001234 转 8", "021", "phone"),
    ("2019年息税前利润增长。", "2019年", "period"),
    ("in compliance with Rule 8.08 of the Listing Rules.", "8.08", "clause_number"),
]


@pytest.mark.parametrize(("text", "number", "kind"), CASES, ids=[case[1] for case in CASES])
def test_kind_of_number(text: str, number: str, kind: str) -> None:
    segment, extract = stages()
    numbers = extract(segment(document(text))).numbers
    kinds = {n.text: n.kind for n in numbers}
    assert kinds.get(number) == kind


@pytest.mark.parametrize(
    ("line", "number", "kind"),
    [
        ("三、募集资金用途.............. 27", "三、", "section_number"),
        ("三、募集资金用途.............. 27", "27", "page_number"),
        ("四、参股公司情况 1-1-31", "1-1-31", "page_number"),
        ("五、最近3年的分红 40", "最近3年", "period"),
        ("第二节 年产500吨项目 41", "500吨", "name"),
    ],
)
def test_contents_number_sections_and_pages(line: str, number: str, kind: str) -> None:
    segment, extract = stages()
    plain = document(line)
    listed = replace(plain, blocks=tuple(replace(block, kind="contents") for block in plain.blocks))
    kinds = {n.text: n.kind for n in extract(segment(listed)).numbers}
    assert kinds[number] == kind


def test_numbers_in_are_numbers_out_and_figures_have_one_mention() -> None:
    segment, extract = stages()
    text = "2023年，青禾精工营收1.2亿元，同比增长12%，排名第三；客户300家（见附注5）。"
    segmented = segment(document(text))
    extracted = extract(segmented)
    assert [n.span for n in extracted.numbers] == [n.span for n in segmented.numbers]
    figures = [n for n in extracted.numbers if n.kind == "figure"]
    assert [m.number for m in extracted.mentions] == figures
    assert len(figures) == 4
    assert all(n.reason for n in extracted.numbers)
