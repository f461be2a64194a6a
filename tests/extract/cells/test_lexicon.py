"""Each row of the table lexicons reads its example and leaves its counter-example alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.cells.words import Words
from pipeline.lexicon import Row, load_config

_, LEXICON = load_config(Path(__file__).parents[3] / "config")
FILES = [name for name in LEXICON.files if name.startswith("table_")]
MEANINGS = {
    "table_roles": {"share", "growth", "cagr", "rank", "multiple", "threshold", "level"},
    "table_modality": {"forecast", "estimated", "hypothetical", "reported"},
    "table_times": {"current", "prior", "current_end", "current_start", "prior_end"},
    "table_rows": {"total", "average", "part", "no_name", "kind"},
    "table_values": {"amount"},
}


WHOLE = ("table_rows.csv", "table_values.csv")  # matched with the whole label
LAST = ("table_stubs.csv",)  # matched at its end


def reads(row: Row, text: str) -> bool:
    words = Words(LEXICON, row.file.removesuffix(".csv"))
    if row.file in WHOLE:
        return words.whole(text) == row
    hits = [hit for hit in words(text) if row.file not in LAST or hit.end == len(text)]
    return row in [hit.item for hit in hits]


@pytest.mark.parametrize("row", [row for name in FILES for row in LEXICON.rows(name)], ids=lambda row: row.name)
def test_rows_read_their_examples(row: Row) -> None:
    assert reads(row, row.example)
    assert not row.not_ or not reads(row, row.not_)


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_meanings_are_those_that_the_readers_know(name: str) -> None:
    assert {row.meaning for row in LEXICON.rows(name)} <= MEANINGS[name]
