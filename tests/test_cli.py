"""The command as people type it: what it prints where, and with which exit code."""

from __future__ import annotations

import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

import pipeline
from pipeline.cli import app, main
from pipeline.lexicon import default_config
from tests.support.pdf import Sheet, make_pdf

ROOT = Path(__file__).parents[1]
ARTICLE = "青禾机械2023年营业收入为3.124亿元，同比增长31.2%。\n"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def heshu(*words: object) -> Done:
    """The command in this process: processes that read documents are then kept from one call to the next."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["heshu", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "raw"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of one article, made once."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert heshu("extract", "--raw", folder / "raw", "--out", folder / "out", "--jobs", 1).returncode == 0
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


def test_progress_goes_to_standard_error_and_the_summary_to_standard_output(raw: Path):
    done = heshu("extract", "--raw", raw, "--out", raw.parent / "new", "--why")
    assert done.returncode == 0
    assert "[1/1] a.txt: ok, 2 figures, 0 tables" in done.stderr
    assert "a.txt: new" in done.stderr
    assert "1 documents (1 read now): 2 figures, 0 tables, 0 unexplained numbers" in done.stdout
    assert "figures.csv" in done.stdout.splitlines()[-1]


def test_profile_shows_where_the_seconds_went(raw: Path):
    done = heshu("extract", "--raw", raw, "--out", raw.parent / "new", "--profile", "--quiet")
    assert done.stderr.startswith("Seconds by stage:")
    assert all(f"s  {stage}" in done.stderr for stage in ("parse", "segment", "extract", "normalize", "audit", "publish"))
    assert done.stderr.rstrip().endswith("a.txt")


def test_quiet_prints_nothing(raw: Path):
    done = heshu("extract", "--raw", raw, "--out", raw.parent / "new", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_failed_document_is_exit_code_1_and_told_each_time(raw: Path):
    (raw / "empty.txt").write_bytes(b"")
    for _ in range(2):
        done = heshu("extract", "--raw", raw, "--out", raw.parent / "new", "--quiet")
        assert done.returncode == 1
        assert done.stderr.startswith("empty.txt: failed (empty_file): ")


def test_strict_minds_what_was_read_in_part(raw: Path):
    (raw / "b.txt").write_bytes(
        "营业收入3.124亿元，净利润\xff\xfe1亿元。".encode("latin-1", "ignore") + "营收5亿元。".encode() + b"\xff\xfe\x80"
    )
    plain, strict = (heshu("extract", "--raw", raw, "--out", raw.parent / "new", *more) for more in ([], ["--strict"]))
    status = pipeline.load(raw.parent / "new")["documents"].set_index("source").loc["b.txt", "status"]
    assert (plain.returncode, strict.returncode) == {"partial": (0, 1), "failed": (1, 1), "ok": (0, 0)}[status]


@pytest.mark.parametrize(
    "words",
    [
        ["extract", "--raw", "/nowhere/at/all"],
        ["extract", "--pages", "9-3"],
        ["extract", "--config", "/nowhere"],
        ["extract", "--jobs", "-1"],
        ["extract", "nothing.pdf"],
        ["explain", "f_0", "--out", "/nowhere"],
        ["explain"],
        ["check-config", "--config", "/nowhere"],
        ["no-such-command"],
        ["--no-such-option"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_exit_code_2_and_says_what_to_do(tmp_path: Path, words: list[str]):
    more = ["--out", str(tmp_path)] if words[0] == "extract" else []
    done = heshu(*words, *more)
    assert done.returncode == 2
    assert len(done.stderr) > 20
    assert "Traceback" not in done.stderr


def test_explain_names_value_places_and_rules(out: Path):
    figures = pipeline.load(out)["figures"].set_index("text")
    done = heshu("explain", figures.loc["31.2%", "figure_id"], "--out", out)
    assert done.returncode == 0
    assert "0.312 ratio" in done.stdout
    assert ARTICLE.strip() in done.stdout
    assert "growth" in done.stdout
    assert "rule" in done.stdout


def test_explain_without_the_cache_says_so(out: Path):
    shutil.rmtree(out / ".cache")
    figure = pipeline.load(out)["figures"]["figure_id"].iloc[0]
    assert "the cache is gone" in heshu("explain", figure, "--out", out).stdout


def test_an_article_has_no_picture(out: Path):
    figure = pipeline.load(out)["figures"]["figure_id"].iloc[0]
    assert "no pages" in heshu("show", figure, "--out", out).stdout


def test_show_and_debug_draw(tmp_path: Path):
    out = tmp_path / "out"
    assert heshu("extract", ROOT / "raw" / "lantu-prospectus.pdf", "--out", out, "--pages", "3-6").returncode == 0
    figures = pipeline.load(out)["figures"]
    assert set(figures["page"]) <= {3, 4, 5, 6}
    shown = heshu("show", figures["figure_id"].iloc[0], "--out", out, "--raw", ROOT / "raw", "--to", tmp_path / "a.png")
    drawn = heshu("debug", ROOT / "raw" / "lantu-prospectus.pdf", "--page", 4, "--to", tmp_path / "b.png")
    assert (shown.returncode, drawn.returncode) == (0, 0), shown.stderr + drawn.stderr
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in ("a.png", "b.png"))


def test_a_locked_file_opens_with_the_password_of_its_sidecar(tmp_path: Path):
    def page(sheet: Sheet) -> None:
        sheet.text(72, 100, "青禾精工股份有限公司2023年营业收入为3.124亿元。")

    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.pdf").write_bytes(make_pdf(page, password="sesame"))
    done = heshu("extract", "--raw", raw, "--out", out, "--jobs", 1)
    assert done.returncode == 1
    assert 'Put password = "..." in its sidecar NAME.toml' in done.stderr
    (raw / "a.toml").write_text('password = "sesame"\n', encoding="utf-8")
    assert heshu("extract", "--raw", raw, "--out", out, "--jobs", 1).returncode == 0
    figure_id = pipeline.load(out).figures["figure_id"].iloc[0]
    for number, words in enumerate((("show", figure_id, "--raw", raw, "--out", out), ("debug", raw / "a.pdf", "--page", 1))):
        picture = tmp_path / f"{number}.png"
        assert heshu(*words, "--to", picture).returncode == 0
        assert picture.read_bytes().startswith(b"\x89PNG")


def test_help_shows_what_its_texts_say():
    """Rich takes [query] for markup and shows nothing."""
    command = typer.main.get_command(app)
    told = [
        command.help,
        *(text for one in command.commands.values() for text in (one.help, *(getattr(p, "help", "") for p in one.params))),
    ]
    assert len(told) > 60
    assert [text for text in told if text and "[" in text] == []


def test_partitioned_tables_are_written_and_asked(raw: Path, tmp_path: Path):
    done = heshu("extract", "--raw", raw, "--out", tmp_path / "out", "--jobs", 1, "--partitioned")
    assert done.returncode == 0
    assert "out/parts/figures and others" in done.stdout
    asked = heshu("query", "select text from figures order by text limit 1", "--out", tmp_path / "out", "--csv")
    assert asked.stdout.splitlines()[1:] == sorted(pipeline.load(tmp_path / "out").figures["text"])[:1]


def test_query(out: Path):
    done = heshu("query", "select text, unit from figures order by text", "--out", out, "--csv")
    assert done.stdout.splitlines() == ["text,unit", "3.124亿元,CNY", "31.2%,ratio"]


def test_audit_of_published_tables_finds_what_the_run_found(out: Path):
    tables = pipeline.load(out)
    done = heshu("audit", "--out", out)
    assert (
        done.stdout.splitlines()[-1]
        == f"{len(tables['facts'])} facts, {len(tables['claims'])} claims, {len(tables['findings'])} findings"
    )


def test_diff_of_two_versions(tmp_path: Path, raw: Path):
    other = tmp_path / "b.txt"
    other.write_text(ARTICLE.replace("3.124", "3.214"), encoding="utf-8")
    assert heshu("diff", raw / "a.txt", raw / "a.txt").stdout.splitlines()[-1] == "0 differences"
    done = heshu("diff", raw / "a.txt", other, "--to", tmp_path / "changes.csv")
    assert done.returncode == 0
    changes = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")
    assert "3.124亿元" in changes
    assert "3.214亿元" in changes


def test_check_config_names_file_and_line(tmp_path: Path):
    config = tmp_path / "config"
    shutil.copytree(default_config(), config)
    assert heshu("check-config", "--config", config).returncode == 0
    path = config / "lexicon" / "units.csv"
    lines = len(path.read_text(encoding="utf-8-sig").splitlines())
    with path.open("a", encoding="utf-8") as handle:
        handle.write("一行,两格\n")
    done = heshu("check-config", "--config", config)
    assert done.returncode == 2
    assert f"units.csv, line {lines + 1}" in done.stderr


def test_evaluate_without_gold_says_so(tmp_path: Path):
    done = heshu("evaluate", "--shared", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "skipped" in done.stdout


def test_evaluate_scores_against_gold(tmp_path: Path):
    shared = ROOT / ".." / "shared"
    if not (shared / "eval" / "score.py").is_file():
        pytest.skip("no gold beside the project")
    done = heshu("evaluate", "--only", "dev03", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "dev03 article: gold" in done.stdout
    assert "ALL: gold" in done.stdout


def test_run_report_and_log_are_json(out: Path):
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["documents"][0]["status"] == "ok"
    events = [json.loads(line)["event"] for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert events == ["run_started", "document", "published", "run_finished"]
