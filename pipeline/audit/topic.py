"""Of what a claim speaks: its own words first, then what its sentence has been speaking of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.audit.claimtime import CARRIED, came_from, claim_time, over_years
from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import Evidence, Grade, Quantity, is_flow, year_before, year_to
from pipeline.audit.link import Linker, squash_name
from pipeline.audit.meaning import Meaning, MeaningReader
from pipeline.audit.proofs.case import Sibling
from pipeline.audit.timewords import base_time
from pipeline.core.claim import Claim
from pipeline.core.period import Period
from pipeline.lexicon.fold import fold

PRONOUNS = ("前者", "后者")
_POINTING = re.compile(r"^(?:这笔|这一|这部分|这些|这|该|此|上述)")
_WHOLE = re.compile(r"公司|集团|整体|合计|共计|总共|全部|总体")
_LINK = re.compile(r"(?:相当于|等于|占到|占了|占|接近|约为|约是|仅为|只有|超出|超过|高出|低于|高于|不到|不足|比|较|为|是)+$")
_COMPARED = re.compile(r"相当于|等于|占(?!比|有率)")
_STOP = re.compile(r"[，,；;。：:]")
# What may stand before a name that begins a clause: a time, 而, 其中.
_BEGUN = re.compile(r"(?:而|其中|同期|当年|截至|报告期内?|[\d\s年月日度上下半季第一二三四末底前至到—～~-])*")
_BREAK = re.compile(r"[；;。]")
_COMMA = re.compile(r"[，,、：:（）()]")
_AFTER = re.compile(r"[\d.,，百千万亿]*(?:元|美元|港元|万元|亿元)?(?P<words>[^\d，,；;。、]{2,12})")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a claim. Only a reading that is sure of its topic can refute it.

    told    whether the sentence tells the time; where it does not, a value printed for another time refutes nothing
    """

    quantity: Quantity
    base: Quantity | None
    refutes: bool = True
    told: bool = True


