"""The second half of a run: the documents' shares judged, put together, and swapped in."""

from __future__ import annotations

import shutil
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.errors import ConfigError
from pipeline.core.schema import CONTRACT_VERSION, PUBLISHED
from pipeline.run import swap
from pipeline.run.batches import Batch, batches, entries
from pipeline.run.code import code_digest
from pipeline.run.crew import Crew
from pipeline.run.keys import Versions, digest_of
from pipeline.run.log import RunLog
from pipeline.run.stages import Clock
from pipeline.run.store import Store
from pipeline.run.work import Outcome
from pipeline.run.workers import Lost

if TYPE_CHECKING:
    from pipeline.run.judge import Verdicts

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the tables were made from ("" where something was left out), seconds by stage, and what went wrong.

    cpu     processor seconds of other processes
    memory  most bytes that one of them held
    """

    made_from: str
    seconds: dict[str, float] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    cpu: float = 0.0
    memory: int = 0


class Assemble:
    """Writes the tables of one folder. `config` is what the audit reads its lexicon from.

    parted  in parts, a file a table and document (publish/parted.py)
    """

    def __init__(self, out: Path, config: Path, store: Store, log: RunLog, crew: Crew, *, parted: bool = False) -> None:
        self._out = out
        self._config = config
        self._store = store
        self._log = log
        self._crew = crew
        self._parted = parted
        self._clock = Clock()
        self._cpu, self._memory = 0.0, 0

    def __call__(self, outcomes: Sequence[Outcome], twins: Rows, versions: Versions, former: str) -> Assembled:
        """Put the tables together and swap them in, unless those that are there were made from the same.

        twins   rows of `documents` for files that are there under another name
        former  what the tables that are there were made from
        """
        made_from = self._made_from(outcomes, twins, versions)
        if former == made_from and swap.all_there(self._out, self._names()):
            return Assembled(made_from)
        held = batches(entries(outcomes, twins))
        with self._clock.stage("audit"):
            found, troubles = self._judged(held)
        with self._clock.stage("publish"):
            self._write(held, found)
            swap.publish(self._out, gone=_FILES if self._parted else _PARTS)
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._log("published", seconds={name: round(spent, 3) for name, spent in self._clock.seconds.items()}, **found.counts)
        return Assembled("" if troubles else made_from, self._clock.seconds, troubles, self._cpu, self._memory)

    @property
    def _scratch(self) -> Path:
        return self._out / swap.SCRATCH

    def _judged(self, held: Sequence[Batch]) -> tuple[Verdicts, tuple[str, ...]]:
        """The audit; a bug in it costs claims, facts and findings, not the figures."""
        from pipeline.run.judge import Judge, Verdicts

        try:
            found = Judge(self._store, self._config, self._scratch, self._crew)(held)
        except ConfigError:
            raise
        except Exception as bug:
            self._log("failure", source="audit", error=str(bug), detail=traceback.format_exc())
            told = f"the audit met a bug of ours ({type(bug).__name__}: {bug}): claims, facts and findings are empty"
            return Verdicts(), (f"{told}. Please report it with log.jsonl",)
        self._used(found.cpu, found.memory)
        for trouble in found.troubles:
            self._log("failure", source=trouble.source, error=trouble.error, detail=trouble.detail)
        told = (
            "the audit met a bug of ours ({}) at {}: its claims, facts or findings are missing. Please report it with log.jsonl"
        )
        return found, tuple(told.format(trouble.error, trouble.source) for trouble in found.troubles)

    def _used(self, cpu: float, memory: int) -> None:
        self._cpu += cpu
        self._memory = max(self._memory, memory)

    def _write(self, held: Sequence[Batch], found: Verdicts) -> None:
        from pipeline.publish import OutputFolder, describe, prepare
        from pipeline.run.printer import Printer, part_of

        new = swap.fresh(self._out).absolute()
        if not self._parted:
            with OutputFolder(new) as folder:
                for batch in held:
                    for entry, judged in found.of(batch):
                        if entry.part:
                            folder.add(part_of(self._store, entry), judged)
                        else:
                            folder.add_document(entry.row)
                folder.add_facts(found.facts())
            return
        prepare(new)
        rows: Counter[str] = Counter()
        tasks: list[Batch | int] = [*held, *range(found.parts)]
        for _, printed in self._crew(tasks, Printer(self._store, new, found)):
            if isinstance(printed, Lost):
                raise RuntimeError(f"the process that wrote tables ended: {printed.reason} {printed.detail}")
            rows.update(printed.rows)
            self._used(printed.cpu, printed.memory)
        describe(new, rows)

    def _made_from(self, outcomes: Sequence[Outcome], twins: Rows, versions: Versions) -> str:
        shares = {outcome.source: outcome.part or repr(sorted(outcome.row.items())) for outcome in outcomes}
        others = {str(row["source"]): repr(row) for row in twins}
        code = {"/code": code_digest("pipeline.publish", "pipeline.run.judge"), "/contract": CONTRACT_VERSION}
        config = {"/lexicon": digest_of(versions.lexicon), "/settings": versions.settings, "/parted": str(self._parted)}
        return digest_of(shares | others | code | config)

    def _names(self) -> Iterator[str]:
        return iter((*(_PARTS if self._parted else _FILES), "datapackage.json", "tables", "text"))


_FILES = tuple(f"{schema.name}.{suffix}" for schema in PUBLISHED for suffix in ("csv", "parquet"))
_PARTS = ("parts",)
