"""What holds for a whole table: caption, lead-in, units, time, basis and the quantity that its title names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.core.document import Document, Profile, Table
from pipeline.core.mention import Source
from pipeline.extract.cells.heads import HeadReader
from pipeline.extract.cells.names import Names
from pipeline.extract.cells.periods import When
from pipeline.extract.cells.topics import Topics
from pipeline.extract.cells.unit_chain import TableUnits
from pipeline.extract.cells.units import UnitWord
from pipeline.extract.cells.words import tidy
from pipeline.lexicon import Lexicon
from pipeline.lexicon.concepts import Concept, ConceptFinder
from pipeline.lexicon.fold import fold

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]?\s*$")
_LEADS = re.compile(r"[:：]$|如下(?:表所示|表|所示)?[。，]?$|下表[^。]{0,12}[。:：]?$|below[:.]?$")
_SPLIT_UP = frozenset(
    {
        "Revenue", "CostOfSales", "GrossProfit", "SellingExpense", "AdministrativeExpense",
        "ResearchAndDevelopmentExpense", "FinanceCosts", "EmployeeCosts", "GovernmentGrants",
        "SalesVolume", "ProductionVolume", "OrderBacklog", "MarketSize",
    }
)  # fmt: skip
_CLASSED = frozenset(
    {
        "TradeReceivables", "TradePayables", "Inventories", "FixedAssets", "IntangibleAssets", "Goodwill", "Borrowings",
        "CashAndCashEquivalents", "ContractLiabilities", "ContractAssets",
    }
)  # fmt: skip
_SPLIT = re.compile(
    r"(?:的[^的，。；]{2,4}(?=构成|结构|分布))?的?(?:总体|总额)?(?:及其|及|的)?(?:按|分|构成|结构|明细|分析|情况|变动|变化|对比|比较|如下|金额|分布|账龄|前五|[（(]|[:：]|$)"
    r"|\s*(?:contributions?\s+|breakdown\s+)?(?:by\b|breakdown\b|,|for the|during)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:比例|占比|比重|百分比|增长率|增幅|变动率|增长情况|构成情况)(?:情况|分析|表|如下|为)*$")
_UNTIL = re.compile(r"(?:截至|截止)((?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日|末|底)|末|底))")
_NAMED_BY_YEAR = re.compile(
    r"^[^，。；,;]{0,12}?(?:计划|方案|债券|公司债|票据|规划|准则|协议|项目)"
)  # 2022年股权激励计划 is a name
_SIZE = re.compile(r"(?P<kind>市场|行业|产业)(?:的)?(?:总体|整体)?(?:规模|容量|销售额|销售收入|销售规模|总额)")
_REGION = re.compile(
    r"(?:^|年(?:度)?|[)）])(?P<name>全球|世界|中国|我国|国内|亚太地区|北美|欧洲|美国|日本|韩国|印度|东南亚)[^，。]{2,24}(?:金额|销售额|产量|销量|需求量|消费量|规模|产值)"
)
_PEERS = re.compile(r"同行业|可比(?:上市)?公司|同类(?:上市)?公司|竞争对手|可比企业")
_OURS = re.compile(r"公司|我们|发行人|本集团|集团的")
_EDGE = re.compile(r"[；。：，,:;]|\d年(?:度|末)?|[（(](?:估计|预测|预计)[)）]|[)）]|以来|期间|及其|图\d+|表\d+")
_PLACES = "地区|区域|地域"
_AXES = (
    (
        "region",
        re.compile(
            rf"按.{{0,6}}(?:{_PLACES}|国家)|(?:{_PLACES})(?:分布|构成|分类|划分|结构)|(?i:geograph|by (?:region|country))"
        ),
    ),
    (
        "channel",
        re.compile(
            r"按.{0,4}(?:渠道|销售模式)|(?:渠道|销售模式)(?:分布|构成|分类|划分|结构)|(?i:by (?:sales |distribution )?channel)"
        ),
    ),
    ("product", re.compile(r"按.{0,4}产品|产品(?:分布|构成|分类|划分|结构)|(?i:by (?:types? of )?product)")),
)
_TICKS = re.compile(r"[√□☑]\s*不?适用")
_CONTRA = re.compile(r"拨备|准备|减值|累计折旧|累计摊销|^[减加][:：]")
_NOTED = re.compile(r"(?:计量|数量|重量)单位(?:均|都)?[为是:：]\s*[“\"「]?([^“”\"「」，。；、\s]{1,6})")
_PARENT = re.compile(
    r"母公司.{0,6}(?:资产负债表|利润表|现金流量表|权益变动表|报表|财务)|(?<!限)公司(?:资产负债表|利润表|现金流量表|财务状况表)$"
)
_ALONE = re.compile(r"(?:贵公司|本公司|the company)[:：]?", re.IGNORECASE)  # beside tables of 贵集团, 本集团, the Group
_CONSOLIDATED = re.compile(r"合并|综合")
_BALANCES = re.compile(r"资产负债表|财务状况表|balance sheets?|statements? of financial position", re.IGNORECASE)
_FLOWS = re.compile(r"利润|损益|收益表|现金流|变动|profit or loss|cash flow|income", re.IGNORECASE)
_PRO_FORMA = re.compile(r"(?P<case>备考|模拟)[^，。；]{0,8}表")
_MOVES = re.compile(
    r"(?:权益|股本|储备|资本)[^，。；]{0,12}变动|changes in equity|movements? in (?:reserves|equity)", re.IGNORECASE
)
_TO_COME = re.compile(r"募集资金(?:的)?(?:运用|投资项目|投向|用途)|募投项目|未来计划及所得款项|所得款项用途")
_UNIT_SOURCES: dict[str, Source] = {"section": "section", "header": "column", "page_before": "caption"}


@dataclass(frozen=True, slots=True)
class TableContext:
    """`title` is the caption with the sentence that leads to the table; `measure` the quantity it names, `market` the market
    whose size it gives, `role` what its last words make of the values (…占比), "" for none; `ratio` says that the measure
    is a ratio; `case` is 备考 for statements drawn up as if; `balances` marks a balance sheet and `day` is the day that its
    title names; `moves` marks a statement of changes in equity, `to_come` the
    chapter on what the proceeds are to be used for.
    """

    title: str
    units: TableUnits
    when: When
    names: Names
    measure: str = ""
    parent: bool = False
    market: str = ""
    role: str = ""
    peers: bool = False
    ratio: bool = False
    noun: str = ""
    topic: str = ""
    axis: str = "segment"
    case: str = ""
    balances: bool = False
    day: date | None = None
    moves: bool = False
    to_come: bool = False

    def noun_for(self, path: str, unnamed: bool) -> str:
        """The noun of the title for a label that names no quantity, or for a sum without words (`unnamed`); a classed
        balance stands aside where it would drown a short label, a topic where it is the label or part of it.
        """
        if _CONTRA.search(fold(path)):
            return ""
        label = path.rpartition(" > ")[2]
        room = max(4, 2 * (len(label) - 1))
        if self.noun and (unnamed or len(self.noun) <= room):
            return self.noun
        fits = unnamed or len(self.topic) <= room
        return self.topic if fits and fold(self.topic) not in fold(label) and fold(label) not in fold(self.topic) else ""

    def measure_for(self, kind: str, role: str) -> str:
        """The title's quantity where it suits a cell: a ratio for ratios, an amount for amounts and their shares."""
        if self.ratio:
            fits = kind in ("ratio", "times", "") or (kind == "count" and "周转" in fold(self.measure))
            return self.measure if fits and role == "level" else ""
        return self.measure if kind == "money" or (kind == "ratio" and role == "share") else ""


