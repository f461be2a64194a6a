"""Tables without rules around their cells. Companies and values are made up."""

from __future__ import annotations

import pytest

from tests.support.drafts import cell, grid, read
from tests.support.pdf import Sheet, make_pdf


def statement(sheet: Sheet, top: float = 120, bracket: float = 0.0) -> None:
    """An income statement as in Hong Kong: amount and percentage columns, brackets hanging over to the right."""
    amounts, shares = (250.0, 350.0, 450.0), (300.0, 400.0, 500.0)
    sheet.text(370, top, "截至12月31日止年度", 10, align="center", bold=True)
    for amount, share, year in zip(amounts, shares, ("2022年", "2023年", "2024年"), strict=True):
        sheet.text((amount + share) / 2 - 10, top + 14, year, 10, align="center", bold=True)
        sheet.text(amount, top + 28, "千港元", 10, align="right")
        sheet.text(share, top + 28, "(%)", 10, align="right")
    rows = [
        ("收入", ("322,973", "100.0", "411,359", "100.0", "600,325", "100.0")),
        ("銷售成本", ("(137,774)", "(42.7)", "(192,678)", "(46.8)", "(284,303)", "(47.4)")),
        ("毛利", ("185,199", "57.3", "–", "–", "316,022", "52.6")),
    ]
    hang = sheet.measure(")", 10)
    for order, (label, values) in enumerate(rows):
        y = top + 56 + 14 * order
        sheet.text(72, y, label, 10)
        for x, value in zip((250, 300, 350, 400, 450, 500), values, strict=True):
            sheet.text(x + (hang if value.endswith(")") else 0), y, value, 10, align="right")


def test_statement_has_its_columns_and_two_levels_of_header() -> None:
    draft = read(make_pdf(statement)).one()
    assert grid(draft)[2:] == [
        ["", "千港元", "(%)", "千港元", "(%)", "千港元", "(%)"],
        ["收入", "322,973", "100.0", "411,359", "100.0", "600,325", "100.0"],
        ["銷售成本", "(137,774)", "(42.7)", "(192,678)", "(46.8)", "(284,303)", "(47.4)"],
        ["毛利", "185,199", "57.3", "–", "–", "316,022", "52.6"],
    ]
    spans = {held.cell.text: (held.cell.col, held.cell.col_span) for held in draft.cells if held.cell.row < 2 and held.cell.text}
    assert spans == {"截至12月31日止年度": (1, 6), "2022年": (1, 2), "2023年": (3, 2), "2024年": (5, 2)}
    assert (draft.whole.method, draft.whole.header_rows, draft.whole.stub_cols) == ("borderless", 3, 1)


def test_dot_leaders_lead_to_the_values_and_are_no_text() -> None:
    def page(sheet: Sheet) -> None:
        for order, (label, first, second) in enumerate(
            [("收益", "8,240", "7,610"), ("其他收入", "512", "–"), ("行政開支", "(1,024)", "(988)")]
        ):
            y = 150 + 15 * order
            end = sheet.text(72, y, label, 10)
            sheet.text(end + 2, y, "." * int((300 - end) / sheet.measure(".", 10)), 10)
            sheet.text(400, y, first, 10, align="right")
            sheet.text(500, y, second, 10, align="right")
        for x, year in ((400, "2024年"), (500, "2023年")):
            sheet.text(x, 118, year, 10, align="right")
            sheet.text(x, 132, "千港元", 10, align="right")

    draft = read(make_pdf(page)).one()
    assert grid(draft)[2:] == [["收益", "8,240", "7,610"], ["其他收入", "512", "–"], ["行政開支", "(1,024)", "(988)"]]


def test_contents_page_is_no_table() -> None:
    def page(sheet: Sheet) -> None:
        for order, (label, number) in enumerate(
            [("概要", "1"), ("釋義", "14"), ("風險因素", "38"), ("業務", "92"), ("財務資料", "160")]
        ):
            y = 150 + 20 * order
            end = sheet.text(72, y, label, 10)
            sheet.text(end + 4, y, "." * int((480 - end) / sheet.measure(".", 10)), 10)
            sheet.text(500, y, number, 10, align="right")

    assert read(make_pdf(page)).drafts == []


def test_prose_and_lists_with_numbers_are_no_tables() -> None:
    def page(sheet: Sheet) -> None:
        y = sheet.paragraph(
            72,
            100,
            "报告期内，公司实现营业收入12,345.67万元、13,456.78万元和14,567.89万元，净利润分别为1,234.56万元、1,345.67万元和1,456.78万元，保持稳定增长。",
            450,
        )
        for order, item in enumerate(
            ["公司拥有专利120项，其中发明专利35项；", "公司共有员工1,280人；", "公司设有3个生产基地，年产能5,000吨。"], start=1
        ):
            y = sheet.paragraph(72, y + 6, f"（{order}）{item}", 450)

    assert read(make_pdf(page)).drafts == []


