"""The time that a head, a label or a caption names, and how such times are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.core.document import Profile
from pipeline.core.period import Period
from pipeline.extract.cells.words import Words
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.quantity import Reader

_MONTHS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}
_ENGLISH = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_FRAME = re.compile(
    r"(?:截至|截止)?(?P<month>1[0-2]|[1-9])月(?P<day>[12]\d|3[01]|[1-9])日止(?:的)?(?:(?P<year>年度|财政年度)|(?P<count>[一二三四五六七八九十\d]+)个月)"
    r"|(?:于|截至|截止|在)?(?P<at_month>1[0-2]|[1-9])月(?P<at_day>[12]\d|3[01]|[1-9])日"
)
_EITHER = re.compile(r"(?:或|及|/)?(?:截至)?(?:该|当)日止(?:的)?(?:财政|会计)?年度")  # balances at, flows up to that day
_ENGLISH_FRAME = re.compile(
    r"(?:for (?:the )?)?(?:(?P<count>three|six|nine|twelve|3|6|9|12) months|(?P<year>(?:financial |fiscal )?years?)) "
    r"ended (?:(?P<day1>\d+) )?(?P<month>[a-z]+)(?: (?P<day>\d+))?"
    r"|(?:as (?:at|of)|at) (?:(?P<at_day1>\d+) )?(?P<at_month>[a-z]+)(?: (?P<at_day>\d+))?"
)
_DIGITS = {char: digit for digit, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_NUMERAL = re.compile(
    r"(?<![〇零○一二三四五六七八九十百千万])(?:[一二][〇零○一二三四五六七八九]{3}(?![〇零○一二三四五六七八九十百千万亿])|[一二三四五六七八九十廿卅]{1,3}(?=[月日]))"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MADE_IN = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?=产[量能值销])")
_SLASHED = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:(?:1-(?P<last>1[0-2]|[1-9])月)/(?:(?:(?:19|20)\d\d年)?\d{1,2}月)?末|(?:年?度|年)/年?末|(?:年)?末/年?度)"
)
_QUARTER = re.compile(r"(?:(?:第)?([一二三四1-4])季度?|Q([1-4]))(?:[（(]?\d{1,2}(?:月?[-至~－—]\d{1,2})?月份?[)）]?)?")


def arabic(folded: str) -> tuple[str, list[int]]:
    """The text with years, months and days in Arabic digits (二零二四年十二月 is 2024年12月), and where each character stood,
    with the end of the text behind the last.
    """
    out: list[str] = []
    places: list[int] = []
    last = 0
    for match in _NUMERAL.finditer(folded):
        digits = _digits(match[0])
        out += [folded[last : match.start()], digits]
        places += [*range(last, match.start()), *(min(match.start() + at, match.end() - 1) for at in range(len(digits)))]
        last = match.end()
    out.append(folded[last:])
    return "".join(out), [*places, *range(last, len(folded) + 1)]


def _digits(numeral: str) -> str:
    """一二三四 digit by digit, 二十一 as a number."""
    if len(numeral) == len("二零二四"):
        return "".join(str(_DIGITS[char]) for char in numeral)
    tens, ten, ones = numeral.replace("廿", "二十").replace("卅", "三十").partition("十")
    if not ten:
        return "".join(str(_DIGITS[char]) for char in numeral)
    return str(10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0))


@dataclass(frozen=True, slots=True)
class Frame:
    """A time without its year: the last day, and how many months it lasts (0: an instant)."""

    month: int
    day: int
    months: int

    def in_year(self, year: int) -> Period:
        end = last_day(year, self.month, self.day)
        return Period.instant(end) if self.months == 0 else Period(_months_back(end, self.months), end)


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about time. `code` is a row of table_times.csv (current, prior_end …); `spans` are to be cut out."""

    period: Period | None = None
    frame: Frame | None = None
    code: str = ""
    quarter: int = 0
    bare_year: bool = False
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def is_instant(self) -> bool:
        return self.period is not None and self.period.is_instant

    def __bool__(self) -> bool:
        return bool(self.period or self.frame or self.code or self.quarter)


