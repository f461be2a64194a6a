"""Tables over several pages. Companies and values are made up."""

from __future__ import annotations

from tests.support.drafts import Found, cell, grid, read
from tests.support.pdf import Sheet, make_pdf

HEAD = ["序号", "供应商", "采购额", "占比", "是否关联"]
WIDTHS = [40, 170, 90, 60, 70]
ROWS = [[str(i), f"华星材料{i}号厂", f"{1000 + i:,}.00", f"{i / 10:.2f}%", "否"] for i in range(1, 41)]
TOTAL = ["", "合计", "40,820.00", "82.00%", ""]


def supplier_pages() -> bytes:
    """Forty rows on three pages, the header repeated, the unit on the first page only."""

    def part(rows: list[list[str]], first: bool) -> object:
        def page(sheet: Sheet) -> None:
            sheet.text(72, 50, "青禾精工股份有限公司", 9)
            sheet.text(520, 50, "招股说明书", 9, align="right")
            sheet.text(297, 800, f"1-1-{20 + sheet.number}", 9, align="center")
            if first:
                sheet.paragraph(72, 80, "报告期内，公司向主要供应商采购的情况如下：", 450)
                sheet.text(500, 108, "单位：元", 9, align="right")
            else:
                sheet.text(297, 76, "（续表）", 9, align="center")
            sheet.table(72, 114 if first else 84, [HEAD, *rows], WIDTHS, align=["left", "left", "right", "right", "center"])

        return page

    return make_pdf(part(ROWS[:16], True), part(ROWS[16:32], False), part([*ROWS[32:], TOTAL], False))  # type: ignore[arg-type]


def test_forty_rows_on_three_pages_are_one_table() -> None:
    found = read(supplier_pages())
    draft = found.one()
    assert grid(draft) == [HEAD, *ROWS, TOTAL]
    assert (draft.whole.header_rows, draft.whole.stub_cols, draft.unit_line, draft.unit_source) == (1, 2, "单位：元", "above")
    assert found.pages(draft, cell(draft, "40,820.00")) == [3]
    assert [part.view for part in draft.parts] == [0, 1, 2]
    assert [len(part.dropped) for part in draft.parts] == [0, 5, 5]
    assert draft.caption == "报告期内，公司向主要供应商采购的情况如下："


def two_pages(upper: list[list[str]], lower: list[list[str]], open_below: bool = False) -> Found:
    """A table cut by a page end; `open_below` leaves out the rule at the cut."""

    def first(sheet: Sheet) -> None:
        bottom = sheet.table(72, 640, upper, [150, 90, 90], borders="none" if open_below else "all")
        if open_below:
            for y in [640 + 18 * i for i in range(len(upper))]:
                sheet.line(72, y, 402, y)
            for x in (72, 222, 312, 402):
                sheet.line(x, 640, x, bottom)

    def second(sheet: Sheet) -> None:
        sheet.table(72, 72, lower, [150, 90, 90], header_rows=0)

    return read(make_pdf(first, second))


def test_row_broken_by_the_page_end_is_one_row() -> None:
    found = two_pages(
        [["项目", "2023年", "2022年"], ["货币资金", "1.00", "2.00"], ["应付职工薪酬及", "12,345,", "11,345,"]],
        [["应交税费", "678.90", "600.10"], ["合计", "9.00", "8.00"]],
        open_below=True,
    )
    draft = found.one()
    assert grid(draft)[2:] == [["应付职工薪酬及应交税费", "12,345,678.90", "11,345,600.10"], ["合计", "9.00", "8.00"]]
    assert found.pages(draft, cell(draft, "12,345,678.90")) == [1, 2]
    assert len(cell(draft, "12,345,678.90").chars) == len("12,345,678.90")


def test_label_alone_goes_on_overleaf() -> None:
    draft = two_pages(
        [["名称", "数量", "比例"], ["蓝岭控股（香港）有限公司（以下称", "120", "1.20%"]],
        [["“蓝岭”）", "", ""], ["合计", "120", "1.20%"]],
    ).one()
    assert grid(draft)[1] == ["蓝岭控股（香港）有限公司（以下称“蓝岭”）", "120", "1.20%"]


def test_headerless_rest_and_emptied_column_keep_their_places() -> None:
    draft = two_pages([["项目", "2023年", "2022年"], ["甲", "1.00", "2.00"]], [["乙", "", "3.00"], ["丙", "4.00", ""]]).one()
    assert grid(draft) == [["项目", "2023年", "2022年"], ["甲", "1.00", "2.00"], ["乙", "", "3.00"], ["丙", "4.00", ""]]


def test_group_head_overleaf_is_a_row_of_its_own() -> None:
    draft = two_pages(
        [["项目", "2023年", "2022年"], ["流动资产合计", "1.00", "2.00"]], [["非流动资产：", "", ""], ["固定资产", "4.00", "3.00"]]
    ).one()
    assert grid(draft)[2:] == [["非流动资产：", "", ""], ["固定资产", "4.00", "3.00"]]


def test_header_alone_at_the_page_end_heads_the_rows_overleaf() -> None:
    draft = two_pages([["产品", "2023年度", "2022年度"]], [["甲", "1.00", "2.00"], ["乙", "3.00", "4.00"]]).one()
    assert (draft.whole.rows, draft.whole.header_rows) == (3, 1)
    assert cell(draft, "2023年度").kind == "header"


