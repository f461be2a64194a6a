"""One figure explained: as printed, what was made of it, where each part of its meaning was read, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pipeline.core.errors import ConfigError
from pipeline.publish.exact import plain
from pipeline.publish.layout import read_table


@dataclass(frozen=True, slots=True)
class Explained:
    """A row of `figures`, the printed lines around it, and the rules that read it.

    lines   prose: its sentence; table: header rows and its own row, cells joined by ` | `
    rules   which rule and lexicon row said what, in order
    """

    row: dict[str, Any]
    lines: tuple[str, ...] = ()
    rules: Sequence[str] = field(default=())

    def __str__(self) -> str:
        return "\n".join(self._text())

    def _text(self) -> Iterator[str]:
        row = {name: "-" if value in ("", None) else value for name, value in self.row.items()}
        where = f"characters {row['char_start']}-{row['char_end']}" if row["page"] == "-" else f"page {row['page']}"
        yield f"{row['figure_id']}  {row['text']}  ({row['source']}, {where})"
        yield from (f"    {line}" for line in self.lines)
        yield f"value      {_amount(self.row)} {row['unit']}, {row['qualifier']}{_made(self.row)}"
        yield f"unit       {row['unit_text']}  read in: {row['unit_source']}"
        yield f"period     {_span(self.row, 'period')}  from {row['period_text']}  read in: {row['period_source']}"
        yield f"entity     {row['entity']} ({row['entity_id']})  read in: {row['entity_source']}"
        yield f"metric     {row['metric']}  concept: {row['concept']}  role: {row['role']}  scope: {row['scope']}"
        yield f"against    {row['base_text']}  {_span(self.row, 'base_period')}"
        yield f"said       {row['modality']}  by {row['attribution']}"
        yield f"confidence {row['confidence']:.2f}  flags: {row['flags']}"
        yield from (f"rule       {rule}" for rule in self.rules)


def explained(folder: Path, figure_id: str, rules: Sequence[str] = ()) -> Explained:
    """Raises ConfigError where the folder holds no tables, or no such figure."""
    found = _rows(folder, "figures", figure_id=figure_id)
    if not found:
        raise ConfigError(f"{folder} has no figure {figure_id}", "an id from figures.csv", "Copy it from there")
    row = found[0]
    lines = tuple(_table_lines(folder, row)) if row["table_id"] else (row["context"],)
    return Explained(row, lines, rules)


def _table_lines(folder: Path, row: dict[str, Any]) -> Iterator[str]:
    (table,) = _rows(folder, "tables", table_id=row["table_id"])
    cells = _rows(folder, "cells", table_id=row["table_id"])
    yield from filter(None, (table["section_path"], table["caption"], table["unit_line"]))
    for wanted in (*range(table["header_rows"]), row["row"]):
        yield " | ".join(_mark(cell, row) for cell in cells if cell["row"] == wanted)


def _mark(cell: dict[str, Any], row: dict[str, Any]) -> str:
    here = (cell["row"], cell["col"]) == (row["row"], row["col"])
    return f">{cell['text']}<" if here else cell["text"]


def _rows(folder: Path, name: str, **wanted: str) -> list[dict[str, Any]]:
    (column, value), *_ = wanted.items()
    rows: list[dict[str, Any]] = read_table(folder, name, where=pc.field(column) == value).to_pylist()
    return rows


def _amount(row: dict[str, Any]) -> str:
    if row["value"] is not None:
        return plain(row["value"])
    ends = [plain(row[end]) if row[end] is not None else "" for end in ("low", "high")]
    return " to ".join(ends) if any(ends) else "-"


def _made(row: dict[str, Any]) -> str:
    """How the value came about: 3.124 times ten to the eighth, printed to -5."""
    printed = f"  = {plain(row['value_printed'])} x 10^{row['scale']}" if row["value_printed"] is not None else ""
    return printed + (f", decimals {row['decimals']}" if row["decimals"] is not None else "")


def _span(row: dict[str, Any], name: str) -> str:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return str(start or "-") if start == end else f"{start or ''}..{end or ''}"
