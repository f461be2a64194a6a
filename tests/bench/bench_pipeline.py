"""How fast, how much memory, and against what: JSON on standard output, a small table on standard error.

    python tests/bench/bench_pipeline.py [FOLDER] [--copies 1 2 4 8] [--peer] [--only NAME ...]

FOLDER defaults to ../shared/corpus, else the sample in raw/. Each figure is measured in this run, on this machine. `--peer`
also reads the same pages with pdfplumber (text and tables), and with the two fast readers alone, which is the floor.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

from pipeline.lexicon import default_config
from pipeline.run import Options, extract

ROOT = Path(__file__).parents[2]
TAIL = {".pdf": "\n%% copy {}\n", ".txt": "\n{}", ".html": "\n<!-- copy {} -->\n"}


def main() -> None:
    options = arguments()
    source = options.folder or next(path for path in (ROOT.parent / "shared" / "corpus", ROOT / "raw") if path.is_dir())
    files = [
        path for path in sorted(source.rglob("*")) if path.suffix in TAIL and (not options.only or path.stem in options.only)
    ]
    report: dict[str, object] = {"machine": platform.platform(), "python": platform.python_version(), "files": len(files)}
    with tempfile.TemporaryDirectory() as folder:
        report["runs"] = list(runs(files, Path(folder), options.copies))
    if options.peer:
        report["peer"] = peers([path for path in files if path.suffix == ".pdf"])
    print(json.dumps(report, ensure_ascii=False, indent=1))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--copies", nargs="+", type=int, default=[1])
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--peer", action="store_true")
    return parser.parse_args()


def runs(files: list[Path], folder: Path, copies: list[int]) -> Iterator[dict[str, object]]:
    """Cold with one process and with two, then again with nothing new, for each number of copies of the corpus."""
    for count in copies:
        raw = folder / f"raw{count}"
        multiply(files, raw, count)
        for jobs in (1, 2):
            out = folder / f"out{count}-{jobs}"
            cold = one_run(f"{count} copies, {jobs} jobs, cold", raw, out, jobs)
            yield cold
            yield one_run(f"{count} copies, {jobs} jobs, nothing new", raw, out, jobs)
            shutil.rmtree(out)


def multiply(files: list[Path], raw: Path, count: int) -> None:
    """Copies of the files, each told apart by its last line: equal bytes would be one document."""
    for number in range(count):
        target = raw / f"copy{number}"
        target.mkdir(parents=True)
        for path in files:
            tail = TAIL[path.suffix].format(number).encode() if number else b""
            (target / path.name).write_bytes(path.read_bytes() + tail)


def one_run(name: str, raw: Path, out: Path, jobs: int) -> dict[str, object]:
    began, own = perf_counter(), process_time()
    summary = extract(Options(raw, out, default_config(), jobs=jobs))
    wall, own = perf_counter() - began, process_time() - own
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))
    pages = summary.count("pages")
    cpu = sum(outcome.cpu for outcome in summary.outcomes if outcome.source in summary.redone)
    measured = {
        "run": name,
        "documents": len(summary.outcomes),
        "pages": pages,
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "cpu_s_of_the_rest": round(own, 2),  # planning, audit and publishing
        "cpu_ms_per_page": round(1000 * cpu / pages, 2) if pages else None,
        "wall_s_per_document": round(wall / max(1, len(summary.outcomes)), 3),
        "seconds_by_stage": report["seconds_by_stage"],
        "worker_peak_mb": max((outcome.memory for outcome in summary.outcomes), default=0) // 1_000_000,
        "failed": summary.failed,
    }
    shown = {key: value for key, value in measured.items() if key != "seconds_by_stage"}
    print("  ".join(f"{key} {value}" for key, value in shown.items()), file=sys.stderr)
    return measured


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
