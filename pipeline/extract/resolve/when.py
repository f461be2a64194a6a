"""Which period a figure is for: the times of its sentence aligned with it, else those that still hold from before."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from pipeline.core.mention import Role
from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.line import Token
from pipeline.extract.spot import Found, Spot, Story, Time
from pipeline.lexicon.concepts import Concept

_REPORT = re.compile(r"报告期|往绩记录期|往绩期|最近三年|近三年|过往记录期|业绩记录期|各期|这三年|上述期间|上述各期")
_SAME = re.compile(
    r"^(?:本期|本年|本年度|本报告期|报告期内|期内|期间|同期|当期|当年|同年|该期|该年度|该年|当期末|当年末|当季|期末|各年|年内|单季)$"
)
_PRIOR = re.compile(r"(?:上年|去年|上一年|前一年|上年度|上一年度)(?:的)?同期|同期(?:上年|去年)")
_BOOKED = frozenset(
    "SalesVolume ProductionVolume RevenueShare CustomerConcentration SupplierConcentration UtilisationRate AdjustedNetProfit EBITDA"
    " AdjustedEBITDA ResearchAndDevelopmentRatio GMV OrderCount".split()
)
_JOINT_TEXT = re.compile(r"[、，,和及与與至到或及以\s]")
_FIRST_QUARTERS = re.compile(r"^前(?P<n>[一二三四1-4])个?季度?$")
_RANGE = re.compile(r"至|到|-|－|—|–|~|～")
_JOINTS = frozenset({"、", "和", "及", "与", "以及", "至", "到", "或", "，"})
_WHOLE: frozenset[Role] = frozenset({"cagr", "multiple"})
_STANDING = frozenset(
    [
        "估值",
        "持股",
        "股权",
        "发行价",
        "招股价",
        "发售价",
        "总股本",
        "面值",
        "注册资本",
        "认购",
        "发售",
        "發售",
        "累计",
        "累計",
        "发行后",
        "发行前",
    ]
)
_NOW = frozenset(["已", "目前", "累计", "现有", "当前", "迄今", "至今", "截至目前", "已经", "现时", "如今"])
_UNDATED_RULES = frozenset({"window", "ago"})
_HAS_YEAR = re.compile(r"\d{4}|[一二〇零]{4}|年度|财年|今|去|上年|上一年|前年|明|后年|本年|本季|上季|本月|上月|本周|上周|FY")
_CODE = re.compile(
    r"^(?:(?P<y>Y)|Q(?P<q>\d)|H(?P<h>\d)|M(?P<a>\d\d)-(?P<b>\d\d)|--(?P<m>\d\d)(?:-(?P<d>\d\d))?)(?::(?P<edge>end|start))?$"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """The times of a lead: those that date the figure, those it is measured against, and whether 从/由 binds the first ones."""

    own: tuple[Time, ...]
    against: tuple[Time, ...]
    from_only: bool


class WhenResolver:
    """Aligns times with the figures of a group. Never guesses: lists that do not fit leave the periods empty and flagged."""

    def __init__(self) -> None:
        self._none = Time(None, "", Token(0, 0, "", "time"))

    def __call__(self, spot: Spot, story: Story, role: Role, label: str) -> Found[Time]:
        """One Time for each figure of the group; a Time without period where the text does not say."""
        size = len(spot.group.members)
        following = self._following(spot, story, role)
        if following:
            return Found(following[-1:] * size, "sentence", "time behind a rate")
        heard = hear(spot.text, spot.numbers, spot.group.lead)
        own = resolved(heard.own, story)
        if not own and role in ("growth", "multiple") and (years := _over_years(heard, story)) is not None:
            return Found((years,) * size, "sentence", "from the base year to the year told")
        if own:
            return self._align(own, size, role, spot, story, "sentence")
        if story.times:
            same = story.times_sentence == spot.line.tokens[0].start
            if not same and (
                any(word in label for word in _STANDING)
                or any(token.text in _NOW for token in spot.before) or _stands(spot)
            ):
                return Found((self._none,) * size, "", "a standing fact is undated")
            if not same and all(_is_event(time) for time in story.times):
                return Found((self._none,) * size, "", "the day of an event dates its own sentence only")
            times = _as_years(story.times, spot, story)
            return self._align(times, size, role, spot, story, "sentence" if same else "previous_sentence")
        if story.held and not any(_is_event(time) for time in story.held) and _accounted(spot, story, role) and (len(spread(story.held)) in (1, size)):
            return self._align(_as_years(story.held, spot, story), size, role, spot, story, "previous_sentence")
        if story.default is not None and role not in ("threshold", "rank"):
            return Found((story.default,) * size, "document", "the report's own period")
        return Found((self._none,) * size)

    def _from_to(self, spot: Spot, story: Story) -> tuple[Time, ...]:
        """由2019年的86亿元增至2023年的253亿元，复合年增长率30.8%: the last two times of the sentence."""
        heard = [time_of(spot.text, spot.numbers, token) for token in spot.before if token.kind == "time"]
        ends = resolved(tuple(heard[-2:]), story)
        return ends if len(ends) == 2 and all(time.period is not None for time in ends) else ()

    def _following(self, spot: Spot, story: Story, role: Role) -> tuple[Time, ...]:
        """由2023年的1亿元增加12%至2024年的1.1亿元: the rate is of the later period."""
        tail = spot.group.tail
        if role not in ("growth", "change") or len(tail) < 2 or not (tail[0].has("to") or tail[0].text in "至到"):
            return ()
        behind = list(takewhile(lambda token: token.kind == "time", tail[1:]))
        return resolved(tuple(time_of(spot.text, spot.numbers, token) for token in behind), story)

    def _align(self, times: tuple[Time, ...], size: int, role: Role, spot: Spot, story: Story, source: str) -> Found[Time]:
        each = spread(times)
        if len(times) == 1 and size > 1 and (parts := _quarters(times[0], size)):
            return Found(parts, source, "quarter by quarter")
        if role in _WHOLE or (size == 1 and len(each) > 1):
            return self._single(times, each, size, role, spot, story, source)
        if len(each) == 1:
            return Found(each * size, source, "one time for all")
        if size == len(each):
            return Found(each, source, "times and figures one to one")
        if size % len(each) == 0:
            return Found(each * (size // len(each)), source, "metric by metric over the times")
        if len(times) == size:
            return Found(times, source, "times and figures one to one")
        return Found((self._none,) * size, "", "", frozenset({"periods_unaligned"}))

    def _single(
        self, times: tuple[Time, ...], each: tuple[Time, ...], size: int, role: Role, spot: Spot, story: Story, source: str
    ) -> Found[Time]:
        """One figure under several times: the first after 从, the last after 至, else all of them together."""
        if role in ("level", "share", "other") and len(each) > 1:
            if spot.lead.nearest("from"):
                return Found(each[:1] * size, source, "the first of the times")
            if spot.lead.nearest("to"):
                return Found(each[-1:] * size, source, "the last of the times")
        if role == "growth" and len(times) > 1:
            return Found((self._none,) * size, "", "", frozenset({"periods_unaligned"}))
        if role == "cagr" and len(each) == 1 and (ends := self._from_to(spot, story)):
            return Found((_together(ends),) * size, source, "from the first time to the last")
        whole = _together(times)
        return Found((whole,) * size, source, "all of the times together")


def hear(text: str, numbers: Sequence[Number], tokens: Sequence[Token]) -> Heard:
    """The times among some tokens. Those behind 较, 比 or before 相比 only say what is compared with."""
    own: list[Time] = []
    against: list[Time] = []
    from_only = False
    for index, token in enumerate(tokens):
        if token.kind != "time":
            continue
        time = time_of(text, numbers, token)
        if own and _SAME.match(token.text) and tokens[index - 1].kind != "time":
            continue    # 2007年度…占同期收入: the same once more
        if _compared(tokens, index):
            against.append(time)
            continue
        if own and index + 1 < len(tokens) and tokens[index + 1].has("document"):
            continue  # 截至4月14日，已披露2019年年报的…: the year names a document
        if not own or not _joined(text, tokens, index):
            own, from_only = [], _after_from(tokens, index)
        own.append(time)
    return Heard(_all_ends(own), tuple(against), from_only)


def _all_ends(times: Sequence[Time]) -> tuple[Time, ...]:
    """2007年、2008年和2009年末: the word stands once, for all of them."""
    last = times[-1].period if len(times) > 1 else None
    if last is None or not last.is_instant or "末" not in times[-1].text:
        return tuple(times)
    return tuple(replace(time, period=_at_end(time.period)) for time in times)


def resolved(times: tuple[Time, ...], story: Story) -> tuple[Time, ...]:
    """Times with 报告期, 同期 and 上年同期 put for what they stand for."""
    out: list[Time] = []
    for time in times:
        words = time.token.text
        around = (*out, *(story.times or story.held))
        if words.endswith("同期") and time.period is not None and not _PRIOR.search(words):
            base = out[-1:] or list(story.last[-1:])
            out.append(_same_stretch(time, base[-1]) if base else time)
        elif words in ("同期", "的同期") and out and out[-1].period is not None:
            base = out[-2:-1] or list(story.last[-1:])
            out[-1] = _same_stretch(out[-1], base[-1]) if base else out[-1]
        elif not _HAS_YEAR.search(words) and (dated := _in_year(time, around)) is not None:
            out.append(dated)
        elif time.period is not None:
            out.append(time)
        elif (first := _FIRST_QUARTERS.match(words)) and (dated := _in_year(_as_months(time, first), around)) is not None:
            out.append(dated)
        elif _REPORT.search(words):
            ends = "末" in words
            out += [replace(one, period=_at_end(one.period) if ends else one.period, text=time.text) for one in story.report]
        elif _PRIOR.search(words):
            out += [_year_before(one, time.text) for one in (story.times or story.held)[:1]]
        elif _SAME.match(words):
            default = (story.default,) if story.default is not None else ()
            out += [replace(one, text=time.text) for one in story.times or story.held or default]
        else:
            out.append(time)
    return tuple(out)


def spread(times: Sequence[Time]) -> tuple[Time, ...]:
    """Each time by itself, ranges of years as their years."""
    return tuple(one for time in times for one in years_of(time))


def time_of(text: str, numbers: Sequence[Number], token: Token) -> Time:
    """A time token with its period as the quantity reader resolved it."""
    if token.number < 0 and token.cues.get("date"):
        return Time(None, text[token.start : token.end], token, token.cues["date"])
    if token.number < 0:
        return Time(Period.instant(date.fromisoformat(token.name)) if token.name else None, text[token.start : token.end], token)
    reading = numbers[token.number].reading
    period = None if reading.rule in _UNDATED_RULES else reading.period
    return Time(period, text[token.start : token.end], token, reading.period_text)


def _accounted(spot: Spot, story: Story, role: Role) -> bool:
    """Whether the figure is of an income or cash flow statement: such figures go on about the period that the text is in."""
    concept = _measured(spot, story)
    if concept is None or role not in ("level", "growth", "change", "share") or any(token.text in _NOW for token in spot.before):
        return False
    if concept.period == "instant" and concept.cas:
        return all(time.period is not None and time.period.is_instant for time in story.held)
    return concept.period != "instant" and (bool(concept.cas) or concept.concept in _BOOKED)


def _over_years(heard: Heard, story: Story) -> Time | None:
    """2021年…，比2019年增加三成: a growth over several years is of all of them."""
    base = heard.against[-1].period if heard.against else None
    now = story.times[-1].period if story.times else None
    if base is None or now is None or base.start is None or now.start is None or now.end is None or base.is_instant:
        return None
    if now.start.year - base.start.year < 2:
        return None
    return replace(story.times[-1], period=Period(base.start, now.end))


def _stands(spot: Spot) -> bool:
    """本次发行前总股本: terms of an offer and holdings are of no period."""
    words = spot.text[spot.line.tokens[0].start : spot.first.start]
    return any(word in words for word in _STANDING)


def _is_event(time: Time) -> bool:
    """A day that is no end of a month is when something happened, not when a balance was struck."""
    period = time.period
    return period is not None and period.is_instant and period.end is not None and (period.end + timedelta(1)).day != 1


def _as_years(times: tuple[Time, ...], spot: Spot, story: Story) -> tuple[Time, ...]:
    """截至2018年末，总资产36亿元，营业收入12亿元: the income is of the year that ends then."""
    concept = _measured(spot, story)
    if concept is None or not concept.cas or concept.period != "duration":
        return times
    return tuple(_year_ending(time) for time in times)


def _year_ending(time: Time) -> Time:
    period = time.period
    if period is None or period.end is None or not period.is_instant or (period.end.month, period.end.day) != (12, 31):
        return time
    return replace(time, period=Period(date(period.end.year, 1, 1), period.end))


def _measured(spot: Spot, story: Story) -> Concept | None:
    noun = spot.lead.noun or story.noun
    return next((token.concept for token in reversed(noun) if token.concept is not None), None)


def _as_months(time: Time, match: re.Match[str]) -> Time:
    """前三个季度 is January to September."""
    quarters = "一二三四".find(match["n"]) + 1 or int(match["n"])
    return replace(time, code=f"M01-{3 * quarters:02}", period=None)


def _quarters(time: Time, size: int) -> tuple[Time, ...]:
    """前三个季度分别为…: the quarters of a stretch that has as many as there are figures."""
    period = time.period
    if "季" not in time.text or period is None or period.start is None or period.end is None:
        return ()
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if months != 3 * size or period.start.month % 3 != 1:
        return ()
    year = period.start.year
    firsts = [period.start.month + 3 * i for i in range(size)]
    return tuple(
        replace(time, period=Period(date(year, m, 1), date(year, m + 2, monthrange(year, m + 2)[1]))) for m in firsts if m <= 10
    )


def _same_stretch(year: Time, base: Time) -> Time:
    """2025年同期 behind 截至2024年3月31日止三个月: the same stretch of 2025."""
    told, period = year.period, base.period
    if told is None or told.end is None or period is None or period.start is None or period.end is None:
        return year
    if told.start is None or (told.end - told.start).days < 364:
        return year
    back = told.end.year - period.end.year
    return replace(year, period=Period(_years_on(period.start, back), _years_on(period.end, back)), text=f"{year.text}同期")


def _in_year(time: Time, around: Sequence[Time]) -> Time | None:
    """一季度 or 6月末 without a year: in the year that the text is in."""
    match = _CODE.match(time.code)
    dated = (match is not None and match["d"]) or (time.period is not None and time.period.is_instant and not time.code)
    year = next((year for one in reversed(around) if (year := _year_of(one, narrow=bool(dated))) is not None), None)
    if year is None or (time.token.number < 0 and match is None):
        return None
    if match is not None:
        return replace(time, period=_of_code(match, year))
    period = time.period
    if period is None or period.start is None or period.end is None or time.code:
        return None
    back = year - period.end.year
    return replace(time, period=Period(_years_on(period.start, back), _years_on(period.end, back)))


def _year_of(time: Time, narrow: bool) -> int | None:
    """The year a time speaks of; a day is only put into the year of another day or month."""
    period = time.period
    day = None if period is None else period.end or period.start
    if period is None or day is None:
        return None
    if narrow and (period.start is None or period.end is None or (period.end - period.start).days > 31):
        return None
    return day.year


def _of_code(match: re.Match[str], year: int) -> Period | None:
    """The period that a time code without year means in a year."""
    if match["y"]:
        first, last = 1, 12
    elif match["q"]:
        first, last = 3 * int(match["q"]) - 2, 3 * int(match["q"])
    elif match["h"]:
        first, last = 6 * int(match["h"]) - 5, 6 * int(match["h"])
    elif match["a"]:
        first, last = int(match["a"]), int(match["b"])
    else:
        first = last = int(match["m"])
    if not 1 <= first <= last <= 12:
        return None
    if match["d"]:
        return Period.instant(date(year, first, min(int(match["d"]), monthrange(year, first)[1])))
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    if match["edge"]:
        return Period.instant(end if match["edge"] == "end" else start)
    return Period(start, end)


def _years_on(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _at_end(period: Period | None) -> Period | None:
    return Period.instant(period.end) if period is not None and period.end is not None else None


def _compared(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and before.has("against") and before.text != "与":
        return True
    joined = before is not None and before.text in ("与", "同", "和", "跟")
    return joined and after is not None and after.text in ("相比", "相较", "比较", "相比较")


def _after_from(tokens: Sequence[Token], index: int) -> bool:
    return any(token.has("from") for token in tokens[max(0, index - 2) : index])


def _joined(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the time at `index` continues the list of the time before it."""
    back = index - 1
    if tokens[index].text == "同期" and back >= 0 and tokens[back].kind == "time":
        return True
    while back >= 0 and tokens[back].kind != "time":
        if tokens[back].text not in _JOINTS:
            return False
        back -= 1
    between = text[tokens[back].end : tokens[index].start] if back >= 0 else "x"
    return not _JOINT_TEXT.sub("", between)     # a sentence without figures has no words cut, only its characters


