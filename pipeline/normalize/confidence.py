"""How likely it is that value, unit, period, entity, metric and role of a figure are all right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp

from pipeline.core.mention import Mention
from pipeline.lexicon import Lexicon

FILE = "confidence"


class Confidence:
    """A logistic model over what the resolvers say they used. Built once, called with one mention.

    Its numbers are config/lexicon/confidence.csv, a row a feature with one weight for table and one for prose figures,
    fitted on gold by `python -m pipeline.evaluate.calibrate`. A feature without a row weighs nothing.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._weights = {
            kind: {row.word: float(row.more[kind]) for row in lexicon.rows(FILE) if row.more.get(kind)}
            for kind in ("table", "prose")
        }

    def __call__(self, mention: Mention, unit: str, concept: str, flags: frozenset[str]) -> float:
        """Probability in (0, 1), three digits: more would claim a precision that the gold does not give."""
        weights = self._weights[mention.kind]
        total = sum(weights.get(name, 0.0) for name in features(mention, unit, concept, flags))
        return round(1.0 / (1.0 + exp(-total)), 3)

    @property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        return self._weights


def features(mention: Mention, unit: str, concept: str, flags: frozenset[str]) -> Iterator[str]:
    """Names of what holds for a figure, `intercept` always; the fit and the pipeline call this one function."""
    yield "intercept"
    yield f"unit_source={mention.unit_source or ('own' if mention.number.reading.unit else 'none')}"
    yield f"period_source={mention.period_source or 'none'}"
    yield f"entity_source={mention.entity_source or 'none'}"
    yield f"role={mention.role}"
    yield f"modality={mention.modality}"
    yield f"concept={'known' if concept else 'none'}"
    yield f"unit_kind={_unit_kind(unit)}"
    yield from (f"flag={flag}" for flag in sorted(flags))
    yield from (f"scope={axis}" for axis in sorted({axis for axis, _ in mention.scope}))
    yield f"number={_shape(mention)}"
    yield f"label={_length(mention.label)}"
    yield from (f"rule={rule}" for rule in sorted({item.split(":")[0] for item in mention.evidence}))


def _unit_kind(unit: str) -> str:
    if unit in ("ratio", "pp", "times", "rank", ""):
        return unit or "none"
    head = unit.split("/", maxsplit=1)[0]
    if len(head) == 3 and head.isascii() and head.isupper():
        return "per_unit" if "/" in unit else "money"
    return "count"


def _shape(mention: Mention) -> str:
    reading = mention.number.reading
    if reading.is_range:
        return "range"
    if reading.value is None:
        return "none"
    return "decimal" if "." in reading.text else "grouped" if "," in reading.text else "integer"


def _length(label: str) -> str:
    return "none" if not label else "short" if len(label) <= 12 else "long" if len(label) <= 30 else "very_long"
