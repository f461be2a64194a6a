"""What other tools read: each format checked by a reader that is not ours, where there is one."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.core.result import Result
from pipeline.publish import OutputFolder, part_of
from pipeline.publish.exports import write_annotations, write_jsonl, write_xbrl_json
from tests.publish.test_report import revenue, write


@pytest.fixture
def folder(result: Result, tmp_path: Path) -> Path:
    with OutputFolder(tmp_path / "out") as out:
        out.add(part_of(result))
    return tmp_path / "out"


def facts() -> list[dict[str, Any]]:
    growth = revenue(2024, "1.5087", fact_id="k_g", role="growth", unit="ratio", decimals=4)
    assets = revenue(2024, "9e8", fact_id="k_a", concept="TotalAssets", period_start=date(2024, 12, 31), entity_id="清河 集团")
    eps = revenue(2024, "0.36", fact_id="k_e", concept="EPS", unit="CNY/股", decimals=2)
    part = revenue(2024, "3e7", fact_id="k_p", scope="basis=parent;product=阀门 <A>", decimals=-3)
    stock = revenue(2024, "5000", fact_id="k_s", concept="SalesVolume", unit="吨")
    return [revenue(2023, "124500000", fact_id="k_1", decimals=-5), growth, assets, eps, part, stock]


def test_xbrl_json_says_what_the_facts_say(tmp_path: Path):
    undated = revenue(2024, "1", fact_id="k_u", period_start=None, period_end=None)
    write(tmp_path, facts=[*facts(), undated])
    done = write_xbrl_json(tmp_path, tmp_path / "x")
    held = json.loads(done.report.read_text(encoding="utf-8"))["facts"]
    assert (done.facts, done.left_out) == (6, 1)
    assert held["k_1"] == {
        "value": "124500000",
        "decimals": -5,
        "dimensions": {
            "concept": "heshu:Revenue",
            "entity": "entity:000001",
            "period": "2023-01-01T00:00:00/2024-01-01T00:00:00",
            "unit": "iso4217:CNY",
        },
    }
    assert held["k_a"]["dimensions"]["period"] == "2025-01-01T00:00:00"
    assert held["k_e"]["dimensions"]["unit"] == "iso4217:CNY/xbrli:shares"
    assert held["k_g"]["dimensions"]["concept"] == "heshu:Revenue_growth"
    assert "unit" not in held["k_g"]["dimensions"]
    assert held["k_p"]["dimensions"]["heshu:productAxis"] == "阀门 <A>"


@pytest.mark.skipif(find_spec("arelle") is None, reason="arelle is not installed")
def test_arelle_loads_and_validates_it(tmp_path: Path):
    write(tmp_path, facts=facts())
    done = write_xbrl_json(tmp_path, tmp_path / "x")
    command = [sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", "--validate", "--facts"]
    listed = tmp_path / "facts.csv"
    run = subprocess.run(
        [*command, str(listed), "--file", str(done.report)], check=False, capture_output=True, text=True, timeout=120
    )
    complaints = [
        line for line in (run.stdout + run.stderr).splitlines() if line.startswith("[") and not line.startswith("[info]")
    ]
    assert complaints == []
    text = listed.read_text(encoding="utf-8-sig")
    assert "124,500,000" in text or "124500000" in text
    assert len([line for line in text.splitlines() if line.strip()]) == 1 + 6


def test_annotations_lead_to_characters_and_boxes(folder: Path, result: Result, tmp_path: Path):
    (path,) = write_annotations(folder, tmp_path / "a")
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    first = page["items"][0]
    position, quote, place = first["target"]["selector"]
    assert result.document.text[position["start"] : position["end"]] == quote["exact"] == "3.124亿元"
    assert place["value"] == "page=1&viewrect=10.00,20.00,20.50,12.00"
    assert first["body"]["value"]["value"] == "312400000"


def test_json_lines_lose_no_digit(folder: Path, tmp_path: Path):
    write_jsonl(folder, tmp_path / "j")
    rows = [json.loads(line) for line in (tmp_path / "j" / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["value"] for row in rows] == ["312400000", "-85000"]
    assert {path.name for path in (tmp_path / "j").iterdir()} >= {"facts.jsonl", "ledger.jsonl", "documents.jsonl"}
