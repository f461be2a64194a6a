"""All documents together: entities linked, figures reconciled, claims tried, tables checked."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.audit.checks.registry import Books, Identity, checks
from pipeline.audit.court import Court
from pipeline.audit.dossier import Dossier
from pipeline.audit.grid import grids
from pipeline.audit.link import link
from pipeline.audit.odd import odd_ones
from pipeline.audit.reconcile import Survey, reconcile
from pipeline.core.claim import Trial
from pipeline.core.fact import Fact
from pipeline.core.finding import Finding
from pipeline.core.tablesum import TableSum
from pipeline.lexicon import Lexicon, Row, Settings


@dataclass(frozen=True, slots=True)
class Audited:
    """What the second half of the flow makes of all documents.

    entity_ids  figure_id -> entity_id, linked over documents; "" where the figure names nobody
    claim_ids   claim_id -> entity_id
    sums        total cells of tables with their items, for live formulas
    counts      what each check looked at: table-totals.checked, table-totals.tied, table-totals.not_checkable …
    """

    entity_ids: Mapping[str, str]
    claim_ids: Mapping[str, str]
    facts: tuple[Fact, ...]
    trials: tuple[Trial, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    sums: tuple[TableSum, ...] = ()


class Audit:
    """Built once from settings and lexicon, called with every document. Linear in the number of figures."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:  # noqa: ARG002 - every stage is built of both
        self._lexicon = lexicon
        self._ratios = {
            row.word: (row.meaning, row.more["numerator"], row.more["denominator"], row.more["sure"] == "yes")
            for row in lexicon.rows("ratios")
        }
        self._identities = [_identity(row) for row in lexicon.rows("identities")]
        self._checks = checks()

    def __call__(self, dossiers: Sequence[Dossier]) -> Audited:
        with _collector_paused():
            return self._audited(dossiers)

    def _audited(self, dossiers: Sequence[Dossier]) -> Audited:
        linker = link(dossiers, self._lexicon)
        mentions = Survey(self._lexicon, linker)(dossiers)
        facts = reconcile(mentions)
        court = Court(self._lexicon, linker, mentions)
        trials = [trial for dossier in dossiers if dossier.claims for trial in court(dossier)]
        filings = [dossier for dossier in dossiers if dossier.is_filing]
        tables = [grid for dossier in filings for grid in grids(dossier)]
        filed = [one for one in mentions if one.dossier.is_filing]
        by_id = {one.figure.figure_id: one for one in filed}
        books = Books(filings, tables, mentions, facts, self._ratios, self._identities, by_id, list(odd_ones(filed)))
        findings = [finding for held in self._checks for finding in held.run(books)]
        known = {figure.figure_id: linker(d.doc_id, figure.entity) for d in dossiers for figure in d.figures}
        claimed = {claim.claim_id: linker(d.doc_id, claim.entity) for d in dossiers for claim in d.claims}
        counts = dict(sorted(books.counts.items()))
        return Audited(known, claimed, tuple(facts), tuple(trials), _ordered(findings), counts, tuple(books.sums))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small values without cycles are made here; looking for cycles among them takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _identity(row: Row) -> Identity:
    """`NetProfit = ProfitBeforeTax - IncomeTax`; a part in square brackets may be absent."""
    parts: list[tuple[int, str]] = []
    optional: set[str] = set()
    sign = 1
    for word in row.more["parts"].split():
        if word in ("+", "-"):
            sign = 1 if word == "+" else -1
            continue
        name = word.strip("[]")
        parts.append((sign, name))
        if name != word:
            optional.add(name)
    if not parts:
        raise row.wrong("parts, measures joined by + and -")
    return Identity(row.word, row.meaning, tuple(parts), frozenset(optional))


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By document and page; the same finding once."""
    held = {finding.finding_id: finding for finding in findings}
    return tuple(sorted(held.values(), key=lambda one: (one.source, one.doc_id, one.page, one.check, one.finding_id)))
