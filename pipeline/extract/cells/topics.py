"""What a table is about, from its caption: the noun that the rows of a bare 金额 column are parts of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.lexicon.fold import fold

_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\da-z]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．]|[①-⑳]|[A-Za-z][.．、]|[表图]\s*\d+(?:\s*[－—–-]\s*\d+)?|第[一二三四五六七八九十]+[章节])\s*[、.．]?\s*"
)
_LEAD = re.compile(
    r"^(?:下表|以下)?(?:载列|列示|列出|概述)?(?:了)?(?:(?:公司|我们|本集团|本公司|发行人)(?:于|截至)?)?(?:(?:于|截至)?(?:所示|往绩记录|有关|各)?(?:期间|日期|年度))?的?"
)
_SAID = re.compile(r"(?:如下(?:表)?(?:所示)?|详情|列示如下|见下表|的?详细?情况如下)[:：。，]*$|[:：。，]+$")
_YEARS = re.compile(r"^(?:最?近[一二三四五六七八九十两]+年(?:及一期)?)的?")
_OWNER = re.compile(r"^(?:本?公司|我们|本?集团|贵集团|贵公司|发行人|其(?!他))的?(?=\S{2})")
_TAIL = re.compile(
    r"(?:的?(?:有关|主要|具体|基本)?(?:情况|明细|构成|结构|分布|分类|列示|详情|组成|变动)(?:[及和](?:变动|分析|明细|构成|其变动))*(?:情况|分析|明细)?表?|(?:账龄|的账龄).{0,8}|表)$"
)
_PARTED = re.compile(r"^按.{2,12}?(?:划分|分类|归集|列示|披露)的?")
_TOP = re.compile(r"^(?:期末余额|本期|报告期内?|期末|期初)?的?前[一二三四五六七八九十\d]+[名大]的?")
_STATE = re.compile(
    r"(?:的?(?:期末|年末|期初)?余额|的?分类|的?前[一二三四五六七八九十\d]+[名大](?:客户|单位)?|[及和与]其?(?:占比|比例|比重)|及其?占.{2,12}|按)$"
)
_PLACED = re.compile(r"的[^的，]{1,6}$")
_PLAIN = re.compile(r"^(?:[贵本](?:集团|公司)|母公司|合并|单位.*|项目列示|.{0,6}(?:如下|见下表|如下表|列示).{0,4})?[:：。，]*$")
_HOW = re.compile(r"^(?:均|分别)?(?:按|以).*(?:列示|计)$|百分比")
_HOW_ONLY = re.compile(
    r"按.{2,14}?(?:披露|分类|列示|划分|归集|分析)(?:的?.{0,4}情况)?|(?:项目|分类|明细|情况)?(?:列示|披露|明细|情况|构成|分类)(?:情况)?|(?:期末|年末)余额"
)
_CIRCLED = re.compile(r"^.*[①-⑳]\s*")
_NO_TOPIC = re.compile(
    r"(?:资产负债|利润|现金流量|损益|权益变动|全面收益|财务状况|财务|会计)(?:报?表|$|概要|数据|指标|资料|信息)|报表|指标|影响|原因|分析$|比较|项目|方案|计划|数据|表现"
    r"|业绩|安排|差异|简介|概况|概览|对比|敏感|关系|能力|流量|行业|收益构成|综合损益|合并|附注|股东|股权|持股|股份|股本(?!$)|股票|客户|供应商|厂商|人员$|企业|董事|合同$|抵押|担任|采购$|销售$|通过|优惠|发行|转让|增资|市场$|行业$|[及和与].*(?:率|比例)$|^(?:主要)?(?:资产|负债)(?:[及和与](?:资产|负债))?(?:总?金额)?$|^占|比例$|[，。；√□]|\d{4}"
)


class Topics:
    """Finds the topic of a table. Built once from the test that tells a quantity's name, called with the parts of a title."""

    def __init__(self, measured: Callable[[str], bool]) -> None:
        self._measured = measured

    def __call__(self, parts: Sequence[str]) -> str:
        """The noun of the nearest part that says something, "" for none: 应收账款 of `（2）前五名应收账款情况`.

        A title that only tells how something is split (…情况表, …构成) is taken at its word; any other must end in the
        name of a quantity. Titles of statements, comparisons and reasons have no topic.
        """
        said = next((part for part in reversed(parts) if not _is_plain(part)), "")
        return self._of(said)

    def _of(self, part: str) -> str:
        clauses = re.split(r"[，,；;]", _SAID.sub("", _CIRCLED.sub("", part)).strip())
        text = next((clause.strip() for clause in reversed(clauses) if not _HOW.search(fold(clause))), "")
        text = _stripped(text, _NUMBER, _NUMBER, _LEAD, _PARTED, _TOP, _OWNER, _YEARS)
        folded = fold(text)
        tail = _TAIL.search(folded)
        split = tail is not None and tail[0] != "表"
        if tail is not None:
            text, folded = text[: tail.start()], folded[: tail.start()]
            placed = _PLACED.search(folded)
            if placed is not None and split and not self._measured(text):
                text, folded = text[: placed.start()], folded[: placed.start()]
        text = _stripped(_cut_end(text), _PARTED, _TOP, _OWNER)
        if not 2 <= len(text) <= 16 or _NO_TOPIC.search(fold(text)):
            return ""
        return text if split or self._measured(text) else ""


def _is_plain(part: str) -> bool:
    """Whether a part of a title names nothing: 贵集团, 单位：元, （1）按账龄披露."""
    bare = _stripped(_stripped(_CIRCLED.sub("", part).strip(), _NUMBER).lstrip(".．、 "), _NUMBER)
    return bool(_PLAIN.match(fold(part).strip()) or _HOW_ONLY.fullmatch(fold(bare).rstrip("：:。 ")))


def _stripped(text: str, *patterns: re.Pattern[str]) -> str:
    """The text without what the patterns match at its start, in their order; folding keeps the length."""
    for pattern in patterns:
        match = pattern.search(fold(text))
        text = text[match.end() :].strip() if match else text
    return text


def _cut_end(text: str) -> str:
    match = _STATE.search(fold(text))
    return text[: match.start()].rstrip("的 ") if match and match.start() > 1 else text.rstrip("的 ")
