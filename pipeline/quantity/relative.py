"""Times that are told from the reference date, or by a name: 近三年, 五天前, 上季度, 周三, FY2024, 90年代."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pipeline.core.period import Period
from pipeline.quantity.atoms import number
from pipeline.quantity.calendar import CALENDAR, When, day_of, fiscal_year, shifted, window
from pipeline.quantity.context import Context
from pipeline.quantity.draft import Draft

_DECADE = re.compile(
    r"(?:(?P<c>[0-9]{1,2}|[一二]?十[一二三四五六七八九]?|上|本)世纪)?(?:(?P<d>[0-9]0|[一二三四五六七八九]十)年代)?"
)
_DAY_OF = re.compile(
    r"的?([0-3]?[0-9]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])[日号](?!元|均|期)"
)
UNITS = {"月份": "月", "年度": "年", "会计年度": "年", "财政年度": "年", "财年": "年",
          "完整会计年度": "年", "完整年度": "年", "完整财政年度": "年",
          "自然年": "年", "自然月": "月", "季度": "季",
          "星期": "周", "礼拜": "周", "天": "天", "日": "天", "交易日": ""}  # fmt: skip


class Relative:
    """Makes drafts of matches of the patterns of this file. Built once from the words for periods."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def window(self, match: re.Match[str], start: int, context: Context) -> Draft | None:
        unit = UNITS.get(match["u"], match["u"])
        word = match["w"]
        if match["n"] in ("几", "数") or (
            unit in ("月", "日") and "个" not in match[0] and match["u"] != "自然月" and word != "近"
        ):
            return (
                None
                if match["n"] not in ("几", "数")
                else Draft("period", start, match.end(), period_text="window", rule="window")
            )
        count = number(match["n"])
        past = word in ("最近", "过去", "近", "此前", "前", "上")
        text = f"{'last' if past else 'next'}:{count}{ {'年': 'Y', '月': 'M', '季': 'Q', '周': 'W', '天': 'D'}.get(unit, '') }"
        period = None
        if context.reference is not None and unit:
            period = self._counted(word, unit, count, past, context.reference)
        return Draft("period", start, match.end(), period=period, period_text=text, rule="window")

    @staticmethod
    def _counted(word: str, unit: str, count: int, past: bool, reference: date) -> Period | None:
        if unit == "周" and word in ("上", "下"):
            week = shifted(reference, "week", -count if past else 1)
            if week is None or week.start is None:
                return None
            return Period(week.start, week.start + timedelta(7 * count - 1))
        return window(reference, unit, count, past)

    def ago(self, match: re.Match[str], start: int, context: Context) -> Draft | None:
        unit = UNITS.get(match["u"], match["u"])
        if match["n"] in ("几", "数"):
            return None
        count = number(match["n"])
        if (unit == "年" and ((match["n"].isdecimal() and len(match["n"]) > 2) or count > 1000)) or (
            unit == "月" and "个" not in match[0]
        ):
            return None
        past = match["d"] == "前"
        period = None
        if context.reference is not None:
            span = window(context.reference, unit, count, past)
            edge = (span.start if past else span.end) if span is not None else None
            period = Period.instant(edge) if edge is not None else None
        return Draft(
            "date", start, match.end(), period=period, period_text=f"{'ago' if past else 'in'}:{count}{unit}", rule="ago"
        )

    def symbol(self, text: str, match: re.Match[str], start: int, context: Context) -> Draft:
        meaning = self._words[match[0]]
        unit, _, count = meaning.partition(":")
        period = None
        if count and unit == "fiscal":
            reference = context.fiscal_end or context.reference
            period = fiscal_year(reference, context.financial_year_end, int(count)) if reference is not None else None
        elif count and unit == "edge":
            return self._edge(count, match, start, context)
        elif count and unit == "half":
            half = (
                When(None, (1, 1), (6, 0), fiscal=True, form="half")
                if count == "1"
                else When(None, (7, 1), (12, 0), fiscal=True, form="half")
            )
            if context.reference is not None:
                period = half.with_year(context.reference.year).period(context.year_end)
            meaning = "H1" if count == "1" else "H2"
        elif count and context.reference is not None:
            day = _DAY_OF.match(text, match.end()) if unit == "month" else None
            if day is not None:
                return self._day_of_month(start, day, int(count), context.reference)
            period = shifted(context.reference, unit, int(count))
        kind = "date" if unit == "day" else "period"
        return Draft(
            "date" if kind == "date" else "period", start, match.end(), period=period, period_text=meaning, rule="period word"
        )

    @staticmethod
    def _edge(meaning: str, match: re.Match[str], start: int, context: Context) -> Draft:
        """年底, 月初, 上月末: the last or first day of the year or month at hand, or of one before."""
        unit, edge, *back = meaning.split(":")
        whole = shifted(context.reference, unit, int(back[0]) if back else 0) if context.reference is not None else None
        day = (whole.end if edge == "end" else whole.start) if whole is not None else None
        period = Period.instant(day) if day is not None else None
        return Draft("date", start, match.end(), period=period, period_text=f"{unit}:{edge}", rule="period word")

    @staticmethod
    def _day_of_month(start: int, match: re.Match[str], months: int, reference: date) -> Draft:
        """本月十日, 下个月20号."""
        month = shifted(reference, "month", months)
        assert month is not None
        assert month.start is not None
        period = day_of(month.start.year, month.start.month, number(match[1])).period(CALENDAR)
        return Draft("date", start, match.end(), period=period, rule="period word")

    def weekday(self, match: re.Match[str], start: int, context: Context) -> Draft | None:
        day = "一二三四五六日".find(match["d"].replace("天", "日"))
        prefix = match["p"] or ""
        weeks = -prefix.count("上") + prefix.count("下")
        if match["d"] == "末" and not prefix:
            return None
        if context.reference is None:
            return Draft("date", start, match.end(), period_text=f"weekday:{day + 1}", rule="weekday")
        week = shifted(context.reference, "week", weeks)
        assert week is not None
        assert week.start is not None
        if match["d"] == "末":
            return Draft(
                "period", start, match.end(), period=Period(week.start + timedelta(5), week.start + timedelta(6)), rule="weekend"
            )
        found = week.start + timedelta(day)
        if not prefix:
            ahead = context.weekdays_ahead
            if ahead and found <= context.reference:
                found += timedelta(7)
            if not ahead and found > context.reference:
                found -= timedelta(7)
        return Draft("date", start, match.end(), period=Period.instant(found), rule="weekday")

    @staticmethod
    def half_month(match: re.Match[str], start: int, context: Context) -> Draft:
        first = match["h"] == "上"
        period = None
        if context.reference is not None:
            year, month = context.reference.year, context.reference.month
            days = (month, 1 if first else 16), (month, 15 if first else 0)
            period = When(year, *days).period(CALENDAR)
        return Draft("period", start, match.end(), period=period, period_text="month:0", rule="half month")

    def form(self, match: re.Match[str], start: int, context: Context) -> Draft:
        """FY2024, 1H2024, Q3 2024, 9M2024, 2024Q3, 25Q1-Q3, 25Q3末, 2025E, 25财年; 2024/25财年 where the year's end is known."""
        group = {key: value for key, value in match.groupdict().items() if value}
        if "y10" in group and context.year_end == CALENDAR:
            return Draft("period", start, match.end(), period_text="financial year", rule="period word")
        year_text = next(value for key, value in group.items() if key.startswith("y"))
        year = int(year_text) + (2000 if len(year_text) == 2 else 0)
        part = "".join(value for key, value in group.items() if key[0] in "hqnp" and not key.startswith("y"))
        when = When(year, fiscal=True)
        if "9M" in part or "to3" in group:
            when = When(year, (1, 1), (9, 0), fiscal=True, form="months")
        elif part:
            index = int(next(char for char in part if char.isdecimal()))
            width = 6 if "H" in part else 3
            when = When(
                year, (width * (index - 1) + 1, 1), (width * index, 0), fiscal=True, form="half" if width == 6 else "quarter"
            )
        if part and match.string[match.end() : match.end() + 1] in ("末", "底"):
            return context.made("date", start, match.end() + 1, replace(when, edge="end"), explicit=True)
        return context.made("period", start, match.end(), when, explicit=True)

    def decade(self, text: str, start: int, context: Context) -> Draft | None:
        """20世纪80年代, 上世纪90年代, 九十年代, 21世纪."""
        match = _DECADE.match(text, start)
        if match is None or match.end() == start:
            return None
        counted = match["c"]
        hundred = {"上": 1900, "本": 2000}.get(counted or "")
        if hundred is None:
            hundred = (number(counted) - 1) * 100 if counted else 1900
        if match["d"]:
            ten = number(match["d"])
            first = hundred + ten
            if not counted and ten < 20:
                first += 100
            return spanning(start, match.end(), When(first), When(first + 9), replace(context))
        if counted in ("上", "本"):
            return None
        return spanning(start, match.end(), When(hundred + 1), When(hundred + 100), replace(context))


def spanning(start: int, end: int, first: When, last: When, context: Context) -> Draft:
    """From the start of `first` to the end of `last`."""
    left, right = first.period(context.year_end), last.period(context.year_end)
    period = None
    if left is not None and right is not None and left.start and right.end and left.start <= right.end:
        period = Period(left.start, right.end)
    if last.year is not None:
        context.year, context.at = last.year, end
    return Draft("period", start, end, period=period, period_text="" if period else "range", rule="period range")
