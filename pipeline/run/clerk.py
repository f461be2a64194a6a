"""One step of the second half, in any process: surveys a batch of documents, settles a part of the entities, tries claims.

Steps hand over to each other in files of one folder:

    directory  who is who
    asked-B    the entities that the articles of batch B ask about
    survey-B   by document of batch B: its links and findings
    shelves-B  by part: its shelves, and what is told of its entities, as far as batch B goes
    facts-P    facts of part P, in order, some at a time
    found-P    by batch: what part P found about its documents
    told-P     by entity of part P: what all documents tell of it
    judged-B   by document of batch B: everything that publishing needs
"""

from __future__ import annotations

import traceback
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from time import process_time
from typing import Any
from zlib import crc32

from pipeline.audit import Audit, Dossier
from pipeline.audit.court import Court
from pipeline.audit.link import Directory
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.stage import Shelf, Surveyed, collector_paused, ordered
from pipeline.core.claim import Trial
from pipeline.core.errors import ConfigError
from pipeline.core.fact import Fact
from pipeline.core.finding import Finding
from pipeline.lexicon import load_config
from pipeline.publish import Judged
from pipeline.publish.judged import fact_order
from pipeline.run.batches import Batch, Entry
from pipeline.run.sheaf import Sheaf, write_sheaf
from pipeline.run.store import Store
from pipeline.run.work import peak_memory

AT_ONCE = 64  # facts that are read together when parts are merged


@dataclass(frozen=True, slots=True)
class Ask:
    """Take the articles of a batch: whom do they speak of?"""

    batch: Batch


@dataclass(frozen=True, slots=True)
class Survey:
    """Take a batch of documents, and sort what they tell into so many parts. `asking` are batches with articles."""

    batch: Batch
    parts: int
    asking: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Settle:
    """Take a part of the shelves and entities from all batches. `firsts` are the first doc_ids of the batches."""

    part: int
    firsts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Try:
    """Take a batch again: try its claims, gather its findings."""

    batch: Batch
    parts: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A bug of ours, and what it cost."""

    source: str
    error: str
    detail: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did. `cpu` are processor seconds, `memory` the most bytes that its process ever held."""

    counts: Mapping[str, int]
    troubles: tuple[Trouble, ...]
    cpu: float
    memory: int


_Share = tuple[dict[str, Shelf], dict[str, list[Mentioned]]]  # shelves, and what is told by entity
Step = Ask | Survey | Settle | Try


