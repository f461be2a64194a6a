"""Columns as Arrow tables and as CSV, with the types that the schema declares, whatever the rows hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from pipeline.core.schema import ColumnType, TableSchema
from pipeline.publish.exact import PRECISION, SCALE, plain, settled
from pipeline.publish.guard import guarded

BOM = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")

_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(PRECISION, SCALE),
    "float": pa.float64(),
    "date": pa.date32(),
}
_CELL: dict[ColumnType, Callable[[Any], str]] = {
    "string": guarded,
    "integer": str,
    "number": plain,
    "float": lambda number: str(int(number)) if number == int(number) else repr(number),
    "date": date.isoformat,
}


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """Column names and types of one published table."""
    return pa.schema([pa.field(column.name, _TYPES[column.type]) for column in schema.columns])


def arrow_table(schema: TableSchema, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Columns by name as one table. A text column holds "" where there is nothing, the others hold null."""
    arrays = []
    for column in schema.columns:
        values: Sequence[Any] = columns[column.name]
        if column.type == "number":
            values = [None if value is None else settled(value) for value in values]
        elif column.type == "string":
            values = [carried(value or "") for value in values]
        arrays.append(pa.array(values, _TYPES[column.type]))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(schema))


def csv_header(schema: TableSchema) -> str:
    """First line of the file, with the BOM by which Excel knows UTF-8."""
    return BOM + ",".join(schema.names) + "\n"


def csv_rows(schema: TableSchema, columns: Mapping[str, Sequence[Any]]) -> str:
    """The rows without header. Numbers are plain, text that looks like a formula is guarded (publish/guard.py)."""
    rendered = [_rendered(column.type, columns[column.name]) for column in schema.columns]
    return csv_text(zip(*rendered, strict=True))


def csv_text(rows: Any) -> str:
    """Rows of text as CSV lines that end in a line feed."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _rendered(kind: ColumnType, values: Sequence[Any]) -> list[str]:
    if kind == "string":
        return [guarded(carried(value or "")) for value in values]
    cell = _CELL[kind]
    return ["" if value is None else cell(value) for value in values]


def carried(text: str) -> str:
    """Text that UTF-8 can carry, of the same length: a lone surrogate, which broken PDFs hold, becomes U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
