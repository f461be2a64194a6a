"""How likely it is that value, unit, period, entity, metric and role of a figure are all right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import exp

from pipeline.core.figure import Figure
from pipeline.lexicon import Lexicon

FILE = "confidence"
KINDS = ("table", "prose")
_WHERE = re.compile(r"(?P<what>unit|role|period|entity|metric|table) \((?P<where>[^)]*)\)(?:: (?P<rule>[a-z ]{4,40}))?")


class Confidence:
    """A logistic model over where each field was read. Built once, called with one figure.

    Its numbers are config/lexicon/confidence.csv, a row a feature with one weight for table and one for prose figures,
    fitted on gold by `python -m pipeline.evaluate.calibrate`. A feature without a row weighs nothing.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._weights = {
            kind: {row.word: float(row.more[kind]) for row in lexicon.rows(FILE) if row.more.get(kind)} for kind in KINDS
        }

    def __call__(self, figure: Figure) -> float:
        """Probability in (0, 1), three digits: more would claim a precision that the gold does not give."""
        weights = self._weights[figure.kind]
        total = sum(weights.get(name, 0.0) for name in features(figure))
        return round(1.0 / (1.0 + exp(-total)), 3)

    @property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        return self._weights


def features(figure: Figure) -> Iterator[str]:
    """Names of what holds for a figure, `intercept` first; the fit and the pipeline call this one function."""
    yield "intercept"
    yield f"unit_source={figure.unit_source or 'none'}"
    yield f"period_source={figure.period_source or 'none'}"
    yield f"entity_source={figure.entity_source or 'none'}"
    yield f"role={figure.role}"
    yield f"modality={figure.modality}"
    yield f"concept={'known' if figure.concept else 'none'}"
    yield f"unit_kind={_unit_kind(figure.unit)}"
    yield f"number={_shape(figure)}"
    yield f"metric_length={_length(figure.metric)}"
    yield from (f"flag={flag}" for flag in sorted(figure.flags))
    yield from (f"scope={axis}" for axis in sorted({axis for axis, _ in figure.scope}))
    yield from sorted(set(_rules(figure)))


def _rules(figure: Figure) -> Iterator[str]:
    """`metric (column): …` says where the words of a field stood; in prose the rule that read it is named behind."""
    for item in figure.evidence:
        match = _WHERE.match(item)
        if match is None:
            continue
        if match["what"] in ("metric", "table", "role"):
            yield f"{match['what']}={match['where']}"
        if match["rule"] and figure.kind == "prose":
            yield f"{match['what']}_rule={match['rule'].strip()}"


def _unit_kind(unit: str) -> str:
    if unit in ("ratio", "pp", "times", "rank", ""):
        return unit or "none"
    head = unit.split("/", maxsplit=1)[0]
    if len(head) == 3 and head.isascii() and head.isupper():
        return "per_unit" if "/" in unit else "money"
    return "count"


def _shape(figure: Figure) -> str:
    if figure.value is None:
        return "range"
    return "decimal" if "." in figure.text else "grouped" if "," in figure.text else "integer"


def _length(metric: str) -> str:
    return "none" if not metric else "short" if len(metric) <= 12 else "long" if len(metric) <= 30 else "very_long"
