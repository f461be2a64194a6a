"""What the filings print about a quantity, and how surely it is the same quantity."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from operator import itemgetter

from pipeline.audit import bounds
from pipeline.audit.meaning import Meaning, is_cost
from pipeline.audit.mentioned import Mentioned
from pipeline.core.figure import Figure
from pipeline.core.interval import Interval
from pipeline.core.mention import Role
from pipeline.core.period import Period
from pipeline.lexicon.fold import fold

# Measures that loose prose does not keep apart; a claim may agree by them but never be refuted by them.
_KIN = (
    frozenset({"Revenue", "RevenueMain", "RevenueTotal"}),
    frozenset({"ResearchAndDevelopmentExpense", "ResearchAndDevelopmentSpending"}),
    frozenset({"CostOfSales", "CostMain"}),
    frozenset({"GrossMargin", "GrossMarginMain"}),
    frozenset({"GrossProfit", "GrossProfitMain"}),
    frozenset({"FinanceCosts", "FinanceExpense", "InterestExpense"}),
    frozenset({"SharesOutstanding", "ShareCapital"}),
    frozenset({"SharesHeld", "Shareholding"}),
    frozenset({"MonetaryFunds", "CashAndCashEquivalents"}),
    frozenset({"NetProfit", "Profit"}),
    frozenset({"OperatingProfit", "Profit"}),
)
_EXACT_WORDS = frozenset({"营业收入", "营业总收入", "主营业务收入"})
_STRAY = 3
_BEYOND_DOUBT = 4  # times as often
_CODE = 3  # letters of a currency
_AT_HAND = 50_000  # mentions
_DOUBTFUL = frozenset({"unit_assumed", "header_missing", "readers_differ", "ocr", "corrected"})
COUNTED = frozenset(
    ["家", "个", "户", "名", "人", "位", "款", "项", "件", "支", "座", "间", "只", "条", "台", "辆", "艘", "所", "种", "份", "张"]
)
_RATES = frozenset({"ratio", "pp", "times", "rank", "shares"})


class Grade(IntEnum):
    """How surely a printed figure is the quantity sought. Only `sure` refutes."""

    WEAK = 1  # some words of the claim are not found again
    LIKELY = 2  # nothing contradicts, something is unsaid
    SURE = 3  # measure, parts, basis, period, unit and entity are the same


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is sought. `unit` is "" where any will do."""

    entity_id: str
    meaning: Meaning
    basis: str
    period: Period | None
    unit: str
    actual: bool = True

    def at(self, period: Period | None) -> Quantity:
        return replace(self, period=period)


@dataclass(frozen=True, slots=True)
class Match:
    mentioned: Mentioned
    grade: Grade

    @property
    def interval(self) -> Interval:
        return self.mentioned.interval


class _Told:
    """All that is told of one entity, by measure, words, time and row."""

    def __init__(self, mentions: Iterable[Mentioned]) -> None:
        self.by_measure: dict[str, list[Mentioned]] = defaultdict(list)
        self.by_words: dict[str, list[Mentioned]] = defaultdict(list)
        self.parts: set[str] = set()
        self.times: Counter[Period] = Counter()
        self.currencies: Counter[str] = Counter()
        self.rows: dict[tuple[str, str, int], list[Mentioned]] = defaultdict(list)
        self.values: list[tuple[Decimal, int, Mentioned]] = []  # by amount, then by number
        self.size = 0
        for mentioned in mentions:
            self._add(mentioned)
        self.values.sort(key=itemgetter(0, 1))

    def _add(self, mentioned: Mentioned) -> None:
        meaning, figure = mentioned.meaning, mentioned.figure
        self.size += 1
        self.by_measure[meaning.measure].append(mentioned)
        if figure.value is not None:
            self.values.append((abs(figure.value), self.size, mentioned))
        if figure.period is not None and figure.role == "level" and figure.modality == "reported":
            self.times[figure.period] += 1
        if len(figure.unit) == _CODE and figure.unit.isupper():
            self.currencies[figure.unit] += 1
        self.parts |= meaning.parts
        for part in meaning.parts:
            for at in range(len(part) - 1):
                self.by_words[part[at : at + 2]].append(mentioned)
        if figure.cell is not None:
            self.rows[mentioned.dossier.doc_id, figure.cell.table_id, figure.cell.row].append(mentioned)


