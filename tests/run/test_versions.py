"""A result is used again exactly when nothing that it was made from has changed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Row, Settings
from pipeline.run.code import PACKAGE, import_closure
from pipeline.run.keys import MEANING, READ, TABLES, Versions
from pipeline.run.reads import WatchedFiles
from pipeline.run.store import Store

RAW = RawFile("a.txt", b"text", b"published = 2024-01-01")


def row(word: str, line: int = 2, note: str = "") -> Row:
    return Row("x.csv", line, word, "m", "", "", note, {})


def versions(settings: Settings | None = None, **files: Row) -> Versions:
    lexicon = Lexicon({name: (held,) for name, held in ({"used": row("a"), "other": row("b")} | files).items()})
    return Versions.of(settings or Settings(), lexicon)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    versions().built(store, "read", ("used",))
    versions().built(store, "meaning", ("other",))
    return store


def key(store: Store, held: Versions, raw: RawFile = RAW) -> tuple[str | None, str | None]:
    return held.read_key(store, raw), held.part_key(store, raw)


def test_no_key_before_the_stages_were_built_once(tmp_path: Path):
    assert key(Store(tmp_path), versions()) == (None, None)


def test_the_same_in_another_process(store: Store):
    assert key(store, versions()) == key(store, versions())


@pytest.mark.parametrize(
    "raw",
    [
        RawFile("a.txt", b"texT", RAW.sidecar),
        RawFile("a.txt", RAW.data, RAW.sidecar + b"password = 'x'"),
        RawFile("b.txt", RAW.data, RAW.sidecar),
        RawFile("a.txt", RAW.data, RAW.sidecar, pages=(1,)),
    ],
    ids=["bytes", "password", "name", "pages"],
)
def test_another_document_has_other_keys(store: Store, raw: RawFile):
    first, second = key(store, versions()), key(store, versions(), raw)
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_a_sidecar_changes_the_meaning_alone(store: Store):
    before, after = key(store, versions()), key(store, versions(), RawFile("a.txt", RAW.data, b""))
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def test_a_lexicon_file_that_reading_reads_changes_both(store: Store):
    before, after = key(store, versions()), key(store, versions(used=row("c")))
    assert (before[0] == after[0], before[1] == after[1]) == (False, False)


def test_a_lexicon_file_that_only_meaning_reads_leaves_what_was_read(store: Store):
    before, after = key(store, versions()), key(store, versions(other=row("c")))
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def test_a_lexicon_file_that_nobody_reads_changes_nothing(store: Store):
    assert key(store, versions()) == key(store, versions(third=row("c")))


def test_a_remark_in_the_lexicon_changes_nothing(store: Store):
    assert key(store, versions()) == key(store, versions(used=row("a", note="seen in many filings")))


def test_settings_count_but_for_limits_of_the_run(store: Store):
    plain = key(store, versions())
    assert key(store, versions(Settings(document_timeout=1.0, document_memory=1))) == plain
    assert key(store, versions(Settings(engine="pdfplumber"))) != plain


def test_code_counts(store: Store):
    changed = replace(versions(), meaning="other code")
    changed.built(store, "meaning", ("other",))
    before, after = key(store, versions()), key(store, changed)
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def test_closure_of_a_module_is_what_it_imports():
    names = {path.relative_to(PACKAGE).as_posix() for path in import_closure(["pipeline.core.figure"])}
    assert {"core/figure.py", "core/mention.py", "core/interval.py", "core/__init__.py"} <= names
    assert not {name for name in names if not name.startswith("core/")}


def test_closure_of_a_registry_holds_its_plugins():
    names = {path.relative_to(PACKAGE).as_posix() for path in import_closure(["pipeline.extract.claims"])}
    assert {f"extract/claims/{path.name}" for path in (PACKAGE / "extract" / "claims").glob("*.py")} <= names


def test_closure_of_a_stage_is_what_building_it_loads():
    """The digest must miss no file of ours that a worker loads."""
    code = "import sys; from pipeline.run.stages import Stages; from pipeline.lexicon import default_config, load_config; "
    code += "stages = Stages(*load_config(default_config())); stages.read; stages.meaning; import pipeline.publish.part; "
    code += "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('pipeline.') and m.__file__), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    loaded = {Path(line).relative_to(PACKAGE).as_posix() for line in done.stdout.splitlines()}
    known = {path.relative_to(PACKAGE).as_posix() for path in import_closure([*READ, *MEANING, *TABLES])}
    assert {name for name in loaded - known if not name.startswith("run/")} == set()


def test_a_stage_that_reads_late_is_refused():
    files = WatchedFiles({"a": (row("x"),), "b": (row("y"),)})
    assert Lexicon(files).meanings("a") == {"x": "m"}
    assert files.seal() == ("a",)
    assert Lexicon(files).meanings("a") == {"x": "m"}
    with pytest.raises(RuntimeError, match="read it in __init__"):
        Lexicon(files).rows("b")


def test_asking_for_a_file_that_is_not_there_counts_as_reading():
    files = WatchedFiles({})
    assert "missing" not in Lexicon(files).files
    assert files.seal() == ("missing",)
