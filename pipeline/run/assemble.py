"""The second half of a run: the documents' shares put together, and swapped in."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.errors import ConfigError
from pipeline.core.schema import CONTRACT_VERSION, PUBLISHED
from pipeline.run import swap
from pipeline.run.code import code_digest
from pipeline.run.keys import Versions, digest_of
from pipeline.run.log import RunLog
from pipeline.run.stages import Clock
from pipeline.run.store import Store
from pipeline.run.work import Outcome

if TYPE_CHECKING:
    from pipeline.publish import Judged

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the tables were made from ("" where something was left out), seconds by stage, and what went wrong."""

    made_from: str
    seconds: dict[str, float] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()


class Assemble:
    """Writes the tables of one folder. `config` is what the audit reads its lexicon from."""

    def __init__(self, out: Path, config: Path, store: Store, log: RunLog) -> None:
        self._out = out
        self._config = config
        self._store = store
        self._log = log
        self._clock = Clock()

    def __call__(self, outcomes: Sequence[Outcome], twins: Rows, versions: Versions, former: str) -> Assembled:
        """Put the tables together and swap them in, unless those that are there were made from the same.

        twins   rows of `documents` for files that are there under another name
        former  what the tables that are there were made from
        """
        made_from = _made_from(outcomes, twins, versions)
        if former == made_from and _all_there(self._out):
            return Assembled(made_from)
        whole = sorted((outcome for outcome in outcomes if not outcome.failed), key=lambda item: (item.doc_id, item.source))
        with self._clock.stage("audit"):
            found, troubles = self._judged([outcome.part for outcome in whole])
        with self._clock.stage("publish"):
            self._write(whole, [*twins, *(outcome.row for outcome in outcomes if outcome.failed)], found)
            swap.publish(self._out)
        self._log("published", seconds={name: round(spent, 3) for name, spent in self._clock.seconds.items()})
        return Assembled("" if troubles else made_from, self._clock.seconds, troubles)

    def _judged(self, parts: Sequence[str]) -> tuple[Judged, tuple[str, ...]]:
        """The audit; a bug in it costs claims, facts and findings, not the figures."""
        from pipeline.publish import Judged
        from pipeline.run.judge import judge

        try:
            return judge(self._store, parts, self._config), ()
        except ConfigError:
            raise
        except Exception as bug:
            self._log("failure", source="audit", error=str(bug), detail=traceback.format_exc())
            told = f"the audit met a bug of ours ({type(bug).__name__}: {bug}): claims, facts and findings are empty"
            return Judged(), (f"{told}. Please report it with log.jsonl",)

    def _write(self, whole: Sequence[Outcome], rows: Rows, found: Judged) -> None:
        """`whole` are the documents that were read; of the others only a row tells. Rows stand by document, then source."""
        from pipeline.publish import OutputFolder, Part

        lone = [(row["doc_id"], True, row["source"], "", row) for row in rows]
        entries: list[tuple[Any, ...]] = [(item.doc_id, False, item.source, item.part, {}) for item in whole]
        with OutputFolder(swap.fresh(self._out), found) as folder:
            for _, alone, source, key, row in sorted([*entries, *lone], key=itemgetter(0, 1, 2)):
                if alone:
                    folder.add_document(row)
                    continue
                part = self._store.load("parts", key)
                if not isinstance(part, Part):
                    raise RuntimeError(f"the cache lost {source} while it was in use; run again")
                folder.add(part)


def _made_from(outcomes: Sequence[Outcome], twins: Rows, versions: Versions) -> str:
    shares = {outcome.source: outcome.part or repr(sorted(outcome.row.items())) for outcome in outcomes}
    others = {str(row["source"]): repr(row) for row in twins}
    code = {"/code": code_digest("pipeline.publish", "pipeline.run.judge"), "/contract": CONTRACT_VERSION}
    config = {"/lexicon": digest_of(versions.lexicon), "/settings": versions.settings}
    return digest_of(shares | others | code | config)


def _all_there(out: Path) -> bool:
    names = [f"{schema.name}.{suffix}" for schema in PUBLISHED for suffix in ("csv", "parquet")]
    return all((out / name).exists() for name in (*names, "datapackage.json", "tables", "text"))
