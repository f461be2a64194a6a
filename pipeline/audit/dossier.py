"""A document as the audit sees it: what its tables publish, nothing that must be read again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.core.claim import Claim
from pipeline.core.document import Profile, Table
from pipeline.core.figure import Figure

ARTICLES = frozenset({"news", "other"})


@dataclass(frozen=True, slots=True)
class Dossier:
    """One document with its figures, tables and (of an article) claims, in document order.

    lead    title and first lines of an article: whom it is about, where its figures do not say
    """

    doc_id: str
    source: str
    profile: Profile
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    claims: tuple[Claim, ...] = ()
    lead: str = ""

    @property
    def is_filing(self) -> bool:
        """Whether it counts as evidence of the first rank: it has pages and is no article."""
        return self.profile.doc_type not in ARTICLES or any(figure.page for figure in self.figures[:1])

    def introduced(self) -> Dossier:
        """Without its contents: what tells who is who. The first figure stays, by which a filing is known."""
        return replace(self, figures=self.figures[:1], tables=(), claims=(), lead="")

    def cover(self) -> Dossier:
        """What a figure must know of its document, small enough to travel with it."""
        return replace(self.introduced(), profile=replace(self.profile, names={}, self_names=frozenset()))
