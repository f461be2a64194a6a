"""What lies in the folder: files, types, bytes, and a description that Frictionless accepts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.result import Result
from pipeline.core.schema import FIGURES, PUBLISHED, TableSchema
from pipeline.publish import OutputFolder, Part, part_of
from pipeline.publish.folder import TableWriter
from pipeline.publish.load import load

FAILED = {
    "doc_id": "d_ffffffffffffffff", "source": "b.pdf", "sha256": "f" * 64, "bytes": 3, "status": "failed", "error_code": "empty_file",
    "error": "b.pdf is empty",
}  # fmt: skip


def written(folder: Path, part: Part | None) -> Path:
    with OutputFolder(folder) as output:
        if part:
            output.add(part)
        output.add_document(FAILED)
    return folder


@pytest.fixture
def folder(tmp_path: Path, result: Result) -> Path:
    return written(tmp_path / "out", part_of(result))


def test_every_file_is_there(folder: Path):
    names = {f"{schema.name}.{suffix}" for schema in PUBLISHED for suffix in ("csv", "parquet")}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == names | {"datapackage.json", "tables/t_1.csv", "text/d_0123456789abcdef.txt"}


@pytest.mark.parametrize("schema", PUBLISHED, ids=lambda schema: schema.name)
def test_types_do_not_depend_on_the_rows(tmp_path: Path, result: Result, schema: TableSchema):
    full = pq.read_schema(written(tmp_path / "full", part_of(result)) / f"{schema.name}.parquet")
    bare = pq.read_schema(written(tmp_path / "bare", None) / f"{schema.name}.parquet")
    assert full == bare
    assert full.names == list(schema.names)


def test_numbers_are_decimal128(folder: Path):
    assert pq.read_schema(folder / "figures.parquet").field("value").type == pa.decimal128(38, 12)
    assert pq.read_schema(folder / "figures.parquet").field("period_start").type == pa.date32()


def test_csv_opens_in_excel_and_is_plain(folder: Path):
    lines = (folder / "figures.csv").read_bytes().decode("utf-8-sig").split("\n")
    assert (folder / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines[0] == ",".join(FIGURES.names)
    row = dict(zip(FIGURES.names, lines[1].split(","), strict=False))
    assert row["figure_id"] == "f_1"
    assert ",312400000,,,-5,3.124,," in lines[1]
    assert len(lines) == 4  # header, two figures, and the end of the last line


def test_frictionless_accepts_it(folder: Path):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["contract_version"] == "1.0"
    assert {resource["name"]: resource["rows"] for resource in package["resources"]} == {
        "figures": 2, "ledger": 4, "tables": 1, "cells": 4, "documents": 2, "claims": 0, "facts": 0, "findings": 0,
    }  # fmt: skip


def test_frictionless_sees_a_broken_value(folder: Path):
    path = folder / "documents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",failed,", ",broken,"), encoding="utf-8")
    assert not frictionless.Package(str(folder / "datapackage.json")).validate().valid


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, result: Result):
    first, second = (written(tmp_path / name, part_of(result)) for name in ("one", "two"))
    for path in first.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path.name


def test_rows_in_pieces_give_the_same_bytes(tmp_path: Path, result: Result, monkeypatch):
    monkeypatch.setattr("pipeline.publish.folder.ROW_GROUP", 3)
    part = part_of(result)
    rows, csv = part.rows["figures"], part.csv["figures"]
    for name, pieces in (("whole", [pa.concat_tables([rows] * 4)]), ("pieces", [rows] * 4)):
        (tmp_path / name).mkdir()
        writer = TableWriter(tmp_path / name, FIGURES)
        for piece in pieces:
            writer.add(piece, csv * (piece.num_rows // 2))
        writer.close()
    assert (tmp_path / "whole/figures.parquet").read_bytes() == (tmp_path / "pieces/figures.parquet").read_bytes()
    assert (tmp_path / "whole/figures.csv").read_bytes() == (tmp_path / "pieces/figures.csv").read_bytes()


def test_csv_and_parquet_load_alike(folder: Path):
    from_csv, from_parquet = load(folder, csv=True), load(folder)
    for schema in PUBLISHED:
        pd.testing.assert_frame_equal(from_csv[schema.name], from_parquet[schema.name])
    assert from_csv["cells"]["text"].tolist() == ["项目", "2023年", "=利润", "（8.5）"]
    assert from_csv["documents"]["stock_code"].tolist()[0] == "000001"


def test_loading_from_nowhere_says_so(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"figures\.parquet is missing"):
        load(tmp_path)


def test_carriage_returns_of_the_text_are_kept(tmp_path: Path, result: Result):
    part = replace(part_of(result), text="\ufeff一\r\n二\r")
    folder = written(tmp_path / "out", part)
    assert (folder / "text" / "d_0123456789abcdef.txt").read_bytes() == "\ufeff一\r\n二\r".encode()
