"""Two versions of a filing, or two runs: facts changed, added and gone, with the pages on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.audit.dossier import Dossier
from pipeline.audit.evidence import same_value
from pipeline.audit.link import link
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.reconcile import Survey, key_of
from pipeline.core.fact import FactKey
from pipeline.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that two sets of documents do not print alike; the side that does not print it is None."""

    kind: Literal["changed", "added", "gone"]
    old: Mentioned | None
    new: Mentioned | None

    @property
    def row(self) -> dict[str, object]:
        """For a table: what, when, both texts and both pages."""
        one = self.new or self.old
        assert one is not None
        period = one.figure.period
        return {
            "change": self.kind,
            "entity": one.figure.entity,
            "metric": one.figure.metric,
            "role": one.figure.role,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "unit": one.figure.unit,
            "old_text": self.old.figure.text if self.old else "",
            "old_value": self.old.figure.value if self.old else None,
            "old_source": self.old.dossier.source if self.old else "",
            "old_page": self.old.figure.page or None if self.old else None,
            "new_text": self.new.figure.text if self.new else "",
            "new_value": self.new.figure.value if self.new else None,
            "new_source": self.new.dossier.source if self.new else "",
            "new_page": self.new.figure.page or None if self.new else None,
        }


def diff(old: Sequence[Dossier], new: Sequence[Dossier], lexicon: Lexicon) -> list[Difference]:
    """Differences in the order of the new documents, what is gone last. Other rounding is no difference.

    Where a side prints a fact with several values, all of them are compared: only a value that the other side lacks is a change.
    """
    linker = link([*old, *new], lexicon)
    survey = Survey(lexicon)
    before, after = (_by_key(one for dossier in side for one in survey(dossier, linker)) for side in (old, new))
    changed = [difference for key, mentions in after.items() for difference in _of(before.get(key, ()), mentions)]
    gone = [Difference("gone", mentions[0], None) for key, mentions in before.items() if key not in after]
    return changed + gone


def _by_key(mentions: Iterable[Mentioned]) -> Mapping[FactKey, list[Mentioned]]:
    held: dict[FactKey, list[Mentioned]] = defaultdict(list)
    for one in mentions:
        held[key_of(one)].append(one)
    return held


def _of(before: Sequence[Mentioned], after: Sequence[Mentioned]) -> Iterator[Difference]:
    if not before:
        yield Difference("added", None, after[0])
        return
    lost = [one for one in before if not any(same_value(one, other) for other in after)]
    fresh = [one for one in after if not any(same_value(one, other) for other in before)]
    for number, one in enumerate(fresh):
        yield Difference("changed", lost[number] if number < len(lost) else before[0], one)
    for one in lost[len(fresh) :]:
        yield Difference("changed", one, after[0])
