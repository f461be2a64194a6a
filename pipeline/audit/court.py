"""Claims in court: against the filings of the company they are about, else against the article itself and against others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from pipeline.audit.bench import Bench
from pipeline.audit.definitions import definitions
from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import Evidence
from pipeline.audit.link import Directory, Linker
from pipeline.audit.meaning import MeaningReader
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.proofs.case import FILINGS, ITSELF, OTHERS, Witness
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
    """Built once of the lexicon, the directory and what documents tell; called with one article, tries its claims in text order.

    Where a filing of the company is at hand its digits alone decide: what it does not print is `not_found`, even where the
    article's own arithmetic is right. Where there is none, the article is held against itself, then against other articles.
    """

    def __init__(self, lexicon: Lexicon, directory: Directory, told: Callable[[str], Iterable[Mentioned]]) -> None:
        """`told` gives the mentions that any document makes of an entity, those of a filing as of its issuer."""
        self._directory = directory
        self._read = MeaningReader(lexicon)
        self._definitions = definitions(lexicon)
        self._filings = Evidence(lambda entity: [one for one in told(entity) if one.dossier.is_filing])
        # What names nobody could be anybody's: it is no evidence between articles.
        self._press = Evidence(lambda entity: [one for one in told(entity) if not one.dossier.is_filing and one.figure.entity])

    def asks(self, article: Dossier) -> frozenset[str]:
        """The entities of which its trial may want to know what is told."""
        linker = Linker(self._directory, [article])
        first = self._subject(article, linker) or self._protagonist(article, linker)
        named = (entity for _, entity in self._directory.named_in(_sentences(article)))
        return frozenset({first, *_votes(article, linker), *named}) - {""}

    def __call__(self, article: Dossier) -> list[Trial]:
        linker = Linker(self._directory, [article])
        subject = self._subject(article, linker)
        if subject:
            return self._bench(linker, self._filings, self._directory.knows, FILINGS)(article, subject)
        protagonist = self._protagonist(article, linker)
        instances = [self._bench(linker, self._press, bool, witness)(article, protagonist) for witness in (ITSELF, OTHERS)]
        if self._directory.named_in(_sentences(article)):
            # Of several companies with filings none is the subject: a clause that begins with one is tried by its filing.
            instances.append(self._bench(linker, self._filings, self._directory.knows, FILINGS)(article, ""))
        return [next(one for rank in _RANKS for one in heard if one.verdict in rank) for heard in zip(*instances, strict=True)]

    def _bench(self, linker: Linker, evidence: Evidence, is_company: Callable[[str], bool], witness: Witness) -> Bench:
        topics = Topics(self._read, linker, evidence, is_company)
        return Bench(self._read, topics, evidence, self._definitions, witness)

    def _subject(self, article: Dossier, linker: Linker) -> str:
        """The issuer of a filing that the article speaks of most; "" where it speaks of none."""
        own = linker.own(article.doc_id)
        if self._directory.knows(own):
            return own
        votes = _votes(article, linker)
        known = [(count, entity) for entity, count in votes.items() if self._directory.knows(entity)]
        if known:
            return max(known)[1]
        told = article.profile.title + article.lead + _sentences(article)
        return self._directory.spoken_of(told) if not any(votes) else ""

    @staticmethod
    def _protagonist(article: Dossier, linker: Linker) -> str:
        """The company that it is about, else the one that its claims name most."""
        votes = _votes(article, linker)
        return linker.own(article.doc_id) or max(votes, key=lambda entity: (votes[entity], entity), default="")


def _votes(article: Dossier, linker: Linker) -> Counter[str]:
    return Counter(linker(article.doc_id, claim.entity) for claim in article.claims if claim.entity)


def _sentences(article: Dossier) -> str:
    return "".join(dict.fromkeys(claim.sentence for claim in article.claims))
