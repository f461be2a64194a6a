"""Pages that are only pictures: read by OCR where it is installed, named with the remedy where it is not."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from pipeline.core.document import Document
from pipeline.core.place import Span
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.pdf import parser as pdf_parser
from pipeline.parse.pdf.ocr import Ocr, is_installed
from pipeline.parse.pdf.parser import PdfParser
from tests.support.pdf import Sheet, make_pdf
from tests.support.scans import scan_of

needs_ocr = pytest.mark.skipif(not is_installed(), reason="heshu[ocr] is not installed")
SMALL = (400.0, 260.0)
TABLE = [
    ["项目", "2023年末", "2022年末"],
    ["货币资金", "12,345.67", "9,876.54"],
    ["应收账款", "3,210.98", "4,567.89"],
    ["其他应付款", "（108.30）", "-66.05"],
]
PROSE = "截至2023年12月31日，公司货币资金为12,345.67万元，较上年末增长25.0%，占总资产的8.16%。"
DIGITS_RIGHT = 0.99  # the share that a scan of any of the kinds below must reach


def small(sheet: Sheet) -> None:
    sheet.paragraph(36, 40, PROSE, 320)
    sheet.text(36, 100, "单位：万元", size=9)
    sheet.table(36, 108, TABLE, [140, 90, 90])


def typed(sheet: Sheet) -> None:
    sheet.text(36, 60, "第一页有文字层，注册资本为5,000万元。")


PARSER = PdfParser(Settings(), Lexicon({}))  # loads the models once for all tests


def parsed(data: bytes, parser: PdfParser = PARSER) -> Document:
    return parser(RawFile("scan.pdf", data))


def fresh(**settings: object) -> PdfParser:
    return PdfParser(Settings(**settings), Lexicon({}))  # type: ignore[arg-type]


def digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def cells(document: Document) -> list[list[str]]:
    (table,) = document.tables
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


WORN = {
    "clean": {},
    "150 dpi, noisy": {"dpi": 150, "noise": 25},
    "leaning right": {"lean": 1.5},
    "leaning left, noisy": {"lean": -2, "noise": 15},
}


@needs_ocr
@pytest.mark.parametrize("worn", WORN.values(), ids=WORN)
def test_a_scanned_page_is_read_like_a_typed_one(worn: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("OCR asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    seen, printed = parsed(make_pdf(scan_of(small, SMALL, **worn), size=SMALL)), parsed(make_pdf(small, size=SMALL))
    alike = SequenceMatcher(None, digits(seen.text), digits(printed.text), autojunk=False).ratio()
    assert alike >= DIGITS_RIGHT
    assert [row[1:] for row in cells(seen)][:3] == [row[1:] for row in TABLE][:3]
    assert [row[0] for row in cells(seen)] == [row[0] for row in TABLE]
    assert (seen.tables[0].method, seen.tables[0].unit_line) == ("ruled", "单位：万元")
    assert seen.pages[0].flags >= {"ocr"}
    assert [warning.code for warning in seen.warnings] == ["ocr"]
    assert not seen.is_partial


@needs_ocr
def test_boxes_lead_to_where_a_leaning_page_prints_them() -> None:
    seen, printed = parsed(make_pdf(scan_of(small, SMALL, lean=2), size=SMALL)), parsed(make_pdf(small, size=SMALL))
    for text in ("12,345.67", "9,876.54", "8.16%"):
        (one,), (other,) = (
            held.chars.boxes(Span(at, at + len(text))) for held in (seen, printed) for at in [held.text.index(text)]
        )
        straight, leaning = other.box, one.box
        x, y = (straight.x0 + straight.x1) / 2 - SMALL[0] / 2, (straight.top + straight.bottom) / 2 - SMALL[1] / 2
        cos, sin = 0.99939, 0.0349  # of two degrees clockwise, about the middle of the page
        assert (leaning.x0 + leaning.x1) / 2 == pytest.approx(x * cos - y * sin + SMALL[0] / 2, abs=3)
        assert (leaning.top + leaning.bottom) / 2 == pytest.approx(x * sin + y * cos + SMALL[1] / 2, abs=3)


@needs_ocr
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_read(turn: int) -> None:
    size = SMALL if turn == 2 else SMALL[::-1]
    image = scan_of(small, SMALL, turn=turn)
    document = parsed(make_pdf(image, size=size))
    assert cells(document)[1] == TABLE[1]
    assert (document.pages[0].width, document.pages[0].height) == size


@needs_ocr
def test_one_scan_among_typed_pages_is_told_from_them() -> None:
    document = parsed(make_pdf(typed, scan_of(small, SMALL), typed, size=SMALL))
    assert ["ocr" in page.flags for page in document.pages] == [False, True, False]
    assert [(warning.code, warning.page) for warning in document.warnings] == [("ocr", 2)]
    assert document.text.count("5,000万元") == 2
    assert document.page_at(document.text.index("9,876.54")) == 2


@needs_ocr
def test_the_same_scan_gives_the_same_text_and_boxes() -> None:
    data = make_pdf(scan_of(small, SMALL, noise=30), size=SMALL)
    one, other = parsed(data), parsed(data)
    whole = Span(0, len(one.text))
    assert (one.text, one.chars.boxes(whole), one.doubts) == (other.text, other.chars.boxes(whole), other.doubts)


@needs_ocr
def test_only_so_many_pages_of_a_document_are_read_by_ocr() -> None:
    scan = scan_of(typed, SMALL, dpi=150)
    document = parsed(make_pdf(scan, scan, size=SMALL), fresh(ocr_pages=1))
    assert [(warning.code, warning.page) for warning in document.warnings] == [("ocr", 1), ("no_text_layer", 2)]
    assert "raise ocr_pages" in document.warnings[1].message
    assert document.is_partial


@needs_ocr
def test_a_picture_without_text_gives_none() -> None:
    document = parsed(make_pdf(scan_of(lambda sheet: sheet.box(100, 50, 300, 200, (0.4, 0.5, 0.6)), SMALL), typed, size=SMALL))
    assert document.pages[0].flags == {"ocr", "landscape"}
    assert digits(document.text) == "5000"


@needs_ocr
def test_a_parser_travels_between_processes() -> None:
    raw = RawFile("scan.pdf", make_pdf(scan_of(typed, SMALL), size=SMALL))
    assert "5,000万元" in PARSER(raw).text
    assert pickle.loads(pickle.dumps(PARSER))(raw).text == PARSER(raw).text


@pytest.mark.parametrize(
    ("settings", "installed", "remedy"),
    [({}, False, "pip install 'heshu[ocr]'"), ({"ocr": False}, True, "ocr = true")],
    ids=["extra absent", "switched off"],
)
def test_without_ocr_the_page_is_named_with_what_would_help(
    settings: dict[str, object], installed: bool, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_parser, "is_installed", lambda: installed)
    document = parsed(make_pdf(typed, scan_of(small, SMALL, dpi=72), size=SMALL), fresh(**settings))
    (warning,) = document.warnings
    assert (warning.code, warning.page) == ("no_text_layer", 2)
    assert remedy in warning.message
    assert document.is_partial
    assert document.pages[1].flags == {"no_text_layer", "landscape"}
    assert "12,345.67" not in document.text


def test_a_recogniser_that_fails_costs_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("no such shape")

    monkeypatch.setattr(pdf_parser, "is_installed", lambda: True)
    monkeypatch.setattr("pipeline.parse.pdf.ocr._engine", lambda: broken)
    document = parsed(make_pdf(typed, scan_of(small, SMALL, dpi=72), size=SMALL), fresh())
    assert [(warning.code, warning.page) for warning in document.warnings] == [("ocr_failed", 2)]
    assert "5,000万元" in document.text


def test_models_are_not_loaded_before_a_picture_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded() -> Callable[..., object]:
        raise AssertionError("models were loaded")

    monkeypatch.setattr("pipeline.parse.pdf.ocr._engine", loaded)
    monkeypatch.setattr(pdf_parser, "is_installed", lambda: True)
    assert "5,000万元" in parsed(make_pdf(typed, size=SMALL), fresh()).text
    assert isinstance(pickle.loads(pickle.dumps(Ocr())), Ocr)
