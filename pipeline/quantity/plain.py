"""A text made plain for the grammar: one script, one width, one dash, no white space inside numbers; offsets lead back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.fold import fold

_KEPT = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉，㎡"
_CHANGED = dict.fromkeys("−‐‑–﹣－‒", "-") | dict.fromkeys("—―─﹘━", "—") | dict.fromkeys("～〜∼˜〰", "~") | {
    "\u0002": " ", "\u200b": " ", "\ufeff": " ", "\u00ad": " ", "￥": "¥", "﹪": "%", "○": "〇", "◯": "〇", "囘": "回",
}  # fmt: skip
_SPACE = re.compile(r"\s{1,8}")
_SPACED = re.compile(r"(?<![0-9.,])[0-9](?: [0-9.,]){1,30}(?= ?[%‰万亿千百元折成倍股家人吨])")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_DIGITS = frozenset("0123456789")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿兆两壹贰叁参肆伍陆柒捌玖拾佰仟廿卅半几")
_INSIDE = frozenset("点分之又余多个负")
_LEADS = frozenset("年月第至到自从币首前近未来约超逾达负后元之又")
_PARTS = frozenset("个百分亿万千平方立美港欧日英人民角之点公")
_PART_ENDS = frozenset("百分点元方米里圆吨股家人台币月季成折之亿万个")


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` for the grammar; `start` and `end` lead its offsets back to the text it was made of."""

    text: str
    cuts: tuple[int, ...] = ()  # offsets in `text` before which white space was taken out
    gone: tuple[int, ...] = ()  # how much, up to and with that cut

    def start(self, offset: int) -> int:
        """Where the character at `offset` stood."""
        if not self.cuts:
            return offset
        index = bisect_right(self.cuts, offset)
        return offset + self.gone[index - 1] if index else offset

    def end(self, offset: int) -> int:
        """Behind the character before `offset`."""
        return self.start(offset - 1) + 1 if offset else 0


class PlainText:
    """Makes texts plain. Built once from the characters with which units begin, called with one text."""

    def __init__(self, unit_starts: Iterable[str]) -> None:
        self._units = frozenset(unit_starts) | frozenset("年月日号时秒季周天%‰")

    def __call__(self, text: str) -> Plain:
        plain = text.translate(_table())
        if "，" in plain:
            for match in _WIDE_COMMA.finditer(text):
                plain = plain[: match.start()] + "," + plain[match.end() :]
        spaced = [match.span() for match in _SPACED.finditer(plain)]
        return self._squeezed(plain, spaced)

    def _squeezed(self, text: str, spaced: list[tuple[int, int]]) -> Plain:
        pieces: list[str] = []
        cuts: list[int] = []
        gone: list[int] = []
        last = removed = 0
        for match in _SPACE.finditer(text):
            start, end = match.span()
            if start == 0 or end == len(text) or "\t" in text[start:end]:
                continue
            while spaced and spaced[0][1] < start:
                spaced.pop(0)
            inside = bool(spaced) and spaced[0][0] < start <= spaced[0][1]
            if inside or self._joint(text, start, end):
                pieces.append(text[last:start])
                cuts.append(start - removed)
                removed += end - start
                gone.append(removed)
                last = end
        if not cuts:
            return Plain(text)
        return Plain("".join(pieces) + text[last:], tuple(cuts), tuple(gone))

    def _joint(self, text: str, start: int, end: int) -> bool:
        """Whether the white space text[start:end] stands inside one expression."""
        left, right = text[start - 1], text[end]
        line = "\n" in text[start:end] or "\r" in text[start:end]
        if left in _DIGITS:
            return self._after_digit(text, start, end, line)
        if right in _DIGITS:
            if left == "." and not line and end - start == 1:
                return bool(_POINT_LEFT.search(text, max(0, start - 16), start) and _POINT_RIGHT.match(text, end))
            if left == "-":
                return start == 1 or _ranging(text, start, end)
            if left == ",":
                return line and _whole_group(text, start, end)
            if left in "万千百亿":
                return not line and bool(_DIGIT_POWER.match(text, end))
            return (left in _LEADS and not (line and left not in "年月第至到自从币")) or (
                left in "-~—" and _ranging(text, start, end)
            )
        if left in _NUMERALS or left in _INSIDE:
            if right in _NUMERALS or right in _INSIDE:
                return not line
            return right in self._units and not line
        if left in _LEADS and right in _NUMERALS:
            return not line
        return left in _PARTS and right in _PART_ENDS and not line

    def _after_digit(self, text: str, start: int, end: int, line: bool) -> bool:
        right = text[end]
        if right in self._units or right in "点又余多":
            return not line or (text.count("\n", start, end) < 2 and not _NUMBERING.search(text, max(0, start - 12), start))
        if right in {".", ","}:
            return right == "." and text[end + 1 : end + 2].isdecimal()
        if right in _DIGITS:
            return (line or end - start == 1) and _broken(text, start, end, line)
        return right in "-~—至到" and _ranging(text, start, end)


