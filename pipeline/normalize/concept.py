"""Which concept a metric stands for."""

from __future__ import annotations

import re

from pipeline.core.mention import Role
from pipeline.lexicon.concepts import Concept, ConceptFinder
from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon

_MONEY = frozenset({"money", "per_share"})
_RELATIVE: frozenset[Role] = frozenset({"growth", "cagr", "multiple", "change"})
_PER_SHARE = {"NetProfit": "EPS", "NetProfitAttributableToParent": "EPS", "Dividend": "DividendPerShare"}
_STAKE = re.compile(r"(?:%|percentage)of(?:the)?(?:total|enlarged|issued)(?!offer)\S*?(?:shares?|sharecapital)")
_PAREN = str.maketrans("（）", "()")


class Concepts:
    """Reads the concept from the words of a metric: its head noun, which stands last in Chinese.

    Words after the head that only say how it is counted (总额, 金额, 占比, 增幅) are looked through; any other noun behind
    the last known word means that something else is measured, and then there is no concept: 净利润 but not 净利润调节表.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._find = ConceptFinder(lexicon)
        self._shares = ShareConcepts(self._find)
        self._tails = tuple(sorted((row.word for row in lexicon.rows("metric_tails")), key=len, reverse=True))

    def __call__(self, metric: str, unit: str = "", role: Role = "level") -> Concept | None:
        """None where no word fits, the unit speaks against it, or a rank is meant (a rank carries no concept)."""
        if role == "rank" or not metric:
            return None
        folded = fold(metric).translate(_PAREN)
        if role == "share" or "占" in folded.replace("应占", ""):
            return self._shares(folded)
        head = self._head(folded) or _market(folded, unit)
        if head is None or not head.concept or not _fits(head, unit, role) or _is_other(folded, head):
            return None
        return _per_share(head) if unit.endswith("/股") else head

    def _head(self, folded: str) -> Concept | None:
        """The last known word, if nothing but counting words follows it."""
        end = len(folded)
        hits = [hit for hit in self._find(folded) if hit.item.concept or hit.word not in self._tails]
        while hits and end > hits[-1].end:
            shorter = self._shorter(folded, end)
            if shorter == end:
                return None
            end = shorter
            while hits and hits[-1].end > end:
                hits.pop()
        return hits[-1].item if hits else None

    def _shorter(self, folded: str, end: int) -> int:
        if folded[end - 1] == ")":
            opening = folded.rfind("(", 0, end)
            return opening if opening >= 0 else end
        if folded[end - 1] in " 的：:之>":
            return end - 1
        return next((end - len(tail) for tail in self._tails if folded.endswith(tail, 0, end)), end)


class ShareConcepts:
    """The concept of a part of a whole: from the words on both sides of 占."""

    def __init__(self, find: ConceptFinder) -> None:
        self._find = find

    def __call__(self, folded: str) -> Concept | None:
        part, _, whole = folded.partition("占" if "占" in folded else "% of ")
        if "客户" in folded and _has(folded, "收入", "销售", "营收", "收益"):
            return Concept("CustomerConcentration", "客户")
        named = self._named(folded)
        if named is not None:
            return named
        if _STAKE.search(folded.replace(" ", "").lower()):
            return Concept("Shareholding", "shares")
        whole = whole or part
        if _has(folded, "采购", "供应商"):
            return Concept("SupplierConcentration", "采购")
        if _has(folded, "薪酬", "工资"):
            return None
        if _has(folded, "人员", "员工", "人数", "雇员", "团队", "职工"):
            return Concept("HeadcountShare", "人员")
        if _has(whole.lower(), "收入", "营收", "收益", "营业额", "销售额", "销售总额", "销售", "revenue"):
            return self._of_revenue(part)
        if _has(whole, "股本", "股份", "股权", "已发行", "权益", "表决权", "注册资本", "出资"):
            return None if "发行数量" in part or "发行股" in part else Concept("Shareholding", "股本")
        if "市场" in folded:
            return Concept("MarketShare", "市场")
        return None

    def _named(self, folded: str) -> Concept | None:
        """A share with a name of its own at the end: 市场份额, 持股比例, 研发人员占比."""
        hits = [hit for hit in self._find(folded) if hit.item.unit_kind == "ratio" and hit.item.concept]
        return hits[-1].item if hits and hits[-1].end == len(folded) else None

    def _of_revenue(self, part: str) -> Concept | None:
        found = [hit.item.concept for hit in self._find(part)]
        if not found or found[-1] in ("Revenue", ""):
            return Concept("RevenueShare", "收入占比")
        ratios = {
            "ResearchAndDevelopmentExpense": "ResearchAndDevelopmentRatio",
            "SellingExpense": "ExpenseRatio",
            "AdministrativeExpense": "ExpenseRatio",
            "FinanceCosts": "ExpenseRatio",
            "NetProfit": "NetMargin",
            "GrossProfit": "GrossMargin",
        }
        concept = ratios.get(found[-1])
        return Concept(concept, part) if concept else None


def _is_other(folded: str, head: Concept) -> bool:
    """其他流动资产, 应付职工薪酬, 支付给少数股东的股利、利润: a word in front makes another thing of it."""
    before = folded[: folded.rfind(fold(head.word))]
    if head.concept.startswith("NetProfit") and ("股利" in folded or "分配" in folded):
        return True
    return before.endswith(("一年内到期的", "其他", "应付", "预付", "预收", "递延", "少数股东"))


def _market(folded: str, unit: str) -> Concept | None:
    """Money of a market as such is its size: 中国工业机器人市场由86亿元增至253亿元."""
    named = folded.endswith(("市场", "行业", "市场的规模", "市场增长率", "市场复合年增长率"))
    return Concept("MarketSize", "市场", unit_kind="money") if named and (_is_money(unit) or unit == "ratio") else None


def _is_money(unit: str) -> bool:
    return unit[:3].isupper() and unit[:3].isascii()


def _has(text: str, *words: str) -> bool:
    return any(word in text for word in words)


def _fits(head: Concept, unit: str, role: Role) -> bool:
    """Whether a figure in this unit can be of the concept; rates of change may be of any."""
    if role in _RELATIVE or not unit or not head.unit_kind:
        return True
    if _is_money(unit):
        return head.unit_kind in _MONEY or head.concept in ("SharesOutstanding", "OrderBacklog")
    if unit in ("ratio", "pp"):
        return head.unit_kind in ("ratio", "times")
    if unit == "times":
        return head.unit_kind in ("times", "ratio")
    return head.unit_kind in ("count", "shares", "volume") or head.concept in ("Shareholding", "OrderBacklog", "FundingRaised")


def _per_share(head: Concept) -> Concept:
    concept = _PER_SHARE.get(head.concept)
    return Concept(concept, head.word, unit_kind="per_share", name=head.name) if concept else head
