"""Documents behind URLs: file:// and memory:// here, s3:// on a server of this machine. All companies are invented."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

import pipeline
from pipeline.core.errors import ConfigError
from pipeline.lexicon import default_config
from pipeline.run import Options, extract
from pipeline.run.inputs import find_inputs
from pipeline.run.remote import Remote, is_url
from tests.support.runs import run

TEXTS = {
    "a.txt": "青禾机械2023年营业收入为3.124亿元。\n",
    "a.toml": 'published = 2024-03-01\nissuer = "青禾机械"\n',
    "deep/b.txt": "白塔电子2022年净亏损2,466万元。\n",
    "deep/.hidden.txt": "1",
}


@pytest.fixture
def local(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "raw" / name).write_text(text, encoding="utf-8")
    return tmp_path / "raw"


@pytest.fixture
def bucket(monkeypatch) -> Iterator[object]:
    """A bucket `filings` on an S3 server of this machine, which commands started here find too."""
    boto3, moto = pytest.importorskip("boto3"), pytest.importorskip("moto.server")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    given = {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    pytest.importorskip("s3fs").S3FileSystem.clear_instance_cache()
    urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()  # its buckets outlive it
    bucket = boto3.resource("s3").create_bucket(Bucket="filings")
    for name, text in TEXTS.items():
        bucket.put_object(Key=f"raw/{name}", Body=text.encode())
    yield bucket
    server.stop()


def why(out: Path) -> dict[str, str]:
    """What the newest run read, and why."""
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return {one["source"]: one["why"] for one in report["documents"] if not one["from_cache"]}


def test_what_is_a_url():
    assert [is_url(place) for place in ("s3://a/b", "file:///a", "raw/a.txt", "C:/a", Path("s3:/a"))] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_files_under_a_url_are_called_as_those_under_a_path(local: Path):
    found = find_inputs(f"file://{local}")
    assert [(item.source, item.read()) for item in found] == [(item.source, item.read()) for item in find_inputs(local)]
    assert [str(item.path) for item in found] == [f"file://{local}/a.txt", f"file://{local}/deep/b.txt"]


def test_names_of_urls_given(local: Path):
    assert [item.source for item in find_inputs("raw", [f"file://{local}/deep/b.txt"])] == ["b.txt"]
    assert [item.source for item in find_inputs(f"file://{local}/", [f"file://{local}/deep/b.txt"])] == ["deep/b.txt"]
    assert [item.source for item in find_inputs("raw", [f"file://{local}/deep", f"file://{local}/a.txt"])] == [
        "a.txt",
        "deep/b.txt",
    ]


def test_two_files_of_one_name_are_refused(local: Path):
    with pytest.raises(ConfigError, match=r"a\.txt and file://.*a\.txt would both be called a\.txt"):
        find_inputs(local, [local / "a.txt", f"file://{local}/a.txt"])


def test_memory_in_this_process():
    fsspec = pytest.importorskip("fsspec")
    fsspec.filesystem("memory").pipe_file("/news/a.txt", TEXTS["a.txt"].encode())
    assert [figure.text for figure in pipeline.extract("memory://news/a.txt").figures] == ["3.124亿元"]


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("file:///nowhere/at/all", "file:///nowhere/at/all does not exist"),
        ("nonsense://a/b", "nonsense://a/b: Protocol not known"),
    ],
)
def test_a_url_that_leads_nowhere_is_named(url: str, seen: str):
    with pytest.raises(ConfigError, match=seen):
        find_inputs(url)


def test_a_file_that_went_away_is_named():
    with pytest.raises(OSError, match=r"file:///gone/a\.txt cannot be fetched"):
        Remote("file:///gone/a.txt").read_bytes()


def test_s3_gives_the_tables_that_the_files_give(bucket, local: Path, tmp_path: Path):
    assert run("s3://filings/raw", tmp_path / "far") == run(local, tmp_path / "near")
    assert why(tmp_path / "far") == {"a.txt": "new", "deep/b.txt": "new"}


def test_s3_is_fetched_again_only_where_it_changed(bucket, tmp_path: Path, monkeypatch):
    from moto.s3.models import S3Backend

    run("s3://filings/raw", tmp_path)
    fetched: list[str] = []
    get = S3Backend.get_object
    with monkeypatch.context() as patch:
        patch.setattr(
            S3Backend,
            "get_object",
            lambda self, bucket, key, *more, **named: fetched.append(key) or get(self, bucket, key, *more, **named),
        )
        run("s3://filings/raw", tmp_path)
    assert set(fetched) == {"raw/a.toml"}  # sidecars are small
    assert why(tmp_path) == {}
    bucket.put_object(Key="raw/a.txt", Body="青禾机械2023年营业收入为5亿元。\n".encode())
    run("s3://filings/raw", tmp_path)
    assert why(tmp_path) == {"a.txt": "changed: bytes"}
    assert set(pipeline.load(tmp_path)["figures"]["text"]) == {"5亿元", "2,466万元"}


def test_s3_bytes_that_are_known_are_not_read_again(bucket, tmp_path: Path):
    run("s3://filings/raw", tmp_path)
    for name in ("twin.txt", "deep/b.txt"):
        bucket.put_object(Key=f"raw/{name}", Body=TEXTS["deep/b.txt"].encode(), Metadata={"touched": "yes"})
    bucket.put_object(Key="raw/deep/b.toml", Body=b"")
    run("s3://filings/raw", tmp_path)
    documents = pipeline.load(tmp_path)["documents"].set_index("source")
    assert documents.loc["twin.txt", ["status", "warnings"]].tolist() == ["duplicate", "the same bytes as deep/b.txt"]
    assert documents.loc["twin.txt", "doc_id"] == documents.loc["deep/b.txt", "doc_id"]
    assert "deep/b.txt" not in why(tmp_path)


def test_s3_without_the_object_or_the_bucket_is_named(bucket):
    bucket.Object("raw/deep/b.txt").delete()
    with pytest.raises(OSError, match=r"s3://filings/raw/deep/b\.txt cannot be fetched"):
        Remote("s3://filings/raw/deep/b.txt").read_bytes()
    with pytest.raises(ConfigError, match="s3://nobody/raw"):
        find_inputs("s3://nobody/raw")


def test_a_document_that_cannot_be_fetched_costs_itself(local: Path, tmp_path: Path, monkeypatch):
    broken = [
        replace(item, path=Remote(f"file://{local}/gone.txt")) if item.source == "a.txt" else item for item in find_inputs(local)
    ]
    monkeypatch.setattr("pipeline.run.flow.find_inputs", lambda *given: broken)
    extract(Options(local, tmp_path / "out", default_config(), jobs=1))
    documents = pipeline.load(tmp_path / "out")["documents"].set_index("source")
    assert documents["status"].to_dict() == {"a.txt": "failed", "deep/b.txt": "ok"}
    assert documents.loc["a.txt", "error_code"] == "unreadable"
    assert f"file://{local}/gone.txt cannot be fetched" in documents.loc["a.txt", "error"]