class Clerk:
    """Called with a step. Picklable until first called.

    A bug costs the document, shelf or article that it met: its links, facts or verdicts, never its figures.
    Raises ConfigError where the audit cannot use the lexicon.
    """

    def __init__(self, config: Path, store: Store, folder: Path) -> None:
        self._config = config
        self._store = store
        self._folder = folder

    def __call__(self, step: Step) -> Done:
        troubles: list[Trouble] = []
        began = process_time()
        with collector_paused():
            if isinstance(step, Ask):
                counts = self._ask(step)
            elif isinstance(step, Survey):
                counts = self._survey(step, troubles)
            elif isinstance(step, Settle):
                counts = self._settle(step, troubles)
            else:
                counts = self._try(step, troubles)
        return Done(counts, tuple(troubles), process_time() - began, peak_memory())

    def _ask(self, step: Ask) -> dict[str, int]:
        articles = (dossier for _, dossier in self._dossiers(entry for entry in step.batch.read if entry.claims))
        self._write("asked", step.batch.number, [(0, self._audit.asked(articles, self._directory))])
        return {}

    def _survey(self, step: Survey, troubles: list[Trouble]) -> dict[str, int]:
        parts: list[_Share] = [({}, {}) for _ in range(step.parts)]
        surveyed: dict[str, Surveyed] = {}
        asked = self._asked(step.asking)
        for entry, dossier in self._dossiers(step.batch.read):
            with _bugs_cost(entry.source, troubles):
                one = self._audit.survey(dossier, self._directory, asked)
                for place, shelf in one.shelves.items():
                    parts[_part(place, step.parts)][0].setdefault(place, Shelf()).add(shelf)
                for entity, mentions in one.told.items():
                    parts[_part(entity, step.parts)][1].setdefault(entity, []).extend(mentions)
                surveyed[entry.doc_id] = replace(one, shelves={}, told={})
        number = step.batch.number
        self._write("survey", number, surveyed.items())
        self._write("shelves", number, enumerate(parts))
        self._store.save("audit", f"sums-{number}", [total for one in surveyed.values() for total in one.sums])
        return {"surveyed": len(surveyed)}

    def _settle(self, step: Settle, troubles: list[Trouble]) -> dict[str, int]:
        shelves: dict[str, Shelf] = {}
        told: dict[str, list[Mentioned]] = {}
        for number in range(len(step.firsts)):
            held, mentioned = self._sheaf("shelves", number).get(step.part) or ({}, {})
            for place, shelf in held.items():
                shelves.setdefault(place, Shelf()).add(shelf)
            for entity, mentions in mentioned.items():
                told.setdefault(entity, []).extend(mentions)
        self._write("told", step.part, told.items())
        del told
        facts: list[Fact] = []
        found: dict[int, list[Finding]] = defaultdict(list)
        for place, shelf in shelves.items():
            with _bugs_cost(place.replace("\0", " "), troubles):
                settled = self._audit.settle(shelf)
                facts += settled.facts
                for finding in settled.findings:
                    found[bisect_right(step.firsts, finding.doc_id) - 1].append(finding)
        facts.sort(key=fact_order)
        chunks = (tuple(facts[at : at + AT_ONCE]) for at in range(0, len(facts), AT_ONCE))
        self._write("facts", step.part, enumerate(chunks))
        self._write("found", step.part, found.items())
        return {"facts": len(facts)}

    def _try(self, step: Try, troubles: list[Trouble]) -> dict[str, int]:
        number = step.batch.number
        surveyed = self._sheaf("survey", number)
        found: dict[str, list[Finding]] = defaultdict(list)
        for part in range(step.parts):
            for finding in self._sheaf("found", part).get(number) or ():
                found[finding.doc_id].append(finding)
        court = self._audit.court(self._directory, lambda entity: self._told(entity, step.parts))
        counts = {"tried": 0, "findings": 0}

        def judged() -> Iterator[tuple[str, Judged]]:
            for entry in step.batch.read:
                one: Surveyed = surveyed.get(entry.doc_id) or _NOTHING
                trials = self._trials(entry, court, troubles) if one.claim_ids else ()
                findings = ordered([*one.findings, *found[entry.doc_id]])
                counts["tried"] += len(trials)
                counts["findings"] += len(findings)
                yield entry.doc_id, Judged(one.entity_ids, one.claim_ids, trials, findings)

        self._write("judged", number, judged())
        return counts

    def _trials(self, entry: Entry, court: Court, troubles: list[Trouble]) -> Sequence[Trial]:
        trials: list[Trial] = []
        with _bugs_cost(entry.source, troubles):
            trials += court(self._store.load("dossiers", entry.part) or _gone(entry))
        return trials

    def _told(self, entity: str, parts: int) -> Iterable[Mentioned]:
        return self._sheaf("told", _part(entity, parts)).get(entity) or ()

    def _dossiers(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Dossier]]:
        return ((entry, self._store.load("dossiers", entry.part) or _gone(entry)) for entry in entries)

    def _write(self, kind: str, number: int, items: Iterable[tuple[Any, Any]]) -> None:
        write_sheaf(self._folder / f"{kind}-{number}", items)

    def _sheaf(self, kind: str, number: int) -> Sheaf:
        return self._opened(self._folder / f"{kind}-{number}")

    @cached_property
    def _asked(self) -> Callable[[tuple[int, ...]], frozenset[str]]:
        def asked(batches: tuple[int, ...]) -> frozenset[str]:
            return frozenset().union(*(self._sheaf("asked", number).get(0) or () for number in batches))

        return lru_cache(maxsize=1)(asked)

    @cached_property
    def _opened(self) -> Callable[[Path], Sheaf]:
        return lru_cache(maxsize=32)(Sheaf)

    @cached_property
    def _audit(self) -> Audit:
        return Audit(*load_config(self._config))

    @cached_property
    def _directory(self) -> Directory:
        directory = Sheaf(self._folder / "directory").get(0)
        assert isinstance(directory, Directory)
        return directory


def _part(name: str, parts: int) -> int:
    """The part that a shelf or an entity falls into; the same in every process."""
    return crc32(name.encode("utf-8", "surrogatepass")) % parts


@contextmanager
def _bugs_cost(source: str, troubles: list[Trouble]) -> Iterator[None]:
    """What is done inside is lost where a bug of ours ends it; the rest goes on."""
    try:
        yield
    except ConfigError:
        raise
    except Exception as bug:
        troubles.append(Trouble(source, f"{type(bug).__name__}: {bug}", traceback.format_exc()))


def _gone(entry: Entry) -> Dossier:
    raise RuntimeError(f"the cache lost {entry.source} while it was in use; run again")


_NOTHING = Surveyed({}, {}, {}, {}, (), {}, ())
