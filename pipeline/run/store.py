"""The cache: what stages made of documents, by key. A folder that may be deleted at any time."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path
from typing import Any

KEEP_SECONDS = 14 * 24 * 3600  # an entry that no run asked for in two weeks is dropped


class Store:
    """Values by kind and key, one file each. Written whole or not at all, so that a killed run leaves no half entry.

    An entry that cannot be read back (a full disk, another version) counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, kind: str, key: str) -> bool:
        """Whether there is an entry; marks it as used."""
        try:
            os.utime(self._path(kind, key))
        except OSError:
            return False
        return True

    def load(self, kind: str, key: str) -> Any | None:
        """The value, None where it is absent."""
        try:
            return pickle.loads(self._path(kind, key).read_bytes())
        except Exception:  # unpickling damaged bytes can raise anything
            return None

    def save(self, kind: str, key: str, value: Any) -> None:
        path = self._path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))

    def sweep(self) -> None:
        """Delete entries that were not used for KEEP_SECONDS, and what dead runs left half written."""
        limit = time.time() - KEEP_SECONDS
        for path in self.folder.glob("*/*"):
            try:
                if path.stat().st_mtime < limit:
                    path.unlink()
            except OSError:  # another run deletes too
                continue

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / f"{key}.pickle"


def write_whole(path: Path, data: bytes) -> None:
    """The file holds all of `data` or what it held before, whatever happens meanwhile."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    with waiting.open("wb") as handle:
        handle.write(data)
        handle.flush()
    waiting.replace(path)
