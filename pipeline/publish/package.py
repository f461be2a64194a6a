"""datapackage.json: the tables described for machines, in Chinese and English (Frictionless Data Package 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.core.schema import CONTRACT_VERSION, PUBLISHED, Column, ColumnType, TableSchema
from pipeline.publish.layout import PARTS

_TYPES: dict[ColumnType, str] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "float": "number",
    "date": "date",
}


def datapackage(rows: Mapping[str, int], *, parted: bool = False) -> str:
    """The descriptor as JSON text. `rows` says how many rows each table holds, `parted` that they lie in many Parquet files.

    Source: specs.frictionlessdata.io, Data Package, Data Resource and Table Schema, version 1.
    """
    described = _parts if parted else _resource
    package = {
        "profile": "data-package" if parted else "tabular-data-package",
        "name": "heshu",
        "title": "Heshu 核数",
        "description": "Every figure printed in the documents of raw/, with its meaning. 文件中印出的每一个数字，连同其含义。",
        "contract_version": CONTRACT_VERSION,
        "resources": [described(schema, rows[schema.name]) for schema in PUBLISHED],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(schema: TableSchema, rows: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": schema.name,
        "path": f"{schema.name}.csv",
        "parquet": f"{schema.name}.parquet",
        "title": schema.zh,
        "description": schema.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "rows": rows,
        "schema": _table(schema),
    }


def _parts(schema: TableSchema, rows: int) -> dict[str, Any]:
    """A table in many files of one schema; the path is a pattern, for listing them all would take as much room as the table."""
    return {
        "name": schema.name,
        "path": f"{PARTS}/{schema.name}/*.parquet",
        "title": schema.zh,
        "description": schema.en,
        "format": "parquet",
        "rows": rows,
        "schema": _table(schema),
    }


def _table(schema: TableSchema) -> dict[str, Any]:
    links = [{"fields": field, "reference": {"resource": table, "fields": column}} for field, table, column in schema.links]
    described: dict[str, Any] = {"fields": [_field(column) for column in schema.columns], "missingValues": [""]}
    if schema.key:
        described["primaryKey"] = list(schema.key)
    return described | ({"foreignKeys": links} if links else {})


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "title": column.zh, "description": column.en}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})
