"""The report of invented facts, claims and findings, read back from its HTML."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.core.schema import PUBLISHED
from pipeline.publish.frames import arrow_schema
from pipeline.publish.report import write_report
from pipeline.run.review import LANGUAGES, read_messages

MESSAGES = {name: read_messages(Path(__file__).parents[2] / f"config/messages/review.{name}.toml") for name in LANGUAGES}
ISSUER = "清河股份有限公司"


def write(folder: Path, **rows: list[dict[str, Any]]) -> Path:
    """Published tables that hold just these rows; columns that a row does not name are empty."""
    for schema in PUBLISHED:
        held = rows.get(schema.name, [])
        columns = {c.name: [row.get(c.name, "" if c.type == "string" else None) for row in held] for c in schema.columns}
        pq.write_table(pa.table(columns, schema=arrow_schema(schema)), folder / f"{schema.name}.parquet")
    return write_report(folder, folder / "report.html", MESSAGES)


def revenue(year: int, value: str, **more: Any) -> dict[str, Any]:
    row = {
        "fact_id": f"x{year}",
        "entity_id": "000001",
        "entity": ISSUER,
        "concept": "Revenue",
        "metric": "营业收入",
        "role": "level",
    }
    when = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return (
        row | when | {"modality": "actual", "unit": "CNY", "value": Decimal(value), "mentions": 2, "agreement": "agrees"} | more
    )


FILING = {
    "source": "a.pdf",
    "doc_id": "d_1",
    "doc_type": "prospectus",
    "issuer": ISSUER,
    "stock_code": "000001",
    "figures": 3,
    "status": "ok",
}


def test_years_of_a_key_series_become_a_chart(tmp_path: Path):
    facts = [revenue(2023, "124500000"), revenue(2024, "312400000"), revenue(2022, "9", mentions=1, best_figure_id="f_lone")]
    half = revenue(2025, "190900000", period_end=date(2025, 6, 30))
    page = write(tmp_path, documents=[FILING], facts=[*facts, half]).read_text(encoding="utf-8")
    assert page.count("<svg") == 1
    assert "<th>2024</th><td>3.12</td>" in page
    assert "<th>2023</th><td>1.24</td>" in page, "Decimal rounds half to even"
    assert "<th>2022</th>" not in page, "one sentence alone is no series"
    assert "亿 CNY" in page


def test_claims_and_findings_stand_under_their_issuer(tmp_path: Path):
    claim = {
        "claim_id": "c_1",
        "source": "n.txt",
        "doc_id": "d_2",
        "entity_id": "000001",
        "sentence": "营收4亿元<b>",
        "verdict": "disagrees",
    }
    finding = {
        "finding_id": "x_1",
        "check": "table-totals",
        "severity": "error",
        "source": "a.pdf",
        "doc_id": "d_1",
        "page": 7,
        "message_en": "off by 1",
    }
    other = {**FILING, "source": "z.pdf", "doc_id": "d_9", "issuer": "长坡有限公司", "stock_code": ""}
    page = write(tmp_path, documents=[FILING, other], claims=[claim], findings=[finding]).read_text(encoding="utf-8")
    first, second = page.split("<section>")[1:]
    assert "营收4亿元&lt;b&gt;" in first
    assert "不符 Disagrees 1" in first
    assert "p7" in first
    assert "off by 1" in first
    assert "Disagrees" not in second


def test_failed_documents_are_not_forgotten(tmp_path: Path):
    failed = {"source": "bad.pdf", "status": "failed", "error": "bad.pdf is empty"}
    assert "bad.pdf is empty" in write(tmp_path, documents=[failed]).read_text(encoding="utf-8")


def test_same_tables_same_bytes(tmp_path: Path):
    facts = [revenue(2023, "1"), revenue(2024, "2")]
    pages = set()
    for name in range(2):
        (tmp_path / str(name)).mkdir()
        pages.add(write(tmp_path / str(name), documents=[FILING], facts=facts).read_bytes())
    assert len(pages) == 1
