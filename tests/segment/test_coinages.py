"""Words that a text coins: names of companies, and what is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.core.place import Span
from pipeline.segment.coinages import coined_names


def coined(*sentences: str) -> tuple[str, ...]:
    """Names coined by sentences whose words are set apart by |; ordinary words are in small brackets: ⟨收入⟩."""
    text = ""
    ordinary: set[str] = set()
    spans: list[Sequence[Span]] = []
    for sentence in sentences:
        tokens = []
        for part in sentence.split("|"):
            word = part.strip("⟨⟩")
            if word != part:
                ordinary.add(word)
            tokens.append(Span(len(text), len(text) + len(word)))
            text += word
        text += "。"
        spans.append(tokens)
    return coined_names(text, spans, ordinary.__contains__, lambda word, _: word == "配售", frozenset({"股份", "科技", "集团"}))


def test_a_repeated_strange_word_is_a_name():
    assert coined("澄江|⟨收入⟩|3亿元", "澄江|⟨利润⟩|1亿元") == ("澄江",)


def test_a_name_takes_its_ending():
    assert coined("禾苗|股份|⟨收入⟩", "禾苗|股份|⟨利润⟩") == ("禾苗股份",)


@pytest.mark.parametrize("word", ["二零一", "次季", "吨价", "含税", "四月", "年初"])
def test_numbers_times_and_measures_are_no_names(word):
    assert coined(f"{word}|⟨收入⟩|3亿元", f"{word}|⟨利润⟩|1亿元") == ()


def test_a_name_may_begin_with_a_numeral():
    assert coined("三禾|⟨收入⟩|3亿元", "三禾|⟨利润⟩|1亿元") == ("三禾",)


def test_a_verb_makes_no_name_of_shares():
    assert coined("⟨公司⟩|⟨配售⟩|股份|⟨集资⟩", "⟨计划⟩|⟨配售⟩|股份|⟨套现⟩") == ()


def test_a_strange_word_that_opens_a_paragraph_and_is_told_of_is_a_name():
    assert coined("宜岚|⟨生活⟩|⟨多年⟩|⟨造假⟩") == ("宜岚生活",)
    assert coined("宜岚|⟨生活⟩|⟨用品⟩|⟨齐全⟩") == ()
