"""The command `heshu`. Exit codes: 0 done, 1 some document failed (with --strict also: was partial), 2 bad usage or config."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pipeline.core.errors import ConfigError, PipelineError
from pipeline.lexicon import default_config, load_config

if TYPE_CHECKING:
    from pipeline.publish.explain import Explained
    from pipeline.run import Summary

app = typer.Typer(
    name="heshu",
    help="Heshu 核数: every figure printed in Chinese filings and news, with its meaning, as tables.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
stdout = Console(soft_wrap=True, highlight=False, markup=False)
stderr = Console(soft_wrap=True, highlight=False, markup=False, stderr=True)

Option = typer.Option
Paths = Annotated[list[str] | None, typer.Argument(help="Files or folders to read, or URLs.", show_default="all of --raw")]
Raw = Annotated[Path, Option("--raw", help="Folder with the documents.")]
RawOrUrl = Annotated[str, Option("--raw", help="Folder with the documents, or its URL (s3://BUCKET/FOLDER; extra s3).")]
Out = Annotated[Path, Option("--out", "-o", help="Folder for the tables.")]
Config = Annotated[Path | None, Option("--config", help="Folder with settings.toml and lexicon/.", show_default="built in")]
Jobs = Annotated[int, Option("--jobs", "-j", min=0, help="Processes; 0 is one for each core.")]
Pages = Annotated[str, Option("--pages", help="Only these pages of each PDF: 3-9 or 1,4,7-8.")]
Force = Annotated[bool, Option("--force", help="Read everything again, whatever the cache holds.")]
Strict = Annotated[bool, Option("--strict", help="Exit 1 also when a document was read only in part.")]
Silent = Annotated[bool, Option("--quiet", "-q", help="Print nothing but errors.")]
Why = Annotated[bool, Option("--why", help="Say of each document that is read why it is.")]
Profile = Annotated[bool, Option("--profile", help="Show seconds by stage, and the slowest documents.")]
Timeout = Annotated[float | None, Option("--document-timeout", min=0.1, help="Seconds that one document may take.")]
Runner = Annotated[str, Option("--executor", help="processes, or dask for a cluster.")]
Scheduler = Annotated[str, Option("--scheduler", help="Address of the dask scheduler: tcp://host:8786.")]
Parted = Annotated[bool, Option("--partitioned", help="Tables in parts: a Parquet file a table and document, no CSV.")]
Cache = Annotated[Path | None, Option("--cache", help="Folder for results to use again.", show_default="OUT/.cache")]


FigureId = Annotated[str, typer.Argument(help="An id from figures.csv.")]
Page = Annotated[int, Option("--page", min=1, help="Physical page, from 1.")]
To = Annotated[Path | None, Option("--to", help="File for the picture (PNG).", show_default="named after it")]


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Heshu 核数: every figure printed in Chinese filings and news, with its meaning, as tables."""
    if version:
        stdout.print(f"heshu {installed_version('heshu')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(2)


@app.command()
def extract(
    paths: Paths = None,
    raw: RawOrUrl = "raw",
    out: Out = Path("extracted"),
    config: Config = None,
    jobs: Jobs = 0,
    pages: Pages = "",
    force: Force = False,
    strict: Strict = False,
    quiet: Silent = False,
    why: Why = False,
    profile: Profile = False,
    document_timeout: Timeout = None,
    cache: Cache = None,
    executor: Runner = "processes",
    scheduler: Scheduler = "",
    partitioned: Parted = False,
) -> None:
    """Read documents and write their tables.

    Examples:

      heshu extract

      heshu extract raw/prospectus.pdf --pages 40-60 --out build/look
    """
    from pipeline.run.inputs import parse_pages

    if executor not in ("processes", "dask") or (executor == "dask") != bool(scheduler):
        seen = f"--executor {executor} --scheduler {scheduler or '(none)'}"
        raise ConfigError(seen, "processes without, or dask with a scheduler", "Correct the options")
    chosen = tuple(paths or ()), parse_pages(pages), jobs, force, document_timeout, cache, scheduler, partitioned
    summary = _run(raw, out, config, *chosen, quiet=quiet, why=why)
    if profile:
        stderr.print(profiled(out))
    if summary.failed or summary.troubles or (strict and summary.partial):
        raise typer.Exit(1)


def _run(raw: Path | str, out: Path, config: Path | None, *chosen: Any, quiet: bool = False, why: bool = False) -> Summary:
    """Extract, with progress, the failures (also those of earlier runs) and the closing lines."""
    from pipeline.run import Options
    from pipeline.run import extract as run
    from pipeline.run.decisions import stale_corrections
    from pipeline.run.progress import told, watcher

    try:
        summary = run(Options(raw, out, config or default_config(), *chosen), watcher(stderr, quiet=quiet))
    except KeyboardInterrupt:
        stderr.print("heshu: stopped; the tables are as they were")
        raise typer.Exit(130) from None
    for source, reason in sorted(summary.redone.items() if why and not quiet else ()):
        stderr.print(f"{source}: {reason}")
    for outcome in summary.outcomes:
        if outcome.failed and (quiet or outcome.source not in summary.redone):
            stderr.print(told(outcome))
    for trouble in (*summary.troubles, *(() if quiet else summary.notes)):
        stderr.print(f"heshu: {trouble}")
    for figure_id in stale_corrections(config or default_config(), out):
        stderr.print(f"corrections.csv: the tables have no figure {figure_id}")
    if not quiet:
        stdout.print(closing(summary))
    return summary


def closing(summary: Summary) -> str:
    """The last lines: what came out, and where it is."""
    documents = len(summary.outcomes) + summary.duplicates
    troubles = {"failed": summary.failed, "partial": summary.partial, "duplicate": summary.duplicates}
    read = ", ".join([f"{len(summary.redone)} read now", *(f"{count} {name}" for name, count in troubles.items() if count)])
    counts = ", ".join(f"{summary.count(what):,} {what}" for what in ("figures", "tables"))
    unexplained = f"{summary.count('unexplained'):,} unexplained numbers"
    tables = "parts/figures" if summary.parted else "figures.csv"
    return (
        f"{documents} documents ({read}): {counts}, {unexplained}, {summary.seconds:.1f} s\n"
        f"Tables: {summary.out}/{tables} and others, described in {summary.out}/datapackage.json"
    )


def profiled(out: Path) -> str:
    """Where the seconds of the newest run went, from its run.json."""
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))
    stages = [f"{seconds:8.2f} s  {stage}" for stage, seconds in report["seconds_by_stage"].items()]
    read = [entry for entry in report["documents"] if not entry["from_cache"]]
    slowest = sorted(read, key=lambda entry: entry["cpu"], reverse=True)[:10]
    documents = [f"{entry['cpu']:8.2f} s  {entry['memory'] // 1_000_000:5} MB  {entry['source']}" for entry in slowest]
    return "\n".join(["Seconds by stage:", *stages, "Slowest documents, processor seconds and memory:", *documents])


