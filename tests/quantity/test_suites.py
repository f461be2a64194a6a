"""The public suites beside the repository, when they are there: what must be reached, and where our convention differs."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.quantities import parse

HOUSE = Path(__file__).parents[2]
SUITES = HOUSE / ".." / "shared" / "eval" / "quantities"
CONVENTIONS = Path(__file__).parent / "data" / "conventions.csv"

pytestmark = pytest.mark.skipif(not (SUITES / "score.py").exists(), reason="the suites are not beside the repository")


@pytest.fixture(scope="module")
def score() -> Any:
    sys.path.insert(0, str(SUITES))
    spec = importlib.util.spec_from_file_location("suite_score", SUITES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(SUITES))


@pytest.fixture(scope="module")
def results(score: Any) -> list[tuple[dict[str, Any], list[dict[str, bool]], int]]:
    files = sorted((SUITES / "suites").glob("*.jsonl"))
    cases = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [(case, *score.score_case(case, parse(case["text"], case.get("ref_date")))) for case in cases]


def _share(results: list[tuple[dict[str, Any], list[dict[str, bool]], int]], wanted: Any) -> tuple[float, float]:
    """The share of items right in value, unit and type, and extras per 100 cases."""
    counts: Counter[str] = Counter()
    for case, items, extra in results:
        if wanted(case):
            counts["cases"] += 1
            counts["extra"] += extra
            valued = [item for expected, item in zip(case["expected"], items, strict=True) if expected["value"] is not None]
            counts["items"] += len(valued)
            counts["right"] += sum(item["vu"] for item in valued)
    return counts["right"] / counts["items"], 100 * counts["extra"] / counts["cases"]


def test_all_suites(results: list[Any]) -> None:
    assert _share(results, lambda case: True)[0] >= 0.91


def test_finance_subset(results: list[Any]) -> None:
    assert _share(results, lambda case: case["fin"])[0] >= 0.94


def test_own_finance_cases(results: list[Any]) -> None:
    right, extra = _share(results, lambda case: case["suite"] == "own_fin")
    assert right >= 0.97
    assert extra <= 3


def test_conventions_that_we_do_not_share(results: list[Any]) -> None:
    """Each case of the table is wrong by its suite, for the reason given; one that comes right leaves the table."""
    with CONVENTIONS.open(encoding="utf-8", newline="") as handle:
        reasons = {row["case"]: row["reason"] for row in csv.DictReader(handle)}
    wrong = {case["id"] for case, items, _ in results if not all(item["vu"] for item in items)}
    assert all(reasons.values())
    assert set(reasons) <= wrong
