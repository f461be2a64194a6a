"""Figures as W3C Web Annotations: what a figure means, anchored to the characters and the box it was read from.

Source: Web Annotation Data Model (W3C Recommendation, 2017): AnnotationPage, TextPositionSelector, TextQuoteSelector; page
and rectangle of a PDF as a FragmentSelector that conforms to RFC 8118 (`page=`, `viewrect=left,top,width,height` in points).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.publish.exact import plain

_FIELDS = ("metric", "concept", "entity", "role", "unit", "qualifier", "period_start", "period_end", "modality", "scope")


def write_annotations(tables: Path, target: Path) -> tuple[Path, ...]:
    """DOC_ID.json, an AnnotationPage, for each document that has figures."""
    target.mkdir(parents=True, exist_ok=True)
    by_document: dict[str, list[dict[str, Any]]] = {}
    for row in pq.read_table(tables / "figures.parquet").to_pylist():
        by_document.setdefault(row["doc_id"], []).append(row)
    written = []
    for doc_id, rows in by_document.items():
        page = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:heshu:{doc_id}",
            "type": "AnnotationPage",
            "items": [_annotation(row) for row in rows],
        }
        path = target / f"{doc_id}.json"
        path.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def _annotation(row: dict[str, Any]) -> dict[str, Any]:
    meaning = {name: str(row[name]) for name in _FIELDS if row[name] not in (None, "")}
    meaning |= {name: plain(row[name]) for name in ("value", "low", "high") if row[name] is not None}
    return {
        "id": f"urn:heshu:{row['figure_id']}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "Dataset", "format": "application/json", "value": meaning},
        "target": {"source": row["source"], "selector": _selectors(row)},
    }


def _selectors(row: dict[str, Any]) -> list[dict[str, Any]]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": row["char_start"], "end": row["char_end"]},
        {"type": "TextQuoteSelector", "exact": row["text"]},
    ]
    if row["page"] is not None:
        size = f"{row['x1'] - row['x0']:.2f},{row['bottom'] - row['top']:.2f}"
        value = f"page={row['page']}&viewrect={row['x0']:.2f},{row['top']:.2f},{size}"
        selectors.append({"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc8118", "value": value})
    return selectors
