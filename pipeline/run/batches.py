"""Documents in the order of the tables, in batches that fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.run.work import Outcome

FIGURES = 12_000  # of one batch, unless a single document has more; some hundred megabytes while they are audited
DOCUMENTS = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of `documents`.

    part  key of the document's share of the tables in the store; "" where it adds nothing but its row
    row   that row, where there is nothing else
    """

    doc_id: str
    source: str
    part: str = ""
    row: Mapping[str, Any] = field(default_factory=dict)
    figures: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    number: int
    entries: tuple[Entry, ...]

    @property
    def read(self) -> Iterator[Entry]:
        """The documents that were read."""
        return (entry for entry in self.entries if entry.part)


def entries(outcomes: Sequence[Outcome], twins: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Every file by document, then source; of two entries of one document, the one that was read first."""
    whole = [
        Entry(one.doc_id, one.source, one.part, {}, one.counts.get("figures", 0), one.counts.get("claims", 0))
        for one in outcomes
        if not one.failed
    ]
    rows = [*twins, *(outcome.row for outcome in outcomes if outcome.failed)]
    lone = [Entry(row["doc_id"], row["source"], "", row) for row in rows]
    return sorted([*whole, *lone], key=lambda entry: (entry.doc_id, not entry.part, entry.source))


def batches(held: Sequence[Entry]) -> list[Batch]:
    """Consecutive entries, so many that a batch holds about FIGURES figures."""
    made: list[list[Entry]] = [[]]
    figures = 0
    for entry in held:
        if made[-1] and (figures + entry.figures > FIGURES or len(made[-1]) >= DOCUMENTS):
            made.append([])
            figures = 0
        made[-1].append(entry)
        figures += entry.figures
    return [Batch(number, tuple(batch)) for number, batch in enumerate(made)]
