"""What a reader says of one number."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.mention import Mention
from pipeline.core.number import NumberKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of the number at `index` of Segmented.numbers, why, and what it means where it is a figure."""

    index: int
    kind: NumberKind
    reason: str
    mention: Mention | None = None