class Evidence:
    """What is told, by entity and measure. Built once, asked often; an entity's figures are fetched when it is first asked about.

    told  entity_id -> mentions of that entity, in the order of documents (see `about`)
    """

    def __init__(self, told: Callable[[str], Iterable[Mentioned]]) -> None:
        self._fetch = told
        self._held: dict[str, _Told] = {}
        self._admits: Callable[[Mentioned], bool] | None = None

    def of(self, admits: Callable[[Mentioned], bool]) -> Evidence:
        """The same evidence with only some of its mentions heard; words and times are those of all."""
        view = copy(self)
        view._admits = admits
        return view

    def _of(self, entity_id: str) -> _Told:
        """The entities asked about last stay at hand, as far as memory is meant to go."""
        found = self._held.pop(entity_id, None) or _Told(self._fetch(entity_id))
        self._held[entity_id] = found
        while len(self._held) > 1 and sum(held.size + 1 for held in self._held.values()) > _AT_HAND:
            del self._held[next(iter(self._held))]
        return found

    def currency(self, entity_id: str) -> str:
        """The currency in which most of its amounts are printed; "" for none."""
        return max(self._of(entity_id).currencies.items(), key=lambda pair: pair[1], default=("", 0))[0]

    def tells(self, entity_id: str, period: Period) -> bool:
        """Whether the filings print more than a stray figure of that time."""
        return self._of(entity_id).times[period] >= _STRAY

    def newest(self, entity_id: str) -> Period | None:
        """The latest span of which the filings print much."""
        times = self._of(entity_id).times
        spans = [period for period, count in times.items() if count >= _STRAY and not period.is_instant and period.end]
        return max(spans, key=lambda period: (period.end, period.start), default=None)

    def newest_year(self, entity_id: str) -> Period | None:
        """The latest twelve months of which the filings print much."""
        times = self._of(entity_id).times
        spans = [span for span, count in times.items() if count >= _STRAY and span.end and span == year_to(span.end)]
        return max(spans, key=lambda period: period.end or date.min, default=None)

    def part_in(self, entity_id: str, words: str) -> str:
        """The part of this entity's figures that a text names last; "" for none."""
        found = [(words.rfind(part), len(part), part) for part in self._of(entity_id).parts if part in words]
        return max(found, default=(0, 0, ""))[2]

    def prints(self, entity_id: str, words: str) -> bool:
        """Whether the filings use at least half of the neighbouring characters of these words in what they measure."""
        pairs = [words[at : at + 2] for at in range(len(words) - 1)]
        told = self._of(entity_id).by_words
        return bool(pairs) and 2 * sum(pair in told for pair in pairs) >= len(pairs)

    def row(self, mentioned: Mentioned) -> Sequence[Mentioned]:
        """The figures of its table row, itself included; nothing for prose."""
        cell = mentioned.figure.cell
        if cell is None:
            return ()
        told = self._of(mentioned.entity_id)
        return self._heard(told.rows[mentioned.dossier.doc_id, cell.table_id, cell.row])

    def of_value(self, entity_id: str, claimed: Figure) -> Sequence[Mentioned]:
        """Figures of an entity whose amount rounds to the claimed one, printed at least as precisely."""
        digits = bounds.printed(claimed)
        if digits is None or claimed.value is None:
            return []
        ends = bounds.amount(digits)
        held = self._of(entity_id).values
        first = bisect_left(held, ends.low, key=itemgetter(0))
        last = bisect_right(held, ends.high, key=itemgetter(0))
        return self._heard([one for _, _, one in held[first:last] if _as_fine(one.figure, claimed)])

    def find(self, sought: Quantity, roles: tuple[Role, ...] = ("level",), least: Grade = Grade.WEAK) -> list[Match]:
        """What is printed of a quantity, the surest first, then the most precise."""
        matches = []
        for mentioned in self._near(sought):
            if mentioned.figure.role not in roles:
                continue
            grade = grade_of(sought, mentioned)
            if grade is not None and grade >= least:
                matches.append(Match(mentioned, grade))
        return sorted(matches, key=lambda match: (-match.grade, -match.mentioned.precision, match.mentioned.figure.page))

    def best(self, sought: Quantity, roles: tuple[Role, ...] = ("level",)) -> Match | None:
        """The one match to compute with: the surest and most precise of the value that most mentions print.

        None where no value is printed twice as often as any other: then the filings contradict each other or were misread.
        """
        matches = self.find(sought, roles, least=Grade.LIKELY)
        groups: list[list[Match]] = []
        for match in matches:
            if match.grade < matches[0].grade:
                break
            home = next((group for group in groups if same_value(match.mentioned, group[0].mentioned)), None)
            if home is None:
                groups.append([match])
            else:
                home.append(match)
        weights = [(sum(_weight(sought, match.mentioned) for match in group), number) for number, group in enumerate(groups)]
        ranked = sorted(weights, key=lambda pair: (-pair[0], pair[1]))
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
            return None
        found = groups[ranked[0][1]][0]
        # Where another value is printed nearly as often, the better one may be computed with, but refutes nothing.
        rival = ranked[1][0] if len(ranked) > 1 else 0
        return found if ranked[0][0] > _BEYOND_DOUBT * rival else replace(found, grade=min(found.grade, Grade.LIKELY))

    def echoes(self, mentioned: Mentioned) -> list[Mentioned]:
        """Where else the same is printed: equal measure, parts, basis and time, and a value that meets."""
        figure, meaning = mentioned.figure, mentioned.meaning
        return [
            one
            for one in self._heard(self._of(mentioned.entity_id).by_measure.get(meaning.measure, ()))
            if one is not mentioned
            and one.figure.role == figure.role
            and one.figure.period == figure.period
            and one.basis == mentioned.basis
            and one.meaning.parts == meaning.parts
            and same_value(one, mentioned)
        ]

    def periods(self, sought: Quantity) -> list[Match]:
        """Matches of the quantity at any time, sure but for the period."""
        found = []
        for mentioned in self._near(sought):
            if mentioned.figure.role == "level" and mentioned.figure.period is not None:
                grade = grade_of(sought.at(mentioned.figure.period), mentioned)
                if grade is not None and grade >= Grade.LIKELY:
                    found.append(Match(mentioned, grade))
        return found

    def _heard(self, mentions: Sequence[Mentioned]) -> Sequence[Mentioned]:
        return mentions if self._admits is None else [one for one in mentions if self._admits(one)]

    def _near(self, sought: Quantity) -> Iterable[Mentioned]:
        told = self._of(sought.entity_id)
        if sought.meaning.measure:
            for measure in {sought.meaning.measure, *kin(sought.meaning.measure)}:
                yield from self._heard(told.by_measure.get(measure, ()))
        seen: set[int] = set()
        for part in sought.meaning.parts:
            for at in range(len(part) - 1):
                for mentioned in self._heard(told.by_words.get(part[at : at + 2], ())):
                    if id(mentioned) not in seen and not (sought.meaning.measure and mentioned.meaning.measure):
                        seen.add(id(mentioned))
                        yield mentioned


