"""Pages through the one door: three readers, one result; what cannot be seen is left out and counted."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pdfplumber
import pytest
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from reportlab.pdfgen.canvas import Canvas

from pipeline.core.place import Box
from pipeline.lexicon import Settings
from pipeline.parse.pdf.oxide import OxideReader
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pdfium import PdfiumReader
from pipeline.parse.pdf.plumber import PlumberReader
from pipeline.parse.pdf.raw import RawChars
from pipeline.parse.pdf.readers import PdfPages
from pipeline.parse.pdf.upright import Reading
from tests.support.pdf import LANDSCAPE, Sheet, make_pdf

OXIDE, PLUMBER = Settings(), Settings(engine="pdfplumber")


def read(data: bytes, settings: Settings = OXIDE, password: str = "", page: int = 1) -> Reading:
    with PdfPages(data, settings, password) as pages:
        return pages.read(page)


def printed(content: PageContent) -> str:
    """The characters by baseline and place."""
    chars = content.chars
    return "".join(chars.text[i] for i in np.lexsort((chars.x0, np.round(chars.baseline))))


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = (600, 800)) -> bytes:
    """A page drawn straight on the canvas, for what Sheet does not offer."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    canvas.setFont("Helvetica", 12)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def usual(sheet: Sheet) -> None:
    sheet.text(72, 100, "公司2023年营业收入为1,234.56万元，同比增长12.3%。")
    sheet.text(72, 120, "净利润为-45.60万元（见附注）。", bold=True)
    sheet.table(72, 150, [["项目", "2023年"], ["收入", "1,234.56"]], [160, 100])


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595.28, 841.89), LANDSCAPE])
def test_engines_agree_on_characters_boxes_and_rules(size: tuple[float, float], rotate: int) -> None:
    data = make_pdf(usual, size=size, rotate=rotate)
    one, other = (read(data, settings).page.parts[0] for settings in (OXIDE, PLUMBER))
    assert (
        printed(one)
        == printed(other)
        == ("公司2023年营业收入为1,234.56万元，同比增长12.3%。净利润为-45.60万元（见附注）。项目2023年收入1,234.56")
    )
    assert (one.turn, one.width, one.height) == (other.turn, other.width, other.height)
    for column in ("x0", "top", "x1", "bottom"):
        left, right = (np.sort(getattr(content.chars, column)) for content in (one, other))
        assert np.abs(left - right).max() < 0.6, column
    assert len(one.rules) == len(other.rules) == 6


def test_upright_page_has_boxes_from_the_top_left() -> None:
    content = read(make_pdf(lambda sheet: sheet.text(100, 200, "元", 10))).page.parts[0]
    chars = content.chars
    box = chars.x0[0], chars.top[0], chars.x1[0], chars.bottom[0]
    assert box == pytest.approx((100, 191.4, 110, 201.4), abs=0.01)
    assert chars.baseline[0] == pytest.approx(200, abs=0.01)


def test_crop_box_decides_what_is_on_the_page() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setCropBox((50, 50, 350, 450))
        canvas.drawString(100, 300, "inside 1")
        canvas.drawString(100, 500, "above 2")
        canvas.drawString(400, 300, "right 3")

    content = read(drawn(page)).page.parts[0]
    assert (content.width, content.height) == (300, 400)
    assert printed(content) == "inside1"
    assert content.dropped == len("above2right3")
    assert content.chars.x0[0] == pytest.approx(50, abs=0.01)
    assert content.chars.baseline[0] == pytest.approx(150, abs=0.01)


def test_text_without_ink_is_dropped() -> None:
    def page(canvas: Canvas) -> None:
        run = canvas.beginText(100, 700)
        run.setTextRenderMode(3)
        run.textLine("hidden 77")
        run.setTextRenderMode(0)
        run.textLine("seen 12")
        canvas.drawText(run)

    reading = read(drawn(page))
    assert printed(reading.page.parts[0]) == "seen12"
    assert reading.page.parts[0].dropped == len("hidden77")


