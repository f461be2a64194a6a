"""What holds for a whole table: caption, lead-in, units, time, basis and the quantity that its title names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.document import Document, Table
from pipeline.core.mention import Source
from pipeline.extract.cells.heads import HeadReader
from pipeline.extract.cells.periods import When
from pipeline.extract.cells.unit_chain import TableUnits
from pipeline.extract.cells.who import Names
from pipeline.extract.cells.words import tidy
from pipeline.lexicon import Lexicon
from pipeline.lexicon.concepts import ConceptFinder
from pipeline.lexicon.fold import fold

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]?\s*$")
_LEADS = re.compile(r"[:：]$|如下(?:表所示|表|所示)?[。，]?$|下表[^。]{0,12}[。:：]?$|below[:.]?$")
_SPLIT = re.compile(r"的?(?:总体|总额)?(?:按|分|构成|结构|明细|分析|情况|变动|如下|金额|分布|[:：]|$)")
_SIZE = re.compile(r"(?P<kind>市场|行业|产业)(?:的)?(?:总体|整体)?(?:规模|容量|销售额|销售收入|销售规模|总额)")
_EDGE = re.compile(r"[；。：，,:;]|\d年(?:度|末)?|[（(](?:估计|预测|预计)[)）]|[)）]|以来|期间|及其|图\d+|表\d+")
_TICKS = re.compile(r"[√□☑]\s*不?适用")
_PARENT = re.compile(r"母公司.{0,6}(?:资产负债表|利润表|现金流量表|权益变动表|报表|财务)|公司(?:资产负债表|利润表|现金流量表)$")
_CONSOLIDATED = re.compile(r"合并")
_UNIT_SOURCES: dict[str, Source] = {"section": "section", "header": "column", "page_before": "caption"}


@dataclass(frozen=True, slots=True)
class TableContext:
    """`title` is the caption with the sentence that leads to the table; `measure` the quantity it names, `market` the market
    whose size it gives, "" for none.
    """

    title: str
    units: TableUnits
    when: When
    names: Names
    measure: str = ""
    parent: bool = False
    market: str = ""


class ContextReader:
    """Makes the context of a table. Built once, called with a document and one of its tables."""

    def __init__(self, lexicon: Lexicon, heads: HeadReader) -> None:
        self._heads = heads
        self._concepts = ConceptFinder(lexicon)

    def __call__(self, document: Document, table: Table) -> TableContext:
        heading = table.section_path[-1] if table.section_path else ""
        title = _title((heading, lead_in(document, table), table.caption))
        units = TableUnits(
            line=tuple(self._heads.units.line(table.unit_line)) if table.unit_line else (),
            caption=tuple(word for word in self._heads.units.within(tidy(table.caption)) if word.kind in ("money", "count")),
            source=_UNIT_SOURCES.get(table.unit_source, "caption"),
            currency=document.profile.currency or "CNY",
        )
        when = self._heads.times(title, document.profile) if title else When()
        if len(when.spans) > 1:
            when = When()  # a title that names several times dates no column
        return TableContext(
            title, units, when, Names(document.profile), self._measure(title), _is_parent(title, table), market(title)
        )

    def _measure(self, title: str) -> str:
        """The last amount that the title names: 营业收入 in `公司营业收入按产品构成如下`."""
        folded = fold(title)
        found = self._concepts(folded)
        hits = [hit for hit in found if hit.item.unit_kind == "money" and hit.item.concept and _SPLIT.match(folded, hit.end)]
        if not hits:
            return ""
        return title[hits[-1].start : hits[-1].end]


def _title(parts: Sequence[str]) -> str:
    """Heading, lead-in and caption, each once; a form's tick boxes (√适用 □不适用) are no title."""
    told: list[str] = []
    for part in map(tidy, parts):
        if part and not _TICKS.search(fold(part)) and not any(part in other for other in told):
            told = [*(other for other in told if other not in part), part]
    return "；".join(told)


def _is_parent(title: str, table: Table) -> bool:
    folded = fold(title)
    if _PARENT.search(folded):
        return True
    last = fold(table.section_path[-1]) if table.section_path else ""
    return bool(_PARENT.search(last)) and not _CONSOLIDATED.search(folded)


def market(title: str) -> str:
    """The market of which a title gives the size: 中国电机驱动市场 of `2019年至2028年（估计）中国电机驱动市场规模`; "" for none."""
    folded = fold(title)
    cue = _SIZE.search(folded)
    if cue is None:
        return ""
    before = folded[: cue.start()]
    start = max((match.end() for match in _EDGE.finditer(before)), default=0)
    name = title[start : cue.end("kind")].strip(" 的之")
    return name if 3 <= len(name) <= 40 and not re.search(r"公司|我们|发行人|本集团|集团的", fold(name)) else ""


def lead_in(document: Document, table: Table) -> str:
    """The last sentence of the paragraph right before a table when it leads to it (…如下：), "" else."""
    start = table.cells[0].span.start if table.cells else 0
    at = bisect_right(document.blocks, start, key=lambda block: block.span.start) - 1
    for index in range(at, max(at - 4, -1), -1):
        block = document.blocks[index]
        if block.kind in ("table", "furniture", "caption", "note"):
            continue
        match = _SENTENCE.search(block.span.of(document.text).strip()[-160:])
        sentence = match[0].strip() if match else ""
        return sentence if _LEADS.search(sentence) else ""
    return ""
