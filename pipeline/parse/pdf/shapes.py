"""What the text of a cell looks like: a number, a dash, a period, a unit, words. Structure needs no more than that."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from pipeline.lexicon.fold import fold

Shape = Literal["empty", "nil", "number", "amount", "period", "unit", "words"]

MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\ufe63\uff0d\u2500"
_PLAIN = str.maketrans(
    {**dict.fromkeys(MINUS, "-"), **dict.fromkeys("’‘′`", "'"), "·": ".", "﹪": "%", "٪": "%", "，": ",", "︵": "(", "︶": ")"}
)

_NIL = re.compile(r"(?:-+|/+|\\|\*+|不适用|n/?a|nil|無|无|-%|\(-+\))", re.IGNORECASE)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_MONEY = r"(?:hk\$|us\$|rmb|cny|hkd|usd|¥|\$|人民币|港币|美元|港元|€|£)?"
_NUMBER = re.compile(rf"[-+△▲]?\(?[-+]?{_MONEY}\(?[-+]?{_DIGITS}\)?(?:%|‰|%\))?\)?")
_UNIT_WORD = (
    r"(?:[千万百亿]*(?:元|美元|港元|股|吨|平方米|亩|千瓦时|度|瓦|台|套|件|个|家|人|名|户|只|倍|次|年|月|天|日|小时|项|条|片|颗|米|升|公里|块|辆|张|份|手|宗|间|期|支|位|股a股|股h股)"
    r"|[a-z]{1,3}(?:/[a-z]{1,4})?|times|million|billion|shares|个百分点|pct|ppts?|bps|percentagepoints?|百分点|%)"
)
_AMOUNT = re.compile(
    rf"(?:约|近|超过?|逾|增加|减少|上升|下降|提高|降低|增长|下跌)?{_NUMBER.pattern}"
    rf"(?:[千万百亿]+)?{_UNIT_WORD}?(?:/{_UNIT_WORD})?(?:以上|以下|左右|及以上|及以下)?(?:\(?注\d*\)?)?(?:a股|h股)?"
)
_RANGE = re.compile(rf"{_NUMBER.pattern}{_UNIT_WORD}?(?:-|~|～|至|到){_NUMBER.pattern}{_UNIT_WORD}?")
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = r"(?:年)?(?:[-./年])?(?:1[0-2]|0?[1-9])(?:[-./月])(?:[12]\d|3[01]|0?[1-9])日?"
_PERIOD = re.compile(
    rf"(?:截至|于|於)?(?:{_YEAR}{_DAY}|{_YEAR}[-./](?:1[0-2]|0?[1-9])|{_YEAR}[./]\d\d?-\d\d?|(?:fy)?{_YEAR}[ae]?"
    rf"|{_YEAR}年(?:度|末|底|初)?(?:(?:1[0-2]|[1-9])(?:-|至|~)(?:1[0-2]|[1-9])月(?:末|底)?|(?:1[0-2]|[1-9])月(?:末|底|份)?"
    rf"|(?:第?[一二三四]季度|上半年|下半年|中期))?(?:\((?:估计|预测|预计|未经审核|经审核|未经审计|追溯调整后|调整后)\))?"
    rf"|{_YEAR}(?:-|至|~|/){_YEAR}年?(?:度)?|\d\d年度?|(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])日|{_YEAR}年及{_YEAR}年)"
    r"(?:止年度|止[一二三四五六七八九十]+个月|止期间|止|/.{2,8})?"
    r"|(?:截至|于)?[〇零○一二三四五六七八九]{4}年(?:度|末|底|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?(?:止年度|止[一二三四五六七八九十]+个月)?"
    r"|(?:截至|于)?(?:十[一二]?|[一二三四五六七八九])月[一二三四五六七八九十]{1,3}日(?:止年度|止[一二三四五六七八九十]+个月)?"
    rf"|(?:for)?(?:the)?(?:years?|(?:three|six|nine|twelve)months|period)(?:ended|ending)(?:\d\d?{_MONTH}|{_MONTH}\d\d?)?,?(?:{_YEAR})?"
    rf"|(?:as)?(?:at|of)?(?:\d\d?{_MONTH}|{_MONTH}\d\d?),?(?:{_YEAR})?"
)
_NAMES_YEAR = re.compile(r"(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3}年")
_UNIT = re.compile(
    r"\(?(?:(?:人民币|人民幣|rmb|hk\$|us\$|港币|美元|港元|欧元|日元)?(?:百?[千万百亿]*)(?:元|美元|港元|分|港仙|美仙|股|人|吨|台|套|'?000|million|thousand)?"
    r"|[千万百亿]+(?:份|个|家|名|件|片|颗|只|辆|吨|平方米|千瓦时)|%|‰|'000|百分比|占比|比例|金额|数量|股数|rmb'?000|hk\$'?000|us\$'?000|rmbmillion|(?:rmb|hk\$|us\$)(?:in)?(?:million|thousand)s?|未?经?审[核计]|(?:un)?audited|(?:经)?重列|restated|倍|次|(?:附注|note|notes)(?:\d{1,2}(?:\([a-z]\))?)?)\)?"
)


def plain(text: str) -> str:
    """Folded, without white space, minus signs as `-`, brackets and commas half width, lower case."""
    folded = fold(unicodedata.normalize("NFKC", text))
    return "".join(folded.split()).translate(_PLAIN).lower()


@lru_cache(maxsize=20_000)
def shape(text: str) -> Shape:
    """The shape of a cell's text.

    number  a bare number with sign, brackets, currency or percent sign: （1,234.56）, HK$12.50, -3.2%
    amount  a number with its unit or direction word: 745.31万美元, 减少4.07个百分点, 300-500亿元
    period  a year, day or span of time; a bare 2023 too
    unit    人民幣千元, (%), 金额
    nil     a dash or 不适用
    """
    bare = plain(text)
    if not bare:
        return "empty"
    bare = bare.rstrip("*#") or bare
    if _NIL.fullmatch(bare):
        return "nil"
    if not any(char.isdigit() for char in bare):
        if bare[-1] in "年月日度底末" and _PERIOD.fullmatch(bare):
            return "period"  # 二零二四年, 截至十二月三十一日止年度
        return "unit" if len(bare) < 16 and _UNIT.fullmatch(bare) else "words"
    if len(bare) > 48:
        return "words"
    if _PERIOD.fullmatch(bare):
        return "period"
    if _NUMBER.fullmatch(bare):
        return "number"
    if _AMOUNT.fullmatch(bare) or _RANGE.fullmatch(bare):
        return "amount"
    return "unit" if _UNIT.fullmatch(bare) else "words"


def year_in(text: str) -> bool:
    """Whether a text names a year: 2024年, 二零二四年."""
    return _NAMES_YEAR.search(plain(text)) is not None


def is_figure(text: str) -> bool:
    return shape(text) in ("number", "amount")


def is_number(text: str) -> bool:
    return shape(text) == "number"


_WELL_FORMED = re.compile(rf"[-+]?\(?[-+]?{_MONEY}[-+]?{_DIGITS}%?\)?%?")
_OPEN_END = re.compile(r"[-,.(]$|^\([^)]*$")


def joined_number(upper: str, lower: str, fills: bool) -> str | None:
    """The one number that two lines of a cell print, or None where they are two texts.

    fills  whether the upper line reaches the end of its cell, so that the number had to break
    """
    first, second = plain(upper), plain(lower)
    if not first or not second or not set(first + second) <= set("0123456789,.-+()%$hkrmbus¥"):
        return None
    both = first + second
    if not _WELL_FORMED.fullmatch(both) or both.count("(") != both.count(")"):
        return None
    whole = _WELL_FORMED.fullmatch(first) is not None and not _OPEN_END.search(first)
    if whole and _WELL_FORMED.fullmatch(second) and not second.startswith(".") and not fills:
        return None
    return both
