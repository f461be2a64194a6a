"""The tables as an analyst meets them in Python."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.core.errors import ConfigError
from pipeline.core.result import Result
from pipeline.core.schema import FACTS
from pipeline.publish import OutputFolder, part_of
from pipeline.publish.frames import arrow_schema


@pytest.fixture
def folder(result: Result, tmp_path: Path) -> Path:
    with OutputFolder(tmp_path / "out") as out:
        out.add(part_of(result))
    return tmp_path / "out"


def fact(year: int, value: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "entity": "清河",
        "entity_id": "000001",
        "concept": "Revenue",
        "role": "level",
        "scope": "",
        "modality": "actual",
    }
    return row | {"value": Decimal(value), "period_start": date(year, 1, 1), "period_end": date(year, 12, 31)} | more


def write_facts(folder: Path, *rows: dict[str, object]) -> None:
    columns = {
        column.name: [row.get(column.name, "" if column.type == "string" else None) for row in rows] for column in FACTS.columns
    }
    pq.write_table(pa.table(columns, schema=arrow_schema(FACTS)), folder / "facts.parquet")


def test_a_series_holds_one_concept_of_one_entity_in_order_of_time(folder: Path):
    other = fact(2024, "9", scope="basis=parent"), fact(2024, "0.5", role="growth"), fact(2024, "7", entity_id="B", entity="乙")
    undated = fact(2024, "8", period_start=None, period_end=None)
    write_facts(folder, fact(2024, "312400000"), fact(2023, "124500000"), *other, undated)
    series = pipeline.load(folder).series("Revenue", entity="000001")
    assert list(series) == [Decimal(124500000), Decimal(312400000)]
    assert list(series.index) == [(date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))]
    assert list(pipeline.load(folder).series("Revenue", entity="清河", scope="basis=parent")) == [Decimal(9)]


def test_a_series_has_one_value_a_period_whatever_name_it_is_asked_by(folder: Path):
    mentions = [
        fact(2024, "312412345.67", entity="清河股份", mentions=3, decimals=2, unit="CNY"),
        fact(2024, "312000000", mentions=1, decimals=-6, unit="CNY"),
        fact(2023, "124500000", entity="清河股份", mentions=1, decimals=-5, unit="CNY"),
        fact(2023, "124512345.00", entity="清河股份", mentions=1, decimals=2, unit="CNY"),
        fact(2022, "9.9", entity="清河股份", mentions=9, decimals=1, unit=""),
    ]
    write_facts(folder, *mentions)
    for name in ("清河", "清河股份", "000001"):
        assert list(pipeline.load(folder).series("Revenue", entity=name)) == [Decimal("124512345.00"), Decimal("312412345.67")]


def test_a_series_of_what_is_not_there_names_what_is(folder: Path):
    write_facts(folder, fact(2024, "1"))
    with pytest.raises(ConfigError, match="000001"):
        pipeline.load(folder).series("Revenue", entity="无此公司")
    with pytest.raises(ConfigError, match="Revenue"):
        pipeline.load(folder).series("NetProfit", entity="000001")


def test_tables_are_attributes_too(folder: Path):
    run = pipeline.load(folder)
    assert run.figures.equals(run["figures"])
    assert "ledger" in dir(run)
    with pytest.raises(AttributeError, match="figures"):
        run.numbers  # noqa: B018


def test_a_figure_explains_itself(folder: Path):
    run = pipeline.load(folder)
    figure = run.figure(run.figures["figure_id"][0])
    assert figure.row["text"] in str(figure.explain())
    assert "read in:" in str(figure.explain())


def test_sql_sees_every_table(folder: Path):
    pytest.importorskip("duckdb", reason="the extra `query` is not installed")
    found = pipeline.load(folder).sql("select count(*) as n from figures join documents using (doc_id)")
    assert found["n"][0] == len(pipeline.load(folder).figures)
    with pytest.raises(ConfigError, match="no_such_table"):
        pipeline.load(folder).sql("select * from no_such_table")
