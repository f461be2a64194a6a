"""The times that a lead names, and what relative ones stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.line import QUOTES, Token
from pipeline.extract.resolve.dates import (
    as_months,
    at_edge,
    at_end,
    in_year,
    is_year,
    last_year,
    next_year,
    part_reported,
    same_stretch,
    year_before,
    years_of,
)
from pipeline.extract.spot import Story, Time
from pipeline.lexicon.fold import fold

_REPORT = re.compile(r"报告期|往绩记录期|往绩期|最近三年|近三年|过往记录期|业绩记录期|各期|这三年|上述期间|上述各期")
_SAME = re.compile(
    r"^(?:本期|本年|本年度|本报告期|报告期内|期内|期间|同期|当期|当年|同年|该期|该年度|该年|当期末|当年末|当季|期末|各年|年内|单季)$"
)
_PRIOR = re.compile(
    r"(?:上年|去年|上一年|前一年|上年度|上一年度)(?:的)?同期|同期(?:上年|去年)|^上期(?:数|金额|发生额)?$|^上年(?:数|金额|发生额)$"
)
_YEAR_BEFORE = re.compile(r"^(?:上年|上年度|上一年|上一年度|前一年|前一年度)(?P<end>末|底)?$")
_THIS_YEAR = re.compile(r"^(?:本年|本年度|今年|年内|今年度|本财年|本财政年度|本年内)$")
_PLAN = re.compile(r"的?(?:总体|主要|重点|经营|工作|生产|发展|年度)*(?:目标|计划|任务|预算|指标)")
PLANNED = "plan"  # 今年的经营目标 in a report on the year before: the year to come
_LAST_YEAR = re.compile(r"^(?:去年|去年度|上个?年度?|上一年度?|前一年度?)(?P<end>末|底)?$")
_JOINT_TEXT = re.compile(r"[、，,和及与與至到或及以\s]")
_FIRST_QUARTERS = re.compile(r"^前(?P<n>[一二三四1-4])个?季度?$")
_TURNS = frozenset({"亏损", "净亏损", "盈利", "则", "数", "数据", "金额"})
_ISSUE = re.compile(
    r"(?:年度?)?(?:面向|公开|非公开|向|度?第[一二三四五六七八九十]+期)[^，。；、]{0,16}?(?:发行|债券|票据|融资券)"
)
_NTH_YEAR = re.compile(r"第[一二三四五六七八九十\d]+(?:个|期)?$")
_ISSUED = frozenset({"发布", "颁布", "印发", "下发", "出具", "公布", "签发", "修订", "颁发", "签署", "签订", "发出", "刊发"})
_JOINTS = frozenset({"、", "和", "及", "与", "以及", "至", "到", "或", "，"})
_UNDATED_RULES = frozenset({"window", "ago"})
_HAS_YEAR = re.compile(
    r"\d{4}|[一二三四五六七八九〇零]{4}|年度|财年|今|去|上年|上一年|前年|明|后年|本年|本季|上季|本月|上月|本周|上周|FY"
)


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
    for index, token in enumerate(tokens):
        if token.kind != "time":
            continue
        time = time_of(text, numbers, token)
        if _THIS_YEAR.match(token.text) and _PLAN.match(text, token.end):
            time = replace(time, code=PLANNED)
        if own and _SAME.match(token.text) and tokens[index - 1].kind != "time":
            continue  # 2007年度…占同期收入: the same once more
        if _of_whole(tokens, index) or _of_paper(tokens, index) or _in_name(text, token):
            continue
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
    return tuple(replace(time, period=at_end(time.period)) for time in times)


def is_aside(times: Sequence[Time]) -> bool:
    """Whether all that is named is the period before (上年同期): it dates its own sentence, and nothing behind."""
    return bool(times) and all(_PRIOR.search(time.token.text) for time in times)


def resolved(times: tuple[Time, ...], story: Story) -> tuple[Time, ...]:
    """Times with 报告期, 同期 and 上年同期 put for what they stand for."""
    out: list[Time] = []
    for time in times:
        words = time.token.text
        around = (*out, *(story.times or story.held))
        seen = (
            around or ((story.main,) if story.main is not None else ()) or ((story.default,) if story.default is not None else ())
        )
        around_before = story.times or ((story.main,) if story.main is not None else ())
        if story.default is not None and _THIS_YEAR.match(words) and is_year(story.default):
            year = next_year(story.default) if time.code == PLANNED else story.default
            out.append(replace(year, text=time.text))
        elif story.default is not None and (last := _LAST_YEAR.match(words)):
            out.append(last_year(time, story.default, at_close=bool(last["end"])))
        elif (last := _YEAR_BEFORE.match(words)) and seen:
            out.append(last_year(time, seen[0], at_close=bool(last["end"])))
        elif words.endswith("同期") and time.period is not None and not _PRIOR.search(words):
            base = out[-1:] or list(story.last[-1:])
            out.append(same_stretch(time, base[-1]) if base else time)
        elif words in ("同期", "的同期") and out and out[-1].period is not None:
            base = out[-2:-1] or list((story.last or around_before)[-1:])
            out[-1] = same_stretch(out[-1], base[-1]) if base else out[-1]
        elif not _HAS_YEAR.search(words) and (dated := in_year(time, around)) is not None:
            out.append(dated)
        elif time.period is not None:
            out.append(time)
        elif (first := _FIRST_QUARTERS.match(words)) and (dated := in_year(as_months(time, first), around)) is not None:
            out.append(dated)
        elif _REPORT.search(words):
            ends = "末" in words
            listed = story.report or ((story.main,) if story.main is not None else ())
            out += [replace(one, period=at_end(one.period) if ends else one.period, text=time.text) for one in listed]
        elif _PRIOR.search(words):
            out += [year_before(one, time.text) for one in (story.times or story.held or seen)[:1]]
        elif time.code in ("opening", "closing", "prior_closing") and seen:
            out.append(at_edge(time, (story.default or story.main or seen[0])))
        elif _SAME.match(words):
            out += _same_again(time, story)
        else:
            out.append(time)
    return _from_new_year(out)


def _from_new_year(times: Sequence[Time]) -> tuple[Time, ...]:
    """年初至报告期末 is one stretch of time."""
    if len(times) != 2 or not times[0].token.text.endswith("年初"):
        return tuple(times)
    last = times[1].period
    if last is None or last.end is None:
        return tuple(times)
    return (replace(times[1], period=Period(date(last.end.year, 1, 1), last.end)),)


def _same_again(time: Time, story: Story) -> list[Time]:
    """本期, 期末: the time spoken of; what the article or report is about where none is, or only a day."""
    told = story.times or story.held
    whole = tuple(one for one in (story.main, story.default) if one is not None)
    closes = "末" in time.token.text
    if whole and not (told and closes) and all(one.period is not None and one.period.is_instant for one in told):
        told = whole[:1]
    return [replace(one, period=at_end(one.period) if closes else one.period, text=time.text) for one in told]


def is_comparison(own: Sequence[Time], noun: Sequence[Token], story: Story) -> bool:
    """营收15亿元，上年同期为14亿元: an earlier time without a noun of its own dates its figure alone."""
    if any(token.text not in _TURNS for token in noun) or not story.times or not own:
        return False
    starts = [time.period.start for time in story.times if time.period is not None and time.period.start is not None]
    ends = [time.period.end for time in own if time.period is not None and time.period.end is not None]
    return bool(starts) and len(ends) == len(own) and max(ends) < min(starts)


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
    period = part_reported(period, fold(text[token.end : token.end + 6]))
    return Time(period, text[token.start : token.end], token, reading.period_text)


def _compared(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and before.has("against") and before.text != "与":
        return True
    joined = before is not None and before.text in ("与", "同", "和", "跟")
    return joined and after is not None and after.text in ("相比", "相较", "比较", "相比较")


def _of_whole(tokens: Sequence[Token], index: int) -> bool:
    """占公司2024年营业收入的…: a single year there belongs to the whole."""
    near = tokens[max(0, index - 3) : index]
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    return any(token.cues.get("share") == "of" for token in near) and (behind is None or behind.text not in _JOINTS)


def _in_name(text: str, token: Token) -> bool:
    """2023年面向专业投资者公开发行公司债券 is a bond's name; 第三年末 is a year of its life."""
    if _NTH_YEAR.search(text[max(0, token.start - 5) : token.start]) and token.text[:1] == "年":
        return True
    return bool(_ISSUE.match(text, token.end))


def _of_paper(tokens: Sequence[Token], index: int) -> bool:
    """国务院2021年3月31日发布的通知: the day of a paper is not the time of what it says."""
    behind = tokens[index + 1 : index + 8]
    for at, token in enumerate(behind):
        if token.kind in ("mark", "time", "figure"):
            return False
        if token.text in _ISSUED:
            after = behind[at + 1] if at + 1 < len(behind) else None
            return after is not None and (after.text in ("的", "之") or after.text in QUOTES)
    return False


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
    return not _JOINT_TEXT.sub("", between)  # a sentence without figures has no words cut, only its characters
