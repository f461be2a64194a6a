"""Tasks are Python expressions and the worker is `eval`: what a document can do to a process, in one line each."""

from __future__ import annotations

import pytest

from pipeline.core.errors import ConfigError
from pipeline.run.workers import Lost, spread

SEGFAULT = "__import__('ctypes').string_at(0)"
KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
EXITS = "__import__('os')._exit(3)"
HANGS = "__import__('time').sleep(600)"
PID = "__import__('os').getpid()"


def guarded(task: str) -> object:
    try:
        return eval(task)
    except MemoryError:
        return "MemoryError"


def run(tasks: list[str], *, jobs: int = 2, limit: float = 60.0, tired=lambda result: False) -> dict[str, object]:
    return dict(spread(tasks, eval, jobs=jobs, limit=limit, tired=tired))


def test_every_task_comes_back():
    assert run([f"{n} * 2" for n in range(9)]) == {f"{n} * 2": n * 2 for n in range(9)}


@pytest.mark.parametrize(
    ("task", "detail"),
    [(SEGFAULT, "SIGSEGV"), (KILLED, "SIGKILL"), (EXITS, "exit code 3")],
    ids=["segfault", "kill", "exit"],
)
def test_a_dead_worker_costs_its_task_alone(task: str, detail: str):
    results = run(["1 + 1", task, "2 + 2", "3 + 3"])
    assert results == {"1 + 1": 2, task: Lost("crashed", detail), "2 + 2": 4, "3 + 3": 6}


def test_a_task_past_its_limit_costs_itself_alone():
    results = run([HANGS, "1 + 1", "2 + 2"], limit=5.0)
    assert results == {HANGS: Lost("timeout", ""), "1 + 1": 2, "2 + 2": 4}


def test_a_process_may_not_take_all_memory():
    greedy = "bytearray(10**10)"
    done = dict(spread([greedy, "1 + 1"], guarded, jobs=1, limit=60.0, tired=lambda result: False, memory=2 * 10**9))
    assert done == {greedy: "MemoryError", "1 + 1": 2}


def test_a_tired_worker_is_replaced():
    pids = run([PID, PID + " + 0", PID + " - 0"], jobs=1, tired=lambda result: True)
    assert len(set(pids.values())) == 3


def test_a_worker_that_is_not_tired_goes_on():
    pids = run([PID, PID + " + 0", PID + " - 0"], jobs=1)
    assert len(set(pids.values())) == 1


def test_leaving_early_ends_the_processes():
    results = spread(["1 + 1", HANGS], eval, jobs=2, limit=600.0, tired=lambda result: False)
    assert next(results) == ("1 + 1", 2)
    results.close()
    import multiprocessing

    assert multiprocessing.active_children() == []


def test_an_error_of_ours_costs_the_run():
    refused = "(_ for _ in ()).throw(__import__('pipeline.core.errors').core.errors.ConfigError('x.csv, line 3', 'a unit'))"
    with pytest.raises(ConfigError, match="line 3"):
        run([refused, "1 + 1"])


def test_nothing_to_do():
    assert run([], jobs=0) == {}
