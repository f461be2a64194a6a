"""Pictures for eyes: a page with what was understood of it, a figure on its page."""

from __future__ import annotations

from pathlib import Path

from pipeline.core.errors import ConfigError, DocumentError
from pipeline.core.place import Box
from pipeline.lexicon import load_config
from pipeline.publish.explain import Explained
from pipeline.run.inputs import find_inputs


def debug(file: Path, page: int, config: Path) -> bytes:
    """PNG of one page of a PDF with blocks, cells and numbers drawn on it.

    Raises ConfigError for a path that is not there, DocumentError or PageError for what cannot be read.
    """
    from pipeline.parse.pdf.draw import debug_page

    (item,) = find_inputs(file.parent, (file,))
    return debug_page(item.read().data, page, *load_config(config), password=item.password())


def show(found: Explained, raw: Path) -> bytes | None:
    """PNG of the page that a figure is printed on, with its boxes; None for an article, which has no pages.

    Raises ConfigError where the file is no longer under `raw`, DocumentError where it cannot be drawn.
    """
    from pipeline.parse.pdf.draw import marked_page

    page = found.row["page"]
    if page is None:
        return None
    path = raw / found.row["source"]
    if not path.is_file():
        raise ConfigError(f"{path} is not there", "the document that the figure was read from", "Pass --raw")
    boxes = [box for number, box in _boxes(found.row["boxes"]) if number == page]
    if not boxes:
        raise DocumentError(f"{found.row['figure_id']} has no box on page {page}", "a figure with a place")
    (item,) = find_inputs(raw, (path,))
    return marked_page(item.read().data, page, boxes, item.password())


def _boxes(text: str) -> list[tuple[int, Box]]:
    """`page:x0,top,x1,bottom;…` as published."""
    pieces = [piece.partition(":") for piece in text.split(";") if piece]
    return [(int(page), Box(*map(float, sides.split(",")))) for page, _, sides in pieces]
