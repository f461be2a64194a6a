from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipeline.core.document import Warning
from pipeline.core.result import Result
from pipeline.core.schema import CELLS, DOCUMENTS, FIGURES, LEDGER, TABLES, TableSchema
from pipeline.publish import columns
from pipeline.publish.part import document_row, part_of

MAKERS = {FIGURES: columns.figures, LEDGER: columns.ledger, TABLES: columns.tables, CELLS: columns.cells}


def rows(made: columns.Columns) -> list[dict]:
    return [dict(zip(made, values, strict=True)) for values in zip(*made.values(), strict=True)]


@pytest.mark.parametrize("schema", MAKERS, ids=lambda schema: schema.name)
def test_columns_are_those_of_the_schema(result: Result, schema: TableSchema):
    assert set(MAKERS[schema](result)) == set(schema.names)


def test_a_figure_field_by_field(result: Result):
    first, second = rows(columns.figures(result))
    assert (first["figure_id"], second["figure_id"]) == ("f_1", "f_2")  # by position
    wanted = {
        "doc_id": "d_0123456789abcdef", "source": "news/a.txt", "kind": "prose", "page": 1, "char_start": 8, "char_end": 15,
        "x0": 10.0, "top": 20.0, "x1": 30.5, "bottom": 32.0, "boxes": "1:10,20,30.5,32;2:1,2,3,4", "table_id": "", "row": None,
        "text": "3.124亿元", "value": Decimal("3.124E+8"), "low": None, "decimals": -5, "value_printed": Decimal("3.124"), "scale": 8,
        "unit": "CNY", "qualifier": "about", "entity": "清河", "entity_id": "000001", "scope": "basis=parent;region=境内",
        "base_period_start": None, "base_period_end": date(2022, 12, 31), "period_start": date(2023, 1, 1), "flags": "a;b",
    }  # fmt: skip
    assert {name: first[name] for name in wanted} == wanted
    assert (second["table_id"], second["row"], second["col"], second["kind"]) == ("t_1", 1, 1, "table")


def test_a_value_beyond_the_contracts_type_is_left_empty_and_flagged(result: Result):
    huge = replace(result.figures[1], value=Decimal("1e26"))
    (row,) = rows(columns.figures(replace(result, figures=(huge,))))
    assert (row["value"], row["flags"]) == (None, "a;b;out_of_range")


def test_each_number_is_one_ledger_row(result: Result):
    made = rows(columns.ledger(result))
    assert [(row["text"], row["kind"], row["figure_id"], row["reason"]) for row in made] == [
        ("2023", "date", "", "year"),
        ("3.124亿元", "figure", "f_1", ""),
        ("12", "rejected", "", "no unit"),
        ("（8.5）", "figure", "f_2", ""),
    ]
    assert (made[0]["page"], made[0]["x0"], made[0]["bottom"]) == (1, 10.0, 32.0)


def test_tables_and_cells(result: Result):
    (table,) = rows(columns.tables(result))
    assert (table["section_path"], table["caption"], table["unit_line"], table["page_last"]) == (
        "第一节 > 一、",
        "利润表",
        "单位：万元",
        1,
    )
    cells = rows(columns.cells(result))
    assert [(cell["row"], cell["col"], cell["kind"], cell["figure_id"]) for cell in cells] == [
        (0, 0, "header", ""), (0, 1, "header", ""), (1, 0, "label", ""), (1, 1, "figure", "f_2"),
    ]  # fmt: skip


def test_an_article_has_no_pages(result: Result):
    document = replace(result.document, pages=(), chars=type(result.document.chars).empty())
    figures = tuple(replace(figure, boxes=()) for figure in result.figures)
    article = replace(result, document=document, figures=figures)
    assert {row["page"] for row in rows(columns.figures(article))} == {None}
    assert {row["x0"] for row in rows(columns.ledger(article))} == {None}
    assert rows(columns.tables(article))[0]["page_first"] is None


def test_a_document_with_warnings_is_partial(result: Result):
    row = document_row(result)
    assert row["status"] == "partial"
    assert row["warnings"] == "no_text_layer p1: a picture"
    assert (row["stock_code"], row["year_end"], row["published"]) == ("000001", "12-31", date(2024, 3, 1))
    assert document_row(replace(result, document=replace(result.document, warnings=())))["status"] == "ok"
    assert set(row) <= set(DOCUMENTS.names)


def test_a_warning_by_which_nothing_is_lost_leaves_it_ok(result: Result):
    noted = replace(result.document, warnings=(Warning("text_outside_page", "12 characters", 1),))
    row = document_row(replace(result, document=noted))
    assert (row["status"], row["warnings"]) == ("ok", "text_outside_page p1: 12 characters")


def test_a_part_has_every_table_but_documents(result: Result):
    part = part_of(result)
    assert set(part.rows) == set(part.csv) == {"figures", "ledger", "tables", "cells"}
    assert part.sheets == {"t_1": "\ufeff项目,2023年\n'=利润,（8.5）\n"}
    assert part.text == result.document.text


def test_lone_surrogates_do_not_shift_the_text(result: Result):
    broken = replace(result, document=replace(result.document, text="净\ud800利"))
    assert part_of(broken).text == "净\ufffd利"
