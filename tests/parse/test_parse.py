"""One file of raw/ to a Document: kinds of file, bad input, sidecars."""

from __future__ import annotations

import io
import pickle
import zipfile
from datetime import date

import pytest

from pipeline.core.errors import DocumentError
from pipeline.core.raw import RawFile
from tests.support.pdf import Sheet, make_pdf

ARTICLE = "青禾精工拟赴港上市\n\n青禾精工（600999.SH）今日公告，公司2023年实现营业收入12.4亿元，同比增长8.3%。\n".encode()
PAGE = "<html><body><h1>提价</h1><p>青禾精工将上调出厂价，平均涨幅约6%。</p></body></html>".encode()


def first_page(sheet: Sheet) -> None:
    sheet.text(72, 100, "青禾精工股份有限公司", 20)
    sheet.text(72, 140, "首次公开发行股票招股说明书", 16)
    sheet.text(72, 180, "招股说明书签署日期：2024年3月18日", 12)


PDF = make_pdf(first_page)
OFFICE = io.BytesIO()
with zipfile.ZipFile(OFFICE, "w") as archive:
    archive.writestr("word/document.xml", "<x/>")


@pytest.mark.parametrize(
    ("source", "data", "media_type"),
    [
        ("a.txt", ARTICLE, "text/plain"),
        ("a", ARTICLE, "text/plain"),
        ("a.html", PAGE, "text/html"),
        ("a.HTM", PAGE, "text/html"),
        ("a", PAGE, "text/html"),
        ("a.pdf", PDF, "application/pdf"),
        ("a", b"\n\n" + PDF, "application/pdf"),
        ("part.html", "<div><p>青禾精工将上调出厂价，平均涨幅约6%。</p></div>".encode(), "text/html"),
        ("tags.txt", "公司称，<b>收入</b>为3亿元。".encode(), "text/plain"),
    ],
)
def test_the_bytes_say_what_a_file_is(parse, source, data, media_type):
    document = parse(RawFile(source, data))
    assert document.media_type == media_type
    assert document.size == len(data)
    assert document.doc_id == "d_" + document.sha256[:16]


@pytest.mark.parametrize(
    ("source", "data", "code"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.pdf", b" \n", "empty_file"),
        ("a.txt", b"\xef\xbb\xbf", "empty_file"),
        ("a.pdf", PAGE, "wrong_extension"),
        ("a.html", ARTICLE, "wrong_extension"),
        ("a.txt", PAGE, "wrong_extension"),
        ("a.html", PDF, "wrong_extension"),
        ("a.docx", OFFICE.getvalue(), "unsupported_type"),
        ("a.pdf", OFFICE.getvalue(), "unsupported_type"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported_type"),
        ("a.txt", bytes(range(256)) * 9, "not_text"),
    ],
)
def test_bad_input_has_a_code_of_its_own(parse, source, data, code):
    with pytest.raises(DocumentError) as caught:
        parse(RawFile(source, data))
    assert caught.value.code == code
    assert caught.value.todo


def test_the_error_of_a_wrong_extension_says_what_to_do(parse):
    with pytest.raises(
        DocumentError, match=r"a\.pdf holds an HTML page; expected a PDF, as its name says\. Fetch it again, or name it \.html"
    ):
        parse(RawFile("a.pdf", PAGE))


def test_a_sidecar_wins_over_the_document(parse):
    sidecar = (
        'published = 2024-05-06\nissuer = "北岸生物科技有限公司"\nstock_code = "09999"\ncurrency = "hkd"\nyear_end = "03-31"\n'
    )
    profile = parse(RawFile("2024-01-01.txt", ARTICLE, sidecar.encode())).profile
    assert (profile.published, profile.published_source) == (date(2024, 5, 6), "sidecar")
    assert (profile.issuer, profile.stock_code, profile.currency) == ("北岸生物科技有限公司", "09999", "HKD")
    assert profile.year_end == (3, 31)
    assert profile.doc_type == "news"


@pytest.mark.parametrize(
    "text",
    [
        'published = "soon"',
        "published = 2024",
        'year_end = "13-01"',
        'doc_type = "novel"',
        "stock_code = 1",
        'curency = "CNY"',
        "= ",
        'currency = "yuan"',
    ],
)
def test_a_sidecar_that_cannot_be_meant_is_an_error(parse, text):
    with pytest.raises(DocumentError) as caught:
        parse(RawFile("a.txt", ARTICLE, text.encode()))
    assert caught.value.code == "sidecar"


def test_a_password_of_the_sidecar_opens_a_file(parse):
    data = make_pdf(first_page, password="sesame")
    with pytest.raises(DocumentError) as caught:
        parse(RawFile("a.pdf", data))
    assert caught.value.code == "password"
    assert parse(RawFile("a.pdf", data, b'password = "sesame"')).profile.issuer == "青禾精工股份有限公司"


def test_parse_travels_between_processes_and_answers_alike(parse):
    again = pickle.loads(pickle.dumps(parse))
    first, second = (one(RawFile("a.txt", ARTICLE)) for one in (parse, again))
    assert (first.text, first.blocks, first.profile) == (second.text, second.blocks, second.profile)
