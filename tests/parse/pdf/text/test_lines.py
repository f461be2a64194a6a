"""Characters to lines, lines to text: gaps, marks, letter-spacing, brackets."""

from __future__ import annotations

import pytest

from pipeline.lexicon import Settings
from pipeline.parse.pdf.lines import find_lines
from pipeline.parse.pdf.order import reading_order
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.readers import PdfPages
from pipeline.parse.pdf.textline import LineReader, TextLine
from tests.support.pdf import Sheet, make_pdf


def content(draw) -> PageContent:
    with PdfPages(make_pdf(draw), Settings()) as pages:
        return pages.read(1).page.parts[0]


def texts(draw) -> list[TextLine]:
    page = content(draw)
    reader = LineReader(page, 0)
    return [reader.read(row, column) for column, row in reading_order(find_lines(page.chars), page.width)]


def text(draw) -> str:
    return "\n".join(line.text for line in texts(draw))


def marks(line: TextLine) -> list[str]:
    return [line.text[start:end] for start, end in line.marks]


def test_each_character_is_in_exactly_one_line() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(72, 100, "营业收入12.5亿元")
        sheet.text(175, 96, "1", 6)
        sheet.text(72, 101.5, "（合并）", 9, align="right")
        sheet.table(72, 130, [["a", "b\nc"], ["d\ne\nf", "1,234"]], [100, 100])

    held = content(page)
    found = sorted(i for line in find_lines(held.chars) for i in line.chars.tolist())
    assert found == list(range(len(held.chars)))


def test_no_blank_in_chinese_and_blanks_between_words() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(72, 100, "公司 2023 年营业收入 为 12.5 亿元")
        sheet.text(72, 130, "Revenue of the Group was HK$ 12.5 million, up 3.4%")

    assert text(page) == "公司2023年营业收入为12.5亿元\nRevenue of the Group was HK$ 12.5 million, up 3.4%"


def test_a_wide_gap_is_a_blank() -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.text(72, 100, "单位：万元")
        sheet.text(end + 20, 100, "币种：人民币")

    assert text(page) == "单位：万元 币种：人民币"


@pytest.mark.parametrize("spacing", [4.0, 12.0, 30.0])
def test_letter_spaced_heading_is_closed_up(spacing: float) -> None:
    assert text(lambda sheet: sheet.text(200, 100, "财务会计信息", 14, spacing=spacing)) == "财务会计信息"


def test_two_characters_far_apart_are_a_word_only_alone_or_last() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(200, 100, "目录", 14, spacing=28)
        end = sheet.text(200, 130, "第一节", 14)
        sheet.text(end + 20, 130, "释义", 14, spacing=20)

    assert text(page) == "目录\n第一节 释义"


def test_cells_of_single_characters_stay_apart() -> None:
    def page(sheet: Sheet) -> None:
        for place, char in enumerate("高中低"):
            sheet.text(200 + 90 * place, 100, char)

    assert text(page) == "高 中 低"


def test_letter_spaced_digits_are_one_number() -> None:
    assert text(lambda sheet: sheet.text(72, 100, "电话12345678元", spacing=3)) == "电话12345678元"


@pytest.mark.parametrize("printed", ["36 .0%", "1 ,234", "12. 5"])
def test_loose_points_do_not_break_a_number(printed: str) -> None:
    assert text(lambda sheet: sheet.text(72, 100, f"比例为{printed}左右")) == f"比例为{printed.replace(' ', '')}左右"


def test_a_list_of_numbers_is_no_number() -> None:
    assert (
        text(lambda sheet: sheet.text(72, 100, "in 2023, 2024 and on January 9, 2026")) == "in 2023, 2024 and on January 9, 2026"
    )


@pytest.mark.parametrize(("before", "mark"), [("31.2%", "1"), ("12.5亿元", "①"), ("4,500", "*"), ("营业收入", "[2]")])
def test_raised_marks_stand_apart(before: str, mark: str) -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.text(72, 100, before, 10.5)
        end = sheet.text(end, 96, mark, 6)
        sheet.text(end, 100, "，较上年增长", 10.5)

    (line,) = texts(page)
    assert marks(line) == [mark]
    clean = "".join(char for i, char in enumerate(line.text) if not any(a <= i < b for a, b in line.marks)).replace(" ", "")
    assert clean == f"{before}，较上年增长"
    if before[-1] in "%0123456789" and mark.isdigit():
        assert f"{before} {mark}" in line.text


def test_a_small_digit_on_the_baseline_is_a_mark() -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.text(72, 100, "同比增长31.2%", 10.5)
        sheet.text(end, 100, "3", 6)

    (line,) = texts(page)
    assert marks(line) == ["3"]


def test_square_metres_keep_their_exponent() -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.text(72, 100, "面积为1,200m", 10.5)
        end = sheet.text(end, 96, "2", 6)
        sheet.text(end, 100, "，自有", 10.5)

    (line,) = texts(page)
    assert line.text == "面积为1,200m2，自有"
    assert line.marks == ()


def test_a_kerned_opening_bracket_stands_behind_its_neighbour() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(72, 100, "Result", 10.5)
        sheet.text(72 + sheet.measure("Result") - 5, 100, "「配發結果」", 10.5)

    assert text(page) == "Result「配發結果」"


def test_rows_of_a_table_beside_each_other_are_one_line() -> None:
    (first, second) = texts(lambda sheet: sheet.table(72, 100, [["项目", "2023年"], ["收入", "1,234.56"]], [160, 100]))
    assert (first.text, second.text) == ("项目 2023年", "收入 1,234.56")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行文字排满整个栏宽直到栏边为止" for n in range(12)]
    right = [f"右栏第{n}行文字排满整个栏宽直到栏边为止" for n in range(12)]

    def page(sheet: Sheet) -> None:
        sheet.text(72, 60, "跨越两栏的标题占据整个页面的宽度而且长到超过页面的中线为止才算结束", 12)
        for place, (a, b) in enumerate(zip(left, right, strict=True)):
            sheet.text(60, 90 + 16 * place, a, 10.5)
            sheet.text(310, 90 + 16 * place, b, 10.5)

    found = texts(page)
    assert [line.text for line in found[1:]] == left + right
    assert [line.column for line in found] == [0] + [1] * 12 + [2] * 12


def test_a_list_of_labels_and_values_is_not_two_columns() -> None:
    rows = [(f"联系人{n}", f"地址为示例市示例路{n}号示例大厦{n}层") for n in range(12)]

    def page(sheet: Sheet) -> None:
        for place, (a, b) in enumerate(rows):
            sheet.text(60, 90 + 16 * place, a, 10.5)
            sheet.text(310, 90 + 16 * place, b, 10.5)

    assert [line.text for line in texts(page)] == [f"{a} {b}" for a, b in rows]