class Times:
    """Reads the words of time of one text. Built once, called with a text and the document's profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reader = Reader(lexicon)
        self._words = Words(lexicon, "table_times")

    def __call__(self, text: str, profile: Profile) -> When:
        folded = fold(text)
        plain, places = arabic(folded)
        when = self._read(text if plain == folded else plain, plain, profile)
        if plain == folded or not when.spans:
            return when
        spans = tuple((places[start], places[end]) for start, end in when.spans)
        return replace(when, spans=spans, text=text[spans[0][0] : spans[-1][1]])

    def _read(self, text: str, folded: str, profile: Profile) -> When:
        dated = _slashed(text, folded) or self._dated(text, folded, profile)
        if dated is not None:
            return dated
        frame = _frame(folded)
        year = _YEAR.search(folded)
        if year is not None and frame is None and len(folded.strip("（）()AEF年度 ")) <= 5:
            whole = Period(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
            return When(_fiscal(whole, profile), bare_year=True, text=year[0], spans=(year.span(),))
        if frame is not None:
            return When(frame=frame[0], bare_year=True, text=text[slice(*frame[1])], spans=(frame[1],))
        return self._coded(text, folded)

    def _dated(self, text: str, folded: str, profile: Profile) -> When | None:
        year = _YEAR.search(folded)
        if year is None:
            return None
        readings = self._reader(text, profile.report_end, profile.year_end)
        found = [reading for reading in readings if reading.type in ("date", "period") and reading.period]
        if not found:
            return _of_year(text, folded, profile)
        spans = tuple((reading.start, reading.end) for reading in found)
        period = found[0].period if len(found) == 1 else _hull([r.period for r in found if r.period])
        words = found[0].text
        frame = _frame(folded)
        if len(found) == 1 and frame is not None and frame[0].months and period is not None and period.is_instant:
            span = (min(frame[1][0], found[0].start), max(frame[1][1], found[0].end))
            return When(frame[0].in_year(int(year[1])), text=text[slice(*span)], spans=(span,))
        if _either([reading.period for reading in found if reading.period]):
            return When(period, bare_year=True, text=text[found[0].start : found[-1].end], spans=spans)
        bare = bool(re.fullmatch(r"(?:19|20)\d\d(?:年度?)?", fold(words).strip()))
        return When(period, bare_year=bare, text=words, spans=spans)

    def _coded(self, text: str, folded: str) -> When:
        hits = self._words(text)
        quarter = _QUARTER.search(folded)
        if quarter is not None:
            digit = quarter[1] or quarter[2]
            return When(quarter=_MONTHS.get(digit) or int(digit), text=quarter[0], spans=(quarter.span(),))
        if not hits:
            return When()
        hit = next((hit for hit in reversed(hits) if hit.item.meaning.endswith(("_start", "_end"))), hits[0])  # 本年期初余额
        return When(code=hit.item.meaning, text=text[hit.start : hit.end], spans=((hit.start, hit.end),))


def _of_year(text: str, folded: str, profile: Profile) -> When | None:
    """2006年产量: the year, although 年产 alone means what is produced in a year."""
    match = _MADE_IN.search(folded)
    if match is None:
        return None
    whole = Period(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    return When(_fiscal(whole, profile), bare_year=True, text=text[slice(*match.span())], spans=(match.span(),))


def _slashed(text: str, folded: str) -> When | None:
    """A year with both readings, as bond prospectuses print it: 2022年度/末, 2021年末/度, 2023年1-9月/末."""
    match = _SLASHED.search(folded)
    if match is None:
        return None
    last = int(match["last"] or 12)
    end = last_day(int(match["year"]), last, 31)
    return When(Period(date(end.year, 1, 1), end), bare_year=True, text=text[slice(*match.span())], spans=(match.span(),))


def _frame(folded: str) -> tuple[Frame, tuple[int, int]] | None:
    match = _FRAME.search(folded)
    if match is not None:
        if match["at_month"]:
            either = _EITHER.match(folded, match.end())
            if either is not None:
                return Frame(int(match["at_month"]), int(match["at_day"]), 12), (match.start(), either.end())
            return Frame(int(match["at_month"]), int(match["at_day"]), 0), match.span()
        count = 12 if match["year"] else _MONTHS.get(match["count"]) or (int(match["count"]) if match["count"].isdigit() else 12)
        return Frame(int(match["month"]), int(match["day"]), count), match.span()
    return _english_frame(folded.lower())


def _english_frame(lowered: str) -> tuple[Frame, tuple[int, int]] | None:
    """`Six months ended June 30,`, `Year ended 31 December`, `As at 31 December`."""
    match = _ENGLISH_FRAME.search(lowered)
    month = (match["month"] or match["at_month"]) if match else ""
    day = (match["day1"] or match["day"] or match["at_day1"] or match["at_day"]) if match else ""
    if match is None or month not in _NAMES or not day or not 1 <= int(day) <= 31:
        return None
    months = 0 if match["at_month"] else 12 if match["year"] else _ENGLISH[match["count"]]
    return Frame(_NAMES.index(month) + 1, int(day), months), match.span()


def _either(periods: list[Period]) -> bool:
    """A day and the time up to it (2016年末/2016年度): balances are of the one, flows of the other."""
    return len(periods) == 2 and periods[0].end == periods[1].end and periods[0].is_instant != periods[1].is_instant


def _hull(periods: list[Period]) -> Period | None:
    """From the first day of the earliest to the last of the latest; None where an end is open."""
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    return Period(min(starts), max(ends)) if len(starts) == len(ends) == len(periods) else None


def _fiscal(whole: Period, profile: Profile) -> Period:
    """The financial year called by its number: a company whose year ends on 31 March calls 2024 the one ending then."""
    month, day = profile.year_end
    if (month, day) == (12, 31) or whole.end is None:
        return whole
    end = last_day(whole.end.year, month, day)
    return Period(_months_back(end, 12), end)


def combined(parts: list[When], profile: Profile) -> Period | None:
    """One period of the times in a head from top to bottom, or of a column and its row: a frame takes the year from
    another part, a quarter and a word such as 期末 narrow a year, a later date wins over an earlier one.
    """
    period = next((part.period for part in reversed(parts) if part.period), None)
    frame = next((part.frame for part in reversed(parts) if part.frame), None)
    quarter = next((part.quarter for part in parts if part.quarter), 0)
    code = next((part.code for part in reversed(parts) if part.code), "")
    if frame is not None and period is not None and period.end is not None:
        period = frame.in_year(period.end.year)
        return _narrowed(period, code) if code else period
    if quarter:
        year = period or coded("current", profile)
        return _quarter_of(year, quarter) if year else None
    if code and period is not None:
        return _narrowed(period, code)
    return period or (coded(code, profile) if code else None)


def _narrowed(period: Period, code: str) -> Period:
    if period.start is None or period.end is None or period.is_instant:
        return period
    if code == "current_end":
        return Period.instant(period.end)
    return Period.instant(period.start - timedelta(1)) if code in ("current_start", "prior_end") else period


def _quarter_of(year: Period, quarter: int) -> Period | None:
    if year.start is None or not 1 <= quarter <= 4:
        return None
    first = _months_on(year.start, 3 * (quarter - 1))
    return Period(first, _months_on(first, 3) - timedelta(1))


def coded(code: str, profile: Profile) -> Period | None:
    """本期, 上期, 期末 … in the calendar of the document; None where its newest period is not known.

    A prospectus reports on several periods: only the end (报告期末) means one day there.
    """
    end = profile.report_end
    months = {"annual_report": 12, "interim_report": 6, "announcement": 12}.get(profile.doc_type, 0)
    if end is None or (not months and code != "current_end"):
        return None
    start = _months_back(end, months or 12)
    if code == "current":
        return Period(start, end)
    if code == "prior":
        return Period(_year_back(start), _year_back(end))
    if code == "current_end":
        return Period.instant(end)
    return Period.instant(start - timedelta(1)) if code in ("current_start", "prior_end") else None


def _year_back(day: date) -> date:
    return last_day(day.year - 1, day.month, 31) if (day + timedelta(1)).day == 1 else last_day(day.year - 1, day.month, day.day)


def _months_back(end: date, months: int) -> date:
    """First day of a time of so many months that ends on `end`: the day after the same day that many months before."""
    total = end.year * 12 + end.month - 1 - months
    last = (end + timedelta(1)).day == 1
    before = last_day(total // 12, total % 12 + 1, 31 if last else end.day)
    return before + timedelta(1)


def _months_on(start: date, months: int) -> date:
    total = start.year * 12 + start.month - 1 + months
    return last_day(total // 12, total % 12 + 1, start.day)


def last_day(year: int, month: int, day: int) -> date:
    """That day, or the month's last where it has fewer."""
    for candidate in _down_from(day):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    raise AssertionError("no month has fewer than 28 days")


def _down_from(day: int) -> Iterator[int]:
    yield from range(day, max(day - 4, 0), -1)