@dataclass(frozen=True, slots=True)
class Measure:
    """The quantity that a title names; "" for none."""

    text: str = ""
    ratio: bool = False


class ContextReader:
    """Makes the context of a table. Built once, called with a document and one of its tables."""

    def __init__(self, lexicon: Lexicon, heads: HeadReader) -> None:
        self._heads = heads
        self._concepts = ConceptFinder(lexicon)
        self._topics = Topics(self._quantity)

    def __call__(self, document: Document, table: Table) -> TableContext:
        heading = table.section_path[-1] if table.section_path else ""
        parts = (heading, lead_in(document, table), table.caption)
        title = _title(parts)
        measure = self._measure(title)
        line = table.unit_line or _inherited(document, table)
        units = TableUnits(
            line=tuple(self._heads.units.line(line)) if line else (),
            caption=tuple(word for word in self._heads.units.within(tidy(table.caption)) if word.kind in ("money", "count")),
            source=_UNIT_SOURCES.get(table.unit_source, "caption") if table.unit_line else "section",
            currency=document.profile.currency or "CNY",
            note=self._noted(table),
        )
        when, balances = self._when(title, document, table), _is_balance_sheet(title)
        return TableContext(
            title=title,
            units=units,
            when=when,
            balances=balances,
            day=when.period.end if balances and when.period and when.is_instant else None,
            names=Names(document.profile),
            measure=measure.text,
            ratio=measure.ratio,
            noun=self._classed(title),
            topic=self._topics([tidy(part) for part in (*table.section_path[-3:-1], *parts)]),
            axis=_axis(title),
            parent=_is_parent(title, table),
            case=next((match["case"] for part in parts if (match := _PRO_FORMA.search(fold(part)))), ""),
            moves=bool(_MOVES.search(fold(title.rsplit("；", 1)[-1]))),
            to_come=any(_TO_COME.search(fold(part)) for part in table.section_path),
            market=market(title),
            role=self._role(title),
            peers=bool(_PEERS.search(fold(title))),
        )

    def _noted(self, table: Table) -> UnitWord | None:
        """The unit of quantities that a note below the table tells: 产能、产量的计量单位为“吨”."""
        found = [self._heads.units.whole(match[1]) for match in _NOTED.finditer("".join(table.notes))]
        counts = [word for word in found if word is not None and word.kind == "count"]
        return counts[0] if len(counts) == 1 else None

    def _quantity(self, text: str) -> bool:
        """Whether a text ends in the name of a quantity."""
        hits = self._concepts(fold(text))
        return bool(self._heads.measures(text)) or (bool(hits) and hits[-1].end == len(fold(text)))

    def _when(self, title: str, document: Document, table: Table) -> When:
        """The one time that the title names; else the one day (截至…) of the paragraph that leads to the table."""
        when = self._heads.times(title, document.profile) if title else When()
        if len(when.spans) == 1 and _NAMED_BY_YEAR.match(fold(title[when.spans[0][1] :])) and not when.code:
            when = When()
        if len(when.spans) == 1 or when.frame or when.quarter:
            return when
        until = _UNTIL.findall(fold(paragraph_before(document, table, skipped=("heading",))))
        return self._heads.times(until[0], document.profile) if len(set(until)) == 1 else When()

    def _role(self, title: str) -> str:
        """share or growth where the title ends in such a word: 各产品收入占比, 主要原材料采购比例."""
        bare = title.rsplit("；", 1)[-1].rstrip("：:。（）() ")
        said = self._heads.said(bare[-24:], Profile())
        return said.role if said.role in ("share", "growth") and _ENDS.search(fold(bare)) else ""

    def _classed(self, title: str) -> str:
        """The balance that a table ages or classifies (应收账款账龄, 存货分类); "" for none."""
        folded = fold(title)
        hits = [hit for hit in self._concepts(folded) if hit.item.concept in _CLASSED and _SPLIT.match(folded, hit.end)]
        return title[hits[-1].start : hits[-1].end] if hits else ""

    def _measure(self, title: str) -> Measure:
        """The last amount that the title names: 营业收入 in `公司营业收入按产品构成如下`."""
        folded = fold(title)
        found = self._concepts(folded)
        hits = [hit for hit in found if _is_measure(hit.item) and _SPLIT.match(folded, hit.end)]
        if not hits:
            return Measure()
        last = hits[-1]
        return Measure(title[last.start : last.end], last.item.unit_kind in ("ratio", "times"))


