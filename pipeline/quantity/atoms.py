"""The words for a time: years, halves, quarters, months and days, in Chinese. One reading at one offset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.quantity.calendar import When, day_of, month_of

_CN = "一二三四五六七八九"
_MONTH = r"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九](?!十)|元|正)"
_DAY = (
    r"(?:3[01](?![0-9])|[12][0-9](?![0-9])|0?[1-9](?![0-9])|三十一?|卅一?|二?十[一二三四五六七八九]?"
    r"|廿[一二三四五六七八九]?|[初]?[一二三四五六七八九])"
)
_YEAR = (
    r"(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3}|[一二]千(?:零?[一二三四五六七八九十]{1,3})?"
    r"|两千(?:零?[一二三四五六七八九十]{1,3})?)"
)
_YEAR2 = r"(?:[0-9]{2}|[〇零一二][〇零一二三四五六七八九]|[三四五六七八九][〇零一二三四五六七八九]{2}|[1-9][0-9]{2})"
_YEARS = re.compile(
    rf"(?P<y>{_YEAR})(?![0-9])(?:(?P<fy>年?(?:度财政年度|财政年度|会计年度|财务年度|财年)|年度)|年(?!代|龄|产|化|期|息(?!税)|均))(?P<tail>内)?"
    rf"|(?P<y2>{_YEAR2})(?:年(?=度|末|底|初|上半年|下半年|前[一二三]季|[前首][0-9一二三四五六七八九]+个?[月季]|全年|第?[一二三四1-4]季|Q[1-4]|{_MONTH}月)|(?<=0[0-9])年(?!期|代|内|来|间|前|后)|(?<=零[一二三四五六七八九])年|(?<=(?<![0-9.,])[89][1-9])年(?!期|代|内|来|间|前|后))|(?<=[在于元])(?P<y3>[1-9][0-9]{2})年"
    r"|(?P<y4>20[0-9]{2})(?=[上下]半年|前[一二三]个?季|第[一二三四]季|[一二三四]季度|全年)"
)
_SUB = re.compile(
    rf"的?(?:(?P<half>[上下前后])个?半年度?(?!报)|(?P<h>(?:H(?P<hn>[12])|(?P<nh>[12])H))(?![0-9A-Za-z])|(?P<mid>半年度|中期|年中)(?!报告|票据)"
    rf"|第?[一1](?:个?季度?)?[至到\-~—]第?(?P<tq>[二三四2-4])个?季度?"
    rf"|(?:第(?P<q>[一二三四1-4])个?季度?|(?P<q2>[一二三四1-4])季(?:度|报)?(?!节)|Q(?P<q3>[1-4])(?![0-9A-Za-z])|(?P<q4>[1-4])Q(?![0-9A-Za-z])|(?P<q1>首季|(?<![单每一两三多])次季|末季)(?:度|报)?)(?P<qe>[末底初])?"
    rf"|[前首头](?P<nq>[一二三两1-3])个?季度?(?!节)|[前首头](?P<nm>[0-9]{{1,2}}(?=个?月)|(?:十[一二]?|[{_CN}两])(?=个月))个?月(?:份)?"
    rf"|(?P<m1>{_MONTH})月?(?:份)?[-~—至到](?P<m2>{_MONTH})月(?:份)?(?!{_DAY}[日号])"
    rf"|(?P<m>{_MONTH})月(?:份)?(?:的)?(?:(?P<d>{_DAY})(?:[日号](?!元|均|期(?![间满内后前])|圆|币)|(?=[，。,;；、止]|\Z)|(?<=[一二三四五六七八九十])(?=[，。,;；、]|\Z))|(?P<me>[末底初中]|[上中下]旬)?)"
    rf"|(?P<e>年?[末底初](?!期|始|级|创)|全年|年内))"
)
_BARE = re.compile(
    rf"(?P<half>[上下])个?半年度?(?!报)|(?P<h>[12]H|H[12])(?![0-9A-Za-z])"
    rf"|第?[一1](?:个?季度?)?[至到\-~—]第?(?P<tq>[二三四2-4])个?季度?"
    rf"|(?:第(?P<q>[一二三四1-4])个?季度?|(?P<q2>[一二三四])季度|Q(?P<q3>[1-4])(?![0-9A-Za-z])|(?P<q4>[1-4])Q(?![0-9A-Za-z])|(?P<q1>首季|(?<![单每一两三多])次季|末季)(?:度|报)?)(?P<qe>[末底初])?"
    rf"|[前首头](?P<nq>[一二三两1-3])个?季度?(?!节)|[前首头](?P<nm>[0-9]{{1,2}}(?=个?月)|(?:十[一二]?|[{_CN}两])(?=个月))个?月(?:份)?"
    rf"|(?P<m1>{_MONTH})月?(?:份)?[-~—至到](?P<m2>{_MONTH})月(?:份)?(?!{_DAY}[日号])"
    rf"|(?P<m>{_MONTH})月(?:份)?(?:的)?(?:(?P<d>{_DAY})(?:[日号](?!元|均|期(?![间满内后前])|圆|币)|(?<=[一二三四五六七八九十])(?=[，。,;；、]|\Z))|(?P<me>[末底初中]|[上中下]旬)?)"
    rf"|(?P<day>{_DAY})(?:日(?!元|均|期(?![间满内后前])|圆|币|机|线|店|报|令|常|文|语|本|内|起|产|粮|煤|之|前|后|以|立方)|号(?=[,，。;；、:：！？\\s]|\\Z|[晚早上下中凌你我他去来将会前后]))"
)
_NUMERIC = re.compile(
    r"(?P<y>[12][0-9]{3})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])(?!(?P=s)[0-9])日?"
    r"|(?P<a>3[01]|[12][0-9]|0?[1-9])(?P<t>[-/.])(?P<b>3[01]|[12][0-9]|0?[1-9])(?P=t)(?P<c>[12][0-9]{3})(?![0-9])(?!(?P=t)[0-9])"
    r"|(?P<e>1[0-2]|0?[1-9])/(?P<f>3[01]|[12][0-9]|0?[1-9])/(?P<g>[0-9]{2})(?![0-9/.])"
    r"|(?<=[\u4e00-\u9fff])(?P<x>[0-9]{1,2})-(?P<v>1[0-2]|0?[1-9])-(?P<z>[0-9]{1,2})(?=[\u4e00-\u9fff])(?!页|号|条|款|节)"
    r"|(?P<sy>[12][0-9]{3}) (?P<sm>0[1-9]|1[0-2]) (?P<sd>0[1-9]|[12][0-9]|3[01])(?![0-9 ])"
)
_FISCAL_PART = re.compile(
    r"的?(?:(?P<half>[上下])个?半财?年度?|第(?P<q>[一二三四1-4])个?财?季度?|(?P<q2>[一二三四])季度|Q(?P<q3>[1-4])(?![0-9A-Za-z])"
    r"|(?P<q4>[1-4])Q(?![0-9A-Za-z])|(?P<q1>首季|次季|末季)(?:度|报)?)(?P<qe>[末底初])?(?P<h>\b\B)?"
    r"|的?前(?P<nq>[一二三两1-3])个?财?季度?"
)
_NAMED = {"首季": "1", "次季": "2", "末季": "4"}
_DIGIT = {char: index for index, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "元": 1, "正": 1}


@dataclass(frozen=True, slots=True)
class Atom:
    """A time at text[start:end]."""

    end: int
    when: When
    relative: int | None = None  # the year, counted from that of the reference
    explicit: bool = False  # the year is written


class Atoms:
    """Reads one time without connectives. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        eras = {fold(row.word): int(row.meaning) for row in lexicon.rows("eras")}
        self._eras: Mapping[str, int] = eras
        self._era = re.compile(f"({'|'.join(map(re.escape, eras))})(元|[0-9]{{1,3}}|[{_CN}十]{{1,4}})年")
        self._years = {
            row.word: int(row.meaning.partition(":")[2])
            for row in lexicon.rows("period_words")
            if row.meaning.startswith("year:")
        }
        self._relative = re.compile("|".join(sorted(map(re.escape, self._years), key=len, reverse=True)))

    def __call__(self, text: str, start: int) -> Atom | None:
        """The time at `start`, or None."""
        char = text[start]
        if char.isdecimal():
            numeric = _NUMERIC.match(text, start)
            if numeric is not None:
                return self._numeric(numeric)
        year = _YEARS.match(text, start)
        if year is not None:
            return self._with_year(text, year)
        relative = self._relative.match(text, start)
        if relative is not None:
            return self._relative_year(text, relative)
        era = self._era.match(text, start)
        if era is not None:
            counted = 1 if era[2] == "元" else number(era[2])
            return self._sub(text, era.end(), self._eras[era[1]] + counted - 1, None)
        bare = _BARE.match(text, start)
        return Atom(bare.end(), when, None) if bare is not None and (when := _when(bare, None)) is not None else None

    def _with_year(self, text: str, match: re.Match[str]) -> Atom:
        year = number(match["y"]) if match["y"] else century(match["y2"] or match["y3"] or match["y4"])
        fiscal = bool(match["fy"])
        if (fiscal and match["fy"] != "年度") or match["tail"]:
            part = _FISCAL_PART.match(text, match.end()) if fiscal and not match["tail"] else None
            if part is not None and (when := _when(part, year)) is not None:
                return Atom(part.end(), when, explicit=True)
            return Atom(match.end(), When(year, fiscal=fiscal, named_year=True), explicit=True)
        return self._sub(text, match.end(), year, None, fiscal)

    def _relative_year(self, text: str, match: re.Match[str]) -> Atom:
        return self._sub(text, match.end(), None, self._years[match[0]])

    def _sub(self, text: str, end: int, year: int | None, relative: int | None, fiscal: bool = False) -> Atom:
        match = _SUB.match(text, end)
        when = _when(match, year) if match is not None else None
        if match is None or when is None:
            return Atom(end, When(year, fiscal=fiscal), relative, explicit=year is not None)
        return Atom(match.end(), when, relative, explicit=year is not None)

    @staticmethod
    def _numeric(match: re.Match[str]) -> Atom | None:
        if match["y"]:
            when = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
        elif match["g"]:
            when = day_of(century(match["g"]), int(match["e"]), int(match["f"]))
        elif match["x"]:
            year, day = (match["x"], match["z"]) if len(match["x"]) == 2 else (match["z"], match["x"])
            if len(year) != 2 or not 1 <= int(day) <= 31:
                return None
            when = day_of(century(year), int(match["v"]), int(day))
        elif match["sy"]:
            when = day_of(int(match["sy"]), int(match["sm"]), int(match["sd"]))
        else:
            first, second = int(match["a"]), int(match["b"])
            day, month = (first, second) if second <= 12 else (second, first)
            if month > 12:
                return None
            when = day_of(int(match["c"]), month, day)
        return Atom(match.end(), when, explicit=True)


