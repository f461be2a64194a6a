"""What stands around a table and belongs to it: its caption, the line that gives its unit, its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon.fold import fold
from pipeline.parse.pdf.draft import TableDraft
from pipeline.parse.pdf.shapes import shape
from pipeline.parse.pdf.textline import PageView, TextLine

NEAR = 3.4  # sizes of white between a table and the line above it that belongs to it
CLOSE = 2.4  # the same for a note below it
LONGEST = 60  # characters of a caption; the end of a longer sentence is taken
SHORTEST = 10  # ideographs of the caption of a chart, whose labels are shorter
MOST_NOTES = 40  # lines

_MONEY = r"(?:人民币|港币|美元|港元|欧元|日元|rmb|hk\$|us\$|hkd|usd|cny)"
_UNIT = re.compile(
    r"[(\[]?\s*(?:金额|货币|数量|计量)?\s*(?:单\s*位|币\s*种|unit)s?\s*[:∶;].*$"
    rf"|[(]\s*(?:以|除[^)]*外[,，]?\s*)?(?:单位为)?{_MONEY}?\s*(?:[十百千万亿]*)(?:元|美元|港元|股)\s*(?:计|列示|为单位|表示)?\s*[)]\s*$"
    rf"|[(]\s*(?:expressed\s+)?(?:in\s+)?(?:{_MONEY}\s*(?:'000|in\s+\w+|million|thousand)s?|\w+\s+of\s+{_MONEY})[^)]*[)]\s*$"
    rf"|^\s*{_MONEY}?\s*[十百千万亿]+元\s*$",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"(?:上表|表中|本表|上述|以上)[^。;；]{0,12}单位[^。;；]{0,4}?(?:为|是|系|:)[^。;；,，]+"
    r"|^\W{0,2}注?\d?\s*[:.]?\s*(?:金额|货币)?单位(?:均)?(?:为|是|:)[^。;；,，]+"
)
_SECTION = re.compile(
    r"(?:(?:以下|下列|下述|本节|本章|本部分|下文|如无特别说明|除[^,，。]{0,12}(?:说明|注明|指明)外)[^。;；]{0,24}"
    r"(?:单位|金额|货币)[^。;；]{0,10}?(?:均?为|系|以|是)|all\s+amounts\s+(?:are\s+)?(?:expressed\s+)?in\s+)"
    r"[^。;；]{0,16}?(?:元|rmb|hk\$|us\$|thousand|million|股)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"^\s*(?:第\s*[一二三四五六七八九十百]+\s*[节章]|chapter\s|appendix\s|附录\s*[一二三四五六七八九十])", re.IGNORECASE
)
_NOTE = re.compile(
    r"^\s*[【\[(]?\s*(?:注|附注|备注|说明|note|notes|资料来源|数据来源|来源|source)s?"
    r"\s*[\d一二三四五六七八九十]*\s*[】\])]?\s*[:;.]?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?:[(]\d{1,2}[)]|[(][a-z]{1,3}[)]|\*{1,4}|#|[①-⑳])\s*")
_BETWEEN = re.compile(r"^\W{0,3}适用\s*\W{0,3}\s*不适用\W*$|^(?:编制单位|编制机构|公司名称|企业名称)\s*:")
_STOP = re.compile(r"[。；]")
_LEADS = re.compile(r"如下|下表|见表|以下|列示|所示|following|below|as follows|sets out", re.IGNORECASE)
_NAMED = re.compile(r"^\s*(?:表|附表|图表|table)\s*[\d一二三四五六七八九十]+(?:[-.－—]\d+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Around:
    """Lines near a table: (index of the view, index in it, the line)."""

    view: int
    index: int
    line: TextLine


def attach(drafts: Sequence[TableDraft], views: Sequence[PageView]) -> None:
    """Give each table its caption, unit line and notes.

    A unit line is looked for above the table, then at the end of the page before where the table opens its page, then
    below it, then in a statement of the same chapter that covers what follows. It ends with its table.
    """
    used: set[tuple[int, int]] = set()
    for number, draft in enumerate(drafts):
        before = drafts[number - 1] if number else None
        _above(draft, before, views, used)
    for number, draft in enumerate(drafts):
        after = drafts[number + 1] if number + 1 < len(drafts) else None
        _below(draft, after, views, used)
    _section_units(drafts, views)


def _above(draft: TableDraft, before: TableDraft | None, views: Sequence[PageView], used: set[tuple[int, int]]) -> None:
    view = draft.first_view
    top = draft.parts[0].table.box.top
    floor = before.parts[-1].table.box.bottom if before is not None and before.last_view == view else float("-inf")
    lines = _between(views[view], view, floor, top)
    source = "above"
    if not lines and view and floor == float("-inf") and views[view].turn == views[view - 1].turn:
        low = before.parts[-1].table.box.bottom if before is not None and before.last_view == view - 1 else float("-inf")
        stranded = _between(views[view - 1], view - 1, low, float("inf"))[-3:]
        lines = stranded if stranded and (unit_in(stranded[-1].line.text) or _is_title(stranded[-1].line)) else []
        source = "page_before"
        top = lines[-1].line.bottom if lines else top
    _take_unit(draft, lines, top, source, used)
    _take_caption(draft, lines, top, used)
    if "chart" in draft.whole.flags:
        _of_chart(draft, views[view], floor, lines)
    if not lines and before is not None and before.last_view == view and before.whole.cols == draft.whole.cols:
        draft.caption = before.caption  # one printed statement, its years one under the other
        draft.unit_line, draft.unit_source = before.unit_line, before.unit_source


def _of_chart(draft: TableDraft, view: PageView, floor: float, lines: Sequence[_Around]) -> None:
    """A data table under a chart has its unit from the chart's axis and its caption from above the chart."""
    top = draft.parts[0].table.box.top
    words = [word for line in view.lines if floor < line.top < top for word in line.text.split()]
    axis = [unit for word in words if (unit := unit_in(word))]
    if axis and not draft.unit_line:
        draft.unit_line, draft.unit_source = axis[-1], "above"
    lines = [around for around in lines if not any(unit in around.line.text for unit in axis)]
    named = [place for place, around in enumerate(lines) if sum(char > "\u2e80" for char in around.line.text) >= SHORTEST]
    draft.caption = _sentence_end(lines, named[-1]) if named else ""


