"""The same tables from any executor: threads of this process, and a real dask cluster that loses a worker in mid-run."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

import pipeline
from pipeline.core.errors import ConfigError
from pipeline.lexicon import default_config
from pipeline.run import Options, extract
from pipeline.run.cluster import spread_over
from pipeline.run.work import Outcome, Task, Worker
from pipeline.run.workers import Lost
from tests.support.runs import published


def half(number: int) -> float:
    if number < 0:
        raise ConfigError("a negative number", "none")
    return 1 / (number - 3)


def test_results_and_losses_come_from_any_executor():
    with ThreadPoolExecutor(2) as executor:
        results = dict(spread_over(range(5), half, executor))
    assert results.pop(3) == Lost("crashed", "ZeroDivisionError: division by zero")
    assert results == {0: 1 / -3, 1: -0.5, 2: -1.0, 4: 1.0}


def test_an_error_of_ours_costs_the_run():
    with ThreadPoolExecutor(2) as executor, pytest.raises(ConfigError, match="negative"):
        dict(spread_over([1, -1], half, executor))


def test_a_scheduler_that_is_not_there(tmp_path: Path):
    pytest.importorskip("distributed")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("白塔电子有员工512人。\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="nowhere"):
        extract(Options(tmp_path / "raw", tmp_path / "out", default_config(), scheduler="tcp://nowhere.invalid:1"))


def test_a_cluster_that_loses_a_worker_gives_the_same_tables(tmp_path: Path):
    distributed = pytest.importorskip("distributed")
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(30):
        (raw / f"{number:02}.txt").write_text(f"白塔电子{1990 + number}年有员工{number + 500}人。\n", encoding="utf-8")
    extract(Options(raw, tmp_path / "alone", default_config(), jobs=1))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        killer = Thread(target=lambda: (time.sleep(1.0), os.kill(victim, signal.SIGKILL)))
        killer.start()
        summary = extract(Options(raw, tmp_path / "together", default_config(), scheduler=cluster.scheduler_address))
        killer.join()
    assert summary.failed == 0
    assert published(tmp_path / "together") == published(tmp_path / "alone")
    assert len(pipeline.load(tmp_path / "together")["documents"]) == 30


class Troubled(Worker):
    """Dies at one document, hangs at another, and eats all memory at a third."""

    def __call__(self, task: Task) -> Outcome:
        if task.item.source == "01.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        if task.item.source == "02.txt":
            time.sleep(600)
        return super().__call__(task)

    def _readout(self, raw, task, clock):
        if task.item.source == "03.txt":
            bytearray(1 << 45)
        return super()._readout(raw, task, clock)


def test_a_cluster_keeps_the_limits_of_a_document(tmp_path: Path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(6):
        (raw / f"{number:02}.txt").write_text(f"白塔电子{1990 + number}年有员工{number + 500}人。\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.run.flow.Worker", Troubled)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        extract(Options(raw, tmp_path / "out", default_config(), scheduler=cluster.scheduler_address, timeout=20.0))
        assert len(cluster.scheduler_info["workers"]) == 2
    documents = pipeline.load(tmp_path / "out")["documents"].set_index("source")
    assert documents["error_code"].to_dict() == {
        "00.txt": "", "01.txt": "crashed", "02.txt": "timeout", "03.txt": "memory", "04.txt": "", "05.txt": "",
    }  # fmt: skip
    assert "SIGKILL" in documents.loc["01.txt", "error"]
