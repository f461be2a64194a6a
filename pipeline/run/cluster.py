"""The same work on a cluster: any `concurrent.futures.Executor` takes the place of our own processes.

The cluster must see the same files under the same paths: the documents, the config folder and the cache.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any, TypeVar

from pipeline.core.errors import ConfigError, PipelineError
from pipeline.run.workers import Lost

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 1000  # tasks handed over and not yet done: enough for any cluster, and memory stays bounded


def spread_over(tasks: Sequence[T], worker: Callable[[T], R], executor: Executor) -> Iterator[tuple[T, R | Lost]]:
    """Call `worker` (picklable) with each task on an executor; results as they come.

    A task whose process dies is what the executor makes of it: dask tries it elsewhere a few times, then it is Lost.
    An error of ours (ConfigError) is raised here, as by `workers.spread`.
    """
    frozen = pickle.dumps(worker)
    waiting = iter(tasks)
    running: dict[Future[R], T] = {}
    while True:
        running |= {executor.submit(_call, frozen, task): task for task in islice(waiting, AHEAD - len(running))}
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            try:
                yield task, future.result()
            except PipelineError:
                raise
            except Exception as error:  # whatever the executor reports of a dead process
                yield task, Lost("crashed", f"{type(error).__name__}: {error}")


def _call(frozen: bytes, task: Any) -> Any:
    return _thawed(frozen)(task)


@cache
def _thawed(frozen: bytes) -> Callable[[Any], Any]:
    """The worker in this process: its stages are built once, not for every document."""
    worker: Callable[[Any], Any] = pickle.loads(frozen)
    return worker


@contextmanager
def dask_executor(scheduler: str) -> Iterator[Executor]:
    """The executor of a dask.distributed cluster at `scheduler` (tcp://host:port).

    Raises ConfigError where the extra is not installed or nobody answers.
    """
    try:
        connect: Any = import_module("dask.distributed").Client
    except ImportError as error:
        raise ConfigError("dask.distributed is not installed", "the extra `cluster`", "pip install 'heshu[cluster]'") from error
    try:
        client = connect(scheduler, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise ConfigError(
            f"--scheduler {scheduler}: {error}", "the address of a dask scheduler", "Start one, or correct it"
        ) from error
    with client:
        yield client.get_executor(pure=False)
