"""Where the published tables of a folder lie: NAME.parquet, or of an archive parts/NAME/*.parquet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline.core.errors import ConfigError

PARTS = "parts"
_AT_ONCE = 4_096  # rows
NOTHING = "-"  # name of the file without rows; sorts before all others
Row = dict[str, Any]


def is_parted(folder: Path) -> bool:
    """Whether the tables lie in parts."""
    return (folder / PARTS).is_dir()


def holds_tables(folder: Path) -> bool:
    """Whether there are published tables of either kind."""
    return is_parted(folder) or (folder / "figures.parquet").is_file()


def files(folder: Path, name: str) -> list[Path]:
    """The Parquet files of one table, in order. Raises ConfigError where the folder does not hold it."""
    if is_parted(folder):
        return sorted(there(folder / PARTS / name).glob("*.parquet"))
    return [there(folder / f"{name}.parquet")]


def pattern(folder: Path, name: str) -> str:
    """The same as one path with a wildcard."""
    return str(folder / PARTS / name / "*.parquet" if is_parted(folder) else folder / f"{name}.parquet")


def read_table(folder: Path, name: str, columns: Sequence[str] | None = None, where: ds.Expression | None = None) -> pa.Table:
    """One published table, or some of it. Raises ConfigError where the folder does not hold it."""
    held = files(folder, name)
    schema = pq.read_schema(held[0])
    wanted = None if columns is None else list(columns)
    return ds.dataset([str(path) for path in held], schema=schema, format="parquet").to_table(columns=wanted, filter=where)


def by_document(folder: Path, names: Sequence[str]) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    """Each row of `documents` with the document's rows of some tables, one document in memory at a time.

    Of tables without doc_id, cells can be asked for, behind `tables`. Raises ConfigError where the folder does not hold them.
    """
    read = _of_parts(folder) if is_parted(folder) else _of_whole(folder, names)
    for row in chain.from_iterable(_rows(path) for path in files(folder, "documents")):
        held: dict[str, list[Row]] = {}
        for name in names:
            held[name] = read(name, row["doc_id"], held)
        yield row, held


def _of_parts(folder: Path) -> Callable[[str, str, Mapping[str, list[Row]]], list[Row]]:
    def read(name: str, doc_id: str, _: Mapping[str, list[Row]]) -> list[Row]:
        path = folder / PARTS / name / f"{doc_id}.parquet"
        return list(_rows(path)) if path.is_file() else []

    return read


def _of_whole(folder: Path, names: Sequence[str]) -> Callable[[str, str, Mapping[str, list[Row]]], list[Row]]:
    """Documents must be asked for in the order of the tables."""
    cursors = {name: _Cursor(there(folder / f"{name}.parquet"), "table_id" if name == "cells" else "doc_id") for name in names}

    def read(name: str, doc_id: str, held: Mapping[str, list[Row]]) -> list[Row]:
        return cursors[name].take({row["table_id"] for row in held["tables"]} if name == "cells" else {doc_id})

    return read


class _Cursor:
    """The rows of a file, in order."""

    def __init__(self, path: Path, column: str) -> None:
        self._rows = _rows(path)
        self._column = column
        self._next = next(self._rows, None)

    def take(self, keys: Collection[str]) -> list[Row]:
        """The next rows, as long as they are of one of these keys."""
        taken = []
        while self._next is not None and self._next[self._column] in keys:
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


def _rows(path: Path) -> Iterator[Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_AT_ONCE):
            yield from batch.to_pylist()


def there(path: Path) -> Path:
    """The path. Raises ConfigError where nothing is there."""
    if not path.exists():
        raise ConfigError(f"{path} is missing", "a folder that heshu extract wrote", "Run heshu extract, or correct the path")
    return path
