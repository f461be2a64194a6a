"""The company that an article is about, where that is plain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.lexicon.fold import fold
from pipeline.parse.definitions import Definitions
from pipeline.parse.orgnames import COMPANY_END

_LEAD = 120  # characters of an article within which its protagonist is named
_LONGEST = 6  # characters of a short name
_USUAL = 4  # characters that most short names do not exceed
_ROUND_UP = 3  # so many companies with codes, none of them in the title: the article is about none of them
_HEAD_LINES = 8  # lines of an article or notice that introduce whose it is
_MARKET = r"(?:SH|SZ|BJ|HK|HKEX|SEHK|NYSE|NASDAQ|US|沪市|深市|港股|美股|(?:股票|证券|股份)(?:代码|代号|编号))"
_BRACKETED = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z*]{{2,12}}(?:-[A-Z]{{1,2}})?)\s*\((?:[^()]{{0,30}}[,;])?\s*(?:{_MARKET}\s*[:.]?\s*)?"
    rf"(?P<code>\d{{6}}|\d{{5}}|\d{{4}})(?P<mark>\s*[.\-]\s*{_MARKET})?\s*(?:[,;][^()]{{0,40}})?\)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])?$")  # (2024) behind a name is a year, (202406) a month
_LED_IN = re.compile(
    r"^(?:首次)?(?:给予|首予|予|对于?|将|把|向|由|及|和|与|如|像|其中|包括|例如|当中|下调|上调|维持|重申|看好|推荐|股东|客户|公司|企业)(?=.{2})"
)
_LEGAL = re.compile(
    rf"(?:^|[,。:;!?日\s”\"』」])(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z()·]{{2,30}}?{COMPANY_END})"
    r"(?=$|\s*\(|\s|今日|昨日|今天|昨天|近日|日前|今晚|昨晚|晚间|正式|已|拟|关于|发布|公告|披露|公布|宣布|递交|提交|首次|\d{4}年|截至|董事|详式|简式)"
)
_DATELINE = r"(?:[\u4e00-\u9fff]{2,8}\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日\s?(?:电|讯|消息)?\s?[丨|,:]\s?"
_OPENING = re.compile(
    rf"^(?P<dateline>{_DATELINE})?(?P<name>\*?[\u4e00-\u9fffA-Za-z]{{2,6}}?)"
    r"(?:股份)?(?:\([^()]*\))?(?:今日|昨日|今天|昨天|近日|日前|今晚|昨晚|晚间|晚上|早间|盘后|于?(?:\d{4}年)?\d{1,2}月\d{1,2}日|(?:再次|正式)?"
    r"(?:发布|公告|公布|披露|刊登|宣布|递交|递表|提交|发公告|发布公告|向港交所|向上交所|向深交所|赴港|冲刺))"
)
_OFFICES = re.compile(
    r"(?:公司|集团|记者|本报|本网|消息|行业|市场|部|委|局|会|院|署|办|中心|交易所|交所|央行|人行|政府|媒体|协会)$|^(?:据|该|本|有|从|自|在)"
)
_OUTSIDERS = re.compile(r"证券|会计师|律师|评级|评估|资信|信托|交易所|结算|登记|保荐|经|由|根据")


def find_protagonist(title: str, lines: Sequence[str], definitions: Definitions) -> tuple[str, str]:
    """(name, code) of the company that title or lead name with a code in brackets, as （下称“X”）, or by its legal name.

    ("", "") where two companies bear a code and neither is named twice as often as the other: extract has better means.
    """
    name, code = _coded(title, lines)
    if name:
        return name, code
    introduced = _introduced(title, lines, definitions)
    if introduced or len(coded_names(lines)) > 1:
        return introduced, ""
    return _legal(title, lines) or _opening(title, lines), ""


def coded_names(lines: Sequence[str]) -> dict[str, str]:
    """Every company that a text names with a stock code in brackets, as printed: name -> digits of the code."""
    return {name: code for name, (code, _) in _all_coded("\n".join(lines)).items()}


def _all_coded(printed: str) -> dict[str, tuple[str, int]]:
    """name as printed -> (code, where the name first stands with it)."""
    text = fold(printed)
    found: dict[str, tuple[str, int]] = {}
    for match in _BRACKETED.finditer(text):
        code = match["code"]
        if _YEAR.match(code) and not match["mark"] and "." not in match[0] and ":" not in match[0]:
            continue
        alone = match.start() == 0 or not text[match.start() - 1].isalnum()
        name = _bare(match["name"], text) if alone else _known_tail(match["name"], text)
        if 2 <= len(name) <= _LONGEST and not name.endswith("公司"):
            end = match.end("name")
            found.setdefault(printed[end - len(name) : end], (code, match.start()))
    return found


def _bare(name: str, text: str) -> str:
    """予青禾精工 -> 青禾精工; a run too long for a name, or used nowhere else, may begin with words that are no part of it."""
    led = _LED_IN.match(name)
    if led and (text.count(name) == 1 or text.count(name[led.end() :]) > text.count(name)):
        return name[led.end() :]
    return name if len(name) <= _USUAL or (len(name) <= _LONGEST and text.count(name) > 1) else _known_tail(name, text)


def _coded(title: str, lines: Sequence[str]) -> tuple[str, str]:
    """The company with its code in brackets that the title or the lead names, if it is named twice as often as any other."""
    printed = "\n".join(lines)
    found = _all_coded(printed)
    early = [name for name, (_, at) in found.items() if name in title or (at <= _LEAD and len(found) < _ROUND_UP)]
    counts = Counter({name: printed.count(name) for name in found})
    for name in early:
        if all(counts[name] >= 2 * count for other, count in counts.items() if other != name):
            return name, found[name][0]
    return "", ""


def _legal(title: str, lines: Sequence[str]) -> str:
    """The legal name that a first line consists of or begins with, or that is the subject of 发布, 公告, 披露."""
    for line in dict.fromkeys((title, *lines[:_HEAD_LINES])):
        for match in _LEGAL.finditer(fold(line)):
            if not _OUTSIDERS.search(match["name"]):
                return line[match.start("name") : match.end("name")]
    return ""


def _introduced(title: str, lines: Sequence[str], definitions: Definitions) -> str:
    """The only short name that the title bears and the lead introduces: 青禾精工股份有限公司（下称“青禾精工”）."""
    lead = "\n".join(lines)[: 3 * _LEAD]
    names = [name for name in definitions.names if name in title and name in lead]
    return names[0] if len(names) == 1 else ""


def _opening(title: str, lines: Sequence[str]) -> str:
    """青禾今日公告: the short name with which title or lead open, if the article goes on to use it or a dateline leads it in."""
    text = "\n".join(lines)
    for line in dict.fromkeys((title, *lines[:_HEAD_LINES])):
        match = _OPENING.match(fold(line))
        if match is None or _OFFICES.search(match["name"]):
            continue
        name = line[match.start("name") : match.end("name")]
        if match["dateline"] or text.count(name) > 1:
            return name
    return ""


def _known_tail(name: str, text: str) -> str:
    """股东青禾精工 -> 青禾精工: the longest tail of the run before a bracket that the article goes on to use.

    A tail of two characters (青禾科技 -> 科技) must begin a clause somewhere, or it is a part of longer names.
    """
    tails = [name[start:] for start in range(len(name) - 1)]
    tails = [tail for tail in tails if len(tail) > 2 or re.search(rf"(?<!\w){re.escape(tail)}", text)]
    most = max((text.count(tail) for tail in tails), default=0)
    return next((tail for tail in tails if text.count(tail) * 3 >= most and text.count(tail) > 1), name)
