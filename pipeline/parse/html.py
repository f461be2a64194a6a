"""An article as a web page: title, body and date by trafilatura, its tables kept as grids, everything else dropped."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from pipeline.core.document import Block, Cell, CellKind, Table
from pipeline.core.errors import DocumentError
from pipeline.core.ids import table_id
from pipeline.core.place import Span
from pipeline.parse.html_table import Grid, is_nil, is_numeric, read_grid
from pipeline.parse.pagedate import page_date

# trafilatura's own floors are for English pages; an announcement of forty characters is a whole Chinese article.
_FLOORS = {"MIN_EXTRACTED_SIZE": "10", "MIN_OUTPUT_SIZE": "1", "MIN_FILE_SIZE": "1", "EXTENSIVE_DATE_SEARCH": "off"}
_MARK = re.compile(r"\u2997t(\d+)\u2998")
_SENTENCE = re.compile(r"[。！？，；：]|[.,;:!?](?:\s|$)")
_UNIT_LINE = re.compile(r"^[（(]?(?:(?:金额|货币|计量)?单位|單位|[Uu]nit)")
_UNIT_LENGTH = 40
_INLINE = frozenset(
    ("a", "b", "i", "em", "strong", "span", "font", "time", "label", "small", "u", "sup", "sub", "hi", "ref", "del")
)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # lxml reads these but takes them back from nobody
_SPACE = re.compile(r"[ \t\r\n\xa0\u200b]+")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says. `text` is put together here: title, then one line a paragraph and one line a table cell."""

    title: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    page_date: date | None  # of publication, in the page's own data
    front_lines: tuple[str, ...]  # what the page shows between its headline and its first paragraph


class ParseHtml:
    """Reads a page. Built once, called with (doc_id, decoded page)."""

    def __init__(self) -> None:
        self._config = use_config()
        for name, value in _FLOORS.items():
            self._config.set("DEFAULT", name, value)

    def __call__(self, doc_id: str, page: str) -> Article:
        """The article of a page. Raises DocumentError (no_article) where none can be told from menus and footers."""
        tree = parse_tree(page)
        grids = _mark_tables(tree)
        _sections_to_paragraphs(tree)
        found = trafilatura.bare_extraction(
            copy.deepcopy(tree), config=self._config, include_comments=False, include_tables=True, with_metadata=False
        )
        title = _title(tree)
        body = getattr(found, "body", None)
        builder = _Builder(doc_id)
        builder.heading(title, 1)
        for kind, text in _pieces(body):
            builder.piece(kind, text, grids)
        if not builder.has_body:
            raise DocumentError("no article in the page", "running text in its body", "Save the article's own page", "no_article")
        first = next((b.span.of("".join(builder.parts)) for b in builder.blocks if b.kind == "paragraph"), "")
        front = tuple(_front_lines(tree, title, first))
        return Article(title, "".join(builder.parts), tuple(builder.blocks), tuple(builder.tables), page_date(tree), front)


