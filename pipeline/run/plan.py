"""Before anything is read: which documents are new, which are known, which are there twice, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile
from pipeline.run.inputs import Input
from pipeline.run.keys import Versions, origin
from pipeline.run.store import Store
from pipeline.run.work import Outcome, Task, failed, unreadable

Origins = dict[str, dict[str, str]]  # source -> name of a thing it is made from -> its digest


@dataclass(slots=True)
class Plan:
    """What a run has to do.

    tasks     documents to read, longest first
    known     outcomes of documents that need nothing
    twins     rows of `documents` for bytes that are there under another name already
    origins   what each document is read from; the next run compares it with its own, to say why
    """

    tasks: list[Task] = field(default_factory=list)
    known: list[Outcome] = field(default_factory=list)
    twins: list[dict[str, object]] = field(default_factory=list)
    origins: Origins = field(default_factory=dict)


def plan(inputs: Iterable[Input], store: Store, versions: Versions, *, force: bool = False) -> Plan:
    """Sort the inputs into new, known and twins. Of equal bytes, the first that has a sidecar is read, else the first."""
    made = Plan()
    seen: dict[str, str] = {}
    for item in sorted(inputs, key=lambda item: (item.sidecar is None, item.source)):
        try:
            raw = item.read()
        except OSError as error:
            task = Task(item, 0, hashlib.sha256(item.source.encode()).hexdigest())
            made.known.append(failed(task, unreadable(item.source, error)))
            continue
        if raw.sha256 in seen:
            made.twins.append(_twin(raw, seen[raw.sha256]))
            continue
        seen[raw.sha256] = item.source
        made.origins[item.source] = origin(raw)
        held = None if force else _held(raw, store, versions)
        if held:
            made.known.append(held)
        else:
            made.tasks.append(Task(item, len(raw.data), raw.sha256, fresh=force))
    made.tasks.sort(key=lambda task: (-task.size, task.item.source))
    return made


def reasons(tasks: Sequence[Task], origins: Origins, shared: Mapping[str, str], state: Mapping[str, Any]) -> dict[str, str]:
    """Why each document is redone: `new`, `forced`, or what changed since the former run.

    shared  what all documents depend on: code, settings, lexicon files
    state   of the former run, with its `origins` and `shared`
    """
    before = state.get("shared", {})
    common = [name for name, digest in shared.items() if before.get(name) != digest]
    former = state.get("origins", {})
    return {task.item.source: _reason(task, origins, former, common) for task in tasks}


def _reason(task: Task, origins: Origins, former: Origins, common: Sequence[str]) -> str:
    source = task.item.source
    if task.fresh:
        return "forced"
    if source not in former:
        return "new"
    own = [name for name, digest in origins[source].items() if former[source].get(name) != digest]
    return f"changed: {', '.join([*own, *common])}" if own or common else "not finished before"


def _held(raw: RawFile, store: Store, versions: Versions) -> Outcome | None:
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


def _twin(raw: RawFile, first: str) -> dict[str, object]:
    return {
        "doc_id": document_id(raw.sha256),
        "source": raw.source,
        "sha256": raw.sha256,
        "bytes": len(raw.data),
        "status": "duplicate",
        "warnings": f"the same bytes as {first}",
    }
