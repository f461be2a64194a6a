from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run.sheaf import Sheaf, write_sheaf


def test_each_value_is_found_by_its_key(tmp_path: Path):
    write_sheaf(tmp_path / "a", [("清河", [1, 2]), (7, {"x": 1}), ("空", None)])
    sheaf = Sheaf(tmp_path / "a")
    assert (sheaf.get(7), sheaf.get("清河"), sheaf.get("空"), sheaf.get("nobody")) == ({"x": 1}, [1, 2], None, None)
    assert list(sheaf.values()) == [[1, 2], {"x": 1}, None]


def test_a_sheaf_without_values(tmp_path: Path):
    write_sheaf(tmp_path / "a", [])
    assert Sheaf(tmp_path / "a").get(0) is None
    assert list(Sheaf(tmp_path / "a").values()) == []


def test_what_fails_in_the_middle_leaves_the_former_file(tmp_path: Path):
    write_sheaf(tmp_path / "a", [(0, "old")])
    with pytest.raises(ZeroDivisionError):
        write_sheaf(tmp_path / "a", ((number, 1 / number) for number in (1, 0)))
    assert Sheaf(tmp_path / "a").get(0) == "old"
