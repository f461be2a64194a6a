"""What a document is, and about whom: the facts that the whole document shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.core.document import Document, Profile
from pipeline.lexicon import Lexicon, Settings
from pipeline.lexicon.fold import fold
from pipeline.parse.calendar import Calendar
from pipeline.parse.codes import short_names, stock_code
from pipeline.parse.currency import reporting_currency
from pipeline.parse.definitions import read_definitions
from pipeline.parse.doctype import DocTypes
from pipeline.parse.issuer import find_issuer
from pipeline.parse.lines import page_lines, unspaced
from pipeline.parse.main_period import MainPeriod
from pipeline.parse.protagonist import coded_names, find_protagonist
from pipeline.parse.published import Published
from pipeline.parse.read import Readout
from pipeline.parse.sidecar import Sidecar, read_sidecar
from pipeline.quantity import Reader

_COVER_PAGES = 3
_SIGNED_PAGES = 6  # where a prospectus prints its date of signing
_FRONT_PAGES = 15  # where an annual report prints its code and short name
_REPORTS = ("annual_report", "interim_report")


class Profiler:
    """Gives a document its profile. Built once, called with what was read and the bytes of its sidecar, which wins.

    Raises DocumentError (sidecar) for a sidecar that cannot be read.
    """

    def __init__(self, _settings: Settings, lexicon: Lexicon) -> None:
        reader = Reader(lexicon)
        self._types = DocTypes(lexicon)
        self._published = Published(reader)
        self._calendar = Calendar(reader)
        self._main_period = MainPeriod(reader)
        self._selves = {
            kind: frozenset(row.word for row in lexicon.rows("self_names") if row.meaning in kinds)
            for kind, kinds in {"filing": ("filing", "any"), "news": ("news", "any"), "en": ("en",)}.items()
        }
        self._all_selves = frozenset(row.word for row in lexicon.rows("self_names"))

    def __call__(self, readout: Readout, sidecar: bytes = b"") -> Document:
        given = read_sidecar(sidecar)
        if readout.document.media_type == "application/pdf":
            return replace(readout.document, profile=self._filing(readout.document, given))
        return replace(readout.document, profile=self._article(readout, given))

    def _filing(self, document: Document, sidecar: Sidecar) -> Profile:
        cover = page_lines(document, 1, _COVER_PAGES)
        front = page_lines(document, 1, _FRONT_PAGES)
        definitions = read_definitions(document, self._all_selves)
        doc_type, type_line = self._types(cover)
        doc_type = sidecar.doc_type or doc_type
        language = language_of(document.text)
        issuer = sidecar.issuer or find_issuer(cover, document, definitions, language)
        last = max((page.number for page in document.pages), default=0)
        back = page_lines(document, max(_COVER_PAGES + 1, last - 1), last)
        found = sidecar.published or self._published.cover(cover, page_lines(document, 1, _SIGNED_PAGES), back)
        if found is None and doc_type in _REPORTS:
            found = self._published.approved(document.text)
        named = self._published.file_name(document.source)
        year_end = sidecar.year_end or self._calendar.year_end(document.text)
        listed = front if doc_type in _REPORTS else cover
        short = short_names(listed)
        return Profile(
            doc_type=doc_type,
            title=_filing_title(issuer, type_line),
            issuer=issuer,
            stock_code=sidecar.stock_code or stock_code(listed),
            language=language,
            published=found or named,
            published_source="sidecar" if sidecar.published else "cover" if found else "file_name" if named else "",
            currency=sidecar.currency or reporting_currency(document.text, language),
            year_end=year_end,
            report_end=self._calendar.report_end(doc_type, type_line, document, year_end),
            names={**definitions.names, **dict.fromkeys(short, issuer)} if issuer else definitions.names,
            self_names=self._selves["en" if language == "en" else "filing"] | definitions.issuer_names | short,
        )

    def _article(self, readout: Readout, sidecar: Sidecar) -> Profile:
        document = readout.document
        lines = [unspaced(block.span.of(document.text)) for block in document.blocks if block.kind != "table"]
        definitions = read_definitions(document, self._all_selves)
        title = next((block.span.of(document.text) for block in document.blocks if block.level == 1), "")
        name, code = find_protagonist(title, lines, definitions)
        coded = coded_names(lines)
        published, source = self._article_date(readout, sidecar, lines)
        language = language_of(document.text)
        issuer = sidecar.issuer or name
        year_end = sidecar.year_end or self._calendar.year_end(document.text)
        return Profile(
            doc_type=sidecar.doc_type or "news",
            title=re.sub(r"^原(?:标题|標題)[：:]\s*", "", title),
            issuer=issuer,
            stock_code=sidecar.stock_code or code,
            language=language,
            published=published,
            published_source=source,
            currency=sidecar.currency or reporting_currency(document.text, language, is_article=True),
            year_end=year_end,
            main_period=None if not issuer and len(coded) > 1 else self._main_period(title, lines, published, year_end),
            names={**{word: word for word in coded}, **definitions.names},
            self_names=self._selves["en" if language == "en" else "news"],
        )

    def _article_date(self, readout: Readout, sidecar: Sidecar, lines: Sequence[str]) -> tuple[date | None, str]:
        if sidecar.published:
            return sidecar.published, "sidecar"
        is_page = readout.document.media_type == "text/html"
        visible = readout.front_lines if is_page else (*lines[:6], *lines[6:][-3:])
        if day := self._published.line(visible) or self._published.dateline(lines[:3]):
            return day, "line"
        if readout.page_date:
            return readout.page_date, "html"
        day = self._published.file_name(readout.document.source)
        return day, "file_name" if day else ""


def _filing_title(issuer: str, type_line: str) -> str:
    if not type_line or fold(issuer) in fold(type_line):
        return type_line
    return f"{issuer} {type_line}" if issuer and issuer.isascii() else issuer + type_line


def language_of(text: str) -> str:
    """zh-Hans, zh-Hant or en, by the characters of the text."""
    sample = text[:200_000]
    han = [char for char in sample if "\u4e00" <= char <= "\u9fff"]
    latin = sum(char.isascii() and char.isalpha() for char in sample)
    if len(han) * 4 < latin:
        return "en"
    traditional = sum(fold(char) != char for char in han)
    return "zh-Hant" if traditional > 0.08 * len(han) else "zh-Hans"