def _when(match: re.Match[str], year: int | None) -> When | None:
    """The part of the year that a match of _SUB or _BARE names."""
    group = match.groupdict()
    if group.get("m1"):
        return month_of(year, number(group["m1"]), number(group["m2"]))
    if group.get("m"):
        return _month(group, year)
    if group.get("day"):
        return When(year, (0, number(group["day"])), (0, number(group["day"])), form="day_only")
    if group.get("e"):
        edge = {"末": "end", "底": "end", "初": "start"}.get(group["e"][-1], "")
        return When(year, edge=edge)
    if group.get("nm"):
        count = number(group["nm"])
        return When(year, (1, 1), (count, 0), fiscal=True, form="months") if 1 <= count <= 12 else None
    if group.get("tq"):
        return When(year, (1, 1), (3 * number(group["tq"]), 0), fiscal=True, form="months")
    if group.get("nq"):
        return When(year, (1, 1), (3 * number(group["nq"]), 0), fiscal=True, form="months")
    return _part(group, year)


def _month(group: Mapping[str, str], year: int | None) -> When | None:
    month = number(group["m"])
    if group["d"]:
        return day_of(year, month, number(group["d"].lstrip("初")))
    edge = group["me"] or ""
    if edge.endswith("旬"):
        first, last = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}[edge[0]]
        return When(year, (month, first), (month, last), form="months")
    return When(year, (month, 1), (month, 0), edge={"末": "end", "底": "end", "初": "start"}.get(edge, ""), form="month")