def _as_fine(figure: Figure, claimed: Figure) -> bool:
    """Whether a figure has at least the decimals of the claimed one; a bound (超过5%) says no value, but the same bound."""
    if figure.qualifier in ("over", "at_least", "under", "at_most") and figure.qualifier != claimed.qualifier:
        return False
    return figure.decimals is None or (claimed.decimals is not None and figure.decimals >= claimed.decimals)


def _weight(sought: Quantity, mentioned: Mentioned) -> int:
    """A table speaks of the issuer, prose also of its industry; the very word speaks of the very measure."""
    return 1 + (mentioned.figure.kind == "table") + (mentioned.meaning.word == sought.meaning.word)


def same_value(one: Mentioned, other: Mentioned) -> bool:
    """Whether two mentions can print one value, its digits rounded or cut off."""
    if one.interval.meets(other.interval):
        return True
    if is_cost(one.meaning.measure) and bounds.amount(one.interval).meets(bounds.amount(other.interval)):
        return True
    loose, strict = sorted((one, other), key=lambda mentioned: mentioned.precision)
    wide = bounds.cut(loose.figure)
    return wide is not None and loose.figure.qualifier == "exact" and wide.meets(strict.interval)


def about(mentioned: Mentioned, issuer: str) -> Mentioned:
    """A row about a customer or a subsidiary is the issuer's figure, narrowed by that name."""
    if not issuer or mentioned.entity_id == issuer:
        return mentioned
    parts = mentioned.meaning.parts | {mentioned.entity_id}
    return replace(mentioned, entity_id=issuer, meaning=replace(mentioned.meaning, parts=parts))


def kin(measure: str) -> frozenset[str]:
    return frozenset().union(*(group for group in _KIN if measure in group)) - {measure}


def grade_of(sought: Quantity, mentioned: Mentioned) -> Grade | None:
    """None where something contradicts: another basis, period, unit or part."""
    figure = mentioned.figure
    if sought.basis != mentioned.basis or not same_unit(sought.unit, figure.unit):
        return None
    if sought.actual != mentioned.is_actual:
        return None
    doubts = [_words(sought.meaning, mentioned.meaning), _time(sought.period, figure.period, sought.meaning.measure)]
    if (sought.unit and not figure.unit) or figure.flags & _DOUBTFUL:
        doubts.append(Grade.LIKELY)
    if any(doubt is None for doubt in doubts):
        return None
    return min(doubt for doubt in doubts if doubt is not None)


