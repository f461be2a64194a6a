"""The checks: one file each, registered by its decorator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from pipeline.audit.dossier import Dossier
from pipeline.audit.grid import Grid
from pipeline.audit.reconcile import Mentioned
from pipeline.core.fact import Fact
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding, Severity
from pipeline.core.interval import Interval


@dataclass(frozen=True, slots=True)
class Books:
    """All that a check may look at: the published tables of all documents.

    counts   what a check looked at, by name, for run.json: table-totals.checked, table-totals.tied
    ratios   rows of config/lexicon/ratios.csv: measure -> form, numerator, denominator
    """

    dossiers: Sequence[Dossier]
    grids: Sequence[Grid]
    mentions: Sequence[Mentioned]
    facts: Sequence[Fact]
    ratios: dict[str, tuple[str, str, str, bool]]
    counts: Counter[str] = field(default_factory=Counter)


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
