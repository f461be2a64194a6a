"""What holds for a whole table: caption, lead-in, units, time, basis and the quantity that its title names."""

from __future__ import annotations

import re
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
_PARENT = re.compile(r"母公司.{0,6}(?:资产负债表|利润表|现金流量表|权益变动表|报表|财务)|公司(?:资产负债表|利润表|现金流量表)$")
_CONSOLIDATED = re.compile(r"合并")
_UNIT_SOURCES: dict[str, Source] = {"section": "section", "header": "column", "page_before": "caption"}


@dataclass(frozen=True, slots=True)
class TableContext:
    """`title` is the caption with the sentence that leads to the table; `measure` the quantity it names, "" for none."""

    title: str
    units: TableUnits
    when: When
    names: Names
    measure: str = ""
    parent: bool = False


class ContextReader:
    """Makes the context of a table. Built once, called with a document and one of its tables."""

    def __init__(self, lexicon: Lexicon, heads: HeadReader) -> None:
        self._heads = heads
        self._concepts = ConceptFinder(lexicon)

    def __call__(self, document: Document, table: Table) -> TableContext:
        title = tidy(" ".join(part for part in (lead_in(document, table), table.caption) if part))
        units = TableUnits(
            line=tuple(self._heads.units.line(table.unit_line)) if table.unit_line else (),
            caption=tuple(word for word in self._heads.units.within(tidy(table.caption)) if word.kind in ("money", "count")),
            source=_UNIT_SOURCES.get(table.unit_source, "caption"),
            currency=document.profile.currency or "CNY",
        )
        when = self._heads.times(title, document.profile) if title else When()
        return TableContext(title, units, when, Names(document.profile), self._measure(title), _is_parent(title, table))

    def _measure(self, title: str) -> str:
        """The last amount that the title names: 营业收入 in `公司营业收入按产品构成如下`."""
        folded = fold(title)
        hits = [hit for hit in self._concepts(folded) if hit.item.unit_kind == "money" and hit.item.concept]
        if not hits:
            return ""
        return title[hits[-1].start : hits[-1].end]


def _is_parent(title: str, table: Table) -> bool:
    folded = fold(title)
    if _PARENT.search(folded):
        return True
    last = fold(table.section_path[-1]) if table.section_path else ""
    return bool(_PARENT.search(last)) and not _CONSOLIDATED.search(folded)


def lead_in(document: Document, table: Table) -> str:
    """The last sentence of the paragraph right before a table when it leads to it (…如下：), "" else."""
    before = ""
    for block in document.blocks:
        if block.table_id == table.table_id:
            break
        if block.kind in ("paragraph", "caption", "heading"):
            before = block.span.of(document.text)
    match = _SENTENCE.search(before.strip()[-160:])
    sentence = match[0].strip() if match else ""
    return sentence if re.search(r"(?:如下|下表|以下|情况|所示|如下表所示)?[:：]$|below[:.]?$", sentence) else ""