def parse_tree(page: str) -> HtmlElement:
    """The page as a tree, scripts and comments taken out. Raises DocumentError (no_article) for a page without elements."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", _NO_XML.sub("", page.lstrip("\ufeff")))
    try:
        tree = html.document_fromstring(bare)
    except (etree.ParserError, ValueError) as error:
        raise DocumentError(f"{error}", "an HTML page with an article", "Save the page again", "no_article") from error
    return tree


def _mark_tables(tree: HtmlElement) -> list[Grid]:
    """Read every data table, and write its number into its first cell, so that it is known again in the extract.

    A table that only lays the page out becomes divisions: else its cells would count as data and their paragraphs be lost.
    """
    grids: list[Grid] = []
    layout: list[HtmlElement] = []
    for node in tree.iter("table"):
        grid = read_grid(node)
        first = next((cell for cell in node.iter("td", "th")), None)
        if grid is None:
            layout.append(node)
        elif first is not None:
            first.text = f"\u2997t{len(grids)}\u2998{first.text or ''}"
            grids.append(grid)
    parts = [part for node in layout for part in node.iter("tbody", "thead", "tr", "td", "th")]
    for part in [*(part for part in parts if next(part.iterancestors("table"), None) in layout), *layout]:
        part.tag = "div"
    return grids


def _sections_to_paragraphs(tree: HtmlElement) -> None:
    """A <section> that holds nothing but inline text is how mobile editors write a paragraph."""
    for node in tree.xpath("//section[normalize-space()][not(.//section or .//p or .//div or .//table or .//ul or .//ol)]"):
        node.tag = "p"


def _title(tree: HtmlElement) -> str:
    """The page's headline: og:title, the only <h1>, or the part of <title> before the site's name."""
    for path in ("//meta[@property='og:title']/@content", "//h1"):
        found = tree.xpath(path)
        if len(found) == 1:
            text = found[0] if isinstance(found[0], str) else "".join(found[0].itertext())
            if squeeze(text):
                return squeeze(text)
    whole = squeeze("".join(tree.xpath("//head/title//text()")))
    return re.split(r"\s*[_|｜]\s*|\s+[-–—]\s+|[-–—](?=[^-–—]{2,8}$)", whole)[0]


def _front_lines(tree: HtmlElement, title: str, first: str) -> Iterator[str]:
    """Source, time and author: the page's lines after the headline (from its last mention on) up to the article's first words."""
    lines = [line for node in tree.xpath("//body") for line in _shown(node)]
    end = next((at for at, line in enumerate(lines) if first and first[:20] in line), len(lines))
    start = max((at for at, line in enumerate(lines[:end]) if title and title in line), default=max(0, end - 8))
    yield from lines[start + 1 : end] if title and title in lines[start : start + 1] else lines[start:end]


def _shown(node: HtmlElement) -> Iterator[str]:
    """The visible text of an element, one line a block-level element."""
    text = node.text or ""
    for child in node:
        if not isinstance(child.tag, str) or child.tag in ("script", "style", "noscript"):
            text += child.tail or ""
        elif child.tag in _INLINE:
            text += " ".join(_shown(child)) + (child.tail or "")
        else:
            if squeeze(text):
                yield squeeze(text)
            yield from _shown(child)
            text = child.tail or ""
    if squeeze(text):
        yield squeeze(text)


def squeeze(text: str) -> str:
    """White space of markup as single spaces."""
    return _SPACE.sub(" ", text).strip(" \u3000")


def _pieces(body: etree._Element | None) -> Iterator[tuple[str, str]]:
    """(kind, text) of the extract in order: paragraph, heading, or table with its mark as text."""
    text = ""
    for node in _walk(body) if body is not None else ():
        if isinstance(node, str):
            text += node
            continue
        if squeeze(text):
            yield "paragraph", squeeze(text)
        text = ""
        if node.tag == "table":
            for mark in _MARK.finditer("".join(node.itertext())):
                yield "table", mark.group(1)
        elif node.tag == "head" and squeeze("".join(node.itertext())):
            yield "heading", squeeze("".join(node.itertext()))
    if squeeze(text):
        yield "paragraph", squeeze(text)


def _walk(node: etree._Element) -> Iterator[str | etree._Element]:
    """The texts of an element, and between them each element at which a line ends; tables and headings are not entered."""
    if node.text:
        yield node.text
    for child in node:
        if child.tag in ("table", "head"):
            yield child
        elif child.tag in _INLINE:
            yield from _walk(child)
        else:
            yield child
            yield from _walk(child)
            yield child
        if child.tail:
            yield child.tail


@dataclass(slots=True)
class _Builder:
    """Lays pieces one under the other and keeps their places."""

    doc_id: str
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    offset: int = 0

    @property
    def has_title(self) -> bool:
        return bool(self.blocks) and self.blocks[0].level == 1

    @property
    def has_body(self) -> bool:
        """Whether anything was put in that an article is made of: a sentence or a table, not the words of a menu."""
        return bool(self.tables) or any(_SENTENCE.search(part) for part in self.parts[2 * self.has_title :])

    def heading(self, text: str, level: int) -> None:
        if text:
            self.blocks.append(Block("heading", self._put(text), level=level))
            self.seen.add(text)

    def piece(self, kind: str, text: str, grids: list[Grid]) -> None:
        if kind == "table":
            if text not in self.seen:
                self._table(grids[int(text)])
                self.seen.add(text)
        elif kind == "heading":
            if text not in self.seen:
                self.heading(text, 2)
        elif not (len(self.blocks) == 1 and text in self.seen):  # the headline once more
            self.blocks.append(Block("paragraph", self._put(text)))

    def _put(self, text: str) -> Span:
        span = Span(self.offset, self.offset + len(text))
        self.parts += (text, "\n")
        self.offset += len(text) + 1
        return span

    def _unit_above(self) -> str:
        """A short paragraph right before a table that states its unit."""
        before = self.parts[-2] if self.parts else ""
        if len(before) > _UNIT_LENGTH or not _UNIT_LINE.match(before):
            return ""
        self.blocks[-1] = replace(self.blocks[-1], kind="caption")
        return before

    def _table(self, grid: Grid) -> None:
        name = table_id(self.doc_id, 0, len(self.tables))
        unit_line = grid.unit_line or self._unit_above()
        for line in (grid.caption, grid.unit_line):
            if line:
                self.blocks.append(Block("caption", self._put(line)))
        cells = []
        for cell in grid.cells:
            span = self._put(cell.text) if cell.text else Span(self.offset, self.offset)
            kind = _cell_kind(cell.text, cell.row < grid.header_rows, cell.col < grid.stub_cols)
            cells.append(Cell(cell.row, cell.col, cell.text, span, cell.row_span, cell.col_span, kind=kind, indent=cell.indent))
        self.blocks.append(Block("table", Span(cells[0].span.start, self.offset - 1), table_id=name))
        titles = (grid.caption, unit_line, "above" if unit_line else "")
        self.tables.append(Table(name, tuple(cells), grid.rows, grid.cols, grid.header_rows, grid.stub_cols, "html", *titles))


def _cell_kind(text: str, in_header: bool, in_stub: bool) -> CellKind:
    if in_header:
        return "header"
    if in_stub:
        return "label"
    if is_nil(text):
        return "nil"
    return "figure" if is_numeric(text) else "other"
