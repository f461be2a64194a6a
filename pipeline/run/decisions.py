"""Decisions that a reviewer exported from the review pages, kept in config/corrections.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import ConfigError
from pipeline.lexicon.corrections import FIELDS, FILE, VERDICTS, Correction, read_corrections, write_corrections
from pipeline.publish.layout import read_table

EXPORTED = ("figure_id", "decision", "field", "value", "who", "when", "why")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `stale` are figures that the tables in OUT do not hold (another run, another document)."""

    file: Path
    decisions: int
    stale: tuple[str, ...]


def import_decisions(decisions: Path, config: Path, out: Path, who: str = "") -> Imported:
    """Add exported decisions to config/corrections.csv; a new decision about a figure replaces the older ones.

    who  the reviewer, where the file does not say

    Raises ConfigError where the file is no export of the review pages.
    """
    rows = tuple(_rows(decisions, who))
    settled = {row.figure_id for row in rows}
    kept = tuple(row for row in read_corrections(config / FILE) if row.figure_id not in settled)
    write_corrections(config / FILE, (*kept, *rows))
    known = _figure_ids(out)
    return Imported(config / FILE, len(settled), tuple(sorted(settled - known)))


def stale_corrections(config: Path, out: Path) -> tuple[str, ...]:
    """Figures of config/corrections.csv that the tables in OUT do not hold. A rejected figure is held by the ledger only."""
    wanted = {row.figure_id for row in read_corrections(config / FILE) if row.field != "rejected"}
    if not wanted:
        return ()
    return tuple(sorted(wanted - _figure_ids(out)))


def _figure_ids(out: Path) -> set[str]:
    return set(read_table(out, "figures", ["figure_id"])["figure_id"].to_pylist())


def _rows(path: Path, who: str) -> Iterator[Correction]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            lines = list(reader)
            header = tuple(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: {error}", "a CSV exported from the review pages", "Export it again") from error
    if header != EXPORTED:
        raise ConfigError(f"{path}, line 1: {','.join(header)}", ",".join(EXPORTED), "Export the file from the review pages")
    for number, line in enumerate(lines, start=2):
        field = line["field"] if line["decision"] == "corrected" else line["decision"]
        if field == "noted":
            continue  # a remark alone changes nothing
        if field not in (*FIELDS, *VERDICTS):
            seen = f"{path}, line {number}: decision {line['decision']!r}, field {line['field']!r}"
            raise ConfigError(seen, "a decision of the review pages", "Correct or delete the line")
        yield Correction(line["figure_id"], field, line["value"], line["who"] or who, line["when"], line["why"])
