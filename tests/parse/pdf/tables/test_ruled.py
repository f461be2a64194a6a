"""Ruled tables, whatever their borders are drawn with. Companies and values are made up."""

from __future__ import annotations

import pytest

from tests.support.drafts import cell, grid, read
from tests.support.pdf import LANDSCAPE, Sheet, make_pdf

ROWS = [
    ["项目", "2023年度", "2022年度", "2021年度", "增长率"],
    ["营业收入", "1,234.56", "1,100.00", "980.10", "12.23%"],
    ["营业成本", "800.00", "-", "650.30", "-3.10%"],
    ["研发费用", "120.00", "", "90.00", "5.00%"],
    ["净利润", "(12.30)", "45.60", "33.33", "不适用"],
]
WIDTHS = [120, 80, 80, 80, 70]


@pytest.mark.parametrize("borders", ["all", "no_sides", "three_line", "rows"])
def test_first_and_last_column_are_kept_whatever_borders_are_drawn(borders: str) -> None:
    def page(sheet: Sheet) -> None:
        sheet.table(72, 100, ROWS, WIDTHS, borders=borders, line_width=0.75)

    draft = read(make_pdf(page)).one()
    assert grid(draft) == ROWS
    assert (draft.whole.header_rows, draft.whole.stub_cols) == (1, 1)
    kinds = {held.cell.text: held.cell.kind for held in draft.cells}
    assert (kinds["营业收入"], kinds["2023年度"], kinds["(12.30)"], kinds["-"], kinds["不适用"]) == (
        "label",
        "header",
        "figure",
        "nil",
        "nil",
    )


def test_filled_rectangles_one_point_wide_are_borders_and_make_no_empty_columns() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS, borders="none")
        lefts = [72 + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]
        for x in lefts:
            sheet.box(x - 0.5, 100, x + 0.5, bottom, (0, 0, 0))
        for y in range(100, int(bottom) + 1, 18):
            sheet.box(72, y - 0.5, lefts[-1], y + 0.5, (0, 0, 0))

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_cells_that_are_filled_boxes_with_white_gaps_are_a_table() -> None:
    def page(sheet: Sheet) -> None:
        x, y = 72.0, 100.0
        for index in range(len(ROWS)):
            for col, width in enumerate(WIDTHS):
                left = x + sum(WIDTHS[:col])
                shade = (0.8, 0.85, 0.95) if index == 0 else (0.93, 0.93, 0.93)
                sheet.box(left, y + 18 * index, left + width - 1, y + 18 * index + 17, shade)
        sheet.table(x, y, ROWS, WIDTHS, borders="none")

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_double_rules_make_no_empty_rows_or_columns() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS)
        right = 72 + sum(WIDTHS)
        for shift in (1.8, -1.8):
            sheet.line(72, 100 + shift, right, 100 + shift)
            sheet.line(72 + shift, 100, 72 + shift, bottom)
            sheet.line(192 + shift, 100, 192 + shift, bottom)

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_dashed_rules_are_whole() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setDash(3, 2)
        sheet.table(72, 100, ROWS, WIDTHS)

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_rules_drawn_as_many_short_dashes_are_whole() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS, borders="none")
        right = 72 + sum(WIDTHS)
        for y in range(100, int(bottom) + 1, 18):
            for x in range(72, int(right), 7):
                sheet.line(x, y, min(x + 5, right), y)
        for x in [72 + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]:
            for top in range(100, int(bottom), 7):
                sheet.line(x, top, x, min(top + 5, bottom))

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_a_minus_keeps_its_glyph_and_its_number() -> None:
    rows = [
        ["项目", "金额"],
        ["甲", "-12.30"],
        ["乙", "−7.89"],
        ["丙", "－45.60"],
        ["丁", "–3.21"],
        ["戊", "‑8.00"],
        ["己", "△5.5"],
    ]

    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, rows, [100, 120])
        sheet.table(72, bottom, [["庚", "66.70"]], [100, 120], header_rows=0)
        sheet.text(176, bottom + 12.2, "-", 9)

    draft = read(make_pdf(page)).one()
    values = [row[1].replace(" ", "") for row in grid(draft)[1:]]
    assert values == ["-12.30", "−7.89", "－45.60", "–3.21", "‑8.00", "△5.5", "-66.70"]
    assert all(held.cell.kind == "figure" for held in draft.cells if held.cell.row and held.cell.col)


def test_numbers_broken_over_two_lines_are_one_and_two_numbers_stay_two() -> None:
    rows = [
        ["项目", "甲", "乙", "丙", "丁", "戊"],
        ["应收账款及\n其他应收款\n净额", "-1,002,\n345.67", "100.0\n0%", "(3,\n210.5)", "12,345\n.60", "1.00"],
        ["两笔", "12.50\n13.50", "1.0", "2.0", "3.0", "4.0"],
    ]

    def page(sheet: Sheet) -> None:
        sheet.table(72, 100, rows, [70, 38, 30, 26, 34, 30], padding=2)

    found = grid(read(make_pdf(page)).one())
    assert found[1] == ["应收账款及其他应收款净额", "-1,002,345.67", "100.00%", "(3,210.5)", "12,345.60", "1.00"]
    assert found[2][1] == "12.50 13.50"


