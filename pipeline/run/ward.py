"""The limits of a document where the process that reads it is not ours, as on a cluster: a child of that process reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar
from weakref import finalize

from pipeline.core.errors import PipelineError
from pipeline.run.workers import PRELOADED, Lost, how_it_ended, serve

T = TypeVar("T")
R = TypeVar("R")
_START = "import sys; from pipeline.run.ward import main; main(int(sys.argv[1]))"


class Ward(Generic[T, R]):
    """A worker whose task, when it crashes, hangs or eats all memory, is Lost; the process that calls it goes on.

    `modules` are what a child loads before its time counts. Picklable. Children live as long as the process, one for each of its
    threads. (multiprocessing would not do: the workers of dask are daemons, which may have no children of that kind.)
    """

    def __init__(
        self, worker: Callable[[T], R], limit: float, memory: int, tired: Callable[[R], bool], modules: Sequence[str] = PRELOADED
    ) -> None:
        self._given = worker, limit, memory, tired, tuple(modules)
        self._idle: list[_Child] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return Ward, self._given

    def __call__(self, task: T) -> R | Lost:
        """Raises an error of ours that the worker raises."""
        worker, limit, memory, tired, modules = self._given
        child = self._idle.pop() if self._idle else _Child(worker, memory, modules)
        result: R | Lost | PipelineError = child.take(task, limit)
        if isinstance(result, Lost) or (not isinstance(result, PipelineError) and tired(result)):
            child.end()
        else:
            self._idle.append(child)
        if isinstance(result, PipelineError):
            raise result
        return result


class _Child:
    def __init__(self, worker: Callable[[Any], Any], memory: int, modules: Sequence[str]) -> None:
        self._pipe, far = Pipe()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", _START, str(far.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[far.fileno()], env=environment)
        far.close()
        self.end = finalize(self, _end, self._process, self._pipe)  # at the latest when nobody holds it, or Python ends
        with suppress(OSError, EOFError):  # it died at once: seen when it takes its first task
            self._pipe.send((modules, worker, memory))
            self._pipe.recv()  # it has loaded its packages, which is not the document's time

    def take(self, task: Any, limit: float) -> Any:
        with suppress(EOFError, OSError):
            self._pipe.send(task)
            if not self._pipe.poll(None if limit == float("inf") else limit):
                return Lost("timeout", "")
            return self._pipe.recv()
        return Lost("crashed", how_it_ended(self._process.wait()))


def _end(process: subprocess.Popen[bytes], pipe: Connection) -> None:
    """Stop it now, whatever it does."""
    process.kill()
    process.wait()
    pipe.close()


def main(descriptor: int) -> None:
    """What a child does: take the worker, then one task after another until the pipe closes."""
    pipe = Connection(descriptor)
    modules, worker, memory = pipe.recv()
    for module in modules:
        import_module(module)
    pipe.send("ready")
    serve(worker, pipe, memory)
