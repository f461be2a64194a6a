"""The second half of the flow: all documents together, linked, reconciled and audited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pipeline.audit import Audit, Audited, Dossier
from pipeline.core.claim import Trial
from pipeline.core.result import Result
from pipeline.lexicon import load_config
from pipeline.publish import Judged
from pipeline.run.store import Store

LEAD = 600  # characters of an article in which it says what it is about


def dossier_of(result: Result) -> Dossier:
    """What the audit needs of one document."""
    document = result.document
    figures = tuple(sorted(result.figures, key=lambda figure: (figure.span, figure.figure_id)))
    lead = "" if document.pages else document.text[:LEAD]
    return Dossier(document.doc_id, document.source, document.profile, figures, document.tables, result.claims, lead)


def judge(store: Store, parts: Sequence[str], config: Path) -> Judged:
    """Audit the documents whose shares of the tables are in the store under these keys, in this order.

    Raises ConfigError where the audit cannot use the lexicon.
    """
    dossiers = [held for key in parts if isinstance(held := store.load("dossiers", key), Dossier)]
    audited = Audit(*load_config(config))(dossiers)
    store.save("audit", "sums", audited.sums)  # for the live formulas of the workbook
    return _judged(audited, dossiers)


def _judged(audited: Audited, dossiers: Sequence[Dossier]) -> Judged:
    home = {claim.claim_id: dossier.doc_id for dossier in dossiers for claim in dossier.claims}
    trials: dict[str, list[Trial]] = defaultdict(list)
    for trial in audited.trials:
        trials[home[trial.claim.claim_id]].append(trial)
    return Judged(audited.entity_ids, audited.claim_ids, trials, audited.facts, audited.findings)