def _between(view: PageView, number: int, low: float, high: float) -> list[_Around]:
    return [
        _Around(number, index, line)
        for index, line in enumerate(view.lines)
        if line.kind == "text" and low - 1 <= line.top and line.bottom <= high + 0.4 * line.size
    ]


def unit_in(text: str) -> str:
    """The part of a line that gives a unit, as printed; "" for none."""
    found = _UNIT.search(fold(text))
    return text[found.start() : found.end()].strip() if found else ""


def _take_unit(draft: TableDraft, lines: Sequence[_Around], top: float, source: str, used: set[tuple[int, int]]) -> None:
    edge = top
    for around in reversed(lines[-4:]):
        line = around.line
        if edge - line.bottom > NEAR * line.size or (around.view, around.index) in used:
            return
        unit = unit_in(line.text) if len(line.text) < 120 else ""
        if unit and not line.text.rstrip().endswith(("。", "；")):
            draft.unit_line, draft.unit_source = unit, source
            if unit == line.text.strip():
                used.add((around.view, around.index))
                draft.lines_used.append((around.view, around.index, "caption"))
            return
        edge = line.top


def _take_caption(draft: TableDraft, lines: Sequence[_Around], top: float, used: set[tuple[int, int]]) -> None:
    """The nearest line above that names the table; a line that is only a date is put behind it."""
    edge = top
    dates: list[str] = []
    for position in range(len(lines) - 1, max(-1, len(lines) - 8), -1):
        around = lines[position]
        line = around.line
        if edge - line.bottom > (NEAR + 1.5) * line.size:
            break
        edge = line.top
        text = line.text.strip()
        unit = unit_in(text)
        if (around.view, around.index) in used or (unit and len(unit) >= len(text) - 2) or _BETWEEN.match(fold(text)):
            continue
        if shape(text) == "period":
            dates.insert(0, text)
            continue
        draft.caption = text.replace(unit, "").strip() if unit else _sentence_end(lines, position)
        if _is_title(line):
            draft.lines_used.append((around.view, around.index, "caption"))
        break
    draft.caption = " ".join([draft.caption, *dates]).strip()


def _is_title(line: TextLine) -> bool:
    """Whether a line is the table's own title: 表 5-3, or a short line that is no sentence."""
    text = fold(line.text)
    return bool(_NAMED.match(text)) and not text.rstrip().endswith(("。", "；", ":"))


