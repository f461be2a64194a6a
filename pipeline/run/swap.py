"""New tables take the place of the old ones together: a run that dies leaves one whole set, old or new.

New files are written to OUT/.new. When all are there, a mark says so, and each is renamed into place. A run that dies
before the mark leaves the old set; one that dies after it is completed by the next run before anything else happens.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.core.errors import ConfigError

NEW, OLD, MARK, GONE, LOCK, SCRATCH = ".new", ".old", ".complete", ".gone", ".lock", ".scratch"


@contextmanager
def held(out: Path) -> Iterator[None]:
    """One run at a time writes to OUT. Raises ConfigError where another one does."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOCK).open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConfigError(
                f"another run is writing to {out}", "one at a time", "Wait for it, or pass another --out"
            ) from error
        recover(out)
        yield


def fresh(out: Path) -> Path:
    """An empty place for the new tables."""
    shutil.rmtree(out / NEW, ignore_errors=True)
    (out / NEW).mkdir(parents=True)
    return out / NEW


def all_there(out: Path, names: Iterable[str]) -> bool:
    """Whether files or folders of all these names are in OUT."""
    return all((out / name).exists() for name in names)


def publish(out: Path, gone: Iterable[str] = ()) -> None:
    """Put everything in OUT/.new in its place; what stood there under the same name goes, and so does what is named `gone`."""
    (out / NEW / GONE).write_text("\n".join(gone), encoding="utf-8")
    (out / NEW / MARK).touch()
    _roll_forward(out)


def recover(out: Path) -> None:
    """Complete a change of tables that was cut short, or forget one that never got as far."""
    if (out / NEW / MARK).exists():
        _roll_forward(out)
    for name in (NEW, OLD, SCRATCH):
        shutil.rmtree(out / name, ignore_errors=True)


def _roll_forward(out: Path) -> None:
    """Each step may have been done already: a name that is no longer in .new is in its place."""
    (out / OLD).mkdir(exist_ok=True)
    for name in filter(None, (out / NEW / GONE).read_text(encoding="utf-8").split("\n")):
        if (out / name).exists():
            _set_aside(out, name)
    for item in sorted((out / NEW).iterdir()):
        if item.name in (MARK, GONE):
            continue
        target = out / item.name
        if target.is_dir():
            _set_aside(out, item.name)
        item.replace(target)
    (out / NEW / MARK).unlink()
    shutil.rmtree(out / NEW, ignore_errors=True)
    shutil.rmtree(out / OLD, ignore_errors=True)


def _set_aside(out: Path, name: str) -> None:
    shutil.rmtree(out / OLD / name, ignore_errors=True)
    (out / name).rename(out / OLD / name)
