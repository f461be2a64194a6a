"""The document's text: furniture, then the flow of each page; blocks that tile it; a page and a box for each character."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.core.document import Block, BlockKind, CharMap, Page
from pipeline.core.place import Span
from pipeline.parse.pdf.flow import PageFlow
from pipeline.parse.pdf.pagetable import Glyph
from pipeline.parse.pdf.paragraphs import Paragraph, joint
from pipeline.parse.pdf.textline import JOINT, TextLine


class TextBuilder:
    """Writes blocks one behind the other and remembers where each character is printed. One for each document."""

    def __init__(self, pages: Sequence[PageFlow]) -> None:
        self._boxes = [np.full((1, 4), np.nan, dtype=np.float32), *(page.boxes for page in pages)]
        starts = np.cumsum([len(boxes) for boxes in self._boxes]).tolist()
        self._unsure = [np.zeros(1, dtype=bool), *(_unsure(page) for page in pages)]
        self._starts = {page.number: start for page, start in zip(pages, starts, strict=False)}
        self._printed = {page.number: page.printed for page in pages}
        self._text: list[str] = []
        self._length = 0
        self._pages: array[int] = array("I")
        self._places: array[int] = array("Q")  # rows of all boxes on end; the first is nowhere
        self.blocks: list[Block] = []
        self.marks: list[Span] = []

    @property
    def length(self) -> int:
        return self._length

    def paragraph(self, paragraph: Paragraph, kind: BlockKind, section_path: tuple[str, ...]) -> Block:
        """One block of lines that read on."""
        start = self._begin()
        for before, line in pairwise((None, *paragraph.lines)):
            if line is not None:
                self._line(line, "" if before is None else joint(before.text, line.text))
        return self._end(start, kind, paragraph.first.page, section_path, paragraph.level)

    def lines(self, lines: Sequence[TextLine], kind: BlockKind, section_path: tuple[str, ...] = ()) -> Block:
        """One block of lines that stand for themselves, each on a line of the text."""
        start = self._begin()
        for place, line in enumerate(lines):
            self._line(line, "\n" if place else "")
        return self._end(start, kind, lines[0].page, section_path)

    def begin_block(self) -> int:
        """Where the next block begins, for blocks that are written piece by piece."""
        return self._begin()

    def write(self, text: str, glyphs: Sequence[Glyph]) -> Span:
        """A piece of text, one glyph a character; (0, -1) is printed nowhere."""
        start = self._length
        starts = self._starts
        places = [starts[page] + name if page and name >= 0 else 0 for page, name in glyphs]
        self._append(text, [page for page, _ in glyphs], places)
        return Span(start, self._length)

    def mark(self, glyphs: Sequence[Glyph]) -> None:
        """Note marks, as printed."""
        self.marks.append(self.write("".join(self._printed[page][name] for page, name in glyphs), glyphs))

    def joint(self, text: str) -> None:
        """White space that is printed nowhere."""
        self._append(text, [0] * len(text), [0] * len(text))

    def end_block(self, start: int, kind: BlockKind, page: int, section_path: tuple[str, ...], table_id: str = "") -> Block:
        return self._end(start, kind, page, section_path, table_id=table_id)

    def text(self) -> str:
        return "".join(self._text)

    def char_map(self) -> CharMap:
        if not self._places:
            return CharMap.empty()
        boxes = array("f")
        boxes.frombytes(np.concatenate(self._boxes)[np.frombuffer(self._places, dtype=np.uint64)].tobytes())
        return CharMap(self._pages, boxes)

    def doubts(self) -> tuple[Span, ...]:
        """What OCR was not sure of."""
        if not self._places:
            return ()
        unsure = np.concatenate(self._unsure)[np.frombuffer(self._places, dtype=np.uint64)]
        edges = np.flatnonzero(np.diff(np.pad(unsure, 1).astype(np.int8)))
        return tuple(Span(start, end) for start, end in edges.reshape(-1, 2).tolist())

    def _begin(self) -> int:
        if self._length:
            self.joint("\n")
        return self._length

    def _end(
        self, start: int, kind: BlockKind, page: int, section_path: tuple[str, ...], level: int = 0, table_id: str = ""
    ) -> Block:
        block = Block(kind, Span(start, self._length), page, section_path, level, table_id)
        self.blocks.append(block)
        return block

    def _line(self, line: TextLine, between: str) -> None:
        if between:
            self.joint(between)
        start = self._length
        printed = line.glyphs != JOINT
        places = np.where(printed, line.glyphs + self._starts[line.page], 0)
        self._append(line.text, (printed * line.page).tolist(), places.tolist())
        self.marks += [Span(start + a, start + b) for a, b in line.marks]

    def _append(self, text: str, pages: Sequence[int], places: Sequence[int]) -> None:
        self._text.append(text)
        self._length += len(text)
        self._pages.extend(pages)
        self._places.extend(places)


def _unsure(page: PageFlow) -> NDArray[np.bool_]:
    return page.unsure if len(page.unsure) == len(page.boxes) else np.zeros(len(page.boxes), dtype=bool)


def page_spans(pages: Sequence[PageFlow], starts: Sequence[int], chars: CharMap, end: int) -> tuple[Page, ...]:
    """Pages with the text from where each begins to where the next begins.

    starts  for each page where its first block begins; text of a paragraph that runs over from the page before is counted
            to the page on which it is printed
    """
    begins = []
    for page, start in zip(pages, starts, strict=True):
        while start > 0 and (here := _page_before(chars, start)) is not None and here == page.number:
            start -= 1
        begins.append(start)
    return tuple(
        Page(page.number, round(page.width, 2), round(page.height, 2), Span(start, stop), frozenset(page.flags))
        for page, start, stop in zip(pages, begins, [*begins[1:], end], strict=True)
    )


def _page_before(chars: CharMap, index: int) -> int | None:
    """The page on which the printed character before `index` stands; joints between are skipped."""
    for place in range(index - 1, max(-1, index - 4), -1):
        here = chars.at(place)
        if here is not None:
            return here.page
    return None
