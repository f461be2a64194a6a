"""The published tables of an archive: one Parquet file a table and document, so that no file and no process holds them all.

parts/figures/DOC_ID.parquet    and so ledger, tables, cells, claims, findings; a document without rows has no file
parts/documents/NUMBER.parquet  the rows of one batch of documents
parts/facts/NUMBER.parquet      the facts of some of the entities
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.core.fact import Fact
from pipeline.core.schema import DOCUMENTS, FACTS, PUBLISHED
from pipeline.publish import judged as columns_of
from pipeline.publish.folder import document_columns, judged_columns, write_texts
from pipeline.publish.frames import arrow_schema, arrow_table
from pipeline.publish.judged import Judged
from pipeline.publish.layout import NOTHING, PARTS
from pipeline.publish.package import datapackage
from pipeline.publish.part import Part


def prepare(folder: Path) -> None:
    """Make the places. Each table has a file without rows, so that it can be read where nothing else is there."""
    for name in ("tables", "text"):
        (folder / name).mkdir(parents=True)
    for schema in PUBLISHED:
        (folder / PARTS / schema.name).mkdir(parents=True)
        _write(folder, schema.name, NOTHING, arrow_schema(schema).empty_table())


def describe(folder: Path, rows: Mapping[str, int]) -> None:
    """Write datapackage.json; `rows` says how many rows each table holds."""
    held = {schema.name: rows.get(schema.name, 0) for schema in PUBLISHED}
    (folder / "datapackage.json").write_text(datapackage(held, parted=True), encoding="utf-8")


class PartedFolder:
    """A folder that `prepare` made. `rows` counts what was added to each table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.rows: Counter[str] = Counter()

    def add(self, part: Part, judged: Judged) -> dict[str, Any]:
        """One document, all but its row of `documents`, which is returned."""
        doc_id = part.row["doc_id"]
        tables = dict(part.linked_rows(judged.entity_ids))
        tables |= {schema.name: arrow_table(schema, columns) for schema, columns in judged_columns(part, judged)}
        (row,) = tables.pop(DOCUMENTS.name).to_pylist()
        for name, rows in tables.items():
            if rows.num_rows:
                self._add(name, doc_id, rows)
        write_texts(self._folder, part)
        return dict(row)

    def add_documents(self, number: int, rows: Iterable[Mapping[str, Any]]) -> None:
        """The rows of `documents` of one batch."""
        self._add(DOCUMENTS.name, f"{number:06}", arrow_table(DOCUMENTS, document_columns(rows)))

    def add_facts(self, number: int, facts: Iterable[Fact]) -> None:
        """The facts of some of the entities, in order."""
        self._add(FACTS.name, f"{number:06}", arrow_table(FACTS, columns_of.facts(list(facts))))

    def _add(self, name: str, file: str, rows: pa.Table) -> None:
        self.rows[name] += rows.num_rows
        _write(self._folder, name, file, rows)


def _write(folder: Path, name: str, file: str, rows: pa.Table) -> None:
    pq.write_table(rows, folder / PARTS / name / f"{file}.parquet", compression="zstd")
