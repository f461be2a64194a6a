"""Dates and periods: one time, two joined by 至, 截至…止…, open ends, windows (近三年) and words (上年同期)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from pipeline.core.period import Period
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.quantity.atoms import Atom, Atoms, century, number
from pipeline.quantity.calendar import CALENDAR, When, day_of, ended, month_of, nearest, part_of, shifted
from pipeline.quantity.context import Context, code
from pipeline.quantity.draft import Draft
from pipeline.quantity.relative import UNITS, Relative, spanning

_N = r"(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3}|几|数)"
_UNTIL = re.compile(r"截?至")
_ENDED = re.compile(
    rf"(?:日|当日)?止(?:(?P<years>[两二三四五2-5])个?(?:财政|会计|财务)?年度?(?:各年度?)?|(?P<year>(?:财政|会计|财务)?年度|(?:之|的)?财年|全年|年度)|(?:的|之)?(?P<n>{_N})个月(?:期间|内)?|(?:的|之)?(?P<q>季度|[一二三]个季度|季)|期间)?"
)
_JOINT = re.compile(r"\s?(?:至|到|[-~—]{1,2})\s?")
_BETWEEN = re.compile(r"[与和及](?=[0-9一二三四五六七八九十〇零两去今明上]{1,4})")
_AND = re.compile(r"\s?(?:[、和及与]|以及)\s?")
_FROM = frozenset("从自由")
_SINCE = re.compile(r"(?:起|以来|开始|之后|以后|[及或]之?以?后|至今|后(?!续|勤|备|市|台|端|疫|的|付|半|前|置|缀|期|代|者))(?!点)")
_BEFORE = re.compile(
    r"(?:之前|以前|[及或]之?以?前|前(?!后|[一二三四五六七八九十0-9两]|述|期|瞻|台|端|景|列|往|者|途|沿|大|景|身|排|提|次)|止)"
)
_INCLUSIVE = re.compile(r"[及或]")
_WINDOW = re.compile(
    rf"(?P<w>最近|过去|近|未来|今后|往后|此前|前|后|上|下|最后|随后)(?:的)?(?P<n>{_N})(?:个)?(?P<u>完整(?:会计|财政)?年度|会计年度|财政年度|财年|自然年|自然月|年度|年|季度|季|月份?|周|星期|礼拜|天|日|交易日)(?P<more>及一期)?(?!期|报|代|前|后|级|龄|均|化|成|来)"
)
_AGO = re.compile(
    rf"(?P<n>{_N})个?(?P<u>年|月|周|星期|礼拜|天|日)(?:之)?(?P<d>前|后)(?!三|二|五|十|一|四|[0-9]|后|沿|期|的前|大|列|身|瞻)"
)
_LISTED = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?=(?:[、,](?:19|20)[0-9]{2}){0,6}年?[、和及与](?:19|20)[0-9]{2}年)")
_YEARS = re.compile(
    r"(?P<a>(?:19|20)[0-9]{2}|[0-9]{2}|[一二][〇零一二三四五六七八九]{3})(?:\s?[-~—]{1,2}\s?|[至到])(?P<b>(?:19|20)?[0-9]{2}|[一二][〇零一二三四五六七八九]{3})(?:年(?P<fy>度)?(?P<end>[末底])?(?!(?:1[0-2]|0?[1-9]|[一二三四五六七八九十])月|[上下前首]|第|期(?!间))|(?P<f>财年|财政年度))"
)
_BARE_YEARS = re.compile(
    r"(?P<a>(?:19|20)[0-9]{2})(?:\s?[-~—]\s?|[至到])(?P<b>(?:19|20)[0-9]{2})(?![0-9.,\-年]|[万亿千百元股家人个%])"
)
_HEADER = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?:[-./](?P<m>1[0-2]|0?[1-9]))?(?![0-9.,/\-%])")
_MONTH_DAY = re.compile(r"(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9/.%A-Za-z]|[以的])")
_FISCAL_FORM = re.compile(
    r"FY\s?'?(?P<y>20[0-9]{2}|[0-9]{2})(?:(?P<h>H[12])|(?P<q>Q[1-4]))?(?![0-9A-Za-z])|(?P<h2>[12]H|H[12])\s?'?(?P<y2>20[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])|(?P<n9>9M)\s?'?(?P<y4>20[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])|(?P<q2>[1-4]Q|(?<![A-Za-z]-)Q[1-4])\s?'?(?P<y3>20[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])|(?P<y8>20[0-9]{2}|(?<![0-9A-Za-z.])[12][0-9])年?Q1\s?[-~—至]\s?Q?(?P<to3>3)(?![0-9A-Za-z])|(?P<y5>20[0-9]{2}|(?<![0-9A-Za-z.])[12][0-9](?=[QH]))(?P<p5>[HQ][1-4]|[12]H|[1-4]Q)(?![0-9A-Za-z])|(?P<y6>20[0-9]{2}|[0-9]{2})FY(?![0-9A-Za-z])|(?P<y7>20[0-9]{2}|2[0-9])(?P<est>[AE])(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z.,/])(?P<y9>[1-3][0-9])财年|20[0-9]{2}/(?:20)?(?P<y10>[0-9]{2})(?:财政年度|会计年度|财年|年度)"
)
_WEEKDAY = re.compile(
    r"(?P<p>上上个?|下下个?|上个?|下个?|这个?|本|今个?)?(?:周|星期|礼拜)(?P<d>[一二三四五六日天末])(?!年|期|报|刊|岁|转|均|边|围|线|内)"
)
_NO_TIME_BEFORE = frozenset("排马晚早线网市以之加赶跟附")
_NTH = re.compile(rf"的?第(?P<n>{_N})个?(?P<u>周|星期|月)(?P<d>[一二三四五六日天])?(?!末|报|刊)")
_WITHIN = re.compile(rf"的?(?P<w>前|头|最后|后)(?P<n>{_N})个?(?P<u>周|星期|月|天|日)(?!期|均)")
_HALF_MONTH = re.compile(r"(?P<h>[上下])半月(?!刊|板)")
_LISTED_ENDS = re.compile(
    r"截?至(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})(?:年?[、,及和与]{1,2}(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})){1,6}年"
    r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?P<d>3[01]|[12][0-9]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日止(?:各|该等|两个|三个|四个|五个)?(?:(?:财政|会计)?年度|(?P<n>[0-9一二三四五六七八九]{1,2})个月)"
)
_CODED = re.compile(r"[\u4e00-\u9fff]\s?\($")
_LIST_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})年?(?=[、,及和与])")


class Times:
    """Reads the time that begins at an offset of a plain text. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._atoms = Atoms(lexicon)
        words = {row.word: row.meaning for row in lexicon.rows("period_words") if not row.meaning.startswith("year:")}
        self._relative = Relative(words)
        self._word = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
        years = [row.word for row in lexicon.rows("period_words") if row.meaning.startswith("year:")]
        self.starts = (
            frozenset(word[0] for word in [*words, *years])
            | frozenset("截至前后首次末头近最过未今往此上下随第QHF")
            | frozenset(fold(row.word)[0] for row in lexicon.rows("eras"))
            | frozenset("周星礼本这")
        )

    def __call__(self, text: str, start: int, floor: int, context: Context) -> Draft | None:
        """The time at `start`, or None. Words before `start` (从) are drawn in where they belong to the span."""
        char = text[start]
        if char.isdecimal() and char.isascii():
            return self._digits(text, start, floor, context)
        return self._letters(text, start, floor, context)

    # where to look

    def _digits(self, text: str, start: int, floor: int, context: Context) -> Draft | None:
        if start < context.listed[0]:
            ending = self._listed_year(text, start, context)
            if ending is not None:
                return ending
        draft = self._years(text, start, floor, context) or self._joined(text, start, floor, context)
        if draft is not None:
            return draft
        listed = _LISTED.match(text, start)
        if listed is not None:
            return context.made("period", start, listed.end("y"), When(int(listed["y"])), explicit=True)
        form = _FISCAL_FORM.match(text, start)
        if form is not None:
            return self._relative.form(form, start, context)
        ago = _AGO.match(text, start)
        if ago is not None:
            return self._relative.ago(ago, start, context)
        if context.header:
            header = _HEADER.match(text, start)
            if header is not None:
                when = When(int(header["y"])) if not header["m"] else month_of(int(header["y"]), int(header["m"]))
                return context.made("period", start, header.end(), when, explicit=True)
        if context.reference is not None:
            match = _MONTH_DAY.match(text, start)
            if match is not None and text[start - 1 : start] not in ("/", "-", "."):
                return context.made("date", start, match.end(), day_of(None, int(match["m"]), int(match["d"])))
        return self._relative.decade(text, start, context)

    def _letters(self, text: str, start: int, floor: int, context: Context) -> Draft | None:
        char = text[start]
        if char in "截至":
            return self._until(text, start, context)
        if start < context.listed[0]:
            ending = self._listed_year(text, start, context)
            if ending is not None:
                return ending
        half = _HALF_MONTH.match(text, start)
        if half is not None:
            return self._relative.half_month(half, start, context)
        if char in "近最过未今往此前后上下随":
            match = _WINDOW.match(text, start)
            if start and text[start - 1] in _NO_TIME_BEFORE:
                return None
            word = self._word.match(text, start) if match is not None else None
            counted = match is not None and char in "前首头" and match["u"] in ("季度", "季", "月", "月份") and match["w"] == "前"
            if match is not None and not counted and (word is None or word.end() < match.end()):
                return self._relative.window(match, start, context)
        if char in "FQH":
            form = _FISCAL_FORM.match(text, start)
            if form is not None:
                return self._relative.form(form, start, context)
            if not text[start + 1 : start + 2].isdecimal() or text[start - 1 : start].isalnum():
                return None
        weekday = _WEEKDAY.match(text, start)
        if weekday is not None:
            return self._relative.weekday(weekday, start, context)
        draft = self._years(text, start, floor, context) or self._joined(text, start, floor, context)
        word = self._word.match(text, start)
        if word is not None and (draft is None or word.end() > draft.end or (word.end() == draft.end and draft.period is None)):
            return self._relative.symbol(text, word, start, context)
        if draft is not None:
            return draft
        ago = _AGO.match(text, start)
        return self._relative.ago(ago, start, context) if ago is not None else self._relative.decade(text, start, context)

    # kinds of time

    def _years(self, text: str, start: int, floor: int, context: Context) -> Draft | None:
        """2019-2021年, 2016至2018."""
        match = _YEARS.match(text, start)
        if match is None:
            match = _BARE_YEARS.match(text, start)
            if match is None or text[start - 1 : start] in ("-", "/", "."):
                return None
        groups = match.groupdict()
        first = number(groups["a"]) if len(groups["a"]) > 2 else century(groups["a"])
        last = number(groups["b"]) if len(groups["b"]) > 2 else first // 100 * 100 + int(groups["b"])
        if not first < last <= first + 60:
            return None
        fiscal = bool(groups.get("fy") or groups.get("f"))
        begin = start - 1 if start > floor and text[start - 1] in _FROM else start
        return spanning(begin, match.end(), When(first, fiscal=fiscal), When(last, fiscal=fiscal), context)

    def _joined(self, text: str, start: int, floor: int, context: Context) -> Draft | None:
        """One time, or two with 至 between them, or one with 起, 以前 behind it."""
        atom = self._atoms(text, start)
        if atom is None:
            return None
        begin = start - 1 if start > floor and text[start - 1] in _FROM else start
        other = self._other(text, atom)
        if other is not None:
            end = other.end + (2 if text.startswith("之间", other.end) else 1 if text.startswith("间", other.end) else 0)
            return self._two(begin, end, atom, other, context)
        if (
            atom.when.form == "month"
            and not atom.explicit
            and atom.relative is None
            and text[start].isdecimal()
            and text[start - 1 : start] == "."
        ):
            return None
        inside = self._inside(text, start, begin, atom, context)
        if inside is not None:
            return inside
        if start < context.listed[0] and text.startswith("止", atom.end) and atom.when.form == "day":
            return self._last_listed(start, atom, context)
        stretch = self._ended_again(text, start, atom, context)
        if stretch is not None:
            return stretch
        open_ended = self._open(text, start, begin, atom, context)
        if open_ended is not None:
            return open_ended
        return self._single(start, atom, context)

    def _last_listed(self, start: int, atom: Atom, context: Context) -> Draft:
        """The last of several years that end on one day: 2024年3月31日止年度."""
        period = atom.when.period(CALENDAR)
        end, _, _, months = context.listed
        if period is not None and period.end is not None:
            context.year, context.at = period.end.year, end
            if months == 12:
                context.fiscal_end = period.end
            period = ended(period.end, months)
        return Draft("period", start, end, period=period, rule="listed years")

    def _other(self, text: str, atom: Atom) -> Atom | None:
        joint = _JOINT.match(text, atom.end)
        between = joint is None
        if joint is None:
            joint = _BETWEEN.match(text, atom.end)
        if joint is None or joint.end() >= len(text):
            return None
        other = self._atoms(text, joint.end())
        if other is None or (between and not text.startswith(("之间", "间"), other.end)):
            return None
        if other.when.form == "day_only" and atom.when.form not in ("day", "day_only"):
            return None
        return other

    def _two(self, begin: int, end: int, left: Atom, right: Atom, context: Context) -> Draft | None:
        first = self._resolved(left, context, begin)
        last_atom = right
        if right.when.form == "day_only":
            day = right.when.first[1]
            month = left.when.last[0]
            last_atom = replace(right, when=day_of(first.year, month, day))
        if not right.explicit and right.relative is None:
            year = first.year
            later = year if year is None or last_atom.when.last >= left.when.first or left.when.form == "year" else year + 1
            last = replace(last_atom.when, year=later)
            if left.when.form == "year" and right.when.form != "year":
                last = self._resolved(last_atom, context, begin)
        else:
            last = self._resolved(last_atom, context, begin)
            if not left.explicit and left.relative is None and last.year is not None:
                first = replace(left.when, year=last.year)
        return spanning(begin, end, first, last, context)

    def _open(self, text: str, start: int, begin: int, atom: Atom, context: Context) -> Draft | None:
        """2018年以来, 6月30日之前: one end is open."""
        if start >= 2 and text.startswith("自从", start - 2) and begin >= start - 1 and not _SINCE.match(text, atom.end):
            period = self._resolved(atom, context, start).period(context.year_end)
            if period is not None:
                return Draft("period", start - 2, atom.end, period=Period(period.start, None), rule="open period")
        since, before = _SINCE.match(text, atom.end), _BEFORE.match(text, atom.end)
        match = since or before
        if match is None or (not atom.explicit and atom.relative is None and match[0] in ("后", "前", "止")):
            return None
        when = self._resolved(atom, context, start)
        period = when.period(context.year_end)
        opened: Period | None = None
        if period is not None and period.start and period.end:
            inclusive = bool(_INCLUSIVE.match(match[0])) or match[0] == "止"
            if since is not None:
                whole = when.form == "year" and "后" in match[0] and not inclusive
                opened = Period(period.end + timedelta(1) if whole else period.start, None)
            else:
                opened = Period(None, period.end if inclusive else period.start - timedelta(1))
        return Draft("period", begin, match.end(), period=opened, period_text="" if opened else "open", rule="open period")

    def _single(self, start: int, atom: Atom, context: Context) -> Draft:
        when = self._resolved(atom, context, start)
        instant = when.form in ("day", "day_only") or when.edge in ("end", "start")
        return context.made("date" if instant else "period", start, atom.end, when, atom.explicit)

    def _resolved(self, atom: Atom, context: Context, start: int) -> When:
        """The year of a time: written, relative, of the time just before it in the sentence, or nearest to the reference."""
        when = atom.when
        if atom.explicit:
            return when
        if atom.relative is not None:
            return replace(when, year=context.reference.year + atom.relative) if context.reference is not None else when
        if when.form == "day_only":
            return self._day_only(when, context)
        if context.year is not None and start - context.at <= 12:
            return replace(when, year=context.year)
        if context.reference is None:
            return when
        return nearest(when, context.reference, context.year_end) or when

    @staticmethod
    def _day_only(when: When, context: Context) -> When:
        if context.reference is None:
            return when
        for back in range(4):
            month = shifted(context.reference, "month", -back)
            assert month is not None
            assert month.start is not None
            tried = day_of(month.start.year, month.start.month, when.first[1])
            if tried.period(CALENDAR) is not None:
                return tried
        return when

    @staticmethod
    def _listed_year(text: str, start: int, context: Context) -> Draft | None:
        """The 2022 of 截至2022年、2023年及2024年3月31日止年度: a financial year."""
        match = _LIST_YEAR.match(text, start)
        if match is None:
            return None
        _, month, day, months = context.listed
        period = day_of(number(match["y"]), month, day).period(CALENDAR)
        if period is None or period.end is None:
            return None
        return Draft("period", start, match.end(), period=ended(period.end, months), rule="listed years")

    def _inside(self, text: str, start: int, begin: int, atom: Atom, context: Context) -> Draft | None:
        """2021年的第一周, 去年的前10天, 十月第一个星期一: a part of the year or month that is counted out."""
        match = _NTH.match(text, atom.end) or _WITHIN.match(text, atom.end)
        if match is None or atom.when.form not in ("year", "month") or match["n"] in ("几", "数"):
            return None
        period = self._resolved(atom, context, start).period(CALENDAR)
        if period is None or period.start is None or period.end is None:
            return None
        group = match.groupdict()
        found = part_of(
            period.start, period.end, group.get("w"), number(match["n"]), UNITS.get(match["u"], match["u"]), group.get("d")
        )
        if found is None or found.start is None or found.end is None or not period.start <= found.start <= period.end:
            return None
        kind = "date" if found.is_instant else "period"
        return Draft("date" if kind == "date" else "period", begin, match.end(), period=found, rule="counted part")

    def bare_year(self, text: str, draft: Draft, context: Context) -> Draft:
        """A number such as 2018 that counts nothing is a year; alone in brackets behind a name it is a stock code."""
        value = draft.printed
        if (
            draft.type != "number"
            or value is None
            or draft.end - draft.start != 4
            or draft.qualifier != "exact"
            or draft.is_range
        ):
            return draft
        if not context.header and _CODED.search(text, 0, draft.start) and text.startswith(")", draft.end):
            return draft
        if not 1950 <= value < 2050 or value % 100 == 0 or value != int(value):
            return draft
        return context.made("period", draft.start, draft.end, When(int(value)), explicit=True)

    def _until(self, text: str, start: int, context: Context) -> Draft | None:
        """截至2025年6月30日止六个月: the months, or the year, that end with the day."""
        listed = _LISTED_ENDS.match(text, start)
        if listed is not None:
            months = number(listed["n"]) if listed["n"] else 12
            context.listed = listed.end(), number(listed["m"]), number(listed["d"]), months
            return None
        match = _UNTIL.match(text, start)
        if match is None or match.end() >= len(text):
            return None
        at = match.end() + (text[match.end()] in "于到")
        atom = self._atoms(text, at) if at < len(text) else None
        if atom is None:
            return None
        end = _ENDED.match(text, atom.end) or self._shared_end(text, atom)
        if end is None:
            return None
        when = self._resolved(atom, context, start)
        period = when.period(context.year_end)
        if period is None or period.end is None:
            return Draft("period", start, end.end(), period_text=f"ended:{code(when)}", rule="ended")
        months = self._months(end)
        if months == 12 and (atom.when.form == "day"):
            context.fiscal_end = period.end
        context.year, context.at = period.end.year, end.end()
        if not months:
            return Draft("period", start, end.end(), period=Period(None, period.end), rule="ended")
        close = end.end() if end.start() == atom.end else atom.end
        return Draft("period", start, close, period=ended(period.end, months), rule="ended")

    def _shared_end(self, text: str, atom: Atom) -> re.Match[str] | None:
        """截至2024年12月31日及2023年12月31日止年度: the 止年度 is for both."""
        joint = _AND.match(text, atom.end) if atom.when.form == "day" else None
        other = self._atoms(text, joint.end()) if joint is not None and joint.end() < len(text) else None
        return _ENDED.match(text, other.end) if other is not None and other.when.form == "day" else None

    def _ended_again(self, text: str, start: int, atom: Atom, context: Context) -> Draft | None:
        """2023年12月31日止年度 behind 截至2024年12月31日及, or without 截至 at all."""
        end = _ENDED.match(text, atom.end) if atom.when.form == "day" else None
        months = self._months(end) if end is not None else 0
        period = self._resolved(atom, context, start).period(context.year_end) if months else None
        if end is None or period is None or period.end is None:
            return None
        return Draft("period", start, end.end(), period=ended(period.end, months), rule="ended")

    @staticmethod
    def _months(match: re.Match[str]) -> int:
        if match["years"]:
            return 12 * number(match["years"])
        if match["year"]:
            return 12
        if match["n"]:
            count = number(match["n"]) if match["n"] not in ("几", "数") else 0
            return count if count <= 36 else 0
        if match["q"]:
            return 3 * (number(match["q"][0]) if "个" in match["q"] else 1)
        return 0
