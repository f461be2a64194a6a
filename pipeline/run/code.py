"""The version of a stage's code: a digest of the source files that it imports and of the packages that it stands on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_OPTIONAL = ("onnxruntime", "rapidocr")
_IMPORT = re.compile(r"^\s*from (pipeline[\w.]*) import (\([^)]*\)|[^\n]*)|^\s*import (pipeline[\w.]*)", re.MULTILINE)


@cache
def code_digest(*modules: str) -> str:
    """Digest of the sources that these modules import, directly or not, within this package, and of what is installed.

    A change to a file that a stage does not import leaves its results valid.
    """
    digest = hashlib.sha256(repr(installed()).encode())
    for file in sorted(import_closure(modules)):
        digest.update(f"{file.relative_to(PACKAGE).as_posix()}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


def import_closure(modules: Iterable[str]) -> set[Path]:
    """Source files of the modules and of all that they import from this package, the packages on the way included."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        for file in _files(waiting.pop()):
            if file not in found:
                found.add(file)
                waiting.extend(_imported(file))
    return found


@cache
def _imported(file: Path) -> tuple[str, ...]:
    names: list[str] = []
    source = file.read_text(encoding="utf-8")
    if "iter_modules" in source:  # a registry of plugins: it imports every file of its folder
        folder = ".".join(("pipeline", *file.parent.relative_to(PACKAGE).parts))
        names.extend(f"{folder}.{plugin.stem}" for plugin in file.parent.glob("*.py"))
    for module, members, plain in _IMPORT.findall(source):
        names.append(plain or module)
        names.extend(f"{module}.{name}" for name in re.findall(r"\w+", members))
    return tuple(names)


def _files(module: str) -> list[Path]:
    """The file of a module and the `__init__.py` of every package above it; none for a name that is no module."""
    parts = module.split(".")[1:]
    place = PACKAGE.joinpath(*parts)
    own = place / "__init__.py" if place.is_dir() else place.with_suffix(".py") if parts else place
    above = [PACKAGE.joinpath(*parts[:depth], "__init__.py") for depth in range(1, len(parts))]
    return [file for file in (own, *above) if file.is_file()]


@cache
def installed() -> dict[str, str]:
    """Version of every package that this one asks for, and of those that change what is read where they are there."""
    return {name: _version(name) for name in sorted({*_requirements(), *_OPTIONAL})}


def _requirements() -> list[str]:
    try:
        lines = requires("heshu") or []
    except PackageNotFoundError:
        return []
    return [match[0] for line in lines if "extra ==" not in line and (match := re.match(r"[\w.-]+", line))]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