def test_two_columns_of_text_are_no_table() -> None:
    def page(sheet: Sheet) -> None:
        left = (
            "本集團於年內錄得收益人民幣3,200百萬元，較去年增長12.5%，主要由於海外市場需求回升及新產品推出所致，毛利率亦有所改善。"
            * 3
        )
        right = (
            "董事會建議派發末期股息每股0.12港元，合共約96百萬港元，惟須待股東於即將舉行的股東大會上批准後方可作實，股息將以港元派付。"
            * 3
        )
        sheet.paragraph(60, 100, left, 220)
        sheet.paragraph(310, 100, right, 220)

    assert read(make_pdf(page)).drafts == []


def test_long_labels_keep_clear_of_the_values() -> None:
    def page(sheet: Sheet) -> None:
        for x, year in ((400, "2024年"), (500, "2023年")):
            sheet.text(x, 120, year, 10, align="right")
            sheet.text(x, 134, "人民幣千元", 10, align="right")
        sheet.text(72, 160, "存貨", 10)
        sheet.text(400, 160, "1,000", 10, align="right")
        sheet.text(500, 160, "900", 10, align="right")
        end = 400 - sheet.measure("12,345", 10) - 2
        label = "按公允價值計入損益的理財產品及結構性存款"
        sheet.text(end, 176, label, 10, align="right")
        sheet.text(400, 176, "12,345", 10, align="right")
        sheet.text(500, 176, "11,111", 10, align="right")
        sheet.text(72, 192, "指定為按公允價值計量且其變動計入其他", 10)
        sheet.text(82, 206, "全面收益的股本投資", 10)
        sheet.text(400, 206, "77", 10, align="right")
        sheet.text(500, 206, "66", 10, align="right")

    draft = read(make_pdf(page)).one()
    assert grid(draft)[2:] == [
        ["存貨", "1,000", "900"],
        ["按公允價值計入損益的理財產品及結構性存款", "12,345", "11,111"],
        ["指定為按公允價值計量且其變動計入其他全面收益的股本投資", "77", "66"],
    ]


def test_group_heads_stand_alone_and_their_rows_are_indented() -> None:
    def page(sheet: Sheet) -> None:
        for x, year in ((400, "2024年"), (500, "2023年")):
            sheet.text(x, 120, year, 10, align="right")
        for y, x, label, values in [
            (150, 72, "流動資產", ()),
            (165, 82, "存貨", ("1,000", "900")),
            (180, 82, "應收賬款", ("2,000", "1,900")),
            (195, 72, "流動資產總額", ("3,000", "2,800")),
        ]:
            sheet.text(x, y, label, 10)
            for right, value in zip((400, 500), values, strict=False):
                sheet.text(right, y, value, 10, align="right")

    draft = read(make_pdf(page)).one()
    assert grid(draft)[1:] == [
        ["流動資產", "", ""],
        ["存貨", "1,000", "900"],
        ["應收賬款", "2,000", "1,900"],
        ["流動資產總額", "3,000", "2,800"],
    ]
    assert [cell(draft, text).indent for text in ("流動資產", "存貨", "應收賬款", "流動資產總額")] == [0, 1, 1, 0]


def test_blank_and_dash_cells_keep_their_place() -> None:
    def page(sheet: Sheet) -> None:
        rows = [
            ["", "甲", "乙", "丙"],
            ["期初", "1,000", "", "3,000"],
            ["本期增加", "", "20", "–"],
            ["本期減少", "(5)", "", ""],
            ["期末", "995", "20", "3,000"],
        ]
        sheet.table(72, 100, rows, [150, 90, 90, 90], borders="none", size=10)

    assert grid(read(make_pdf(page)).one())[1:] == [
        ["期初", "1,000", "", "3,000"],
        ["本期增加", "", "20", "–"],
        ["本期減少", "(5)", "", ""],
        ["期末", "995", "20", "3,000"],
    ]


def test_english_announcement_table() -> None:
    def page(sheet: Sheet) -> None:
        for x, lines in ((330, ("Number of", "Shares")), (440, ("Approximate", "percentage"))):
            for order, line in enumerate(lines):
                sheet.text(x, 120 + 12 * order, line, 10, align="right", bold=True)
        sheet.text(72, 132, "Shareholder", 10, bold=True)
        for order, (name, shares, share) in enumerate(
            [
                ("Amber Field Limited", "12,000,000", "12.00%"),
                ("Blue Ridge Holdings Limited", "8,500,000", "8.50%"),
                ("Other shareholders", "79,500,000", "79.50%"),
            ]
        ):
            y = 152 + 14 * order
            sheet.text(72, y, name, 10)
            sheet.text(330, y, shares, 10, align="right")
            sheet.text(440, y, share, 10, align="right")

    draft = read(make_pdf(page)).one()
    assert [row for row in grid(draft) if row[0].startswith(("Amber", "Blue", "Other"))] == [
        ["Amber Field Limited", "12,000,000", "12.00%"],
        ["Blue Ridge Holdings Limited", "8,500,000", "8.50%"],
        ["Other shareholders", "79,500,000", "79.50%"],
    ]
    assert cell(draft, "Number of Shares").kind == "header"
    assert cell(draft, "Approximate percentage").col == 2