def _sentence_end(lines: Sequence[_Around], position: int) -> str:
    """The sentence that leads to a table, over the lines that it takes; "" for one that ends without leading anywhere."""
    text = lines[position].line.text.strip()
    closed = text.endswith(("。", "；"))
    first = position
    while first and len(text) < 2 * LONGEST and not _STOP.search(text[:-1]):
        above, here = lines[first - 1].line, lines[first].line
        if here.top - above.bottom > 1.7 * here.size or above.bold != here.bold or above.text.rstrip().endswith(("：", ":")):
            break
        if not _fills(above, here, lines):
            break
        blank = " " if above.text.rstrip()[-1:].isascii() and text[:1].isascii() else ""
        text = above.text.strip() + blank + text
        first -= 1
    last = _STOP.split(text.rstrip("。；"))[-1]
    if closed and not _LEADS.search(fold(last)):
        return ""
    return last if len(last) <= 2 * LONGEST else last[-LONGEST:]


def _fills(above: TextLine, here: TextLine, lines: Sequence[_Around]) -> bool:
    """Whether a line reaches the right margin, so that its sentence goes on below."""
    margin = max(around.line.x1 for around in lines)
    return above.x1 > margin - 2.5 * here.size


def _below(draft: TableDraft, after: TableDraft | None, views: Sequence[PageView], used: set[tuple[int, int]]) -> None:
    view = draft.last_view
    bottom = draft.parts[-1].table.box.bottom
    follows = after is not None and after.first_view == view
    ceiling = after.parts[0].table.box.top if after is not None and follows else float("inf")
    edge = bottom
    noted = False
    for around in _between(views[view], view, bottom - 1, ceiling):
        line = around.line
        if line.top - edge > CLOSE * line.size or (around.view, around.index) in used or len(draft.notes) >= MOST_NOTES:
            return
        text = fold(line.text.strip())
        starts = bool(_NOTE.match(text)) or (not line.bold and _goes_on(text, draft.notes))
        unit = unit_in(line.text) if not draft.unit_line and not (follows and ceiling - line.bottom < CLOSE * line.size) else ""
        stated = _NOTED.search(text) if not draft.unit_line else None
        if unit and len(unit) > 0.6 * len(line.text.strip()):
            draft.unit_line, draft.unit_source = unit, "below"
        elif stated is not None:
            draft.unit_line, draft.unit_source = line.text.strip()[stated.start() : stated.end()], "below"
            draft.notes.append(line.text.strip())
            noted = True
        elif starts:
            draft.notes.append(line.text.strip())
            noted = True
        elif noted and not line.bold and line.size <= 1.05 * views[view].lines[draft.lines_used[-1][1]].size:
            draft.notes[-1] += line.text.strip()
        else:
            return
        used.add((around.view, around.index))
        draft.lines_used.append((around.view, around.index, "note"))
        edge = line.bottom


def _goes_on(text: str, notes: Sequence[str]) -> bool:
    """Whether a line is an item of a note: one with a mark of its own, or the number after the last item's."""
    if not _ITEM.match(text):
        return False
    number = re.match(r"[(](\d{1,2})[)]", text)
    if number is None:
        return text[0] in "*#" or bool(notes)
    before = next((found for note in reversed(notes) if (found := re.match(r"[(（](\d{1,2})[)）]", note))), None)
    return bool(notes) and int(number[1]) == (int(before[1]) + 1 if before else 1)


def _section_units(drafts: Sequence[TableDraft], views: Sequence[PageView]) -> None:
    """Units that a sentence states for all that follows, up to the next such sentence or chapter."""
    statements: list[tuple[int, float, str]] = []
    for number, view in enumerate(views):
        for line in view.lines:
            text = fold(line.text)
            found = _SECTION.search(text)
            if found:
                statements.append((number, line.top, line.text[found.start() : found.end()]))
            elif _CHAPTER.match(text) and len(text) < 40 and "…" not in text and ".." not in text:
                statements.append((number, line.top, ""))
    place = 0
    current = ""
    for draft in drafts:
        here = (draft.first_view, draft.parts[0].table.box.top)
        while place < len(statements) and statements[place][:2] <= here:
            current = statements[place][2]
            place += 1
        if not draft.unit_line and current:
            draft.unit_line, draft.unit_source = current, "section"
