"""Something that an audit found. One row of the findings table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from pipeline.core.interval import Interval

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`expected` is what the other figures leave possible, `observed` what is printed; both in `unit`.

    check       the stable code of the check: table-totals
    figure_ids  the figure observed first, then those it was compared with
    """

    check: str
    severity: Severity
    doc_id: str
    source: str
    page: int
    expected: Interval | None
    observed: Interval | None
    unit: str
    message_zh: str
    message_en: str
    figure_ids: tuple[str, ...]

    @property
    def finding_id(self) -> str:
        """`x_` + 16 hex of the check, the document, and the figures it speaks of."""
        place = "|".join((self.check, self.doc_id, str(self.page), *self.figure_ids))
        return "x_" + hashlib.sha256(place.encode()).hexdigest()[:16]
