"""Whether a page's text layer can be trusted: is there one, and does it say what is printed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from pipeline.parse.pdf.page import PageContent

_FEW = 8  # characters: less is no text layer
_PICTURE = 0.35  # of the page that images cover where there is no text
_OUTLINES = 400  # fills: characters drawn as shapes
_ENOUGH = 30  # characters from which a page can be judged
_BAD = 0.2  # share of characters that mean nothing
_RARE = 0.45  # share of rare ideographs that real Chinese never has
_SYMBOLS = 0.5  # share of marks that real text never has outside tables and charts


def text_flags(page: PageContent) -> set[str]:
    """`no_text_layer`, `garbled_text`, or nothing. A page that is really empty has no flag."""
    text = page.chars.text
    if len(text) < _FEW:
        return {"no_text_layer"} if _pictured(page) else set()
    return {"garbled_text"} if len(text) >= _ENOUGH and garbled("".join(text)) else set()


def garbled(text: str) -> bool:
    """Whether text is made of code points that stand for glyphs, not for characters."""
    counts = Counter(text)
    meaningless = sum(n for char, n in counts.items() if _is_meaningless(char))
    if meaningless > _BAD * len(text):
        return True
    chinese = {char: n for char, n in counts.items() if "\u4e00" <= char <= "\u9fff"}
    amount = sum(chinese.values())
    if amount >= _ENOUGH and sum(n for char, n in chinese.items() if not _is_common(char)) > _RARE * amount:
        return True
    odd = sum(n for char, n in counts.items() if unicodedata.category(char) in _MARKS and char not in _USUAL)
    return odd > _SYMBOLS * len(text)


@lru_cache(1 << 14)
def _is_meaningless(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or unicodedata.category(char) in _NOTHING


_NOTHING = frozenset(("Cc", "Cn", "Co", "Cs"))
_MARKS = frozenset(("Sk", "Sc", "Sm", "So", "Po", "Pd", "Ps", "Pe", "Lm"))
_USUAL = frozenset(".,·…—–-()（）%％、。，；：:;/\"'|□√■●○•*+~")


@lru_cache(1 << 14)
def _is_common(char: str) -> bool:
    """Whether an ideograph is among the common ones of GB 2312 (level 1) or Big5 (level 1)."""
    try:
        if char.encode("gb2312")[0] <= 0xD7:
            return True
    except UnicodeEncodeError:
        pass
    try:
        return char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _pictured(page: PageContent) -> bool:
    """Whether images or a crowd of shapes stand where text should be."""
    images, area = page.images, max(1.0, page.width * page.height)
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in images.tolist())
    return covered > _PICTURE * area or len(page.fills) > _OUTLINES
