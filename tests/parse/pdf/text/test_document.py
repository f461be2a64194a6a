"""Whole documents: paragraphs over lines and pages, furniture, sections, and the law that each character is in one block."""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from pathlib import Path

import pypdfium2
import pytest

from pipeline.core.document import Document
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.pdf.parser import PdfParser
from tests.support.pdf import Sheet, make_pdf

PARSER = PdfParser(Settings(), Lexicon({}))
CORPUS = Path(__file__).parents[4] / "../shared/corpus/pdf"
SAMPLE = sorted((Path(__file__).parents[4] / "raw").glob("*.pdf"))
LOREM = "本公司主要从事精密零部件的研发、生产和销售，产品广泛应用于新能源汽车、工业机器人和医疗器械等领域，客户遍布全国。"


def parse(data: bytes, **more: object) -> Document:
    return PARSER(RawFile("a.pdf", data, **more))  # type: ignore[arg-type]


def blocks(document: Document, *kinds: str) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if not kinds or block.kind in kinds]


def check_law(document: Document, data: bytes) -> None:
    """Blocks tile the text; each printed character has a page and a box; pdfium sees the same characters on each page."""
    end = 0
    for block in document.blocks:
        assert block.span.start >= end
        assert not document.text[end : block.span.start].strip()
        end = block.span.end
    assert not document.text[end:].strip()
    by_page: dict[int, Counter[str]] = defaultdict(Counter)
    assert len(document.chars) == len(document.text)
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    for place, char in enumerate(document.text):
        here = document.chars.at(place)
        assert (here is None) == char.isspace(), document.text[max(0, place - 9) : place + 9]
        if here is not None:
            by_page[here.page][char] += 1
            width, height = sizes[here.page]
            x, y = here.box.centre
            assert -1 <= x <= width + 1
            assert -1 <= y <= height + 1
    for table in document.tables:
        assert all(cell.span.of(document.text) == cell.text for cell in table.cells)
    assert [page.span.end for page in document.pages[:-1]] == [page.span.start for page in document.pages[1:]]
    dropped = {warning.page for warning in document.warnings}
    for number, page in enumerate(pypdfium2.PdfDocument(data), start=1):
        if number in dropped or number not in sizes:
            continue
        seen = page.get_textpage().get_text_range().translate({2: "-", 0xFFFE: "-"})
        assert by_page[number] == Counter(char for char in seen if not char.isspace()), number


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_law_on_the_sample(path: Path) -> None:
    data = path.read_bytes()
    check_law(parse(data), data)


