"""Which lexicon files a stage reads: seen while it is built, so that no list can be out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from pipeline.lexicon import Lexicon, Row


class WatchedFiles(Mapping[str, tuple[Row, ...]]):
    """The files of a lexicon, which notes the names that are asked for until it is sealed.

    A stage reads its lexicon while it is built. One that came back later would escape the cache, so that is refused as
    the bug that it is.
    """

    def __init__(self, files: Mapping[str, tuple[Row, ...]]) -> None:
        self._files = files
        self._sealed = False
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        self._note(name)
        return self._files[name]

    def __contains__(self, name: object) -> bool:
        self._note(str(name))  # a stage that does without a file depends on its absence
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def _note(self, name: str) -> None:
        if self._sealed and name not in self.read:
            raise RuntimeError(f"lexicon file {name!r} was read after the stage was built; read it in __init__")
        self.read.add(name)

    def seal(self) -> tuple[str, ...]:
        """No new file from now on; the names read so far, sorted."""
        self._sealed = True
        return tuple(sorted(self.read))


def file_digests(lexicon: Lexicon) -> dict[str, str]:
    """Digest of the rows of each lexicon file. Comments on a row (`note`) and its examples do not count."""
    return {name: _digest(rows) for name, rows in lexicon.files.items()}


def _digest(rows: tuple[Row, ...]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr((row.line, row.word, row.meaning, sorted(row.more.items()))).encode())
    return digest.hexdigest()[:32]