class Topics:
    """Built once for one court; called with a claim and those before it, gives its readings, the likeliest first."""

    def __init__(self, read: MeaningReader, linker: Linker, evidence: Evidence, is_company: Callable[[str], bool]) -> None:
        """`is_company` tells an entity_id that has evidence of its own from a product or a customer of the subject."""
        self._read = read
        self._linker = linker
        self._evidence = evidence
        self._is_company = is_company

    def __call__(
        self, article: Dossier, claim: Claim, subject: str, span: Period | None, siblings: Mapping[str, Sibling], between: str
    ) -> list[Reading]:
        """`between` is the text from the figure before; `subject` the filing's issuer, `span` the article's main time."""
        earlier = list(siblings.values())
        pair = _pair(claim, earlier)
        if pair is not None:
            return [Reading(*pair)]
        before = next((sibling for sibling in reversed(earlier) if sibling.claim.span == claim.span), None)
        entity = self._linker(article.doc_id, claim.entity) if claim.entity else subject
        strange = bool(claim.entity) and not self._is_company(entity) and fold(claim.entity) not in claim.sentence
        if strange:
            entity, claim = subject, replace(claim, entity="")  # named sentences ago: more likely an aside than the topic
        entity = self._named_before(between, claim) or entity
        time = claim_time(
            claim, between, before, span, article.profile.published, lambda period: self._evidence.tells(entity, period)
        )
        own = self._own(claim, entity, subject, between, before, time.period)
        quantities = self._with_context(own, claim, earlier, between)
        quantities += _otherwise(quantities[0], claim, span)
        if came_from(between):
            quantities += _of_earlier(quantities[0])
        unsure = (
            strange
            or bool(claim.role in ("growth", "change", "multiple") and over_years(between))
            or _one_of_a_list(quantities[0], claim, before)
        )
        if claim.period is None and not time.told:
            quantities.append(replace(quantities[0], period=None))
        of_parent = _of_parent(quantities[0], before, between)
        quantities = [*of_parent, *quantities]
        readings = []
        for number, quantity in enumerate(quantities):
            first = not number and not of_parent and not unsure
            readings.append(Reading(quantity, self._base(claim, quantity), first, time.told))
            sole = first and not self._evidence.find(quantity, least=Grade.LIKELY)
            readings += [Reading(one, self._base(claim, one), sole, time.told) for one in _either_profit(quantity, claim)]
        readings += [Reading(one, self._base(claim, one), refutes=False) for one in self._antecedents(own, claim, earlier)]
        return readings

    def _named_before(self, between: str, claim: Claim) -> str:
        """The issuer that begins the clause, whomever extract took: 甲乙营收17亿元，丙丁营收23亿元. "" where none does."""
        if claim.entity and claim.entity in between:
            return ""
        clause = _without_base(_STOP.split(between)[-1], claim)
        found = self._linker.directory.named_in(clause)
        return found[0][1] if found and _BEGUN.fullmatch(clause[: found[0][0]]) else ""

    def _antecedents(self, own: Quantity, claim: Claim, earlier: Sequence[Sibling]) -> list[Quantity]:
        """What the article may point back to: the adjusted loss that it named before, the part that 这部分 stands for."""
        found = []
        adjusted = next((one.quantity for one in reversed(earlier) if one.quantity.meaning.measure == "AdjustedNetProfit"), None)
        if own.meaning.measure == "NetProfit" and adjusted is not None:
            found.append(replace(own, meaning=replace(own.meaning, measure="AdjustedNetProfit")))
        if _POINTING.match(claim.metric) and not own.meaning.parts:
            part = self._evidence.part_in(
                own.entity_id, claim.sentence[: max(0, claim.sentence.find(claim.metric))] or claim.sentence
            )
            if part:
                found.append(replace(own, meaning=replace(own.meaning, parts=frozenset({part}))))
        return found

    def _own(
        self, claim: Claim, entity: str, subject: str, between: str, before: Sibling | None, period: Period | None
    ) -> Quantity:
        words = self._words(claim, subject, between, before)
        is_parent = "母公司" in words.replace("归属于母公司", "").replace("归属母公司", "")
        for name in (claim.entity, *self._linker.directory.names_of(subject), *(("母公司",) if is_parent else ())):
            words = words.replace(name, " ") if name and words != name else words
        meaning = self._read(words, claim.concept if words or claim.role != "share" else "", claim.role)
        parts = self._parts(meaning, subject, squash_name(claim.entity))
        if subject and not self._is_company(entity):
            # A product or a customer is the subject's; a company that the filings do not know matches nothing.
            parts, entity = parts | {entity}, subject
        basis = next((member for axis, member in claim.scope if axis == "basis" and member == "parent"), "")
        basis = "parent" if is_parent else basis
        if period is not None and period.is_instant and is_flow(meaning.measure):
            period = year_to(period.end)
        meaning = Meaning(_summed(meaning.measure, claim), parts, meaning.whole, meaning.word)
        return Quantity(entity, meaning, basis, period, claim.unit, claim.modality in ("reported", "estimated"))

    def _words(self, claim: Claim, subject: str, between: str, before: Sibling | None) -> str:
        """What the words before the figure name, else the metric that extract read, else what stands after the figure."""
        near = _without_base(_BREAK.split(between)[-1], claim)
        metric = subject_words(claim)
        named = self._read(metric, "", claim.role)
        own = _last_naming(self._read, near)
        near_by = self._read(own, "", claim.role)
        same = near_by.measure == named.measure
        if own and same and self._parts(named, subject, "") > self._parts(near_by, subject, ""):
            return metric  # 装配线仍是主业，2024年贡献收入3.6亿元: the part stands further back
        if own and (same or not named.measure or claim.role not in ("share", "multiple")):
            return own
        if not own and named.word not in near and (tail := _tail(claim, between)) and self._read(tail, "").measure:
            return tail
        if (
            not own
            and before is not None
            and named.word not in near
            and before.quantity.meaning.measure not in ("", named.measure)
        ):
            return ""  # carried by extract from further back than the figure just before
        return metric if named.measure or not own else own

    def _parts(self, meaning: Meaning, subject: str, entity: str) -> frozenset[str]:
        """Without the issuer's own name, and without words that its filings never use: 首破, 折合."""
        return frozenset(
            part
            for part in meaning.parts
            if self._evidence.prints(subject, part) and part != entity and not self._linker.directory.names_exactly(part, subject)
        )

    def _with_context(self, own: Quantity, claim: Claim, earlier: Sequence[Sibling], between: str) -> list[Quantity]:
        before = next((sibling for sibling in reversed(earlier) if sibling.claim.span == claim.span), None)
        named, narrowed = bool(own.meaning.measure and own.meaning.word), bool(own.meaning.parts)
        if before is None:
            before = earlier[-1] if earlier and not named and not narrowed else None
        if before is None:
            return [own]
        theirs = before.quantity
        if not named and not narrowed and claim.role != "rank":
            if not _continues(claim, before.claim):
                return [own]
            return [
                replace(own, entity_id=theirs.entity_id, basis=theirs.basis, meaning=_as(theirs.meaning, own.meaning, claim)),
                own,
            ]
        if not named and claim.unit == before.claim.unit:
            return [
                own,
                replace(
                    own,
                    basis=theirs.basis,
                    meaning=replace(own.meaning, measure=theirs.meaning.measure, word=theirs.meaning.word),
                ),
            ]
        if narrowed or not theirs.meaning.parts or _BREAK.search(between) or _WHOLE.search(_without_base(between, claim)):
            return [own]
        return [replace(own, basis=theirs.basis or own.basis, meaning=replace(own.meaning, parts=theirs.meaning.parts)), own]

    def _base(self, claim: Claim, quantity: Quantity) -> Quantity | None:
        """The quantity leaned on: another measure, other parts, or only another time."""
        words = claim.base_entity
        if not words:
            return self._named(quantity.meaning.whole, quantity) if claim.role == "share" and quantity.meaning.whole else None
        named = self._named(words, quantity)
        if named is not None:
            return named
        period = base_time(words, quantity.period)
        return replace(quantity, period=period) if period is not None else None

    def _named(self, words: str, quantity: Quantity) -> Quantity | None:
        meaning = self._read(words, "")
        parts = self._parts(meaning, quantity.entity_id, "")
        measure = meaning.measure or (quantity.meaning.measure if parts else "")
        if not measure:
            return None
        # 是同期净利润的1.3倍: of another measure it is the same time, of the same one the year before.
        same_time = "同期" in words and "上年" not in words and "去年" not in words and measure != quantity.meaning.measure
        period = (None if same_time else base_time(words, quantity.period)) or quantity.period
        basis = "" if "合并" in words else quantity.basis
        named = Quantity(quantity.entity_id, Meaning(measure, parts, "", meaning.word), basis, period, "", quantity.actual)
        if parts or not quantity.meaning.parts or measure == quantity.meaning.measure:
            return named
        # 系列酒实际产能超过设计产能: the same parts, where the filing prints the other measure of them.
        narrowed = replace(named, meaning=replace(named.meaning, parts=quantity.meaning.parts))
        return narrowed if self._evidence.find(narrowed) else named


