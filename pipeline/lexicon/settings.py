"""config/settings.toml as a value."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.core.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is a key of config/settings.toml; the file says what it is for."""

    engine: str = "pdf_oxide"  # first PDF reader: pdf_oxide or pdfplumber
    document_timeout: float = 600.0  # seconds a document may take
    document_memory: int = 4_000_000_000  # bytes that the process reading a document may take
    page_limit_chars: int = 1_000_000  # more characters on one page: the page is refused
    page_limit_paths: int = 200_000  # more path segments on one page: its rules are not read
    ocr: bool = True  # read pages without a text layer from their pictures, where heshu[ocr] is installed
    ocr_pages: int = 80  # pages of one document that are read so

    def __post_init__(self) -> None:
        if self.engine not in ("pdf_oxide", "pdfplumber"):
            raise ConfigError(f"settings.toml: engine = {self.engine!r}", "pdf_oxide or pdfplumber", "Correct the line")


def read_settings(path: Path) -> Settings:
    """Raises ConfigError for a file that is no TOML, an unknown key, or a value of the wrong type."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}", "a TOML file", "Correct it") from error
    known = {field.name: type(field.default) for field in fields(Settings)}
    for key, value in given.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key {key!r}", f"one of {', '.join(known)}", "Correct or delete the line")
        if not isinstance(value, known[key]) and not (known[key] is float and type(value) is int):
            raise ConfigError(f"{path}: {key} = {value!r}", f"a {known[key].__name__}", "Correct the line")
    return Settings(**given)
