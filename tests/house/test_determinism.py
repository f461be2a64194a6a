"""The same input gives the same bytes: over runs, numbers of processes, and seeds of Python's hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.runs import ROOT, run

SAMPLE = ROOT / "raw"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return run(SAMPLE, tmp_path_factory.mktemp("first"), "--jobs", "1")


def test_there_is_something_to_compare(first: dict[str, str]):
    assert {"figures.csv", "figures.parquet", "ledger.csv", "facts.parquet", "datapackage.json"} <= set(first)
    assert any(name.startswith("tables/") for name in first)


@pytest.mark.parametrize(("seed", "jobs"), [("0", "2"), ("4711", "1"), ("42", "2")])
def test_the_same_bytes(first: dict[str, str], tmp_path: Path, seed: str, jobs: str):
    assert run(SAMPLE, tmp_path, "--jobs", jobs, seed=seed) == first
