"""Whom a row is about: the entity that its label, its column or its caption names, else the issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.mention import Source
from pipeline.extract.cells.context import TableContext
from pipeline.extract.cells.heads import Head
from pipeline.extract.cells.labels import Label
from pipeline.extract.cells.names import Names
from pipeline.lexicon.fold import fold

_COMPANY = re.compile(
    r"(?:有限责任公司|有限公司|股份公司|集团公司|集团|公司|合伙企业(?:[（(].*[)）])?|银行|研究院|研究所|大学|学院|"
    r"(?:Limited|Ltd\.?|Inc\.?|Corporation|Corp\.?|L\.?P\.?|LLC|GmbH|AG|S\.?\s?p\.?\s?A\.?|S\.?P\.?A|plc|PLC|N\.V\.|Fund|Holdings|Partners|"
    r"Partnership|Bank|Trust|Group|Capital)(?:\s*[（(“\"].*)?)(?:[（(].*[)）])?$"
)
_HOLDING = re.compile(
    r"持股|出资|股权比例|认购|认缴|实缴|所持|占已发行|占相关类别|占总股本"
    r"|股数|股份数|%of(?:the)?totalissued|(?i:sharesheld|shareholding)"
)
_RATIO = re.compile(r"^占|(?:比例|比重|占比)(?:[（(].{1,4}[)）])?$")
_NAME = re.compile(r"[^\d，。；：]{2,}")
_PERSON = re.compile(r"^\S{2,6}(?:先生|女士|博士|小姐)$|^(?:Mr|Ms|Mrs|Dr)\.? ")
_CODE = re.compile(r"\s*[（(]\d{4,6}(?:\.[A-Z]{2})?[)）]$")
_LEAD = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*|(?:报告期内?|最近[一二三两]年(?:及一期)?|截至[^，,]{4,16})[，,])+"
)
_OWNS = re.compile(r"([^，。、的]{2,6}(?:先生|女士|博士))(?:直接|间接)?持有")
_OWN_DATA = re.compile(r"(?:最近|经审计|截至|20\d\d|主要|的(?:主要|简要|财务|资产|股权|股东))")
_ITEMS = re.compile(
    r"^(?:应收|应付|预收|预付|其他应|于|存放|拆放|投资|对|向|来自|应占|归属|附属|联营|合营|关联|关连|同系|现金|手头|一年内|本集团|贵集团|贵公司|本行"
    r"|出售|收购|处置|购[置买]|取得|设立|注销|支付|已付|收到|偿还|借给)|(?:附属|联营|合营|子|母|关[联连]|参股|同系)公司$"
)
_NOT_NAMES = re.compile(
    r"^(?:母公司|子公司|本公司|公司|发行人|控股子公司|全资子公司|参股公司|其他公司|关联公司|上市公司|非银行|银行|集团|合营公司|联营公司|.*总公司及.*)$"
)


@dataclass(frozen=True, slots=True)
class Who:
    """The entity as the document names it, and where it stood. `name` is "" when the issuer is not known either."""

    name: str
    source: Source
    evidence: str


def who(label: Label, head: Head, context: TableContext, measured: bool) -> Who:
    """The entity of one cell.

    A row under 客户, 供应商, 股东, 公司名称 or 姓名 is about whom it names; sums and rows that name nobody (其他,
    社会公众股) are about the issuer. Elsewhere a defined name or a company's name at the start of the label, the group,
    the column or the caption decides.
    """
    names = context.names
    if label.average:
        return Who(label.leaf, "row", "an average is of its own")
    if label.leaf and not label.no_name and not (label.total and label.named in ("", label.leaf)):
        named = _in_row(label, names) or _peer(label.leaf, context, measured) or _holder(label, head, measured)
        if named is not None:
            return named
    for group in reversed(label.groups):
        name = company(group, names)
        if name and not label.total:
            return Who(name, "row", f"{name} heads the rows")
    if context.peers and any(names.is_issuer(text) for text in head.path):
        return Who(names.issuer, "column", "the issuer among its peers")
    for text in reversed(head.path):
        found = _peer(text, context, bool(head.role or head.unit or not head.own)) if measured else None
        if found is not None or (name := company(text, names)):
            return found or Who(name, "column", f"{name} heads the column")
    return _of_table(label, context)


def _of_table(label: Label, context: TableContext) -> Who:
    if context.market:
        return Who(context.market, "caption", f"the size of {context.market} in the caption")
    name = context.names.opening(context.title) or _told(context)
    if name and not label.total:
        return Who(name, "caption", f"{name} in the caption")
    issuer = context.names.issuer
    return Who(issuer, "document" if issuer else "", "the issuer")


def _told(context: TableContext) -> str:
    """Whom the last part of a title is about: 报告期内，某贸易经审计的数据如下, 1、某某先生持有股份变化; "" for none."""
    last = _LEAD.sub("", context.title.rsplit("；", 1)[-1])
    person = _OWNS.match(last)
    if person is not None:
        return person[1]
    name = context.names.opening(last)
    return name if name and _OWN_DATA.match(fold(last)[len(name) :]) else ""


def is_holding(metric: str) -> bool:
    """Whether a column gives what somebody holds: 持股数, 出资比例, % of total issued shares."""
    return bool(_HOLDING.search(fold(metric).replace(" ", "")))


def _holder(label: Label, head: Head, measured: bool) -> Who | None:
    """Under a column of holdings (持股数, 出资比例) a label that names no quantity names the holder."""
    if measured or not is_holding(head.metric) or len(label.leaf) > 40 or not _NAME.fullmatch(label.leaf):
        return None
    return Who(label.leaf, "row", "the row names a holder")


def _peer(text: str, context: TableContext, measured: bool) -> Who | None:
    """In a comparison with peers a label or head that names no quantity names a company."""
    if not context.peers or measured or not text or _pure_number(text):
        return None
    if context.names.is_issuer(text):
        return Who(context.names.issuer, "row", "the issuer among its peers")
    return Who(_CODE.sub("", text), "row", "a peer")


def _in_row(label: Label, names: Names) -> Who | None:
    named = label.named or label.leaf
    if names.is_issuer(named):
        return Who(names.issuer, "row", "the row names the issuer")
    if label.holder and label.named and not _pure_number(named) and not _RATIO.search(fold(named)):
        return Who(_CODE.sub("", named), "row", f"the row names a {label.holder}")
    if _PERSON.search(label.leaf):
        return Who(label.leaf, "row", "the row names a person")
    name = company(label.leaf, names)
    return Who(name, "row", f"{name} in the row") if name else None


def company(text: str, names: Names) -> str:
    """The company that a text is or begins with, "" for none."""
    if _CODE.search(text):
        return _CODE.sub("", text).strip()
    folded = fold(text)
    if not text or names.is_issuer(text) or _NOT_NAMES.match(folded):
        return ""
    if _COMPANY.search(folded) and len(text) <= 160 and not re.search(r"[，。；的]", text) and not _ITEMS.search(folded):
        return text
    return names.opening(text)


def _pure_number(text: str) -> bool:
    return not re.search(r"[^\W\d_]", text)
