"""A result as columns: for each published table, column name -> values in row order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.core.document import Cell, Table
from pipeline.core.figure import Figure
from pipeline.core.number import CellPlace
from pipeline.core.period import Period
from pipeline.core.place import PageBox, Span
from pipeline.core.result import Result
from pipeline.publish.exact import fits

Columns = dict[str, list[Any]]


def figures(result: Result) -> Columns:
    """Rows in order of position."""
    rows = sorted(result.figures, key=_position)
    profile = result.document.profile
    return {
        **_of_document(result, len(rows)),
        **_of_place(rows),
        **attributes(
            rows, "figure_id", "kind", "text", "decimals", "unit_text", "scale", "unit", "qualifier", "entity", "metric"
        ),
        **attributes(rows, "concept", "role", "base_text", "period_text", "modality", "attribution", "context", "confidence"),
        **attributes(rows, "unit_source", "period_source", "entity_source"),
        **amounts(rows, "value", "low", "high", "value_printed"),
        **periods([row.period for row in rows], [row.base_period for row in rows]),
        "doc_type": [profile.doc_type] * len(rows),
        "boxes": [_all_boxes(row.boxes) for row in rows],
        "table_id": [row.cell.table_id if row.cell else "" for row in rows],
        "row": [row.cell.row if row.cell else None for row in rows],
        "col": [row.cell.col if row.cell else None for row in rows],
        "entity_id": [_entity_id(result, row.entity) for row in rows],
        "scope": [scope(row.scope) for row in rows],
        "flags": [_joined(row.flags | _unfit(row)) for row in rows],
    }


def attributes(rows: Sequence[object], *names: str) -> Columns:
    """Columns that are called as what they hold."""
    return {name: [getattr(row, name) for row in rows] for name in names}


def amounts(rows: Sequence[object], *names: str) -> Columns:
    """The same for numbers; one that is too large for the contract's type is empty."""
    return {name: [exact(value) for value in values] for name, values in attributes(rows, *names).items()}


def periods(held: Sequence[Period | None], bases: Sequence[Period | None]) -> Columns:
    """Both days of the time, and of the time against which is measured."""
    return {
        "period_start": [first_day(period) for period in held],
        "period_end": [last_day(period) for period in held],
        "base_period_start": [first_day(period) for period in bases],
        "base_period_end": [last_day(period) for period in bases],
    }


def scope(pairs: Iterable[tuple[str, str]]) -> str:
    """As published: basis=parent;region=境内."""
    return ";".join(f"{axis}={member}" for axis, member in pairs)


def ledger(result: Result) -> Columns:
    """One row for each number, in order of position."""
    rows = sorted(result.numbers, key=lambda number: number.span)
    ids = {figure.span: figure.figure_id for figure in result.figures}
    refused = {reject.mention.number.span: reject.reason for reject in result.rejects}
    chars = result.document.chars
    boxes = {figure.span: figure.boxes for figure in result.figures}
    first = [(boxes.get(row.span) or chars.boxes(row.span))[:1] for row in rows]
    return {
        **_of_document(result, len(rows)),
        **_of_spans([row.span for row in rows]),
        **_of_boxes(first),
        "text": [row.text for row in rows],
        "kind": ["rejected" if row.span in refused else row.kind for row in rows],
        "figure_id": [ids.get(row.span, "") for row in rows],
        "reason": [refused.get(row.span, row.reason) for row in rows],
    }


def tables(result: Result) -> Columns:
    """Rows in the document's order."""
    rows = result.document.tables
    paged = bool(result.document.pages)
    return {
        **_of_document(result, len(rows)),
        "table_id": [row.table_id for row in rows],
        "page_first": [row.page_first if paged else None for row in rows],
        "page_last": [row.page_last if paged else None for row in rows],
        "caption": [row.caption for row in rows],
        "unit_line": [row.unit_line for row in rows],
        "section_path": [" > ".join(row.section_path) for row in rows],
        "rows": [row.rows for row in rows],
        "cols": [row.cols for row in rows],
        "header_rows": [row.header_rows for row in rows],
        "method": [row.method for row in rows],
        "flags": [_joined(row.flags) for row in rows],
    }


def cells(result: Result) -> Columns:
    """Rows by table in the document's order, then row and column."""
    rows = [(table, cell) for table in result.document.tables for cell in _in_order(table)]
    ids = {figure.cell: figure.figure_id for figure in reversed(result.figures) if figure.cell}
    places = [CellPlace(table.table_id, cell.row, cell.col) for table, cell in rows]
    return {
        **_of_boxes([cell.boxes[:1] for _, cell in rows]),
        "table_id": [table.table_id for table, _ in rows],
        "row": [cell.row for _, cell in rows],
        "col": [cell.col for _, cell in rows],
        "row_span": [cell.row_span for _, cell in rows],
        "col_span": [cell.col_span for _, cell in rows],
        "page": [cell.page or None for _, cell in rows],
        "text": [cell.text for _, cell in rows],
        "kind": [cell.kind for _, cell in rows],
        "indent": [cell.indent for _, cell in rows],
        "figure_id": [ids.get(place, "") for place in places],
    }


def _in_order(table: Table) -> list[Cell]:
    return sorted(table.cells, key=lambda cell: (cell.row, cell.col))


def _of_document(result: Result, rows: int) -> Columns:
    return {"doc_id": [result.document.doc_id] * rows, "source": [result.document.source] * rows}


def _of_place(rows: Sequence[Figure]) -> Columns:
    return _of_spans([row.span for row in rows]) | _of_boxes([row.boxes[:1] for row in rows])


def _of_spans(spans: Iterable[Span]) -> Columns:
    held = list(spans)
    return {"char_start": [span.start for span in held], "char_end": [span.end for span in held]}


def _of_boxes(boxes: Sequence[tuple[PageBox, ...]]) -> Columns:
    """Page and coordinates of the first box; all empty where there is none."""
    columns: Columns = {"page": [first[0].page if first else None for first in boxes]}
    for side in ("x0", "top", "x1", "bottom"):
        columns[side] = [points(getattr(first[0].box, side)) if first else None for first in boxes]
    return columns


def points(coordinate: float) -> float:
    """To a hundredth of a point: finer is noise of the readers."""
    return round(coordinate, 2) + 0.0  # -0.0 is 0.0


def _all_boxes(boxes: Sequence[PageBox]) -> str:
    return ";".join(f"{item.page}:" + ",".join(f"{points(side):g}" for side in _sides(item)) for item in boxes)


def _sides(item: PageBox) -> tuple[float, float, float, float]:
    return item.box.x0, item.box.top, item.box.x1, item.box.bottom


def exact(value: Decimal | None) -> Decimal | None:
    return value if value is not None and fits(value) else None


def _unfit(row: Figure) -> frozenset[str]:
    """A number too large for the contract's type is left empty, and said so."""
    numbers = (row.value, row.low, row.high, row.value_printed)
    return frozenset() if all(value is None or fits(value) for value in numbers) else frozenset({"out_of_range"})


def first_day(period: Period | None) -> date | None:
    return period.start if period else None


def last_day(period: Period | None) -> date | None:
    return period.end if period else None


def _joined(words: Iterable[str]) -> str:
    return ";".join(sorted(words))


def _entity_id(result: Result, entity: str) -> str:
    """Within one document: the issuer by its stock code, any other by its full name."""
    profile = result.document.profile
    full = profile.names.get(entity, entity)
    return profile.stock_code if full and full == profile.issuer and profile.stock_code else full


def _position(figure: Figure) -> tuple[Span, str]:
    return figure.span, figure.figure_id