def subject_words(claim: Claim) -> str:
    """The metric up to what it is compared with: 直销收入占酒类收入 -> 直销收入; 这笔分红相当于净利润 -> 分红."""
    return _POINTING.sub("", _COMPARED.split(_without_base(claim.metric, claim), maxsplit=1)[0])


def _without_base(words: str, claim: Claim) -> str:
    """Words up to the base that the claim leans on, without the words that lead to it."""
    if claim.base_entity and claim.base_entity in words:
        return _LINK.sub("", words[: words.index(claim.base_entity)])
    return words


def _one_of_a_list(own: Quantity, claim: Claim, before: Sibling | None) -> bool:
    """收入为3亿元、4亿元: of two values for one quantity at most one is of the time that was assumed."""
    if before is None or not (_untold(claim) and _untold(before.claim)):
        return False
    if (before.claim.unit, before.claim.role) != (claim.unit, claim.role):
        return False
    return before.quantity.meaning == own.meaning


def _untold(claim: Claim) -> bool:
    """Whether the sentence does not tell the claim's time."""
    return claim.period is None or claim.period_source in CARRIED


def _of_earlier(own: Quantity) -> list[Quantity]:
    """由30%升至35%: the first is of the year before, or of another time before."""
    before = [] if own.period is None else [replace(own, period=year_before(own.period))]
    return [*before, replace(own, period=None)]


