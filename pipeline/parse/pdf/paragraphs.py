"""Lines to paragraphs, over line ends, columns and page breaks."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.core.document import BlockKind
from pipeline.parse.pdf.contents import is_entry
from pipeline.parse.pdf.numbering import is_item, rank
from pipeline.parse.pdf.textline import PageView, TextLine, is_wide

_PITCH = 1.35  # a larger step than so many usual steps parts paragraphs
_SIZE = 0.08  # share by which the size may vary within one
_INDENT = 0.9  # of the size: a first line begins so far to the right
_SHORT = 2.3  # of the size: a last line ends so far to the left
_LONG = 0.5  # of the width of page or column
_JUSTIFIED = 3  # lines that end alike: that is the margin
_SAME = 0.7  # of the size: begins at the same place
_ENDED = re.compile(r"[。！？!?；;：:.…][”’」』）)\"'\]]*\s*$")
_TICK = re.compile(r"[√□☑☐✓■\uf052\uf0fe]\s*(?:不?[适適]用|是|否)")
_FOOTNOTE = 0.92  # of the page's usual size
_FOOTMARK = re.compile(r"\s*(?:\d{1,3}(?![\d.,%年月日])|[①-⑳*＊†‡]|[\[［(（]\d{1,2}[\]］)）]|[附]?[注註])")
_FIRST_WORD = re.compile(r"[A-Za-z0-9,.%()$]+")


@dataclass(slots=True)
class Paragraph:
    """Lines that read on, in order, with what they are."""

    lines: list[TextLine]
    kind: BlockKind = "paragraph"
    level: int = 0
    section_path: tuple[str, ...] = field(default=())

    @property
    def first(self) -> TextLine:
        return self.lines[0]

    @property
    def text(self) -> str:
        """The lines joined as they will stand in the document."""
        parts: list[str] = []
        for line in self.lines:
            if parts:
                parts.append(joint(parts[-1], line.text))
            parts.append(line.text)
        return "".join(parts)


def joint(before: str, after: str) -> str:
    """What stands between two lines of a paragraph: a blank between Latin words, nothing in Chinese and within numbers."""
    if not before or not after:
        return ""
    a, b = before[-1], after[0]
    if is_wide(a) or is_wide(b) or a in "-‐‑/":
        return ""
    if (a.isdigit() or a in ".,") and (b.isdigit() or b in ".,%"):
        chinese = any("\u4e00" <= char <= "\u9fff" for char in before)
        return (
            ""
            if chinese or (not (a.isdigit() and b.isdigit()) and not (a in ".," and len(before) > 1 and before[-2].isalpha()))
            else " "
        )
    return " "


_Place = tuple[int, int, int]  # page, part, column


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the lines of a page begin and usually end, their step, and how many end there."""

    left: float
    right: float
    pitch: float
    support: int = 0


class Paragraphs:
    """Joins the lines of a document. Built once a document from all its pages, which give margins and line pitch."""

    def __init__(self, views: Iterable[PageView]) -> None:
        by_place: dict[_Place, list[TextLine]] = defaultdict(list)
        widths: dict[_Place, float] = {}
        for view in views:
            for line in _footnotes(view.lines, view.height) if view.lines else ():
                line.kind = "note"
            for line in view.lines:
                if line.kind == "text":
                    by_place[line.page, line.part, line.column].append(line)
                    widths[line.page, line.part, line.column] = view.width
        by_width: dict[int, list[TextLine]] = defaultdict(list)
        for place, group in by_place.items():
            by_width[round(widths[place] / 20)] += group if not place[2] else []
        usual = {width: _margins(lines, 20.0 * width) for width, lines in by_width.items()}
        self._usual = usual[max(by_width, key=lambda width: len(by_width[width]))] if usual else _margins([], 0.0)
        own = {}
        for place, group in by_place.items():
            frame = usual[round(widths[place] / 20)]
            own[place] = _margins(group, widths[place], frame) if len(group) >= 5 else frame
        self._margins = _framed(own, widths)

    def __call__(self, flow: Sequence[TextLine]) -> list[Paragraph]:
        """Paragraphs of lines in reading order that no table parts.

        Footnotes follow the paragraph that runs over the end of their page. Chart lines of a page are one block, contents
        lines stand alone.
        """
        found: list[Paragraph] = []
        notes: list[Paragraph] = []
        for line in flow:
            kind = self._kind(line)
            run = notes if kind == "note" and found and found[-1].kind != "note" else found
            last = run[-1] if run else None
            if last is not None and last.kind == kind and self._goes_on(last, line):
                last.lines.append(line)
                continue
            if run is found:
                found += notes
                notes = []
            run.append(Paragraph([line], kind))
        return found + notes

    def _kind(self, line: TextLine) -> BlockKind:
        if line.kind in {"chart", "caption", "note"}:
            return line.kind
        return "contents" if is_entry(line.text) else "paragraph"

    def _goes_on(self, paragraph: Paragraph, line: TextLine) -> bool:
        if paragraph.kind not in ("paragraph", "note"):
            return paragraph.kind == "chart" and paragraph.lines[-1].page == line.page
        last = paragraph.lines[-1]
        margins = self._margins.get((last.page, last.part, last.column), self._usual)
        if not _alike(last, line) or _is_entry(last) or _is_entry(line):
            return False
        elsewhere = (last.page, last.part, last.column) != (line.page, line.part, line.column)
        if not elsewhere and not self._near(paragraph, line, margins):
            return False
        full = _is_full(last, line, margins)
        if not full or _begins(last, line, self._margins.get((line.page, line.part, line.column), margins)):
            return False
        if elsewhere:
            return not _ENDED.search(last.text) and self._aligned(paragraph, line)
        return self._aligned(paragraph, line)

    def _near(self, paragraph: Paragraph, line: TextLine, margins: _Margins) -> bool:
        step = line.baseline - paragraph.lines[-1].baseline
        steps = [b.baseline - a.baseline for a, b in zip(paragraph.lines, paragraph.lines[1:], strict=False) if a.page == b.page]
        usual = min(steps[-1], 1.2 * margins.pitch) if steps and steps[-1] > 0 else margins.pitch
        return 0 < step <= max(_PITCH * usual, 1.2 * line.size) and step < 3.2 * line.size

    def _aligned(self, paragraph: Paragraph, line: TextLine) -> bool:
        """Whether the line begins where the next line of this paragraph must."""
        margins = self._margins.get((line.page, line.part, line.column), self._usual)
        first, last = paragraph.first, paragraph.lines[-1]
        before = self._margins.get((last.page, last.part, last.column), self._usual)
        start, size = line.x0 - margins.left, line.size
        if len(paragraph.lines) > 1:
            return abs(start - (last.x0 - before.left)) <= _SAME * size
        begin, text = first.x0 - before.left, first.text_x0 - before.left
        if abs(start - text) <= _SAME * size and text > begin:
            return True
        if 0 < start - begin <= 4 * size and is_item(first.text) and not is_item(line.text):
            return True
        if begin > _INDENT * size and abs(start - begin) <= _SAME * size:
            return not _ENDED.search(last.text) and not _is_indent(begin, size)
        return start - begin <= _SAME * size


