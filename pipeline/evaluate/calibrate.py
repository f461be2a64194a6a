"""Fit the numbers of config/lexicon/confidence.csv on annotated documents.

    python -m pipeline.evaluate.calibrate                                   # documents and gold beside the project
    python -m pipeline.evaluate.calibrate --pairs DOCUMENTS GOLD --expect table=0.92 --expect prose=0.5 --write

Documents are read in this process, their figures judged by the scorer of the gold (a row is right when value, unit, metric,
entity, period and role are), and a logistic model is fitted for table and for prose figures. Filings are read three times: as
they are, with the titles and unit lines of their tables taken away, and with the heads taken away, as rules written on the gold
leave too few errors to learn from. Printed is the reliability of models that have not seen the document, on documents as they
are. `--expect` gives the share of right rows to expect on documents that nobody has worked on: the level of the probabilities
is moved to it.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from pipeline.core.document import Cell, Table
from pipeline.evaluate.gold import beside_the_project
from pipeline.evaluate.logistic import Case, area_under_curve, calibration_error, fit, left_out, reliability, shifted
from pipeline.lexicon import load_config
from pipeline.normalize.confidence import FILE, KINDS, features
from pipeline.run.inputs import find_inputs
from pipeline.run.single import Figures
from pipeline.run.stages import Clock, Stages

Line = dict[str, Any]
HEADER = ("word", "meaning", "example", "not", "note", *KINDS)


class Source(NamedTuple):
    """The document a figure is from, and how its tables were changed."""

    stem: str
    variant: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, report on standard output, and write the file where asked to. Returns an exit code."""
    given = _parser().parse_args(arguments)
    gold = beside_the_project()
    pairs = [(Path(documents), Path(annotations)) for documents, annotations in given.pairs or ()]
    pairs = pairs or [(gold.folder / "corpus" / part, gold.folder / "eval" / "gold") for part in ("pdf", "news")]
    scorer = _scorer(given.scorer or gold.folder / "eval" / "score.py")
    stages = Stages(*load_config(given.config))
    cases = [case for documents, annotations in pairs for case in _cases(stages, scorer, documents, annotations)]
    expected = {kind: float(share) for kind, _, share in (text.partition("=") for text in given.expect)}
    models = {}
    for kind in KINDS:
        mine = [case for of, case in cases if of == kind]
        if mine:
            _report(kind, mine)
            plain = [case for case in mine if not case.variant]
            models[kind] = shifted(fit(mine), plain, expected[kind]) if kind in expected else fit(mine)
    if given.write:
        _write(given.config / "lexicon" / f"{FILE}.csv", models)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", nargs=2, action="append", metavar=("DOCUMENTS", "GOLD"), help="folders; may be repeated")
    parser.add_argument("--scorer", type=Path, help="score.py of the gold")
    parser.add_argument("--expect", action="append", default=[], metavar="KIND=SHARE")
    parser.add_argument("--config", type=Path, default=Path(__file__).parents[2] / "config")
    parser.add_argument("--write", action="store_true")
    return parser


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _bare(table: Table) -> Table:
    """The table as if neither title nor unit line had been found."""
    return replace(table, caption="", unit_line="", unit_source="", section_path=())


def _headless(table: Table) -> Table:
    """The table as if its head had not been told from its body."""

    def plain(cell: Cell) -> Cell:
        return replace(cell, text="", kind="other") if cell.row < table.header_rows else cell

    return replace(table, header_rows=0, cells=tuple(plain(cell) for cell in table.cells), flags=frozenset({"header_missing"}))


VARIANTS: dict[str, Callable[[Table], Table]] = {"": lambda table: table, "bare": _bare, "headless": _headless}


def _cases(stages: Stages, scorer: ModuleType, documents: Path, annotations: Path) -> Iterator[tuple[str, Case]]:
    """Kind and case of each figure that the gold judges; figures it knows nothing of count as wrong."""
    for path in sorted(path for path in documents.iterdir() if path.suffix in (".pdf", ".txt", ".html")):
        gold = annotations / f"{path.stem}.jsonl"
        if not gold.is_file():
            continue
        lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        (item,) = find_inputs(path.parent, (path,))
        raw, clock = item.read(), Clock()
        readout = stages.read(raw, clock)
        for variant, change in VARIANTS.items():
            if variant and not readout.document.tables:
                continue
            document = replace(readout.document, tables=tuple(map(change, readout.document.tables)))
            result = stages.meaning(replace(readout, document=document), raw.sidecar, clock)
            yield from _of_document(scorer, lines, Figures(result), path.stem, variant)


def _of_document(scorer: ModuleType, lines: list[Line], figures: Figures, stem: str, variant: str) -> Iterator[tuple[str, Case]]:
    rows = figures.to_pandas().astype(object).to_dict("records")
    for row, figure in zip(rows, figures, strict=True):
        row["names"] = frozenset(features(figure))
    for kind in ("table",) if variant else ("article", "table", "prose"):
        mine = [line for line in lines if scorer.kind_of(line) == kind]
        if mine:
            yield from _judged(scorer, mine, rows, Source(stem, variant), "table" if kind == "table" else "prose")


def _judged(
    scorer: ModuleType, lines: list[Line], rows: Sequence[Mapping[Any, Any]], source: Source, kind: str
) -> Iterator[tuple[str, Case]]:
    counted = scorer.scored_rows(lines, rows)
    matched = {j: i for i, j in scorer.match(lines, counted)}
    for j, row in enumerate(counted):
        line = lines[matched[j]] if j in matched else None
        if line is not None and line.get("optional"):
            continue
        right = line is not None and all(scorer.right(field, line, row) for field in scorer.ROW)
        yield kind, Case(row["names"], right, source.stem, source.variant)


def _report(kind: str, cases: Sequence[Case]) -> None:
    held = left_out(cases)
    sure = [right for said, right in held if said >= 0.9]
    documents = len({case.document for case in cases})
    lines = [
        f"{kind}: {len(held)} figures of {documents} documents, each judged by a model without its document",
        f"  AUROC {area_under_curve(held):.3f}  ECE {calibration_error(held):.3f}",
        f"  at 0.9 or more: {len(sure) / len(held):.2f} of all, {sum(sure) / max(1, len(sure)):.3f} right",
    ]
    for part in reliability(held):
        bounds = f"{part.low:.2f}-{min(part.high, 1):.2f}"
        lines.append(f"  {bounds}  {part.count:5d} figures  said {part.said:.3f}  right {part.right:.3f}")
    sys.stdout.write("\n".join(lines) + "\n")


def _write(path: Path, models: dict[str, dict[str, float]]) -> None:
    """The models, and the rows of the file that are set by hand: features that no annotated document has."""
    by_hand = [row for row in csv.reader(path.read_text(encoding="utf-8").splitlines()) if "by hand" in row[4]]
    names = sorted({name for weights in models.values() for name in weights}, key=lambda name: (name != "intercept", name))
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(HEADER)
        for name in names:
            weights = [f"{models[kind][name]:.3f}" if name in models.get(kind, {}) else "" for kind in KINDS]
            out.writerow([name, "log odds", "", "", "by pipeline.evaluate.calibrate" if name == "intercept" else "", *weights])
        out.writerows(row for row in by_hand if row[0] not in names)


if __name__ == "__main__":
    raise SystemExit(main())
