"""Files that are no PDF, damaged, locked, or made to hurt: a typed error or a warning, and the other pages still read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.core.document import Document
from pipeline.core.errors import DocumentError
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.pdf.parser import PdfParser
from tests.support.pdf import Sheet, make_pdf

NUMBER = "1,234.56"


def parse(data: bytes, password: str = "", **settings: object) -> Document:
    return PdfParser(Settings(**settings), Lexicon({}))(RawFile("bad.pdf", data), password)  # type: ignore[arg-type]


def or_error(data: bytes) -> Document | str:
    """The document, or the code of the error."""
    try:
        return parse(data)
    except DocumentError as error:
        return error.code


def page(sheet: Sheet) -> None:
    sheet.text(72, 100, f"第{sheet.number}页收入为{NUMBER}万元。")


def drawn(*pages: Callable[[Canvas], None], compress: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800), invariant=1, pageCompression=compress)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def plain(canvas: Canvas) -> None:
    canvas.drawString(72, 700, f"Revenue {NUMBER} million")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
        (b"\n <html><head><title>denied</title></head></html>", "HTML"),
        (b"PK\x03\x04 not a pdf", "begins"),
        (b"\x00" * 5000, "begins"),
    ],
)
def test_what_is_no_pdf_says_what_it_is(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        parse(data)
    assert caught.value.code == "not_pdf"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"garbage " * 400])
def test_a_head_without_a_body_is_unreadable(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(data)
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_truncated_files_give_pages_or_an_error(share: float) -> None:
    data = make_pdf(*[page] * 6)
    document = or_error(data[: int(len(data) * share)])
    if isinstance(document, str):
        assert document == "unreadable"
    else:
        assert document.pages
        assert set(re.findall(r"[\d,.]+万", document.text)) <= {f"{NUMBER}万"}


def test_a_broken_xref_is_repaired() -> None:
    data = make_pdf(page, page)
    start = data.rindex(b"startxref")
    broken = data[:start] + b"startxref\n7\n%%EOF\n"
    assert parse(broken).text.count(NUMBER) == 2


def test_a_cyclic_page_tree_ends() -> None:
    data = drawn(plain, compress=0)
    kids = re.search(rb"/Kids \[ (\d+) 0 R \]", data)
    pages = re.search(rb"(\d+) 0 obj\s*<<\s*/Count", data)
    assert kids is not None
    assert pages is not None
    own = pages.group(1).rjust(len(kids.group(1)), b"0")
    cyclic = data.replace(kids.group(0), b"/Kids [ %s 0 R ]" % own)
    assert len(cyclic) == len(data)
    document = or_error(cyclic)
    assert document == "unreadable" or (isinstance(document, Document) and len(document.pages) <= 1)


def test_a_page_over_the_limit_of_characters_is_refused_and_the_others_read() -> None:
    def crowded(canvas: Canvas) -> None:
        for row in range(60):
            canvas.drawString(10, 780 - 12 * row, "8" * 100)

    document = parse(drawn(plain, crowded, plain), page_limit_chars=3000)
    assert [(warning.code, warning.page) for warning in document.warnings] == [("page_too_large", 2)]
    assert "3000" in document.warnings[0].message
    assert document.text.count(NUMBER) == 2
    assert "8888" not in document.text
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_a_page_of_very_many_characters_is_read_in_bounds() -> None:
    def crowded(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 1)
        for row in range(300):
            canvas.drawString(10, 780 - 2 * row, "7 " * 200)

    assert parse(drawn(crowded, plain)).text.count("7") == 60_000


def test_a_page_of_very_many_paths_is_read_without_its_rules() -> None:
    def hatched(canvas: Canvas) -> None:
        plain(canvas)
        for step in range(3000):
            canvas.line(step % 600, 0, (step * 7) % 600, 800)

    document = parse(drawn(hatched, plain), page_limit_paths=2000)
    assert ("too_many_paths", 1) in [(warning.code, warning.page) for warning in document.warnings]
    assert document.text.count(NUMBER) == 2
    assert document.tables == ()


@pytest.mark.parametrize("side", [14_400.0, 3.0])
def test_pages_of_odd_size(side: float) -> None:
    def odd(canvas: Canvas) -> None:
        canvas.setPageSize((side, side))
        canvas.drawString(1, 1, "1")

    def usual(canvas: Canvas) -> None:
        canvas.setPageSize((600, 800))
        plain(canvas)

    document = parse(drawn(odd, usual))
    assert NUMBER in document.text
    assert (document.pages[0].width, document.pages[0].height) == (side, side)


def test_characters_without_size_are_nowhere() -> None:
    def flat(canvas: Canvas) -> None:
        plain(canvas)
        canvas.setFont("Helvetica", 0.01)
        canvas.drawString(70, 500, "99999")

    document = parse(drawn(flat))
    assert NUMBER in document.text
    assert "99999" not in document.text
    assert [warning.code for warning in document.warnings] == ["text_outside_page"]


def test_an_encrypted_file_needs_its_password() -> None:
    data = make_pdf(page, password="geheim")
    with pytest.raises(DocumentError, match="sidecar") as caught:
        parse(data)
    assert caught.value.code == "password"
    with pytest.raises(DocumentError, match="wrong"):
        parse(data, "falsch")
    assert NUMBER in parse(data, "geheim").text
    assert parse(data, "geheim").warnings == ()


def test_an_owner_password_alone_does_not_lock() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("", ownerPassword="owner", strength=128), invariant=1)
    plain(canvas)
    canvas.save()
    assert NUMBER in parse(buffer.getvalue()).text


def test_a_picture_of_a_page_has_no_text_layer() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 600, 800)

    document = parse(drawn(scanned, plain, lambda canvas: None), ocr=False)
    assert [(warning.code, warning.page) for warning in document.warnings] == [("no_text_layer", 1)]
    assert document.pages[0].flags == {"no_text_layer"}
    assert document.pages[2].flags == frozenset()
    assert NUMBER in document.text


def test_no_figure_is_prose_on_a_page_with_garbled_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.parse.pdf.oxide import OxideReader
    from pipeline.parse.pdf.pdfium import PdfiumReader

    def garble(text: str) -> str:
        return "".join(char if char.isdigit() or char.isspace() else chr(0xE000 + ord(char) % 900) for char in text)

    chars, text = OxideReader.chars, PdfiumReader.text

    def garbled_chars(self: OxideReader, number: int):
        raw = chars(self, number)
        raw.text = list(garble("".join(raw.text)))
        return raw

    monkeypatch.setattr(OxideReader, "chars", garbled_chars)
    monkeypatch.setattr(PdfiumReader, "text", lambda self, number: garble(text(self, number)))
    document = parse(
        make_pdf(lambda sheet: sheet.paragraph(72, 90, f"本年度营业收入为{NUMBER}万元，上年度为1,100万元。" * 3, 400)),
        ocr=False,
    )
    assert document.pages[0].flags == {"garbled_text"}
    assert {block.kind for block in document.blocks} == {"furniture"}
    assert [warning.code for warning in document.warnings] == ["garbled_text"]


def test_scripts_and_attachments_are_ignored() -> None:
    data = drawn(plain, compress=0)
    catalog = data.index(b"/Type /Catalog")
    script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
    document = parse(data[:catalog] + script + data[catalog:])
    assert document.text == f"Revenue {NUMBER} million"


def test_no_page_asked_for_exists() -> None:
    with pytest.raises(DocumentError, match="pages asked for"):
        PdfParser(Settings(), Lexicon({}))(RawFile("a.pdf", make_pdf(page), pages=(7,)))