@app.command()
def evaluate(
    shared: Annotated[Path | None, Option("--shared", help="Folder with corpus/ and eval/.", show_default="../shared")] = None,
    only: Annotated[str, Option("--only", help="Only these documents, by stem: fortior,seed.")] = "",
    kind: Annotated[str, Option("--kind", help="Only article, table or prose lines.")] = "",
    misses: Annotated[int, Option("--misses", min=0, help="Show up to this many misses.")] = 0,
    out: Out = Path("build/eval"),
    config: Config = None,
    jobs: Jobs = 0,
    cache: Cache = None,
) -> None:
    """Extract the annotated documents and score the tables against their gold. Does nothing where there is no gold."""
    from pipeline.evaluate import Gold, beside_the_project

    gold = Gold(shared) if shared else beside_the_project()
    if not gold.present:
        stdout.print(f"{gold.folder} has no eval/score.py: nothing to evaluate, skipped")
        return
    names = {name for name in only.split(",") if name}
    _run(gold.folder, out, config, tuple(gold.documents(names)), None, jobs, False, None, cache)
    stdout.print(gold.score(out / "figures.parquet", gold.annotations(names), kind=kind, misses=misses))
    if not names and not kind:
        stdout.print(gold.score_claims(out, misses=misses))
        stdout.print(gold.score_quantities(misses=misses))


