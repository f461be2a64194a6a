"""What a worker does with one document: take from the cache what is there, make the rest, and say what it took."""

from __future__ import annotations

import hashlib
import resource
import sys
import traceback
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.errors import ConfigError, DocumentError
from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile
from pipeline.lexicon import load_config
from pipeline.run.inputs import Input
from pipeline.run.keys import Versions, origin
from pipeline.run.stages import Clock, Stages
from pipeline.run.store import Store

if TYPE_CHECKING:
    from pipeline.parse.read import Readout


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read. `fresh` says not to look into the cache.

    sha256  of its bytes; "" where they are still to be fetched, then the worker looks into the cache
    """

    item: Input
    size: int
    sha256: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document; small, it travels between processes. Its share of the tables is in the store under `part`.

    row      its row of `documents` where it failed, else empty
    seconds  by stage; a stage that came from the cache is absent
    cpu      processor seconds in all
    memory   most bytes that the worker ever held
    """

    source: str
    doc_id: str
    part: str = ""
    row: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    status: str = "ok"
    seconds: dict[str, float] = field(default_factory=dict)
    cpu: float = 0.0
    memory: int = 0
    detail: str = ""  # the traceback of a bug, for the log
    origin: dict[str, str] = field(default_factory=dict)  # what it was read from, where the run that planned could not know
    from_cache: bool = False

    @property
    def failed(self) -> bool:
        return self.status == "failed"


class Worker:
    """Called with a Task, gives an Outcome. Picklable until first called.

    Raises ConfigError where a stage cannot use the lexicon; never for what a document does.
    """

    def __init__(self, config: Path, store: Store, versions: Versions) -> None:
        self._config = config
        self._store = store
        self._versions = versions

    @cached_property
    def _stages(self) -> Stages:
        return Stages(*load_config(self._config))

    def __call__(self, task: Task) -> Outcome:
        clock = Clock()
        try:
            raw = task.item.read()
        except OSError as error:
            return failed(task, unreadable(task.item.source, error), clock)
        if task.sha256:
            return self._read(raw, task, clock)
        task = replace(task, size=len(raw.data), sha256=raw.sha256)
        held = None if task.fresh else held_outcome(raw, self._store, self._versions)
        outcome = replace(held, from_cache=True) if held else self._read(raw, task, clock)
        return replace(outcome, origin=origin(raw))

    def _read(self, raw: RawFile, task: Task, clock: Clock) -> Outcome:
        try:
            readout = self._readout(raw, task, clock)
        except DocumentError as error:
            return self._remembered(failed(task, error, clock), self._versions.failure_key(self._store, raw))
        except ConfigError:
            raise
        except MemoryError:
            return failed(task, _too_big(), clock)
        except Exception as bug:
            return failed(task, _bug(bug), clock, traceback.format_exc())
        try:
            outcome = self._outcome(raw, readout, clock)
        except DocumentError as error:
            outcome = failed(task, error, clock)
        except ConfigError:
            raise
        except MemoryError:
            return failed(task, _too_big(), clock)
        except Exception as bug:
            outcome = failed(task, _bug(bug), clock, traceback.format_exc())
        return self._remembered(outcome, self._versions.part_key(self._store, raw))

    def _readout(self, raw: RawFile, task: Task, clock: Clock) -> Readout:
        key = self._versions.read_key(self._store, raw)
        if key and not task.fresh:
            with clock.stage("load"):
                held: Readout | None = self._store.load("read", key)
            if held is not None:
                return held
        step = self._stages.read
        self._versions.built(self._store, "read", step.reads)
        readout = step(raw, clock)
        with clock.stage("save"):
            self._store.save("read", self._versions.read_key(self._store, raw) or "", readout)
        return readout

    def _outcome(self, raw: RawFile, readout: Readout, clock: Clock) -> Outcome:
        from pipeline.publish import part_of
        from pipeline.run.judge import dossier_of, keep_dossier

        step = self._stages.meaning
        self._versions.built(self._store, "meaning", step.reads)
        result = step(readout, raw.sidecar, clock)
        key = self._versions.part_key(self._store, raw) or ""
        with clock.stage("tables"):
            part = part_of(result)
            keep_dossier(self._store, key, dossier_of(result))
            self._store.save("evidence", key, {figure.figure_id: figure.evidence for figure in result.figures})
            self._store.save("parts", key, part)
        counts = {name: part.row[name] for name in ("bytes", "pages", "chars", "tables", "figures", "claims", "unexplained")}
        return Outcome(
            raw.source, part.row["doc_id"], key, {}, counts, part.row["status"], clock.seconds, clock.cpu, peak_memory()
        )

    def _remembered(self, outcome: Outcome, key: str | None) -> Outcome:
        if key:
            self._store.save("outcomes", key, outcome)
        return outcome


def held_outcome(raw: RawFile, store: Store, versions: Versions) -> Outcome | None:
    """What an earlier run made of the same document under the same versions."""
    for key in (versions.part_key(store, raw), versions.failure_key(store, raw)):
        outcome = store.load("outcomes", key) if key and store.has("outcomes", key) else None
        if isinstance(outcome, Outcome) and (outcome.failed or _is_whole(store, outcome.part)):
            store.has("read", versions.read_key(store, raw) or "")  # counts as used
            return outcome
    return None


def _is_whole(store: Store, key: str) -> bool:
    held = [store.has(kind, key) for kind in ("parts", "dossiers", "introductions", "evidence")]  # each counts as used
    return all(held)


def failed(task: Task, error: DocumentError, clock: Clock | None = None, detail: str = "") -> Outcome:
    """The outcome of a document that cannot be read, with its row of `documents`."""
    sha256 = task.sha256 or hashlib.sha256(task.item.source.encode()).hexdigest()  # of bytes that nobody has seen, the name's
    doc_id = document_id(sha256)
    row = {
        "doc_id": doc_id,
        "source": task.item.source,
        "sha256": sha256,
        "bytes": task.size,
        "status": "failed",
        "error_code": error.code,
        "error": str(error),
    }
    seconds, cpu = (clock.seconds, clock.cpu) if clock else ({}, 0.0)
    return Outcome(task.item.source, doc_id, "", row, {}, "failed", seconds, cpu, peak_memory(), detail)


def unreadable(source: str, error: OSError) -> DocumentError:
    """The system would not hand the file out."""
    return DocumentError(f"{source}: {error.strerror}", "a file that can be opened", "Check its permissions", "unreadable")


def _too_big() -> DocumentError:
    """Not remembered: another machine, or another limit, may do it."""
    seen, todo = "reading it took more memory than it may", "Raise document_memory in settings.toml, or look at the file"
    return DocumentError(seen, "a document of usual size", todo, "memory")


def _bug(error: Exception) -> DocumentError:
    """A bug of ours costs the document it met, and says so."""
    return DocumentError(f"{type(error).__name__}: {error}", "", "This is a bug: please report it with log.jsonl", "internal")


def peak_memory() -> int:
    """Most bytes that this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
