"""Every row of the room's lexicons reads its example, and does not read its counter-example."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.core.reading import Reading
from pipeline.lexicon import Row, load_config
from pipeline.quantity import Reader

_LEXICON = load_config(Path(__file__).parents[2] / "config")[1]
_FILES = (
    "numerals", "scales", "currencies", "coins", "units", "classifiers", "qualifiers", "period_words", "eras", "number_words",
)  # fmt: skip
_ROWS = [row for name in _FILES for row in _LEXICON.rows(name)]


def _reads(row: Row, readings: list[Reading], text: str) -> bool:
    """Whether a reading of `text` rests on the row."""
    name = row.file.removesuffix(".csv")
    if name == "numerals":
        return any(row.word in r.text and r.interval is not None for r in readings)
    if name == "scales":
        return any(r.scale == int(row.meaning) for r in readings)
    if name == "qualifiers":
        return any(r.qualifier == row.meaning for r in readings)
    if name in ("period_words", "eras"):
        return any(r.type in ("date", "period") and r.text == text for r in readings)
    if name == "number_words":
        return any(r.type == "mark" and row.word == r.text and r.mark == row.meaning for r in readings)
    return any(row.word in r.text and row.meaning in (r.unit, r.unit.partition("/")[0]) for r in readings)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row.name)
def test_row_reads_its_example(row: Row, reader: Reader) -> None:
    assert _reads(row, reader(row.example), row.example), reader(row.example)


@pytest.mark.parametrize("row", [row for row in _ROWS if row.not_], ids=lambda row: row.name)
def test_row_does_not_read_its_counter_example(row: Row, reader: Reader) -> None:
    assert not _reads(row, reader(row.not_), row.not_), reader(row.not_)
