"""Runs that end in the middle: the former tables stay whole, and the next run gives what it would have given anyway.

By hand, with a filing of fifty pages beside the sample: HESHU_KILLS=100 pytest tests/run/test_killed.py
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pypdfium2
import pytest

from tests.support.runs import ROOT, published, run, start

TIMES = int(os.environ.get("HESHU_KILLS", "2"))
PAGES = 50 if TIMES > 10 else 0  # of the filing beside the sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is read: the sample, and a longer filing made of its pages."""
    raw = tmp_path_factory.mktemp("inputs") / "raw"
    shutil.copytree(ROOT / "raw", raw)
    if PAGES:
        (short,) = raw.glob("*.pdf")
        source, long = pypdfium2.PdfDocument(short), pypdfium2.PdfDocument.new()
        long.import_pages(source, [number % len(source) for number in range(PAGES)])
        long.save(raw / "long.pdf")
    return raw


@pytest.fixture(scope="module")
def whole(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], float]:
    """The tables of a run that nobody kills, and the seconds that it took."""
    began = time.monotonic()
    return run(sample, tmp_path_factory.mktemp("whole")), time.monotonic() - began


def kill(raw: Path, out: Path, after: float, how: signal.Signals, *options: str) -> tuple[int, float]:
    """Exit code of a run that gets a signal after some seconds, and how long it then took to end."""
    process = start(raw, out, *options)
    time.sleep(after)
    os.killpg(process.pid, how)
    sent = time.monotonic()
    process.communicate(timeout=30)
    return process.returncode, time.monotonic() - sent


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_killed_run_leaves_nothing_that_shows(sample: Path, whole: tuple[dict[str, str], float], tmp_path: Path, turn: int):
    tables, seconds = whole
    kill(sample, tmp_path, random.Random(turn).uniform(0.2, 1.1) * seconds, signal.SIGKILL)
    assert run(sample, tmp_path) == tables


@pytest.mark.parametrize("turn", range(TIMES // 2))
def test_a_killed_change_to_parts_leaves_nothing_that_shows(whole: tuple[dict[str, str], float], tmp_path: Path, turn: int):
    """From whole tables to parts and back: never a mixture."""
    tables, seconds = whole
    run(ROOT / "raw", tmp_path)
    kill(ROOT / "raw", tmp_path, random.Random(turn).uniform(0.2, 1.1) * seconds / 2, signal.SIGKILL, "--partitioned")
    assert published(tmp_path) == tables or not (tmp_path / "figures.csv").exists()
    parts = run(ROOT / "raw", tmp_path, "--partitioned")
    assert not [name for name in parts if name in ("figures.csv", "figures.parquet")]
    assert run(ROOT / "raw", tmp_path) == tables


def test_a_killed_run_leaves_the_former_tables(sample: Path, whole: tuple[dict[str, str], float], tmp_path: Path):
    tables, seconds = whole
    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(sample, raw)
    assert run(raw, out) == tables
    (raw / "more.txt").write_text("白塔电子2022年净亏损2,466万元。\n", encoding="utf-8")
    kill(raw, out, seconds / 2, signal.SIGKILL, "--force")
    assert published(out) == tables


def test_ctrl_c_stops_at_once_and_leaves_the_former_tables(sample: Path, whole: tuple[dict[str, str], float], tmp_path: Path):
    tables, seconds = whole
    run(sample, tmp_path)
    code, took = kill(sample, tmp_path, seconds / 2, signal.SIGINT, "--force")
    assert code == 130
    assert took < 2.0
    assert published(tmp_path) == tables
