"""The second half by itself: an audit of published tables, and what two versions of a filing print differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.audit import Dossier
from pipeline.audit.diff import diff
from pipeline.audit.rows import dossiers
from pipeline.core.finding import Finding
from pipeline.lexicon import load_config
from pipeline.publish.layout import by_document, holds_tables
from pipeline.run.batches import Entry, batches
from pipeline.run.crew import Crew
from pipeline.run.inputs import find_inputs
from pipeline.run.judge import Judge, dossier_of, keep_dossier
from pipeline.run.stages import Clock, Stages
from pipeline.run.store import Store

TABLES = ("figures", "tables", "cells", "claims")


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found: how many facts and claims, and the findings by document and page."""

    facts: int
    claims: int
    findings: tuple[Finding, ...]


def audit(out: Path, config: Path, jobs: int = 0) -> Audited:
    """Audit the tables of a folder again, without reading a document. Raises ConfigError where it holds no tables."""
    with TemporaryDirectory() as scratch, Crew(jobs) as crew:
        store = Store(Path(scratch, "store"))
        held = batches([_kept(store, dossier) for dossier in _dossiers(out)])
        found = Judge(store, config, Path(scratch, "steps"), crew)(held)
        findings = [finding for batch in held for _, judged in found.of(batch) for finding in judged.findings]
    ordered = sorted(findings, key=lambda one: (one.source, one.doc_id, one.page, one.check, one.finding_id))
    return Audited(found.counts["facts"], found.counts["tried"], tuple(ordered))


def _kept(store: Store, dossier: Dossier) -> Entry:
    keep_dossier(store, dossier.doc_id, dossier)
    return Entry(dossier.doc_id, dossier.source, dossier.doc_id, {}, len(dossier.figures), len(dossier.claims))


def _dossiers(out: Path) -> Iterator[Dossier]:
    for row, held in by_document(out, TABLES):
        yield from dossiers([row], *(held[name] for name in TABLES))


def compare(old: Path, new: Path, config: Path) -> list[dict[str, Any]]:
    """Facts that two versions of a filing (files or folders), or two runs (folders with tables), do not print alike.

    One row a fact: changed, added or gone, with text, value, source and page on both sides.
    Raises ConfigError for a path that is not there, DocumentError for a file that cannot be read.
    """
    settings, lexicon = load_config(config)
    stages = Stages(settings, lexicon)
    return [found.row for found in diff(list(_side(old, stages)), list(_side(new, stages)), lexicon)]


def _side(path: Path, stages: Stages) -> Iterator[Dossier]:
    if holds_tables(path):
        yield from _dossiers(path)
        return
    for item in find_inputs(path if path.is_dir() else path.parent, (path,)):
        raw, clock = item.read(), Clock()
        yield dossier_of(stages.meaning(stages.read(raw, clock), raw.sidecar, clock))
