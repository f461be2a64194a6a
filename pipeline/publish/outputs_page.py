"""docs/outputs.md: the manual of extracted/, written from the published schema. `make docs` writes it; a test compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.core.schema import CONTRACT_VERSION, PUBLISHED, Column, TableSchema

_TYPES = {
    "string": "text; empty where there is nothing",
    "integer": "whole number",
    "number": "exact: decimal128(38,12) in Parquet, plain decimal notation in CSV, never an exponent",
    "float": "float64",
    "date": "ISO date",
}

_HEAD = """# What comes out

<!-- Written by `make docs` from pipeline/core/schema.py; do not edit. -->

Contract version {version}. Everything below stands in `extracted/` (or `--out`). The same input gives the same bytes; what
varies from run to run, such as timings, stands in `run.json` and `log.jsonl` alone.

| file | what it is |
|---|---|
{files}
| `tables/TABLE_ID.csv` | each printed table by itself, as printed; of a merged cell the text stands at its top left |
| `text/DOC_ID.txt` | the text that `char_start` and `char_end` count in: code points, half-open |
| `datapackage.json` | all tables described in Chinese and English, a Frictionless Data Package |
| `run.json` | versions, digests, and seconds by stage and document |
| `log.jsonl` | what the newest run did, one JSON object a line |
| `.cache/` | results to use again; safe to delete |
| `review/index.html`, `report.html`, `heshu.xlsx` | review pages, report and workbook; `make review` writes them |
| `exports/` | xBRL-JSON, Web Annotations, JSON Lines; `heshu export` writes them |

Tables come as `NAME.parquet` and as `NAME.csv` (UTF-8 with BOM, so that Excel opens it). Columns and types are the same
whatever the rows hold. Rows are sorted by document (`doc_id`) and position.

| type | meaning |
|---|---|
{types}

Coordinates are PDF points from the top left of the page as shown (CropBox, after /Rotate), rounded to a hundredth. Pages
count from 1, rows and columns of tables from 0.

In CSV a text cell that begins with `=`, `+`, `-` or `@` and is not itself a number (`-8.15%` is one) gets an apostrophe
before it, so that no spreadsheet runs it as a formula. `pipeline.load` takes it away again; Parquet files hold the text
unchanged.
"""


def outputs_page() -> str:
    """The whole page as Markdown."""
    files = "\n".join(f"| `{table.name}.parquet`, `{table.name}.csv` | {table.en} |" for table in PUBLISHED)
    types = "\n".join(f"| {name} | {meaning} |" for name, meaning in _TYPES.items())
    head = _HEAD.format(version=CONTRACT_VERSION, files=files, types=types)
    return head + "".join("\n" + "\n".join(_section(table)) + "\n" for table in PUBLISHED)


def _section(table: TableSchema) -> Iterator[str]:
    yield f"## `{table.name}`"
    yield ""
    yield f"{table.zh}。  "
    yield f"{table.en}."
    yield ""
    if table.key:
        yield f"Key: {', '.join(f'`{name}`' for name in table.key)}."
        yield ""
    yield "| column | type | 含义 | meaning |"
    yield "|---|---|---|---|"
    yield from (_row(column) for column in table.columns)


def _row(column: Column) -> str:
    values = f" ({', '.join(column.values)})" if column.values else ""
    return f"| `{column.name}` | {column.type} | {_escaped(column.zh)} | {_escaped(column.en)}{values} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(outputs_page(), encoding="utf-8")
