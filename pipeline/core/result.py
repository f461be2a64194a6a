"""What the first half of the flow makes of one document."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.claim import Claim
from pipeline.core.document import Document
from pipeline.core.figure import Figure, Reject
from pipeline.core.number import Number


@dataclass(frozen=True, slots=True)
class Result:
    """Numbers in, ledger rows out: each figure is a number of kind `figure`, each reject one that becomes `rejected`."""

    document: Document
    numbers: tuple[Number, ...]
    figures: tuple[Figure, ...]
    rejects: tuple[Reject, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def unexplained(self) -> int:
        """How many numbers have no kind."""
        return sum(number.kind == "unexplained" for number in self.numbers)
