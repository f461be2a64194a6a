"""Published rows as the audit reads them back."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from pipeline.audit.rows import dossiers


def row(**cells: Any) -> defaultdict[str, Any]:
    """A row whose other cells are empty."""
    return defaultdict(str, cells)


def test_a_figure_keeps_value_scale_time_and_cell() -> None:
    document = row(doc_id="d_1", source="a.pdf", status="ok", doc_type="annual_report")
    figure = row(
        figure_id="f_1", doc_id="d_1", kind="table", text="1,234.56", value="12345600", decimals="-2", scale="4", unit="CNY",
        char_start="3", char_end="11", table_id="t_1", row="2", col="1", period_end="2021-12-31", scope="segment=齿轮",
        flags="ocr;unit_assumed",
    )  # fmt: skip
    [held] = dossiers([document], [figure], [], [], [])
    [read] = held.figures
    assert (read.value, read.decimals, read.scale, read.unit) == (Decimal(12345600), -2, 4, "CNY")
    assert read.period is not None
    assert str(read.period.end) == "2021-12-31"
    assert read.cell is not None
    assert (read.cell.row, read.cell.col) == (2, 1)
    assert read.scope == (("segment", "齿轮"),)
    assert read.flags == {"ocr", "unit_assumed"}


def test_failed_documents_are_left_out() -> None:
    assert dossiers([row(doc_id="d_1", source="a.pdf", status="failed")], [], [], [], []) == []
