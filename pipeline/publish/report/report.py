"""Writes report.html from the published tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.publish.report.series import Chart, charts

MOST_FINDINGS, MOST_NUMBERS = 200, 100  # of one issuer; more are counted, and stand in the tables
_READ = ("documents", "figures", "facts", "claims", "findings", "ledger")
_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Section:
    """What the report says of one issuer: its filings, and the articles that speak of it."""

    entity: str
    entity_id: str
    documents: list[dict[Any, Any]]
    charts: list[Chart]
    claims: list[dict[Any, Any]]
    verdicts: dict[str, int]
    findings: list[dict[Any, Any]]
    severities: dict[str, int]
    unknown: list[dict[Any, Any]]
    unknown_count: int


def write_report(tables: Path, target: Path, messages: Mapping[str, Mapping[str, str]]) -> Path:
    """One section for each issuer of a filing, in order of name; `messages` are the words of the page by language."""
    frames = {name: _frame(tables / f"{name}.parquet") for name in _READ}
    documents: list[dict[Any, Any]] = frames["documents"].to_dict("records")
    issuers = sorted({(row["issuer"], row["stock_code"] or row["issuer"]) for row in documents if _is_filing(row)})
    sections = [_section(issuer, entity_id, frames) for issuer, entity_id in issuers]
    rest = [row for row in documents if not _is_filing(row)]
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template(
        "report.html"
    )
    page = template.render(sections=sections, rest=rest, say=_bilingual(messages), severities=_SEVERITIES)
    target.write_text(page, encoding="utf-8")
    return target


def _frame(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = pq.read_table(path).to_pandas(date_as_object=True)
    return frame


def _is_filing(row: Mapping[Any, Any]) -> bool:
    return bool(row["issuer"]) and row["doc_type"] != "news"


def _bilingual(messages: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Each label in both languages: the report has no switch, and is printed."""
    zh, en = messages["zh"], messages["en"]
    return {key: zh[key] if zh[key] == en.get(key) else f"{zh[key]} {en.get(key, '')}".strip() for key in zh}


def _section(issuer: str, entity_id: str, frames: Mapping[str, pd.DataFrame]) -> Section:
    documents = frames["documents"]
    own = documents[(documents["issuer"] == issuer) & (documents["doc_type"] != "news")]
    sources = set(own["source"])
    findings = frames["findings"][frames["findings"]["source"].isin(sources)]
    ledger = frames["ledger"]
    unknown = ledger[ledger["source"].isin(sources) & ledger["kind"].isin(["unexplained", "rejected"])]
    claims = _claims(entity_id, sources, frames)
    facts = _well_founded(frames["facts"], frames["figures"])
    return Section(
        entity=issuer,
        entity_id=entity_id,
        documents=own.to_dict("records"),
        charts=list(charts(facts[facts["entity_id"] == entity_id])),
        claims=claims.to_dict("records"),
        verdicts=_counted(claims["verdict"]),
        findings=_by_severity(findings).head(MOST_FINDINGS).to_dict("records"),
        severities=_counted(findings["severity"]),
        unknown=unknown.head(MOST_NUMBERS).to_dict("records"),
        unknown_count=len(unknown),
    )


def _well_founded(facts: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Facts that a table prints, or several places do: a lone sentence is not enough for a chart."""
    in_tables = set(figures["figure_id"][figures["kind"] == "table"])
    return facts[facts["best_figure_id"].isin(in_tables) | (facts["mentions"] > 1)]


def _claims(entity_id: str, sources: set[str], frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Claims about the issuer, and those that a figure of its filings decides."""
    claims, figures = frames["claims"], frames["figures"]
    theirs = set(figures["figure_id"][figures["source"].isin(sources)])
    decided = [any(one in theirs for one in (evidence or "").split(";")) for evidence in claims["evidence"]]
    chosen = claims[(claims["entity_id"] == entity_id) | pd.Series(decided, index=claims.index, dtype=bool)]
    return chosen[~chosen["source"].isin(sources)]


def _by_severity(findings: pd.DataFrame) -> pd.DataFrame:
    order = findings["severity"].map({name: rank for rank, name in enumerate(_SEVERITIES)})
    return findings.assign(order=order).sort_values(["order", "source", "page"], kind="stable")


def _counted(values: pd.Series[str]) -> dict[str, int]:
    return {str(name): int(count) for name, count in values.value_counts().sort_index().items()}
