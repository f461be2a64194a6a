"""What one review page shows of one document: its rows of the published tables, as plain values for JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.compute as pc

from pipeline.core.errors import ConfigError
from pipeline.publish.exact import plain
from pipeline.publish.layout import read_table

FIGURE_COLUMNS = (
    "figure_id", "kind", "page", "char_start", "char_end", "text", "value", "low", "high", "decimals", "value_printed",
    "unit_text", "scale", "unit", "qualifier", "entity", "metric", "concept", "role", "base_text", "scope",
    "period_start", "period_end", "period_text", "modality", "attribution", "context", "unit_source", "period_source",
    "entity_source", "confidence", "flags",
)  # fmt: skip
LEDGER_COLUMNS = ("page", "char_start", "char_end", "x0", "top", "x1", "bottom", "text", "kind", "reason")
FINDING_COLUMNS = ("finding_id", "check", "severity", "page", "message_zh", "message_en", "figure_ids")
CLAIM_COLUMNS = (
    "claim_id", "char_start", "char_end", "page", "claim_type", "metric", "verdict", "figure_ids", "evidence", "explanation_zh",
    "explanation_en", "attribution",
)  # fmt: skip
UNEXPLAINED = ("unexplained", "rejected")

_BOX = re.compile(r"(\d+):([^;]+)")


class Tables:
    """The published tables of one run, read when asked for. A table that the run does not publish is empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, columns: Sequence[str] | None = None, doc_id: str | None = None) -> pd.DataFrame:
        """Rows of one table, of one document where `doc_id` is given; text columns never hold null."""
        where = None if doc_id is None else pc.field("doc_id") == doc_id
        try:
            frame: pd.DataFrame = read_table(self._folder, name, columns, where).to_pandas()
        except ConfigError:
            return pd.DataFrame(columns=list(columns or ()))
        return frame

    def text(self, doc_id: str) -> str:
        """The document's text, unchanged (no newline is translated)."""
        return (self._folder / "text" / f"{doc_id}.txt").read_bytes().decode("utf-8")


@dataclass(frozen=True, slots=True)
class Dossier:
    """One document for one review page. Tables are columns: name -> values in row order.

    boxes   one a figure: [[page, x0, top, x1, bottom], ...], empty for articles
    pages   the physical pages worth a picture: those with figures, findings or unexplained numbers
    text    of an article; "" for a filing, whose pages are pictures
    """

    row: dict[str, Any]
    figures: dict[str, list[Any]]
    boxes: list[list[list[float]]]
    unexplained: dict[str, list[Any]]
    findings: dict[str, list[Any]]
    claims: dict[str, list[Any]]
    pages: tuple[int, ...]
    text: str

    @property
    def is_filing(self) -> bool:
        return bool(self.row.get("pages"))


def read_dossier(tables: Tables, row: Mapping[Any, Any]) -> Dossier:
    """All that the tables say of one row of `documents`."""
    doc_id = row["doc_id"]
    figures = tables.read("figures", [*FIGURE_COLUMNS, "x0", "top", "x1", "bottom", "boxes"], doc_id)
    ledger = tables.read("ledger", LEDGER_COLUMNS, doc_id)
    unexplained = ledger[ledger["kind"].isin(UNEXPLAINED)]
    findings = tables.read("findings", FINDING_COLUMNS, doc_id)
    claims = tables.read("claims", CLAIM_COLUMNS, doc_id)
    pages = {int(page) for frame in (figures, unexplained, findings) for page in frame["page"].dropna()}
    return Dossier(
        row={key: plain_value(value) for key, value in row.items()},
        figures=_columns(figures, FIGURE_COLUMNS),
        boxes=[_boxes(record) for record in figures[["boxes", "page", "x0", "top", "x1", "bottom"]].to_dict("records")],
        unexplained=_columns(unexplained, LEDGER_COLUMNS),
        findings=_columns(findings, FINDING_COLUMNS),
        claims=_columns(claims, CLAIM_COLUMNS),
        pages=tuple(sorted(pages)) if row.get("pages") else (),
        text="" if row.get("pages") else tables.text(doc_id),
    )


def plain_value(value: Any) -> Any:
    """A cell as JSON can hold it: numbers of the contract as plain decimal text, dates as ISO, nothing as None."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT:
        return None
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _columns(frame: pd.DataFrame, names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: [plain_value(value) for value in frame[name]] if name in frame else [] for name in names}


def _boxes(record: Mapping[Any, Any]) -> list[list[float]]:
    """`boxes` where it is given, the first box otherwise."""
    found = [[int(page), *(float(side) for side in sides.split(","))] for page, sides in _BOX.findall(record["boxes"] or "")]
    if found or plain_value(record["x0"]) is None:
        return found
    return [[int(record["page"]), record["x0"], record["top"], record["x1"], record["bottom"]]]
