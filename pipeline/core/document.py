"""A parsed document: one text, and what stands where in it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import Literal

from pipeline.core.period import Period
from pipeline.core.place import Box, PageBox, Span

BlockKind = Literal["paragraph", "heading", "table", "furniture", "chart", "caption", "note", "contents"]
CellKind = Literal["label", "header", "figure", "nil", "other"]
TableMethod = Literal["ruled", "half_ruled", "borderless", "html"]
DocType = Literal["prospectus", "annual_report", "interim_report", "bond_prospectus", "announcement", "news", "other"]


NOTES = frozenset({"text_outside_page", "readers_differ", "ocr"})
"""Codes of warnings by which nothing printed is lost: text that is not on the page, a difference that a third reader settled,
a page read from its picture."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Partial failure as a value: what could not be read well, and where. `page` is 0 for the whole document."""

    code: str  # readers_differ, no_text_layer, garbled_text, text_outside_page, ...
    message: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is, and about whom: read from its first pages, its sidecar wins."""

    doc_type: DocType = "other"
    title: str = ""
    issuer: str = ""  # full name as the document prints it; "" for news unless one protagonist is plain
    stock_code: str = ""  # as printed, digits kept as text: 000001, 02513
    language: str = ""  # zh-Hans, zh-Hant, en
    published: date | None = None
    published_source: str = ""  # sidecar, line, html, cover, file_name; "" when unknown
    currency: str = ""  # ISO; "" when the document does not say
    year_end: tuple[int, int] = (12, 31)  # month, day on which its financial years end
    report_end: date | None = None  # last day of the newest period reported on (annual report 2021: 2021-12-31)
    main_period: Period | None = None  # what an article or notice is about (2024年年报), by title or lead; None for filings
    names: Mapping[str, str] = field(default_factory=dict)  # 简称 -> full name, from 释义, 以下简称, （"X"）
    self_names: frozenset[str] = frozenset()  # words that mean the issuer: 公司, 本公司, 发行人


@dataclass(frozen=True, slots=True)
class Page:
    """One page as shown, upright."""

    number: int  # from 1
    width: float
    height: float
    span: Span  # its characters in the document's text
    flags: frozenset[str] = frozenset()  # readers_differ, no_text_layer, garbled_text, ocr, two_columns, landscape


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table or piece of furniture; blocks tile the text in reading order.

    A paragraph that crosses a page is one block; `page` is where it begins.
    """

    kind: BlockKind
    span: Span
    page: int = 0  # 0 for articles
    section_path: tuple[str, ...] = ()
    level: int = 0  # of a heading, from 1
    table_id: str = ""  # of a table block (a table over pages has one block a page)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed, wrapped lines joined. Its text is a slice of the document's text.

    `indent` counts levels of indentation of a row label, 0 for none.
    """

    row: int
    col: int
    text: str
    span: Span
    row_span: int = 1
    col_span: int = 1
    page: int = 0
    boxes: tuple[PageBox, ...] = ()
    kind: CellKind = "other"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One printed table, over all its pages. Rows and columns count from 0; the first `header_rows` rows are its header."""

    table_id: str
    cells: tuple[Cell, ...]  # by row, then column; empty cells that the print has are there with text ""
    rows: int
    cols: int
    header_rows: int
    stub_cols: int = 1  # leading columns that hold labels (0 for a table without labels)
    method: TableMethod = "ruled"
    caption: str = ""
    unit_line: str = ""  # as printed: 单位：万元
    unit_source: str = ""  # where the unit line stood: above, page_before, section, below, header; "" none
    notes: tuple[str, ...] = ()
    section_path: tuple[str, ...] = ()
    page_first: int = 0
    page_last: int = 0
    flags: frozenset[str] = frozenset()  # header_missing, continued, key_value, transposed, ...


class CharMap:
    """Where each character of a text is printed: page and box, or nowhere (a joint that the parser put in).

    pages  array of unsigned, one a character: the page, 0 for nowhere
    boxes  array of float, four a character: x0, top, x1, bottom
    """

    __slots__ = ("_boxes", "_pages")

    def __init__(self, pages: array[int], boxes: array[float]) -> None:
        if len(boxes) != 4 * len(pages):
            raise ValueError(f"{len(pages)} characters but {len(boxes)} coordinates")
        self._pages = pages
        self._boxes = boxes

    @classmethod
    def empty(cls) -> CharMap:
        return cls(array("I"), array("f"))

    def __len__(self) -> int:
        return len(self._pages)

    def at(self, index: int) -> PageBox | None:
        """The place of one character."""
        page = self._pages[index] if index < len(self._pages) else 0
        if not page or isnan(self._boxes[4 * index]):
            return None
        return PageBox(page, Box(*self._boxes[4 * index : 4 * index + 4]))

    def boxes(self, span: Span) -> tuple[PageBox, ...]:
        """One box for each printed line that the span touches, in reading order."""
        lines: list[list[float]] = []  # page, x0, top, x1, bottom: plain numbers, for this runs for every number of a filing
        for index in range(span.start, min(span.end, len(self._pages))):
            page = self._pages[index]
            x0, top, x1, bottom = self._boxes[4 * index : 4 * index + 4]
            if not page or x0 != x0:  # noqa: PLR0124 - not a number: printed nowhere
                continue
            last = lines[-1] if lines else None
            if last and last[0] == page and last[2] <= (top + bottom) / 2 <= last[4] and x0 >= last[1] - 1:
                last[1:] = min(last[1], x0), min(last[2], top), max(last[3], x1), max(last[4], bottom)
            else:
                lines.append([page, x0, top, x1, bottom])
        return tuple(PageBox(int(page), Box(*sides)) for page, *sides in lines)


@dataclass(frozen=True, slots=True)
class Document:
    """What parse makes of one file.

    text      as printed; a .txt article's decoded file unchanged; for PDF all pages in reading order, cells included
    blocks    tile the text (white space between them apart), in order
    """

    doc_id: str
    source: str  # path under raw/
    sha256: str
    size: int  # bytes
    media_type: str  # text/plain, text/html, application/pdf
    encoding: str  # of text and html: utf-8, gb18030, big5; "" for PDF
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    chars: CharMap = field(default_factory=CharMap.empty)
    profile: Profile = field(default_factory=Profile)
    warnings: tuple[Warning, ...] = ()
    marks: tuple[Span, ...] = ()  # raised note marks in the text; their digits are note references
    doubts: tuple[Span, ...] = ()  # characters of pages read by OCR of which it was not sure, in order

    @property
    def is_partial(self) -> bool:
        """Whether something that is printed could not be read."""
        return any(warning.code not in NOTES for warning in self.warnings)

    def page_at(self, offset: int) -> int:
        """The page on which a character is printed, from 1; 0 in an article."""
        here = self.chars.at(offset) if len(self.chars) else None
        if here is not None:
            return here.page
        return next((page.number for page in self.pages if page.span.start <= offset < page.span.end), 0)
