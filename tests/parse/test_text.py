"""Encodings of text files, and the lines of an article as blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import DocumentError
from pipeline.parse.text import article_blocks, decode

SIMPLIFIED = "青禾精工（600999）今日公告，公司2023年实现营业收入12.4亿元，同比增长8.3%。\r\n董事会认为，全年业绩符合预期。\r\n"
TRADITIONAL = "北岸生物今日公佈，集團去年收益為8.64億元，按年增長12%。\r\n公司表示，毛利率提升，主要由於產品組合改善。\r\n"


@pytest.mark.parametrize(
    ("text", "encoding", "reported"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        ("Revenue rose 12% to HK$8.64 billion.\n", "ascii", "utf-8"),
    ],
)
def test_an_encoding_is_told_by_what_the_file_says(text, encoding, reported):
    decoded = decode(text.encode(encoding))
    assert (decoded.encoding, decoded.text.removeprefix("\ufeff")) == (reported, text)
    assert decoded.warnings == ()


def test_big5_with_the_extensions_of_windows_is_no_mojibake():
    text = "恒生指數成份股業績：碧峰集團收益為12.5億元，按年上升。公司粧品業務表現理想。\n"
    assert decode(text.encode("cp950")).text == text


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_one_sentence_is_enough(encoding):
    text = (
        "公司今年上半年的收入超过三亿元，比去年同期增长。"
        if encoding == "gb18030"
        else "公司今年上半年的收入為三億元，較去年同期增長。"
    )
    assert decode(text.encode(encoding)).text == text


def test_mark_and_carriage_returns_count_in_offsets():
    decoded = decode(SIMPLIFIED.encode("utf-8-sig"))
    assert decoded.text[0] == "\ufeff"
    assert decoded.text.index("12.4亿元") == SIMPLIFIED.index("12.4亿元") + 1
    first, second = article_blocks(decoded.text)
    assert first.span.start == 1
    assert second.span.of(decoded.text) == "董事会认为，全年业绩符合预期。"


def test_a_broken_byte_costs_a_warning_and_no_encoding():
    data = SIMPLIFIED.encode()
    decoded = decode(data[:40] + b"\xff" + data[40:])
    assert decoded.encoding == "utf-8"
    assert "12.4亿元" in decoded.text
    assert [warning.code for warning in decoded.warnings] == ["undecodable_bytes"]


def test_a_file_cut_inside_a_character_stays_utf8():
    decoded = decode(SIMPLIFIED.encode()[:-4])
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(SIMPLIFIED[:50])


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(DocumentError) as caught:
        decode(bytes(range(256)) * 20)
    assert caught.value.code == "not_text"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_read_as_it_was_written(text):
    assert decode(text.encode()).text == text


def test_blocks_are_lines_with_headings_apart():
    text = "青禾精工拟赴港上市\n发布时间：2024-03-01\n\n　　公司收入为3亿元。\n一、主营业务\n产品包括机床和刀具两类，\n收入稳定。\n02 行业\n"
    found = [(block.kind, block.level, block.span.of(text)) for block in article_blocks(text)]
    assert found == [
        ("heading", 1, "青禾精工拟赴港上市"),
        ("paragraph", 0, "发布时间：2024-03-01"),
        ("paragraph", 0, "公司收入为3亿元。"),
        ("heading", 2, "一、主营业务"),
        ("paragraph", 0, "产品包括机床和刀具两类，"),
        ("paragraph", 0, "收入稳定。"),
        ("heading", 2, "02 行业"),
    ]


def test_lines_wrapped_at_a_width_are_one_paragraph():
    text = (
        "青禾精工昨日晚间发布公告称，公司拟在未来三年内投资建\n"
        "设新的生产基地，项目总投资约为二十亿元人民币，分两期\n"
        "进行。\n"
        "董事会表示，该项目建成后将使公司的年产能提高一倍，并\n"
        "带动当地就业。\n"
    )
    paragraphs = [block.span.of(text).replace("\n", "") for block in article_blocks(text)]
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith("分两期进行。")


@given(st.text(alphabet="公司收入3.5亿元，。\n\r 　", max_size=80))
def test_blocks_tile_the_text_but_for_white_space(text):
    blocks = article_blocks(text)
    covered = set()
    for block in blocks:
        assert not covered & set(range(block.span.start, block.span.end))
        covered |= set(range(block.span.start, block.span.end))
    assert all(char.isspace() for place, char in enumerate(text) if place not in covered)
