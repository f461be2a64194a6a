"""Writes the published tables into a folder, one document after another, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.core.fact import Fact
from pipeline.core.schema import CLAIMS, DOCUMENTS, FACTS, FINDINGS, PUBLISHED, TableSchema
from pipeline.publish import judged as columns_of
from pipeline.publish.columns import Columns
from pipeline.publish.frames import arrow_schema, arrow_table, csv_header, csv_rows
from pipeline.publish.judged import Judged
from pipeline.publish.package import datapackage
from pipeline.publish.part import Part

ROW_GROUP = 65_536  # rows: small documents share a row group, so that a folder of articles stays small
PIECES = 128  # a small table takes much more room than its rows
FACTS_AT_ONCE = 4_096


class TableWriter:
    """One table as NAME.parquet and NAME.csv, appended to. The same rows give the same bytes, however they come in pieces."""

    def __init__(self, folder: Path, schema: TableSchema) -> None:
        self._files = ExitStack()
        self._csv: TextIO = self._files.enter_context((folder / f"{schema.name}.csv").open("w", encoding="utf-8", newline=""))
        self._csv.write(csv_header(schema))
        target = folder / f"{schema.name}.parquet"
        self._parquet = self._files.enter_context(pq.ParquetWriter(target, arrow_schema(schema), compression="zstd"))
        self._waiting: list[pa.Table] = []
        self._held = 0
        self.rows = 0

    def add(self, rows: pa.Table, csv: str) -> None:
        """Append rows, given as Arrow and as CSV lines."""
        self._csv.write(csv)
        if rows.num_rows:
            self._waiting.append(rows)
        self.rows += rows.num_rows
        self._held += rows.num_rows
        if self._held >= ROW_GROUP:
            self._flush(keep=True)
        elif len(self._waiting) >= PIECES:
            self._waiting = [pa.concat_tables(self._waiting).combine_chunks()]

    def close(self) -> None:
        self._flush(keep=False)
        self._files.close()

    def _flush(self, *, keep: bool) -> None:
        """Write whole row groups; what is left over waits for more when `keep`."""
        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting).combine_chunks()
        whole = table.num_rows // ROW_GROUP * ROW_GROUP if keep else table.num_rows
        if whole:
            self._parquet.write_table(table.slice(0, whole), row_group_size=ROW_GROUP)
        rest = table.slice(whole)
        self._waiting, self._held = ([rest] if rest.num_rows else []), rest.num_rows


class OutputFolder:
    """All published tables in one folder that holds nothing yet. A context manager: leaving it completes the files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "tables").mkdir(parents=True)
        (folder / "text").mkdir()
        self._writers = {schema.name: TableWriter(folder, schema) for schema in PUBLISHED}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for writer in self._writers.values():
            writer.close()
        if kind is None:
            counts = {name: writer.rows for name, writer in self._writers.items()}
            (self._folder / "datapackage.json").write_text(datapackage(counts), encoding="utf-8")

    def add(self, part: Part, judged: Judged | None = None) -> None:
        """One document, in the order in which rows are to stand, with what all documents together gave for it."""
        judged = judged or Judged()
        linked = part.linked(judged.entity_ids)
        for name, rows in linked.rows.items():
            self._writers[name].add(rows, linked.csv[name])
        for schema, columns in judged_columns(part, judged):
            self._add_columns(schema, columns)
        write_texts(self._folder, part)

    def add_document(self, row: Mapping[str, Any]) -> None:
        """A row of `documents` alone: of a file that could not be read, or is there twice. Missing columns are empty."""
        self._add_columns(DOCUMENTS, document_columns([row]))

    def add_facts(self, facts: Iterable[Fact]) -> None:
        """Facts in the order in which rows are to stand."""
        waiting = iter(facts)
        while some := list(islice(waiting, FACTS_AT_ONCE)):
            self._add_columns(FACTS, columns_of.facts(some))

    def _add_columns(self, schema: TableSchema, columns: Columns) -> None:
        self._writers[schema.name].add(arrow_table(schema, columns), csv_rows(schema, columns))


def judged_columns(part: Part, judged: Judged) -> list[tuple[TableSchema, Columns]]:
    """What one document adds to the tables that need all documents: its claims, its findings, its row of `documents`."""
    doc_id, source = part.row["doc_id"], part.row["source"]
    return [
        (CLAIMS, columns_of.claims(doc_id, source, judged.trials, judged.claim_ids)),
        (FINDINGS, columns_of.findings(judged.findings)),
        (DOCUMENTS, document_columns([{**part.row, "findings": len(judged.findings)}])),
    ]


def document_columns(rows: Iterable[Mapping[str, Any]]) -> Columns:
    """Rows of `documents` as columns; missing ones are empty."""
    held = list(rows)
    return {column.name: [row.get(column.name) for row in held] for column in DOCUMENTS.columns}


def write_texts(folder: Path, part: Part) -> None:
    """The document's text, and each of its tables as printed."""
    for table_id, sheet in part.sheets.items():
        (folder / "tables" / f"{table_id}.csv").write_text(sheet, encoding="utf-8", newline="")
    (folder / "text" / f"{part.row['doc_id']}.txt").write_text(part.text, encoding="utf-8", newline="")