@app.command()
def explain(
    figure_id: FigureId,
    out: Out = Path("extracted"),
    cache: Cache = None,
) -> None:
    """Say how a figure was read: its row with headers or its sentence, where unit, period and entity were found, which rules.

    Example:

      heshu explain f_0123456789abcdef
    """
    stdout.print(str(_explained(figure_id, out, cache)))


@app.command()
def show(
    figure_id: FigureId,
    raw: Raw = Path("raw"),
    out: Out = Path("extracted"),
    cache: Cache = None,
    to: To = None,
) -> None:
    """Explain a figure and draw it on its page.

    Example:

      heshu show f_0123456789abcdef --to figure.png
    """
    from pipeline.run.look import show as draw

    found = _explained(figure_id, out, cache)
    stdout.print(str(found))
    picture = draw(found, raw)
    if picture is None:
        stdout.print("An article has no pages to draw.")
        return
    _save(picture, to or Path(f"{figure_id}.png"))


@app.command()
def debug(file: Annotated[Path, typer.Argument(help="A PDF.")], page: Page, to: To = None, config: Config = None) -> None:
    """Draw what was understood of a page: blocks, table cells and numbers.

    Example:

      heshu debug raw/prospectus.pdf --page 41 --to page.png
    """
    from pipeline.run.look import debug as draw

    _save(draw(file, page, config or default_config()), to or Path(f"{file.stem}-page{page}.png"))


def _explained(figure_id: str, out: Path, cache: Path | None) -> Explained:
    """A figure with the rules that read it, as far as the cache still has them."""
    from pipeline.publish.explain import explained
    from pipeline.run.state import read_state
    from pipeline.run.store import Store

    found = explained(out, figure_id)
    key = read_state(out).get("parts", {}).get(found.row["doc_id"], "")
    rules = (Store(cache or out / ".cache").load("evidence", key) or {}).get(figure_id, ())
    return replace(found, rules=rules or ("not known: the cache is gone; run heshu extract again",))


