"""Invented texts of every kind, and one field of one figure a row: gold/fields.csv, for a reader who is no programmer.

`period` and `base` (against when a change is) are written FROM..TO, `none` where the text does not say; `kind` is what the number is, if it is no figure.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.core.document import Block, DocType, Document, Profile
from pipeline.core.mention import Mention
from pipeline.core.number import Number
from pipeline.core.place import Span
from pipeline.extract import Extract
from pipeline.extract.stage import Extracted
from pipeline.lexicon import load_config
from pipeline.parse.main_period import MainPeriod
from pipeline.quantity import Reader
from pipeline.segment import Segment

HOUSE = Path(__file__).resolve().parents[2]
GOLD = list(csv.DictReader((Path(__file__).parent / "gold" / "fields.csv").read_text(encoding="utf-8").splitlines()))
TYPES: dict[str, DocType] = {
    "": "news", "annual": "annual_report", "interim": "interim_report", "prospectus": "prospectus", "bond": "bond_prospectus",
    "announcement": "announcement",
}  # fmt: skip


@cache
def stages() -> tuple[Segment, Extract]:
    settings, lexicon = load_config(HOUSE / "config")
    return Segment(settings, lexicon), Extract(settings, lexicon)


def document(text: str, doc_type: str, published: str, report_end: str) -> Document:
    """Each line of the text is a paragraph."""
    day = date.fromisoformat(published) if published else None
    profile = Profile(
        doc_type=TYPES[doc_type],
        issuer="青禾精工",
        published=day,
        main_period=None if doc_type else main_periods()("", text.splitlines(), day, (12, 31)),
        report_end=date.fromisoformat(report_end) if report_end else None,
        self_names=frozenset({"公司", "本公司", "本集团", "集团", "发行人"}),
    )
    blocks = tuple(Block("paragraph", Span(*line.span())) for line in re.finditer(r"[^\n]+", text))
    return Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", text, blocks, profile=profile)


@cache
def main_periods() -> MainPeriod:
    return MainPeriod(Reader(load_config(HOUSE / "config")[1]))


@cache
def read(text: str, doc_type: str, published: str, report_end: str) -> Extracted:
    segment, extract = stages()
    return extract(segment(document(text.replace("/", "\n"), doc_type, published, report_end)))


def said(extracted: Extracted, row: dict[str, str]) -> str:
    numbers: list[Number] = [number for number in extracted.numbers if row["figure"] in number.text]
    assert numbers, f"{row['figure']} is not found"
    if row["field"] == "kind":
        return numbers[0].kind
    mentions: list[Mention] = [mention for mention in extracted.mentions if mention.number.text == row["figure"]]
    assert mentions, f"{row['figure']} is {numbers[0].kind}, no figure"
    if row["field"] == "modality":
        return mentions[0].modality
    if row["field"] == "qualifier":
        return mentions[0].number.reading.qualifier
    period = mentions[0].period if row["field"] == "period" else mentions[0].base_period
    return "none" if period is None else f"{period.start}..{period.end}"


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row['field']} of {row['figure']} in {row['text'][:16]}")
def test_field_of_a_figure(row: dict[str, str]) -> None:
    assert said(read(row["text"], row["type"], row["published"], row["report_end"]), row) == row["want"]
