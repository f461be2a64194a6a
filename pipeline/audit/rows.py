"""From the rows of the published tables to the values of the audit; standard types only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.audit.dossier import Dossier
from pipeline.core.claim import Claim
from pipeline.core.document import Cell, Profile, Table
from pipeline.core.figure import Figure
from pipeline.core.number import CellPlace
from pipeline.core.period import Period
from pipeline.core.place import Box, PageBox, Span

Row = Mapping[str, Any]
# So many figures of one time make it a time that the document reports on.
_MUCH = 10


def dossiers(
    documents: Iterable[Row], figures: Iterable[Row], tables: Iterable[Row], cells: Iterable[Row], claims: Iterable[Row]
) -> list[Dossier]:
    """Published tables as the audit takes them. Missing cells may be None or "". Duplicates and failed documents are left out."""
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in figures:
        by_document[row["doc_id"]].append(row)
    grids = _tables(tables, cells)
    stated: dict[str, list[Claim]] = defaultdict(list)
    sources = {row["figure_id"]: row.get("period_source") or "" for rows in by_document.values() for row in rows}
    for row in claims:
        stated[row["doc_id"]].append(_claim(row, sources))
    return [
        _dossier(row, by_document[row["doc_id"]], grids.get(row["doc_id"], ()), stated.get(row["doc_id"], ()))
        for row in documents
        if row["status"] in ("ok", "partial")
    ]


def _dossier(row: Row, figures: list[Row], tables: Iterable[Table], claims: Iterable[Claim]) -> Dossier:
    held = tuple(_figure(one) for one in figures)
    # What the definitions of the document gave is in the entity ids of its figures.
    names = {one["entity"]: one["entity_id"] for one in figures if one["entity"] and one.get("entity_id")}
    profile = Profile(
        doc_type=row["doc_type"] or "other",
        issuer=row["issuer"] or "",
        stock_code=row["stock_code"] or "",
        published=row["published"] or None,
        currency=row["currency"] or "",
        names={name: full for name, full in names.items() if name != row["issuer"]},
        report_end=_report_end(held, row["published"] or None),
    )
    return Dossier(row["doc_id"], row["source"], profile, held, tuple(tables), tuple(claims))


def _report_end(figures: Iterable[Figure], published: date | None) -> date | None:
    ends: Counter[date] = Counter(
        figure.period.end
        for figure in figures
        if figure.kind == "table"
        and figure.role == "level"
        and figure.modality == "reported"
        and figure.period
        and figure.period.end
    )
    much = [end for end, count in ends.items() if count >= _MUCH and (published is None or end <= published)]
    return max(much, default=None)


def _figure(row: Row) -> Figure:
    box = ()
    if row["page"]:
        sides = [row[side] or 0.0 for side in ("x0", "top", "x1", "bottom")]
        box = (PageBox(int(row["page"]), Box(*sides)),)  # type: ignore[assignment]
    cell = CellPlace(row["table_id"], int(row["row"]), int(row["col"])) if row["table_id"] else None
    return Figure(
        figure_id=row["figure_id"],
        kind=row["kind"],
        span=Span(int(row["char_start"]), int(row["char_end"])),
        text=row["text"],
        boxes=box,
        cell=cell,
        value=_decimal(row["value"]),
        low=_decimal(row["low"]),
        high=_decimal(row["high"]),
        decimals=None if row["decimals"] in (None, "") else int(row["decimals"]),
        scale=int(row.get("scale") or 0),
        unit=row["unit"] or "",
        qualifier=row["qualifier"] or "exact",
        entity=row["entity"] or "",
        metric=row["metric"] or "",
        concept=row["concept"] or "",
        role=row["role"] or "level",
        base_text=row["base_text"] or "",
        base_period=_period(row, "base_period"),
        scope=_scope(row["scope"]),
        period=_period(row, "period"),
        modality=row["modality"] or "reported",
        attribution=row["attribution"] or "",
        context=row["context"] or "",
        period_source=row["period_source"] or "",
        flags=frozenset(filter(None, (row["flags"] or "").split(";"))),
    )


def _tables(tables: Iterable[Row], cells: Iterable[Row]) -> dict[str, list[Table]]:
    held: dict[str, list[Cell]] = defaultdict(list)
    for row in cells:
        cell = Cell(
            int(row["row"]), int(row["col"]), row["text"] or "", Span(0, 0), int(row["row_span"] or 1), int(row["col_span"] or 1),
            int(row["page"] or 0), (), row["kind"], int(row["indent"] or 0),
        )  # fmt: skip
        held[row["table_id"]].append(cell)
    found: dict[str, list[Table]] = defaultdict(list)
    for row in tables:
        table = Table(
            row["table_id"], tuple(held[row["table_id"]]), int(row["rows"]), int(row["cols"]), int(row["header_rows"]),
            caption=row["caption"] or "", unit_line=row["unit_line"] or "",
            section_path=tuple(filter(None, (row["section_path"] or "").split(" > "))), page_first=int(row["page_first"] or 0),
        )  # fmt: skip
        found[row["doc_id"]].append(table)
    return found


def _claim(row: Row, sources: Mapping[str, str]) -> Claim:
    ids = tuple(filter(None, row["figure_ids"].split(";")))
    return Claim(
        claim_id=row["claim_id"],
        span=Span(int(row["char_start"]), int(row["char_end"])),
        sentence=row["sentence"],
        claim_type=row["claim_type"],
        entity=row["entity"] or "",
        metric=row["metric"] or "",
        concept=row["concept"] or "",
        role=row["role"],
        scope=_scope(row["scope"]),
        period=_period(row, "period"),
        value=_decimal(row["value"]),
        low=_decimal(row["low"]),
        high=_decimal(row["high"]),
        unit=row["unit"] or "",
        qualifier=row["qualifier"] or "exact",
        base_entity=row["base_entity"] or "",
        base_period=_period(row, "base_period"),
        modality=row["modality"] or "reported",
        attribution=row["attribution"] or "",
        figure_ids=ids,
        page=int(row["page"] or 0),
        period_source=sources.get(ids[0] if ids else "", ""),  # type: ignore[arg-type]
    )


def _period(row: Row, name: str) -> Period | None:
    start, end = row[f"{name}_start"] or None, row[f"{name}_end"] or None
    return None if start is None and end is None else Period(_day(start), _day(end))


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _decimal(value: Decimal | str | None) -> Decimal | None:
    return None if value is None or value == "" else Decimal(value).normalize()


def _scope(text: str | None) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition("=") for pair in (text or "").split(";") if pair)
    return tuple((axis, member) for axis, _, member in pairs)
