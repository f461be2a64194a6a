"""The filing prints the claimed digits of something that both describe in much the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.audit.alike import covered
from pipeline.audit.claimtime import CARRIED
from pipeline.audit.evidence import COUNTED, Grade, Match, kin, per_shares, same_time, same_unit, speaks_english, words_of
from pipeline.audit.meaning import Meaning
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.proofs.case import Case, Proof
from pipeline.audit.proofs.direct import whole_grade
from pipeline.core.figure import Figure
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
_PEOPLE = re.compile(r"(?<=..)(?:人员|人数)$")  # of 研发人员 a table of people says only 研发
_COMMAS = re.compile(r"[，,；;：:。]")
_DIGITS = re.compile(r"[^\d]")
# Of how many digits, how much of the words must be found again.
_ENOUGH = {1: 2.0, 2: 0.75, 3: 0.5}
_MANY = 0.34
_RANKED = 0.5
_SAME_MEASURE = 0.6


def digits(case: Case) -> Iterator[Proof]:
    """Figures of the same issuer, unit and time whose value is the claimed one and whose words are like the claim's."""
    if case.figure.value is None or case.claim.role not in _ROLES or case.witness.is_press:
        return
    phrases = (_COMMAS.split(case.before[-40:])[-1], fold(case.claim.metric))
    named = [case.read(_COUNTED.sub(" ", phrase), "", case.claim.role) for phrase in phrases if phrase.strip()]
    need = _need(case)
    for mentioned in case.evidence.of_value(case.quantity.entity_id, case.figure):
        match = Match(mentioned, Grade.LIKELY)
        if _fits(case, mentioned) and _alike(case, named, mentioned, need) and whole_grade(case, match) is not None:
            yield Proof(mentioned.interval, (match,), Grade.LIKELY, by_amount=case.claim.role in ("level", "change", "other"))


def _alike(case: Case, named: Sequence[Meaning], mentioned: Mentioned, need: float) -> bool:
    """Whether enough words of the claim are found around the figure, and those of a table's row in the claim's sentence."""
    theirs, words, sought = mentioned.meaning, words_of(mentioned), case.quantity.meaning
    if speaks_english(theirs) and not all(speaks_english(one) for one in named):
        # No word can be compared: the digits alone must be many; of a count, all of them.
        return need <= _MANY or (need <= _ENOUGH[3] and mentioned.figure.value == case.figure.value)
    if not theirs.measure == sought.measure != "":
        named = [one for one in named if _named(one, sought, theirs)]
    found = max((covered(_named(one, sought, theirs), words) for one in named), default=0.0)
    if (
        found < (need * _SAME_MEASURE if sought.measure == theirs.measure and need < _ENOUGH[2] else need)
        or covered(sought.parts, words) < _RANKED
    ):
        return False
    if mentioned.figure.cell is None and found >= _ENOUGH[2]:
        return True
    return covered(theirs.parts, fold(case.claim.sentence)) >= min(need, _RANKED)


def _named(one: Meaning, sought: Meaning, theirs: Meaning) -> set[str]:
    """The words that must be found again; those of the measure only where the figure's is not known to be the same."""
    words = {*one.parts, *sought.parts}
    if one.word and one.measure != theirs.measure:
        words.add(_PEOPLE.sub("", one.word))
    return words


def _same_shares(case: Case, mentioned: Mentioned) -> bool:
    """每10股派21元 is not 21元 a share."""
    figure = mentioned.figure
    return per_shares(case.figure, case.before + case.figure.text) == per_shares(figure, figure.context or figure.metric)


def _need(case: Case) -> float:
    if case.figure.unit == "rank":
        return _RANKED
    text = case.figure.text if "." in case.figure.text else case.figure.text.rstrip("0%％")
    count = len(_DIGITS.sub("", text).lstrip("0"))
    return _ENOUGH.get(count, _MANY) if count else _ENOUGH[1]


def _fits(case: Case, mentioned: Mentioned) -> bool:
    """Unit, role, measure, basis and time contradict nothing."""
    figure, sought = mentioned.figure, case.quantity
    if figure.role not in _ROLES[case.claim.role] or mentioned.basis != sought.basis or not figure.unit:
        return False
    if not same_unit(sought.unit, figure.unit) or not _same_shares(case, mentioned):
        return False
    ours, theirs = sought.meaning.measure, mentioned.meaning.measure
    # 五大客户占收入 is their share by its words, and revenue by what the sentence of the filing measures.
    listed = case.claim.role == "share" and any(one.endswith("Concentration") for one in (ours, theirs))
    if ours and theirs and ours != theirs and theirs not in kin(ours) and not listed:
        return False
    return (
        sought.period is None or figure.period is None or same_time(sought.period, figure.period) or _counted_later(case, figure)
    )


def _counted_later(case: Case, figure: Figure) -> bool:
    """A count as of the day of the prospectus, in a sentence that tells no time: 公司拥有专利108项."""
    ours, theirs = case.quantity.period, figure.period
    if ours is None or theirs is None or ours.end is None or theirs.end is None or case.claim.period_source not in CARRIED:
        return False
    return theirs.is_instant and theirs.end > ours.end and figure.unit in COUNTED
