"""The second half by itself: an audit of published tables, and what two versions of a filing print differently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.audit import Audit, Audited, Dossier
from pipeline.audit.diff import diff
from pipeline.audit.rows import dossiers
from pipeline.lexicon import load_config
from pipeline.publish.load import rows
from pipeline.run.inputs import find_inputs
from pipeline.run.judge import dossier_of
from pipeline.run.stages import Clock, Stages


def audit(out: Path, config: Path) -> Audited:
    """Audit the tables of a folder again, without reading a document. Raises ConfigError where it holds no tables."""
    held = [rows(out, name) for name in ("documents", "figures", "tables", "cells", "claims")]
    return Audit(*load_config(config))(dossiers(*held))


def compare(old: Path, new: Path, config: Path) -> list[dict[str, Any]]:
    """Facts that two versions of a filing (files or folders), or two runs (folders with tables), do not print alike.

    One row a fact: changed, added or gone, with text, value, source and page on both sides.
    Raises ConfigError for a path that is not there, DocumentError for a file that cannot be read.
    """
    settings, lexicon = load_config(config)
    stages = Stages(settings, lexicon)
    return [found.row for found in diff(list(_side(old, stages)), list(_side(new, stages)), lexicon)]


def _side(path: Path, stages: Stages) -> Iterator[Dossier]:
    if (path / "figures.parquet").is_file():
        yield from dossiers(*(rows(path, name) for name in ("documents", "figures", "tables", "cells", "claims")))
        return
    for item in find_inputs(path if path.is_dir() else path.parent, (path,)):
        raw, clock = item.read(), Clock()
        yield dossier_of(stages.meaning(stages.read(raw, clock), raw.sidecar, clock))
