"""Unit words in labels, heads and unit lines, and the chain that picks one for a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.quantity import Reader

_SEVERAL = re.compile(r"[、，,;；]|比例|占比|比重|率|[（(](?!人民币|美元|港元|港币|RMB)")
_BRACKETS = re.compile(r"[（(\[【]([^（）()\[\]【】]*)[)）\]】]")
_LINE = re.compile(r"(?:金额单位|货币单位|数量单位|單位|单位|Unit)\s*(?:均?[为為]|[:：])?\s*")
_EXCEPT = re.compile(
    r"[,，、(（]?\s*(?:except\b|other than\b|unless\b).*$"
    r"|[,，、(（]\s*(?:惟?百分比|比率|每股|惟?另有|惟|除)[^,，]{0,14}(?:除外|外)?$"
    r"|^除[^,，]{1,14}外[,，]\s*(?=\S)",
    re.IGNORECASE,
)
_LONGEST = 24
# 单位：单价万元/吨、数量：吨
_OF = re.compile(r"^(?:金额|单价|价格|数量|产量|销量|产能|面积|重量|股数|每股收益)\s*[:：为]?\s*(?=\S)")
_CURRENCY = re.compile(r"[（(]?\s*(?:币种|幣種|货币|currency)\s*[:：].*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit phrase found in a text: text[start:end] is to be cut out, `phrase` is what names the unit.

    kind  money, ratio, pp, times, rank, per_unit, count
    """

    phrase: str
    unit: str
    scale: int
    start: int
    end: int

    @property
    def kind(self) -> str:
        if self.unit in ("ratio", "pp", "times", "rank"):
            return self.unit
        head = self.unit.split("/")[0]
        if len(head) == 3 and head.isascii() and head.isupper():
            return "per_unit" if "/" in self.unit else "money"
        return "count"


class UnitWords:
    """Finds unit phrases. Built once, called with one text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reader = Reader(lexicon)

    def whole(self, text: str) -> UnitWord | None:
        """The unit that the whole text names, brackets around it aside: `人民幣千元`, `（%）`."""
        bare = text.strip(" （()）[]【】:：")
        if not bare or bare[0].isdigit():
            return None
        if bare == "月":
            bare = "个月"
        bare = _EXCEPT.sub("", bare).strip(" （()）[]【】:：")
        if bare.startswith("每股") and len(bare) > len("每股"):
            bare = f"{bare[2:]}/股"  # 每股人民币元
        if len(bare) > _LONGEST or _SEVERAL.search(bare):
            return None
        found = self._reader.unit(bare)
        return UnitWord(bare, found.unit, found.scale, 0, len(text)) if found else None

    def within(self, text: str) -> list[UnitWord]:
        """Units in brackets (`金额（万元）`, `资产负债率（母公司，%）`), or the whole text, or after a comma at its end."""
        whole = self.whole(text)
        if whole is not None:
            return [whole]
        found = [word for match in _BRACKETS.finditer(text) for word in self._bracket(match)]
        return found or self._tail(text)

    def beside(self, text: str) -> list[UnitWord]:
        """Units of a head that was read together from several columns: `(%) 人民幣千元` is (%), then 人民幣千元."""
        parts = [part for part in re.split(r"([（(][^（）()]*[)）])|\s+", text) if part and part.strip()]
        words = [self.whole(part) for part in parts]
        return [word for word in words if word is not None] if all(words) else []

    def line(self, text: str) -> list[UnitWord]:
        """All units of a unit line, in order: `单位：万元、元/度、元/吨`, `单位：元 币种：人民币`."""
        match = _LINE.search(text)
        bare = _CURRENCY.sub("", text[match.end() :] if match else text).strip(" （()）")
        whole = self.whole(bare)
        if whole is not None:
            return [whole]
        parts = [_OF.sub("", part) for part in re.split(r"[、,，;；]|以及|及|和|或|\s+", bare) if part]
        return [word for word in map(self.whole, parts) if word is not None] or self.within(bare)

    def _bracket(self, match: re.Match[str]) -> list[UnitWord]:
        inner = match[1]
        if len(inner.strip()) == 1 and inner.strip().isascii() and inner.strip().isalpha():
            return []  # （g） is the mark of a note
        whole = self.whole(inner)
        if whole is not None:
            return [UnitWord(whole.phrase, whole.unit, whole.scale, match.start(), match.end())]
        parts = [self.whole(part) for part in re.split(r"[、,，/／]", inner)]
        if all(parts) and parts[0] is not None:  # 数量（台、套）
            return [UnitWord(parts[0].phrase, parts[0].unit, parts[0].scale, match.start(), match.end())]
        cut = 0
        for part in re.split(r"[,，、:：;；\s]", inner):
            at = match.start(1) + inner.index(part, cut)
            cut = inner.index(part, cut) + len(part)
            word = self.whole(part)
            if word is not None:
                return [UnitWord(word.phrase, word.unit, word.scale, at, at + len(part))]
        return []

    def _tail(self, text: str) -> list[UnitWord]:
        match = re.search(r"(?:[,，:：\s]|单位[:：])([^,，:：\s（）()]{1,8})$|(?<!\d)([%％])$", text)
        word = self.whole(match[1] or match[2]) if match else None
        if match is None or word is None or (match[1] and len(word.phrase) < 2 and word.kind != "ratio"):
            return []
        if word.kind == "count" and word.phrase.isascii():
            return []  # Profit for the year
        return [UnitWord(word.phrase, word.unit, word.scale, match.start(), match.end())]
