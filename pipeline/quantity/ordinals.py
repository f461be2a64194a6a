"""Ranks and ordinals: 第一大, 第八位, 前四, 首例, 翻番, 对折."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.quantity.draft import Draft
from pipeline.quantity.numerals import Numerals
from pipeline.quantity.units import CHINESE, Units

_RANKED = re.compile(r"大|名|位|高|低")
_CLAUSE = re.compile(r"条(?:第[0-9一二三四五六七八九十百]{1,5}[款项](?:第[0-9一二三四五六七八九十百]{1,5}项)?)?|款|项")
_SECTION = re.compile(r"[章节编篇部](?!省|门|次|约|目|委|分)|部分|页|号准则|号")
_ITEM = r"[0-9]{1,5}(?:\.[0-9]{1,3})*[A-Z]{0,2}(?:\([0-9a-zA-Z]{1,4}\))*"
_LISTED = re.compile(
    rf"第(?:{_ITEM}(?:[及、和至或与]第?{_ITEM}){{0,6}}[条章段款](?!件|例)|[0-9A-Z]{{1,10}}(?:-[0-9A-Z]{{1,10}}){{0,3}}号)"
)
_FIRST = re.compile(r"首(例|家|个|款|位|大|只|支|批|名|座|台|套|条|单|笔|艘|架)(?![月季])")
_FOREMOST = re.compile(r"前(?=[0-9一二三四五六七八九十百]{1,4})")
_AFTER_FOREMOST = re.compile(r"名|位|大|强|家|(?=[,，。;；、的者\s)]|\Z|名|客户|供应商|股东|品牌|企业|城市|产品|厂商|券商|公司)")
_DOUBLED = re.compile(r"翻(?:了)?(?:([一两二三四五六])?番|倍|([一两二三四五六])?翻)")
_HALF_PRICE = re.compile(r"对折")


class Ordinals:
    """Reads the ordinal or rank that begins at an offset."""

    def __init__(self, numerals: Numerals, units: Units) -> None:
        self._numerals = numerals
        self._units = units

    def __call__(self, text: str, start: int) -> Draft | None:
        char = text[start]
        if char == "第":
            return self._numbered(text, start)
        if char == "前":
            return self._foremost(text, start)
        if char == "首":
            match = _FIRST.match(text, start)
            return _rank(start, match.end(), Decimal(1)) if match is not None else None
        if char == "翻":
            return self._doubled(text, start)
        if char == "对" and text[start - 1 : start] == "打" and _HALF_PRICE.match(text, start):
            return Draft("percent", start, start + 2, Decimal("0.5"), unit="ratio", scale=-1, decimals=1, rule="half price")
        return None

    def _numbered(self, text: str, start: int) -> Draft | None:
        """第五大, 第八位, 第三: a rank; 第十二条, 第一节 number clauses and sections."""
        if start + 1 >= len(text):
            return None
        listed = _LISTED.match(text, start)
        if listed is not None:
            return Draft("mark", start, listed.end(), mark="clause_number" if listed[0][-1] != "号" else "code", rule="clause")
        numeral = self._numerals(text, start + 1)
        if numeral is None or numeral.value is None:
            return None
        end = numeral.end
        clause = _CLAUSE.match(text, end)
        if clause is not None and not text.startswith(("条件", "款项", "项目", "条生产", "条产"), end):
            return Draft("mark", start, clause.end(), numeral.value, mark="clause_number", rule="clause")
        section = _SECTION.match(text, end)
        if section is not None:
            kind = "page_number" if section[0] == "页" else "section_number"
            return Draft("mark", start, section.end(), numeral.value, mark=kind, rule="section")
        ranked = _RANKED.match(text, end)
        if ranked is None and CHINESE.match(text[end : end + 1]) and text[end] not in "的、和及与之":
            return replace(_rank(start, end, numeral.value), unit="")
        return _rank(start, ranked.end() if ranked is not None else end, numeral.value)

    def _foremost(self, text: str, start: int) -> Draft | None:
        """前四, 前五名: a rank, which is at most the number."""
        if not _FOREMOST.match(text, start):
            return None
        numeral = self._numerals(text, start + 1)
        if numeral is None or numeral.value is None or numeral.scale:
            return None
        after = _AFTER_FOREMOST.match(text, numeral.end)
        if after is None:
            return None
        return _rank(start, after.end(), numeral.value)

    def _doubled(self, text: str, start: int) -> Draft | None:
        """翻番 is twice, 翻两番 four times."""
        match = _DOUBLED.match(text, start)
        if match is None:
            return None
        word = match[1] or match[2]
        power = self._numerals.digits[word] if word else 1
        return Draft("quantity", start, match.end(), Decimal(2) ** power, unit="times", rule="doubled")


def _rank(start: int, end: int, value: Decimal) -> Draft:
    return Draft("ordinal", start, end, value, unit="rank", printed=value, rule="ordinal")
