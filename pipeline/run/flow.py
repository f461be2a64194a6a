"""The run: plan, spread the work, put the tables together, swap them in."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from pipeline.core.errors import DocumentError
from pipeline.core.schema import CONTRACT_VERSION, PUBLISHED
from pipeline.lexicon import load_config
from pipeline.run import swap
from pipeline.run.code import code_digest, installed
from pipeline.run.inputs import find_inputs
from pipeline.run.keys import Versions, digest_of
from pipeline.run.log import RunLog
from pipeline.run.plan import Plan, plan, reasons
from pipeline.run.progress import Quiet
from pipeline.run.state import read_state, write_state
from pipeline.run.store import Store, write_whole
from pipeline.run.work import Outcome, Task, Worker, failed
from pipeline.run.workers import Lost, spread

WORKER_MEMORY = 700_000_000  # bytes; a worker that ever held more makes way for a fresh one


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is told. `jobs` 0 is one process for each core; `cache` None is OUT/.cache."""

    raw: Path
    out: Path
    config: Path
    paths: tuple[Path, ...] = ()
    pages: tuple[int, ...] | None = None
    jobs: int = 0
    force: bool = False
    timeout: float | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `redone` says why each document was read again; the others came from the cache."""

    out: Path
    outcomes: tuple[Outcome, ...]
    duplicates: int
    seconds: float
    redone: dict[str, str] = field(default_factory=dict)

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
    store = Store(options.cache or options.out / ".cache")
    with swap.held(options.out), RunLog(options.out / "log.jsonl") as log:
        state = read_state(options.out)
        planned = plan(inputs, store, versions, force=options.force)
        why = reasons(planned.tasks, planned.origins, versions.described(store), state)
        log("run_started", documents=len(inputs), to_read=len(planned.tasks), why=why)
        worker = Worker(options.config.absolute(), store, versions)
        limit = options.timeout or settings.document_timeout
        read = list(_read(planned.tasks, worker, options, limit, log, watch or Quiet()))
        outcomes = tuple(sorted([*planned.known, *read], key=lambda outcome: outcome.source))
        made_from = _publish(options, store, versions, outcomes, planned, state.get("made_from", ""), log)
        parts = {outcome.doc_id: outcome.part for outcome in outcomes if outcome.part}
        shared = versions.described(store)
        write_state(options.out, {"made_from": made_from, "origins": planned.origins, "shared": shared, "parts": parts})
        summary = Summary(options.out, outcomes, len(planned.twins), perf_counter() - began, why)
        _write_report(options, summary, versions)
        log("run_finished", seconds=round(summary.seconds, 3), failed=summary.failed, partial=summary.partial)
        if options.cache is None:
            store.sweep()
    return summary


def _read(tasks: Sequence[Task], worker: Worker, options: Options, limit: float, log: RunLog, watch: Quiet) -> Iterator[Outcome]:
    """Outcomes of all tasks, as they come."""
    jobs = min(options.jobs or len(os.sched_getaffinity(0)), len(tasks))
    with watch:
        results = spread(tasks, worker, jobs=jobs, limit=limit, tired=lambda outcome: outcome.memory > WORKER_MEMORY)
        for done, (task, result) in enumerate(results, start=1):
            outcome = failed(task, _loss(result, limit)) if isinstance(result, Lost) else result
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


def _publish(
    options: Options,
    store: Store,
    versions: Versions,
    outcomes: Sequence[Outcome],
    planned: Plan,
    former: str,
    log: RunLog,
) -> str:
    """Put the tables together and swap them in, unless those that are there were made from the same; says from what."""
    rows: list[dict[str, Any]] = [*planned.twins, *(outcome.row for outcome in outcomes if outcome.failed)]
    shares = {outcome.source: outcome.part or repr(sorted(outcome.row.items())) for outcome in outcomes}
    twins = {str(row["source"]): repr(row) for row in planned.twins}
    code = {"/code": code_digest("pipeline.publish", "pipeline.run.judge"), "/contract": CONTRACT_VERSION}
    made_from = digest_of(shares | twins | code | {"/lexicon": digest_of(versions.lexicon), "/settings": versions.settings})
    if former != made_from or not _all_there(options.out):
        whole = sorted((outcome for outcome in outcomes if not outcome.failed), key=lambda item: (item.doc_id, item.source))
        _write_tables(options, store, whole, rows, log)
        swap.publish(options.out)
    return made_from


def _write_tables(options: Options, store: Store, whole: Sequence[Outcome], rows: Sequence[dict[str, Any]], log: RunLog) -> None:
    """`whole` are the documents that were read, in the order of the tables; `rows` the others, of which only a row tells."""
    from pipeline.publish import OutputFolder, Part
    from pipeline.run.judge import judge

    began = perf_counter()
    found = judge(store, [outcome.part for outcome in whole], options.config)
    log("audited", seconds=round(perf_counter() - began, 3), facts=len(found.facts), findings=len(found.findings))
    lone = [(row["doc_id"], True, row["source"], "", row) for row in rows]
    entries: list[tuple[Any, ...]] = [(item.doc_id, False, item.source, item.part, {}) for item in whole]
    began = perf_counter()
    with OutputFolder(swap.fresh(options.out), found) as folder:
        for _, alone, source, key, row in sorted([*entries, *lone], key=itemgetter(0, 1, 2)):
            if alone:
                folder.add_document(row)
                continue
            part = store.load("parts", key)
            if not isinstance(part, Part):
                raise RuntimeError(f"the cache lost {source} while it was in use; run again")
            folder.add(part)
    log("published", seconds=round(perf_counter() - began, 3))


def _all_there(out: Path) -> bool:
    names = [f"{schema.name}.{suffix}" for schema in PUBLISHED for suffix in ("csv", "parquet")]
    return all((out / name).exists() for name in (*names, "datapackage.json", "tables", "text"))


def _write_report(options: Options, summary: Summary, versions: Versions) -> None:
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
    report = {
        "contract_version": CONTRACT_VERSION,
        "versions": {"python": platform.python_version(), **installed()},
        "code": {"read": versions.read, "meaning": versions.meaning, "tables": versions.tables},
        "lexicon": dict(sorted(versions.lexicon.items())),
        "seconds": round(summary.seconds, 3),
        "seconds_by_stage": _by_stage(summary),
        "cpu": round(sum(outcome.cpu for outcome in summary.outcomes if outcome.source in summary.redone) + process_time(), 3),
        "documents": documents,
    }
    write_whole(options.out / "run.json", (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode())


def _by_stage(summary: Summary) -> dict[str, float]:
    """Seconds of this run, over all documents that it read."""
    total: dict[str, float] = {}
    for outcome in summary.outcomes:
        if outcome.source in summary.redone:
            for stage, seconds in outcome.seconds.items():
                total[stage] = total.get(stage, 0.0) + seconds
    return {stage: round(seconds, 3) for stage, seconds in total.items()}
