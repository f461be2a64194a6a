"""The tree of headings: from bookmarks, the contents page, numbers, type, and running headers where nothing else does."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.lexicon.fold import fold
from pipeline.parse.pdf.contents import TITLE as CONTENTS_TITLE
from pipeline.parse.pdf.numbering import rank, strip_number
from pipeline.parse.pdf.paragraphs import Paragraph

_LONGEST = 46  # characters of a Chinese heading; a Latin one may have three times as many
_ENDED = re.compile(r"[。！？；;，,、…]\s*$")
_CLAUSE = re.compile(r"[。；！？]")
_LEADER = re.compile(r"\s*(?:[.．…·・]\s*){3,}.*$")
_KEEP = re.compile(r"[^\w]+")
_FIGURES = re.compile(r"[\d,.%％()（）\-–—\s元万亿千百股]+")
_TICK = re.compile(r"[√□☑☐✓■]\s*(?:不?适用|不?適用|是|否)")
_LABEL = re.compile(r".{2,}[:：].*\w")
_ASIDE = re.compile(r"[*＊]?\s*(?:[资資]料|[数數]据)?[来來]源|附?[注註]\s*[：:]|Sources?\s*:|Notes?\s*:", re.IGNORECASE)
_UNIT = re.compile(r"[（(]?\s*(?:金额)?(?:单位|單位|币种|幣種|unit)\s*[：:]", re.IGNORECASE)
_BODY, _LARGE, _BOLD = 2.0, 2.5, 4.5  # weights of headings without number
_TOP = -20.0  # bookmarks and running headers rank above all that is read from type


@dataclass(slots=True)
class Item:
    """A paragraph or a table in the flow of the document, with the section it stands in."""

    page: int
    paragraph: Paragraph | None = None
    table: object = None
    section_path: tuple[str, ...] = ()


@dataclass(slots=True)
class _Outline:
    """Bookmarks by page, and which weight numbers of a rank have where bookmarks name them."""

    by_page: dict[int, list[tuple[int, str, str]]] = field(default_factory=lambda: defaultdict(list))
    rank_weight: dict[int, float] = field(default_factory=dict)
    contents: frozenset[str] = frozenset()


class Sections:
    """Says which paragraphs are headings and gives every item its path. Built once a document.

    bookmarks  (level from 1, title, page)
    headers    page -> its running header, the words that change from section to section
    """

    def __init__(self, bookmarks: Sequence[tuple[int, str, int]], headers: Mapping[int, str]) -> None:
        self._bookmarks, self._headers = bookmarks, headers

    def __call__(self, items: Sequence[Item]) -> None:
        paragraphs = [item.paragraph for item in items if item.paragraph is not None]
        outline = self._outline(paragraphs)
        body = _body_size(paragraphs)
        named = bool(self._bookmarks) or any(_short(p) and rank(p.text) in (1, 2) for p in paragraphs)
        headers = {} if named else self._headers
        stack: list[tuple[float, str]] = []
        page = 0
        for place, item in enumerate(items):
            if item.page != page:
                page = item.page
                self._turn_page(stack, page, outline, headers, items, place)
            paragraph = item.paragraph
            if paragraph is not None and (weight := self._weight(items, place, outline, body)) is not None:
                while stack and stack[-1][0] >= weight:
                    stack.pop()
                stack.append((weight, _title(paragraph.text)))
                paragraph.kind, paragraph.level = "heading", len(stack)
            item.section_path = tuple(title for _, title in stack)

    def _outline(self, paragraphs: Sequence[Paragraph]) -> _Outline:
        outline = _Outline()
        for level, title, page in self._bookmarks:
            if page and _key(title):
                outline.by_page[page].append((level, _title(title), _key(title)))
        levels: dict[int, Counter[int]] = defaultdict(Counter)
        for level, title, _ in self._bookmarks:
            if rank(title):
                levels[rank(title)][level] += 1
        outline.rank_weight = {order: _TOP + counts.most_common(1)[0][0] for order, counts in levels.items()}
        listed = (_key(_LEADER.sub("", p.text)) for p in paragraphs if p.kind == "contents")
        outline.contents = frozenset(key for key in listed if key)
        return outline

    @staticmethod
    def _turn_page(
        stack: list[tuple[float, str]],
        page: int,
        outline: _Outline,
        headers: Mapping[int, str],
        items: Sequence[Item],
        place: int,
    ) -> None:
        """Sections that begin with a page and are named nowhere in its text: by a bookmark or a new running header."""
        for level, title, key in outline.by_page.get(page, ()):
            on_page = (item.paragraph for item in items[place : place + 60] if item.page == page and item.paragraph is not None)
            if any(_key(paragraph.text) == key for paragraph in on_page):
                continue
            if level == 1:
                stack[:] = [(_TOP + level, title)]
        header = headers.get(page, "")
        if header and (not stack or stack[0] != (_TOP, header)):
            stack[:] = [(_TOP, header)]

    def _weight(self, items: Sequence[Item], place: int, outline: _Outline, body: float) -> float | None:
        """How high a heading stands, low numbers first; None for what is no heading."""
        paragraph = items[place].paragraph
        if paragraph is None or paragraph.kind != "paragraph" or not _may_head(paragraph):
            return None
        text, key, order = paragraph.text, _key(paragraph.text), rank(paragraph.text)
        for page in (items[place].page, items[place].page - 1):
            for level, _, title in outline.by_page.get(page, ()):
                if title == key:
                    return _TOP + level
        if order and _heads(items, place, order):
            return outline.rank_weight.get(order, float(order))
        if key in outline.contents or CONTENTS_TITLE.fullmatch(text.strip()):
            return outline.rank_weight.get(order, float(order)) if order else _BODY
        line = paragraph.first
        if _FIGURES.fullmatch(text) or len(text) < 2:
            return None
        large, bold = line.size > 1.12 * body, line.bold and line.size >= 0.95 * body
        if order:
            return outline.rank_weight.get(order, float(order)) if large or bold else None
        return _LARGE if large else _BOLD if bold else None


def _may_head(paragraph: Paragraph) -> bool:
    if not _short(paragraph):
        return False
    text = paragraph.text
    if _ENDED.search(text) or _TICK.search(text) or _UNIT.match(text) or _ASIDE.match(text):
        return False
    if not rank(text) and _LABEL.match(text):
        return False
    return not _CLAUSE.search(text[:-1]) and not _FIGURES.fullmatch(strip_number(text) or "0")


def _short(paragraph: Paragraph) -> bool:
    if len(paragraph.lines) > 2:
        return False
    text = paragraph.text
    if len(text) <= _LONGEST or len(text) > 3 * _LONGEST:
        return len(text) <= _LONGEST
    latin = sum(char < "\u2000" for char in text)
    return len(text) <= (3 * _LONGEST if latin > 0.7 * len(text) else 2 * _LONGEST if 0 < rank(text) <= 4 else _LONGEST)


def _heads(items: Sequence[Item], place: int, order: int) -> bool:
    """Whether a numbered line has something under it: a list of short numbered lines does not."""
    if order <= 3 or items[place].paragraph is None:
        return True
    after = items[place + 1].paragraph if place + 1 < len(items) else None
    if place + 1 < len(items) and after is None:
        return True
    paragraph = items[place].paragraph
    assert paragraph is not None
    return after is None or rank(after.text) != order or paragraph.first.bold != after.first.bold or not _may_head(after)


def _body_size(paragraphs: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.lines if paragraph.kind == "paragraph" else ():
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _key(text: str) -> str:
    """What of a title is compared: letters and digits, in one script."""
    return _KEEP.sub("", fold(text)).casefold()


def _title(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
