"""Values by key in one file, each read alone: how one step hands over what is too much for memory."""

from __future__ import annotations

import os
import pickle
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

_AT_END = 8  # bytes that say where the index begins


def write_sheaf(path: Path, items: Iterable[tuple[Hashable, Any]]) -> None:
    """Write the values, whole or not at all; a key that comes twice keeps its last value."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    index: dict[Hashable, tuple[int, int]] = {}
    with waiting.open("wb") as handle:
        for key, value in items:
            data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
            index[key] = handle.tell(), len(data)
            handle.write(data)
        at = handle.tell()
        handle.write(pickle.dumps(index, protocol=pickle.HIGHEST_PROTOCOL))
        handle.write(at.to_bytes(_AT_END, "big"))
    waiting.replace(path)


class Sheaf:
    """A file of `write_sheaf`; its index is held, its values are not."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as handle:
            end = handle.seek(-_AT_END, os.SEEK_END)
            at = int.from_bytes(handle.read(), "big")
            handle.seek(at)
            self._index: dict[Hashable, tuple[int, int]] = pickle.loads(handle.read(end - at))

    def get(self, key: Hashable) -> Any | None:
        """The value, None where there is none."""
        if key not in self._index:
            return None
        at, size = self._index[key]
        with self._path.open("rb") as handle:
            handle.seek(at)
            return pickle.loads(handle.read(size))

    def values(self) -> Iterator[Any]:
        """All values in the order in which they were written, one in memory at a time."""
        return (self.get(key) for key in self._index)