def _save(picture: bytes, path: Path) -> None:
    path.write_bytes(picture)
    stdout.print(f"Picture: {path}")


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="SQL over the published tables: figures, ledger, facts and the others.")],
    out: Out = Path("extracted"),
    as_csv: Annotated[bool, Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask the tables a question in SQL (DuckDB; needs the extra `query`).

    Example:

      heshu query "select entity, value from facts where concept = 'Revenue' order by value desc limit 10"
    """
    from pipeline.publish.load import load

    frame = load(out).sql(sql)
    stdout.print((frame.to_csv(index=False) if as_csv else frame.to_string(index=False)).rstrip())


review_app = typer.Typer(help="Pages on which figures are checked by eye.", invoke_without_command=True)
app.add_typer(review_app, name="review")


@review_app.callback()
def review(context: typer.Context) -> None:
    """Pages on which figures are checked by eye. Without a command, the same as `build` with its defaults."""
    if context.invoked_subcommand is None:
        build()


@review_app.command()
def build(out: Out = Path("extracted"), raw: Raw = Path("raw"), config: Config = None, jobs: Jobs = 0) -> None:
    """Write OUT/review, OUT/report.html and OUT/heshu.xlsx from the tables in OUT.

    Example:

      heshu review build --out extracted
    """
    from pipeline.run.review import review as write

    index = write(out, raw, config or default_config(), jobs)
    stdout.print(f"Review pages: {index}\nReport: {out / 'report.html'}\nWorkbook: {out / 'heshu.xlsx'}")


@review_app.command("import")
def import_(
    decisions: Annotated[Path, typer.Argument(help="CSV that the review pages exported.")],
    who: Annotated[str, Option("--who", help="The reviewer, where the file does not say.")] = "",
    out: Out = Path("extracted"),
    config: Config = None,
) -> None:
    """Add exported decisions to config/corrections.csv; the next extract applies them.

    Example:

      heshu review import decisions.csv --who analyst
    """
    from pipeline.run.decisions import import_decisions

    done = import_decisions(decisions, config or default_config(), out, who)
    stdout.print(f"{done.decisions} decisions in {done.file}")
    for figure_id in done.stale:
        stderr.print(f"{figure_id}: the tables in {out} have no such figure")


@review_app.command()
def gold(to: Annotated[Path, typer.Argument(help="Folder for the gold lines.")], out: Out = Path("extracted")) -> None:
    """Write accepted and corrected figures as gold, one file a document, to be scored like any other gold.

    Example:

      heshu review gold build/gold
    """
    from pipeline.evaluate.own_gold import write_gold

    for path in write_gold(out, to):
        stdout.print(str(path))


@app.command()
def export(
    to: Annotated[Path | None, Option("--to", help="Folder for the files.", show_default="OUT/exports")] = None,
    out: Out = Path("extracted"),
) -> None:
    """Write the tables for other tools: xBRL-JSON of the facts, W3C Web Annotations of the figures, JSON Lines of everything.

    Example:

      heshu export --out extracted
    """
    from pipeline.publish.exports import write_annotations, write_jsonl, write_xbrl_json

    target = to or out / "exports"
    report = write_xbrl_json(out, target / "xbrl-json")
    stdout.print(
        f"{report.report}: {report.facts:,} facts; {report.left_out:,} without concept, date or single value are left out"
    )
    stdout.print(f"{target / 'annotations'}: {len(write_annotations(out, target / 'annotations'))} documents")
    stdout.print(f"{target / 'jsonl'}: {len(write_jsonl(out, target / 'jsonl'))} tables")


@app.command()
def audit(out: Out = Path("extracted"), config: Config = None, strict: Strict = False) -> None:
    """Audit published tables again, without reading a document, and print the findings.

    Example:

      heshu audit --out extracted
    """
    from pipeline.run.again import audit as run

    found = run(out, config or default_config())
    for item in found.findings:
        stdout.print(f"{item.severity:8}{item.check:24}{item.source} p{item.page}: {item.message_zh}")
    stdout.print(f"{found.facts:,} facts, {found.claims:,} claims, {len(found.findings):,} findings")
    if strict and found.findings:
        raise typer.Exit(1)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A filing, or a folder with documents or with tables.")],
    new: Annotated[Path, typer.Argument(help="Its newer version.")],
    to: Annotated[Path | None, Option("--to", help="CSV file to write.", show_default="print a table")] = None,
    config: Config = None,
) -> None:
    """What two versions of a filing print differently: facts changed, added and gone, with pages on both sides.

    Example:

      heshu diff draft.pdf final.pdf --to changes.csv
    """
    from pipeline.run.again import compare

    rows = compare(old, new, config or default_config())
    if to:
        with to.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]) if rows else ["change"])
            writer.writeheader()
            writer.writerows(rows)
    for row in rows if not to else ():
        sides = [f"{row[f'{side}_text'] or '-'} ({row[f'{side}_source']} p{row[f'{side}_page']})" for side in ("old", "new")]
        stdout.print(f"{row['change']:8}{row['metric']} {row['period_end'] or ''}: {sides[0]} -> {sides[1]}")
    stdout.print(f"{len(rows):,} differences{f' in {to}' if to else ''}")


@app.command("check-config")
def check_config(config: Config = None) -> None:
    """Read settings and lexicon, and name the file and line of what is wrong."""
    from pipeline.run.stages import Stages

    folder = config or default_config()
    settings, lexicon = load_config(folder)
    stages = Stages(settings, lexicon)
    read = {*stages.read.reads, *stages.meaning.reads} & set(lexicon.files)
    rows = sum(len(held) for held in lexicon.files.values())
    stdout.print(f"{folder}: {rows} rows in {len(lexicon.files)} lexicon files, {len(read)} of them in use. All is well.")


def main() -> None:
    """Run the command; errors of ours become one line on standard error."""
    try:
        app()
    except PipelineError as error:
        stderr.print(f"heshu: {error}")
        raise SystemExit(2 if isinstance(error, ConfigError) else 1) from None
