"""Dates and periods of English announcements: January 9, 2026, for the six months ended 30 June 2025."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.quantity.calendar import When, day_of, ended, month_of
from pipeline.quantity.context import Context, code
from pipeline.quantity.draft import Draft

_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS = {name[:3]: index for index, name in enumerate(_NAMES, 1)}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?P<m>{_MONTH})\s(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?(?:(?:,\s?|\s)(?P<y>[12][0-9]{{3}}))?(?![0-9])(?!,[0-9])"
    rf"|(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH}),?(?:\s(?P<y2>[12][0-9]{{3}})(?![0-9])(?!,[0-9]))?"
    rf"|(?P<m3>{_MONTH}),?\s(?P<y3>[12][0-9]{{3}})(?![0-9])(?!,[0-9])",
    re.IGNORECASE,
)
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_ENDED = re.compile(
    r"(?:(?P<n>three|six|nine|twelve|3|6|9|12)[\s-]months?(?:\speriod)?s?|(?P<y>(?:financial\s|fiscal\s)?years?)|(?P<q>quarters?)|(?P<h>half[\s-]year))\s(?:ended|ending|to)\s(?:on\s)?",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?P<w>first|second|third|fourth|1st|2nd|3rd|4th)\s(?P<u>quarter|half)\s(?:of\s)?(?:fiscal\s)?(?P<y>20[0-9]{2})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:(?:fiscal|financial)\s(?:year\s)?)(?P<y>20[0-9]{2})(?![0-9])", re.IGNORECASE)
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_BARE_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?![0-9,.\-/%A-Za-z]|\s?(?:[万亿千百元股家人个%]|million|billion|shares))")
_YEAR_WORDS = re.compile(r"(?:\b(?:in|of|since|during|by|for|and|from|to|year|until|[12][0-9]{3},)\s?)\Z", re.IGNORECASE)


PHRASE_STARTS = (  # where a phrase with letters in front may begin
    r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)(?= (?:quarter|half) )"
    r"|(?:(?:[Tt]hree|[Ss]ix|[Nn]ine|[Tt]welve|[Ff]inancial|[Ff]iscal|[Hh]alf|THREE|SIX|NINE)[ -](?=[mMyY2])"
    r"|[Yy]ears?|YEARS?|[Qq]uarters?)(?=[ a-zA-Z0-9-]{0,14}(?:end|END|20))"
)


@dataclass(frozen=True, slots=True)
class _Day:
    end: int
    when: When
    explicit: bool


class English:
    """Reads the English time that begins at an offset."""

    def __call__(self, text: str, start: int, context: Context) -> Draft | None:
        char = text[start]
        if char.isdecimal():
            return self._digits(text, start, context)
        if text[start - 1 : start].isalpha() and text[start - 1].isascii():
            return None
        if char in "tTsSnNfFyYqQhH":
            draft = self.ended(text, start, context) or self._fiscal(text, start, context) or self._quarter(text, start, context)
            if draft is not None:
                return draft
        return self._day(text, start, context)

    @staticmethod
    def _fiscal(text: str, start: int, context: Context) -> Draft | None:
        match = _YEAR.match(text, start)
        if match is None:
            return None
        when = When(int(match["y"]), fiscal=True)
        return Draft("period", start, match.end(), period=when.period(context.year_end), rule="english fiscal year")

    def _digits(self, text: str, start: int, context: Context) -> Draft | None:
        following = text[start + 1 : start + 4]
        if " " not in following and not any("a" <= char <= "z" for char in following):
            return self._year(text, start, context) if text[start] in "12" else None
        period = self.ended(text, start, context)
        return period or self._day(text, start, context) or self._quarter(text, start, context)

    def ended(self, text: str, start: int, context: Context) -> Draft | None:
        """six months ended 30 June 2025: the whole phrase from its count on."""
        match = _ENDED.match(text, start)
        if match is None:
            return None
        day = self._read_day(text, match.end())
        if day is None:
            return None
        months = _COUNTS[match["n"].lower()] if match["n"] else 12 if match["y"] else 6 if match["h"] else 3
        when = self._dated(day, context)
        period = when.period(context.year_end)
        if period is None or period.end is None:
            return Draft("period", start, day.end, period_text=f"ended:{code(when)}", rule="english period")
        if months == 12:
            context.fiscal_end = period.end
        context.listed = day.end + 40, period.end.month, period.end.day, months
        context.year, context.at = period.end.year, day.end
        return Draft("period", start, day.end, period=ended(period.end, months), rule="english period")

    def _dated(self, day: _Day, context: Context) -> When:
        if day.explicit or context.reference is None:
            return day.when
        return day.when.with_year(context.reference.year)

    def _day(self, text: str, start: int, context: Context) -> Draft | None:
        day = self._read_day(text, start)
        if day is None:
            return None
        when = self._dated(day, context)
        period = when.period(context.year_end)
        if day.explicit and when.year is not None:
            context.year, context.at = when.year, day.end
        kind = "date" if when.form == "day" else "period"
        return Draft(
            "date" if kind == "date" else "period",
            start,
            day.end,
            period=period,
            period_text="" if period else code(when),
            rule="english date",
        )

    def _read_day(self, text: str, start: int) -> _Day | None:
        match = _DATE.match(text, start)
        if match is None:
            return None
        group: Mapping[str, str | None] = match.groupdict()
        month = _MONTHS[(group["m"] or group["m2"] or group["m3"] or "")[:3].title()]
        year_text = group["y"] or group["y2"] or group["y3"]
        year = int(year_text) if year_text else None
        if group["m3"]:
            return _Day(match.end(), month_of(year, month), True)
        day = int(group["d"] or group["d2"] or 0)
        return _Day(match.end(), day_of(year, month, day), year is not None) if 1 <= day <= 31 else None

    def _quarter(self, text: str, start: int, context: Context) -> Draft | None:
        match = _QUARTER.match(text, start)
        if match is None:
            return None
        index, width = _ORDER[match["w"].lower()], 3 if match["u"].lower() == "quarter" else 6
        when = When(int(match["y"]), (width * (index - 1) + 1, 1), (width * index, 0), fiscal=True, form="quarter")
        return Draft("period", start, match.end(), period=when.period(context.year_end), rule="english quarter")

    def _year(self, text: str, start: int, context: Context) -> Draft | None:
        """in 2024, 2023 and 2024: a bare year in English words."""
        match = _BARE_YEAR.match(text, start)
        if match is None or not _YEAR_WORDS.search(text, max(0, start - 8), start):
            return None
        until, month, last, months = context.listed
        if start < until:
            period = day_of(int(match["y"]), month, last).period(context.year_end)
            if period is not None and period.end is not None:
                return Draft("period", start, match.end(), period=ended(period.end, months), rule="english listed years")
        when = When(int(match["y"]))
        context.year, context.at = when.year, match.end()
        return Draft("period", start, match.end(), period=when.period(context.year_end), rule="english year")
