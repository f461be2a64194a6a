"""Short names that a document defines: 释义 tables, （以下简称“X”）, 「X」 指 …, (the “X”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.core.document import Document, Table
from pipeline.lexicon.fold import fold

# Patterns run on folded text (simplified script, half width), so that they serve both scripts.
_ORG_END = (
    r"(?:股份有限公司|有限责任公司|有限公司|总公司|分公司|公司|合伙企业(?:\([^()]{2,12}\))?|中心(?:\([^()]{2,12}\))?|银行|交易所|事务所(?:\([^()]{2,12}\))?"
    r"|研究院|研究所|大学|学院|委员会|基金会|集团|厂|协会|商会|管理局|信用社)"
)
_ENGLISH_ORG = r"(?:Co\.?,? ?Ltd\.?|Limited|Ltd\.?|Inc\.?|Incorporated|Corporation|Corp\.?|Company|Holdings?|Group|PLC|plc|LLC|LLP|L\.P\.|LP|S\.A\.|AG|GmbH|N\.V\.|B\.V\.)"
_WHOLE_ORG = re.compile(
    rf"^(?:[\w()·&\-.\s,'+*/]{{2,60}}?{_ORG_END}|[A-Z][\w()&\-.,'’ ]{{2,80}}?{_ENGLISH_ORG})(?:\([^()]{{2,8}}\))?$"
)
_QUOTES = "“”\"「」『』‘’'"
_CALLED = re.compile(
    r"\(\s*(?:原名[^()]{0,30}[,，])?\s*(?:以下|下|统|合)?\s*(?:简称|称|亦称|又称)\s*(?:为|作)?\s*[:]?\s*(?P<names>[^()]{1,60}?)\s*\)"
)
_QUOTED_ONLY = re.compile(rf"\(\s*(?P<names>[{_QUOTES}][^()]{{1,40}}?[{_QUOTES}])\s*\)")
_THE = re.compile(r"\(\s*(?:the |collectively,? (?:the )?|together,? (?:the )?)?[“\"](?P<names>[A-Z][^”\"()]{0,40})[”\"]\s*\)")
_SPLIT = re.compile(r"[、,，;/]|\s*(?:或|及|和|or|and)\s*(?=[“\"「『])")
_CLAUSE = re.compile(r"[，。；,;:：\n!?！？]")
_LINE = re.compile(r"^\s*(?P<term>[^\n。；;]{1,60}?)\s+指\s*[:：]?\s*(?P<meaning>[^\n]{2,120})", re.MULTILINE)
_SELF = frozenset(
    [
        "公司",
        "本公司",
        "发行人",
        "本行",
        "我行",
        "我们",
        "集团",
        "本集团",
        "贵公司",
        "上市公司",
        "股份公司",
        "我公司",
        "该公司",
        "the",
        "Company",
        "Company",
        "the",
        "Issuer",
        "Issuer",
        "we",
        "us",
        "our",
        "the",
        "Group",
        "Group",
    ]
)
_NOT_BY_ITSELF = re.compile(r"^(?:本次|本公司|公司|发行人|我们|其|该|上述|经|由|或|除|根据|指)")
_LEFT_EDGE = "由与及和为是向对于将被让据即给在从经系受以该各有至"


@dataclass(frozen=True, slots=True)
class Definitions:
    """names: short name -> full name, for organisations only. issuer: what 本公司 or 发行人 stands for, "" unknown."""

    names: Mapping[str, str]
    issuer: str = ""
    issuer_names: frozenset[str] = frozenset()


def read_definitions(document: Document) -> Definitions:
    """All definitions of a document; where a word is defined twice, the first that names an organisation stays."""
    names: dict[str, str] = {}
    selves: list[tuple[str, tuple[str, ...]]] = []
    for terms, meaning in _defined(document):
        full = organisation(meaning)
        if not full:
            continue
        mine = tuple(term for term in terms if fold(term) not in _SELF)
        if len(mine) < len(terms):
            selves.append((full, mine))
        for term in mine:
            if term != full and 2 <= len(term) <= 30:
                names.setdefault(term, full)
    issuer = selves[0][0] if selves else ""
    own = frozenset(term for full, terms in selves if full == issuer for term in terms)
    return Definitions(names, issuer, own)


def _defined(document: Document) -> Iterator[tuple[tuple[str, ...], str]]:
    """(terms, meaning) in the order of trust: tables of 释义, their lines, then brackets in the text."""
    for table in document.tables:
        yield from _of_table(table)
    yield from _of_lines(document.text)
    yield from _of_brackets(document.text)


def _of_table(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text)
    for texts in rows.values():
        if len(texts) == 3 and texts[1].strip(" :：") == "指":
            yield terms_of(texts[0]), texts[2]
        elif len(texts) == 2 and texts[1].startswith("指"):
            yield terms_of(texts[0]), texts[1][1:]


def _of_lines(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for match in _LINE.finditer(text):
        yield terms_of(match["term"]), match["meaning"].strip()


def _of_brackets(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    folded = fold(text)
    for pattern in (_CALLED, _QUOTED_ONLY, _THE):
        for match in pattern.finditer(folded):
            full = _before(text, folded, match.start())
            if full:
                yield terms_of(text[match.start("names") : match.end("names")]), full


def _before(text: str, folded: str, end: int) -> str:
    """The organisation that ends right before a bracket, as long as its clause lets it be."""
    start = max(0, end - 80)
    window = folded[start:end].rstrip()
    cuts = [match.end() for match in _CLAUSE.finditer(window)]
    offset = start + (cuts[-1] if cuts else 0)
    clause = window[offset - start :]
    english = re.search(rf"(?:[A-Z][\w()&\-.’']*,? ?)+?{_ENGLISH_ORG}$", clause)
    if english:
        return text[offset + english.start() : offset + len(clause)].strip()
    if not re.search(rf"{_ORG_END}(?:\([^()]{{2,8}}\))?$", clause):
        return ""
    found = 0
    for index, char in enumerate(clause[:-6]):
        if char in _LEFT_EDGE + _QUOTES and clause[index + 1 :]:
            found = index + 1
    return text[offset + found : offset + len(clause)].strip(" " + _QUOTES)


def terms_of(text: str) -> tuple[str, ...]:
    """The words that one definition defines: “发行人”、“公司” or 本公司/公司/华山股份 -> three of them."""
    parts = (part.strip(f" \u3000：:{_QUOTES}") for part in _SPLIT.split(text.replace("\n", "")))
    return tuple(part for part in parts if part)


def organisation(meaning: str) -> str:
    """The organisation's name with which a definition begins, "" where it begins with something else."""
    text = re.sub(r"\s*\n\s*", "", meaning).strip(" 。")
    folded = fold(text)
    if _NOT_BY_ITSELF.match(folded):
        return ""
    for end in sorted(
        {
            match.start()
            for match in re.finditer(r"[,，。;；:：]|的(?=前身)|及其|或其|\((?!有限|普通|特殊|[\u4e00-\u9fff]{2,4}\))", folded)
        }
        | {len(folded)}
    ):
        head = folded[:end].strip()
        if _WHOLE_ORG.match(head):
            return text[:end].strip()
    return ""
