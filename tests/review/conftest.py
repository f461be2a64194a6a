"""The sample's review pages in a real browser: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.run import Options, extract
from pipeline.run.review import review

ROOT = Path(__file__).parents[2]
CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
QUIET = [
    "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip

# Names and texts that would run as script or markup where a page forgot to quote them.
HOSTILE_NAME = '"><img src=x onerror=hacked=1>.txt'
HOSTILE_TEXT = "晴川仪器<script>window.hacked=1</script>公布业绩。\n2024年营业收入为3.1亿元，</script><script>hacked=1</script>同比增长12.5%。\n"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/ (the sample and a hostile article), config/ and out/ with its tables and review pages."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(ROOT / "raw", folder / "raw")
    shutil.copytree(ROOT / "config", folder / "config")
    (folder / "raw" / HOSTILE_NAME).write_text(HOSTILE_TEXT, encoding="utf-8")
    extract(Options(folder / "raw", folder / "out", folder / "config", jobs=1))
    review(folder / "out", folder / "raw", folder / "config", jobs=1)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET + sandbox)
        yield running
        running.close()