def _of_parent(own: Quantity, before: Sibling | None, between: str) -> list[Quantity]:
    """母公司营业收入5亿元，净利润4千万元: the second may be the parent's too."""
    if before is None or before.quantity.basis != "parent" or own.basis or _WHOLE.search(between) or "合并" in between:
        return []
    meaning = own.meaning
    if meaning.measure == "NetProfitAttributableToParent":
        meaning = replace(meaning, measure="NetProfit")  # there are no others to whom a parent's own profit could belong
    return [replace(own, basis="parent", meaning=meaning)]


def _otherwise(own: Quantity, claim: Claim, span: Period | None) -> list[Quantity]:
    """Readings that can be right but not refute: a plan already in the filing, so many shares, the article's main time."""
    found = []
    if not own.actual:
        found.append(replace(own, actual=True))
    if own.unit == "股" and own.meaning.measure not in _SHARES and not _HOLDING.search(claim.sentence):
        found.append(replace(own, meaning=Meaning("SharesOutstanding", frozenset())))
    if (
        span is not None
        and own.period is not None
        and own.period != span
        and own.period.end is not None
        and claim.period_source in CARRIED
    ):
        found.append(replace(own, period=span))
    return found


_SHARES = ("SharesOutstanding", "SharesHeld", "ShareCapital", "Shareholding")
_HOLDING = re.compile("持有|发行|认购|减持|增持|回购|解禁|质押")


def _last_naming(read: MeaningReader, near: str) -> str:
    """The last stretch between commas that names a measure: 公司拟每10股派."""
    return next((words for words in reversed(_COMMA.split(near)) if words and read(words, "").measure), "")


def _tail(claim: Claim, between: str) -> str:
    """What follows the figure up to the next comma: 逾32亿元归少数股东."""
    at = claim.sentence.find(between) + len(between) if between else -1
    match = _AFTER.match(claim.sentence[at:]) if at >= 0 else None
    return match["words"] if match else ""


def _pair(claim: Claim, earlier: Sequence[Sibling]) -> tuple[Quantity, Quantity] | None:
    """后者约为前者的七分之一: the two quantities that the sentence spoke of last."""
    if claim.base_entity not in PRONOUNS:
        return None
    held = [sibling.quantity for sibling in earlier if sibling.claim.span == claim.span][-2:]
    if len(held) < 2:
        return None
    former, latter = held
    return (latter, former) if claim.base_entity == "前者" else (former, latter)


def _continues(claim: Claim, before: Claim) -> bool:
    """Whether a figure without words can be of what the one before was: a rate or change of it, or the same unit."""
    if before.role == "growth" and len(claim.unit) == 3:
        return True
    return claim.unit in ("ratio", "pp", "times") or claim.unit == before.unit or not claim.unit or "/" in before.unit


def _as(theirs: Meaning, own: Meaning, claim: Claim) -> Meaning:
    return Meaning(_summed(theirs.measure, claim), theirs.parts, own.whole, theirs.word)


def _summed(measure: str, claim: Claim) -> str:
    """每10股派21元，合计27亿元: the sum of a per-share amount is the dividend itself."""
    summed = measure == "DividendPerShare" and "/" not in claim.unit and claim.value is not None and abs(claim.value) >= _SUM
    return "Dividend" if summed else measure


_SUM = 10_000


def _either_profit(quantity: Quantity, claim: Claim) -> list[Quantity]:
    """Bare 净利润 is tried as net profit, then as that attributable to the parent."""
    meaning = quantity.meaning
    if meaning.measure != "NetProfit" or quantity.basis or meaning.parts or "合并" in claim.metric:
        return []
    return [replace(quantity, meaning=replace(meaning, measure="NetProfitAttributableToParent"))]
