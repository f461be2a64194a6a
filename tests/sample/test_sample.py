"""The sample that ships is what its script makes, and its accounts tie."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from tests.make_sample import ARTICLE, prospectus
from tests.sample import accounts as a

RAW = Path(__file__).parents[2] / "raw"


def page_texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_raw_holds_what_the_script_makes():
    shipped = (RAW / "lantu-prospectus.pdf").read_bytes()
    assert page_texts(shipped) == page_texts(prospectus())
    assert (RAW / "lantu-ipo.txt").read_bytes() == ARTICLE.read_bytes()


def test_the_script_gives_the_same_bytes_each_time():
    assert prospectus() == prospectus()


@pytest.mark.parametrize("at", [0, 1, 2], ids=["2024", "2023", "2022"])
def test_the_accounts_tie(at):
    assert a.ASSETS[at] == a.LIABILITIES[at] + a.EQUITY[at]
    assert a.NET_PROFIT[at] == a.PARENT_PROFIT[at] + a.MINORITY[at]
    assert a.CASH[at] - a.OPENING_CASH[at] == a.OPERATING_CASH[at] + a.INVESTING_CASH[at] + a.FINANCING_CASH[at] + a.FX[at]
    assert sum(row[at] for row in a.REGIONS.values()) == a.MAIN_REVENUE[at]
    if at < 2:
        assert a.RETAINED[at] - a.RETAINED[at + 1] == a.PARENT_PROFIT[at]
        assert a.OPENING_CASH[at] == a.CASH[at + 1]


# What the article says, and what the excerpt prints: confirmed, contradicted (what it prints instead), or left open.
STATEMENTS = (
    ("6.24亿元", a.REVENUE[0], "confirmed"),
    ("4.35亿元", a.REVENUE[1], "confirmed"),
    ("702.16万元", -a.NET_PROFIT[2], "confirmed"),
    ("8461.15万元", a.NET_PROFIT[0], "contradicted"),
    ("11.38亿元", a.ABROAD[0], "contradicted"),
    ("1.72亿元", sum(a.RESEARCH, Decimal(0)), "confirmed"),
    ("6508.42万元", a.OPERATING_CASH[0], "confirmed"),
)
SCALES = {"亿元": Decimal(10**8), "万元": Decimal(10**4)}


@pytest.mark.parametrize(("text", "printed", "verdict"), STATEMENTS)
def test_the_article_is_confirmed_and_contradicted_where_meant(text, printed, verdict):
    assert text in ARTICLE.read_text(encoding="utf-8")
    number, scale = Decimal(text[:-2]), SCALES[text[-2:]]
    rounded = (printed / scale).quantize(Decimal(1).scaleb(number.as_tuple().exponent))
    assert (rounded == number) == (verdict == "confirmed")


def test_the_article_leaves_things_open_that_no_page_mentions():
    pages = "".join(page_texts(prospectus()))
    for text in ("480亿元", "1.3%", "2亿元", "8亿元"):
        assert text in ARTICLE.read_text(encoding="utf-8")
        assert text not in pages
