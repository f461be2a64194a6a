"""The times that a lead names: which date the figure, and which it is measured against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.line import Token
from pipeline.extract.resolve.aside import compared, dates_nothing, in_brackets
from pipeline.extract.resolve.dates import part_reported, same_day, years_of
from pipeline.extract.resolve.meant import PLANNED, is_plan_of_year, is_prior, is_same
from pipeline.extract.spot import Story, Time
from pipeline.lexicon.fold import fold

_JOINT_TEXT = re.compile(r"[（(][^（）()]*[)）]|截至|截止|[、，,和及与與至到或及以\s]")
_GLOSS = re.compile(r"[，,]?\s?[亦也]?即")
_TRADES = re.compile(
    r"[今昨][日天早晚]|(?:\d{1,2}月)?\d{1,2}[日号](?:（[^（）]{1,6}）|[早晚]?[间上]?)?(?:收盘|收市|盘中|早盘|午盘|尾盘|盘后|开盘|午后|的?A股|股市|港股)"
    r"|周[一二三四五](?:收盘|早盘|盘中|尾盘|午后|开盘)|上?周[一二三四五]?(?:收盘)"
)
_OPENINGS = ("opening", "prior_closing")
_YEAR = re.compile(r"(?:19|20|二[零〇])[\d零〇一二三四五六七八九]{2}年?")
_SEEN = re.compile(r"[^，。；,;]{0,10}?(?:来看|來看|看[，,])")
_TURNS = frozenset({"亏损", "净亏损", "盈利", "则", "数", "数据", "金额"})
_UNDATED_RULES = frozenset({"window", "ago"})


@dataclass(frozen=True, slots=True)
class Heard:
    """The times of a lead: those that date the figure, those it is measured against, and whether 从/由 binds the first ones."""

    own: tuple[Time, ...]
    against: tuple[Time, ...]
    from_only: bool


def hear(text: str, numbers: Sequence[Number], tokens: Sequence[Token]) -> Heard:
    """The times among some tokens. Those behind 较, 比 or before 相比 only say what is compared with."""
    own: list[Time] = []
    against: list[Time] = []
    from_only = False
    glossable = False  # whether the last time of `own` stands outside of brackets
    for index, token in enumerate(tokens):
        if token.kind != "time":
            continue
        time = time_of(text, numbers, token)
        if is_plan_of_year(text, token):
            time = replace(time, code=PLANNED)
        if own and own[-1].code not in _OPENINGS and is_same(token.text) and tokens[index - 1].kind != "time":
            continue  # 2007年度…占同期收入: the same once more
        if dates_nothing(text, tokens, index):
            continue
        if compared(tokens, index):
            against.append(time)
            continue
        inside = in_brackets(text, tokens, index)
        if own and (
            _heads_document(tokens, index) or (glossable and own[-1].period and (inside or _glosses(text, own[-1], token)))
        ):
            continue  # 截至4月14日，已披露2019年年报的…: the year names a document
        if not own or _closes(own[-1], time) or not _joined(text, tokens, index):
            own, from_only = [], after_from(text, tokens, index)
        own.append(time)
        glossable = not inside
    return Heard(_all_ends(own), tuple(against), from_only)


def _heads_document(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].has("document")


def _closes(before: Time, time: Time) -> bool:
    """截至9月底止第三季度: the last day and the stretch are one time."""
    if before.period is None or time.period is None or before.token.end != time.token.start:
        return False
    return before.period.is_instant and before.period.end == time.period.end


def _glosses(text: str, before: Time, token: Token) -> bool:
    """2月28日，即最后实际可行日期: the same time in other words."""
    return bool(_GLOSS.match(text, before.token.end, token.start))


def _all_ends(times: Sequence[Time]) -> tuple[Time, ...]:
    """2007年、2008年和2009年末, 2016年、2017年及2018年12月31日: the day stands once, for all of them."""
    out: list[Time] = []
    for time in reversed(spread(times) if len(times) > 1 else times):
        behind = out[-1].period if out else None
        if behind is not None and behind.is_instant and (_YEAR.fullmatch(time.text) or "末" in out[0].text):
            time = replace(time, period=same_day(time.period, behind))
        out.append(time)
    return tuple(reversed(out))


def is_aside(times: Sequence[Time]) -> bool:
    """Whether all that is named is the period before (上年同期): it dates its own sentence, and nothing behind."""
    return bool(times) and all(is_prior(time.token.text) for time in times)


def is_comparison(own: Sequence[Time], noun: Sequence[Token], story: Story) -> bool:
    """营收15亿元，上年同期为14亿元: an earlier time without a noun of its own dates its figure alone."""
    if any(token.text not in _TURNS for token in noun) or not story.times or not own:
        return False
    starts = [time.period.start for time in story.times if time.period is not None and time.period.start is not None]
    ends = [time.period.end for time in own if time.period is not None and time.period.end is not None]
    return bool(starts) and len(ends) == len(own) and max(ends) < min(starts)


def trading_day(text: str, numbers: Sequence[Number], tokens: Sequence[Token]) -> Time | None:
    """今日, 3月27日收盘, 周五早盘: the day of which prices are told, even where a sentence about something else names it."""
    days = (one for one in reversed(tokens) if one.kind == "time" and one.number >= 0 and _TRADES.match(text, one.start))
    found = next((time_of(text, numbers, token) for token in days), None)
    return found if found is not None and found.period is not None and found.period.is_instant else None


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
    behind = fold(text[token.end : token.end + 6])
    period = part_reported(period, behind)
    if period is not None and period.end is not None and (period.start is None and reading.rule == "ended"):
        period = Period.instant(period.end)  # 截至6月底止
    elif period is not None and period.is_instant and behind.startswith("至今"):
        period = Period(period.start, None)  # 年初至今
    return Time(period, text[token.start : token.end], token, reading.period_text)


def after_from(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether 从 or 由 stands right before the time; 从前三季度来看 looks at it."""
    seen = _SEEN.match(text, tokens[index].end)
    return seen is None and any(token.has("from") for token in tokens[max(0, index - 2) : index])


def _joined(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the time at `index` continues the list of the time before it, brackets aside."""
    back = index - 1
    if tokens[index].text == "同期" and back >= 0 and tokens[back].kind == "time":
        return True
    while back >= 0 and (tokens[back].kind != "time" or in_brackets(text, tokens, back)):
        back -= 1
    between = text[tokens[back].end : tokens[index].start] if back >= 0 else "x"
    return not _JOINT_TEXT.sub("", between)
