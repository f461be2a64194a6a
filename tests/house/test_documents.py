"""What the project says about itself is so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.publish.outputs_page import outputs_page

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = [path for path in (ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md") if path.exists()]
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]


def test_the_outputs_page_is_what_the_schema_says():
    written = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert written == outputs_page(), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_that_pages_name_exist(page: Path):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", "".join(re.findall(r"`[^`]+`|```.*?```", page.read_text(), re.DOTALL))))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_pages_name_exist(page: Path):
    named = set(re.findall(r"(?:`|^|\n)heshu ([a-z-]+)", page.read_text()))
    groups = {group.name for group in app.registered_groups}
    assert {name for name in named if not name.startswith("-")} <= {*COMMANDS, *groups}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str):
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert "Usage" in shown.output


def test_version():
    shown = CliRunner().invoke(app, ["--version"])
    assert shown.output.strip() == f"heshu {PROJECT['version']}"


def test_module_and_script_are_one_command():
    done = subprocess.run([sys.executable, "-m", "pipeline", "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"heshu {PROJECT['version']}"


def test_public_names_are_there():
    assert sorted(pipeline.__all__) == dir(pipeline)
    for name in pipeline.__all__:
        assert getattr(pipeline, name).__name__ in {name, "extract_one"}
    with pytest.raises(AttributeError, match="no attribute"):
        _ = pipeline.nothing


def test_a_room_does_not_take_the_place_of_a_public_name():
    from pipeline.extract import Extract

    assert Extract.__name__ == "Extract"
    assert pipeline.extract.__name__ == "extract_one"


def test_the_lock_names_every_dependency_once_and_no_place():
    lines = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+", line) for line in lines)
    locked = [re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines]
    assert len(locked) == len(set(locked))
    wanted = {re.split(r"[<>=~!\[; ]", line)[0].lower().replace("_", "-") for line in PROJECT["dependencies"]}
    wanted |= {re.split(r"[<>=~!\[; ]", line)[0].lower() for line in PROJECT["optional-dependencies"]["dev"]}
    assert wanted <= set(locked)


def test_every_ignored_rule_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^ignore = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert block is not None
    assert all(re.fullmatch(r'    "[A-Z]+\d+",\s+# .{8,}', line) for line in block[1].splitlines())