def years_of(time: Time) -> tuple[Time, ...]:
    """2017年至2019年 is three years; any other time is itself."""
    period = time.period
    if period is None or period.start is None or period.end is None or not _RANGE.search(time.token.text):
        return (time,)
    start, end = period.start, period.end
    whole = (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31)
    if not whole or not 1 <= end.year - start.year <= 9:
        return (time,)
    return tuple(replace(time, period=Period(date(y, 1, 1), date(y, 12, 31))) for y in range(start.year, end.year + 1))


def _together(times: Sequence[Time]) -> Time:
    """From the first beginning to the last end."""
    known = [time.period for time in times if time.period is not None]
    starts = [period.start for period in known if period.start is not None]
    ends = [period.end for period in known if period.end is not None]
    text = "、".join(dict.fromkeys(time.text for time in times))
    if len(known) < len(times) or not starts or not ends:
        return Time(None, text, times[0].token)
    return Time(Period(min(starts), max(ends)), text, times[0].token)


def _year_before(time: Time, text: str) -> Time:
    period = time.period
    if period is None or period.start is None or period.end is None:
        return replace(time, period=None, text=text)
    return replace(time, period=Period(year_back(period.start), year_back(period.end)), text=text)


def year_back(day: date) -> date:
    """The same day a year before; a month's last day stays one."""
    last = (day + timedelta(days=1)).month != day.month
    if last and day.month == 2:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)
