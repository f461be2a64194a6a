from __future__ import annotations

import os
from pathlib import Path

from pipeline.run.store import KEEP_SECONDS, Store


def test_what_is_saved_can_be_loaded(tmp_path: Path):
    Store(tmp_path).save("parsed", "k", {"a": 1})
    assert Store(tmp_path).load("parsed", "k") == {"a": 1}


def test_kinds_and_keys_stay_apart(tmp_path: Path):
    store = Store(tmp_path)
    store.save("parsed", "k", 1)
    assert (store.has("parsed", "k"), store.has("parts", "k"), store.load("parsed", "other")) == (True, False, None)


def test_a_damaged_entry_counts_as_absent(tmp_path: Path):
    store = Store(tmp_path)
    store.save("parsed", "k", list(range(100)))
    (path,) = (tmp_path / "parsed").iterdir()
    path.write_bytes(path.read_bytes()[:50])
    assert store.load("parsed", "k") is None


def test_an_entry_of_code_that_is_gone_counts_as_absent(tmp_path: Path):
    (tmp_path / "parsed").mkdir()
    (tmp_path / "parsed" / "k.pickle").write_bytes(b"cpipeline.nowhere\nNothing\n.")
    assert Store(tmp_path).load("parsed", "k") is None


def test_sweep_drops_what_nobody_used(tmp_path: Path):
    store = Store(tmp_path)
    for key in ("used", "unused"):
        store.save("parsed", key, key)
        path = tmp_path / "parsed" / f"{key}.pickle"
        os.utime(path, (0, path.stat().st_mtime - KEEP_SECONDS - 60))
    assert store.has("parsed", "used")
    store.sweep()
    assert (store.load("parsed", "used"), store.load("parsed", "unused")) == ("used", None)