def test_what_does_not_belong_is_not_joined() -> None:
    upper = [["项目", "2023年", "2022年"], ["甲", "1.00", "2.00"]]
    lower = [["地区", "2023年12月31日", "2022年12月31日"], ["华东", "5.00", "6.00"]]
    assert len(two_pages(upper, lower).drafts) == 2

    def first(sheet: Sheet) -> None:
        bottom = sheet.table(72, 640, upper, [150, 90, 90])
        sheet.paragraph(72, bottom + 24, "上述金额均已经审计，不存在重大差异。", 450)

    def second(sheet: Sheet) -> None:
        sheet.table(72, 72, [["乙", "3.00", "4.00"]] * 2, [150, 90, 90], header_rows=0)

    assert len(read(make_pdf(first, second)).drafts) == 2


def test_merged_label_goes_on_overleaf() -> None:
    def part(sheet: Sheet, y: float, year: str, rows: list[list[str]]) -> None:
        lefts = [72, 132, 282, 372]
        bottom = y + 18 * len(rows)
        for order, row in enumerate(rows):
            for x, text in zip(lefts[1:], row, strict=False):
                sheet.text(x + 4, y + 18 * order + 12, text, 9)
        sheet.text(lefts[0] + 4, (y + bottom) / 2 + 3, year, 9)
        for x in (*lefts, 372):
            sheet.line(x, y, x, bottom)
        for order in range(len(rows) + 1):
            sheet.line(lefts[0] if order in (0, len(rows)) else lefts[1], y + 18 * order, 372, y + 18 * order)

    def first(sheet: Sheet) -> None:
        sheet.table(72, 622, [["年度", "客户", "金额"]], [60, 150, 90])
        part(sheet, 640, "2023年", [["甲公司", "1.00"], ["乙公司", "2.00"]])

    def second(sheet: Sheet) -> None:
        part(sheet, 72, "", [["丙公司", "3.00"], ["小计", "6.00"]])

    draft = read(make_pdf(first, second)).one()
    assert (cell(draft, "2023年").row, cell(draft, "2023年").row_span) == (1, 4)


def test_borderless_statement_goes_on_without_and_with_its_header() -> None:
    def values(sheet: Sheet, top: float, rows: list[tuple[str, str, str]]) -> None:
        for order, (label, one, other) in enumerate(rows):
            sheet.text(72, top + 16 * order, label, 10)
            sheet.text(400, top + 16 * order, one, 10, align="right")
            sheet.text(500, top + 16 * order, other, 10, align="right")

    def head(sheet: Sheet, top: float) -> None:
        for x, year in ((400, "2024年"), (500, "2023年")):
            sheet.text(x, top, year, 10, align="right")
            sheet.text(x, top + 14, "人民幣千元", 10, align="right")

    rows = [("存貨", "1,000", "900"), ("應收賬款", "2,000", "1,900"), ("其他資產", "–", "12")]

    def first(sheet: Sheet) -> None:
        head(sheet, 700)
        values(sheet, 730, rows)

    def with_head(sheet: Sheet) -> None:
        head(sheet, 80)
        values(sheet, 110, [("短期借款", "10", "20"), ("應付賬款", "(30)", "40")])

    def without_head(sheet: Sheet) -> None:
        values(sheet, 80, [("短期借款", "10", "20"), ("應付賬款", "(30)", "40"), ("其他", "5", "6")])

    joined = read(make_pdf(first, with_head)).one()
    assert (joined.whole.rows, joined.whole.header_rows) == (7, 2)
    assert grid(joined)[-1] == ["應付賬款", "(30)", "40"]
    bare = read(make_pdf(first, without_head)).one()
    assert (bare.whole.rows, grid(bare)[-1]) == (8, ["其他", "5", "6"])


def test_a_title_of_its_own_parts_statements_of_two_years() -> None:
    head = ["项目", "股本", "合计"]

    def statement(title: str, *, after: str = "单位：元") -> object:
        def page(sheet: Sheet) -> None:
            sheet.text(72, 50, "青禾精工股份有限公司", 9)
            sheet.text(520, 50, "招股说明书", 9, align="right")
            sheet.text(72, 106 + 6 * sheet.number, f"{title}        {after}", 9)
            rows = [[f"{order}、变动", f"{order},200.00", f"{order},300.00"] for order in range(1, 33)]
            sheet.table(72, 116 + 6 * sheet.number, [head, *rows], [150, 90, 90])

        return page

    apart = make_pdf(statement("表4-1 2023年权益变动表"), statement("表4-2 2022年权益变动表"))  # type: ignore[arg-type]
    assert len(read(apart).drafts) == 2
    joined = make_pdf(statement("表4-1 2023年权益变动表"), statement("表4-1 2023年权益变动表"))  # type: ignore[arg-type]
    assert len(read(joined).drafts) == 1


def test_ends_of_long_texts_overleaf_are_no_header() -> None:
    upper = [
        ["序号", "商标", "注册人", "有效期限"],
        ["1", "华力", "青禾精工", "2014.06.07—2024.06.06"],
        ["2", "化力", "青禾精工", "2014.07.14—"],
    ]
    lower = [["", "", "", "2024.07.13"], ["3", "化宝", "青禾精工", "2014.06.14—2024.06.13"]]

    def first(sheet: Sheet) -> None:
        sheet.table(72, 640, upper, [40, 90, 90, 150], align=["center"] * 4)

    def second(sheet: Sheet) -> None:
        sheet.table(72, 72, lower, [40, 90, 90, 150], align=["center"] * 4, header_rows=0)

    draft = read(make_pdf(first, second)).one()
    assert [row[0] for row in grid(draft)] == ["序号", "1", "2", "", "3"]
    assert draft.whole.header_rows == 1