def test_raised_marks_are_no_part_of_text_or_number() -> None:
    def page(sheet: Sheet) -> None:
        rows = [["项目", "金额", "占比"], ["华东客户", "4,500", "31.2%"], ["华南客户", "3,200", "22.2%"]]
        sheet.table(72, 100, rows, [120, 90, 90], align=["left", "left", "left"])
        sheet.text(76 + sheet.measure("华东客户", 9), 126, "[2]", 5.5)
        sheet.text(196 + sheet.measure("4,500", 9), 126, "*", 5.5)
        sheet.text(286 + sheet.measure("31.2%", 9), 126, "1", 5.5)

    draft = read(make_pdf(page)).one()
    assert grid(draft)[1] == ["华东客户", "4,500", "31.2%"]
    assert [len(held.cell.marks) for held in draft.cells if held.cell.row == 1] == [3, 1, 1]


def test_merged_cells_have_their_spans() -> None:
    def page(sheet: Sheet) -> None:
        rows = [
            ["", "2023年度", "", "2022年度", ""],
            ["", "金额", "占比", "金额", "占比"],
            ["华东", "12.00", "60%", "9.00", "45%"],
            ["华南", "8.00", "40%", "11.00", "55%"],
        ]
        widths = [90, 70, 60, 70, 60]
        lefts = [72 + sum(widths[:i]) for i in range(6)]
        sheet.table(72, 100, [["", "", "", "", ""], *rows[1:]], widths, borders="none", header_rows=2)
        sheet.text(357, 113, "2022年度", 9, align="center")
        sheet.text(227, 113, "2023年度", 9, align="center")
        sheet.text(100, 122, "地区", 9)
        for y in (100, 136, 154, 172):
            sheet.line(72, y, lefts[-1], y)
        sheet.line(lefts[1], 118, lefts[-1], 118)
        for x in (lefts[0], lefts[1], lefts[3], lefts[5]):
            sheet.line(x, 100, x, 172)
        for x in (lefts[2], lefts[4]):
            sheet.line(x, 118, x, 172)

    draft = read(make_pdf(page)).one()
    region, year = cell(draft, "地区"), cell(draft, "2023年度")
    assert (region.row_span, region.col_span, year.row_span, year.col_span) == (2, 1, 1, 2)
    assert (draft.whole.header_rows, cell(draft, "2022年度").col) == (2, 3)


def test_old_balance_sheet_keeps_each_amount_on_its_side_and_the_table_below_apart() -> None:
    head = ["资产", "行次", "期末数", "期初数", "负债", "行次", "期末数", "期初数"]
    body = [
        ["货币资金", "1", "100.00", "90.00", "短期借款", "31", "70.00", "65.00"],
        ["存货", "2", "50.00", "40.00", "应付账款", "32", "30.00", "20.00"],
    ]

    def page(sheet: Sheet) -> None:
        widths = [70, 30, 60, 60, 70, 30, 60, 60]
        bottom = sheet.table(60, 100, [head, *body], widths)
        sheet.line(282, 100, 282, bottom)
        sheet.table(60, bottom + 6, [["经办人", "王一"], ["电话", "555-0101"]], [80, 120], header_rows=0, align=["left", "left"])

    drafts = read(make_pdf(page)).drafts
    assert [grid(draft) for draft in drafts] == [[head, *body], [["经办人", "王一"], ["电话", "555-0101"]]]


def test_watermark_and_stamp_stay_out_of_the_cells() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table(72, 100, ROWS, WIDTHS)
        sheet.text(120, 190, "样稿 2023-11", 40, angle=30, color=(0.8, 0.8, 0.8))
        sheet.text(225, 137, "作废", 30, color=(1, 0, 0))

    assert grid(read(make_pdf(page)).one()) == ROWS


@pytest.mark.parametrize("angle", [0, 90])
@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_turned_pages_and_tables_read_upright(angle: int, rotate: int) -> None:
    def page(sheet: Sheet) -> None:
        if angle:
            sheet.canvas.translate(sheet.width, 0)
            sheet.canvas.rotate(90)
            sheet.width, sheet.height = sheet.height, sheet.width
        sheet.table(72, 100, ROWS, WIDTHS)

    found = read(make_pdf(page, rotate=rotate))
    draft = found.one()
    assert grid(draft) == ROWS
    view = found.views[draft.first_view]
    shown = (view.height, view.width) if view.turn in (90, 270) else (view.width, view.height)
    boxes = [view.shown(box) for held in draft.cells for _, box in held.places]
    assert all(0 <= box.x0 < box.x1 <= shown[0] and 0 <= box.top < box.bottom <= shown[1] for box in boxes)


def test_landscape_page() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table(72, 100, ROWS, WIDTHS)

    assert grid(read(make_pdf(page, size=LANDSCAPE)).one()) == ROWS


