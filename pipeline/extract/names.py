"""Who a document talks about: the names it defines, known companies, and the words it coins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.core.document import Document, Profile
from pipeline.core.segmented import Segmented
from pipeline.extract.companies import COLLECTIVE, legal_names
from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon
from pipeline.lexicon.terms import TermFinder

_LEGAL = re.compile(r"(?:集团|控股)?(?:股份|有限责任|有限|责任)+公司$|公司$")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
    "邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_TITLE = r"(?:人|长|官|员|师|总|裁|理|记者|家|CEO|CFO|代表|教授|博士|董秘|主席)"
_ADDRESS = r"(?:先生|女士|博士|教授|告诉|坦言|表示|介绍)"
_CODED = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z－*-]{2,14}) ?[（(]\s*(?:[A-Z]{2,4}\s*[:：]?\s*)?"
    r"\d{4,6}(?!\s*[万萬亿億元千百股份倍家个個件吨噸年%％])(?:\s*\.\s*(?:HK|SH|SZ|BJ))?[^（）()\d]{0,12}[)）]"
)
_NAME_EDGE = re.compile(
    r"[予对于及和与由将的为是指即丨]|(?<!控)股(?!份)|下调|上调|维持|增持|买入|首次|给予|重申|公司|企业|品牌|龙头|评级|包括|分别|如|以及|旗下|控股股东|收购|宣布|发表|公布|发现"
)
_ALIASED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{4,24}公司)[（(](?:以下|下)?(?:合称|简称|簡稱|称|稱)为?[:：]?\s*(?P<aliases>[“\"「][^（）()]{2,40})[）)]"
)
_SHORTEST = 2
_SHORT_KIND = 2  # characters: 险企, but not 北岸银行
# 金川药业实现营收…: what opens its clause, ends as companies' names do and is told something of, ENDING being those ends.
_SHAPED = (
    r"(?:^|[,。;:、\n\"“(])(?:其中|另外|此外|具体看|具体来看|(?:全资|控股)?子公司|旗下)?,?"
    r"(?P<name>(?!国内|全球|中国|我国|国际|公司|行业|其他|主要|传统|新型|本土|海外|整个|上述|该|其|本|各|某|多家|头部|股权|对外|长期|目前|同时|因此|此外|另外|预计|未来|随着|由于|不过|如果)"
    r"(?:(?![年月季半期日的了在对与和及其等是为从将向])[\u4e00-\u9fff]){2,4}(?:ENDING))"
    r"(?=(?:\([^()]{1,16}\))?:|实现|营收|营业|收入|净利|归母|亏损|分别|则|亦|以\d|公告|披露|表示|研发|毛利|总资产|市值|股价|装机|销量|出货|20\d\d年|今年|去年"
    r"|上半年|前三季度|第?[一二三四]季度|的(?:营收|营业|收入|净利|研发|市占|股价|毛利))"
)
_PREVIEW = re.compile(r"业绩预告|盈利预告|业绩预增|业绩预减|业绩预亏|预增|预亏|预减|盈喜|盈警|盈利警告|正面盈利预告|业绩修正公告")
_LEAD = 120  # characters
_VERBAL = re.compile(r"[的了与向由对将]|成立|设立|收购|持有")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,12})[”\"」]")
_SELF = frozenset({"公司", "本公司", "发行人", "上市公司", "集团", "本集团"})
_NOT_TRADE = re.compile(r"[的在是和与及对为将了]|我国|中国|全国|整个|国内")
_DEFINED = re.compile(r"^([\u4e00-\u9fff]{2,8})是指", re.MULTILINE)
_OWN_WORD = re.compile(r"本集团|本集團|本公司|本行")
_TRADE = re.compile(r"(?=([\u4e00-\u9fff]{4}(?:行业|市场|产业|行業|市場)))")
_NATION = re.compile(r"[我中全各外美德英法韩泰俄]国")  # 我国新能源 holds no 国新能源
_PLACE = re.compile(r"^(?:北京|上海|深圳|广州|杭州|武汉|苏州|南京|成都|天津|重庆|[\u4e00-\u9fff]{2,3}(?:省|市))")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a sentence; offsets into that sentence."""

    start: int
    end: int
    name: str  # what to call it: the document's own words


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody named in one document.

    previews     whether the text is a preview of results (业绩预告), whose ranges are estimates
    coded        names that stand before a stock code somewhere
    protagonist  who an unnamed subject is: the issuer of a filing, the company a news article turns around; "" unknown
    """

    protagonist: str
    is_news: bool
    coded: frozenset[str]
    finder: TermFinder[str]
    known: TermFinder[str]
    previews: bool = False

    def __call__(self, text: str, folded: str) -> list[Name]:
        """Names in one sentence, apart and in order; the document's own before known companies."""
        found = [Name(hit.start, hit.end, hit.item) for hit in self.finder(text, folded)]
        taken = [(name.start, name.end) for name in found]
        found += [
            Name(hit.start, hit.end, text[hit.start : hit.end])
            for hit in self.known(text, folded)
            if not any(start < hit.end and hit.start < end for start, end in taken) and not _NATION.match(folded, hit.start - 1)
        ]
        return sorted(found, key=lambda name: name.start)


