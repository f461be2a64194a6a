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
        "figure_id": [row.figure_id for row in rows],
        "doc_type": [profile.doc_type] * len(rows),
        "kind": [row.kind for row in rows],
        "boxes": [_all_boxes(row.boxes) for row in rows],
        "table_id": [row.cell.table_id if row.cell else "" for row in rows],
        "row": [row.cell.row if row.cell else None for row in rows],
        "col": [row.cell.col if row.cell else None for row in rows],
        "text": [row.text for row in rows],
        "value": [exact(row.value) for row in rows],
        "low": [exact(row.low) for row in rows],
        "high": [exact(row.high) for row in rows],
        "decimals": [row.decimals for row in rows],
        "value_printed": [exact(row.value_printed) for row in rows],
        "unit_text": [row.unit_text for row in rows],
        "scale": [row.scale for row in rows],
        "unit": [row.unit for row in rows],
        "qualifier": [row.qualifier for row in rows],
        "entity": [row.entity for row in rows],
        "entity_id": [_entity_id(result, row.entity) for row in rows],
        "metric": [row.metric for row in rows],
        "concept": [row.concept for row in rows],
        "role": [row.role for row in rows],
        "base_text": [row.base_text for row in rows],
        "base_period_start": [first_day(row.base_period) for row in rows],
        "base_period_end": [last_day(row.base_period) for row in rows],
        "scope": [";".join(f"{axis}={member}" for axis, member in row.scope) for row in rows],
        "period_start": [first_day(row.period) for row in rows],
        "period_end": [last_day(row.period) for row in rows],
        "period_text": [row.period_text for row in rows],
        "modality": [row.modality for row in rows],
        "attribution": [row.attribution for row in rows],
        "context": [row.context for row in rows],
        "unit_source": [row.unit_source for row in rows],
        "period_source": [row.period_source for row in rows],
        "entity_source": [row.entity_source for row in rows],
        "confidence": [row.confidence for row in rows],
        "flags": [_joined(row.flags | _unfit(row)) for row in rows],
    }


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
