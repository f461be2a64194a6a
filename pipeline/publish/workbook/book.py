"""Writes heshu.xlsx from the published tables: the same tables give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.core.tablesum import TableSum
from pipeline.publish.workbook.matrix import LINE, Matrix, matrix, period_text
from pipeline.publish.workbook.sheet import Formats, Sheet

ROWS = 200_000  # of one list: what Excel still opens without complaint
ENTITIES = 40  # sheets of facts
LINES = 1_500  # of one matrix
EPOCH = datetime(2000, 1, 1)

_FIGURES = {
    "text": 18, "value": 20, "low": 14, "high": 14, "unit": 10, "metric": 36, "concept": 24, "entity": 26, "period": 24,
    "role": 10, "qualifier": 10, "modality": 10, "scope": 18, "confidence": 10, "flags": 18, "source": 26, "page": 7,
    "context": 60,
}  # fmt: skip
_CLAIMS = {
    "sentence": 50, "claim_type": 12, "metric": 24, "value": 18, "low": 14, "high": 14, "unit": 8, "verdict": 20,
    "computed_low": 18,    "computed_high": 18, "explanation_zh": 60, "explanation_en": 60, "source": 26,
}  # fmt: skip
_FINDINGS = {
    "check": 20, "severity": 10, "source": 26, "page": 7, "expected_low": 18, "expected_high": 18, "observed_low": 18,
    "observed_high": 18, "unit": 8, "message_zh": 60, "message_en": 60,
}  # fmt: skip
_DOCUMENTS = {
    "source": 32, "doc_type": 16, "title": 40, "issuer": 32, "stock_code": 12, "published": 12, "currency": 9, "pages": 8,
    "tables": 8,    "figures": 9, "claims": 8, "findings": 9, "unexplained": 12, "status": 10, "error": 40, "warnings": 40,
}  # fmt: skip


def write_workbook(tables: Path, target: Path, totals: Sequence[TableSum] = ()) -> tuple[str, ...]:
    """Write the workbook of one run and return what was left out, if anything, a sentence each.

    tables  the folder of the Parquet files
    totals  become live formulas over the cells of the sheet `figures`
    """
    with Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": "Heshu 核数", "created": EPOCH})
        made = _Book(book, tables)
        made.write(totals)
        return tuple(made.caps)


class _Book:
    """The sheets in order; `caps` collects what did not fit."""

    def __init__(self, book: Workbook, tables: Path) -> None:
        self._book = book
        self._formats = Formats(book)
        self._tables = tables
        self._cells: dict[str, str] = {}  # figure id -> its value's cell on the sheet of figures
        self._doc: dict[str, str] = {}  # figure id -> document id
        self.caps: list[str] = []

    def write(self, totals: Sequence[TableSum]) -> None:
        cover = self._book.add_worksheet("heshu")
        figures = self._read("figures", ROWS)
        self._doc = dict(zip(figures["figure_id"], figures["doc_id"], strict=True))
        self._facts()
        self._figures(figures)
        self._totals(totals)
        self._list("claims", _CLAIMS, "figure_ids")
        self._list("findings", _FINDINGS, "figure_ids")
        self._list("documents", _DOCUMENTS)
        self._cover(cover)

    def _read(self, name: str, cap: int) -> pd.DataFrame:
        path = self._tables / f"{name}.parquet"
        if not path.exists():
            return pd.DataFrame()
        table = pq.read_table(path)
        if table.num_rows > cap:
            self.caps.append(f"{name}: the first {cap:,} of {table.num_rows:,} rows are here, all are in {name}.parquet")
        frame: pd.DataFrame = table.slice(0, cap).to_pandas(date_as_object=True)
        return frame

    def _link(self, figure_id: str) -> str:
        doc_id = self._doc.get(figure_id, "")
        return f"external:review/{doc_id}.html#f={figure_id}" if doc_id else ""

    # ---- facts
    def _facts(self) -> None:
        facts = self._read("facts", ROWS)
        if facts.empty:
            return
        named = facts[facts["entity_id"] != ""]
        sizes = named.groupby("entity_id").size().sort_values(ascending=False, kind="stable")
        if len(sizes) > ENTITIES:
            self.caps.append(
                f"facts: sheets for {ENTITIES} of {len(sizes):,} entities, those with most facts; all are in facts.parquet"
            )
        for number, entity_id in enumerate(sizes.index[:ENTITIES], start=1):
            own = named[named["entity_id"] == entity_id]
            made = matrix(str(own["entity"].mode().iloc[0]), own, LINES)
            if made.left_out:
                self.caps.append(f"facts of {made.entity}: {made.left_out:,} lines more are in facts.parquet")
            self._matrix(number, str(entity_id), made)

    def _matrix(self, number: int, entity_id: str, made: Matrix) -> None:
        header = {name: 24.0 if name in ("concept", "metric") else 12.0 for name in LINE}
        header |= {period_text(*ends) or "—": 20.0 for ends in made.columns}
        sheet = Sheet(self._book, self._formats, _sheet_name(number, made.entity), header, above=1)
        sheet.at.write_string(0, 0, f"{made.entity} ({entity_id})", self._formats.style("title"))
        sheet.at.freeze_panes(2, len(LINE))
        for line in made.lines:
            sheet.add(list(line))
        for (row, col), record in made.cells.items():
            place = row + 2, col + len(LINE)
            value = record["value"] if record["value"] is not None else f"{record['low']} – {record['high']}"
            sheet.put(*place, value, record["unit"], _whole(record["decimals"]), self._link(record["best_figure_id"]))
            if record["agreement"] == "conflicts":
                sheet.at.write_comment(*place, f"conflicts: {record['low']} – {record['high']}")

    # ---- figures and totals
    def _figures(self, figures: pd.DataFrame) -> None:
        sheet = Sheet(self._book, self._formats, "figures", _FIGURES)
        column = list(_FIGURES).index("value")
        for record in figures.to_dict("records"):
            record["period"] = period_text(record["period_start"], record["period_end"])
            cells = [_cell(record[name]) for name in _FIGURES]
            row = sheet.add(cells, record["unit"], _whole(record["decimals"]), self._link(record["figure_id"]))
            self._cells[record["figure_id"]] = xl_rowcol_to_cell(row, column)
        sheet.at.autofilter(0, 0, max(1, sheet.row - 1), len(_FIGURES) - 1)

    def _totals(self, totals: Sequence[TableSum]) -> None:
        held = [one for one in totals if one.total in self._cells and all(item in self._cells for _, item in one.items)]
        if not held:
            return
        sheet = Sheet(self._book, self._formats, "totals", {"printed": 22, "sum of items": 22, "difference": 18, "items": 80})
        plain = self._formats.number("", 2)
        for one in held:
            terms = "".join(f"{'-' if sign < 0 else '+'}figures!{self._cells[item]}" for sign, item in one.items)
            row = sheet.row
            sheet.at.write_formula(row, 0, f"=figures!{self._cells[one.total]}", plain)
            sheet.at.write_formula(row, 1, f"={terms}", plain)
            sheet.at.write_formula(row, 2, f"={xl_rowcol_to_cell(row, 0)}-{xl_rowcol_to_cell(row, 1)}", plain)
            sheet.at.write_string(row, 3, terms.lstrip("+"))
            sheet.row += 1

    def _list(self, name: str, columns: Mapping[str, float], ids: str = "") -> None:
        """A published table as it is, each row linked to the first of its figures."""
        frame = self._read(name, ROWS)
        if frame.empty:
            return
        sheet = Sheet(self._book, self._formats, name, columns)
        for record in frame.to_dict("records"):
            first = str(record.get(ids) or "").split(";")[0] if ids else ""
            sheet.add([_cell(record.get(column)) for column in columns], str(record.get("unit") or ""), None, self._link(first))
        sheet.at.autofilter(0, 0, max(1, sheet.row - 1), len(columns) - 1)

    def _cover(self, cover: Any) -> None:
        cover.set_column(0, 0, 110)
        cover.write_string(0, 0, "Heshu 核数", self._formats.style("title"))
        lines = [
            "Facts: one sheet an entity, what is measured down, periods across. Figures: each as printed, with its meaning.",
            "事实：每个主体一张表，纵为指标，横为期间。figures：逐个印出的数字及其含义。",
            "A link opens the review page (run `heshu review`). 链接打开审阅页面（先运行 heshu review）。",
            "Numbers of more than 15 digits are text, so that none is lost. 超过 15 位的数以文本保存，以免丢失数字。",
            *self.caps,
        ]
        for row, line in enumerate(lines, start=2):
            cover.write_string(row, 0, line, self._formats.style("note"))


def _cell(value: Any) -> Any:
    if value is None or (isinstance(value, float) and isnan(value)) or value is pd.NaT:
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _whole(value: Any) -> int | None:
    value = _cell(value)
    return None if value is None else int(value)


def _sheet_name(number: int, entity: str) -> str:
    """Excel allows 31 characters and none of []:*?/\\; the number keeps names apart."""
    clean = "".join(char for char in entity if char not in "[]:*?/\\'")
    return f"{number} {clean}"[:31].strip()
