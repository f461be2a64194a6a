"""Page after page: read, lines, furniture, tables, charts. Afterwards a page is its lines, tables and boxes, no more."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.core.bug import INTERNAL, told
from pipeline.core.document import Warning
from pipeline.core.errors import PageError
from pipeline.parse.pdf.charts import chart_lines
from pipeline.parse.pdf.contents import DOTS, FEWEST, contents_rows
from pipeline.parse.pdf.entries import with_entries
from pipeline.parse.pdf.furniture import REACH, ROWS, FurnitureFinder, stamped
from pipeline.parse.pdf.lines import Line, find_lines
from pipeline.parse.pdf.order import reading_order
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.pagetable import PageTable
from pipeline.parse.pdf.readers import PdfPages
from pipeline.parse.pdf.textline import LineReader, PageView, TextLine, main_line
from pipeline.parse.pdf.upright import Reading

_Row = tuple[int, ...]  # column, and the identities of the lines
_LEADERS = frozenset(".…·・．")
FindTables = Callable[[PageContent, Sequence[Line], NDArray[np.bool_]], list[PageTable]]


@dataclass(slots=True)
class PartFlow:
    """One upright part of a page: its lines without furniture and tables, its tables, its furniture."""

    view: PageView
    tables: list[PageTable]
    furniture: list[TextLine]


@dataclass(slots=True)
class PageFlow:
    """A page as understood.

    printed, boxes  all characters and their boxes as shown; TextLine.glyphs and the glyphs of cells point here
    unsure          for each character whether OCR was not sure of it; empty for a page with a text layer
    differ          what the readers disagree on, by reader
    """

    number: int
    width: float
    height: float
    flags: set[str]
    printed: str
    boxes: NDArray[np.float32]
    unsure: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    parts: list[PartFlow] = field(default_factory=list)
    differ: dict[str, str] = field(default_factory=dict)
    warnings: list[Warning] = field(default_factory=list)


@dataclass(slots=True)
class _Held:
    """A page between reading and the decision on its furniture; lines and rows of each of its parts."""

    reading: Reading
    lines: list[list[Line]]
    rows: list[_Rows]


class _Rows:
    """The rows of a part as text, in reading order; each is read when it is first asked for: those of tables never are."""

    def __init__(self, part: PageContent, place: int, lines: Sequence[Line]) -> None:
        self._part, self._place, self._lines = part, place, lines
        self._ordered = reading_order(lines, part.width)
        self._known: dict[_Row, TextLine] = {}
        self.reader = LineReader(part, place)
        self.in_columns = any(column for column, _ in self._ordered)

    def text(self, column: int, row: Sequence[Line]) -> TextLine:
        """A row as text, whether of these or another."""
        name = (column, *(id(line) for line in row))
        if name not in self._known:
            self._known[name] = self.reader.read(row, column)
        return self._known[name]

    def all(self) -> list[TextLine]:
        return [self.text(column, row) for column, row in self._ordered]

    def at_edges(self) -> list[TextLine]:
        """The rows over the whole width that stand nearest to the top and the bottom, from the top."""
        whole = sorted((row for column, row in self._ordered if not column), key=lambda row: main_line(row).baseline)
        return [self.text(0, row) for row in (whole if len(whole) <= 2 * ROWS else whole[:ROWS] + whole[-ROWS:])]

    def contents(self) -> set[int]:
        """The rows that are entries of a contents list."""
        dotted = np.array([char in _LEADERS for char in self._part.chars.text], dtype=bool)
        if dotted.sum() < FEWEST * DOTS:
            return set()
        dots = {id(line): hit for line, hit in zip(self._lines, _hit(self._lines, dotted), strict=True)}
        led = sum(sum(dots[id(line)] for line in row) >= DOTS for _, row in self._ordered)
        return contents_rows(self.all()) if led >= FEWEST else set()


def _failed(number: int, code: str, message: str) -> PageFlow:
    """A page that gives nothing but a warning."""
    failed = Warning(code, message, number)
    return PageFlow(number, 0.0, 0.0, {code}, "", np.empty((0, 4), dtype=np.float32), warnings=[failed])


class PageFlows:
    """Reads the pages of a file in order. Built once a file.

    numbers      the pages to read, ascending
    find_tables  the finder of one part's tables, given its lines and which characters are of charts
    """

    def __init__(self, pages: PdfPages, numbers: Sequence[int], find_tables: FindTables) -> None:
        self._pages, self._numbers, self._find_tables = pages, numbers, find_tables
        self._finder = FurnitureFinder()

    def __iter__(self) -> Iterator[PageFlow]:
        """Each page, REACH pages behind the reading, so that what repeats is known. One that fails has a warning and no parts."""
        held: deque[_Held | PageFlow] = deque()
        for number in self._numbers:
            held.append(self._hold(number))
            if len(held) > REACH:
                yield self._finished(held.popleft())
        while held:
            yield self._finished(held.popleft())

    def _hold(self, number: int) -> _Held | PageFlow:
        try:
            reading = self._pages.read(number)
        except PageError as error:
            return _failed(number, error.code, str(error))
        except Exception as error:  # noqa: BLE001 - a bug of ours costs this page, not the document
            return _failed(number, INTERNAL, told(error))
        held = _Held(reading, [], [])
        for place, part in enumerate(reading.page.parts):
            found = find_lines(part.chars)
            rows = _Rows(part, place, found)
            self._finder.add(part, rows.at_edges())
            held.lines.append(found)
            held.rows.append(rows)
        return held

    def _finished(self, held: _Held | PageFlow) -> PageFlow:
        if isinstance(held, PageFlow):
            return held
        try:
            return self._finish(held)
        except Exception as error:  # noqa: BLE001 - the same
            return _failed(held.reading.page.parts[0].number, INTERNAL, told(error))

    def _finish(self, held: _Held) -> PageFlow:
        page, parts = held.reading.page, held.reading.page.parts
        width, height = (parts[0].height, parts[0].width) if parts[0].turn in (90, 270) else (parts[0].width, parts[0].height)
        flow = PageFlow(parts[0].number, width, height, set(parts[0].flags), page.printed, page.boxes)
        flow.differ, flow.unsure = held.reading.differ, held.reading.unsure
        flow.warnings += held.reading.warnings
        known = self._finder.furniture(flow.number)
        for place, part in enumerate(parts):
            furniture = [row for row in known if row.part == place]
            unreadable = "garbled_text" in flow.flags
            flow.parts.append(_part(part, place, held, furniture, None if unreadable else self._find_tables))
        if len(page.oblique.chars):
            flow.parts[0].furniture += _watermarks(page.oblique)
        if any(rows.in_columns for rows in held.rows):
            flow.flags.add("two_columns")
        if flow.width > flow.height:
            flow.flags.add("landscape")
        if parts[0].dropped:
            seen = f"{parts[0].dropped} characters are outside the page or without ink"
            flow.warnings.append(Warning("text_outside_page", seen, flow.number))
        return flow


def _part(page: PageContent, place: int, held: _Held, furniture: list[TextLine], find: FindTables | None) -> PartFlow:
    """Take out furniture and stamps, find tables and charts in what is left, and make lines of the rest."""
    view = PageView(page.number, place, page.width, page.height, page.turn)
    if find is None:
        return PartFlow(view, [], held.rows[place].all())
    stamp = stamped(page)
    apart = stamp | np.isin(page.ids, [glyph for line in furniture for glyph in line.glyphs.tolist()])
    reader = held.rows[place].reader
    if stamp.any():
        furniture = furniture + [reader.read([line], kind="watermark") for line in _without(find_lines(page.chars, 99.0), ~stamp)]
    lines = _without(held.lines[place], apart)
    listed = held.rows[place].contents()
    for line in lines:
        if line.row in listed:
            apart[line.chars] = True
    charts = np.zeros(len(page.chars), dtype=bool)
    for order in chart_lines(page, lines):
        charts[lines[order].chars] = True
    open_lines = [line for line in lines if line.row not in listed]
    tables = find(page.keep(~apart), _renumbered(open_lines, ~apart), charts[~apart])
    used = {glyph for table in tables for cell in table.cells for _, glyph in (*cell.chars, *cell.marks)}
    rest = _without(lines, np.isin(page.ids, list(used))) if used else lines
    leaders = [line for line in rest if used and all(page.chars.text[i] in _LEADERS for i in line.chars.tolist())]
    if leaders:
        rest = [line for line in rest if line not in leaders]
        furniture = furniture + [reader.read([line]) for line in leaders]
    marked = [("chart" if hit else "text", line) for line, hit in zip(rest, _hit(rest, charts), strict=True)]
    view.lines = _in_order(page, held.rows[place], marked)
    return PartFlow(view, tables, furniture)


def _in_order(page: PageContent, known: _Rows, marked: Sequence[tuple[str, Line]]) -> list[TextLine]:
    """Text lines in the order of reading; labels of charts apart from the text beside them. `known` rows are not read again."""
    texts: list[TextLine] = []
    rows = reading_order([line for kind, line in marked if kind == "text"], page.width)
    if not any(column for column, _ in rows):
        rows = [(0, row) for row in with_entries([row for _, row in rows], page.chars)]
    for column, row in rows:
        texts.append(known.text(column, row))
    labels = [known.reader.read(row, kind="chart") for row in _by_row([line for kind, line in marked if kind == "chart"])]
    return sorted(texts + labels, key=lambda text: (text.column, text.baseline)) if labels else texts


def _by_row(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: line.row)]


def _without(lines: Sequence[Line], taken: NDArray[np.bool_]) -> list[Line]:
    """The lines without the characters that are taken; lines of which nothing is left are left out."""
    if not taken.any():
        return list(lines)
    kept = []
    for line, hit in zip(lines, _hit(lines, taken), strict=True):
        if not hit:
            kept.append(line)
        elif hit < len(line.chars):
            stays = ~taken[line.chars]
            kept.append(_with(line, line.chars[stays], line.raised[stays]))
    return kept


def _hit(lines: Sequence[Line], which: NDArray[np.bool_]) -> list[int]:
    """How many characters of each line are among these."""
    if not lines or not which.any():
        return [0] * len(lines)
    starts = np.cumsum([0, *(len(line.chars) for line in lines[:-1])])
    return [int(hit) for hit in np.add.reduceat(which[np.concatenate([line.chars for line in lines])], starts, dtype=np.intp)]


def _renumbered(lines: Sequence[Line], kept: NDArray[np.bool_]) -> list[Line]:
    """The lines on a page that has only the kept characters."""
    if kept.all():
        return list(lines)
    place = np.cumsum(kept) - 1
    return [_with(line, place[line.chars], line.raised) for line in lines]


def _with(line: Line, chars: NDArray[np.intp], raised: NDArray[np.bool_]) -> Line:
    """The line with other characters; dataclasses.replace is slow for thousands of lines."""
    return Line(chars, raised, line.row, line.x0, line.top, line.x1, line.bottom, line.baseline, line.size)


def _watermarks(page: PageContent) -> list[TextLine]:
    """The characters written across a page, along their line of writing, as one line."""
    chars = page.chars
    angle = np.radians(chars.angle)
    order = np.lexsort((chars.x0 * np.cos(angle) - chars.baseline * np.sin(angle), np.round(chars.angle)))
    line = Line(
        order.astype(np.intp), np.zeros(len(chars), dtype=bool), 0, float(chars.x0.min()), float(chars.top.min()),
        float(chars.x1.max()), float(chars.bottom.max()), float(chars.baseline.mean()), float(chars.size.max()),
    )  # fmt: skip
    return [LineReader(page, 0).read([line], kind="watermark")]
