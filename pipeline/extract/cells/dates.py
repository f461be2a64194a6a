"""When a cell is for: its column and row together, else the title, else the document's own period."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.mention import Source
from pipeline.core.period import Period
from pipeline.extract.cells.heads import Head
from pipeline.extract.cells.labels import Label
from pipeline.extract.cells.periods import When, coded, combined, last_day
from pipeline.extract.cells.sheet import Sheet
from pipeline.extract.cells.who import is_holding
from pipeline.lexicon import Lexicon
from pipeline.lexicon.concepts import ConceptFinder
from pipeline.lexicon.fold import fold

_FLOW = re.compile(
    r"(?:添置|购|处置|出售|赎回|收回|支付|偿还|取得|增加|减少|存入|提取|发放|新增|转让|收购|[年期]内|本[年期]|计提|撇销|核销|转[回出入]|拨回|收到|已收|摊销|折旧|purchase|addition|proceeds|repayment|payment|disposal)",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"(?:资产|负债|余额|结余|借款|贷款|存款|应[收付](?:款项?|票据)|公积|储备|存货)(?:总[额值计]|合计|净[额值])?(?:[（(][^（()）]*[)）])?$"
)


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """The time of a cell, its words, and where they stood."""

    period: Period | None = None
    text: str = ""
    source: Source = ""


class PeriodChain:
    """Resolves the time of one cell. Built once, called with the column, the row and the sheet they stand in."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._concepts = ConceptFinder(lexicon)

    def __call__(self, head: Head, label: Label, sheet: Sheet, row: int, noun: str = "") -> PeriodFound:
        """Column and row together, else the title, else the document's own period; `noun` is what the title says is measured."""
        parts = [*head.whens, *label.whens, *self._of_leaf(head, label)]
        source: Source = "column" if head.whens or head.role == "growth" else "row"
        title = sheet.context.when
        if head.role == "growth" and not _full(head.whens):
            parts = [*sheet.newest(row), *parts]
        moved, days = sheet.moved(row) if not parts else (None, "")
        if moved is not None:
            return PeriodFound(moved, days, "row")
        if not parts and title and not (is_holding(head.metric) and not (title.is_instant or title.code.endswith("_end"))):
            parts, source = [title], "caption"
        elif parts and not any(part.period for part in parts) and title.period:
            parts = [title, *parts]  # 第一季度 or 上年年末余额 of the year that the title names
        whole, words = sheet.all_rows(row) if label.total and not parts else (None, "")
        if whole is not None:
            return PeriodFound(whole, words, "row")
        period = combined(parts, sheet.profile) if parts else None
        if not parts or (period is None and source == "caption"):
            return self._default(label, head, sheet)
        return PeriodFound(self._by_row(period, parts, label, sheet, noun), " ".join(part.text for part in parts), source)

    def _of_leaf(self, head: Head, label: Label) -> list[When]:
        """The time that the label itself names: 年末的现金 narrows its column, 于2024年12月31日，扣除累计折旧 stands alone."""
        when = label.said.when if label.said else When()
        if not when:
            return []
        timed = bool(head.whens or label.whens)
        if when.period:
            return [when] if not timed or when.period.is_instant else []
        return [when] if (when.code and head.whens) or not timed else []

    def _by_row(self, period: Period | None, parts: list[When], label: Label, sheet: Sheet, noun: str) -> Period | None:
        """A bare year over a balance means its last day: 总资产 under 2021年, all of a balance sheet, ages of receivables."""
        if period is None or period.is_instant or period.end is None or not all(part.bare_year for part in parts):
            return period
        flows = _FLOW.match(fold(label.leaf)) or "现金流" in fold(sheet.context.title)
        of_group = self._kind(label.groups[-1]) if label.total and label.groups else ""
        stock = _STOCK.search(fold(label.leaf)) is not None
        balance = "instant" in (self._kind(label.leaf) or self._kind(noun), of_group) or (stock and not self._kind(label.leaf))
        if sheet.context.day is not None:
            day = sheet.context.day.month, sheet.context.day.day
            return Period.instant(last_day(period.end.year, *day))
        return Period.instant(period.end) if (balance and not flows) or sheet.context.balances else period

    def _default(self, label: Label, head: Head, sheet: Sheet) -> PeriodFound:
        """Nothing says when: an annual or interim report speaks of its own period, any other document of none."""
        if sheet.profile.doc_type not in ("annual_report", "interim_report"):
            return PeriodFound()
        measured = self._kind(label.leaf) or self._kind(head.metric)
        code = "current_end" if measured == "instant" or is_holding(head.metric) else "current"
        period = coded(code, sheet.profile)
        return PeriodFound(period, "", "document" if period else "")

    def _kind(self, text: str) -> str:
        bare = re.sub(r"[（(][^（()）]*[)）]$", "", text).strip()
        hits = self._concepts(fold(bare)) if bare else []
        return hits[-1].item.period if hits and hits[-1].end == len(bare) else ""


def _full(whens: tuple[When, ...]) -> bool:
    """Whether a head names a whole time: a frame (止年度) without its year does not."""
    return any(when.period or when.code or when.quarter for when in whens)