def _whole_group(text: str, start: int, end: int) -> bool:
    """1,234,⏎567: three digits to come."""
    return text[end : end + 3].isdecimal() and not text[end + 3 : end + 4].isdecimal() and text[start - 2].isdecimal()


_DIGIT_POWER = re.compile(r"[0-9] ?[千百十]")
_POINT_LEFT = re.compile(r"[^0-9.\s][0-9,]{1,14}\.\Z")
_POINT_RIGHT = re.compile(r"[0-9]{1,2} ?[%万亿元]")
_ONE_PLACE = re.compile(r"[0-9]\.[0-9]\Z")
_LAST_PLACE = re.compile(r"[0-9][%元万亿]")
_NUMBERING = re.compile(r"[0-9]-[0-9]{1,3}(?:-[0-9]{1,4})?\Z")
_GROUP_BEGUN = re.compile(r",([0-9]{1,2})\Z")
_YEAR_BEGUN = re.compile(r"(?<![0-9])(?:19|20)[0-9]?\Z")


def _broken(text: str, start: int, end: int, line: bool) -> bool:
    """Whether a line break or a space cut a number: 1,2⏎34.5 or 20⏎24年."""
    head, tail = text[max(0, start - 4) : start], text[end : end + 4]
    digits = len(tail) - len(tail.lstrip("0123456789"))
    begun = _GROUP_BEGUN.search(head)
    if begun:
        return len(begun[1]) + digits == 3
    if not line:  # 6.7 7%: a decimal that was torn off
        return bool(_ONE_PLACE.search(head) and _LAST_PLACE.match(tail))
    year = _YEAR_BEGUN.search(head)
    return year is not None and len(year[0]) + digits == 4 and tail[digits : digits + 1] == "年"


_RANGE_HEAD = re.compile(r"[0-9%年月日号] ?(?:[-~—至到])? ?\Z")
_RANGE_TAIL = re.compile(r" ?[-~—至到]? ?[0-9][0-9,.]{0,18} ?(?:[%个万亿元倍家人股年月日号天小吨米]|/[0-9])")


def _ranging(text: str, start: int, end: int) -> bool:
    """Whether a spaced dash joins the ends of a range: 70 - 90天. A lone dash between numbers is an empty cell."""
    head = _RANGE_HEAD.search(text, max(0, start - 4), start)
    return bool(head) and "\n" not in text[start:end] and bool(_RANGE_TAIL.match(text, end))


class _Table(dict[int, int]):
    def __missing__(self, code: int) -> int:
        char = chr(code)
        if char in _KEPT:
            self[code] = code
        elif char in _CHANGED:
            self[code] = ord(_CHANGED[char])
        elif 0xD800 <= code <= 0xDFFF:
            self[code] = 0xFFFD  # the term finder takes no lone surrogates
        elif unicodedata.category(char) == "Nd" and code > 127:
            self[code] = 48 + unicodedata.decimal(char)
        else:
            self[code] = ord(fold(char))
        return self[code]


@cache
def _table() -> _Table:
    return _Table()
