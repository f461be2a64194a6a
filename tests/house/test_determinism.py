"""The same input gives the same bytes: over runs, numbers of processes, and seeds of Python's hash."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VARIES = {"run.json", "log.jsonl", ".lock"}


def tables(out: Path, seed: str, jobs: str) -> dict[str, str]:
    """Digest of every published file of a run on the sample."""
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        "--raw",
        str(ROOT / "raw"),
        "--out",
        str(out),
        "--jobs",
        jobs,
        "--quiet",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and path.name not in VARIES and ".cache" not in path.parts]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return tables(tmp_path_factory.mktemp("first"), "0", "1")


def test_there_is_something_to_compare(first: dict[str, str]):
    assert {"figures.csv", "figures.parquet", "ledger.csv", "datapackage.json"} <= set(first)
    assert any(name.startswith("tables/") for name in first)


@pytest.mark.parametrize(("seed", "jobs"), [("0", "2"), ("4711", "1"), ("42", "2")])
def test_the_same_bytes(first: dict[str, str], tmp_path: Path, seed: str, jobs: str):
    assert tables(tmp_path, seed, jobs) == first
