"""The checks: one file each, registered by its decorator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from pipeline.audit.definitions import Definitions
from pipeline.audit.dossier import Dossier
from pipeline.audit.grid import Grid
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.odd import Odd
from pipeline.core.fact import Fact
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding, Severity
from pipeline.core.interval import Interval
from pipeline.core.tablesum import TableSum


@dataclass(frozen=True, slots=True)
class Identity:
    """`whole` is the signed sum of `parts`, measures of config/lexicon/measures.csv; parts in `optional` may be absent."""

    name: str
    whole: str
    parts: tuple[tuple[int, str], ...]
    optional: frozenset[str]


@dataclass(frozen=True, slots=True)
class Books:
    """What a check may look at: the published tables of one document, or the facts of one entity; the rest is empty.

    dossiers, grids, mentions  of one filing
    facts, known, odd, beside  of one entity
    sums     what table-totals found: each total cell with its items
    counts   what a check looked at, by name: table-totals.checked, table-totals.tied
    ratios   rows of config/lexicon/ratios.csv: measure -> form, numerator, denominator
    identities  rows of config/lexicon/identities.csv
    known    figure_id -> its mention, of filings
    odd      mentions that differ from the others of their fact by a slip of the pen
    beside   mentions in the sentences of filings that tell of the entity, of whomever
    """

    dossiers: Sequence[Dossier]
    grids: Sequence[Grid]
    mentions: Sequence[Mentioned]
    facts: Sequence[Fact]
    ratios: Definitions
    identities: Sequence[Identity]
    known: Mapping[str, Mentioned] = field(default_factory=dict)
    odd: Sequence[Odd] = ()
    beside: Sequence[Mentioned] = ()
    counts: Counter[str] = field(default_factory=Counter)
    sums: list[TableSum] = field(default_factory=list)

    @property
    def filed(self) -> Iterator[Mentioned]:
        """Mentions of a filing."""
        return (one for one in self.mentions if one.dossier.is_filing)


Check = Callable[[Books], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Registered:
    code: str
    severity: Severity
    run: Check


_CHECKS: dict[str, Registered] = {}


def check(code: str, severity: Severity) -> Callable[[Check], Check]:
    """Register a check under its stable code; `severity` is that of its gravest finding."""

    def register(run: Check) -> Check:
        _CHECKS[code] = Registered(code, severity, run)
        return run

    return register


def checks() -> tuple[Registered, ...]:
    """All checks of this folder, by code."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(package).__path__):
        if module.name != "registry":
            import_module(f"{package}.{module.name}")
    return tuple(_CHECKS[code] for code in sorted(_CHECKS))


def finding(
    code: str,
    severity: Severity,
    dossier: Dossier,
    figures: Iterable[Figure],
    expected: Interval | None,
    observed: Interval | None,
    messages: tuple[str, str],
) -> Finding:
    """A finding about the first of `figures`, which gives page and unit; messages are (zh, en)."""
    held = tuple(figures)
    return Finding(
        code, severity, dossier.doc_id, dossier.source, held[0].page, expected, observed, held[0].unit, *messages,
        tuple(figure.figure_id for figure in held),
    )  # fmt: skip
