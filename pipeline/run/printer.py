"""Writes the tables of one batch of documents, or of one part of the facts, in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from pipeline.publish import Part, PartedFolder
from pipeline.run.batches import Batch, Entry
from pipeline.run.judge import Verdicts
from pipeline.run.store import Store
from pipeline.run.work import peak_memory


@dataclass(frozen=True, slots=True)
class Printed:
    """How many rows were added to each table, in so many processor seconds. `memory` is the most that the process ever held."""

    rows: Mapping[str, int]
    cpu: float
    memory: int


class Printer:
    """Called with a batch, or with the number of a part of the facts; `folder` is one that publish.prepare made. Picklable."""

    def __init__(self, store: Store, folder: Path, found: Verdicts) -> None:
        self._store = store
        self._folder = folder
        self._found = found

    def __call__(self, task: Batch | int) -> Printed:
        began = process_time()
        rows = self._print(task)
        return Printed(rows, process_time() - began, peak_memory())

    def _print(self, task: Batch | int) -> Mapping[str, int]:
        folder = PartedFolder(self._folder)
        if isinstance(task, int):
            folder.add_facts(task, self._found.facts_of(task))
            return folder.rows
        rows = [
            folder.add(part_of(self._store, entry), judged) if entry.part else entry.row for entry, judged in self._found.of(task)
        ]
        folder.add_documents(task.number, rows)
        return folder.rows


def part_of(store: Store, entry: Entry) -> Part:
    """A document's share of the tables."""
    part = store.load("parts", entry.part)
    if not isinstance(part, Part):
        raise RuntimeError(f"the cache lost {entry.source} while it was in use; run again")
    return part