def _part(group: Mapping[str, str], year: int | None) -> When | None:
    quarter = group["q"] or group["q2"] or group["q3"] or group["q4"] or _NAMED.get(group["q1"] or "", "")
    if quarter:
        index = number(quarter)
        edge = {"末": "end", "底": "end", "初": "start"}.get(group["qe"] or "", "")
        return When(year, (3 * index - 2, 1), (3 * index, 0), fiscal=True, edge=edge, form="quarter")
    if group["half"] or group["h"]:
        second = group["half"] in ("下", "后") or "2" in (group["h"] or "")
        return When(year, (7, 1) if second else (1, 1), (12, 0) if second else (6, 0), fiscal=True, form="half")
    if group.get("mid") == "年中":
        return When(year, (1, 1), (6, 0), edge="end", form="half")
    return When(year, (1, 1), (6, 0), fiscal=True, form="half")


def number(text: str) -> int:
    """Small numbers of dates: 12, 十二, 二十一, 廿三, 二〇二四, 两千零四."""
    if text.isdecimal():
        return int(text)
    if "千" in text:
        head, _, rest = text.partition("千")
        return _DIGIT[head] * 1000 + (number(rest.lstrip("零")) if rest.lstrip("零") else 0)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("初", "")
    if "十" in text:
        head, _, rest = text.partition("十")
        return (_DIGIT[head] if head else 1) * 10 + (_DIGIT[rest] if rest else 0)
    value = 0
    for char in text:
        value = value * 10 + (int(char) if char.isdecimal() else _DIGIT[char])
    return value


def century(text: str) -> int:
    """07 and 24 belong to this century, 85 to the last; three digits stand for themselves."""
    value = number(text)
    if len(text) != 2:
        return value
    return value + (2000 if value < 70 else 1900)
