"""Rows that a reviewer accepted or corrected, as gold: what was settled once is scored from then on."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.core.ids import squash
from pipeline.publish.layout import read_table

SETTLED = {"accepted", "corrected"}
_SAME = ("text", "unit", "qualifier", "entity", "metric", "concept", "role", "modality")


def write_gold(tables: Path, target: Path) -> tuple[Path, ...]:
    """STEM.jsonl for each document with settled figures, a line a figure, in the form that the scorer reads.

    An article's line has start and end, a page's its page, a cell's also its row label.
    """
    target.mkdir(parents=True, exist_ok=True)
    rows = read_table(tables, "figures").to_pylist()
    lines: dict[str, list[str]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        nth = seen[_surface(row)]
        seen[_surface(row)] += 1
        if SETTLED & set(row["flags"].split(";")):
            line = json.dumps(_line(row, nth), ensure_ascii=False)
            lines.setdefault(Path(row["source"]).stem, []).append(line + "\n")
    for stem, held in lines.items():
        (target / f"{stem}.jsonl").write_text("".join(held), encoding="utf-8")
    return tuple(target / f"{stem}.jsonl" for stem in lines)


def _surface(row: dict[str, Any]) -> tuple[Any, ...]:
    """Equal surfaces are counted within an article, or within one kind of figure on a page."""
    return row["doc_id"], row["page"], row["kind"], squash(row["text"])


def _line(row: dict[str, Any], nth: int) -> dict[str, Any]:
    line: dict[str, Any] = {name: row[name] or None for name in _SAME}
    line |= {name: None if row[name] is None else float(row[name]) for name in ("value", "low", "high")}
    line |= {name: row[name].isoformat() if isinstance(row[name], date) else None for name in ("period_start", "period_end")}
    line |= {"source": row["attribution"] or None, "nth": nth}
    if row["page"] is None:
        return line | {"start": row["char_start"], "end": row["char_end"]}
    if row["kind"] == "table":
        line["row_label"] = row["context"].partition(" | ")[0]
    return line | {"page": row["page"]}
