"""Whether a page's text layer can be trusted: is there one, and does it say what is printed."""

from __future__ import annotations

import unicodedata

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
    meaningless = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or unicodedata.category(char) in _NOTHING for char in text)
    if meaningless > _BAD * len(text):
        return True
    chinese = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if len(chinese) >= _ENOUGH and sum(not _is_common(char) for char in chinese) > _RARE * len(chinese):
        return True
    odd = sum(unicodedata.category(char) in _MARKS and char not in _USUAL for char in text)
    return odd > _SYMBOLS * len(text)


_NOTHING = frozenset(("Cc", "Cn", "Co", "Cs"))
_MARKS = frozenset(("Sk", "Sc", "Sm", "So", "Po", "Pd", "Ps", "Pe", "Lm"))
_USUAL = frozenset(".,·…—–-()（）%％、。，；：:;/\"'|□√■●○•*+~")


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
