"""What a run shows while it goes on: a bar on a terminal, plain lines elsewhere, nothing when quiet. On standard error."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.run.work import Outcome


class Quiet(AbstractContextManager["Quiet"]):
    """Is told of each document when it is done, and says nothing."""

    def __call__(self, done: int, total: int, outcome: Outcome) -> None:
        del done, total, outcome

    def __exit__(self, *ended: object) -> None:
        return None


class Lines(Quiet):
    """A line for each document: what became of it, its figures, its seconds."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, done: int, total: int, outcome: Outcome) -> None:
        self._console.print(f"[{done}/{total}] {told(outcome)}", markup=False, highlight=False, soft_wrap=True)


class Bar(Quiet):
    """One bar over all documents; failures are printed above it."""

    def __init__(self, console: Console) -> None:
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, outcome: Outcome) -> None:
        self._bar.update(self._task, completed=done, total=total, description=outcome.source[-40:])
        if outcome.failed:
            self._bar.console.print(told(outcome), markup=False, highlight=False, soft_wrap=True)


def told(outcome: Outcome) -> str:
    """One line about one document."""
    if outcome.failed:
        return f"{outcome.source}: failed ({outcome.row['error_code']}): {outcome.row['error']}"
    seconds = sum(outcome.seconds.values())
    counts = f"{outcome.counts['figures']} figures, {outcome.counts['tables']} tables"
    return f"{outcome.source}: {outcome.status}, {counts}, {seconds:.1f} s"


def watcher(console: Console, *, quiet: bool) -> Quiet:
    """The right one for this console."""
    if quiet:
        return Quiet()
    return Bar(console) if console.is_terminal else Lines(console)
