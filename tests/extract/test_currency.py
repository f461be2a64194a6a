"""Which currency bare 元 means, and other units that the words around a number give; each text is invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.core.document import Block, Document, Profile
from pipeline.core.place import Span
from pipeline.extract import Extract
from pipeline.lexicon import load_config
from pipeline.segment import Segment

SETTINGS, LEXICON = load_config(Path(__file__).resolve().parents[2] / "config")


@cache
def stages() -> tuple[Segment, Extract]:
    return Segment(SETTINGS, LEXICON), Extract(SETTINGS, LEXICON)


def unit_texts(text: str) -> dict[str, str]:
    """Figure as printed -> the unit words that stand elsewhere, in an article."""
    segment, extract = stages()
    block, profile = Block("paragraph", Span(0, len(text))), Profile(issuer=text[:4])
    document = Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", text, (block,), profile=profile)
    return {mention.number.text: mention.unit_text for mention in extract(segment(document)).mentions}


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("青禾控股（02345）預期去年純利逾5000萬元（人民幣，下同），前年為2700萬元。", "5000萬元", "人民币"),
        ("青禾控股（02345）預期去年純利逾5000萬元（人民幣，下同），前年為2700萬元。", "2700萬元", "人民币"),
        ("青禾控股（02345）收入8億元（人民幣‧下同）。每股盈利0.35元。", "0.35元", "人民币"),
        ("青禾控股（02345）收入8億元（人民幣‧下同）。花旗將目標價由53元上調至60元。", "53元", "港元/股"),
        ("青禾控股（02345.HK）股价报12.3元。", "12.3元", "港元/股"),
        ("虧損介乎3.2億元人民幣至3.5億元人民幣，前年虧損1.98億元。", "1.98億元", "人民币"),
        ("青禾控股（02345.HK）2023年收入12亿元。", "12亿元", ""),
        ("南湾电子（600123）股价报12.3元。", "12.3元", "/股"),
        ("青禾控股（02345）收入8億港元（人民幣）。", "8億港元", "人民币"),
        ("青禾銀行淨息差為1.46厘。", "1.46厘", "厘"),
        ("青禾銀行每股派息5厘。", "5厘", ""),
        ("公司公布配售39.68億新股。", "39.68億", "股"),
    ],
)
def test_unit_words_of_prose(text: str, figure: str, words: str) -> None:
    assert unit_texts(text)[figure] == words
