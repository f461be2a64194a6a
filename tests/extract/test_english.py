"""English sentences of an invented company's announcement, each figure with its meaning."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

import pipeline

GOLD = Path(__file__).parent / "gold" / "english.csv"
OPENING = "Orient Harbour Holdings Limited announces its interim results for the six months ended June 30, 2025."


def sentences() -> list[list[dict[str, str]]]:
    """The rows of each sentence; a row without text goes on about the sentence before."""
    groups: list[list[dict[str, str]]] = []
    for row in csv.DictReader(GOLD.read_text(encoding="utf-8").splitlines()):
        if row["text"]:
            groups.append([])
        groups[-1].append(row)
    return groups


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """All figures of the gold's sentences, read as one announcement."""
    path = tmp_path_factory.mktemp("english") / "announcement.txt"
    path.write_text("\n".join([OPENING, *(group[0]["text"] for group in sentences())]) + "\n", encoding="utf-8")
    figures = sorted(pipeline.extract(str(path)).figures, key=lambda figure: figure.span)
    return [
        {
            "figure": figure.text,
            "value": f"{figure.value.normalize():f}" if figure.value is not None else "",
            "unit": figure.unit,
            "metric": figure.metric,
            "role": figure.role,
            "period_start": str(figure.period.start) if figure.period else "",
            "period_end": str(figure.period.end) if figure.period else "",
            "modality": figure.modality,
            "entity": figure.entity,
        }
        for figure in figures
    ]


def test_every_figure_is_found_in_order(found: list[dict[str, str]]):
    wanted = [row["figure"] for group in sentences() for row in group]
    assert [row["figure"] for row in found] == wanted


@pytest.mark.parametrize("field", ["value", "unit", "metric", "role", "period_start", "period_end", "modality"])
def test_fields(found: list[dict[str, str]], field: str):
    wanted = [row for group in sentences() for row in group]
    pairs = [(gold["figure"], gold[field], row[field]) for gold, row in zip(wanted, found, strict=True)]
    if field == "value":
        pairs = [(figure, str(Decimal(gold)), str(Decimal(got))) for figure, gold, got in pairs]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []


def test_the_company_is_the_one_that_speaks(found: list[dict[str, str]]):
    others = {row["entity"] for row in found} - {"Orient Harbour Holdings Limited"}
    assert others == {"Hong Kong Public Offering"}
