"""config/corrections.csv: what a reviewer decided about figures."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import ConfigError
from pipeline.lexicon.rows import Lexicon, Row

FILE = "corrections.csv"
COLUMNS = ("figure_id", "field", "value", "who", "when", "why")
FIELDS = ("value", "unit", "entity", "metric", "concept", "role", "period_start", "period_end")
VERDICTS = ("accepted", "rejected")  # in the column `field` too: they settle the whole row, and have no value


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. `field` is a column of figures, `accepted` or `rejected`; `when` an ISO time; `line` in the file."""

    figure_id: str
    field: str
    value: str
    who: str
    when: str
    why: str
    line: int = 0

    @property
    def name(self) -> str:
        """For `explain`."""
        return f"{FILE}:{self.line}"


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """All decisions of a file; none where there is no file. The last one about a field of a figure counts.

    Raises ConfigError, naming the line, for a wrong header, a field that cannot be corrected, or a row of other length.
    """
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = list(csv.reader(handle, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: {error}", "a UTF-8 CSV file", "Save it as UTF-8") from error
    if not lines or tuple(lines[0]) != COLUMNS:
        raise ConfigError(f"{path}, line 1: {lines[0] if lines else 'empty'}", f"columns {','.join(COLUMNS)}", "Correct it")
    return tuple(_correction(path, number, cells) for number, cells in enumerate(lines[1:], start=2) if any(cells))


def write_corrections(path: Path, corrections: tuple[Correction, ...]) -> None:
    """The file anew, sorted by figure and field, so that a diff can be reviewed."""
    rows = sorted(corrections, key=lambda row: (row.figure_id, row.field))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)


def as_rows(corrections: tuple[Correction, ...]) -> tuple[Row, ...]:
    """As rows of a lexicon, so that the cache sees a change of them as of any other word."""
    return tuple(
        Row(
            FILE,
            row.line,
            row.figure_id,
            row.field,
            "",
            "",
            "",
            {"value": row.value, "who": row.who, "when": row.when, "why": row.why},
        )
        for row in corrections
    )


def corrections_of(lexicon: Lexicon) -> tuple[Correction, ...]:
    """The decisions that a lexicon carries, none where it carries none."""
    rows = lexicon.files.get("corrections", ())
    return tuple(
        Correction(row.word, row.meaning, row.more["value"], row.more["who"], row.more["when"], row.more["why"], row.line)
        for row in rows
    )


def _correction(path: Path, line: int, cells: list[str]) -> Correction:
    if len(cells) != len(COLUMNS):
        raise ConfigError(f"{path}, line {line}: {len(cells)} cells", f"{len(COLUMNS)} as in the header", "Quote commas")
    figure_id, field, value, who, when, why = cells
    row = Correction(figure_id, field, value, who, when, why, line)
    if row.field not in (*FIELDS, *VERDICTS):
        raise ConfigError(f"{path}, line {line}: field {row.field!r}", f"one of {', '.join((*FIELDS, *VERDICTS))}", "Correct it")
    return row
