"""The second half over many documents: in batches or not, whole or in parts, the same tables. All companies are invented."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.audit.checks.registry import Registered
from pipeline.audit.stage import Audit
from pipeline.core.schema import PUBLISHED
from pipeline.lexicon import default_config
from pipeline.publish.explain import explained
from pipeline.run import Options, Summary, extract
from pipeline.run.again import audit, compare
from tests.support.runs import ROOT, published

ARTICLES = {
    "a.txt": "青禾机械2023年营业收入为3.124亿元，同比增长31.2%。2022年营业收入为2.381亿元。\n",
    "b.txt": "白塔电子2022年净亏损2,466万元，员工共有512人。\n",
    "c.txt": "青禾机械2023年营业收入为3.224亿元。\n",
    "first.txt": "公司2023年营业收入为312,412,345.00元。\n",
    "first.toml": 'issuer = "青禾机械股份有限公司"\nstock_code = "600001"\ndoc_type = "announcement"\npublished = 2024-03-01\n',
    "other.txt": "公司2023年营业收入为312,421,345.00元。\n",
    "other.toml": 'issuer = "青禾机械股份有限公司"\nstock_code = "600001"\ndoc_type = "announcement"\npublished = 2024-04-01\n',
    "bad.pdf": "no PDF at all",
    "twin.txt": "白塔电子2022年净亏损2,466万元，员工共有512人。\n",
}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "raw"
    shutil.copytree(ROOT / "raw", folder)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(raw: Path) -> Path:
    run(raw, raw.parent / "whole")
    return raw.parent / "whole"


@pytest.fixture(scope="module")
def parts(raw: Path, whole: Path) -> Path:
    """The same documents in parts, several batches of them; what was read is taken from the cache of the other run."""
    out = raw.parent / "parts"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.run.batches.FIGURES", 100)
        patch.setattr("pipeline.run.judge.FIGURES", 100)
        run(raw, out, parted=True, cache=whole / ".cache")
    return out


def run(raw: Path, out: Path, **more: object) -> Summary:
    return extract(Options(raw, out, default_config(), jobs=2, **more))


def test_batches_change_nothing(raw: Path, whole: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("pipeline.run.batches.FIGURES", 20)
    monkeypatch.setattr("pipeline.run.judge.FIGURES", 20)
    run(raw, tmp_path, cache=whole / ".cache")
    assert published(tmp_path) == published(whole)


def test_parts_hold_the_rows_of_the_whole(whole: Path, parts: Path):
    first, second = pipeline.load(whole), pipeline.load(parts)
    for schema in PUBLISHED:
        one, other = first[schema.name], second[schema.name]
        if schema.name == "facts":
            one, other = (frame.sort_values("fact_id", ignore_index=True) for frame in (one, other))
        assert len(one) > 0, schema.name
        pd.testing.assert_frame_equal(one, other)


def test_parts_are_a_file_a_document(parts: Path):
    documents = pipeline.load(parts)["documents"]
    with_figures = set(documents.loc[documents["figures"].fillna(0) > 0, "doc_id"])
    assert {path.stem for path in (parts / "parts" / "figures").glob("d_*.parquet")} == with_figures
    assert len(list((parts / "parts" / "facts").glob("0*.parquet"))) > 1
    assert not list(parts.glob("*.csv"))
    described = json.loads((parts / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["name"]: one["rows"] for one in described["resources"]} == {
        schema.name: len(pipeline.load(parts)[schema.name]) for schema in PUBLISHED
    }


def test_parts_can_be_asked_and_explained(whole: Path, parts: Path):
    asked = "select text, page from figures where concept = 'Revenue' and page = 6 order by char_start limit 2"
    assert pipeline.load(parts).sql(asked).equals(pipeline.load(whole).sql(asked))
    assert pipeline.load(parts).sql("select count(*) as n from findings")["n"].tolist() == [len(pipeline.load(whole)["findings"])]
    figure_id = pipeline.load(whole)["figures"]["figure_id"].iloc[-1]
    assert str(explained(parts, figure_id)) == str(explained(whole, figure_id))


def test_an_audit_of_published_tables_reads_both(whole: Path, parts: Path):
    config = default_config()
    found = audit(whole, config)
    assert (found, found.facts > 0, found.claims > 0) == (audit(parts, config), True, True)
    assert compare(whole, parts, config) == []


def test_a_rerun_writes_nothing_and_another_layout_replaces_all(raw: Path, whole: Path, tmp_path: Path):
    run(raw, tmp_path, cache=whole / ".cache", parted=True)
    before = (tmp_path / "parts").stat().st_mtime_ns
    run(raw, tmp_path, cache=whole / ".cache", parted=True)
    assert (tmp_path / "parts").stat().st_mtime_ns == before
    run(raw, tmp_path, cache=whole / ".cache")
    assert published(tmp_path) == published(whole)
    run(raw, tmp_path, cache=whole / ".cache", parted=True)
    assert not (tmp_path / "figures.parquet").exists()


def test_a_bug_at_one_document_costs_its_links_alone(raw: Path, whole: Path, tmp_path: Path, monkeypatch):
    def broken(books: object) -> None:
        if any(dossier.source.endswith(".pdf") for dossier in books.dossiers):
            raise ZeroDivisionError("division by zero")
        return iter(())

    checks = [*Audit(*_config())._checks, Registered("broken", "error", broken)]
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.audit.stage.checks", lambda: checks)
        summary = run(raw, tmp_path, cache=whole / ".cache")
    (trouble,) = summary.troubles
    assert "ZeroDivisionError: division by zero" in trouble
    assert "lantu-prospectus.pdf" in trouble
    after, before = pipeline.load(tmp_path), pipeline.load(whole)
    assert len(after["figures"]) == len(before["figures"])
    articles = after["facts"]
    assert 0 < len(articles) < len(before["facts"])
    assert run(raw, tmp_path, cache=whole / ".cache").troubles == ()
    assert published(tmp_path) == published(whole)


def _config():
    from pipeline.lexicon import load_config

    return load_config(default_config())