def _inherited(document: Document, table: Table) -> str:
    """The unit line of the table right above, when no words stand between the two."""
    if table.caption or not table.cells:
        return ""
    at = bisect_right(document.blocks, table.cells[0].span.start, key=lambda block: block.span.start) - 2
    while at >= 0 and document.blocks[at].kind == "furniture":
        at -= 1
    before = document.blocks[at].table_id if at >= 0 else ""
    return next((other.unit_line for other in document.tables if before and other.table_id == before), "")


def _is_measure(concept: Concept) -> bool:
    """A flow of money or a ratio; the parts of a balance are items of their own, the title does not measure them."""
    if concept.unit_kind in ("ratio", "times"):
        return bool(concept.concept)
    return concept.concept in _SPLIT_UP


def _title(parts: Sequence[str]) -> str:
    """Heading, lead-in and caption, each once; a form's tick boxes (√适用 □不适用) are no title."""
    told: list[str] = []
    for part in map(tidy, parts):
        if part and not _TICKS.search(fold(part)) and not any(part in other for other in told):
            told = [*(other for other in told if other not in part), part]
    return "；".join(told)


def _is_balance_sheet(title: str) -> bool:
    last = fold(title.rsplit("；", 1)[-1])
    return bool(_BALANCES.search(last)) and not _FLOWS.search(last)


