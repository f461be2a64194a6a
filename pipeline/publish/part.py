"""The share of one document in the published tables, made where the document was read and put together later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from pipeline.core.document import Document, Table
from pipeline.core.result import Result
from pipeline.core.schema import CELLS, FIGURES, LEDGER, TABLES, TableSchema
from pipeline.publish import columns
from pipeline.publish.frames import BOM, arrow_table, carried, csv_rows, csv_text
from pipeline.publish.guard import guarded

_MAKERS: tuple[tuple[TableSchema, Callable[[Result], columns.Columns]], ...] = (
    (FIGURES, columns.figures),
    (LEDGER, columns.ledger),
    (TABLES, columns.tables),
    (CELLS, columns.cells),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Everything that publishing needs of one document; standard types and Arrow only, so that it pickles fast.

    row     its row of `documents`
    rows    table name -> its rows
    csv     table name -> the same rows as CSV text, without header
    sheets  table_id -> the table as printed, as a whole CSV file
    text    the document's text
    """

    row: dict[str, Any]
    rows: dict[str, pa.Table]
    csv: dict[str, str]
    sheets: dict[str, str]
    text: str

    def linked(self, entity_ids: Mapping[str, str]) -> Part:
        """The same with the entity ids of figures as they are over all documents (figure_id -> entity_id)."""
        rows = self.linked_rows(entity_ids)
        if rows is self.rows:
            return self
        csv = csv_rows(FIGURES, rows["figures"].to_pydict())
        return replace(self, rows=rows, csv=self.csv | {"figures": csv})

    def linked_rows(self, entity_ids: Mapping[str, str]) -> dict[str, pa.Table]:
        """The rows alone, linked."""
        rows = self.rows["figures"]
        ids, own = rows["figure_id"].to_pylist(), rows["entity_id"].to_pylist()
        wanted = [entity_ids.get(figure_id, held) for figure_id, held in zip(ids, own, strict=True)]
        if wanted == own:
            return self.rows
        place = rows.schema.get_field_index("entity_id")
        return self.rows | {"figures": rows.set_column(place, rows.schema.field(place), pa.array(wanted, pa.string()))}


def part_of(result: Result) -> Part:
    """What one document adds to each table."""
    made = {schema.name: (schema, make(result)) for schema, make in _MAKERS}
    return Part(
        row=document_row(result),
        rows={name: arrow_table(schema, held) for name, (schema, held) in made.items()},
        csv={name: csv_rows(schema, held) for name, (schema, held) in made.items()},
        sheets={table.table_id: sheet(table) for table in result.document.tables},
        text=carried(result.document.text),
    )


def document_row(result: Result) -> dict[str, Any]:
    """The row of `documents` for a document that was read."""
    document, profile = result.document, result.document.profile
    return {
        "doc_id": document.doc_id,
        "source": document.source,
        "sha256": document.sha256,
        "bytes": document.size,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "doc_type": profile.doc_type,
        "title": profile.title,
        "issuer": profile.issuer,
        "stock_code": profile.stock_code,
        "language": profile.language,
        "published": profile.published,
        "published_source": profile.published_source,
        "currency": profile.currency,
        "year_end": "{:02d}-{:02d}".format(*profile.year_end),
        "pages": len(document.pages),
        "chars": len(document.text),
        "tables": len(document.tables),
        "figures": len(result.figures),
        "claims": len(result.claims),
        "unexplained": result.unexplained,
        "status": "partial" if document.is_partial else "ok",
        "warnings": warnings_text(document),
    }


def warnings_text(document: Document) -> str:
    """`code p12: message`, one warning after another, joined by `; `."""
    return "; ".join(f"{item.code}{f' p{item.page}' if item.page else ''}: {item.message}" for item in document.warnings)


def sheet(table: Table) -> str:
    """The table as printed: a merged cell's text stands at its top left, the cells that it covers are empty."""
    grid = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = guarded(carried(cell.text))
    return BOM + csv_text(grid)