@pytest.mark.parametrize("name", ["maotai2021.pdf", "minimax_allot.pdf"])
def test_law_on_filings(name: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip("no corpus beside the project")
    data = (CORPUS / name).read_bytes()
    check_law(parse(data), data)


def filing(sheet: Sheet) -> None:
    """A page with running header, page number, and text that runs over to the next page."""
    sheet.text(sheet.width / 2, 50, "示例精工股份有限公司招股说明书", 9, align="center")
    sheet.text(sheet.width / 2, 800, f"1-1-{sheet.number}", 9, align="center")
    y = 90.0
    if sheet.number == 1:
        sheet.text(297, y, "第一节 业务概况", 16, align="center")
        sheet.text(93, y + 30, "一、主营业务", 12)
        y = sheet.paragraph(72, y + 54, LOREM, 450)
    for part in range(sheet.number, sheet.number + 4):
        y = sheet.paragraph(72, y, f"{'甲乙丙丁戊己庚辛壬癸'[part] * part}项目。{LOREM}", 450)


def test_paragraphs_over_lines_and_pages() -> None:
    def second(sheet: Sheet) -> None:
        lines = sheet.wrap("\u3000\u3000" + LOREM * 6, 450)
        sheet.text(72, 90, lines[-2])
        sheet.text(72, 106.8, lines[-1])

    def first(sheet: Sheet) -> None:
        lines = sheet.wrap("\u3000\u3000" + LOREM * 6, 450)
        for place, line in enumerate(lines[:-2]):
            sheet.text(72, 90 + 16.8 * place, line)

    document = parse(make_pdf(first, second))
    assert blocks(document, "paragraph") == [LOREM * 6]
    assert [page.span.of(document.text)[:1] for page in document.pages] == [LOREM[0], document.text[document.pages[1].span.start]]
    assert document.page_at(0) == 1
    assert document.page_at(len(document.text) - 1) == 2


def test_a_footnote_does_not_part_a_paragraph_from_its_end_overleaf() -> None:
    lines_of = lambda sheet: sheet.wrap("\u3000\u3000" + LOREM * 6, 450)

    def first(sheet: Sheet) -> None:
        for place, line in enumerate(lines_of(sheet)[:-2]):
            sheet.text(72, 200 + 16.8 * place, line)
        sheet.line(72, 740, 200, 740)
        sheet.text(72, 748, "1", 6)
        sheet.text(76, 752, "数据来自行业协会的公开统计", 8)

    def second(sheet: Sheet) -> None:
        for place, line in enumerate(lines_of(sheet)[-2:]):
            sheet.text(72, 90 + 16.8 * place, line)

    document = parse(make_pdf(first, second))
    assert blocks(document, "paragraph") == [LOREM * 6]
    assert blocks(document, "note") == ["1数据来自行业协会的公开统计"]


def test_short_lines_indents_and_numbers_begin_paragraphs() -> None:
    def page(sheet: Sheet) -> None:
        y = sheet.paragraph(72, 90, LOREM, 450)
        y = sheet.paragraph(72, y, LOREM, 450)
        for item in ("（1）" + LOREM, "（2）" + LOREM):
            y = sheet.paragraph(72, y, item, 450)
        sheet.paragraph(72, y + 20, LOREM, 450, indent=0)

    assert blocks(parse(make_pdf(page)), "paragraph") == [LOREM, LOREM, "（1）" + LOREM, "（2）" + LOREM, LOREM]


def test_hanging_list_items_are_joined() -> None:
    def page(sheet: Sheet) -> None:
        y = 90.0
        for _ in range(2):
            sheet.text(72, y, "●")
            for line in sheet.wrap(LOREM, 420):
                sheet.text(100, y, line)
                y += 16.8

    assert blocks(parse(make_pdf(page)), "paragraph") == [f"● {LOREM}"] * 2


def test_english_lines_are_joined_with_blanks() -> None:
    words = "The number of Offer Shares under the Global Offering was 29,197,600 Shares and the Company received net proceeds of HK$1,234.5 million "
    text = (words * 3).strip() + "."

    def page(sheet: Sheet) -> None:
        line, y = "", 90.0
        for word in text.split():
            if sheet.measure(f"{line} {word}") > 450:
                sheet.text(72, y, line)
                line, y = "", y + 14
            line = f"{line} {word}".strip()
        sheet.text(72, y, line)

    assert blocks(parse(make_pdf(page)), "paragraph") == [text]


def test_furniture_is_marked_and_not_in_paragraphs() -> None:
    document = parse(make_pdf(*[filing] * 6))
    furniture = blocks(document, "furniture")
    assert furniture.count("示例精工股份有限公司招股说明书") == 6
    assert [text for text in furniture if text.startswith("1-1-")] == [f"1-1-{number}" for number in range(1, 7)]
    assert not any("1-1-" in text or "招股说明书" in text for text in blocks(document, "paragraph", "heading"))


def test_headers_that_change_with_the_section_are_furniture_and_name_it() -> None:
    names = ["概要"] * 4 + ["风险因素"] * 3 + ["行业概览"] * 2 + ["业务"] * 4 + ["财务资料"] * 3

    def page(sheet: Sheet) -> None:
        sheet.text(sheet.width / 2, 50, names[sheet.number - 1], 14, align="center", spacing=6)
        sheet.text(sheet.width / 2, 800, f"– {sheet.number} –", 10, align="center")
        sheet.paragraph(72, 90, LOREM[sheet.number :] + LOREM[: sheet.number], 450)

    document = parse(make_pdf(*[page] * len(names)))
    assert sorted(set(blocks(document, "furniture")) - {f"– {n} –" for n in range(99)}) == sorted(set(names))
    paths = [block.section_path for block in document.blocks if block.kind == "paragraph"]
    assert paths == [(name,) for name in names]


def test_a_repeated_first_row_of_a_table_is_not_furniture() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(sheet.width / 2, 40, "示例精工股份有限公司", 9, align="center")
        rows = [["序号", "供应商", "采购额"], *[[str(n), f"供应商{sheet.number}{n}", f"{n},234.56"] for n in range(1, 9)]]
        sheet.table(72, 60, rows, [80, 200, 120])

    document = parse(make_pdf(*[page] * 6))
    assert all("采购额" not in text for text in blocks(document, "furniture") if "\t" not in text)
    assert sum(len([cell for cell in table.cells if cell.text.endswith(".56")]) for table in document.tables) == 48


def test_sections_from_numbers() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(297, 80, "第二节财务信息", 16, align="center")
        for y, heading in ((110, "一、资产状况"), (134, "（一）流动资产"), (158, "1、货币资金")):
            sheet.text(93, y, heading)
        sheet.paragraph(72, 182, LOREM, 450)
        sheet.text(93, 240, "2、应收账款")
        sheet.paragraph(72, 264, LOREM, 450)
        sheet.text(93, 330, "二、负债状况")
        sheet.paragraph(72, 354, LOREM, 450)

    document = parse(make_pdf(page))
    paths = [block.section_path for block in document.blocks if block.kind == "paragraph"]
    assert paths == [
        ("第二节财务信息", "一、资产状况", "（一）流动资产", "1、货币资金"),
        ("第二节财务信息", "一、资产状况", "（一）流动资产", "2、应收账款"),
        ("第二节财务信息", "二、负债状况"),
    ]
    assert [(block.level, block.span.of(document.text)) for block in document.blocks if block.kind == "heading"][:3] == [
        (1, "第二节财务信息"), (2, "一、资产状况"), (3, "（一）流动资产"),
    ]  # fmt: skip


def test_sections_from_bookmarks() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.bookmarkPage(f"p{sheet.number}")
        sheet.canvas.addOutlineEntry(["公司治理", "内部控制"][sheet.number - 1], f"p{sheet.number}", sheet.number - 1)
        sheet.text(72, 80, ["公司治理", "内部控制"][sheet.number - 1], 10.5)
        sheet.paragraph(72, 110, LOREM, 450)

    document = parse(make_pdf(page, page))
    paths = [block.section_path for block in document.blocks if block.kind == "paragraph"]
    assert paths == [("公司治理",), ("公司治理", "内部控制")]


def test_contents_page() -> None:
    entries = [("第一节释义", 3), ("第二节概览", 8), ("一、发行人简介", 8), ("第三节风险因素", 21)]

    def page(sheet: Sheet) -> None:
        sheet.text(297, 70, "目录", 14, align="center", spacing=14)
        for place, (title, number) in enumerate(entries):
            sheet.text(72, 110 + 20 * place, f"{title}{'.' * 60}{number}")

    document = parse(make_pdf(page))
    assert blocks(document, "heading") == ["目录"]
    assert blocks(document, "contents") == [f"{title}{'.' * 60}{number}" for title, number in entries]


def test_bar_labels_and_ticks_are_a_chart() -> None:
    values = [121.7, 151.8, 194.4, 226.1, 274.9, 326.2]

    def page(sheet: Sheet) -> None:
        y = sheet.paragraph(72, 90, LOREM, 450)
        for tick in range(0, 400, 100):
            sheet.text(90, 400 - tick * 0.4, str(tick), 7)
        for place, value in enumerate(values):
            sheet.box(120 + 50 * place, 400 - value * 0.4, 140 + 50 * place, 400, (0.1, 0.2, 0.4))
            sheet.text(120 + 50 * place, 396 - value * 0.4, str(value), 7)
            sheet.text(118 + 50 * place, 412, f"{2019 + place}年", 7)
        sheet.text(72, 450, "资料来源：示例咨询", 9)
        assert y < 200

    document = parse(make_pdf(page))
    chart = " ".join(blocks(document, "chart"))
    assert all(str(value) in chart for value in values)
    assert "2021年" in chart
    assert "300" in chart
    assert blocks(document, "paragraph") == [LOREM, "资料来源：示例咨询"]
    assert document.tables == ()


def test_watermark_is_furniture_and_takes_nothing_along() -> None:
    def page(sheet: Sheet) -> None:
        sheet.paragraph(72, 90, LOREM * 3, 450)
        sheet.table(72, 200, [["项目", "2023年"], ["收入", "1,234.56"], ["成本", "987.65"]], [160, 100])
        sheet.text(100, 260, "样稿 2023-11", 40, angle=30, color=(0.8, 0.8, 0.8))
        sheet.text(280, 232, "作废", 30, color=(1, 0, 0))

    document = parse(make_pdf(page))
    assert blocks(document, "paragraph") == [LOREM * 3]
    assert sorted(text.replace(" ", "") for text in blocks(document, "furniture")) == ["作废", "样稿2023-11"]
    assert [[cell.text for cell in table.cells] for table in document.tables] == [
        ["项目", "2023年", "收入", "1,234.56", "成本", "987.65"]
    ]


def test_note_marks_have_their_spans() -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.text(72, 100, "2023年公司实现收入12.5亿元")
        end = sheet.text(end, 96, "①", 6)
        end = sheet.text(end, 100, "，同比增长31.2%")
        end = sheet.text(end, 96, "1", 6)
        sheet.text(end, 100, "。")

    document = parse(make_pdf(page))
    assert [mark.of(document.text) for mark in document.marks] == ["①", "1"]
    assert "12.5亿元" in document.text
    assert "31.2% 1" in document.text


def test_pages_asked_for_are_read_alone() -> None:
    document = parse(make_pdf(*[filing] * 6), pages=(2, 3))
    assert [page.number for page in document.pages] == [2, 3]
    assert all(block.page in (2, 3) for block in document.blocks)


def test_parser_survives_pickling_and_repeats_itself() -> None:
    data = make_pdf(*[filing] * 3)
    again = pickle.loads(pickle.dumps(PARSER))(RawFile("a.pdf", data))
    assert again.text == parse(data).text
    assert again.blocks == parse(data).blocks


@pytest.mark.parametrize("align", ["left", "right"])
def test_wrapped_labels_and_values_of_a_list_are_read_entry_by_entry(align: str) -> None:
    entries = [
        (["全球发售的", "发售股份数目"], ["8,186,000股股份（视乎超额", "配股权行使与否而定）"]),
        (["公开发售股份数目"], ["818,600股股份（可予重新分配）"]),
        (["最高发售价"], ["每股12.50港元，另加1.0%经纪佣金", "及0.0027%交易征费"]),
    ]

    def page(sheet: Sheet) -> None:
        y = 100.0
        for label, value in entries:
            for place, words in enumerate(label):
                sheet.text(80 if align == "left" else 250, y + 15 * place, words, align=align)  # type: ignore[arg-type]
            sheet.text(256, y, "：")
            for place, words in enumerate(value):
                sheet.text(276 if not place else 286, y + 15 * place, words)
            y += 15 * max(len(label), len(value))

    found = [text.replace(" ", "") for text in blocks(parse(make_pdf(page)), "paragraph")]
    assert found == [f"{''.join(label)}：{''.join(value)}" for label, value in entries]


def test_two_lines_that_print_over_each_other_stay_two() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(120, 100, "示例精工股份有限公司", 14)
        sheet.text(100, 103, "在中华人民共和国注册成立的股份有限公司", 10)

    assert sorted(blocks(parse(make_pdf(page)))) == ["在中华人民共和国注册成立的股份有限公司", "示例精工股份有限公司"]
