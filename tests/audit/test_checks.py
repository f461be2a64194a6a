"""Every check does what its page in docs/checks says, and every page has a check."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.audit import Audit
from pipeline.audit.checks.registry import checks
from tests.audit.statement import LEXICON, SETTINGS, dossier, page_rows

DOCS = Path(__file__).parents[2] / "docs" / "checks"
PAGES = sorted(DOCS.glob("*.md"))
CASES = [(page.stem, *row) for page in PAGES for row in page_rows(page)]
AUDIT = Audit(SETTINGS, LEXICON)


def found(statement: str) -> list[str]:
    """The checks that report something of the documents of a statement, which `@@` parts."""
    day = date(2022, 4, 30)
    documents = [
        dossier(part, f"d_{number}", published=day) for number, part in enumerate(re.split(r"\s*@@\s*", statement), start=1)
    ]
    return [finding.check for finding in AUDIT(documents).findings if finding.severity != "note"]


@pytest.mark.parametrize(("code", "case", "statement", "reported"), CASES, ids=[f"{code}: {case}" for code, case, _, _ in CASES])
def test_a_check_reports_what_its_page_says(code: str, case: str, statement: str, reported: bool) -> None:
    assert (code in found(statement)) is reported, case


def test_every_check_has_a_page_and_every_page_a_check() -> None:
    assert [page.stem for page in PAGES] == [held.code for held in checks()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_both_answers_and_an_example(page: Path) -> None:
    answers = {reported for _, _, reported in page_rows(page)}
    assert answers == {True, False}
    assert "## Example" in page.read_text(encoding="utf-8")


def test_the_folder_of_checks_holds_checks_only() -> None:
    folder = Path(__file__).parents[2] / "pipeline" / "audit" / "checks"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "registry"}
    assert modules == {held.code.replace("-", "_") for held in checks()}
