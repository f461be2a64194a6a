"""The first pages of a filing as lines, letter-spacing undone."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.core.document import Document

_SPACED = re.compile(r"(?<=[\u3400-\u9fff（）()〇○0-9])[ \u3000\xa0]+(?=[\u3400-\u9fff（）()])")
_BREAKS = re.compile(r"[\r\n\u2028]+")


def page_lines(document: Document, first: int, last: int) -> list[str]:
    """The lines printed on pages first to last (from 1), in reading order, furniture too; blocks end a line."""
    ends = {block.span.start for block in document.blocks}
    lines: list[str] = []
    for page in document.pages:
        if first <= page.number <= last:
            cuts = sorted({page.span.start, page.span.end, *(end for end in ends if page.span.start < end < page.span.end)})
            for start, end in pairwise(cuts):
                lines += [unspaced(line) for line in _BREAKS.split(document.text[start:end])]
    return [line for line in lines if line]


def unspaced(line: str) -> str:
    """招 股 说 明 书 as 招股说明书: no white space between two Chinese characters."""
    return _SPACED.sub("", line).strip()
