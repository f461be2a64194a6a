"""Claims in court: against the filings of the company they are about, else against the article itself and against others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.audit.bench import Bench
from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import Evidence
from pipeline.audit.link import Linker
from pipeline.audit.meaning import MeaningReader
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.proofs.case import ITSELF, OTHERS
from pipeline.audit.topic import Topics
from pipeline.core.claim import Trial, Verdict
from pipeline.lexicon import Lexicon

# Of two instances the first that decides is heard, and the first that knows why it cannot before one that found nothing.
_RANKS: tuple[frozenset[Verdict], ...] = (
    frozenset({"agrees", "agrees_within_rounding", "disagrees"}),
    frozenset({"not_comparable"}),
    frozenset({"not_found"}),
)


class Court:
    """Built once of the lexicon, the linker and every mention; called with one article, tries its claims in text order.

    Where a filing of the company is at hand its digits alone decide: what it does not print is `not_found`, even where the
    article's own arithmetic is right. Where there is none, the article is held against itself, then against other articles.
    """

    def __init__(self, lexicon: Lexicon, linker: Linker, mentions: Sequence[Mentioned]) -> None:
        filed = [one for one in mentions if one.dossier.is_filing]
        # What names nobody could be anybody's: it is no evidence between articles.
        told = [one for one in mentions if not one.dossier.is_filing and one.figure.entity]
        self._linker = linker
        read = MeaningReader(lexicon)
        issuers = {one.dossier.doc_id: linker.own.get(one.dossier.doc_id, "") for one in filed}
        self._issuers = frozenset(issuers.values()) - {""}
        definitions = {
            row.word: (row.meaning, row.more["numerator"], row.more["denominator"], row.more["sure"] == "yes")
            for row in lexicon.rows("ratios")
        }
        filings, press = Evidence(filed, issuers), Evidence(told, {})
        self._filings = Bench(read, Topics(read, linker, filings, linker.knows), filings, definitions)
        topics = Topics(read, linker, press, bool)
        self._press = [Bench(read, topics, press, definitions, witness) for witness in (ITSELF, OTHERS)]

    def __call__(self, article: Dossier) -> list[Trial]:
        subject = self._subject(article)
        if subject:
            return self._filings(article, subject)
        protagonist = self._linker.own.get(article.doc_id, "") or self._most_named(article)
        heard = zip(*(bench(article, protagonist) for bench in self._press), strict=True)
        return [next(one for rank in _RANKS for one in instances if one.verdict in rank) for instances in heard]

    def _subject(self, article: Dossier) -> str:
        """The issuer of a filing that the article speaks of most; "" where it speaks of none."""
        own = self._linker.own.get(article.doc_id, "")
        if own in self._issuers:
            return own
        votes = self._votes(article)
        known = [(count, entity) for entity, count in votes.items() if entity in self._issuers]
        if known:
            return max(known)[1]
        told = article.profile.title + article.lead + "".join(dict.fromkeys(claim.sentence for claim in article.claims))
        return self._linker.spoken_of(told) if not any(votes) else ""

    def _most_named(self, article: Dossier) -> str:
        return max(self._votes(article).items(), key=lambda vote: (vote[1], vote[0]), default=("", 0))[0]

    def _votes(self, article: Dossier) -> Counter[str]:
        return Counter(self._linker(article.doc_id, claim.entity) for claim in article.claims if claim.entity)
