"""The second half of the flow, in steps of which none needs all documents at once.

The issuers of all documents make a directory. Each document is surveyed by itself: its figures are linked, its tables checked,
and each mention is put on the shelf of its entity and quantity. Each shelf is settled by itself: facts, and what speaks against
them. Then each article is tried against what all documents tell of the entities that it speaks of.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.audit.checks.registry import Books, Identity, checks
from pipeline.audit.court import Court
from pipeline.audit.definitions import definitions
from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import about
from pipeline.audit.grid import grids
from pipeline.audit.link import Directory, Linker, directory
from pipeline.audit.mentioned import Mentioned
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


@dataclass(slots=True)
class Shelf:
    """What documents print of one measure of one entity, in the order of documents.

    own     its mentions, at whatever time
    beside  mentions of other things, in sentences in which its growth is told
    """

    own: list[Mentioned] = field(default_factory=list)
    beside: list[Mentioned] = field(default_factory=list)

    def add(self, other: Shelf) -> None:
        """Put what a later document prints behind."""
        self.own += other.own
        self.beside += other.beside


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What one document gives by itself; what is not said here is as of Audited.

    shelves  by entity and quantity
    told     by entity_id, where an article asks for it, its evidence: a filing tells all that it prints as of its issuer
    """

    entity_ids: Mapping[str, str]
    claim_ids: Mapping[str, str]
    shelves: Mapping[str, Shelf]
    told: Mapping[str, Sequence[Mentioned]]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    sums: tuple[TableSum, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What one shelf gives."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]


class Audit:
    """Built once from settings and lexicon; each step is called as often as there are documents, entities, articles.

    Linear in the number of figures. Called with documents that all fit into memory, it takes all steps.
    """

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:  # noqa: ARG002 - every stage is built of both
        self._lexicon = lexicon
        self._ratios = definitions(lexicon)
        self._identities = [_identity(row) for row in lexicon.rows("identities")]
        self._checks = checks()
        self._survey = Survey(lexicon)

    def __call__(self, dossiers: Sequence[Dossier]) -> Audited:
        held = self.directory(dossiers)
        asked = self.asked([dossier for dossier in dossiers if dossier.claims], held)
        surveyed = [self.survey(dossier, held, asked) for dossier in dossiers]
        shelves: dict[str, Shelf] = defaultdict(Shelf)
        told: dict[str, list[Mentioned]] = defaultdict(list)
        for one in surveyed:
            for place, shelf in one.shelves.items():
                shelves[place].add(shelf)
            for entity, mentions in one.told.items():
                told[entity] += mentions
        settled = [self.settle(shelf) for _, shelf in sorted(shelves.items())]
        court = self.court(held, lambda entity: told.get(entity, ()))
        trials = tuple(trial for dossier in dossiers if dossier.claims for trial in court(dossier))
        counts: Counter[str] = Counter()
        for counted in (*(one.counts for one in surveyed), *(part.counts for part in settled)):
            counts.update(counted)
        return Audited(
            {key: entity for one in surveyed for key, entity in one.entity_ids.items()},
            {key: entity for one in surveyed for key, entity in one.claim_ids.items()},
            tuple(fact for part in settled for fact in part.facts),
            trials,
            ordered(
                [*(item for one in surveyed for item in one.findings), *(item for part in settled for item in part.findings)]
            ),
            dict(sorted(counts.items())),
            tuple(total for one in surveyed for total in one.sums),
        )

    def directory(self, dossiers: Iterable[Dossier]) -> Directory:
        """Who is who; of a dossier only its profile is looked at, and `dossiers` is gone through twice."""
        return directory(dossiers, self._lexicon)

    def asked(self, articles: Iterable[Dossier], directory: Directory) -> frozenset[str]:
        """The entities about which the trials of these articles will ask."""
        court = self.court(directory, lambda _: ())
        return frozenset().union(*(court.asks(article) for article in articles))

    def survey(self, dossier: Dossier, directory: Directory, asked: Container[str]) -> Surveyed:
        """One document: linked, its tables and statements checked."""
        with collector_paused():
            linker = Linker(directory, [dossier])
            mentions = self._survey(dossier, linker)
            tables = list(grids(dossier)) if dossier.is_filing else []
            books = Books([dossier] if dossier.is_filing else [], tables, mentions, (), self._ratios, self._identities)
            findings = tuple(finding for held in self._checks for finding in held.run(books))
            return Surveyed(
                {figure.figure_id: linker(dossier.doc_id, figure.entity) for figure in dossier.figures},
                {claim.claim_id: linker(dossier.doc_id, claim.entity) for claim in dossier.claims},
                _shelved(mentions),
                _told(mentions, linker.own(dossier.doc_id) if dossier.is_filing else "", asked),
                findings,
                books.counts,
                tuple(books.sums),
            )

    def settle(self, shelf: Shelf) -> Settled:
        """One measure of one entity: its facts, and which of them contradict each other or do not follow."""
        with collector_paused():
            facts = tuple(reconcile(shelf.own))
            filed = [one for one in shelf.own if one.dossier.is_filing]
            known = {one.figure.figure_id: one for one in filed}
            beside = [one for one in (*filed, *shelf.beside) if one.dossier.is_filing]
            books = Books((), (), (), facts, self._ratios, self._identities, known, list(odd_ones(filed)), beside)
            return Settled(facts, tuple(finding for held in self._checks for finding in held.run(books)), books.counts)

    def court(self, directory: Directory, told: Callable[[str], Iterable[Mentioned]]) -> Court:
        """Tries one article after another; `told` gives what all documents tell of an entity."""
        return Court(self._lexicon, directory, told)


def _told(mentions: Iterable[Mentioned], issuer: str, asked: Container[str]) -> dict[str, list[Mentioned]]:
    """What one document tells of the entities that are asked about. `issuer` is that of a filing, "" for an article."""
    told: dict[str, list[Mentioned]] = defaultdict(list)
    for one in mentions:
        if (issuer or one.entity_id) in asked:
            seen = about(one, issuer)
            told[seen.entity_id].append(seen)
    return dict(told)


def _shelved(mentions: Sequence[Mentioned]) -> dict[str, Shelf]:
    """The shelves of one document."""
    shelves: dict[str, Shelf] = defaultdict(Shelf)
    growing: dict[str, set[str]] = defaultdict(set)  # sentence -> shelves of the growth that it tells
    for one in mentions:
        shelves[_place(one)].own.append(one)
        if one.figure.kind == "prose" and one.figure.role == "growth":
            growing[one.figure.context].add(_place(one))
    for one in mentions:
        if one.figure.kind == "prose":
            for place in growing.get(one.figure.context, set()) - {_place(one)}:
                shelves[place].beside.append(one)
    return dict(shelves)


def _place(one: Mentioned) -> str:
    """The shelf of a mention: what the keys of two facts must have in common for one to bear on the other."""
    return f"{one.entity_id}\0{one.meaning.measure or one.figure.metric.replace(' ', '')}"


@contextmanager
def collector_paused() -> Iterator[None]:
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


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By document and page; the same finding once."""
    held = {finding.finding_id: finding for finding in findings}
    return tuple(sorted(held.values(), key=lambda one: (one.source, one.doc_id, one.page, one.check, one.finding_id)))