def _axis(title: str) -> str:
    """By what the last part of a title splits its quantity: region, channel, product; segment where it does not say."""
    folded = fold(title.rsplit("；", 1)[-1])
    found = [axis for axis, words in _AXES if words.search(folded)]
    return found[0] if len(found) == 1 else "segment"


def _is_parent(title: str, table: Table) -> bool:
    parts = [part for part in map(fold, title.split("；")) if not _CONSOLIDATED.search(part)]
    if _ALONE.fullmatch(fold(table.caption).strip()) or any(_PARENT.search(part) for part in parts):
        return True
    last = fold(table.section_path[-1]) if table.section_path else ""
    return bool(_PARENT.search(last)) and not _CONSOLIDATED.search(fold(title))


def market(title: str) -> str:
    """The market of which a title gives the size: 中国电机驱动市场 of `2019年中国电机驱动市场规模`; "" for none."""
    folded = fold(title)
    cue = _SIZE.search(folded)
    if cue is None:
        region = _REGION.search(folded.rsplit("；", 1)[-1])
        return region["name"] if region and not _OURS.search(folded) else ""
    before = folded[: cue.start()]
    start = max((match.end() for match in _EDGE.finditer(before)), default=0)
    name = title[start : cue.end("kind")].strip(" 的之")
    return name if 3 <= len(name) <= 40 and not _OURS.search(fold(name)) else ""


def paragraph_before(document: Document, table: Table, skipped: tuple[str, ...] = ()) -> str:
    """The paragraph right before a table when it leads to it, "" else; `skipped` are kinds of blocks that may stand between."""
    start = table.cells[0].span.start if table.cells else 0
    at = bisect_right(document.blocks, start, key=lambda block: block.span.start) - 1
    for index in range(at, max(at - 4, -1), -1):
        block = document.blocks[index]
        if block.kind in ("table", "furniture", "caption", "note", *skipped):
            continue
        text = block.span.of(document.text).strip()
        return text[-300:] if _LEADS.search(text) else ""
    return ""


def lead_in(document: Document, table: Table) -> str:
    """The last sentence of the paragraph that leads to a table (…如下：), "" for none."""
    match = _SENTENCE.search(paragraph_before(document, table)[-160:])
    sentence = match[0].strip() if match else ""
    return sentence if _LEADS.search(sentence) else ""
