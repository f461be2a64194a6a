"""Identifiers: a letter first, so that nothing takes them for numbers; made of where a thing stands, so that reruns keep them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pipeline.core.place import PageBox, Span

_SEPARATORS = re.compile(r"[\s,，]")


def document_id(sha256: str) -> str:
    """`d_` and the first 16 hex digits of the file's SHA-256."""
    return f"d_{sha256[:16]}"


def figure_id(doc_id: str, text: str, span: Span, boxes: tuple[PageBox, ...]) -> str:
    """`f_` + 16 hex of document, page, squashed text and box centre in whole points; in an article, of the span."""
    if boxes:
        x, y = boxes[0].box.centre
        place = f"{boxes[0].page}|{squash(text)}|{round(x)},{round(y)}"
    else:
        place = f"{span.start}-{span.end}"
    return "f_" + _digest(f"{doc_id}|{place}")


def table_id(doc_id: str, page: int, order: int) -> str:
    """`t_` + 16 hex of document, first page, and its place among the tables that begin on that page (articles: page 0)."""
    return "t_" + _digest(f"{doc_id}|{page}|{order}")


def squash(text: str) -> str:
    """Text without white space and thousands separators, folded to half width."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
