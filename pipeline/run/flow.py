"""The run: plan, spread the work, put the tables together, swap them in."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from pipeline.core.errors import DocumentError
from pipeline.core.schema import CONTRACT_VERSION
from pipeline.lexicon import load_config
from pipeline.run import swap
from pipeline.run.assemble import Assemble, Assembled
from pipeline.run.code import installed
from pipeline.run.crew import Crew
from pipeline.run.inputs import find_inputs, stray_sidecars
from pipeline.run.keys import Versions
from pipeline.run.log import RunLog
from pipeline.run.plan import plan, reasons
from pipeline.run.progress import Quiet
from pipeline.run.state import read_state, write_state
from pipeline.run.store import Store, write_whole
from pipeline.run.work import Outcome, Task, Worker, failed, peak_memory
from pipeline.run.workers import Lost


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is told.

    raw, paths  as of find_inputs
    jobs       processes; 0 is one for each core
    cache      None is OUT/.cache
    scheduler  address of a dask scheduler whose workers do the work; "" for processes of this machine
    parted     the tables in parts, a file a table and document
    """

    raw: Path | str
    out: Path
    config: Path
    paths: tuple[Path | str, ...] = ()
    pages: tuple[int, ...] | None = None
    jobs: int = 0
    force: bool = False
    timeout: float | None = None
    cache: Path | None = None
    scheduler: str = ""
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and bytes of memory."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `redone` says why each document was read again; the others came from the cache."""

    out: Path
    outcomes: tuple[Outcome, ...]
    duplicates: int
    seconds: float
    redone: dict[str, str] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()  # what went wrong beside documents, as sentences
    notes: tuple[str, ...] = ()  # what its reader may want to mend
    parted: bool = False  # whether the tables are in parts

    @property
    def failed(self) -> int:
        return sum(outcome.failed for outcome in self.outcomes)

    @property
    def partial(self) -> int:
        return sum(outcome.status == "partial" for outcome in self.outcomes)

    def count(self, what: str) -> int:
        """Figures, tables, unexplained, pages or chars over all documents."""
        return sum(outcome.counts.get(what, 0) for outcome in self.outcomes)


def extract(options: Options, watch: Quiet | None = None) -> Summary:
    """Read all inputs and leave their tables in `options.out`.

    Raises ConfigError before anything is read. A document that fails is a row of `documents`, never an exception.
    """
    began = perf_counter()
    settings, lexicon = load_config(options.config)
    inputs = find_inputs(options.raw, options.paths, options.pages)
    versions = Versions.of(settings, lexicon)
    store = Store((options.cache or options.out / ".cache").absolute())
    with swap.held(options.out), RunLog(options.out / "log.jsonl") as log, Crew(options.jobs, options.scheduler) as crew:
        state = read_state(options.out)
        planned = plan(inputs, store, versions, state, force=options.force)
        why = reasons(planned.tasks, planned.origins, versions.described(store), state)
        log("run_started", documents=len(inputs), to_read=len(planned.tasks), why=why)
        worker = Worker(options.config.absolute(), store, versions)
        limits = Limits(options.timeout or settings.document_timeout, settings.document_memory)
        read = list(_read(planned.tasks, worker, crew, limits, log, watch or Quiet()))
        outcomes, twins = planned.completed(read)
        why = {outcome.source: why[outcome.source] for outcome in read if not outcome.from_cache}
        assemble = Assemble(options.out, options.config, store, log, crew, parted=options.parted)
        made = assemble(outcomes, twins, versions, state.get("made_from", ""))
        parts = {outcome.doc_id: outcome.part for outcome in outcomes if outcome.part}
        known = {"origins": planned.origins, "stamps": planned.stamps, "shared": versions.described(store)}
        write_state(options.out, {"made_from": made.made_from, "parts": parts, **known})
        stray = stray_sidecars(options.raw, options.paths, inputs)
        notes = tuple(f"{path}: a sidecar without its document; nothing is taken from it" for path in stray)
        summary = Summary(options.out, outcomes, len(twins), perf_counter() - began, why, made.troubles, notes, options.parted)
        _write_report(options, summary, versions, made)
        log("run_finished", seconds=round(summary.seconds, 3), failed=summary.failed, partial=summary.partial)
        if options.cache is None:
            store.sweep()
    return summary


def _read(tasks: Sequence[Task], worker: Worker, crew: Crew, limits: Limits, log: RunLog, watch: Quiet) -> Iterator[Outcome]:
    """Outcomes of all tasks, as they come."""
    with watch:
        results = crew.guarded(tasks, worker, limit=limits.seconds, memory=limits.memory)
        for done, (task, result) in enumerate(results, start=1):
            outcome = failed(task, _loss(result, limits.seconds)) if isinstance(result, Lost) else result
            seconds = {stage: round(spent, 4) for stage, spent in outcome.seconds.items()}
            log(
                "document", source=outcome.source, status=outcome.status, seconds=seconds, memory=outcome.memory, **outcome.counts
            )
            if outcome.failed:
                log("failure", source=outcome.source, error=outcome.row["error"], detail=outcome.detail)
            watch(done, len(tasks), outcome)
            yield outcome


def _loss(lost: Lost, limit: float) -> DocumentError:
    """Why a document did not come back."""
    if lost.reason == "timeout":
        todo = "Pass a longer --document-timeout, or look at the file"
        return DocumentError(f"not done after {limit:g} seconds", "a document that ends in time", todo, "timeout")
    seen = f"the process that read it ended with {lost.detail}"
    return DocumentError(seen, "a process that goes on", "Look at the file; with SIGKILL, at the memory too", "crashed")


def _write_report(options: Options, summary: Summary, versions: Versions, made: Assembled) -> None:
    """run.json: what varies from run to run, so that the tables need not."""
    documents = [
        {
            "source": outcome.source,
            "status": outcome.status,
            "from_cache": outcome.source not in summary.redone,
            "why": summary.redone.get(outcome.source, ""),
            "seconds": {stage: round(seconds, 4) for stage, seconds in outcome.seconds.items()},
            "cpu": round(outcome.cpu, 4),
            "memory": outcome.memory,
        }
        for outcome in summary.outcomes
    ]
    read = [outcome for outcome in summary.outcomes if outcome.source in summary.redone]
    report = {
        "contract_version": CONTRACT_VERSION,
        "versions": {"python": platform.python_version(), **installed()},
        "code": {"read": versions.read, "meaning": versions.meaning, "tables": versions.tables},
        "lexicon": dict(sorted(versions.lexicon.items())),
        "seconds": round(summary.seconds, 3),
        "seconds_by_stage": _by_stage(summary, made.seconds),
        "cpu": round(sum(outcome.cpu for outcome in read) + made.cpu + process_time(), 3),
        "memory": max(made.memory, peak_memory(), *(outcome.memory for outcome in read)),
        "documents": documents,
    }
    write_whole(options.out / "run.json", (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode())


def _by_stage(summary: Summary, last: dict[str, float]) -> dict[str, float]:
    """Seconds of this run, over all documents that it read; `last` are the stages that see all documents together."""
    total: dict[str, float] = {}
    for outcome in summary.outcomes:
        if outcome.source in summary.redone:
            for stage, seconds in outcome.seconds.items():
                total[stage] = total.get(stage, 0.0) + seconds
    return {stage: round(seconds, 3) for stage, seconds in (total | last).items()}