def test_white_text_counts_only_on_colour() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0.2, 0.5)
        canvas.rect(90, 590, 200, 40, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(100, 600, "on blue 5")
        canvas.drawString(100, 500, "on paper 6")

    reading = read(drawn(page))
    assert printed(reading.page.parts[0]) == "onblue5"
    assert reading.page.parts[0].dropped == len("onpaper6")


def test_overprinted_characters_are_one() -> None:
    def page(sheet: Sheet) -> None:
        for shift in (0, 0.3, 0.6):
            sheet.text(100 + shift, 200, "合计1,100.11")

    for settings in (OXIDE, PLUMBER):
        assert printed(read(make_pdf(page), settings).page.parts[0]) == "合计1,100.11"


def test_page_number_and_order_of_ids_name_characters() -> None:
    reading = read(make_pdf(usual))
    content = reading.page.parts[0]
    for index in range(len(content.chars)):
        page, name = content.glyph(index)
        assert page == 1
        assert reading.page.printed[name] == content.chars.text[index]
        assert reading.page.boxes[name][0] == pytest.approx(content.chars.x0[index], abs=0.01)


def test_turned_table_on_an_upright_page_is_a_part_of_its_own() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(72, 60, "附录一")
        sheet.text(300, 700, "二零二四年合并利润表营业收入1,234,567", angle=90)

    reading = read(make_pdf(page))
    assert [(part.turn, printed(part)) for part in reading.page.parts] == [
        (90, "二零二四年合并利润表营业收入1,234,567"),
        (0, "附录一"),
    ]
    turned = reading.page.parts[0]
    chars = turned.chars
    assert np.ptp(chars.baseline) < 0.1
    assert (np.diff(np.sort(chars.x0)) > 2).all()
    box = turned.shown(reading_box(turned, 0))
    assert tuple(reading.page.boxes[turned.ids[0]]) == pytest.approx((box.x0, box.top, box.x1, box.bottom), abs=0.01)


def reading_box(content: PageContent, index: int) -> Box:
    chars = content.chars
    return Box(*(float(getattr(chars, name)[index]) for name in ("x0", "top", "x1", "bottom")))


def losing_digits(reader: type[OxideReader] | type[PdfiumReader]) -> Callable[[OxideReader, int], RawChars]:
    """The reader's `chars` as it would be if it lost all digits."""
    real = reader.chars

    def chars(self: OxideReader, number: int) -> RawChars:
        raw = real(self, number)
        keep = np.array([not char.isdigit() for char in raw.text])
        names = ("x", "y", "advance", "size", "weight", "color", "angle", "hidden")
        return RawChars([char for char in raw.text if not char.isdigit()], *(getattr(raw, name)[keep] for name in names))

    return chars


def test_a_page_on_which_the_readers_differ_is_read_again_and_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OxideReader, "chars", losing_digits(OxideReader))
    reading = read(make_pdf(usual))
    content = reading.page.parts[0]
    assert "1,234.56" in printed(content)
    assert content.engine == "pdfium"
    assert content.flags == {"readers_differ"}
    assert reading.differ["pdfplumber"] == "confirms pdfium"
    assert reading.differ["pdfium"].startswith("saw ")


def test_the_first_reader_is_kept_where_the_umpire_confirms_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PdfiumReader, "text", lambda self, number: "公司9")
    monkeypatch.setattr(PdfiumReader, "chars", losing_digits(PdfiumReader))
    reading = read(make_pdf(usual))
    assert reading.page.parts[0].engine == "pdf_oxide"
    assert reading.differ["pdfplumber"] == "confirms pdf_oxide"


def test_a_page_that_the_first_reader_cannot_read_is_read_by_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: OxideReader, number: int) -> RawChars:
        raise RuntimeError("broken stream")

    monkeypatch.setattr(OxideReader, "chars", fails)
    reading = read(make_pdf(usual))
    assert "1,234.56" in printed(reading.page.parts[0])
    assert reading.page.parts[0].flags == {"readers_differ"}


def test_raised_text_keeps_its_place_in_every_engine() -> None:
    def page(canvas: Canvas) -> None:
        run = canvas.beginText(100, 700)
        run.setFont("Helvetica", 12)
        run.textOut("31.2%")
        run.setFont("Helvetica", 7)
        run.setRise(5)
        run.textOut("1")
        canvas.drawText(run)

    for settings in (OXIDE, PLUMBER):
        chars = read(drawn(page), settings).page.parts[0].chars
        assert [(char, round(float(size))) for char, size in zip(chars.text, chars.size, strict=True)][-2:] == [
            ("%", 12),
            ("1", 7),
        ]


def test_settings_choose_the_engine() -> None:
    data = make_pdf(usual)
    assert read(data).page.parts[0].engine == "pdf_oxide"
    assert read(data, replace(OXIDE, engine="pdfplumber")).page.parts[0].engine == PlumberReader.name


@pytest.mark.parametrize("raised", [PdfminerException, MalformedPDFException])
def test_a_list_of_pages_that_pdfplumber_cannot_follow_is_a_page_that_it_cannot_read(
    raised: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise raised("Invalid dictionary construct")

    reader = PlumberReader(make_pdf(usual))
    monkeypatch.setattr(pdfplumber.pdf.PDF, "pages", property(broken))
    with pytest.raises(RuntimeError, match="page 1: Invalid dictionary"):
        reader.chars(1)
    reader.close()


def test_a_page_at_which_the_first_reader_panics_is_read_by_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As pyo3's: no Exception."""

    class Panics:
        def extract_chars(self, index: int) -> None:
            raise PanicException(f"not a char boundary on {index}")

    monkeypatch.setattr("pdf_oxide.PdfDocument.from_bytes", lambda data: Panics())
    reading = read(make_pdf(usual))
    assert reading.page.parts[0].engine == "pdfium"
    assert reading.differ == {"pdf_oxide": "could not read the page"}
    assert "1,234.56" in printed(reading.page.parts[0])
