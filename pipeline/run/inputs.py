"""Which files a run reads, and what each is called in the tables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import ConfigError
from pipeline.core.raw import RawFile

SIDECAR = ".toml"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    source   its path under raw/ with forward slashes; it names the document in every table
    sidecar  NAME.toml beside NAME.pdf (or NAME.pdf.toml), where there is one
    """

    source: str
    path: Path
    sidecar: Path | None = None
    pages: tuple[int, ...] | None = None

    def read(self) -> RawFile:
        """Its bytes. Raises OSError."""
        return RawFile(self.source, self.path.read_bytes(), self.sidecar.read_bytes() if self.sidecar else b"", self.pages)


def find_inputs(raw: Path, paths: Sequence[Path] = (), pages: tuple[int, ...] | None = None) -> list[Input]:
    """Every file under `paths`, or under `raw` where there are none, sorted by source.

    Hidden files and folders, lock files of office programs (~$name) and sidecars are no documents. Any other file is one,
    whatever its suffix: parse says what is wrong with it, so that none is passed over in silence. A path outside `raw`
    gets its name from the common folder of all paths given.

    Raises ConfigError where a path does not exist.
    """
    for path in paths or (raw,):
        if not path.exists():
            raise ConfigError(f"{path} does not exist", "a file or folder to read", "Check the path, or pass --raw")
    files = sorted({file.absolute() for path in paths or (raw,) for file in _files(path)})
    base = _base(raw, paths, files)
    return sorted((_input(file, base, pages) for file in files), key=lambda item: item.source)


def stray_sidecars(raw: Path, paths: Sequence[Path], inputs: Iterable[Input]) -> list[Path]:
    """Sidecars beside which no document lies: a misspelt name, or a document that is gone. Hidden ones apart."""
    used = {item.sidecar for item in inputs}
    folders = [path.absolute() for path in paths or (raw,) if path.is_dir()]
    held = {file for folder in folders for file in folder.rglob(f"*{SIDECAR}") if not _hidden(file.relative_to(folder))}
    return sorted(held - used)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def parse_pages(text: str) -> tuple[int, ...] | None:
    """`3-9,12` as page numbers; "" is all pages. Raises ConfigError."""
    numbers: set[int] = set()
    for piece in filter(None, text.replace(" ", "").split(",")):
        first, _, last = piece.partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()) or not 0 < int(first) <= int(last or first):
            raise ConfigError(f"--pages {text}", "pages such as 3-9 or 1,4,7-8, from 1", "Correct the option")
        numbers.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(numbers)) or None


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder, name) for name in names if not name.startswith((".", "~$")) and not name.endswith(SIDECAR))


def _base(raw: Path, paths: Sequence[Path], files: Iterable[Path]) -> Path:
    """The folder that sources are relative to."""
    root = raw.absolute()
    if not paths or all(file.is_relative_to(root) for file in files):
        return root
    folders = [path.absolute() if path.is_dir() else path.absolute().parent for path in paths]
    return Path(os.path.commonpath(folders))


def _input(file: Path, base: Path, pages: tuple[int, ...] | None) -> Input:
    beside = (file.with_suffix(SIDECAR), file.with_name(file.name + SIDECAR))
    sidecar = next((path for path in beside if path.is_file()), None)
    return Input(file.relative_to(base).as_posix(), file, sidecar, pages)
