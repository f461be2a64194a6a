from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.core.errors import ConfigError
from pipeline.run.inputs import find_inputs, parse_pages


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for name in ("b.txt", "sub/a.pdf", "sub/a.toml", "c.html", "c.html.toml", ".hidden.txt", ".git/x.txt", "~$b.docx", "odd.xyz"):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "raw"


def test_every_file_but_hidden_ones_and_sidecars(raw: Path):
    assert [item.source for item in find_inputs(raw)] == ["b.txt", "c.html", "odd.xyz", "sub/a.pdf"]


def test_sidecars_by_stem_and_by_full_name(raw: Path):
    found = {item.source: item.read().sidecar for item in find_inputs(raw)}
    assert found == {"b.txt": b"", "c.html": b"c.html.toml", "odd.xyz": b"", "sub/a.pdf": b"sub/a.toml"}


@pytest.mark.parametrize(
    ("paths", "sources"),
    [
        (["raw/sub/a.pdf"], ["sub/a.pdf"]),  # under --raw: named as there
        (["else/one/x.txt"], ["x.txt"]),
        (["else/one"], ["x.txt"]),
        (["else/one", "else/two"], ["one/x.txt", "two/x.txt"]),
        (["else/one/x.txt", "else/one/x.txt"], ["x.txt"]),
    ],
)
def test_names_of_paths_given(raw: Path, paths: list[str], sources: list[str]):
    for folder in ("one", "two"):
        (raw.parent / "else" / folder).mkdir(parents=True)
        (raw.parent / "else" / folder / "x.txt").write_text(folder)
    assert [item.source for item in find_inputs(raw, [raw.parent / path for path in paths])] == sources


def test_a_path_that_is_not_there_is_an_error(raw: Path):
    with pytest.raises(ConfigError, match="does not exist"):
        find_inputs(raw, [raw / "no.pdf"])


@pytest.mark.parametrize(("text", "pages"), [("", None), ("3", (3,)), ("3-5", (3, 4, 5)), ("7, 1-2,2", (1, 2, 7))])
def test_pages(text: str, pages: tuple[int, ...] | None):
    assert parse_pages(text) == pages


@pytest.mark.parametrize("text", ["0", "5-3", "a", "1-b", "-3", "1--2"])
def test_pages_that_make_no_sense(text: str):
    with pytest.raises(ConfigError, match="--pages"):
        parse_pages(text)
