"""The second half of the flow: all documents linked, reconciled and audited, without any process that holds them all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path

from pipeline.audit import Audit, Dossier
from pipeline.core.fact import Fact
from pipeline.core.result import Result
from pipeline.lexicon import load_config
from pipeline.publish import Judged
from pipeline.publish.judged import fact_order
from pipeline.run.batches import FIGURES, Batch, Entry
from pipeline.run.clerk import Ask, Clerk, Done, Settle, Step, Survey, Trouble, Try
from pipeline.run.crew import Crew
from pipeline.run.sheaf import Sheaf, write_sheaf
from pipeline.run.store import Store
from pipeline.run.workers import Lost

LEAD = 600  # characters of an article in which it says what it is about


def dossier_of(result: Result) -> Dossier:
    """What the audit needs of one document."""
    document = result.document
    figures = tuple(sorted(result.figures, key=lambda figure: (figure.span, figure.figure_id)))
    lead = "" if document.pages else document.text[:LEAD]
    return Dossier(document.doc_id, document.source, document.profile, figures, document.tables, result.claims, lead)


def keep_dossier(store: Store, key: str, dossier: Dossier) -> None:
    """Put it where `Judge` looks for it."""
    store.save("dossiers", key, dossier)
    store.save("introductions", key, dossier.introduced())


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the audit gave, in files of `folder` (None: nothing). Read document by document, fact by fact.

    cpu     processor seconds of other processes
    memory  most bytes that a process held which took one
    """

    folder: Path | None = None
    parts: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    cpu: float = 0.0
    memory: int = 0

    def of(self, batch: Batch) -> Iterator[tuple[Entry, Judged]]:
        """Each entry of a batch, with what there is about it."""
        held = Sheaf(self.folder / f"judged-{batch.number}") if self.folder else None
        for entry in batch.entries:
            judged = held.get(entry.doc_id) if held and entry.part else None
            yield entry, judged if isinstance(judged, Judged) else Judged()

    def facts(self) -> Iterator[Fact]:
        """In the order of the published table."""
        return merge(*(self.facts_of(part) for part in range(self.parts)), key=fact_order)

    def facts_of(self, part: int) -> Iterator[Fact]:
        """Those of one part, in order."""
        if self.folder:
            for some in Sheaf(self.folder / f"facts-{part}").values():
                yield from some


class Judge:
    """Audits the documents whose dossiers are in the store. `folder` is for what one step hands to the next."""

    def __init__(self, store: Store, config: Path, folder: Path, crew: Crew) -> None:
        self._store = store
        self._config = config.absolute()
        self._folder = folder.absolute()
        self._crew = crew

    def __call__(self, batches: Sequence[Batch]) -> Verdicts:
        """Raises ConfigError where the audit cannot use the lexicon, RuntimeError where a step was lost."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        directory = Audit(*load_config(self._config)).directory(_Introductions(self._store, batches))
        write_sheaf(self._folder / "directory", [(0, directory)])
        parts = max(1, -(-sum(entry.figures for batch in batches for entry in batch.entries) // FIGURES))
        firsts = tuple(batch.entries[0].doc_id for batch in batches)
        counts: Counter[str] = Counter()
        troubles: list[Trouble] = []
        asking = tuple(batch.number for batch in batches if any(entry.claims for entry in batch.entries))
        cpu, memory = 0.0, 0
        for steps in (
            [Ask(batches[number]) for number in asking],
            [Survey(batch, parts, asking) for batch in batches],
            [Settle(part, firsts) for part in range(parts)],
            [Try(batch, parts) for batch in batches],
        ):
            for done in self._taken(steps):
                counts.update(done.counts)
                cpu += done.cpu if len(steps) > 1 else 0.0  # a single step is taken in this process, which counts it itself
                memory = max(memory, done.memory)
                troubles += done.troubles
        self._store.save("audit", "sums", len(batches))  # for the live formulas of the workbook
        return Verdicts(self._folder, parts, dict(counts), tuple(troubles), cpu, memory)

    def _taken(self, steps: Sequence[Step]) -> Iterator[Done]:
        for step, done in self._crew(steps, Clerk(self._config, self._store, self._folder)):
            if isinstance(done, Lost):
                raise RuntimeError(f"the process of {type(step).__name__} ended: {done.reason} {done.detail}")
            yield done


class _Introductions:
    """Of each document what tells who is who; can be gone through again."""

    def __init__(self, store: Store, batches: Sequence[Batch]) -> None:
        self._store = store
        self._batches = batches

    def __iter__(self) -> Iterator[Dossier]:
        for batch in self._batches:
            for entry in batch.read:
                held = self._store.load("introductions", entry.part)
                if not isinstance(held, Dossier):
                    raise RuntimeError(f"the cache lost {entry.source} while it was in use; run again")
                yield held
