"""The changing part of running headers: in many filings the only place where a page names its section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.parse.pdf.flow import PageFlow

_SECTIONS = 4  # different headers at least, or they name no sections
_LONGEST = 40


def running_headers(pages: Sequence[PageFlow]) -> dict[int, str]:
    """page -> the words of its header that are not on most pages; empty where headers name no sections."""
    found: dict[int, str] = {}
    for page in pages:
        lines = ((line, part.view.height) for part in page.parts for line in part.furniture)
        tops = [line.text for line, height in lines if line.kind == "text" and line.baseline < height / 2]
        text = max(tops, key=len, default="")
        if text and not text[:1].isdigit() and any(char.isalpha() for char in text):
            found[page.number] = text
    common = Counter(word for text in found.values() for word in set(text.split()))
    often = {word for word, count in common.items() if count > 0.6 * len(pages)}
    named = {page: " ".join(word for word in text.split() if word not in often) for page, text in found.items()}
    named = {page: text for page, text in named.items() if 1 < len(text) <= _LONGEST}
    return named if len(set(named.values())) >= _SECTIONS and len(named) > 0.5 * len(pages) else {}
