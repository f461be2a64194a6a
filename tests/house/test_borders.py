"""The layers of the house, and the one door of each heavy package."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
DOORS = {
    "pdf_oxide": ("pipeline.parse.pdf",),
    "pypdfium2": ("pipeline.parse.pdf",),
    "pdfplumber": ("pipeline.parse.pdf",),
    "rapidocr": ("pipeline.parse.pdf.ocr",),
    "onnxruntime": ("pipeline.parse.pdf.ocr",),
    "jieba": ("pipeline.segment",),
    "rjieba": ("pipeline.segment",),
    "spacy": ("pipeline.segment",),
    "pandas": ("pipeline.publish", "pipeline.evaluate", "pipeline.run.single"),
    "pyarrow": ("pipeline.publish", "pipeline.evaluate", "pipeline.run"),
    "multiprocessing": ("pipeline.run",),
    "concurrent": ("pipeline.run",),
    "typer": ("pipeline.cli",),
    "trafilatura": ("pipeline.parse",),
    "socket": (),
    "urllib": (),
    "requests": (),
}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("pipeline", include_external_packages=True)


def test_layers_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", DOORS)
def test_heavy_packages_have_one_door(package: str):
    if package not in graph().modules:
        return
    users = graph().find_modules_that_directly_import(package)
    strangers = {user for user in users if not any(user == door or user.startswith(f"{door}.") for door in DOORS[package])}
    assert strangers == set()


def test_the_graph_sees_doors_at_all():
    assert "pipeline.publish.frames" in graph().find_modules_that_directly_import("pyarrow")


@pytest.mark.parametrize("name", ["", ".cli", ".run", ".lexicon"])
def test_nothing_heavy_is_imported_before_it_is_used(name: str):
    heavy = "{'spacy', 'pandas', 'pyarrow', 'pdfplumber', 'trafilatura', 'jieba', 'rjieba', 'pdf_oxide', 'pypdfium2', 'rapidocr'}"
    code = f"import sys, pipeline{name}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
