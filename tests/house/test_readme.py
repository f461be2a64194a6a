"""What the READMEs say is so: commands, examples, excerpts, and both languages alike."""

from __future__ import annotations

import doctest
import re
from decimal import Decimal
from pathlib import Path

import pytest
import typer

import pipeline
from pipeline.cli import app
from pipeline.lexicon import default_config
from pipeline.run import Options, extract
from pipeline.run.progress import watcher

ROOT = Path(__file__).parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
PARTS = set(typer.main.get_command(app).commands["review"].commands)  # type: ignore[attr-defined]

pages = pytest.mark.parametrize("name", PAGES)


class Quiet:
    """Prints nowhere."""

    is_terminal = False

    def print(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as after `make extract`: the sample in raw/, its tables in extracted/."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "raw").symlink_to(ROOT / "raw")
    extract(Options(folder / "raw", folder / "extracted", default_config(), jobs=1), watcher(Quiet(), quiet=True))
    return folder


def code(page: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`|^    \S[^\n]*$", page, re.DOTALL | re.MULTILINE))


def headings(page: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", re.sub(r"```.*?```", "", page, flags=re.DOTALL), re.MULTILINE)]


def rows(page: str) -> list[dict[str, str]]:
    """The excerpt of figures.csv."""
    lines = [line for line in page[page.index("| text |") :].partition("\n\n")[0].splitlines() if not line.startswith("|---")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def shown(cell: object) -> str:
    """A value as the excerpt prints it: no zeros behind the point, whole pages, nothing for nothing."""
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".rstrip("0").rstrip(".")
    return str(int(cell)) if isinstance(cell, float) else str(cell)


@pages
def test_every_target_of_make_is_named_and_no_other(name: str):
    assert set(re.findall(r"\bmake ([a-z]+)\b", code(PAGES[name]))) == TARGETS


@pages
def test_every_command_is_named_and_no_other(name: str):
    assert set(re.findall(r"\bheshu ([a-z][a-z-]+)", code(PAGES[name]))) == COMMANDS


@pages
def test_every_part_of_review_is_named(name: str):
    assert {part for part in PARTS if f"`{part}`" in PAGES[name]} == PARTS


@pages
def test_options_that_are_named_exist(name: str):
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    every = [*commands.values(), *commands["review"].commands.values()]
    known = {option for command in every for held in command.params for option in held.opts} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code(PAGES[name]))) <= known


@pages
def test_links_lead_somewhere(name: str):
    links = re.findall(r"\]\(([^)#]+)\)", PAGES[name])
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_languages_have_the_same_parts():
    one, other = PAGES.values()
    assert headings(one) == headings(other)
    for mark in (r"^\|", r"^- ", r"^```\w*$", r"^>>> "):
        assert len(re.findall(mark, one, re.MULTILINE)) == len(re.findall(mark, other, re.MULTILINE)), mark


def test_both_languages_tell_the_same_numbers():
    one, other = (set(re.findall(r"\b0\.\d\d+\b|\b\d{1,3}(?:,\d{3})+\b|\b\d+\.\d%", page)) for page in PAGES.values())
    assert one == other


@pages
def test_the_excerpt_is_what_comes_out(name: str, made: Path):
    wanted = rows(PAGES[name])
    figures = pipeline.load(made / "extracted").figures[list(wanted[0])]
    held = {tuple(map(shown, row)) for row in figures.itertuples(index=False, name=None)}
    assert [row for row in wanted if tuple(row.values()) not in held] == []


@pages
def test_the_claim_and_the_counts_are_what_comes_out(name: str, made: Path):
    run = pipeline.load(made / "extracted")
    _, said_zh, said_en = re.findall(r"^> (\S.*)$", PAGES[name], re.MULTILINE)
    claims = run.claims[run.claims["verdict"] == "disagrees"]
    assert (said_zh, said_en) in set(zip(claims["explanation_zh"], claims["explanation_en"], strict=True))
    assert {str(len(run.figures)), str(len(run.tables))} <= set(
        re.findall(r"\b\d+\b", PAGES[name][: PAGES[name].index("| text |")])
    )


@pages
def test_the_explained_figure_is_what_comes_out(name: str, made: Path):
    found = re.search(r"```text\n(f_\w+)(.*?)```", PAGES[name], re.DOTALL)
    assert found is not None
    told = str(pipeline.load(made / "extracted").figure(found[1]).explain()).splitlines()
    lines = [line for line in (found[1] + found[2]).splitlines() if not line.startswith("confidence")]
    assert [line for line in lines if line not in told] == []


@pages
def test_examples_run(name: str, made: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(made)
    examples = "\n".join(re.findall(r"```python\n(.*?)```", PAGES[name], re.DOTALL))
    if "run.sql" in examples:
        pytest.importorskip("duckdb")
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    told: list[str] = []
    done = doctest.DocTestRunner().run(test, out=told.append)
    assert done.attempted > 10
    assert done.failed == 0, "".join(told)
