"""Writes the review pages: index.html, one page a document with its data beside it, the pictures of its pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.publish.review.dossier import Dossier, Tables, plain_value, read_dossier

HERE = Path(__file__).parent
ASSETS = ("review.css", "review.js")


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of one page: WebP bytes, and the page's size in points."""

    page: int
    webp: bytes
    width: float
    height: float


# Draws pages of one document: (source under raw/, physical pages, SHA-256 of the file) -> pictures, as they come.
Draw = Callable[[str, tuple[int, ...], str], Iterator[PageImage]]


class ReviewSite:
    """Built once from the words of the interface and a drawer of pages, called with the published tables and a target folder.

    messages  language -> key -> text: what the buttons say
    draw      pictures of a filing's pages; called only for pages that are not in the folder yet
    """

    def __init__(self, messages: Mapping[str, Mapping[str, str]], draw: Draw) -> None:
        self._messages = {language: dict(words) for language, words in messages.items()}
        self._draw = draw
        self._templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)

    def __call__(self, tables_folder: Path, target: Path) -> Path:
        """Write the site into `target` and return its index page. Pictures that are there already are kept."""
        tables = Tables(tables_folder)
        documents = tables.read("documents")
        (target / "data").mkdir(parents=True, exist_ok=True)
        for asset in ASSETS:
            shutil.copyfile(HERE / "templates" / asset, target / asset)
        _write_script(target / "data" / "messages.js", "messages", self._messages)
        rows = documents.to_dict("records")
        homes = self._figure_homes(tables)
        for row in rows:
            if row["status"] in ("ok", "partial"):
                self._document(read_dossier(tables, row), target, homes)
        index = target / "index.html"
        cards = [{key: plain_value(value) for key, value in row.items()} for row in rows]
        self._render("index.html", index, documents=cards)
        return index

    def _figure_homes(self, tables: Tables) -> dict[str, str]:
        """figure id -> document id, of the figures that decide claims: a verdict card links to them."""
        claims = tables.read("claims", ["evidence"])
        wanted = _evidence(claims["evidence"])
        if not wanted:
            return {}
        figures = tables.read("figures", ["figure_id", "doc_id"])
        chosen = figures[figures["figure_id"].isin(wanted)]
        return dict(zip(chosen["figure_id"], chosen["doc_id"], strict=True))

    def _document(self, dossier: Dossier, target: Path, homes: Mapping[str, str]) -> None:
        doc_id = dossier.row["doc_id"]
        data = {
            "document": dossier.row,
            "figures": dossier.figures,
            "boxes": dossier.boxes,
            "unexplained": dossier.unexplained,
            "findings": dossier.findings,
            "claims": dossier.claims,
            "homes": {figure_id: homes[figure_id] for figure_id in _evidence(dossier.claims["evidence"]) if figure_id in homes},
            "text": dossier.text,
            "pages": self._pictures(dossier, target / "pages" / doc_id),
        }
        _write_script(target / "data" / f"{doc_id}.js", "document", data)
        self._render("document.html", target / f"{doc_id}.html", document=dossier.row, is_filing=dossier.is_filing)

    def _pictures(self, dossier: Dossier, folder: Path) -> list[list[float]]:
        """[page, width, height] of each drawn page. sizes.json remembers what an earlier call drew."""
        if not dossier.pages:
            return []
        folder.mkdir(parents=True, exist_ok=True)
        ledger = folder / "sizes.json"
        sizes: dict[str, list[float]] = json.loads(ledger.read_text()) if ledger.exists() else {}
        missing = tuple(page for page in dossier.pages if str(page) not in sizes)
        for image in self._draw(dossier.row["source"], missing, dossier.row["sha256"]) if missing else ():
            (folder / f"{image.page}.webp").write_bytes(image.webp)
            sizes[str(image.page)] = [round(image.width, 2), round(image.height, 2)]
        ledger.write_text(json.dumps(sizes))
        return [[page, *sizes[str(page)]] for page in dossier.pages if str(page) in sizes]

    def _render(self, template: str, path: Path, **values: Any) -> None:
        path.write_text(self._templates.get_template(template).render(**values), encoding="utf-8")


def _evidence(cells: Iterable[str | None]) -> list[str]:
    """The figure ids that a column of claims names, each once, in order."""
    return list(dict.fromkeys(figure_id for cell in cells for figure_id in (cell or "").split(";") if figure_id))


def _write_script(path: Path, name: str, value: Any) -> None:
    """Data as a script, since a page opened from disk may not fetch files. U+2028 and U+2029 end lines in old engines."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8", "backslashreplace").decode("utf-8")
    path.write_text(f"window.heshu=window.heshu||{{}};window.heshu.{name}={text};\n", encoding="utf-8")
