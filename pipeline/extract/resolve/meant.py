"""What a relative time stands for in the text it is in: 报告期, 同期, 上年同期, 全年, a quarter without its year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.core.period import Period
from pipeline.extract.line import Token
from pipeline.extract.resolve.dates import (
    as_months,
    at_edge,
    at_end,
    in_year,
    is_year,
    just_before,
    last_quarter,
    last_year,
    next_year,
    same_stretch,
    whole_year,
    year_before,
)
from pipeline.extract.spot import Story, Time

PLANNED = "plan"  # 今年的经营目标 in a report on the year before: the year to come
_REPORT = re.compile(r"报告期|往绩记录期|往绩期|最近三年|近三年|过往记录期|业绩记录期|各期|这三年|上述期间|上述各期")
_SAME = re.compile(
    r"^(?:本期|本年|本年度|本报告期|报告期内|期内|期间|同期|当期|当年|同年|该期|该年度|该年|当期末|当年末|当季|期末|各年|年内|单季|本期间|本财政期间|回顾期内?|回顾期间|本回顾期|该期间|季内|该季内|季度内)$"
)
_PRIOR = re.compile(
    r"(?:上年|去年|上一年|前一年|上年度|上一年度)(?:的)?同期|同期(?:上年|去年)|^上期(?:数|金额|发生额)?$|^上年(?:数|金额|发生额)$"
)
_YEAR_BEFORE = re.compile(r"^(?:上年|上年度|上一年|上一年度|前一年|前一年度)(?P<end>末|底)?$")
_THIS_YEAR = re.compile(r"^(?:本年|本年度|今年|年内|今年度|本财年|本财政年度|本会计年度|本年内)$")
_PLAN = re.compile(r"的?(?:总体|主要|重点|经营|工作|生产|发展|年度)*(?:目标|计划|任务|预算|指标)")
_LAST_YEAR = re.compile(r"^(?:去年|去年度|上个?年度?|上一年度?|前一年度?)(?P<end>末|底)?$")
_FINANCIAL_YEAR = re.compile(r"^(?:本年度|本财年|本财政年度|本会计年度)$")
_QUARTER_ON = re.compile(r"^(?:(?:本|该|这个?|这一)季度?|(?P<before>上(?:一|个)?季度))$")
_SO_FAR = re.compile(r"^(?:今年|本年|年)(?:年?初)?(?:以来|至今)?$|^年初")
_FIRST_QUARTERS = re.compile(r"^前(?P<n>[一二三四1-4])个?季度?$")
_HAS_YEAR = re.compile(
    r"\d{4}|[一二三四五六七八九〇零]{4}|年度|财年|今|去|上年|上一年|前年|明|后年|本年|本季|上季|本月|上月|本周|上周|FY"
)


def is_plan_of_year(text: str, token: Token) -> bool:
    """今年的经营目标."""
    return bool(_THIS_YEAR.match(token.text) and _PLAN.match(text, token.end))


def is_same(words: str) -> bool:
    """期内, 当年: a word for the time that is spoken of already."""
    return bool(_SAME.match(words))


def is_prior(words: str) -> bool:
    """上年同期, 上期数."""
    return bool(_PRIOR.search(words))


def resolved(times: tuple[Time, ...], story: Story) -> tuple[Time, ...]:
    """Times with 报告期, 同期 and 上年同期 put for what they stand for."""
    out: list[Time] = []
    for time in times:
        if time.token.text in ("同期", "的同期") and out and out[-1].period is not None:
            out[-1] = _same_stretch_of(out[-1], _Around(tuple(out[:-1]), story))
            continue
        around = _Around(tuple(out), story)
        out += next((found for read in _READINGS if (found := read(time, around)) is not None), [time])
    return _from_new_year(out)


@dataclass(frozen=True, slots=True)
class _Around:
    """The times told in the same phrase, and the story with those that hold."""

    told: tuple[Time, ...]
    story: Story

    @property
    def near(self) -> tuple[Time, ...]:
        return (*self.told, *(self.story.times or self.story.held))

    @property
    def whole(self) -> tuple[Time, ...]:
        """What the article or the report is about."""
        return tuple(one for one in (self.story.main, self.story.default) if one is not None)

    @property
    def seen(self) -> tuple[Time, ...]:
        return self.near or self.whole[:1]


def _this_year(time: Time, around: _Around) -> list[Time] | None:
    """本年度 in an annual report is the year reported on; that of its plans the year behind."""
    default, main = around.story.default, around.story.main
    if default is None and main is not None and _FINANCIAL_YEAR.match(time.token.text):
        default = main
    if default is None or not _THIS_YEAR.match(time.token.text) or not is_year(default):
        return None
    return [replace(next_year(default) if time.code == PLANNED else default, text=time.text)]


def _last_year(time: Time, around: _Around) -> list[Time] | None:
    default = around.story.default
    last = _LAST_YEAR.match(time.token.text)
    if default is not None and last:
        return [last_year(time, default, at_close=bool(last["end"]))]
    before = _YEAR_BEFORE.match(time.token.text)
    return [last_year(time, around.seen[0], at_close=bool(before["end"]))] if before and around.seen else None


def _year_on(time: Time, around: _Around) -> list[Time] | None:
    """2024年同期: the stretch that was told before, in the year told."""
    if not time.token.text.endswith("同期") or time.period is None or is_prior(time.token.text):
        return None
    return [_same_stretch_of(time, around)]


def _same_stretch_of(time: Time, around: _Around) -> Time:
    base = around.told[-1:] or around.story.last[-1:] or around.seen[-1:]
    return same_stretch(time, base[-1]) if base else time


def _of_report(time: Time, around: _Around) -> list[Time] | None:
    """2025年三季报 of a company that reports on the first three quarters; others report on the third alone."""
    main = around.story.main
    if main is None or main.period is None or time.period is None or not time.token.text.endswith("报"):
        return None
    return [replace(main, text=time.text)] if main.period.end == time.period.end else None


def _put_into_year(time: Time, around: _Around) -> list[Time] | None:
    """一季度 or 6月末 of the year that the text is in."""
    story = around.story
    if time.period is not None and not around.told and _inside(time.period, story.main):
        return None  # as it was read: of the time that the article reports on
    near = (*around.told, *(story.times or (story.main and (story.main,)) or story.held))
    dated = in_year(time, near) if not _HAS_YEAR.search(time.token.text) else None
    return [dated] if dated is not None else None


def _until_now(time: Time, around: _Around) -> list[Time] | None:
    """今年以来 beside figures up to April ends with April, else with the day on which the text appeared."""
    period = time.period
    if period is None or period.start is None or period.end is not None or not _SO_FAR.match(time.token.text):
        return None  # 2018年以来 is left open
    last = around.near[-1].period if around.near and "月" in around.near[-1].text else None
    told = last.end if last is not None and last.end is not None and last.end > period.start else around.story.published
    return [replace(time, period=Period(period.start, told))] if told is not None and told > period.start else None


def _quarter_on(time: Time, around: _Around) -> list[Time] | None:
    """本季度, 上一季度 of an article about a quarter's results: counted from that quarter, not from today's."""
    word = _QUARTER_ON.match(time.token.text)
    main = around.story.main.period if around.story.main is not None else None
    last = last_quarter(main) if word is not None and main is not None else None
    if word is None or last is None:
        return None
    return [replace(time, period=just_before(last) if word["before"] else last)]


def _inside(period: Period, about: Time | None) -> bool:
    whole = about.period if about is not None else None
    if whole is None or None in (whole.start, whole.end, period.start, period.end):
        return False
    return whole.start <= period.start and period.end <= whole.end  # type: ignore[operator]


def _as_read(time: Time, _around: _Around) -> list[Time] | None:
    return [time] if time.period is not None else None


def _first_quarters(time: Time, around: _Around) -> list[Time] | None:
    first = _FIRST_QUARTERS.match(time.token.text)
    dated = in_year(as_months(time, first), around.near) if first else None
    return [dated] if dated is not None else None


def _whole_year(time: Time, around: _Around) -> list[Time] | None:
    """全年 beside figures of a quarter: the year that the quarter is of."""
    if time.code != "year" or not around.seen:
        return None
    year = whole_year(around.seen[-1], around.whole)
    return [replace(time, period=year)] if year is not None else None


def _reported(time: Time, around: _Around) -> list[Time] | None:
    """报告期各期末: each period that the text reports on, or its end; 最近一期末 the end of the last."""
    listed = around.story.report or around.whole[:1]
    if time.code == "latest":
        listed = listed[-1:]
    elif not _REPORT.search(time.token.text):
        return None
    ends = "末" in time.token.text
    return [replace(one, period=at_end(one.period) if ends else one.period, text=time.text) for one in listed]


def _prior(time: Time, around: _Around) -> list[Time] | None:
    if not is_prior(time.token.text):
        return None
    return [year_before(one, time.text) for one in (around.story.times or around.story.held or around.seen)[:1]]


def _edge(time: Time, around: _Around) -> list[Time] | None:
    if time.code not in ("opening", "closing", "prior_closing") or not around.seen:
        return None
    return [at_edge(time, around.story.default or around.story.main or around.seen[0])]


def _same_again(time: Time, around: _Around) -> list[Time] | None:
    """本期, 期末: the time spoken of; what the article or report is about where none is, or only a day."""
    if not is_same(time.token.text):
        return None
    told = around.story.times or around.story.held
    closes = "末" in time.token.text
    if around.whole and not (told and closes) and all(one.period is not None and one.period.is_instant for one in told):
        told = around.whole[:1]
    return [replace(one, period=at_end(one.period) if closes else one.period, text=time.text) for one in told]


_READINGS: tuple[Callable[[Time, _Around], list[Time] | None], ...] = (
    _this_year, _last_year, _year_on, _until_now, _quarter_on, _of_report, _put_into_year, _as_read, _first_quarters, _whole_year,
    _reported, _prior, _edge, _same_again,
)  # fmt: skip


def _from_new_year(times: list[Time]) -> tuple[Time, ...]:
    """年初至报告期末 is one stretch of time."""
    if len(times) != 2 or not times[0].token.text.endswith("年初"):
        return tuple(times)
    last = times[1].period
    if last is None or last.end is None:
        return tuple(times)
    return (replace(times[1], period=Period(date(last.end.year, 1, 1), last.end)),)
