"""Published tables back as frames."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from pipeline.core.schema import PUBLISHED, TableSchema
from pipeline.publish.frames import arrow_schema
from pipeline.publish.guard import unguarded
from pipeline.publish.layout import is_parted, read_table, there
from pipeline.publish.published import Published


def load(folder: str | Path, *, csv: bool = False) -> Published:
    """Every published table of a folder, whole or in parts, with the types of the contract (numbers as Decimal, text as str).

    From Parquet, or with `csv` from the CSV files: then the apostrophe that guards against formulas is taken away, and
    stock codes such as 000001 stay text. Both give equal frames.

    Raises ConfigError where the folder holds no tables.
    """
    read = _from_csv if csv else _from_parquet
    schemas = {schema.name: schema for schema in PUBLISHED}
    if csv or not is_parted(Path(folder)):
        there(Path(folder) / f"figures.{'csv' if csv else 'parquet'}")
    return Published(Path(folder), lambda name: read(Path(folder), schemas[name]).to_pandas(date_as_object=True))


def _from_parquet(folder: Path, schema: TableSchema) -> pa.Table:
    return read_table(folder, schema.name)


def _from_csv(folder: Path, schema: TableSchema) -> pa.Table:
    wanted = arrow_schema(schema)
    options = pyarrow.csv.ConvertOptions(column_types=wanted, null_values=[""], strings_can_be_null=False)
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(there(folder / f"{schema.name}.csv"), convert_options=options, parse_options=parse)
    columns = [
        pa.array([unguarded(cell) for cell in column.to_pylist()], pa.string()) if pa.types.is_string(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, schema=wanted)
