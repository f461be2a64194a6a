"""Reading PDFs against pdfplumber on the same pages, and memory over many pages: JSON on standard output.

    python tests/bench/bench_parse.py [FOLDER] [--pages 1000] [--memory 1500]

FOLDER defaults to ../shared/corpus/pdf, else raw/. CPU milliseconds a page; the first run of each reader only warms up.
`text` is everything but tables: both readers, lines, furniture, paragraphs, sections. `all` adds the tables.
`--memory N` reads the files of the folder joined to N pages in a process of its own and tells its peak, and how CPU time
grows from a quarter of the pages to all.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from unittest.mock import patch

import pdfplumber
import pypdfium2

from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.pdf import parser as pdf_parser
from pipeline.parse.pdf.parser import PdfParser
from pipeline.parse.pdf.readers import PdfPages

ROOT = Path(__file__).parents[2]
RUNS = 3  # the first only warms up


def main() -> None:
    options = arguments()
    if options.child:
        print(json.dumps(read_whole(options.child)))
        return
    folder = options.folder or next(path for path in (ROOT.parent / "shared/corpus/pdf", ROOT / "raw") if path.is_dir())
    files = sorted(folder.glob("*.pdf"))
    report: dict[str, object] = {"machine": platform.platform(), "pages": options.pages, "ms_a_page": {}}
    rows = {path.name: compare(path.read_bytes(), options.pages) for path in files}
    report["ms_a_page"] = rows
    report["share_of_pdfplumber"] = {
        name: round(sum(row[name][-1] for row in rows.values()) / sum(row["pdfplumber"][-1] for row in rows.values()), 3)
        for name in ("readers", "text", "all")
    }
    if options.memory:
        report["memory"] = memory(files, options.memory)
    print(json.dumps(report, indent=1))


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--memory", type=int, default=0)
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return options.parse_args()


def compare(data: bytes, pages: int) -> dict[str, list[float]]:
    """All runs of each reader on the first pages of a file; the last is compared."""
    count = min(pages, len(pypdfium2.PdfDocument(data)))
    parser = PdfParser(Settings(), Lexicon({}))
    raw = RawFile("bench.pdf", data, pages=tuple(range(1, count + 1)))

    def readers() -> None:
        with PdfPages(data, Settings()) as held:
            for number in range(1, count + 1):
                held.read(number)

    def text() -> None:
        with patch.object(pdf_parser, "find_tables", lambda *_: []):
            parser(raw)

    def plumber() -> None:
        with pdfplumber.open(io.BytesIO(data), pages=list(range(1, count + 1))) as held:
            for page in held.pages:
                page.extract_text()
                page.extract_tables()
                page.close()

    steps: dict[str, Callable[[], object]] = {"readers": readers, "text": text, "all": lambda: parser(raw), "pdfplumber": plumber}
    return {name: [timed(step, count) for _ in range(RUNS if name != "pdfplumber" else 1)] for name, step in steps.items()}


def timed(step: Callable[[], object], pages: int) -> float:
    start = process_time()
    step()
    return round((process_time() - start) / pages * 1000, 2)


def memory(files: list[Path], pages: int) -> dict[str, object]:
    """Peak megabytes and CPU seconds for a file of that many pages, and for one of a quarter."""
    found: dict[str, object] = {}
    for count in (pages // 4, pages):
        path = Path(f"/tmp/bench_{count}.pdf")
        joined(files, count, path)
        output = subprocess.run(
            [sys.executable, __file__, "--child", str(path)], check=True, capture_output=True, text=True
        ).stdout
        found[str(count)] = json.loads(output)
        path.unlink()
    return found


def joined(files: list[Path], pages: int, path: Path) -> None:
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < pages:
        for file in files:
            part = pypdfium2.PdfDocument(file)
            wanted = min(len(part), pages - len(whole))
            if wanted > 0:
                whole.import_pages(part, list(range(wanted)))
    whole.save(path)


def read_whole(path: Path) -> dict[str, float]:
    start = process_time()
    document = PdfParser(Settings(), Lexicon({}))(RawFile(path.name, path.read_bytes()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": len(document.pages), "peak_mb": round(peak), "cpu_s": round(process_time() - start, 1)}


if __name__ == "__main__":
    main()
