"""What people look at, from published tables: review pages (drawn over processes, kept from call to call), report, workbook."""

from __future__ import annotations

import hashlib
import io
import os
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.errors import ConfigError, PageError
from pipeline.core.tablesum import TableSum
from pipeline.publish.layout import holds_tables
from pipeline.publish.report import write_report
from pipeline.publish.review import PageImage, ReviewSite
from pipeline.publish.workbook import write_workbook
from pipeline.run.inputs import find_inputs
from pipeline.run.store import Store

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = ("zh", "en")
WIDTH = 1000  # pixels: 120 dpi on A4, so that small print can be read
QUALITY = 55  # WebP
BATCH = 8  # pages a task: opening a long filing costs as much as drawing a few pages


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws pages of files under `raw`, `jobs` at a time. A file that is gone or was changed since has no pictures."""

    raw: Path
    jobs: int

    def __call__(self, source: str, pages: tuple[int, ...], sha256: str) -> Iterator[PageImage]:
        path = self.raw / source
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            return
        tasks = [(path, batch) for batch in _batches(pages)]
        if self.jobs == 1 or len(tasks) == 1:
            for task in tasks:
                yield from _draw(*task)
            return
        with ProcessPoolExecutor(min(self.jobs, len(tasks)), mp_context=get_context("forkserver")) as pool:
            for images in pool.map(_draw, *zip(*tasks, strict=True)):
                yield from images


def _batches(pages: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [pages[start : start + BATCH] for start in range(0, len(pages), BATCH)]


def _draw(path: Path, pages: tuple[int, ...]) -> list[PageImage]:
    """A page that cannot be drawn has no picture; its figures stay in the list."""
    from pipeline.parse.pdf.picture import page_pictures

    (item,) = find_inputs(path.parent, (path,))
    data, password = item.read().data, item.password()
    images: list[PageImage] = []
    for page in pages:
        with suppress(PageError):
            images.extend(
                PageImage(page, _webp(picture.image), picture.width, picture.height)
                for picture in page_pictures(data, (page,), WIDTH, password)
            )
    return images


def _webp(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=2)
    return buffer.getvalue()


def review(out: Path, raw: Path, config: Path, jobs: int = 0, cache: Path | None = None) -> Path:
    """Write OUT/review, OUT/report.html and OUT/heshu.xlsx from the tables in OUT, and return the index of the review.

    Raises ConfigError where OUT holds no tables or config/messages is incomplete.
    """
    if not holds_tables(out):
        raise ConfigError(f"{out} holds no tables", "a folder that heshu extract wrote", "Run heshu extract first")
    messages = {language: read_messages(config / "messages" / f"review.{language}.toml") for language in LANGUAGES}
    write_report(out, out / "report.html", messages)
    write_workbook(out, out / "heshu.xlsx", _totals(cache or out / ".cache"))
    drawer = Drawer(raw, jobs or len(os.sched_getaffinity(0)))
    return ReviewSite(messages, drawer)(out, out / "review")


def _totals(cache: Path) -> tuple[TableSum, ...]:
    """The sums that the audit found in tables; none where the cache is gone, then the workbook has no sheet of totals."""
    store = Store(cache)
    return tuple(
        total for number in range(store.load("audit", "sums") or 0) for total in store.load("audit", f"sums-{number}") or ()
    )


def read_messages(path: Path) -> dict[str, str]:
    """The words of one language. Raises ConfigError for a file that is missing or no flat TOML table of texts."""
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}", "a TOML file of texts", "Restore or correct it") from error
    wrong = [key for key, text in words.items() if not isinstance(text, str)]
    if wrong:
        raise ConfigError(f"{path}: {wrong[0]} is no text", 'key = "text" lines', "Correct it")
    return words
