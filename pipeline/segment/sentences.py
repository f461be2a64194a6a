"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.core.place import Span

_END = re.compile(r"[。！？!?]+[”’」』\"）)】]*|(?<=[a-z0-9)%])[.;](?=\s+[A-Z“\"(])|\n+")


def sentence_spans(text: str, block: Span, kept: Sequence[Span]) -> Iterator[Span]:
    """Sentences of one block, white space trimmed, in order; a mark inside one of the `kept` spans ends nothing.

    text   the document's text
    block  the part of it to cut
    kept   sorted spans that stay whole (numbers, dates)
    """
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if any(span.start < match.start() < span.end for span in _near(kept, match.start())):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, block.end)


def _near(kept: Sequence[Span], offset: int) -> Sequence[Span]:
    """The few spans that may hold the offset."""
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high) // 2
        if kept[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return kept[low : low + 1]


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