@pytest.mark.parametrize("rotate", [90, 270])
def test_borderless_table_on_a_turned_page(rotate: int) -> None:
    def page(sheet: Sheet) -> None:
        if rotate == 90:
            sheet.canvas.translate(sheet.width, 0)
            sheet.canvas.rotate(90)
        else:
            sheet.canvas.translate(0, sheet.height)
            sheet.canvas.rotate(-90)
        sheet.width, sheet.height = sheet.height, sheet.width
        statement(sheet)

    draft = read(make_pdf(page, rotate=rotate)).one()
    assert grid(draft)[3] == ["收入", "322,973", "100.0", "411,359", "100.0", "600,325", "100.0"]


def lines_at(sheet: Sheet, rows: list[tuple[str, ...]], tops: float, xs: tuple[float, ...], step: float = 14) -> None:
    """Rows of a label (blanks in front indent it) and values that end at xs."""
    for order, (label, *values) in enumerate(rows):
        y = tops + step * order
        sheet.text(72 + 5 * (len(label) - len(label.lstrip())), y, label.strip(), 10)
        for x, value in zip(xs, values, strict=False):
            sheet.text(x, y, value, 10, align="right")


def test_english_statement_with_notes_and_wrapped_labels() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(440, 126, "Year ended 31 December", 10, align="center", bold=True)
        for x, text in ((330, "Notes"), (420, "2024"), (510, "2023")):
            sheet.text(x, 140, text, 10, align="right", bold=True)
        for x in (420, 510):
            sheet.text(x, 153, "RMB’000", 10, align="right")
        rows = [
            ("Revenue", "4", "1,234,567", "1,100,200"),
            ("Impairment losses on financial and",),
            ("  contract assets, net", "", "(1,234)", "(987)"),
            ("Share of profits and losses of:",),
            ("  Associates", "", "120", "(45)"),
            ("  Joint ventures", "", "–", "33"),
            ("PROFIT BEFORE TAX", "6", "445,698", "359,077"),
        ]
        lines_at(sheet, rows, 180, (330, 420, 510))

    draft = read(make_pdf(page)).one()
    assert grid(draft)[3:] == [
        ["Revenue", "4", "1,234,567", "1,100,200"],
        ["Impairment losses on financial and contract assets, net", "", "(1,234)", "(987)"],
        ["Share of profits and losses of:", "", "", ""],
        ["Associates", "", "120", "(45)"],
        ["Joint ventures", "", "–", "33"],
        ["PROFIT BEFORE TAX", "6", "445,698", "359,077"],
    ]
    head = cell(draft, "Year ended 31 December")
    assert (head.col, head.col_span, draft.whole.header_rows) == (2, 2, 3)


def test_labels_in_two_languages_are_two_label_columns() -> None:
    def page(sheet: Sheet) -> None:
        for x, english, chinese in ((400, "2024", "二零二四年"), (490, "2023", "二零二三年")):
            for order, text in enumerate((english, chinese, "HK$’000", "千港元")):
                sheet.text(x, 120 + 12 * order, text, 9, align="right")
        rows = [
            ("Revenue", "收益", "8,240", "7,610"),
            ("Other income", "其他收入", "512", "–"),
            ("Selling and distribution", "銷售及分銷", "", ""),
            ("  expenses", "  開支", "(1,024)", "(988)"),
            ("Finance costs", "融資成本", "(77)", "(66)"),
        ]
        for order, (english, chinese, *values) in enumerate(rows):
            indent = 5 * (len(english) - len(english.lstrip()))
            sheet.text(60 + indent, 180 + 13 * order, english.strip(), 9)
            sheet.text(190 + indent, 180 + 13 * order, chinese.strip(), 9)
            for x, value in zip((400, 490), values, strict=True):
                sheet.text(x, 180 + 13 * order, value, 9, align="right")

    draft = read(make_pdf(page)).one()
    assert grid(draft)[-2] == ["Selling and distribution expenses", "銷售及分銷開支", "(1,024)", "(988)"]
    assert (draft.whole.stub_cols, draft.whole.header_rows) == (2, 4)


