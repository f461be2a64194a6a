"""Short names that a document defines: 释义 tables, （以下简称“X”）, 「X」 指 …, (the “X”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.core.document import Document, Table
from pipeline.lexicon.fold import fold
from pipeline.parse.orgnames import leading, trailing

# Patterns run on folded text (simplified script, half width), so that they serve both scripts.
_QUOTES = "“”\"「」『』‘’'"
_BRACKETS = (
    re.compile(
        r"\((?:[^()]{0,30}[,;])?\s*(?:以下|下|统|合)?\s*(?:简称|称|亦称|又称)\s*(?:为|作)?\s*:?\s*(?P<names>[^()]{1,60}?)\s*\)"
    ),
    re.compile(rf"\(\s*(?P<names>[{_QUOTES}][^()]{{1,40}}?[{_QUOTES}])\s*\)"),
    re.compile(r"\((?:[^()]{0,60}[,;] )?(?:the |collectively,? (?:the )?)?[“\"](?P<names>[A-Z][^”\"()]{0,40})[”\"]\)"),
)
_SPLIT = re.compile(r"[、,，;/]|\s*(?:或|及|和|or|and)\s*(?=[“\"「『])")
_CLAUSE = re.compile(r"[。;:!?]|,(?! ?(?:Ltd|Inc|LLC|L\.P\.))")
_MEANS = re.compile(r"^(?P<term>.{0,60}?)(?:^|[ \t\u3000:：]+)指(?:[ \t\u3000:：]+(?P<meaning>.*)|$)")
_TERM_LENGTH = 40
_WINDOW = 80  # characters before a bracket in which the full name must stand


@dataclass(frozen=True, slots=True)
class Definitions:
    """names: short name -> full name, for organisations only. issuer: what 本公司 or 发行人 stands for, "" unknown.

    issuer_names are the other words of the definition that names the issuer: its short names.
    """

    names: Mapping[str, str]
    issuer: str = ""
    issuer_names: frozenset[str] = frozenset()


def read_definitions(document: Document, selves: frozenset[str]) -> Definitions:
    """All definitions of a document; where a word is defined twice, the first that names an organisation stays.

    selves  the words that mean whoever speaks (公司, 发行人), in simplified script: their definition names the issuer
    """
    names: dict[str, str] = {}
    own: list[tuple[str, tuple[str, ...]]] = []
    for terms, full in _defined(document):
        mine = tuple(term for term in terms if fold(term) not in selves)
        if len(mine) < len(terms):
            own.append((full, mine))
        for term in mine:
            if term != full and 2 <= len(term) <= 30:
                names.setdefault(term, full)
    issuer = own[0][0] if own else ""
    return Definitions(names, issuer, frozenset(term for full, terms in own if full == issuer for term in terms if len(term) > 1))


def _defined(document: Document) -> Iterator[tuple[tuple[str, ...], str]]:
    """(terms, organisation) in the order of trust: tables of 释义, their lines, then brackets in the text."""
    for table in document.tables:
        yield from _of_rows(_of_table(table))
    yield from _of_rows(_of_lines(document.text))
    for piece in _pieces(document):
        yield from _of_brackets(piece)


def _of_rows(rows: Iterator[tuple[str, str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    for terms, meaning in rows:
        if full := leading(meaning):
            yield terms_of(terms), full


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text)
    for texts in rows.values():
        if len(texts) == 3 and texts[1].strip(" :：") == "指":
            yield texts[0], texts[2]
        elif len(texts) == 2 and texts[1].startswith("指"):
            yield texts[0], texts[1][1:]


def _of_lines(text: str) -> Iterator[tuple[str, str]]:
    """term 指 meaning, a row of a table without rules; long terms wrap, above the line of 指 and, where it is centred, below."""
    lines = [line.strip() for line in text.split("\n")]
    for at, line in enumerate(lines):
        match = _MEANS.match(line)
        if match is None:
            continue
        parts = [match["term"]] if match["term"] else []
        above = at - 1
        while above >= 0 and at - above <= 3 and _is_term(lines[above]) and (not parts or lines[above].endswith("、")):
            parts.insert(0, lines[above])
            above -= 1
        if parts and parts[-1].endswith("、") and at + 1 < len(lines) and _is_term(lines[at + 1]):
            parts.append(lines[at + 1])
        meaning = match["meaning"] or (lines[at + 1] if at + 1 < len(lines) else "")
        if parts:
            yield "".join(parts), meaning


def _is_term(line: str) -> bool:
    return bool(line) and len(line) <= _TERM_LENGTH and not re.search(r"[。；;]|(?:^|\s)指(?:\s|$)", line)


def _pieces(document: Document) -> Iterator[str]:
    """Texts in which a name and its bracket stand together: each block that is no table, each cell with a bracket."""
    for block in document.blocks:
        if block.kind not in ("table", "furniture"):
            yield block.span.of(document.text)
    for table in document.tables:
        yield from (cell.text for cell in table.cells if "(" in cell.text or "（" in cell.text)


def _of_brackets(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    folded = fold(text)
    for pattern in _BRACKETS:
        for match in pattern.finditer(folded):
            if full := _before(text, folded, match.start()):
                yield terms_of(text[match.start("names") : match.end("names")]), full


def _before(text: str, folded: str, end: int) -> str:
    """The organisation that ends right before a bracket, within its clause; a line end inside it is no end."""
    start = max(0, end - _WINDOW)
    cuts = [match.end() for match in _CLAUSE.finditer(folded, start, end)]
    start = cuts[-1] if cuts else start
    clause = text[start:end].strip()
    clause = clause.replace("\n", " " if clause.isascii() else "")
    return trailing(clause, fold(clause))


def terms_of(text: str) -> tuple[str, ...]:
    """The words that one definition defines: “发行人”、“公司” or 本公司/公司/青禾股份 -> three of them."""
    parts = (part.strip(f" \u3000：:{_QUOTES}") for part in _SPLIT.split(text.replace("\n", "")))
    return tuple(part for part in parts if part)
