"""A claim on trial, with what is known of it, and the proofs that can be brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.audit.definitions import Definitions
from pipeline.audit.evidence import Evidence, Grade, Match, Quantity
from pipeline.audit.meaning import Meaning, MeaningReader
from pipeline.audit.timewords import is_regular, quarter_before
from pipeline.core.claim import Claim
from pipeline.core.figure import Figure
from pipeline.core.interval import Interval
from pipeline.core.period import Period
from pipeline.lexicon.fold import fold


@dataclass(frozen=True, slots=True)
class Proof:
    """One way to the claimed quantity.

    computed    what the operands' printed decimals leave possible
    matches     the operands, the deciding one first
    grade       the least sure of them
    way_zh, way_en  how it was worked out; "" when it is printed as such
    by_amount   signs do not count: losses and costs
    """

    computed: Interval
    matches: tuple[Match, ...]
    grade: Grade
    way_zh: str = ""
    way_en: str = ""
    by_amount: bool = False


@dataclass(frozen=True, slots=True)
class Sibling:
    """An earlier claim of the same article: what it spoke of, and what was found of it."""

    claim: Claim
    quantity: Quantity
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Witness:
    """Who gives the evidence, and how far it is believed.

    Articles repeat themselves and are read less surely than the tables of a filing: that an article says a thing twice proves
    nothing, and that two printed amounts differ refutes only where they are near enough to be one quantity.
    """

    name: Literal["filings", "itself", "others"]

    @property
    def is_press(self) -> bool:
        return self.name != "filings"

    @property
    def by_work_only(self) -> bool:
        """Whether only what is worked out can agree."""
        return self.name == "itself"

    def may_speak(self, same_document: bool) -> bool:
        """Of the press: whether what an article prints is heard, its own of itself, all but its own of others."""
        return same_document == (self.name == "itself")


FILINGS, ITSELF, OTHERS = Witness("filings"), Witness("itself"), Witness("others")


@dataclass(frozen=True, slots=True)
class Case:
    """What a proof may use. `base` is the quantity leaned on, where the words name one."""

    claim: Claim
    figure: Figure
    quantity: Quantity
    evidence: Evidence
    read: MeaningReader
    definitions: Definitions
    base: Quantity | None = None
    siblings: Mapping[str, Sibling] = field(default_factory=dict)
    witness: Witness = FILINGS

    @property
    def before(self) -> str:
        """The sentence up to the claimed figure, in simplified script."""
        at = self.figure.span.start - self.claim.span.start
        return fold(self.claim.sentence[:at] if 0 <= at <= len(self.claim.sentence) else self.claim.sentence)

    @property
    def after(self) -> str:
        """The sentence from the end of the claimed figure, in simplified script."""
        at = self.figure.span.end - self.claim.span.start
        return fold(self.claim.sentence[at:]) if 0 <= at <= len(self.claim.sentence) else ""

    def of(self, measure: str, quantity: Quantity | None = None) -> Quantity:
        """The same parts, time and basis, another measure, any unit."""
        base = quantity or self.quantity
        meaning = Meaning(measure, base.meaning.parts)
        return Quantity(base.entity_id, meaning, base.basis, base.period, "", base.actual)


def operand(case: Case, quantity: Quantity) -> Match | None:
    """What to compute with: the very mention that an earlier claim of the same quantity was found to be, else the best one."""
    for sibling in reversed(list(case.siblings.values())):
        theirs = sibling.quantity
        same = (theirs.meaning, theirs.period, theirs.basis) == (quantity.meaning, quantity.period, quantity.basis)
        proof = sibling.proof
        if same and sibling.claim.role == "level" and proof is not None and len(proof.matches) == 1 and not proof.way_zh:
            return proof.matches[0]
    return case.evidence.best(quantity)


def claimed_base(case: Case) -> Period | None:
    """The earlier time that a growth or change is said against; None where the words name none: the year before."""
    period = case.quantity.period
    if period is None:
        return None
    if "环比" in case.before[-10:]:
        return quarter_before(period)
    named = case.claim.base_period
    if case.base is not None and case.base.meaning == case.quantity.meaning and case.base.period != period:
        named = case.base.period
    if named is None or not is_regular(named) or named.end is None or period.end is None or named.end >= period.end:
        return None
    return named if _days(named) == _days(period) or _days(period) > _LONGEST_YEAR else None


_LONGEST_YEAR = 371


def _days(period: Period) -> int:
    """Length of a time, leap days and the lengths of quarters evened out."""
    if period.start is None or period.end is None:
        return -1
    return round((period.end - period.start).days / 30)


def least(*matches: Match) -> Grade:
    return min(match.grade for match in matches)