class Casting:
    """Builds the Cast of a document. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        named = {row.word: row.word for row in lexicon.rows("cues") if row.meaning == "index"}
        self._wires = frozenset(fold(row.word) for row in lexicon.rows("cues") if row.meaning == "wire")
        endings = sorted((row.word for row in lexicon.rows("cues") if row.meaning == "org"), key=len, reverse=True)
        self._shaped = re.compile(_SHAPED.replace("ENDING", "|".join(re.escape(fold(word)) for word in endings)))
        self._known = TermFinder(named | {row.word: row.word for row in lexicon.rows("companies")})

    def __call__(self, segmented: Segmented) -> Cast:
        document = segmented.document
        profile = document.profile
        is_news = profile.doc_type in ("news", "other") and not document.pages
        names = dict(_defined(profile))
        coded = frozenset(_coded(document.text)) if not document.pages else frozenset()
        for name in coded:
            names.setdefault(name, name)
        folded = fold(document.text)
        for alias, name in _aliases(document.text) if not document.pages else ():
            names.setdefault(alias, name)
        for name in legal_names(document.text):
            names.setdefault(name, name)
        coined = {
            name: name for name in segmented.names if not self._is_no_company(fold(name)) and not _is_person(fold(name), folded)
        }
        for name in coined:
            names.setdefault(name, name)
        if is_news:
            for match in self._shaped.finditer(folded):
                name = document.text[match.start("name") : match.end("name")]
                names.setdefault(name, name)
        protagonist = profile.issuer or (self._protagonist(document, coined) if is_news else "")
        if is_news and not protagonist:
            protagonist = _unnamed(document.text, round_up=len(coded) > 1)
        previews = _PREVIEW.search(fold(profile.title + document.text[:_LEAD])) is not None
        return Cast(protagonist, is_news, coded, TermFinder(names), self._known, previews)

    def _is_no_company(self, name: str) -> bool:
        """格隆汇 writes the news, 险企 and 房企 are many."""
        return name in self._wires or (len(name) <= _SHORT_KIND and COLLECTIVE.search(name) is not None)

    def _protagonist(self, document: Document, coined: Mapping[str, str]) -> str:
        """The name that the article uses most, one in its title or first lines counting more."""
        folded = fold(document.text)
        head = folded[:200]
        counts: dict[str, float] = {}
        for hit in (*TermFinder(coined)(folded, folded), *self._known(folded, folded)):
            counts[hit.word] = counts.get(hit.word, 0) + (1.5 if hit.start < len(head) else 1)
        best = max(counts, key=lambda word: counts[word], default="")
        others = max((count for word, count in counts.items() if word not in best and best not in word), default=0)
        if not best or counts[best] < 2 or counts[best] < 1.5 * others:
            return ""
        at = folded.find(best)
        return document.text[at : at + len(best)]


def _defined(profile: Profile) -> Iterable[tuple[str, str]]:
    """(word, what to call it): the issuer under all its names is called by its full name, others as they are written."""
    if profile.issuer:
        yield profile.issuer, profile.issuer
        for short in _shortened(profile.issuer):
            yield short, profile.issuer
    for word, full in profile.names.items():
        if len(word) < 2 or word in profile.self_names:
            continue
        yield word, full if full == profile.issuer else word
        yield full, full


def _coded(text: str) -> Iterable[str]:
    """Names in front of a stock code in brackets: 九龍倉置業（01997）."""
    for match in _CODED.finditer(text):
        start = match.start("name")
        folded = fold(match["name"])
        opens = text[:start][-1:] in ("", "\n", "。")  # 和泓服务 begins with a word that elsewhere leads a name in
        ends = (at.end() for at in _NAME_EDGE.finditer(folded, int(opens)) if at.end() <= len(folded) - _SHORTEST)
        cut = max(ends, default=0)
        name = text[start + cut : match.end("name")]
        if len(name) >= _SHORTEST:
            yield name


def _aliases(text: str) -> Iterable[tuple[str, str]]:
    """北岸电子有限公司（下称“标的公司”、“北岸电子”）: each alias, and the name among them; the issuer's (“公司”) are left out."""
    for match in _ALIASED.finditer(text):
        words = _QUOTED.findall(match["aliases"])
        if _SELF.intersection(fold(word) for word in words):
            continue
        name = next((word for word in words if not fold(word).endswith(("公司", "资产", "方", "人"))), "")
        if not name:
            continue
        if not text[match.start() - 1 : match.start()].isalnum() and not _VERBAL.search(match["name"]):
            yield match["name"], name
        for word in words:
            yield word, name
        if "标的公司" in words or "目标公司" in words:
            yield from ((word, name) for word in ("标的公司", "目标公司", "被评估单位", "评估对象"))


def _unnamed(text: str, round_up: bool) -> str:
    """Who is meant where nobody is named: the group as it calls itself, else the trade that the text is about."""
    own = _OWN_WORD.search(text)
    if own is not None:
        return own.group()
    if round_up:
        return ""
    defined = _DEFINED.search(text)
    if defined is not None:
        return defined[1]
    trades: dict[str, int] = {}
    for match in _TRADE.finditer(text):
        if not _NOT_TRADE.search(match[1]):
            trades[match[1]] = trades.get(match[1], 0) + 1
    best = max(trades, key=lambda word: trades[word], default="")
    return best if best and trades[best] >= 2 else ""


def _is_person(name: str, text: str) -> bool:
    """Whether a coined word is somebody's name: a surname, and a title in front or an address behind somewhere."""
    if len(name) not in (2, 3) or name[0] not in SURNAMES:
        return False
    return re.search(_TITLE + re.escape(name) + "|" + re.escape(name) + _ADDRESS, text) is not None


def _shortened(name: str) -> Iterable[str]:
    """Shorter forms of a legal name: 星河电子股份有限公司 -> 星河电子."""
    bare = re.sub(r"[(（][^)）]*[)）]", "", name)
    core = _LEGAL.sub("", fold(bare))
    if len(core) == len(bare):
        return
    short = bare[: len(core)]
    if len(short) >= 3:
        yield short
    place = _PLACE.match(fold(short))
    if place and len(short) - place.end() >= 3:
        yield short[place.end() :]
