"""A metric's words without what does not belong to its name."""

from __future__ import annotations

import re

_FRONT = re.compile(
    r"^(?:\s*[(（]?(?:[ivx]+|[一二三四五六七八九十\d]{1,2})[)）]\s*"  # the number of a list item
    r"|(?:[两兩二三]者|上述|前述|该等|該等|该项|該項|该类|該類)的?(?=..)"  # what points back
    r"|.*等(?:方式|方法|手段|途径|途徑|形式|原因|因素)(?=..)"  # 通过…等方式虚增利润
    r"|(?:未?[经經])?(?:审计|審計|审核|審核)的?(?=..)"  # 经审计净资产, of which the cut leaves 审计净资产
    r"|总?(?:相当于|相當於))"
)
_LONG_BRACKET = re.compile(r"[（(][^（）()]{9,}[）)]")
_END = re.compile(r"(?<=..)(?:[为為]|最新|目前|现)$")


def plain(words: str) -> str:
    """Without white space, the number of a list item, long brackets, and words that lead to the name or away from it."""
    if words.isascii():
        return _FRONT.sub("", words)
    words = _FRONT.sub("", re.sub(r"\s+", "", words))
    return _END.sub("", _LONG_BRACKET.sub("", words))
