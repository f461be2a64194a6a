"""Work spread over processes, so that a document which crashes, hangs or eats all memory costs itself alone.

Standard library only: a pool of `concurrent.futures` breaks as a whole when one worker is killed, and the packages that
do better are under licences that bind their users.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Generic, Literal, TypeVar

from pipeline.core.errors import PipelineError

T = TypeVar("T")
R = TypeVar("R")
PRELOADED = [f"pipeline.{room}" for room in ("run.work", "parse.parse", "segment", "extract", "normalize", "publish", "audit")]
LONGEST_WAIT = 0.5  # seconds between looks at the clock


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that did not come back: its worker died, or it passed the time limit."""

    reason: Literal["crashed", "timeout"]
    detail: str  # SIGSEGV, exit code 3, 600 s


class _Hand(Generic[T, R]):
    """One worker process and the task that it is at."""

    def __init__(self, worker: Callable[[T], R], context: multiprocessing.context.BaseContext, memory: int) -> None:
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=serve, args=(worker, far, memory), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        far.close()
        self.task: T | None = None
        self.deadline = float("inf")

    def give(self, task: T, limit: float) -> None:
        self.task, self.deadline = task, monotonic() + limit
        with suppress(OSError):  # it died while it waited: seen at the next look, as a crash at this task
            self.pipe.send(task)

    def end(self) -> None:
        """Stop it now, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def spread(
    tasks: Sequence[T],
    worker: Callable[[T], R],
    *,
    jobs: int,
    limit: float,
    tired: Callable[[R], bool],
    memory: int = 0,
) -> Iterator[tuple[T, R | Lost]]:
    """Call `worker` (picklable) with each task in one of `jobs` processes; results as they come, in no order.

    limit   seconds that one task may take
    memory  bytes that one process may take, 0 for any number
    tired   whether the process that gave this result is to be replaced by a fresh one

    An error of ours that the worker raises (ConfigError) is raised here: it costs the run.
    Leaving the iterator early, also by an exception such as KeyboardInterrupt, kills the processes.
    """
    waiting = deque(tasks)
    context = _context()
    hands: list[_Hand[T, R]] = []
    try:
        while waiting or any(hand.task is not None for hand in hands):
            _staff(hands, waiting, lambda: _Hand(worker, context, memory), jobs, limit)
            for hand in _stirring(hands):
                task = hand.task
                if task is None:
                    continue
                result = _take(hand)
                if isinstance(result, PipelineError):
                    raise result
                if isinstance(result, Lost) or tired(result):
                    hand.end()
                    hands.remove(hand)
                yield task, result
    finally:
        for hand in hands:
            hand.end()


def _staff(hands: list[_Hand[T, R]], waiting: deque[T], hire: Callable[[], _Hand[T, R]], jobs: int, limit: float) -> None:
    """Give each idle process a task, and start new processes while there are more tasks than processes."""
    for hand in hands:
        if waiting and hand.task is None:
            hand.give(waiting.popleft(), limit)
    while waiting and len(hands) < jobs:
        with _interrupts_held():
            hands.append(hire())
        hands[-1].give(waiting.popleft(), limit)


def _stirring(hands: Sequence[_Hand[T, R]]) -> list[_Hand[T, R]]:
    """The processes that have answered, died, or run out of time; waits for the next one."""
    busy = [hand for hand in hands if hand.task is not None]
    rest = min((hand.deadline for hand in busy), default=0.0) - monotonic()
    ready = set(wait([item for hand in busy for item in (hand.pipe, hand.process.sentinel)], max(0.0, min(rest, LONGEST_WAIT))))
    now = monotonic()
    return [hand for hand in busy if hand.pipe in ready or hand.process.sentinel in ready or hand.deadline <= now]


def _take(hand: _Hand[T, R]) -> R | Lost | PipelineError:
    """What came of the task that the process was at."""
    hand.task = None
    if hand.pipe.poll():
        with suppress(EOFError, OSError):
            result: R | PipelineError = hand.pipe.recv()
            return result
    if hand.process.is_alive() and hand.deadline <= monotonic():
        return Lost("timeout", "")
    hand.process.join(timeout=LONGEST_WAIT)
    return Lost("crashed", how_it_ended(hand.process.exitcode))


def how_it_ended(code: int | None) -> str:
    """SIGSEGV, or exit code 3."""
    if code is None:
        return "its pipe broke"
    with suppress(ValueError):
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"signal {-code}"


_RARELY = 100_000  # values made before Python looks for cycles: a document makes millions, nearly all of them without


def serve(worker: Callable[[T], R], pipe: Connection, memory: int) -> None:
    """In the worker process: one task after another until the pipe closes. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_RARELY, 20, 20)
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            task = pipe.recv()
            try:
                result: R | PipelineError = worker(task)
            except PipelineError as error:
                result = error
            pipe.send(result)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits until the block is done; a process started inside never sees one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> multiprocessing.context.BaseContext:
    """Processes forked from a clean server that has the packages loaded; started anew where there is no such thing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context