def _words(sought: Meaning, found: Meaning) -> Grade | None:
    fit = sought.fits(found)
    if fit != "same" and sought.measure == found.measure != "" and not sought.parts and _other_script(sought, found):
        return Grade.LIKELY  # 发售价 and Offer Price: which of its words narrow it cannot be compared
    if not sought.measure:
        return _unnamed(found, fit)
    if not found.measure:
        # A column whose heading was lost: the part and the digits must speak for it.
        return Grade.LIKELY if sought.parts and fit == "same" else None
    if sought.measure != found.measure:
        # 营业收入 is not 营业总收入, but 营收 may be either, and a product's 收入 its 主营业务收入.
        if sought.word in _EXACT_WORDS and not sought.parts:
            return None
        return Grade.LIKELY if fit == "same" and found.measure in kin(sought.measure) else None
    if fit == "same":
        return Grade.SURE
    if fit == "finer":
        return Grade.LIKELY if sought.parts else None
    return None


def words_of(mentioned: Mentioned) -> str:
    """Everything that stands around a figure, folded: its labels and its table's heading, or its sentence."""
    figure = mentioned.figure
    return fold(f"{figure.metric} {figure.base_text} {mentioned.entity_id} {mentioned.head or figure.context}")


def speaks_english(meaning: Meaning) -> bool:
    """Whether all of its words are English."""
    words = (*meaning.parts, meaning.word)
    return any(words) and all(word.isascii() for word in words)


def _other_script(sought: Meaning, found: Meaning) -> bool:
    return speaks_english(found) and not speaks_english(sought)


def _unnamed(found: Meaning, fit: str) -> Grade | None:
    if fit == "same":
        return Grade.SURE if not found.measure else Grade.LIKELY
    return Grade.LIKELY if fit == "finer" else None


def is_flow(measure: str) -> bool:
    """Whether it is earned, spent or made over a time."""
    return bool(_FLOWS.search(measure)) and not measure.endswith(("Ratio", "Margin"))


# What is earned, spent or made over a time; balances and counts stand at its end.
_FLOWS = re.compile(r"Revenue|Profit|CashFlow|Expense|CostOf|CostTotal|Income|Dividend|EPS|Volume|Spending|Purchase|Change")


def _time(sought: Period | None, found: Period | None, measure: str) -> Grade | None:
    if sought is None or found is None:
        return Grade.LIKELY
    if sought.is_instant != found.is_instant and is_flow(measure):
        # A year's flow dated with its last day: 以2021年末总股本为基数分配利润.
        span = found if sought.is_instant else sought
        return Grade.LIKELY if same_time(sought, found) and span == year_to(span.end) else None
    return Grade.SURE if same_time(sought, found) else None


def same_time(one: Period, other: Period) -> bool:
    """Equal, or a balance at the end of the same span: 2021年 and 2021-12-31."""
    if one == other:
        return True
    return one.end is not None and one.end == other.end and (one.is_instant or other.is_instant)


def same_unit(sought: str, found: str) -> bool:
    """Unknown units contradict nothing; classifiers count alike; 元 of a per-share measure is CNY/股."""
    if not sought or not found or sought == found:
        return True
    if {sought, found} <= COUNTED or {sought, found} == {"ratio", "times"}:
        return True
    if {sought, found} == {"股", "shares"} or (sought in COUNTED and found.isascii() and found.islower() and found not in _RATES):
        return True
    return "/" in sought + found and sought.partition("/")[0] == found.partition("/")[0]


def year_before(period: Period) -> Period:
    return Period(_shift(period.start), _shift(period.end))


def year_to(end: date | None) -> Period:
    """The twelve months that end on a day."""
    last = end or date.max
    before = _shift(last) or last
    return Period(before + timedelta(days=1), last)


def _shift(day: date | None) -> date | None:
    if day is None:
        return None
    if day.month == 2 and day.day == 29:
        return date(day.year - 1, 2, 28)
    before = day.replace(year=day.year - 1)
    return before.replace(day=29) if before.month == 2 and before.day == 28 and _leap(before.year) and _ends(day) else before


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _ends(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month


def per_shares(figure: Figure, context: str) -> int:
    """每10股派现21.6元 is said of ten shares; 1 where neither unit nor words before the figure name a number."""
    if unit := re.search(r"/(\d+)股", figure.unit):
        return int(unit[1])
    text = figure.text
    at = context.find(text)
    match = re.search(r"每\s*(10|十|\d{1,3})\s*股[^，,。；;]{0,12}$", context[:at] if at >= 0 else context)
    return 1 if match is None else 10 if match[1] == "十" else int(match[1])
