"""Of what a claim speaks: its own words first, then what its sentence has been speaking of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import Evidence, Quantity
from pipeline.audit.link import Linker, squash_name
from pipeline.audit.meaning import Meaning, MeaningReader
from pipeline.audit.proofs.case import Sibling
from pipeline.audit.timewords import base_time
from pipeline.core.claim import Claim
from pipeline.core.period import Period

PRONOUNS = ("前者", "后者")
_POINTING = re.compile(r"^(?:这笔|这一|这部分|这些|这|该|此|上述)")
_WHOLE = re.compile(r"公司|集团|整体|合计|共计|总共|全部|总体")
_LINK = re.compile(r"(?:相当于|等于|占到|占了|占|接近|约为|约是|仅为|只有|超出|超过|高出|低于|高于|不到|不足|比|较|为|是)+$")
_BREAK = re.compile(r"[；;。]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a claim. Only a reading that is sure of its topic can refute it."""

    quantity: Quantity
    base: Quantity | None
    refutes: bool = True


class Topics:
    """Built once for one court; called with an article's claim and the claims before it, gives its readings, the likeliest first."""

    def __init__(self, read: MeaningReader, linker: Linker, evidence: Evidence) -> None:
        self._read = read
        self._linker = linker
        self._evidence = evidence

    def __call__(
        self, article: Dossier, claim: Claim, subject: str, span: Period | None, siblings: Mapping[str, Sibling], between: str
    ) -> list[Reading]:
        """`between` is the text from the figure before to this one; `subject` the filing's issuer, `span` the article's main time."""
        earlier = list(siblings.values())
        pair = _pair(claim, earlier)
        if pair is not None:
            return [Reading(*pair)]
        own = self._own(article, claim, subject, span)
        quantities = self._with_context(own, claim, earlier, between)
        readings = []
        for number, quantity in enumerate(quantities):
            for one in (quantity, *_either_profit(quantity)):
                readings.append(Reading(one, self._base(claim, one), refutes=number == 0))
        return readings

    def _own(self, article: Dossier, claim: Claim, subject: str, span: Period | None) -> Quantity:
        words = subject_words(claim)
        meaning = self._read(words, claim.concept if words or claim.role != "share" else "", claim.role)
        entity = self._linker(article.doc_id, claim.entity) if claim.entity else subject
        parts = self._parts(meaning, subject, squash_name(claim.entity))
        if subject and not self._linker.knows(entity):
            # A product or a customer is the subject's; a company that the filings do not know matches nothing.
            parts, entity = parts | {entity}, subject
        basis = next((member for axis, member in claim.scope if axis == "basis" and member == "parent"), "")
        if "母公司" in words.replace("归属于母公司", "").replace("归属母公司", ""):
            basis, parts = "parent", frozenset(part for part in parts if "母公司" not in part)
        period = claim.period if claim.period is not None or claim.claim_type == "cumulative" else span
        meaning = Meaning(meaning.measure, parts, meaning.whole, meaning.word)
        return Quantity(entity, meaning, basis, period, claim.unit, claim.modality in ("reported", "estimated"))

    def _parts(self, meaning: Meaning, subject: str, entity: str) -> frozenset[str]:
        """Without the issuer's own name, and without words that its filings never use: 首破, 折合."""
        return frozenset(
            part
            for part in meaning.parts
            if self._evidence.prints(subject, part) and part != entity and not self._linker.names_exactly(part, subject)
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
            return [replace(own, entity_id=theirs.entity_id, basis=theirs.basis, meaning=_as(theirs.meaning, own.meaning)), own]
        if not named and claim.unit == before.claim.unit:
            return [own, replace(own, basis=theirs.basis, meaning=replace(own.meaning, measure=theirs.meaning.measure, word=theirs.meaning.word))]
        if narrowed or not theirs.meaning.parts or _BREAK.search(between) or _WHOLE.search(between):
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
        parts = frozenset(part for part in meaning.parts if self._evidence.prints(quantity.entity_id, part))
        measure = meaning.measure or (quantity.meaning.measure if parts else "")
        if not measure:
            return None
        period = base_time(words, quantity.period) or quantity.period
        named = Quantity(quantity.entity_id, Meaning(measure, parts, "", meaning.word), quantity.basis, period, "", quantity.actual)
        if parts or not quantity.meaning.parts or measure == quantity.meaning.measure:
            return named
        # 系列酒实际产能超过设计产能: the same parts, where the filing prints the other measure of them.
        narrowed = replace(named, meaning=replace(named.meaning, parts=quantity.meaning.parts))
        return narrowed if self._evidence.find(narrowed) else named


def subject_words(claim: Claim) -> str:
    """The metric up to what it is compared with: 直销收入占酒类收入 -> 直销收入; 这笔分红 -> 分红."""
    words = claim.metric
    if claim.base_entity and claim.base_entity in words:
        words = words[: words.index(claim.base_entity)]
        words = _LINK.sub("", words)
    return _POINTING.sub("", words)


def _pair(claim: Claim, earlier: Sequence[Sibling]) -> tuple[Quantity, Quantity] | None:
    """后者约为前者的七分之一: the two quantities that the sentence spoke of last."""
    if claim.base_entity not in PRONOUNS:
        return None
    held = [sibling.quantity for sibling in earlier if sibling.claim.span == claim.span][-2:]
    if len(held) < 2:
        return None
    former, latter = held
    return (latter, former) if claim.base_entity == "前者" else (former, latter)


def _as(theirs: Meaning, own: Meaning) -> Meaning:
    return Meaning(theirs.measure, theirs.parts, own.whole, theirs.word)


def _either_profit(quantity: Quantity) -> list[Quantity]:
    """Bare 净利润 is tried as net profit, then as that attributable to the parent."""
    meaning = quantity.meaning
    if meaning.measure != "NetProfit" or quantity.basis or meaning.parts:
        return []
    return [replace(quantity, meaning=replace(meaning, measure="NetProfitAttributableToParent"))]
