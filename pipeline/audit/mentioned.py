"""A figure where it stands, with what its words mean."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.audit.dossier import Dossier
from pipeline.audit.meaning import Meaning
from pipeline.core.figure import Figure
from pipeline.core.interval import Interval


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Its document, whom it is about, what its words mean, what it states, and on which basis.

    basis   parent, pro forma, or "" for consolidated and unsaid
    head    caption and last heading of its table; "" in prose
    """

    figure: Figure
    dossier: Dossier
    entity_id: str
    meaning: Meaning
    interval: Interval
    basis: str
    head: str = ""

    @property
    def is_actual(self) -> bool:
        """Neither a plan nor an estimate of what is to come; a time after the report's own is to come, whatever the words.

        What was over when the document came out is not: a prospectus may print a quarter after its last audited year.
        """
        period, told, published = self.figure.period, self.dossier.profile.report_end, self.dossier.profile.published
        ahead = period is not None and period.start is not None and told is not None and period.start > told
        if ahead and period is not None and period.end is not None and published is not None and period.end < published:
            ahead = False
        return self.figure.modality in ("reported", "estimated") and not ahead

    @property
    def precision(self) -> int:
        """More decimals say more; an exact value says most."""
        if self.figure.qualifier != "exact" or self.figure.value is None:
            return -99
        return 99 if self.figure.decimals is None else self.figure.decimals
