"""How headings and list items are numbered, and which level a number speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

_CN = "一二三四五六七八九十百零〇"
# In order of rank; within one document the ranks that occur become the levels.
_RANKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第[{_CN}\d]{{1,4}}[编編部篇]分?(?![门門])|APPENDIX [IVX]+\b")),
    (1, re.compile(rf"附\s*[录錄件]\s*[{_CN}\dA-Z]{{0,3}}(?=\s|$|[：:])")),
    (2, re.compile(rf"第[{_CN}\d]{{1,4}}[章节節](?!规定|所述)|CHAPTER \d+|PART [IVX]+\b")),
    (3, re.compile(rf"[{_CN}]{{1,3}}\s*(?:、|[．.](?!\d))")),
    (4, re.compile(rf"[（(﹙]\s*[{_CN}]{{1,3}}\s*[）)﹚]、?")),
    (5, re.compile(r"\d{1,2}\s*[、．](?!\d)|\d{1,2}\s?\.(?![\d.])|\d{1,2}[ \u3000](?=[\u4e00-\u9fff])")),
    (5, re.compile(r"[A-Z]\s?[.．、](?![A-Za-z.]|\d)")),
    (6, re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,4}(?![\d%％倍万亿年月日元股])\s?")),
    (6, re.compile(r"[（(]\s*\d{1,2}\s*[）)]|\d{1,2}\s?[）)]")),
    (7, re.compile(r"[①-⑳❶-❿]|[（(][A-Za-z]{1,2}[）)]|[a-z][、．)]|[（(][ivx]{1,5}[）)]")),
)  # fmt: skip
_BULLET = re.compile(r"[•●■◆▪◦○□➢➤√✓\uf000-\uf0ff](?!适用|不适用|適用|不適用)|[-–—](?=\s|[\u4e00-\u9fff])")


@lru_cache(1 << 14)
def rank(text: str) -> int:
    """The rank of the number that a line begins with, from 1; 0 where it has none."""
    for order, pattern in _RANKS:
        if pattern.match(text):
            return order
    return 0


def strip_number(text: str) -> str:
    """The text behind the number."""
    for _, pattern in _RANKS:
        match = pattern.match(text)
        if match:
            return text[match.end() :].strip()
    return text


def is_item(text: str) -> bool:
    """Whether a line begins as a numbered item, a heading or a bullet does."""
    return rank(text) > 0 or _BULLET.match(text) is not None
