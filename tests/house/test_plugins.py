"""Folders of plugins: none is forgotten, each has its decorator, its code and, for a check, its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.audit.checks.registry import checks
from pipeline.extract.claims.registry import _HELPERS, readers

ROOT = Path(__file__).parents[2]
CLAIMS = ROOT / "pipeline" / "extract" / "claims"
CHECKS = ROOT / "pipeline" / "audit" / "checks"


def modules(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


def test_every_claim_reader_is_registered():
    assert {held.read.__module__.rpartition(".")[2] for held in readers()} == modules(CLAIMS) - _HELPERS
    assert len({held.rank for held in readers()}) == len(readers()), "two readers of one rank: their order would be chance"


def test_every_check_is_registered_under_the_name_of_its_file():
    assert {held.run.__module__.rpartition(".")[2] for held in checks()} == modules(CHECKS) - {"registry"}
    assert {held.code.replace("-", "_") for held in checks()} == modules(CHECKS) - {"registry"}


def test_every_check_has_its_page_and_every_page_its_check():
    pages = {path.stem for path in (ROOT / "docs" / "checks").glob("*.md")} - {"README"}
    assert pages == {held.code for held in checks()}


@pytest.mark.parametrize("path", sorted(CLAIMS.glob("[a-z]*.py")) + sorted(CHECKS.glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_a_plugin_says_what_it_does(path: Path):
    assert path.read_text(encoding="utf-8").lstrip().startswith('"""')
