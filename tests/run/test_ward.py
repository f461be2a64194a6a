"""Limits where the process that asks is not ours."""

from __future__ import annotations

import os
import pickle
import signal
import time

import pytest

from pipeline.core.errors import ConfigError
from pipeline.run.ward import Ward
from pipeline.run.workers import Lost


def worker(task: str) -> str | int:
    if task == "hang":
        time.sleep(60)
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "eat":
        try:
            bytearray(8_000_000_000)
        except MemoryError:
            return "too much"
    if task == "refuse":
        raise ConfigError("nothing", "something")
    return os.getpid()


def never(result: object) -> bool:
    return False


def always(result: object) -> bool:
    return True


def ward(limit: float = 20.0, memory: int = 0) -> Ward:
    made = Ward(worker, limit, memory, never, ())
    return pickle.loads(pickle.dumps(made))


def test_a_child_does_one_task_after_another():
    one = ward()
    first = one("a")
    assert first == one("b") != os.getpid()


def test_one_that_dies_or_hangs_is_lost_and_the_next_is_done():
    one = ward(limit=5.0)
    assert one("die") == Lost("crashed", "SIGKILL")
    first = one("a")
    assert isinstance(first, int)
    hasty = ward(limit=3.0)
    assert hasty("hang") == Lost("timeout", "")
    assert isinstance(hasty("a"), int)


def test_memory_has_a_limit():
    assert ward(memory=4_000_000_000)("eat") == "too much"


def test_an_error_of_ours_is_raised_and_the_child_goes_on():
    one = ward()
    first = one("a")
    with pytest.raises(ConfigError, match="nothing"):
        one("refuse")
    assert one("b") == first


def test_a_tired_child_is_replaced():
    one = Ward(worker, 20.0, 0, always, ())
    assert one("a") != one("b")
