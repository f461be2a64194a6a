"""Whom a row is about: the entity that its label, its column or its caption names, else the issuer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.core.document import Profile
from pipeline.core.mention import Source
from pipeline.extract.cells.heads import Head
from pipeline.extract.cells.labels import Label
from pipeline.lexicon.fold import fold

_COMPANY = re.compile(
    r"(?:有限责任公司|有限公司|股份公司|集团公司|集团|公司|合伙企业(?:[（(].*[)）])?|银行|研究院|研究所|大学|学院|"
    r"(?:Limited|Ltd\.?|Inc\.?|Corporation|Corp\.?|L\.?P\.?|LLC|GmbH|AG|Fund|Holdings|Partners)(?:\s*[（(“\"].*)?)$"
)
_NOT_NAMES = re.compile(
    r"^(?:母公司|子公司|本公司|公司|发行人|控股子公司|全资子公司|参股公司|其他公司|关联公司|上市公司|非银行|银行|集团|合营公司|联营公司|.*总公司及.*)$"
)
_ORGANISATION = re.compile(r"公司|集团|企业|银行|中心|学院|大学|工厂|厂$|Limited|Ltd|Inc|Corp|L\.P|LLC|GmbH|Fund", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Who:
    """The entity as the document names it, and where it stood. `name` is "" when the issuer is not known either."""

    name: str
    source: Source
    evidence: str


class Names:
    """The organisations that one document defines, and the words that mean its issuer. Made once for a document."""

    def __init__(self, profile: Profile) -> None:
        self._issuer = profile.issuer
        full = {fold(short): (short, name) for short, name in profile.names.items() if _ORGANISATION.search(name)}
        self._known = {short: pair for short, pair in full.items() if len(short) >= 2}
        self._self = {fold(word) for word in profile.self_names} | {fold(profile.issuer)} - {""}
        self._self |= {short for short, (_, name) in full.items() if profile.issuer and fold(name) == fold(profile.issuer)}

    @property
    def issuer(self) -> str:
        return self._issuer

    @property
    def known(self) -> Mapping[str, tuple[str, str]]:
        return self._known

    def is_issuer(self, text: str) -> bool:
        """Whether a text is a name of the issuer (本公司, its short name), perhaps with 合并 or 母公司 beside it."""
        folded = fold(text)
        bare = re.sub(r"(?:合并报表|合并|母公司|报表|本部|[（(].*[)）])", "", folded).strip()
        return folded in self._self or bare in self._self or (len(folded) >= 4 and folded in fold(self._issuer))

    def opening(self, text: str) -> str:
        """The defined name with which a text begins, "" for none; the issuer's names do not count."""
        folded = fold(text)
        best = max((short for short in self._known if folded.startswith(short)), key=len, default="")
        return "" if not best or best in self._self else self._known[best][0]


def who(label: Label, head: Head, caption: str, market: str, names: Names) -> Who:
    """The entity of one cell.

    A row under 客户, 供应商, 股东, 公司名称 or 姓名 is about whom it names; sums and rows that name nobody (其他,
    社会公众股) are about the issuer. Elsewhere a defined name or a company's name at the start of the label, the group,
    the column or the caption decides.
    """
    if label.leaf and not label.no_name and not (label.total and label.named in ("", label.leaf)):
        named = _in_row(label, names)
        if named is not None:
            return named
    for group in reversed(label.groups):
        name = _company(group, names)
        if name and not label.total:
            return Who(name, "row", f"entity: {name} heads the rows")
    for text in reversed(head.path):
        name = _company(text, names)
        if name:
            return Who(name, "column", f"entity: {name} heads the column")
    if market:
        return Who(market, "caption", f"entity: the size of {market} in the caption")
    name = names.opening(caption)
    if name and not label.total:
        return Who(name, "caption", f"entity: {name} in the caption")
    return Who(names.issuer, "document" if names.issuer else "", "entity: the issuer")


def _in_row(label: Label, names: Names) -> Who | None:
    named = label.named or label.leaf
    if names.is_issuer(named):
        return Who(names.issuer, "row", "entity: the row names the issuer")
    if label.holder and label.named and not _pure_number(named):
        return Who(named, "row", f"entity: the row names a {label.holder}")
    name = _company(label.leaf, names)
    return Who(name, "row", f"entity: {name} in the row") if name else None


def _company(text: str, names: Names) -> str:
    if not text or names.is_issuer(text) or _NOT_NAMES.match(text):
        return ""
    if _COMPANY.search(text) and len(text) <= 80 and not re.search(r"[，。；的]", text):
        return text
    return names.opening(text)


def _pure_number(text: str) -> bool:
    return not re.search(r"[^\W\d_]", text)
