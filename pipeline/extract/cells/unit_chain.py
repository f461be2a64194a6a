"""Which unit a cell is in: the cell's own, the column's, the row's, the table's, the document's, in this order of nearness."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.core.mention import Source
from pipeline.core.reading import Reading
from pipeline.extract.cells.heads import Head
from pipeline.extract.cells.labels import Label
from pipeline.extract.cells.units import UnitWord
from pipeline.extract.cells.words import Words
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold

_OWN_CURRENCY = re.compile(r"汇率|人民币|本位币")
_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")
_ANYWHERE = ("money", "元/股", "人", "家", "股")
_COUNTED = re.compile(
    r"^(?:the |final |total )*(?:no\.|number) of (.+?)"
    r"(?=$|[,(（]| (?:under|issued|allocated|allotted|in|of|held|over|applied|to|initially|available|reallocated|upon|with)\b)",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"美元|欧元|港元|港币|日元|英镑|澳元|澳大利亚元|加元|加拿大元|瑞士法郎|新加坡元|韩元|新台币|卢布|泰铢|USD|EUR|HKD|JPY|GBP"
)
_NEVER_GOODS = {"money": "money", "price": "per_unit", "%": "ratio"}  # what is called so is counted in no unit of goods
_AMOUNTS = ("money", "amount", "元/股", "股")


@dataclass(frozen=True, slots=True)
class UnitFound:
    """The unit phrase for a cell and where it stood; "" when the document does not say."""

    phrase: str = ""
    kind: str = ""
    source: Source = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TableUnits:
    """Units that hold for a whole table: of its unit line, its caption, its section, and the document's currency.

    yuan     nothing is said, but the amounts are printed to the cent and too large for 万元
    rows     unit of a row from a column called 单位
    measure  the quantity that the title names
    note     unit of amounts of goods, from a note below the table
    """

    line: tuple[UnitWord, ...] = ()
    caption: tuple[UnitWord, ...] = ()
    source: Source = "caption"
    currency: str = ""
    yuan: bool = False
    rows: Mapping[int, UnitWord] = field(default_factory=dict)
    measure: str = ""
    note: UnitWord | None = None


class UnitChain:
    """Picks the unit of one cell. Built once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds = Words(lexicon, "table_units")

    def __call__(self, reading: Reading, head: Head, label: Label, table: TableUnits, line: int = -1) -> UnitFound:
        """The unit phrase of a cell.

        A ratio in the column's head wins over the row (the growth of 每股收益 is a percentage); else the row's own unit
        (基本每股收益（元/股） among amounts) wins over the column's, the column's over the table's. What a row or column
        is called decides whether the table's unit applies to it: 股, %, 倍 and 人 take no part of 单位：万元.
        """
        if reading.unit:
            priced = reading.unit == table.currency and not reading.scale and self.kind_of(head, label) == "元/股"
            return UnitFound("/股" if priced else "", "", "cell", reading.unit_text)
        row = label.said.units[0] if label.said and label.said.units else None
        column = head.unit
        if row is not None and row.kind == "money" and label.said and row.end - row.start == len(label.said.text):
            row = None if _OWN_CURRENCY.search(fold(head.metric)) else row  # 欧元 | 外币余额 | 折算汇率 | 折算人民币余额
        if column is not None and (column.kind in ("ratio", "pp") or (row is None and self._kind(label.leaf) != "fx")):
            return self._checked(column, "column", head, label)
        if self.kind_of(head, label) == "fx":
            return _exchange(label, head, table.currency)
        if row is not None:
            if row.kind == "money" and row.scale <= 0 and self.kind_of(head, label) == "元/股":
                currency = row.unit if row.phrase.isascii() and not row.scale else row.phrase
                return UnitFound(f"{currency}/股", "per_unit", "row", f"{row.phrase}, per share")
            return UnitFound(row.phrase, row.kind, "row", row.phrase)
        beside = table.rows.get(line)
        kind = self.kind_of(head, label)
        if beside is not None and (kind not in _NEVER_GOODS or beside.kind == _NEVER_GOODS[kind]):
            return UnitFound(beside.phrase, beside.kind, "row", f"{beside.phrase} from a column of units")
        return self._from_table(head, label, table)

    def named(self, noun: str) -> UnitFound:
        """The unit that a noun of the title is counted in (速动比率 in 倍); empty for money and goods."""
        kind = self._kind(noun)
        if kind in ("", "money", "price", "amount", "fx"):
            return UnitFound()
        return UnitFound(kind, "", "assumed", f"{kind}, as the title calls it")

    def kind_of(self, head: Head, label: Label) -> str:
        """What the column or else the row is called says of its unit: a phrase (%, 股, 人, 元/股, 倍) or money or ""."""
        parent = label.path.rsplit(" > ", 1)[0]
        texts = (head.metric if head.own or head.role == "share" else "", label.leaf, head.metric, parent)
        return next((kind for text in texts if (kind := self._kind(text))), "")

    def _kind(self, text: str) -> str:
        """The last word counts, as the head of a noun phrase stands last; 每股 makes an amount per share wherever it stands."""
        bare = _BRACKET.sub("", text).strip()
        counted = _COUNTED.match(bare)
        if counted is not None:
            return counted[1].split()[-1].lower()  # Number of additional shares: shares
        hits = self._kinds(bare) if bare else []
        meanings = [hit.item.meaning for hit in hits if hit.item.meaning in _ANYWHERE or hit.end == len(bare)]
        if len(meanings) > 1 and meanings[-1] == "amount" and meanings[-2] in ("人", "家", "股"):
            return meanings[-2]  # 研发人员的数量
        return "" if not meanings else "元/股" if "元/股" in meanings and meanings[-1] in _AMOUNTS else meanings[-1]

    def _checked(self, unit: UnitWord, source: Source, head: Head, label: Label) -> UnitFound:
        """A money unit of a column does not hold for a row that is called by a ratio or a price per share."""
        kind = self._kind(label.leaf)
        if not unit.unit and self.kind_of(head, label) in ("money", "price"):
            return UnitFound(f"{unit.phrase}元", "money", source, f"{unit.phrase} of money")
        if unit.kind == "money" and kind and kind != "money":
            if kind == "元/股" and unit.scale == 0:
                return UnitFound("元/股", "per_unit", "row", f"{label.leaf} is per share")
            if not head.own and kind not in ("price", "amount"):
                return UnitFound(kind, "", "assumed", f"{kind}, as the row is called")
        if unit.kind == "money" and unit.scale == 0 and self.kind_of(head, label) == "元/股":
            return UnitFound(f"{unit.phrase}/股", "per_unit", source, f"{unit.phrase}, per share")
        return UnitFound(unit.phrase, unit.kind, source, unit.phrase)

    def _from_table(self, head: Head, label: Label, table: TableUnits) -> UnitFound:
        kind = self.kind_of(head, label) or self._kind(table.measure)
        units = table.line or table.caption
        source: Source = table.source if table.line else "caption"
        fit = self._fitting(units, kind, label)
        if fit is not None:
            return UnitFound(fit.phrase, fit.kind, source, fit.phrase)
        if kind == "amount" and table.note is not None:
            return UnitFound(table.note.phrase, table.note.kind, "caption", f"{table.note.phrase} in a note")
        if kind and kind not in ("money", "price", "amount"):
            return UnitFound(kind, "", "assumed", f"{kind}, as it is called")
        if not table.yuan or kind == "amount":
            return UnitFound()
        return UnitFound("元", "money", "assumed", "元, as amounts have cents")

    def _fitting(self, units: Sequence[UnitWord], kind: str, label: Label) -> UnitWord | None:
        """The unit of the line that suits what is measured; the first money unit, or the only one, where nothing tells."""
        if not units:
            return None
        if kind in ("", "money"):
            return next((unit for unit in units if unit.kind == "money"), units[0] if not kind or len(units) == 1 else None)
        if kind == "price":
            prices = [unit for unit in units if unit.kind == "per_unit"]
            return _of_good(prices, label.leaf) or (units[0] if len(units) == 1 else None)
        if kind == "amount":
            counts = [unit for unit in units if unit.kind == "count"]
            return counts[0] if counts else None
        exact = [unit for unit in units if unit.phrase.endswith(kind) or (kind == "%" and unit.kind == "ratio")]
        return exact[0] if exact else None


def _exchange(label: Label, head: Head, currency: str) -> UnitFound:
    """A rate of exchange is a price of the foreign currency that row or column names, never a percentage."""
    foreign = _FOREIGN.search(fold(f"{label.path} {head.text}")) if currency in ("", "CNY") else None
    return UnitFound(f"元/{foreign[0]}", "per_unit", "row", f"rate of {foreign[0]}") if foreign else UnitFound()


def _of_good(prices: Sequence[UnitWord], good: str) -> UnitWord | None:
    """Among several prices (元/度、元/吨) the one by which the good is sold."""
    if len(prices) <= 1:
        return prices[0] if prices else None
    by_good = {
        "电": ("度", "千瓦时", "KWH", "kWh"),
        "水": ("吨", "立方米"),
        "气": ("立方米", "吨", "方"),
        "煤": ("吨",),
        "油": ("升", "吨"),
    }
    for mark, measures in by_good.items():
        if mark in good:
            return next((unit for measure in measures for unit in prices if unit.phrase.endswith(measure)), None)
    return None
