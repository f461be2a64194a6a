"""The filing prints the claimed digits of something that both describe in much the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.alike import covered
from pipeline.audit.evidence import Grade, Match, kin, per_shares, same_time, same_unit, speaks_english
from pipeline.audit.meaning import Meaning
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.proofs.case import Case, Proof
from pipeline.audit.proofs.direct import whole_grade
from pipeline.core.mention import Role
from pipeline.lexicon.fold import fold

_ROLES: dict[Role, frozenset[Role]] = {
    "level": frozenset(("level", "share", "other", "multiple")),
    "share": frozenset(("share", "level")),
    "multiple": frozenset(("multiple", "level")),
    "growth": frozenset(("growth", "change")),
    "change": frozenset(("change", "growth")),
    "rank": frozenset(("rank", "level", "other")),
}
_COUNTED = re.compile(r"[一二三四五六七八九十两\d]+(?:个|大|项|家)")
_COMMAS = re.compile(r"[，,；;：:。]")
_DIGITS = re.compile(r"[^\d]")
# Of how many digits, how much of the words must be found again.
_ENOUGH = {1: 2.0, 2: 0.75, 3: 0.5}
_MANY = 0.34
_RANKED = 0.5


def digits(case: Case) -> Iterator[Proof]:
    """Figures of the same issuer, unit and time whose value is the claimed one and whose words are like the claim's."""
    if case.figure.value is None or case.claim.role not in _ROLES or case.witness.is_press:
        return
    own = _COMMAS.split(case.before[-40:])[-1] + " " + fold(case.claim.metric)
    named = case.read(_COUNTED.sub(" ", own), "")
    need = _need(case)
    for mentioned in case.evidence.of_value(case.quantity.entity_id, case.figure):
        match = Match(mentioned, Grade.LIKELY)
        if _fits(case, mentioned) and _alike(case, named, mentioned, need) and whole_grade(case, match) is not None:
            yield Proof(mentioned.interval, (match,), Grade.LIKELY, by_amount=case.claim.role in ("level", "change", "other"))


def _alike(case: Case, named: Meaning, mentioned: Mentioned, need: float) -> bool:
    """Whether enough words of the claim are found around the figure, and those of a table's row in the claim's sentence."""
    theirs, words = mentioned.meaning, case.evidence.words_of(mentioned)
    if speaks_english(theirs) and not speaks_english(named):
        return need <= _MANY  # no word can be compared: the digits alone must be many
    ours = {*named.parts, *case.quantity.meaning.parts}
    if named.word and named.measure != theirs.measure:
        ours.add(named.word)
    if covered(ours, words) < need or covered(case.quantity.meaning.parts, words) < _RANKED:
        return False
    if mentioned.figure.cell is None and covered(ours, words) >= _ENOUGH[2]:
        return True
    return covered(theirs.parts, fold(case.claim.sentence)) >= min(need, _RANKED)


def _same_shares(case: Case, mentioned: Mentioned) -> bool:
    """每10股派21元 is not 21元 a share."""
    figure = mentioned.figure
    return per_shares(case.figure, case.before + case.figure.text) == per_shares(figure, figure.context or figure.metric)


def _need(case: Case) -> float:
    if case.figure.unit == "rank":
        return _RANKED
    count = len(_DIGITS.sub("", case.figure.text).strip("0"))
    return _ENOUGH.get(count, _MANY) if count else _ENOUGH[1]


def _fits(case: Case, mentioned: Mentioned) -> bool:
    """Unit, role, measure, basis and time contradict nothing."""
    figure, sought = mentioned.figure, case.quantity
    if figure.role not in _ROLES[case.claim.role] or mentioned.basis != sought.basis or not figure.unit:
        return False
    if not same_unit(sought.unit, figure.unit) or not _same_shares(case, mentioned):
        return False
    ours, theirs = sought.meaning.measure, mentioned.meaning.measure
    if ours and theirs and ours != theirs and theirs not in kin(ours):
        return False
    return sought.period is None or figure.period is None or same_time(sought.period, figure.period)
