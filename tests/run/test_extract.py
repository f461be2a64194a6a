"""A folder that grows: what is read, what is not, and what stands in the tables after each run. All companies are invented."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.core.errors import ConfigError
from pipeline.lexicon import default_config
from pipeline.run import Options, Summary, extract
from pipeline.run.work import Outcome, Task, Worker

ARTICLES = {
    "a.txt": "青禾机械2023年营业收入为3.124亿元，同比增长31.2%。\n",
    "b.txt": "白塔电子2022年净亏损2,466万元，员工共有512人。\n",
}


class Folder:
    """raw/ and extracted/ of one test."""

    def __init__(self, root: Path) -> None:
        self.raw, self.out, self.config = root / "raw", root / "out", default_config()
        self.raw.mkdir()
        for name, text in ARTICLES.items():
            self.put(name, text)

    def put(self, name: str, content: str | bytes) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (self.raw / name).write_bytes(data)

    def run(self, **more: object) -> Summary:
        return extract(Options(self.raw, self.out, self.config, jobs=1, **more))

    def documents(self) -> pd.DataFrame:
        return pipeline.load(self.out)["documents"].set_index("source")

    def sources(self, table: str = "figures") -> set[str]:
        return set(pipeline.load(self.out)[table]["source"])


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_first_run_reads_everything(folder: Folder):
    summary = folder.run()
    assert summary.redone == {"a.txt": "new", "b.txt": "new"}
    figures = pipeline.load(folder.out)["figures"]
    assert figures.loc[figures["text"] == "3.124亿元", "value"].map(str).tolist() == ["312400000.000000000000"]
    assert folder.documents()["status"].to_dict() == {"a.txt": "ok", "b.txt": "ok"}
    text = (folder.out / "text" / f"{folder.documents().loc['a.txt', 'doc_id']}.txt").read_text()
    assert text == ARTICLES["a.txt"]


def test_a_second_run_reads_nothing_and_writes_no_table(folder: Folder):
    folder.run()
    before = {path.name: path.stat().st_mtime_ns for path in folder.out.glob("*.parquet")}
    assert folder.run().redone == {}
    assert {path.name: path.stat().st_mtime_ns for path in folder.out.glob("*.parquet")} == before


def test_one_new_document_costs_one_document(folder: Folder):
    folder.run()
    folder.put("c.txt", "白塔电子2023年有员工600人。\n")
    assert folder.run().redone == {"c.txt": "new"}
    assert folder.sources() == {"a.txt", "b.txt", "c.txt"}


def test_a_changed_document_is_read_again(folder: Folder):
    folder.run()
    folder.put("a.txt", "青禾机械2023年营业收入为5亿元。\n")
    assert folder.run().redone == {"a.txt": "changed: bytes"}
    assert "3.124亿元" not in set(pipeline.load(folder.out)["figures"]["text"])


def test_a_sidecar_counts(folder: Folder):
    folder.run()
    folder.put("a.toml", 'published = 2024-03-01\nissuer = "青禾机械"\n')
    assert folder.run().redone == {"a.txt": "changed: sidecar"}
    assert str(folder.documents().loc["a.txt", "published"]) == "2024-03-01"


def test_a_sidecar_without_its_document_is_told(folder: Folder):
    folder.put("typo.toml", "published = 2024-03-01\n")
    folder.put(".hidden.toml", "")
    folder.put("b.txt.toml", "published = 2024-03-01\n")
    (note,) = folder.run().notes
    assert "typo.toml: a sidecar without its document" in note


def test_a_removed_document_takes_its_rows_along(folder: Folder):
    folder.run()
    (folder.raw / "a.txt").unlink()
    assert folder.run().redone == {}
    assert folder.sources() == folder.sources("ledger") == folder.sources("documents") == {"b.txt"}
    assert [path.name for path in (folder.out / "text").iterdir()] == [f"{folder.documents().loc['b.txt', 'doc_id']}.txt"]


def test_force_reads_everything_again(folder: Folder):
    folder.run()
    assert folder.run(force=True).redone == {"a.txt": "forced", "b.txt": "forced"}


def test_tables_that_were_deleted_come_back_without_reading(folder: Folder):
    folder.run()
    (folder.out / "figures.csv").unlink()
    assert folder.run().redone == {}
    assert (folder.out / "figures.csv").exists()


def test_a_lexicon_change_leaves_parsed_documents(folder: Folder, tmp_path: Path):
    folder.config = tmp_path / "config"
    shutil.copytree(default_config(), folder.config)
    folder.run()
    concepts = folder.config / "lexicon" / "concepts.csv"
    header, *rows = concepts.read_text(encoding="utf-8-sig").splitlines()
    concepts.write_text("\n".join([header, *rows[1:], ""]), encoding="utf-8")
    summary = folder.run()
    assert set(summary.redone.values()) == {"changed: lexicon concepts"}
    assert all("parse" not in outcome.seconds for outcome in summary.outcomes)


def test_a_row_that_no_stage_can_use_costs_the_run(folder: Folder, tmp_path: Path):
    folder.config = tmp_path / "config"
    shutil.copytree(default_config(), folder.config)
    folder.run()
    before = (folder.out / "figures.csv").read_bytes()
    with (folder.config / "lexicon" / "concepts.csv").open("a", encoding="utf-8") as handle:
        handle.write("一行,两格\n")
    with pytest.raises(ConfigError, match=r"concepts\.csv, line \d+"):
        folder.run()
    assert (folder.out / "figures.csv").read_bytes() == before


def test_the_same_bytes_under_two_names(folder: Folder):
    folder.put("copy.txt", ARTICLES["a.txt"])
    summary = folder.run()
    documents = folder.documents()
    assert summary.duplicates == 1
    assert documents["status"].to_dict() == {"a.txt": "ok", "b.txt": "ok", "copy.txt": "duplicate"}
    assert documents.loc["copy.txt", "doc_id"] == documents.loc["a.txt", "doc_id"]
    assert documents.loc["copy.txt", "warnings"] == "the same bytes as a.txt"
    assert folder.sources() == {"a.txt", "b.txt"}


def test_of_two_names_the_one_with_a_sidecar_is_read(folder: Folder):
    folder.put("z.txt", ARTICLES["a.txt"])
    folder.put("z.toml", "published = 2024-03-01\n")
    folder.run()
    assert folder.documents()["status"].to_dict() == {"a.txt": "duplicate", "b.txt": "ok", "z.txt": "ok"}


BAD = {
    "empty.txt": (b"", "empty_file"),
    "page.pdf": (b"<html><body><p>hello</p></body></html>", "wrong_extension"),
    "book.docx": (b"PK\x03\x04rest", "unsupported_type"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", None),
}


def test_bad_files_cost_themselves_alone(folder: Folder):
    for name, (data, _) in BAD.items():
        folder.put(name, data)
    summary = folder.run()
    documents = folder.documents()
    assert summary.failed == len(BAD)
    assert documents.loc[list(ARTICLES), "status"].tolist() == ["ok", "ok"]
    for name, (_, code) in BAD.items():
        row = documents.loc[name]
        assert row["status"] == "failed"
        assert row["error_code"] == code or (code is None and row["error_code"] not in {"", "internal", "crashed"})
        assert len(row["error"]) > 20
    assert folder.sources("ledger") == set(ARTICLES)


def test_a_bad_file_is_not_read_again_but_told_again(folder: Folder):
    folder.put("empty.txt", b"")
    folder.run()
    summary = folder.run()
    assert summary.redone == {}
    assert summary.failed == 1


def test_a_sidecar_that_cannot_be_read(folder: Folder):
    folder.put("a.toml", "published = yesterday\n")
    folder.run()
    assert folder.documents()["status"].to_dict() == {"a.txt": "failed", "b.txt": "ok"}


class Deadly(Worker):
    """Dies at one document."""

    def __call__(self, task: Task) -> Outcome:
        if task.item.source == "a.txt":
            os._exit(7)
        return super().__call__(task)


class Buggy(Worker):
    """Has a bug at one document."""

    def _readout(self, raw, task, clock):
        if task.item.source == "a.txt":
            raise ZeroDivisionError("division by zero")
        return super()._readout(raw, task, clock)


def test_a_dead_worker_costs_its_document_and_is_tried_again(folder: Folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.run.flow.Worker", Deadly)
        folder.run()
    row = folder.documents().loc["a.txt"]
    assert (row["status"], row["error_code"]) == ("failed", "crashed")
    assert "exit code 7" in row["error"]
    assert folder.sources() == {"b.txt"}
    assert list(folder.run().redone) == ["a.txt"]
    assert folder.documents()["status"].to_dict() == {"a.txt": "ok", "b.txt": "ok"}


def test_a_bug_of_ours_costs_its_document_and_leaves_a_traceback(folder: Folder, monkeypatch):
    monkeypatch.setattr("pipeline.run.flow.Worker", Buggy)
    folder.run()
    assert folder.documents().loc["a.txt", "error_code"] == "internal"
    events = [json.loads(line) for line in (folder.out / "log.jsonl").read_text().splitlines()]
    (failure,) = [event for event in events if event["event"] == "failure"]
    assert "ZeroDivisionError" in failure["detail"]


def test_a_bug_in_the_audit_costs_what_the_audit_makes(folder: Folder, monkeypatch):
    def judge(self: object, batches: object) -> None:
        raise ZeroDivisionError("division by zero")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.run.judge.Judge.__call__", judge)
        (trouble,) = folder.run().troubles
    assert "ZeroDivisionError" in trouble
    assert folder.sources() == set(ARTICLES)
    assert pipeline.load(folder.out)["facts"].empty
    assert folder.run().troubles == ()
    assert not pipeline.load(folder.out)["facts"].empty


def test_the_report_says_seconds_and_where_from(folder: Folder):
    folder.run()
    folder.put("c.txt", "白塔电子2023年有员工600人。\n")
    folder.run()
    report = json.loads((folder.out / "run.json").read_text())
    assert {entry["source"]: entry["from_cache"] for entry in report["documents"]} == {
        "a.txt": True,
        "b.txt": True,
        "c.txt": False,
    }
    assert {"parse", "segment", "extract", "normalize", "tables", "audit", "publish"} <= set(report["seconds_by_stage"])
    assert report["versions"]["pyarrow"]


def test_paths_instead_of_raw(folder: Folder):
    folder.run(paths=(folder.raw / "b.txt",))
    assert folder.sources() == {"b.txt"}


def test_nothing_to_read(folder: Folder):
    for path in folder.raw.iterdir():
        path.unlink()
    summary = folder.run()
    assert (summary.outcomes, summary.count("figures")) == ((), 0)
    assert pipeline.load(folder.out)["figures"].empty