def _is_entry(line: TextLine) -> bool:
    """Whether a line is a whole entry of a list, of several printed lines."""
    return line.bottom - line.top > 1.9 * line.size


def _is_indent(begin: float, size: float) -> bool:
    """Whether a line begins two characters in, as first lines of Chinese paragraphs do."""
    return 1.5 * size <= begin <= 3.0 * size


def _alike(last: TextLine, line: TextLine) -> bool:
    if abs(last.size - line.size) > _SIZE * max(last.size, line.size):
        return False
    return last.bold == line.bold or min(len(last.text), len(line.text)) < 12 or not (rank(last.text) or line.bold)


def _is_full(last: TextLine, line: TextLine, margins: _Margins) -> bool:
    """Whether the line before ends at the margin, or the next word would not have fitted."""
    word = _FIRST_WORD.match(line.text)
    room = 0.55 * last.size * len(word.group()) if word else 0.0
    return last.x1 + max(room, _SHORT * last.size) >= margins.right


def _begins(last: TextLine, line: TextLine, margins: _Margins) -> bool:
    """Whether the line begins something of its own: an item or heading, unless it may as well be a wrapped line."""
    if _TICK.match(line.text) or _TICK.match(last.text):
        return True
    if not is_item(line.text):
        return False
    indented = line.x0 - margins.left > _INDENT * line.size
    return indented or bool(_ENDED.search(last.text)) or rank(line.text) in (1, 2) or rank(last.text) == rank(line.text)


def _footnotes(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    """The small lines at the foot of a page that a mark begins."""
    sizes = sorted(line.size for line in lines for _ in range(0, len(line.text), 10))
    found: list[TextLine] = []
    for line in reversed(lines):
        if line.kind != "text" or line.column or line.size > _FOOTNOTE * sizes[len(sizes) // 2] or line.baseline < 0.4 * height:
            break
        found.append(line)
    while found and not _FOOTMARK.match(found[-1].text):
        found.pop()
    return found


def _margins(lines: Sequence[TextLine], width: float, usual: _Margins | None = None) -> _Margins:
    """Of the lines of a page or column; where a line ends tells the right margin only if it is long."""
    if not lines:
        return _Margins(0.0, 1e9, 14.0)
    lefts = Counter(round(line.x0 / 3) for line in lines)
    column = width / 2 if lines[0].column else width
    rights = Counter(round(line.x1 / 3) for line in lines if line.x1 - line.x0 > _LONG * column)
    few = max(2, 0.1 * len(lines))
    left = min((place for place, count in lefts.items() if count >= few), default=min(lefts))
    if usual is not None and usual.left < 3 * left and any(abs(line.x0 - usual.left) < 4 for line in lines):
        left = round(usual.left / 3)
    farthest = max(rights, default=round(max(line.x1 for line in lines) / 3))
    right = max((place for place, count in rights.items() if count >= few), default=farthest)
    steps = Counter(
        round((b.baseline - a.baseline) * 2) / 2
        for a, b in itertools.pairwise(lines)
        if (a.page, a.part, a.column) == (b.page, b.part, b.column) and 0.9 * a.size < b.baseline - a.baseline < 3.2 * a.size
    )
    pitch = steps.most_common(1)[0][0] if steps else 1.5 * lines[0].size
    return _Margins(3.0 * left, 3.0 * right, pitch, rights[right])


def _framed(margins: Mapping[_Place, _Margins], widths: Mapping[_Place, float]) -> dict[_Place, _Margins]:
    """Pages on which only short lines stand get the right margin that is usual for their left one and their width."""
    rights: dict[tuple[int, int, int], Counter[float]] = defaultdict(Counter)
    frames = {place: (place[2], round(own.left / 6), round(widths[place] / 20)) for place, own in margins.items()}
    for place, own in margins.items():
        rights[frames[place]][own.right] += 1
    framed = {}
    for place, own in margins.items():
        usual = rights[frames[place]].most_common(1)[0][0]
        short = own.support < _JUSTIFIED or own.right - own.left < 0.85 * (usual - own.left)
        framed[place] = _Margins(own.left, usual, own.pitch) if own.right < usual - 12 and short else own
    return framed
