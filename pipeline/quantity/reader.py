"""text -> readings: every number and time of a text, from left to right, each character in at most one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.core.reading import Reading
from pipeline.lexicon import Lexicon
from pipeline.lexicon.terms import Hit, TermFinder
from pipeline.quantity.amounts import Amounts
from pipeline.quantity.calendar import CALENDAR, YearEnd
from pipeline.quantity.cells import Cells, UnitPhrase, UnitPhrases
from pipeline.quantity.context import Context
from pipeline.quantity.draft import Draft
from pipeline.quantity.english import PHRASE_STARTS, English
from pipeline.quantity.marks import ADDRESS, Marks
from pipeline.quantity.numerals import Numerals
from pipeline.quantity.ordinals import Ordinals
from pipeline.quantity.plain import PlainText
from pipeline.quantity.times import Times
from pipeline.quantity.units import Units

_PHRASE_ENDS = re.compile(r"[、，,;；()（）:：|｜\n]|\s{2,}")


class Reader:
    """Finds and values every number, date and period of a text. Built once from the lexicon, called with one text.

    Every maximal run of digits lies in exactly one reading; what measures nothing is of type `mark`.
    """

    def __init__(self, lexicon: Lexicon, weekdays_ahead: bool = False) -> None:
        self._numerals = Numerals(lexicon)
        self._units = Units(lexicon)
        self._plain = PlainText(self._units.starts | self._numerals.starts)
        self._amounts = Amounts(lexicon, self._numerals, self._units)
        self._times = Times(lexicon)
        self._english = English()
        self._ordinals = Ordinals(self._numerals, self._units)
        self._marks = Marks(lexicon)
        self._terms = TermFinder({row.word: row.meaning for row in lexicon.rows("number_words")})
        self._cells = Cells()
        self._phrases = UnitPhrases(self._units, self._amounts.currencies, self._numerals)
        self._weekdays_ahead = weekdays_ahead
        letters = self._numerals.starts | self._times.starts | frozenset("第首前翻半对中凌晚早傍.FJANOSDMW①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
        self._trigger = re.compile(f"[0-9{''.join(map(re.escape, sorted(letters)))}]|{PHRASE_STARTS}")

    def __call__(self, text: str, ref_date: date | None = None, year_end: YearEnd = CALENDAR) -> list[Reading]:
        """The readings of `text`, sorted, not overlapping.

        ref_date  resolves 今年, 上季度, 3月; without it such times have no period but a `period_text`
        year_end  month and day on which the financial years end: quarters, halves and 年度 follow it
        """
        plain = self._plain(text)
        context = Context(ref_date, year_end, weekdays_ahead=self._weekdays_ahead)
        return [draft.reading(text, plain) for draft in self._drafts(plain.text, context)]

    def cell(self, text: str) -> Reading | None:
        """The figure of a table cell: `（1,234.56）` and `(7.6)` are negative, `745.31万美元` is read as prose is.

        None for a dash, for words, for dates, and for a cell that holds two figures.
        """
        plain = self._plain(text)
        draft = self._cells(plain.text)
        if draft is not None:
            return draft.reading(text, plain)
        if plain.text.count("(") != plain.text.count(")"):
            return None
        found = [d for d in self._drafts(plain.text, Context(None)) if d.type not in ("date", "period", "mark", "ordinal")]
        return found[0].reading(text, plain) if len(found) == 1 else None

    def unit(self, text: str) -> UnitPhrase | None:
        """The unit that a phrase names: `万元` is CNY with scale 4, `HK$'000` HKD with 3, `%` ratio with -2, `元/股` CNY/股.

        None when the phrase holds anything that is no unit.
        """
        phrase = self._phrases(self._plain(text.replace("’", "'").replace("‘", "'")).text)
        return replace(phrase, unit_text=text.strip()) if phrase is not None else None

    def units(self, text: str) -> list[UnitPhrase]:
        """The unit phrases of a longer text, in order: two of `单位：万元、元/度`, one of `金额（人民币万元）`."""
        found = [self.unit(part) for part in _PHRASE_ENDS.split(text) if part.strip()]
        return [phrase for phrase in found if phrase is not None]

    def period(self, text: str, ref_date: date | None = None, year_end: YearEnd = CALENDAR) -> Reading | None:
        """The time that a header or phrase names, with `period`, or with `period_text` when only the document can resolve it.

        The first time of the text, joined with what qualifies it; None when it names no time.
        """
        plain = self._plain(text)
        context = Context(ref_date, year_end, header=True)
        found = [draft for draft in self._drafts(plain.text, context) if draft.type in ("date", "period")]
        return found[0].reading(text, plain) if found else None

    def _drafts(self, text: str, context: Context) -> list[Draft]:
        drafts: list[Draft] = []
        hits = self._hits(text)
        index, count = 0, len(hits)
        floor = 0
        at = self._next(text, 0)
        while at >= 0:
            while index < count and (hits[index].end <= at or hits[index].start < floor):
                index += 1
            hit = hits[index] if index < count and hits[index].start <= at else None
            ahead = index + (hit is not None)
            draft = self._best(text, at, floor, hits[ahead].start if ahead < count else 0, context)
            if hit is not None and (draft is None or draft.end <= hit.end or draft.start > hit.start):
                draft = Draft("mark", max(hit.start, floor), hit.end, mark=hit.item, rule=f"word {hit.word[:20]}")
            if draft is not None:
                drafts.append(draft)
                floor = draft.end
            at = self._next(text, max(floor, at + 1))
        return drafts

    def _hits(self, text: str) -> list[Hit[str]]:
        """Words with numerals that are no numbers, and web addresses, in text order."""
        hits = [hit for hit in self._terms(text, text) if not self._continued(text, hit.start)]
        if "://" in text or "www." in text or "@" in text:
            hits += [Hit(match.start(), match.end(), match[0], "code") for match in ADDRESS.finditer(text)]
            hits.sort(key=lambda hit: hit.start)
        return hits

    def _next(self, text: str, start: int) -> int:
        match = self._trigger.search(text, start)
        return match.start() if match is not None else -1

    def _continued(self, text: str, start: int) -> bool:
        """Whether the word begins inside a number: the 万达 of 5万达到."""
        before = text[start - 1 : start]
        if text.startswith("一点", start) and (
            text[start + 2 : start + 3].isdecimal() or text[start + 2 : start + 3] in self._numerals.digits
        ):
            return True
        if not before or text[start] not in self._numerals.starts:
            return False
        if before in self._numerals.digits:  # 十分之一二手房: a digit does not follow a digit
            return text[start] not in self._numerals.digits or self._numerals.digits[before] == 0
        return before.isdecimal() or before in self._numerals.starts

    def _best(self, text: str, at: int, floor: int, stop: int, context: Context) -> Draft | None:
        """What stands at `at`. Here, and only here, it is settled which rule has it: the one named first below."""
        char = text[at]
        if char.isascii() and char.isdecimal():
            found = (
                self._marks.before(text, at, floor)
                or self._english(text, at, context)
                or self._times(text, at, floor, context)
                or self._marks(text, at, floor)
                or self._marks.glued(text, self._amounts(text, at, floor, stop))
                or self._marks.rest(text, at)
            )
            return self._times.bare_year(text, found, context)
        if char in self._times.starts or char in self._numerals.starts:
            draft = self._marks.lettered(text, at) or self._times(text, at, floor, context)
            if draft is not None:
                return draft
        if char == ".":
            alone = text[at + 1 : at + 2].isdecimal() and not text[at - 1 : at].isalnum() and text[at - 1 : at] != "."
            return self._amounts(text, at, floor, stop) if alone else None
        if char.isascii():
            return self._english(text, at, context)
        ordinal = self._ordinals(text, at)
        if ordinal is not None:
            return ordinal
        if char in self._numerals.starts or char == "半":
            return self._amounts(text, at, floor, stop)
        return None
