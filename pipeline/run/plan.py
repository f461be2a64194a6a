"""Before anything is read: which documents are new, which are known, which are there twice, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile
from pipeline.run.inputs import Input
from pipeline.run.keys import Versions, origin
from pipeline.run.remote import Remote
from pipeline.run.store import Store
from pipeline.run.work import Outcome, Task, failed, held_outcome, unreadable

Origins = dict[str, dict[str, str]]  # source -> name of a thing it is made from -> its digest


@dataclass(slots=True)
class Plan:
    """What a run has to do.

    tasks     documents to read, longest first
    known     outcomes of documents that need nothing
    twins     rows of `documents` for bytes that are there under another name already
    origins   what each document is read from; the next run compares it with its own, to say why
    stamps    of documents behind URLs: what the next run knows them by
    """

    tasks: list[Task] = field(default_factory=list)
    known: list[Outcome] = field(default_factory=list)
    twins: list[dict[str, object]] = field(default_factory=list)
    origins: Origins = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)

    def completed(self, read: Sequence[Outcome]) -> tuple[tuple[Outcome, ...], list[dict[str, object]]]:
        """All outcomes by source, and all twins, also those that only reading showed to be such."""
        self.origins.update({outcome.source: outcome.origin for outcome in read if outcome.origin})
        kept: dict[str, Outcome] = {}
        twins = list(self.twins)
        for outcome in sorted([*self.known, *read], key=lambda one: (not self._origin(one).get("sidecar"), one.source)):
            first = kept.setdefault(outcome.doc_id, outcome)
            if first is not outcome:
                size = outcome.row.get("bytes") or outcome.counts.get("bytes", 0)
                twins.append(_twin(outcome.source, self._origin(outcome).get("bytes", ""), size, first.source))
        return tuple(sorted(kept.values(), key=lambda outcome: outcome.source)), twins

    def _origin(self, outcome: Outcome) -> Mapping[str, str]:
        return self.origins.get(outcome.source, {})


def plan(inputs: Iterable[Input], store: Store, versions: Versions, former: Mapping[str, Any], *, force: bool = False) -> Plan:
    """Sort the inputs into new, known and twins. Of equal bytes, the first that has a sidecar is read, else the first.

    former  state of the run before. A document behind a URL that has not changed since then is not fetched; one that has is
            a task, whatever the cache holds of it: the worker that fetches it will see
    """
    made = Plan()
    seen: dict[str, str] = {}
    for item in sorted(inputs, key=lambda item: (item.sidecar is None, item.source)):
        try:
            raw = _known(item, made, former) if isinstance(item.path, Remote) else item.read()
        except OSError as error:
            made.known.append(failed(Task(item, 0, ""), unreadable(item.source, error)))
            continue
        if raw is None:
            made.tasks.append(Task(item, item.path.size, "", fresh=force))  # type: ignore[union-attr]
            continue
        if raw.sha256 in seen:
            made.twins.append(_twin(item.source, raw.sha256, len(raw.data), seen[raw.sha256]))
            continue
        seen[raw.sha256] = item.source
        made.origins[item.source] = origin(raw)
        held = None if force else held_outcome(raw, store, versions)
        if held:
            made.known.append(held)
        else:
            made.tasks.append(Task(item, len(raw.data), "" if raw.digest else raw.sha256, fresh=force))
    made.tasks.sort(key=lambda task: (-task.size, task.item.source))
    return made


def _known(item: Input, made: Plan, former: Mapping[str, Any]) -> RawFile | None:
    """A document behind a URL as it was when it was fetched, its bytes left out; None where it may have changed."""
    stamp = item.path.stamp if isinstance(item.path, Remote) else ""
    made.stamps[item.source] = stamp
    digest = former.get("origins", {}).get(item.source, {}).get("bytes", "")
    if not stamp or not digest or former.get("stamps", {}).get(item.source) != stamp:
        return None
    return RawFile(item.source, b"", item.beside(), item.pages, digest)


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
    if source not in origins:
        return "changed: bytes"
    own = [name for name, digest in origins[source].items() if former[source].get(name) != digest]
    return f"changed: {', '.join([*own, *common])}" if own or common else "not finished before"


def _twin(source: str, sha256: str, size: int, first: str) -> dict[str, object]:
    return {
        "doc_id": document_id(sha256),
        "source": source,
        "sha256": sha256,
        "bytes": size,
        "status": "duplicate",
        "warnings": f"the same bytes as {first}",
    }
