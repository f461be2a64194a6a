"""Who does the work: processes of this machine, or a cluster. The rest of a run does not know which."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import cached_property
from typing import Protocol, Self, TypeVar

from pipeline.run.cluster import dask_executor, spread_over
from pipeline.run.ward import Ward
from pipeline.run.workers import Lost, spread

WORKER_MEMORY = 700_000_000  # bytes; a worker that ever held more makes way for a fresh one


class Report(Protocol):
    """What any worker gives back."""

    @property
    def memory(self) -> int:
        """Most bytes that its process ever held."""


T = TypeVar("T")
R = TypeVar("R", bound=Report)


class Crew(ExitStack):
    """A context manager. Called with tasks and a worker, gives results as they come.

    jobs       processes; 0 is one for each core
    scheduler  address of a dask scheduler, "" for processes of this machine
    """

    def __init__(self, jobs: int = 0, scheduler: str = "") -> None:
        super().__init__()
        self._jobs = jobs or len(os.sched_getaffinity(0))
        self._scheduler = scheduler

    def __enter__(self) -> Self:
        return super().__enter__()

    def __call__(self, tasks: Sequence[T], worker: Callable[[T], R]) -> Iterator[tuple[T, R | Lost]]:
        """Tasks of ours, which need no guard: a single one is done in this process."""
        if len(tasks) == 1:
            return iter([(tasks[0], worker(tasks[0]))])
        return self.guarded(tasks, worker)

    def guarded(
        self, tasks: Sequence[T], worker: Callable[[T], R], *, limit: float = float("inf"), memory: int = 0
    ) -> Iterator[tuple[T, R | Lost]]:
        """Tasks that may crash, hang or eat all memory: such a one is Lost, the others go on.

        limit   seconds that one task may take
        memory  bytes that its process may take, 0 for any number
        """
        if not self._scheduler or not tasks:
            jobs = min(self._jobs, len(tasks))
            return spread(tasks, worker, jobs=jobs, limit=limit, tired=_is_tired, memory=memory)
        if limit == float("inf") and not memory:
            return spread_over(tasks, worker, self._executor)
        return spread_over(tasks, Ward(worker, limit, memory, _is_tired), self._executor)

    @cached_property
    def _executor(self) -> Executor:
        return self.enter_context(dask_executor(self._scheduler))


def _is_tired(report: Report | Lost) -> bool:
    return not isinstance(report, Lost) and report.memory > WORKER_MEMORY