def test_framed_prose_and_nested_frames_are_no_tables() -> None:
    def page(sheet: Sheet) -> None:
        sheet.line(60, 80, 520, 80)
        sheet.line(60, 400, 520, 400)
        sheet.line(60, 80, 60, 400)
        sheet.line(520, 80, 520, 400)
        sheet.paragraph(
            70, 100, "本公司提醒投资者认真阅读本节的全部内容，并特别关注下列重要事项及风险因素，合计投入资金3,000.00万元。", 440
        )
        sheet.table(72, 200, ROWS, WIDTHS)

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_vertical_label_reads_from_top_to_bottom() -> None:
    def page(sheet: Sheet) -> None:
        rows = [["类别", "名称", "金额"], ["", "普通型", "12.00"], ["", "全塑型", "13.00"], ["", "卷板型", "14.00"]]
        sheet.table(72, 100, rows, [40, 100, 80], borders="none")
        for y in (100, 118, 172):
            sheet.line(72, y, 292, y)
        for y in (136, 154):
            sheet.line(112, y, 292, y)
        for x in (72, 112, 212, 292):
            sheet.line(x, 100, x, 172)
        for order, char in enumerate("钩型类"):
            sheet.text(88, 134 + 14 * order, char, 9)

    draft = read(make_pdf(page)).one()
    assert (cell(draft, "钩型类").row_span, draft.whole.stub_cols) == (3, 2)


def test_years_over_a_grid_are_its_header() -> None:
    def page(sheet: Sheet) -> None:
        rows = [["主芯片", "2.4", "2.9", "3.8"], ["驱动芯片", "0.8", "0.9", "1.3"]]
        for x, year in ((177, "2021年"), (247, "2022年"), (317, "2023年")):
            sheet.text(x, 97, year, 8, align="center")
        sheet.table(72, 100, rows, [70, 70, 70, 70], header_rows=0)

    draft = read(make_pdf(page)).one()
    assert grid(draft) == [["", "2021年", "2022年", "2023年"], ["主芯片", "2.4", "2.9", "3.8"], ["驱动芯片", "0.8", "0.9", "1.3"]]
    assert draft.whole.header_rows == 1


def test_label_cut_finer_than_its_values_is_one_cell() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(76, 112, "现金流量", 9)
        sheet.text(76, 124, "净额", 9)
        for x, value in ((150, "6,445.22"), (220, "9,721.24")):
            sheet.text(x, 120, value, 9)
            sheet.text(x, 143, "1.50", 9)
        sheet.text(76, 143, "比率", 9)
        for y in (100, 130, 150):
            sheet.line(72, y, 280, y)
        sheet.line(72, 116, 140, 116)
        for x in (72, 140, 210, 280):
            sheet.line(x, 100, x, 150)

    draft = read(make_pdf(page)).one()
    label = cell(draft, "现金流量净额")
    assert (label.row, label.row_span, draft.whole.stub_cols) == (0, 2, 1)


def test_table_that_touches_the_frame_around_it_is_found() -> None:
    def page(sheet: Sheet) -> None:
        for y in (80, 400):
            sheet.line(66, y, 508, y)
        for x in (66, 508):
            sheet.line(x, 80, x, 400)
        sheet.paragraph(74, 100, "以下为公司在报告期内的主要会计数据和财务指标，投资者应结合全文阅读。", 400)
        bottom = sheet.table(72, 310, ROWS, WIDTHS)
        assert bottom == 400

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_columns_ruled_but_rows_not() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS, borders="none")
        for y in (100, 118, bottom):
            sheet.line(72, y, 72 + sum(WIDTHS), y)
        for x in [72 + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]:
            sheet.line(x, 100, x, bottom)

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_rows_ruled_but_columns_in_a_frame_not() -> None:
    def page(sheet: Sheet) -> None:
        bottom = sheet.table(72, 100, ROWS, WIDTHS, borders="rows")
        for x in (72, 192, 72 + sum(WIDTHS)):
            sheet.line(x, 100, x, bottom)

    assert grid(read(make_pdf(page)).one()) == ROWS


def test_values_with_units_of_their_own_have_no_header() -> None:
    rows = [
        ["股票种类", "普通股"],
        ["每股面值", "1.00元"],
        ["发行股数", "1,670万股"],
        ["发行市盈率", "22.98倍"],
        ["上市地点", "深圳"],
    ]

    def page(sheet: Sheet) -> None:
        sheet.table(72, 100, rows, [120, 200], align=["left", "left"], header_rows=0)

    draft = read(make_pdf(page)).one()
    assert (draft.whole.header_rows, draft.whole.flags) == (0, {"key_value"})


def test_a_note_mark_wrapped_onto_a_line_of_its_own_is_no_part_of_a_name() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table(72, 100, [["Name", "Shares"], ["", "330,222"], ["", "198,133"]], [120, 100], row_height=40)
        for top, name in ((150, "Seasonal Star Limited"), (190, "Blue Fund Limited")):
            sheet.text(76, top, name, 9)
            sheet.text(76 + sheet.measure(name, 9) + 2, top - 3, "Note 4 and", 5)
            sheet.text(76, top + 11, "13", 5)

    assert [row[0] for row in grid(read(make_pdf(page)).one())] == ["Name", "Seasonal Star Limited", "Blue Fund Limited"]
