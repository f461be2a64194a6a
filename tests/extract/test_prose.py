"""Invented sentences whose figures a non-programmer can check: gold/prose.csv, one figure a line."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.core.document import Block, Document, Profile
from pipeline.core.mention import Mention
from pipeline.core.place import Span
from pipeline.extract import Extract
from pipeline.lexicon import load_config
from pipeline.segment import Segment

HOUSE = Path(__file__).resolve().parents[2]
GOLD = list(csv.DictReader((Path(__file__).parent / "gold" / "prose.csv").read_text(encoding="utf-8").splitlines()))


@cache
def stages() -> tuple[Segment, Extract]:
    settings, lexicon = load_config(HOUSE / "config")
    return Segment(settings, lexicon), Extract(settings, lexicon)


def document(text: str, issuer: str = "", published: str = "") -> Document:
    profile = Profile(
        doc_type="news",
        issuer=issuer,
        published=date.fromisoformat(published) if published else None,
        self_names=frozenset({"公司", "本公司", "我们"}),
    )
    whole = Span(0, len(text))
    return Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", text, (Block("paragraph", whole),), profile=profile)


@cache
def mentions(text: str, issuer: str, published: str) -> tuple[Mention, ...]:
    segment, extract = stages()
    return extract(segment(document(text, issuer, published))).mentions


def found(row: dict[str, str]) -> Mention:
    hits = [m for m in mentions(row["text"], row["issuer"], row["published"]) if m.number.text == row["figure"]]
    assert len(hits) == 1, f"{row['figure']} found {len(hits)} times"
    return hits[0]


def told(mention: Mention, row: dict[str, str]) -> dict[str, str]:
    period = mention.period
    said = {
        "label": mention.label,
        "role": mention.role,
        "negative": mention.negative_words,
        "start": str(period.start) if period else "",
        "end": str(period.end) if period else "",
        "modality": mention.modality,
        "attribution": mention.attribution,
        "entity": mention.entity_text,
    }
    return {field: value for field, value in said.items() if field != "entity" or row["entity"]}


def wanted(row: dict[str, str]) -> dict[str, str]:
    fields = ["label", "role", "negative", "start", "end", "attribution"]
    want = {field: row[field] for field in fields} | {"modality": row["modality"] or "reported"}
    return want | ({"entity": row["entity"]} if row["entity"] else {})


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row['figure']} in {row['text'][:12]}")
def test_figure_means_what_the_sentence_says(row: dict[str, str]) -> None:
    assert told(found(row), row) == wanted(row)
