"""What whole runs cost: JSON on standard output, a small table on standard error.

    python tests/bench/bench_pipeline.py [FOLDER] [--copies 1 2 4 8] [--peer] [--only NAME ...]

FOLDER defaults to ../shared/corpus, else the sample in raw/. Every run is a command of its own, so its seconds of processor time
and its memory are those of all its processes, starting up included. On one copy of the folder: cold with one process and with
two, nothing new, one new article, one word of a lexicon changed. On several copies: cold with two processes. The first document
of a process bears the making of its stages, which tells in the time an article takes. `--peer` also reads the same pages with
pdfplumber (text and tables), and with the two fast readers alone, which is the floor.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from pipeline.lexicon import default_config

ROOT = Path(__file__).parents[2]
TAIL = {".pdf": "\n%% copy {}\n", ".txt": "\n{}", ".html": "\n<!-- copy {} -->\n"}
BECOME_SUBREAPER = 36  # prctl: processes that outlive their parents are ours to wait for, with what they used
Run = dict[str, Any]


def main() -> None:
    options = arguments()
    source = options.folder or next(path for path in (ROOT.parent / "shared" / "corpus", ROOT / "raw") if path.is_dir())
    files = [
        path for path in sorted(source.rglob("*")) if path.suffix in TAIL and (not options.only or path.stem in options.only)
    ]
    ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    report: Run = {"machine": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder)
        report["runs"] = [shown(run) for run in one_copy(files, held)]
        report["copies"] = [shown(run) for count in options.copies for run in copies(files, held, count)]
    if options.peer:
        report["peers"] = peers([path for path in files if path.suffix == ".pdf"])
    report["ratios"] = ratios(report)
    print(json.dumps(report, ensure_ascii=False, indent=1))
    print("\n".join(f"{name:<42} {value}" for name, value in report["ratios"].items()), file=sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--copies", nargs="*", type=int, default=[])
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--peer", action="store_true")
    return parser.parse_args()


def one_copy(files: list[Path], folder: Path) -> Iterator[Run]:
    """Cold runs, and what a second run costs when little or nothing has changed."""
    raw, out, config = folder / "raw", folder / "out", folder / "config"
    multiply(files, raw, 1)
    shutil.copytree(default_config(), config)
    yield extract("cold, 1 job", raw, folder / "first", config, jobs=1)
    yield extract("cold, 2 jobs", raw, out, config)
    yield extract("nothing new", raw, out, config)
    (raw / "new.txt").write_text("白塔电子2023年营业收入为3.124亿元，同比增长31.2%。\n", encoding="utf-8")
    yield extract("one new article", raw, out, config)
    with (config / "lexicon" / "units.csv").open("a", encoding="utf-8", newline="") as handle:
        handle.write("箩筐,箩筐,5箩筐,,,physical,0\n")
    yield extract("one new unit", raw, out, config)
    shutil.rmtree(out)
    shutil.rmtree(raw)


def copies(files: list[Path], folder: Path, count: int) -> Iterator[Run]:
    raw, out = folder / f"raw{count}", folder / f"out{count}"
    multiply(files, raw, count)
    yield extract(f"{count} copies, 2 jobs", raw, out, default_config())
    shutil.rmtree(out)
    shutil.rmtree(raw)


def multiply(files: list[Path], raw: Path, count: int) -> None:
    """Copies of the files, each told apart by its last line: equal bytes would be one document."""
    for number in range(count):
        target = raw / f"copy{number}"
        target.mkdir(parents=True)
        for path in files:
            tail = TAIL[path.suffix].format(number).encode() if number else b""
            (target / path.name).write_bytes(path.read_bytes() + tail)


def extract(name: str, raw: Path, out: Path, config: Path, jobs: int = 2) -> Run:
    """One run of the command, with all that it cost."""
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        "--raw",
        raw,
        "--out",
        out,
        "--config",
        config,
        "--jobs",
        jobs,
        "--quiet",
    ]
    wall, cpu, peak = cost([str(part) for part in command])
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    documents = told["documents"]
    read = [document for document in documents if not document["from_cache"]]
    filings, articles = (
        [document["cpu"] for document in read if document["source"].endswith(".pdf") is kind] for kind in (True, False)
    )
    pages = sum(line["pages"] for line in lines(out / "log.jsonl") if line["event"] == "document")
    return {
        "run": name,
        "documents": len(documents),
        "read": len(read),
        "pages": pages,
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "ms_a_page": round(1000 * sum(filings) / pages, 1) if pages else None,
        "ms_an_article": round(1000 * sum(articles) / len(articles), 1) if articles else None,
        "wall_s_a_document": round(wall / max(1, len(documents)), 3),
        "worker_peak_mb": max((document["memory"] for document in read), default=0) // 1_000_000,
        "peak_mb": round(peak * 1024 / 1e6),
        "seconds_by_stage": told["seconds_by_stage"],
        "failed": sum(document["status"] == "failed" for document in documents),
    }


def lines(log: Path) -> Iterator[Run]:
    yield from map(json.loads, log.read_text(encoding="utf-8").splitlines())


def cost(command: list[str]) -> tuple[float, float, int]:
    """Seconds on the wall and of the processor, and most kilobytes that any process held; orphans are waited for too."""
    began = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT)
    _, code, used = os.wait4(process.pid, 0)
    wall = perf_counter() - began
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss
    while True:
        try:
            _, _, used = os.wait3(0)
        except ChildProcessError:
            return wall, cpu, peak
        cpu, peak = cpu + used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss)


def shown(run: Run) -> Run:
    columns = ("read", "pages", "wall_s", "cpu_s", "ms_a_page", "ms_an_article", "wall_s_a_document", "worker_peak_mb", "peak_mb")
    print(f"{run['run']:<24}" + "  ".join(f"{name} {run[name]}" for name in columns), file=sys.stderr, flush=True)
    return run


def ratios(report: Run) -> dict[str, float]:
    """What is to be looked at; a number a row, each with its name."""
    runs = {run["run"]: run for run in report["runs"]}
    cold, two = runs["cold, 1 job"], runs["cold, 2 jobs"]
    found = {
        "wall time, 2 jobs to 1": two["wall_s"] / cold["wall_s"],
        "nothing new, seconds": runs["nothing new"]["wall_s"],
        "nothing new to cold (2 jobs)": runs["nothing new"]["wall_s"] / two["wall_s"],
        "one new article to cold (2 jobs)": runs["one new article"]["wall_s"] / two["wall_s"],
        "one new unit to cold (2 jobs)": runs["one new unit"]["wall_s"] / two["wall_s"],
    }
    if report.get("peers"):
        found["cpu, all to pdfplumber's text and tables"] = cold["cpu_s"] / report["peers"]["pdfplumber"]
        found["cpu, all to the two readers alone"] = cold["cpu_s"] / report["peers"]["pdf_oxide + pdfium"]
        found["cpu, parsing to pdfplumber's"] = cold["seconds_by_stage"]["parse"] / report["peers"]["pdfplumber"]
    for run in report["copies"]:
        found[f"wall time a document, {run['run']}"] = run["wall_s_a_document"] / report["copies"][0]["wall_s_a_document"]
    return {name: round(value, 3) for name, value in found.items()}


def peers(files: list[Path]) -> dict[str, float]:
    """CPU seconds of others on the same pages."""
    measured = {name: round(cpu(read, files), 2) for name, read in {"pdfplumber": plumber, "pdf_oxide + pdfium": readers}.items()}
    print("  ".join(f"{key} {value} cpu_s" for key, value in measured.items()), file=sys.stderr)
    return measured


def cpu(read: Callable[[Path], None], files: list[Path]) -> float:
    began = process_time()
    for path in files:
        read(path)
    return process_time() - began


def plumber(path: Path) -> None:
    """Text and tables, as its manual shows; pages are closed, or memory grows."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def readers(path: Path) -> None:
    """What any reading on these engines costs at least: characters and paths of one, text of the other."""
    import pypdfium2
    from pdf_oxide import PdfDocument

    first, second = PdfDocument(str(path)), pypdfium2.PdfDocument(path)
    for number in range(len(second)):
        first.extract_chars(number)
        first.extract_paths(number)
        page = second[number]
        page.get_textpage().get_text_bounded()
        page.close()
    second.close()


if __name__ == "__main__":
    main()
