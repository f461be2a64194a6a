"""What a document is, and about whom: the facts that the whole document shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.core.document import Document, Profile
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.parse.calendar import Calendar
from pipeline.parse.currency import reporting_currency
from pipeline.parse.definitions import Definitions, read_definitions
from pipeline.parse.doctype import DocTypes
from pipeline.parse.html import Article
from pipeline.parse.issuer import find_issuer
from pipeline.parse.lines import page_lines, unspaced
from pipeline.parse.published import Published
from pipeline.parse.sidecar import Sidecar
from pipeline.quantity import Reader

_COVER_PAGES = 3
_LEAD = 120  # characters of an article within which its protagonist is named
_FRONT_PAGES = 15  # where an annual report prints its code and short name
_CODE = re.compile(
    r"(?:股票|证券|公司|股份|A股|H股)\s*(?:代码|代号|编号)\s*(?:\([^()]{1,12}\))?\s*[:]?\s*(?:[A-Z]{2,5}[:.]?)?(?P<code>\d{4,6})(?!\d)"
    r"|[Ss]tock\s+[Cc]ode\s*[:]?\s*(?:\([^()]{1,20}\))?\s*(?P<english>\d{3,6})(?!\d)"
)
_CODE_LABEL = re.compile(r"(?:股票|证券)代码|[Ss]tock [Cc]ode")
_BRACKETED = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z*]{2,12})\s*\(\s*(?P<code>\d{6}\s*\.\s*(?:SH|SZ|BJ)|\d{4,5}\s*\.\s*HK|\d{6})\s*\)",
    re.IGNORECASE,
)


class Profiler:
    """Reads a Profile. Built once, called with a document whose text, blocks and tables stand, and its sidecar."""

    def __init__(self, lexicon: Lexicon) -> None:
        reader = Reader(lexicon)
        self._types = DocTypes(lexicon)
        self._published = Published(reader)
        self._calendar = Calendar(reader)
        self._selves = {
            kind: frozenset(row.word for row in lexicon.rows("self_names") if row.meaning in kinds)
            for kind, kinds in {"filing": ("filing", "any"), "news": ("news", "any"), "en": ("en",)}.items()
        }
        self._all_selves = frozenset(row.word for row in lexicon.rows("self_names"))

    def filing(self, document: Document, sidecar: Sidecar) -> Profile:
        """The profile of a PDF."""
        cover = page_lines(document, 1, _COVER_PAGES)
        definitions = read_definitions(document, self._all_selves)
        doc_type, type_line = self._types(cover)
        doc_type = sidecar.doc_type or doc_type
        issuer = sidecar.issuer or find_issuer(cover, document, definitions)
        last = max((page.number for page in document.pages), default=0)
        published = sidecar.published or self._published.cover(cover, page_lines(document, max(_COVER_PAGES + 1, last - 1), last))
        year_end = sidecar.year_end or self._calendar.year_end(document.text)
        language = language_of(document.text)
        return Profile(
            doc_type=doc_type,
            title=_filing_title(issuer, type_line),
            issuer=issuer,
            stock_code=sidecar.stock_code or _stock_code(page_lines(document, 1, _FRONT_PAGES)),
            language=language,
            published=published or self._published.file_name(document.source),
            published_source=_source(sidecar, published, "cover", self._published.file_name(document.source)),
            currency=sidecar.currency or reporting_currency(document.text, language),
            year_end=year_end,
            report_end=self._calendar.report_end(doc_type, type_line, document, year_end),
            names=definitions.names,
            self_names=self._selves["en" if language == "en" else "filing"] | definitions.issuer_names,
        )

    def article(self, document: Document, sidecar: Sidecar, page: Article | None = None) -> Profile:
        """The profile of an article; `page` where it came as HTML."""
        lines = [unspaced(block.span.of(document.text)) for block in document.blocks if block.kind != "table"]
        definitions = read_definitions(document, self._all_selves)
        title = next((block.span.of(document.text) for block in document.blocks if block.level == 1), "")
        name, code = _protagonist(title, lines)
        name = name or _introduced(title, lines, definitions)
        published, source = self._article_date(document, sidecar, page, lines)
        language = language_of(document.text)
        issuer = sidecar.issuer or name
        return Profile(
            doc_type=sidecar.doc_type or "news",
            title=re.sub(r"^原(?:标题|標題)[：:]\s*", "", title),
            issuer=issuer,
            stock_code=sidecar.stock_code or code,
            language=language,
            published=published,
            published_source=source,
            currency=sidecar.currency or reporting_currency(document.text, language, is_article=True),
            year_end=sidecar.year_end or self._calendar.year_end(document.text),
            names=definitions.names,
            self_names=self._selves["en" if language == "en" else "news"],
        )

    def _article_date(
        self, document: Document, sidecar: Sidecar, page: Article | None, lines: Sequence[str]
    ) -> tuple[date | None, str]:
        if sidecar.published:
            return sidecar.published, "sidecar"
        visible = page.front_lines if page is not None else (*lines[:6], *lines[6:][-3:])
        if day := self._published.line(visible):
            return day, "line"
        if page is not None and (day := self._published.html(page.tree)):
            return day, "html"
        day = self._published.file_name(document.source)
        return day, "file_name" if day else ""


def _source(sidecar: Sidecar, found: date | None, where: str, named: date | None) -> str:
    if sidecar.published:
        return "sidecar"
    if found:
        return where
    return "file_name" if named else ""


def _filing_title(issuer: str, type_line: str) -> str:
    if not type_line or fold(issuer) in fold(type_line):
        return type_line
    return f"{issuer} {type_line}" if issuer and issuer.isascii() else issuer + type_line


def _stock_code(lines: Sequence[str]) -> str:
    """The code beside 股票代码 or Stock code, digits as printed; on the next line in a table."""
    for order, line in enumerate(lines):
        folded = fold(line)
        if match := _CODE.search(folded):
            return match["code"] or match["english"]
        if len(line) < 60 and _CODE_LABEL.search(folded):
            codes = re.findall(r"(?<!\d)\d{6}(?!\d)", fold(" ".join(lines[order + 1 : order + 3])))
            if codes:
                return str(codes[0])
    return ""


def _protagonist(title: str, lines: Sequence[str]) -> tuple[str, str]:
    """(name, code) of the company that an article is about: the one with its code in brackets that the title or the lead names.

    ("", "") where two companies bear a code and neither is named twice as often as the other: extract has better means.
    """
    text = fold("\n".join(lines))
    found: dict[str, tuple[str, int]] = {}
    for match in _BRACKETED.finditer(text):
        alone = match.start() == 0 or not text[match.start() - 1].isalnum()
        name = match["name"] if alone and len(match["name"]) <= 6 else _known_tail(match["name"], text)
        found.setdefault(name, (re.sub(r"\D", "", match["code"]), match.start()))
    early = [name for name, (_, at) in found.items() if name in fold(title) or at <= _LEAD]
    counts = Counter({name: text.count(name) for name in found})
    for name in early:
        if all(counts[name] >= 2 * count for other, count in counts.items() if other != name):
            return name, found[name][0]
    return "", ""


def _introduced(title: str, lines: Sequence[str], definitions: Definitions) -> str:
    """The only short name that the title bears and the lead introduces: 青禾精工股份有限公司（下称“青禾精工”）."""
    lead = "\n".join(lines)[: 3 * _LEAD]
    names = [name for name in definitions.names if name in title and name in lead]
    return names[0] if len(names) == 1 else ""


def _known_tail(name: str, text: str) -> str:
    """股东青禾精工 -> 青禾精工: the longest tail of the run before a bracket that the article goes on to use."""
    tails = [name[start:] for start in range(len(name) - 2)]
    most = max((text.count(tail) for tail in tails), default=0)
    return next((tail for tail in tails if text.count(tail) * 3 >= most and text.count(tail) > 1), name)


def language_of(text: str) -> str:
    """zh-Hans, zh-Hant or en, by the characters of the text."""
    sample = text[:200_000]
    han = [char for char in sample if "\u4e00" <= char <= "\u9fff"]
    latin = sum(char.isascii() and char.isalpha() for char in sample)
    if len(han) * 4 < latin:
        return "en"
    traditional = sum(fold(char) != char for char in han)
    return "zh-Hant" if traditional > 0.08 * len(han) else "zh-Hans"
