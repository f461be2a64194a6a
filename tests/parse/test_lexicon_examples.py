"""Each row of the lexicons of parse reads its own example and not its counter-example."""

from __future__ import annotations

import pytest

from pipeline.core.errors import ConfigError
from pipeline.lexicon import Lexicon, Row
from pipeline.lexicon.fold import fold
from pipeline.parse.doctype import DocTypes
from tests.parse.conftest import CONFIG

LEXICON = CONFIG[1]


@pytest.mark.parametrize("row", LEXICON.rows("doc_types"), ids=lambda row: row.name)
def test_a_title_of_its_kind(row):
    assert DocTypes(LEXICON)([row.example])[0] == row.meaning


@pytest.mark.parametrize("row", [row for row in LEXICON.rows("doc_types") if row.not_], ids=lambda row: row.name)
def test_a_line_that_is_no_title_of_its_kind(row):
    assert DocTypes(LEXICON)([row.not_])[1] != row.not_ or DocTypes(LEXICON)([row.not_])[0] != row.meaning


@pytest.mark.parametrize("row", LEXICON.rows("self_names"), ids=lambda row: row.name)
def test_a_word_that_means_the_speaker_stands_in_its_example(row):
    assert fold(row.word) in fold(row.example)


@pytest.mark.parametrize(("meaning", "weight"), [("novel", "5"), ("prospectus", "much")])
def test_a_row_that_cannot_be_used_names_its_line(meaning, weight):
    row = Row("doc_types.csv", 7, "小说", meaning, "", "", "", {"weight": weight})
    with pytest.raises(ConfigError, match=r"doc_types\.csv, line 7"):
        DocTypes(Lexicon({"doc_types": (row,)}))
