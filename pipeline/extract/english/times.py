"""Which period an English figure is for: the time behind it, else the one before it, else the one the text is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.core.mention import Source
from pipeline.core.period import Period
from pipeline.core.segmented import Segmented
from pipeline.extract.english.skeleton import FIGURE, TIME, Mark, Skeleton
from pipeline.extract.line import Token

_LEADING = "for|in|of|as|at|during|ended|ending|on|by|the|year|years|period|financial|same|corresponding|first|second|half|end"
_BEHIND = re.compile(rf"^(?: ?\([^()]*\))?,?(?: per [\w ]{{1,20}}?)?(?: (?:{_LEADING})){{0,8}} ?{TIME}")
_YEAR_AGO = r"(?:last|prior|previous|preceding)(?: financial)? (?:year|period)"
_SAME_PERIOD = re.compile(
    r"[ ,]*(?:(?:for|in|of) )?(?:the )?"
    rf"(?:(?:same|corresponding) period(?: (?:of|in))?(?: (?:the )?{_YEAR_AGO})?(?! (?:of|in) {TIME})"
    rf"|{_YEAR_AGO})",
    re.IGNORECASE,
)
_SAME_OF = re.compile(rf"(?:same|corresponding) period (?:of|in) {TIME}", re.IGNORECASE)
_MAIN = re.compile(r"\b(?:Reporting Period|Review Period|Period under [Rr]eview|Current Period|(?<!Record )(?:Year|Period))\b")
_ACCOUNTS = re.compile(
    r"\b(?:revenues?|sales|profits?|loss(?:es)?|income|earnings|margins?|costs?|expenses?|EBITDA|cash flows?)\b", re.IGNORECASE
)
_REASON = re.compile(r"\b(?:due to|attribut\w+|because|since|owing to|as a result of|driven by|result\w* from)\b")
_TERMS = re.compile(r"\b(?:offer|nominal|par value|brokerage|levy|trading fee|offering|shares?|placee|proceeds)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period, its words, and where they stood: sentence, previous_sentence, document or ""."""

    period: Period | None = None
    text: str = ""
    source: Source = ""


NOWHERE = Dated()


class Clock:
    """The periods of one document while its English sentences are read in order.

    main  the period of a results announcement: what the profile says, else the first `six months ended …` that it names
    """

    def __init__(self, segmented: Segmented) -> None:
        self._segmented = segmented
        self._reported = segmented.document.profile.main_period
        self.main: Period | None = self._reported

    def period(self, token: Token) -> Period | None:
        """What a time token stands for; the first stretch of months or years becomes the main period."""
        period = self._segmented.numbers[token.number].reading.period if token.number >= 0 else None
        if period is not None and self.main is None and _is_stretch(period):
            self.main = period
        return period

    def dated(self, token: Token, source: Source = "sentence") -> Dated:
        return Dated(self.period(token), self._segmented.document.text[token.start : token.end], source)

    def at(self, bones: Skeleton, mark: Mark, previous: Dated, label: str) -> Dated:
        """The time of one figure. `previous` is the time of the sentence's figure before."""
        after = bones.after(mark)
        base = previous if previous.period is not None else Dated(self.main, "", "document")
        same_of = _SAME_OF.search(after)
        if same_of is not None:
            token = bones.times(mark.at + 1 + same_of.start(), mark.at + 1 + same_of.end())[0]
            return self._moved_to(base, self.dated(token))
        if _SAME_PERIOD.match(after):
            return _year_before(base)
        behind = _BEHIND.match(after)
        if behind is not None:
            return self.dated(bones.times(mark.at + 1, mark.at + 1 + behind.end())[-1])
        return self._before(bones, mark, previous, label)

    def _before(self, bones: Skeleton, mark: Mark, previous: Dated, label: str) -> Dated:
        before = bones.before(mark)
        own = bones.times(mark.at - len(before), mark.at)
        if own:
            found = self.dated(own[-1])
            in_brackets = re.search(rf"\((?:as (?:at|of) |for )?(?:the )?[^()]*{TIME}:? ?[^()]*$", before) is not None
            if in_brackets and previous.period is not None and found.text.isdecimal() and not _is_year(previous.period):
                return self._moved_to(previous, found)
            return found
        if previous.period is not None:
            return previous
        if _MAIN.search(bones.text) and self.main is not None:
            return Dated(self.main, "", "document")
        later = self._later(bones, mark)
        if later is not None and not _TERMS.search(label):
            return self.dated(later)
        accounted = _ACCOUNTS.search(label) is not None and not _TERMS.search(label) and "Track Record" not in bones.text
        return Dated(self._reported, "", "document") if self._reported is not None and accounted else NOWHERE

    def _later(self, bones: Skeleton, mark: Mark) -> Token | None:
        """The first time behind the figure with no other figure or bracket between."""
        times = bones.times(mark.at, len(bones.text))
        if not times:
            return None
        between = bones.text[mark.at + 1 : _place(bones, times[0])]
        return None if FIGURE in between or "(" in between or _REASON.search(between) else times[0]

    def _moved_to(self, base: Dated, year: Dated) -> Dated:
        """`(2024: …)` and `the same period of 2024`: the base's stretch, put into the year told."""
        told, period = year.period, base.period
        if told is None or told.end is None or period is None or period.start is None or period.end is None:
            return year
        if not _is_year(told):
            return year
        back = period.end.year - told.end.year
        return Dated(Period(_shifted(period.start, back), _shifted(period.end, back)), year.text, year.source)


def _place(bones: Skeleton, token: Token) -> int:
    return next(mark.at for mark in bones.marks if mark.token is token)


def _year_before(base: Dated) -> Dated:
    period = base.period
    if period is None or period.start is None or period.end is None:
        return NOWHERE
    return Dated(Period(_shifted(period.start, 1), _shifted(period.end, 1)), base.text, base.source or "sentence")


def year_before(period: Period | None) -> Period | None:
    """The same stretch a year earlier; None for an open or unknown one, and for an instant."""
    if period is None or period.is_instant:
        return None
    return _year_before(Dated(period)).period


def _shifted(day: date, years: int) -> date:
    year = day.year - years
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else date(year, day.month, day.day)


def _is_stretch(period: Period) -> bool:
    return period.start is not None and period.end is not None and 80 <= (period.end - period.start).days <= 366


def _is_year(period: Period | None) -> bool:
    if period is None or period.start is None or period.end is None:
        return False
    return (period.start.month, period.start.day) == (1, 1) and (period.end.month, period.end.day) == (12, 31)
