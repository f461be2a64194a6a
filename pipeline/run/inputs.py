"""Which files a run reads, and what each is called in the tables."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from pipeline.core.errors import ConfigError
from pipeline.core.raw import RawFile
from pipeline.run.remote import Remote, is_url, listed, normal

SIDECAR = ".toml"


Place = Path | Remote


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    source   its path under raw/ with forward slashes; it names the document in every table
    sidecar  NAME.toml beside NAME.pdf (or NAME.pdf.toml), where there is one
    """

    source: str
    path: Place
    sidecar: Place | None = None
    pages: tuple[int, ...] | None = None

    def read(self) -> RawFile:
        """Its bytes. Raises OSError."""
        return RawFile(self.source, self.path.read_bytes(), self.beside(), self.pages)

    def beside(self) -> bytes:
        """The bytes of its sidecar, b"" where there is none. Raises OSError."""
        return self.sidecar.read_bytes() if self.sidecar else b""

    def password(self) -> str:
        """What opens it, "" where the sidecar gives none. Raises OSError, DocumentError for a sidecar that cannot be read."""
        from pipeline.parse.sidecar import read_sidecar

        return read_sidecar(self.beside()).password or ""


def find_inputs(raw: Path | str, paths: Sequence[Path | str] = (), pages: tuple[int, ...] | None = None) -> list[Input]:
    """Every file under `paths`, or under `raw` where there are none, sorted by source. Paths, or URLs that fsspec can open.

    Hidden files and folders, lock files of office programs (~$name) and sidecars are no documents. Any other file is one,
    whatever its suffix: parse says what is wrong with it, so that none is passed over in silence. A path outside `raw`
    gets its name from the common folder of all paths given, a URL from that of all URLs.

    Raises ConfigError where a path does not exist, or where two files would have one name.
    """
    urls = [str(place) for place in paths or (raw,) if is_url(place)]
    local = [Path(place) for place in paths or (raw,) if not is_url(place)]
    found = [*_local(Path(raw), local, pages), *_remote(str(raw), urls, pages)]
    held: dict[str, Input] = {}
    for item in found:
        if item.source in held:
            seen = f"{held[item.source].path} and {item.path} would both be called {item.source}"
            raise ConfigError(seen, "files of different names", "Read them in two runs, or rename one")
        held[item.source] = item
    return [held[source] for source in sorted(held)]


def _local(raw: Path, paths: Sequence[Path], pages: tuple[int, ...] | None) -> Iterator[Input]:
    for path in paths:
        if not path.exists():
            raise ConfigError(f"{path} does not exist", "a file or folder to read", "Check the path, or pass --raw")
    files = sorted({file.absolute() for path in paths for file in _files(path)})
    base = _base(raw, paths, files)
    return (_input(file, base, pages) for file in files)


def _remote(raw: str, urls: Sequence[str], pages: tuple[int, ...] | None) -> Iterator[Input]:
    found = {file.url: file for url in urls for file in listed(url)}
    base = _base_url(raw, urls, found)
    for url, file in found.items():
        source = url[len(base) :]
        if _hidden(Path(source)) or file.name.startswith("~$") or file.name.endswith(SIDECAR):
            continue
        beside = (url[: len(url) - len(Path(file.name).suffix)] + SIDECAR, url + SIDECAR)
        yield Input(source, file, next((found[name] for name in beside if name in found), None), pages)


def _base_url(raw: str, urls: Sequence[str], found: Collection[str]) -> str:
    """The URL, up to its last slash, that sources are relative to."""
    root = normal(raw) + "/" if is_url(raw) else ""
    if root and all(url.startswith(root) for url in found):
        return root
    folders = [(url.rpartition("/")[0] if url in found else url).split("/") for url in map(normal, urls)]
    shared = takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False))
    return "".join(f"{names[0]}/" for names in shared)


def stray_sidecars(raw: Path | str, paths: Sequence[Path | str], inputs: Iterable[Input]) -> list[Path]:
    """Sidecars on this machine beside which no document lies: a misspelt name, or a document that is gone. Hidden ones apart."""
    used = {item.sidecar for item in inputs}
    places = [Path(place) for place in paths or (raw,) if not is_url(place)]
    folders = [path.absolute() for path in places if path.is_dir()]
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
