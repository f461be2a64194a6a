"""Several readers may speak of one number; here, and nowhere else, one of them is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.core.mention import Mention
from pipeline.core.number import Number
from pipeline.core.segmented import Segmented
from pipeline.extract.verdict import Verdict


def arbitrate(segmented: Segmented, verdicts: Iterable[Verdict]) -> tuple[tuple[Number, ...], tuple[Mention, ...]]:
    """Numbers with their kinds, and the mentions of the figures among them, both in text order.

    A cell's number belongs to the reader of its table. Of several verdicts on one number the first with a mention wins,
    then the first that knows a kind. A number that nobody speaks of is unexplained, and a figure without mention too:
    a figure has exactly one mention.
    """
    best: dict[int, Verdict] = {}
    for verdict in verdicts:
        held = best.get(verdict.index)
        if held is None or _weight(verdict) > _weight(held):
            best[verdict.index] = verdict
    numbers: list[Number] = []
    mentions: list[Mention] = []
    for index, number in enumerate(segmented.numbers):
        settled, mention = _settled(number, best.get(index))
        numbers.append(settled)
        if mention is not None:
            mentions.append(replace(mention, number=replace(settled, reading=mention.number.reading)))
    return tuple(numbers), tuple(mentions)


def _weight(verdict: Verdict) -> int:
    if verdict.mention is not None:
        return 2
    return int(verdict.kind != "unexplained")


def _settled(number: Number, verdict: Verdict | None) -> tuple[Number, Mention | None]:
    if verdict is None:
        return replace(number, kind="unexplained", reason="no reader speaks of it"), None
    if verdict.kind == "figure" and verdict.mention is None:
        return replace(number, kind="unexplained", reason=verdict.reason), None
    return replace(number, kind=verdict.kind, reason=verdict.reason), verdict.mention
