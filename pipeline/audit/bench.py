"""One body of evidence that the claims of an article are tried against: the filings, the article itself, other articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.audit.definitions import Definitions
from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import Evidence
from pipeline.audit.meaning import MeaningReader
from pipeline.audit.proofs.case import FILINGS, Case, Sibling, Witness
from pipeline.audit.topic import Reading, Topics
from pipeline.audit.trial import judge, trial
from pipeline.core.claim import Claim, Trial
from pipeline.core.figure import Figure
from pipeline.core.period import Period
from pipeline.lexicon.fold import fold

_CODE = 3  # letters of a currency
_CURRENCY = re.compile(r"[A-Z$€£¥￥]|港|美|人民|日[元圆圓]|[欧歐]元|英[镑鎊]|[韩韓]元|台[币幣]|加元|澳元")


@dataclass(frozen=True, slots=True)
class Bench:
    """Called with an article and the company that it speaks of, tries its claims in text order.

    witness     who gives the evidence, and how far it is believed
    """

    read: MeaningReader
    topics: Topics
    evidence: Evidence
    definitions: Definitions
    witness: Witness = FILINGS

    def __call__(self, article: Dossier, subject: str) -> list[Trial]:
        figures = {figure.figure_id: figure for figure in article.figures}
        claims = [claim for claim in article.claims if claim.figure_id in figures]
        span = self._main_period(claims, subject)
        siblings: dict[str, Sibling] = {}
        trials = []
        for claim in claims:
            figure = figures[claim.figure_id]
            folded = replace(claim, sentence=fold(claim.sentence), metric=fold(claim.metric), base_entity=fold(claim.base_entity))
            readings = self.topics(article, folded, subject, span, siblings, _between(folded, figure, siblings, figures))
            readings += self._other_currency(figure, readings)
            case, tried = judge([(self._case(article, claim, figure, reading, siblings), reading) for reading in readings])
            siblings[claim.figure_id] = Sibling(folded, case.quantity, tried.proof)
            trials.append(trial(case, tried))
        return trials

    def _case(self, article: Dossier, claim: Claim, figure: Figure, reading: Reading, siblings: Mapping[str, Sibling]) -> Case:
        evidence = self.evidence
        if self.witness.is_press:
            evidence = evidence.of(
                lambda one: (
                    one.figure.figure_id != figure.figure_id and self.witness.may_speak(one.dossier.doc_id == article.doc_id)
                )
            )
        said = replace(figure, qualifier=claim.qualifier)
        return Case(claim, said, reading.quantity, evidence, self.read, self.definitions, reading.base, siblings, self.witness)

    def _other_currency(self, figure: Figure, readings: Sequence[Reading]) -> list[Reading]:
        """Bare 亿元 may be in the currency that the filings report in, whatever the article's market."""
        if len(figure.unit) != _CODE or not figure.unit.isupper() or _CURRENCY.search(figure.text):
            return []
        held = [(reading, self.evidence.currency(reading.quantity.entity_id)) for reading in readings]
        return [
            replace(reading, quantity=replace(reading.quantity, unit=currency))
            for reading, currency in held
            if currency not in ("", reading.quantity.unit)
        ]

    def _main_period(self, claims: Iterable[Claim], subject: str) -> Period | None:
        """The time that most claims of an article are about, among those that the evidence prints of its subject."""
        votes = Counter(claim.period for claim in claims if claim.period is not None and not claim.period.is_instant)
        told = {period: count for period, count in votes.items() if self.evidence.tells(subject, period)}
        if not told:
            return self.evidence.newest(subject)
        return max(told, key=lambda period: (told[period], period.end or date.min))


def _between(claim: Claim, figure: Figure, siblings: Mapping[str, Sibling], figures: Mapping[str, Figure]) -> str:
    """The sentence from the figure before to this one."""
    ends = [figures[one].span.end for one, sibling in siblings.items() if sibling.claim.span == claim.span]
    start = max((end for end in ends if end <= figure.span.start), default=claim.span.start)
    return claim.sentence[start - claim.span.start : figure.span.start - claim.span.start]
