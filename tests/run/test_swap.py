from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.core.errors import ConfigError
from pipeline.run import swap


def stage(out: Path, text: str) -> None:
    new = swap.fresh(out)
    (new / "figures.csv").write_text(text)
    (new / "tables").mkdir()
    (new / "tables" / f"{text}.csv").write_text(text)


def content(out: Path) -> dict[str, str]:
    visible = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != swap.LOCK)
    return {path.relative_to(out).as_posix(): path.read_text() for path in visible}


def whole(text: str) -> dict[str, str]:
    return {"figures.csv": text, f"tables/{text}.csv": text}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    stage(tmp_path, "old")
    swap.publish(tmp_path)
    return tmp_path


def test_new_files_replace_old_ones(out: Path):
    stage(out, "new")
    swap.publish(out)
    assert content(out) == whole("new")


def test_a_run_that_dies_before_the_mark_leaves_the_old_set(out: Path):
    stage(out, "new")
    swap.recover(out)
    assert content(out) == whole("old")


@pytest.mark.parametrize("steps", range(5))
def test_a_run_that_dies_among_the_renames_is_completed_by_the_next(out: Path, monkeypatch, steps: int):
    stage(out, "new")
    left = iter(range(steps))

    def dying(rename):
        def step(self, target):
            if next(left, None) is None:
                raise KeyboardInterrupt
            return rename(self, target)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", dying(Path.rename))
        patch.setattr(Path, "replace", dying(Path.replace))
        try:
            swap.publish(out)
        except KeyboardInterrupt:
            assert steps < 3
    swap.recover(out)
    assert content(out) == whole("new")


@pytest.mark.parametrize("steps", range(5))
def test_what_the_new_set_does_without_is_gone(out: Path, monkeypatch, steps: int):
    stage(out, "new")
    (swap.fresh(out) / "parts").mkdir()
    (out / ".new" / "parts" / "a.parquet").write_text("new")
    left = iter(range(steps))
    with monkeypatch.context() as patch:
        rename = Path.rename

        def step(self: Path, target: Path) -> Path:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return rename(self, target)

        patch.setattr(Path, "rename", step)
        with suppress(KeyboardInterrupt):
            swap.publish(out, gone=["figures.csv", "tables", "never.csv"])
    swap.recover(out)
    assert content(out) == {"parts/a.parquet": "new"}


def test_two_runs_at_once_are_refused(tmp_path: Path):
    with swap.held(tmp_path), pytest.raises(ConfigError, match="another run"), swap.held(tmp_path):
        pass


def test_other_files_of_the_folder_stay(out: Path):
    (out / "notes.txt").write_text("mine")
    stage(out, "new")
    swap.publish(out)
    assert content(out) == whole("new") | {"notes.txt": "mine"}
