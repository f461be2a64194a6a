"""What a number in running text is, if it is no figure."""

from __future__ import annotations

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
    ("in compliance with Rule 8.08 of the Listing Rules.", "8.08", "clause_number"),
]


@pytest.mark.parametrize(("text", "number", "kind"), CASES, ids=[case[1] for case in CASES])
def test_kind_of_number(text: str, number: str, kind: str) -> None:
    segment, extract = stages()
    numbers = extract(segment(document(text))).numbers
    kinds = {n.text: n.kind for n in numbers}
    assert kinds.get(number) == kind


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
