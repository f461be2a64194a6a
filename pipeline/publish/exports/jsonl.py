"""Each table as JSON Lines: one object a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.core.schema import PUBLISHED
from pipeline.publish.exact import plain


def write_jsonl(tables: Path, target: Path) -> tuple[Path, ...]:
    """NAME.jsonl for each table. Exact numbers are strings of plain digits, since JSON readers take numbers for doubles."""
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for schema in PUBLISHED:
        path = target / f"{schema.name}.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as handle:
            handle.writelines(_lines(tables / f"{schema.name}.parquet"))
        written.append(path)
    return tuple(written)


def _lines(path: Path) -> Iterator[str]:
    with pq.ParquetFile(path) as table:
        for batch in table.iter_batches():
            for row in batch.to_pylist():
                cells = {name: _cell(value) for name, value in row.items()}
                yield json.dumps(cells, ensure_ascii=False, allow_nan=False) + "\n"


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
