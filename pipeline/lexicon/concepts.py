"""What can be measured: the words of concepts.csv, found in a text of either script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from pipeline.lexicon.rows import Lexicon, Row
from pipeline.lexicon.terms import Hit, TermFinder

PeriodKind = Literal["", "instant", "duration"]
UNIT_KINDS = ("", "money", "ratio", "per_share", "count", "times", "shares", "volume")


@dataclass(frozen=True, slots=True)
class Concept:
    """One word for something measured.

    concept    an id of the output contract; "" for a word that names a quantity which has none
    balance    debit, credit or "": which way an amount of it is booked
    period     whether it is of a day (instant) or of a span of time (duration)
    unit_kind  money, ratio, per_share, count, times, shares, volume: what it is usually printed in
    negative   the word turns the sign: 净亏损 is a negative NetProfit
    name       lexicon row, for `explain`
    """

    concept: str
    word: str
    ifrs: str = ""
    cas: str = ""
    balance: str = ""
    period: PeriodKind = ""
    unit_kind: str = ""
    negative: bool = False
    name: str = ""


def read_concept(row: Row) -> Concept:
    """A row of concepts.csv. Raises ConfigError for an unknown kind of unit, period or sign."""
    if row.more["unit_kind"] not in UNIT_KINDS:
        raise row.wrong(f"unit_kind is one of {', '.join(UNIT_KINDS[1:])}")
    if row.more["period"] not in ("", "instant", "duration"):
        raise row.wrong("period is instant, duration or empty")
    if row.more["sign"] not in ("", "-"):
        raise row.wrong("sign is - or empty")
    return Concept(
        concept=row.meaning,
        word=row.word,
        ifrs=row.more["ifrs"],
        cas=row.more["cas"],
        balance=row.more["balance"],
        period=cast("PeriodKind", row.more["period"]),
        unit_kind=row.more["unit_kind"],
        negative=row.more["sign"] == "-",
        name=row.name,
    )


class ConceptFinder:
    """Finds the words of concepts.csv in a text, longest first. Built once, called with one text.

    English words count in any case and only as whole words.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._find = TermFinder({row.word.lower(): read_concept(row) for row in lexicon.rows("concepts")})

    def __call__(self, folded: str) -> list[Hit[Concept]]:
        """Hits in text order, without overlaps. `folded` is the text after lexicon.fold."""
        lowered = folded.lower()
        if len(lowered) != len(folded):  # a few capitals grow when lowered; offsets matter more than they do
            lowered = folded
        return [hit for hit in self._find(lowered, lowered) if _whole_word(lowered, hit)]


def _whole_word(text: str, hit: Hit[Concept]) -> bool:
    """An ASCII word must not be cut out of a longer one: PE is not in SPEED, revenue not in revenues."""
    before = text[hit.start - 1 : hit.start]
    after = text[hit.end : hit.end + 1]
    starts_inside = _letter(before) and _letter(text[hit.start])
    ends_inside = _letter(after) and _letter(text[hit.end - 1])
    return not (starts_inside or ends_inside)


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
