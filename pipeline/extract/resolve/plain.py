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
_LONG_BRACKET = re.compile(r"[（(](?:[^（）()]{9,}|(?:[经經向]|不?含|扣除|不?包括|未[经經])[^（）()]*)[）)]")
_END = re.compile(r"(?<=.[额額率量价價数數值比入润潤度费費款金本债債产產利息税稅例重权權])[为為]$|(?<=..)最新$")


def plain(words: str) -> str:
    """Without white space, the number of a list item, long brackets, and words that lead to the name or away from it."""
    if words.isascii():
        return _FRONT.sub("", words)
    words = _FRONT.sub("", re.sub(r"\s+", "", words))
    return _END.sub("", _LONG_BRACKET.sub("", words))
