"""What a printed expression of quantity or time is worth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.core.interval import INFINITY, Interval
from pipeline.core.period import Period

ReadingType = Literal["number", "money", "percent", "quantity", "duration", "ordinal", "date", "period", "mark"]
Qualifier = Literal["exact", "about", "nearly", "over", "at_least", "under", "at_most"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression found in a text, with half-open offsets into that text.

    type           `mark` is a number that measures nothing (section number, stock code, model name): see `mark`
    value          base units, exact: 元 not 万元, a percentage as a fraction, 一成 0.1, pp as printed, 15个基点 0.15
    low, high      the ends of a range, low the smaller, None for an open end; then `value` is None
    unit           GUIDE's canonical unit: ISO currency, ratio, pp, times, rank, simplified classifier, CNY/股, "" unknown
    unit_text      the words the unit was read from, with currency: 亿元, 人民幣百萬元, %
    scale          the power of ten applied to value_printed: 8 for 亿, -2 for %
    value_printed  the number as printed (36.57); None for a range or a time
    decimals       XBRL's sense: 3.124亿 has -5; for a range, of its less precise end
    qualifier      from words before and after: 近 nearly, 约 about, 超 over, 以上 at_least, 不到 under, 以下 at_most
    period         for date and period, resolved with the reference date; None when it could not be
    period_text    normal form of a time that needs the document to resolve it: `current`, `prior`, `same_prior`, ...
    mark           for type mark: the ledger kind (section_number, clause_number, note_reference, code, phone, name, idiom, ...)
    rule           which rule and lexicon row read it, for `explain`
    """

    type: ReadingType
    start: int
    end: int
    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    unit_text: str = ""
    scale: int = 0
    value_printed: Decimal | None = None
    decimals: int | None = None
    qualifier: Qualifier = "exact"
    period: Period | None = None
    period_text: str = ""
    mark: str = ""
    rule: str = ""

    @property
    def is_range(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def interval(self) -> Interval | None:
        """The values it can stand for, qualifier not applied; None for times and marks."""
        if self.value is not None:
            return Interval.printed(self.value, self.decimals) if self.decimals is not None else Interval.exactly(self.value)
        if self.is_range:
            low = self.low if self.low is not None else -INFINITY
            high = self.high if self.high is not None else INFINITY
            return Interval(low, high, includes_high=True)
        return None
