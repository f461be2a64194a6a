"""The published tables are those of the output contract, column by column."""

from __future__ import annotations

import typing

import pytest

from pipeline.core import claim, document, mention, number, reading, schema

CONTRACT = {
    "figures": "figure_id doc_id source doc_type kind page char_start char_end x0 top x1 bottom boxes table_id row col text value low high "
    "decimals value_printed unit_text scale unit qualifier entity entity_id metric concept role base_text base_period_start base_period_end "
    "scope period_start period_end period_text modality attribution context unit_source period_source entity_source confidence flags",
    "ledger": "doc_id source page char_start char_end x0 top x1 bottom text kind figure_id reason",
    "tables": "table_id doc_id source page_first page_last caption unit_line section_path rows cols header_rows method flags",
    "cells": "table_id row col row_span col_span page x0 top x1 bottom text kind indent figure_id",
    "documents": "doc_id source sha256 bytes media_type encoding doc_type title issuer stock_code language published published_source currency "
    "year_end pages chars tables figures claims findings unexplained status error_code error warnings",
    "claims": "claim_id doc_id source page char_start char_end sentence claim_type entity entity_id metric concept role scope period_start "
    "period_end value low high unit qualifier base_entity base_period_start base_period_end modality attribution figure_ids verdict "
    "computed_low computed_high evidence explanation_zh explanation_en",
    "facts": "fact_id entity entity_id concept metric role scope base_period_start base_period_end period_start period_end unit modality value "
    "low high decimals sign_rule mentions documents agreement best_figure_id figure_ids",
    "findings": "finding_id check severity doc_id source page expected_low expected_high observed_low observed_high unit message_zh message_en "
    "figure_ids",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_and_their_order(name: str):
    assert " ".join(schema.table_schema(name).names) == CONTRACT[name]


@pytest.mark.parametrize("table", schema.PUBLISHED, ids=lambda table: table.name)
def test_keys_and_links_name_columns_that_exist(table: schema.TableSchema):
    assert set(table.key) <= set(table.names)
    for column, other, there in table.links:
        assert column in table.names
        assert there in schema.table_schema(other).names


@pytest.mark.parametrize("table", schema.PUBLISHED, ids=lambda table: table.name)
def test_every_column_is_described_in_both_languages(table: schema.TableSchema):
    for column in table.columns:
        assert any("\u4e00" <= char <= "\u9fff" for char in column.zh), column.name
        assert any(char.isascii() and char.isalpha() for char in column.en), column.name


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        (schema.QUALIFIERS, reading.Qualifier),
        (schema.ROLES, mention.Role),
        (schema.MODALITIES, mention.Modality),
        (("", *schema.SOURCES), mention.Source),
        (schema.NUMBER_KINDS, number.NumberKind),
        (schema.CLAIM_TYPES, claim.ClaimType),
        (schema.VERDICTS, claim.Verdict),
    ],
)
def test_the_words_of_the_schema_are_those_of_the_values(values: tuple[str, ...], type_: object):
    assert set(values) == set(typing.get_args(type_))


def test_cell_kinds_and_methods():
    held = {column.name: column.values for table in (schema.CELLS, schema.TABLES) for column in table.columns if column.values}
    assert set(held["kind"]) == set(typing.get_args(document.CellKind))
    assert set(held["method"]) == set(typing.get_args(document.TableMethod))
    assert {"prose", "table"} == set(schema.FIGURES.columns[4].values)
