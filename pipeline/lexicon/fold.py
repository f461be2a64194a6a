"""One script for matching, with the offsets kept: full width to half, compatibility forms and traditional to simplified."""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC

# CJK Radicals Supplement has no compatibility mapping in Unicode, but PDF fonts map whole characters to it.
_RADICALS = dict(
    zip(
        "⺟⺠⺝⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民月月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def fold(text: str) -> str:
    """Each character folded to one character, so that offsets into the result are offsets into `text`.

    NFKC where it gives a single character (full-width digits, Kangxi radicals, compatibility ideographs, U+2212 is
    kept for the number grammar), then OpenCC t2s character by character: 人民幣１２ -> 人民币12.
    """
    return text.translate(_table())


class _Table(dict[int, int]):
    """str.translate asks for a code point once and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self._simplify = OpenCC("t2s").convert

    def __missing__(self, code: int) -> int:
        folded = _RADICALS.get(chr(code), chr(code))
        if not 0xD800 <= code <= 0xDFFF:
            wide = unicodedata.normalize("NFKC", folded)
            folded = wide if len(wide) == 1 else folded
            plain = self._simplify(folded)
            folded = plain if len(plain) == 1 else folded
        self[code] = ord(folded)
        return self[code]


@cache
def _table() -> _Table:
    return _Table()