def test_rule_under_a_head_says_how_far_it_reaches() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(300, 110, "按下列計量", 10, align="center")
        sheet.line(215, 114, 430, 114)
        for x, text in ((250, "第一級"), (340, "第二級"), (430, "第三級"), (510, "總計")):
            sheet.text(x, 128, text, 10, align="right")
        lines_at(
            sheet, [("股權投資", "1,200", "–", "30", "1,230"), ("債權投資", "–", "450", "–", "450")], 150, (250, 340, 430, 510)
        )

    head = cell(read(make_pdf(page)).one(), "按下列計量")
    assert (head.col, head.col_span) == (1, 3)


def test_classes_of_amounts_are_labels() -> None:
    def page(sheet: Sheet) -> None:
        for x, year in ((400, "2024年"), (500, "2023年")):
            sheet.text(x, 120, year, 10, align="right")
        lines_at(sheet, [("1,000,001港元至1,500,000港元", "2", "1"), ("1,500,001港元至2,000,000港元", "–", "3")], 140, (400, 500))

    draft = read(make_pdf(page)).one()
    assert (draft.whole.stub_cols, cell(draft, "1,000,001港元至1,500,000港元").kind) == (1, "label")


def test_label_and_value_lines_without_rules_read_as_prose() -> None:
    def page(sheet: Sheet) -> None:
        for order, (name, value) in enumerate(
            [("法定代表人：", "王一"), ("注册资本：", "7,500万元"), ("实收资本：", "7,500万元"), ("员工人数：", "320人")]
        ):
            sheet.text(72, 100 + 18 * order, name, 10)
            sheet.text(200, 100 + 18 * order, value, 10)

    assert read(make_pdf(page)).drafts == []


def test_a_frame_alone_heads_all_years_however_it_is_centred() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(470, 110, "截至十二月三十一日止年度", 10, align="center")
        for x, year in ((310, "二零二二年"), (400, "二零二三年"), (510, "二零二四年")):
            sheet.text(x, 125, year, 10, align="right")
        lines_at(sheet, [("年初", "58", "80", "94"), ("新增", "27", "19", "23")], 150, (310, 400, 510))

    draft = read(make_pdf(page)).one()
    head = cell(draft, "截至十二月三十一日止年度")
    assert (head.col, head.col_span, draft.whole.header_rows) == (1, 3, 2)


def test_a_sentence_that_leads_to_a_table_is_no_header_and_its_scale_is_of_all_columns() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(72, 90, "The following table sets forth a breakdown of our revenue by business line:", 10)
        sheet.text(430, 110, "Year ended December 31,", 10, align="center")
        for x, year in ((350, "2023"), (480, "2024")):
            sheet.text(x, 124, year, 10, align="center")
            for end, unit in ((10, "RMB"), (50, "%")):
                sheet.text(x + end, 138, unit, 10, align="right")
        sheet.text(420, 152, "(in thousands, except for percentages)", 9, align="center")
        rows = [("Software", "1,402,900", "58.8", "1,606,110", "57.0"), ("Total", "2,385,000", "100.0", "2,817,200", "100.0")]
        lines_at(sheet, rows, 175, (360, 400, 490, 530))

    draft = read(make_pdf(page)).one()
    assert (draft.whole.header_rows, draft.caption[-25:]) == (4, "revenue by business line:")
    scale = cell(draft, "(in thousands, except for percentages)")
    assert (scale.col, scale.col_span) == (1, 4)


def test_points_stand_in_the_column_of_the_changes() -> None:
    def page(sheet: Sheet) -> None:
        for x, text in ((360, "2024"), (440, "2023"), (520, "Change")):
            sheet.text(x, 110, text, 10, align="right")
        rows = [
            ("Revenue", "3,456.7", "3,000.1", "+15.2%"),
            ("Gross margin", "42.1%", "40.0%", "+2.1ppts"),
            ("EPS", "0.31", "0.29", "7%"),
        ]
        lines_at(sheet, rows, 130, (360, 440, 520))

    assert grid(read(make_pdf(page)).one())[2] == ["Gross margin", "42.1%", "40.0%", "+2.1ppts"]


def test_the_head_of_a_statement_printed_at_the_same_place_of_each_page_is_no_furniture() -> None:
    def part(first: int) -> object:
        def page(sheet: Sheet) -> None:
            sheet.text(72, 40, "南屏控股有限公司", 9)
            sheet.text(72, 70, "综合现金流量表", 12, bold=True)
            for x, year in ((400, "二零二四年"), (500, "二零二三年")):
                sheet.text(x, 100, year, 10, align="right")
                sheet.text(x, 114, "千港元", 10, align="right")
            lines_at(sheet, [(f"第{row}项", f"{row},200", f"({row},100)") for row in range(first, first + 40)], 140, (400, 500))

        return page

    draft = read(make_pdf(part(1), part(41), part(81))).one()  # type: ignore[arg-type]
    assert (draft.whole.rows, draft.whole.header_rows) == (122, 2)
