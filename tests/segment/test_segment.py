"""Numbers, sentences and words: every digit once, offsets exact, numbers whole."""

from __future__ import annotations

import pickle
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.document import Block, Cell, Document, Profile, Table
from pipeline.core.place import Span
from pipeline.core.segmented import Segmented
from pipeline.lexicon import load_config
from pipeline.segment import Segment
from pipeline.segment.words import tile

HOUSE = Path(__file__).resolve().parents[2]


@cache
def segment() -> Segment:
    return Segment(*load_config(HOUSE / "config"))


def document(text: str, doc_type: str = "news") -> Document:
    profile = Profile(doc_type=doc_type)  # type: ignore[arg-type]
    return Document(
        "d_1", "a.txt", "", 0, "text/plain", "utf-8", text, (Block("paragraph", Span(0, len(text))),), profile=profile
    )


def counted(segmented: Segmented) -> list[int]:
    """How often each decimal digit of the text is in a number."""
    text = segmented.document.text
    digits = [match.start() for match in re.finditer(r"\d", text)]
    return [sum(n.span.start <= at < n.span.end for n in segmented.numbers) for at in digits]


def test_every_digit_is_in_one_number() -> None:
    done = segment()(document("2023年，星河智能（600000.SH）营收1,234.56万元，同比增长12%；电话010-12345678，第3条、A4纸。"))
    assert set(counted(done)) == {1}


@given(st.text(alphabet="0123456789.,，%万亿元年月日至-—约第（）星河营收为。；、", max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_loses_a_digit(text: str) -> None:
    done = segment()(document(text))
    assert all(count == 1 for count in counted(done))
    assert [n.span for n in done.numbers] == sorted(n.span for n in done.numbers)
    assert all(n.text == n.span.of(text) for n in done.numbers)


def test_sentences_are_cut_at_full_stops_but_not_inside_numbers() -> None:
    text = "营收3.12亿元。净利润1.05亿元！其余不变"
    done = segment()(document(text))
    assert [s.span.of(text) for s in done.sentences] == ["营收3.12亿元。", "净利润1.05亿元！", "其余不变"]


def test_words_tile_the_sentence_and_numbers_stay_whole() -> None:
    text = "公司扣除非经常性损益后净利润为1,234.56万元，升近16%。"
    done = segment()(document(text))
    sentence = done.sentences[0]
    words = [token.of(text) for token in sentence.tokens]
    assert tile(text, sentence.span, sentence.tokens)
    assert {"扣除非经常性损益后净利润", "1,234.56万元", "16%"} <= set(words)


def test_words_of_traditional_text_keep_the_printed_characters() -> None:
    text = "山嵐集團現金及現金等價物為35億元。"
    words = [token.of(text) for token in segment()(document(text)).sentences[0].tokens]
    assert "現金及現金等價物" in words


def test_sentence_without_figure_gets_no_words() -> None:
    assert segment()(document("公司成立于杭州，专注研发。")).sentences[0].tokens == ()


def test_numeral_inside_a_word_leaves_the_word_whole() -> None:
    text = "公司执行统一价格，合同数量为300份。"
    words = [token.of(text) for token in segment()(document(text)).sentences[0].tokens]
    assert "统一" in words


def test_article_names_what_it_coins() -> None:
    text = "冠锐股份拟上市。冠锐股份营收3亿元，冠锐股份净利润1亿元。"
    assert any("冠锐" in name for name in segment()(document(text)).names)
    assert segment()(document(text, "prospectus")).names == ()


def cell_document(texts: list[str]) -> Document:
    text = "\t".join(texts)
    cells, start = [], 0
    for col, part in enumerate(texts):
        cells.append(Cell(0, col, part, Span(start, start + len(part))))
        start += len(part) + 1
    table = Table("t_1", tuple(cells), 1, len(texts), 0)
    block = Block("table", Span(0, len(text)), table_id="t_1")
    return Document("d_1", "a.pdf", "", 0, "application/pdf", "", text, (block,), (table,))


@pytest.mark.parametrize(("cell", "value"), [("(1,234.56)", "-1234.56"), ("12.3%", "0.123"), ("7,890", "7890")])
def test_a_cell_is_one_number_with_its_place(cell: str, value: str) -> None:
    done = segment()(cell_document(["营业收入", cell, "—"]))
    assert len(done.numbers) == 1
    number = done.numbers[0]
    assert number.text == cell
    assert str(number.reading.value.normalize()) == str(type(number.reading.value)(value).normalize())
    assert number.cell is not None
    assert (number.cell.table_id, number.cell.row, number.cell.col) == ("t_1", 0, 1)


def test_segment_survives_pickling() -> None:
    text = "营收3.12亿元。"
    copy = pickle.loads(pickle.dumps(segment()))(document(text))
    assert (copy.numbers, copy.sentences) == (segment()(document(text)).numbers, segment()(document(text)).sentences)
