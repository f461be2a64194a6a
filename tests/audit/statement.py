"""Dossiers from compact text, as the tables of docs/checks write them.

Rows are parted by `//` or a line end, cells by `;`. The first row is the header: `2021年` and `2021年末` are times, `占比%` is a share of the
column before it, `增减%` the growth of the first time, any other head is a part of the metric. Tables are parted by `##`. A label may name its unit: `经销商数量@家`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.audit.dossier import Dossier
from pipeline.audit.timewords import quarter_of
from pipeline.core.document import Cell, Profile, Table
from pipeline.core.figure import Figure
from pipeline.core.number import CellPlace
from pipeline.core.period import Period
from pipeline.core.place import Box, PageBox, Span
from pipeline.lexicon import load_config

SETTINGS, LEXICON = load_config(Path(__file__).parents[2] / "config")
ISSUER = "甲乙精密股份有限公司"
_HEAD = re.compile(r"^(?:(20\d\d)年(末|度|Q[1-4])?)?(.*?)(%?)$")
_NUMBER = re.compile(r"^[(（-]?[\d,]+(?:\.\d+)?[)）]?%?$")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def dossier(text: str, doc_id: str = "d_1", issuer: str = ISSUER, code: str = "600001", published: date | None = None) -> Dossier:
    """A filing whose tables are `text`; every table on a page of its own."""
    figures: list[Figure] = []
    tables: list[Table] = []
    for number, part in enumerate(re.split(r"\s*##\s*", text.strip()), start=1):
        table, held = _table(part, doc_id, number)
        tables.append(table)
        figures += held
    profile = Profile(
        doc_type="annual_report", issuer=issuer, stock_code=code, report_end=date(2021, 12, 31), published=published
    )
    return Dossier(doc_id, f"{doc_id}.pdf", profile, tuple(figures), tuple(tables))


def _table(text: str, doc_id: str, page: int) -> tuple[Table, list[Figure]]:
    rows = [[cell.strip() for cell in row.split(";")] for row in re.split(r"\s*(?://|\n)\s*", text.strip())]
    table_id = f"t_{doc_id}_{page}"
    cells, figures = [], []
    for row, texts in enumerate(rows):
        for col, printed in enumerate(texts):
            is_figure = row > 0 and col > 0 and bool(_NUMBER.match(printed))
            kind = (
                "header" if row == 0 else "label" if col == 0 else "figure" if is_figure else "nil" if printed == "-" else "other"
            )
            cells.append(Cell(row, col, printed, Span(0, 0), page=page, kind=kind))  # type: ignore[arg-type]
            if is_figure:
                figures.append(_figure(rows, row, col, table_id, page))
    return Table(table_id, tuple(cells), len(rows), len(rows[0]), 1, page_first=page, page_last=page), figures


def _figure(rows: list[list[str]], row: int, col: int, table_id: str, page: int) -> Figure:
    printed = rows[row][col]
    number = Decimal(re.sub(r"[^\d.]", "", printed))
    decimals = -int(number.as_tuple().exponent)
    number = -number if printed[0] in "-(（" else number
    head, (label, _, counted) = rows[0][col], rows[row][0].partition("@")
    match = _HEAD.match(head)
    assert match is not None
    percent = bool(match[4]) or printed.endswith("%") or "率" in label or "率" in match[3]
    role = "growth" if "增减" in head else "share" if "占比" in head else "level"
    unit = counted or ("ratio" if percent else "CNY/股" if "每股" in label else "股" if "股本" in label else "CNY")
    return Figure(
        figure_id=f"f_{table_id}_{row}_{col}",
        kind="table",
        span=Span(row * 100 + col, row * 100 + col + 1),
        text=printed,
        boxes=(PageBox(page, Box(col, row, col + 1, row + 1)),),
        cell=CellPlace(table_id, row, col),
        value=number.scaleb(-2) if percent else number,
        decimals=decimals + 2 if percent else decimals,
        scale=-2 if percent else 0,
        unit=unit,
        entity=ISSUER,
        metric=f"{label} {match[3]}".strip() if match[3] and role == "level" else label,
        role=role,  # type: ignore[arg-type]
        period=_period(rows[0], col),
        period_text=head,
    )


def _period(heads: list[str], col: int) -> Period | None:
    """The head's own time, else that of the nearest head to the left; a growth has the time of the first."""
    first = () if "增减" in heads[col] else reversed(heads[1 : col + 1])
    for head in (*first, *heads[1:]):
        if match := re.match(r"(20\d\d)年(末|Q[1-4])?", head):
            return _time(int(match[1]), match[2] or "")
    return year(2021)


def _time(number: int, part: str) -> Period:
    if part == "末":
        return Period.instant(date(number, 12, 31))
    return quarter_of(number, int(part[1])) if part else year(number)


def page_rows(path: Path) -> Iterator[tuple[str, str, bool]]:
    """(case, statement, reported) of the yes/no table of a page in docs/checks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 3 and cells[2] in ("yes", "no"):
            yield cells[0], cells[1].strip("`"), cells[2] == "yes"
