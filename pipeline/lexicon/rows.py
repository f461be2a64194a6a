"""Lexicon files as rows: config/lexicon/NAME.csv, one word a row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import ConfigError

REQUIRED = ("word", "meaning", "example", "not", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a lexicon file.

    word     as documents print it, in simplified script; matching folds the script, so one row serves both
    meaning  what the room that reads the file makes of it; further columns are in `more`
    example  a text that the row must read; `not_` one that it must not ("" where there is none)
    """

    file: str
    line: int
    word: str
    meaning: str
    example: str
    not_: str
    note: str
    more: Mapping[str, str]

    @property
    def name(self) -> str:
        """For `explain`: which row of which file."""
        return f"{self.file}:{self.line} {self.word}"

    def wrong(self, expected: str) -> ConfigError:
        """The error to raise when a room cannot use this row."""
        return ConfigError(f"config/lexicon/{self.file}, line {self.line}: {self.word!r}", expected, "Correct the row")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows of config/lexicon, by file name without `.csv`."""

    files: Mapping[str, tuple[Row, ...]]

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of one file, in file order. Raises ConfigError when there is no such file."""
        if name not in self.files:
            raise ConfigError(f"config/lexicon/{name}.csv is missing", f"one of {sorted(self.files)}", "Restore the file")
        return self.files[name]

    def meanings(self, name: str) -> dict[str, str]:
        """word -> meaning of one file."""
        return {row.word: row.meaning for row in self.rows(name)}


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read one lexicon file: UTF-8 CSV whose header holds at least the columns word, meaning, example, not, note.

    Raises ConfigError for a missing column, an empty or repeated word, or a row with too many or too few cells.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = list(csv.reader(handle, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: {error}", "a UTF-8 CSV file", "Save it as UTF-8") from error
    if not lines or any(column not in lines[0] for column in REQUIRED):
        raise ConfigError(f"{path}, line 1: {lines[0] if lines else 'empty'}", f"columns {', '.join(REQUIRED)}", "Add them")
    header = lines[0]
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise ConfigError(f"{path}, line {number}: {len(cells)} cells", f"{len(header)} as in the header", "Quote commas")
        row = _row(path.name, number, dict(zip(header, cells, strict=True)))
        if not row.word:
            raise ConfigError(f"{path}, line {number}: no word", "a word in the first column", "Fill it or delete the row")
        if (row.word, row.meaning) in seen:
            raise row.wrong(f"each word once (first on line {seen[row.word, row.meaning]})")
        seen[row.word, row.meaning] = number
        rows.append(row)
    return tuple(rows)


def _row(file: str, line: int, cells: dict[str, str]) -> Row:
    more = {key: value for key, value in cells.items() if key not in REQUIRED}
    return Row(file, line, cells["word"], cells["meaning"], cells["example"], cells["not"], cells["note"], more)
