"""The label path of a row: its leaf, the groups above it, the time that stands in a label column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.core.document import Cell, Profile
from pipeline.core.period import Period
from pipeline.extract.cells.grid import Grid
from pipeline.extract.cells.heads import HeadReader, Said
from pipeline.extract.cells.layout import Layout
from pipeline.extract.cells.periods import When
from pipeline.extract.cells.words import Words, tidy, unlisted, unmarked
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold

_DASHES = tuple("-–—－•·")
_SHARED = re.compile(r"应占(?P<what>[^:：]*)[:：]?$|(?P<of>^.*?)\s*\battributable to:?$", re.IGNORECASE)
_OWNER = re.compile(r"拥有人|股东|持有人|非控股权益|非控制性权益|owners|holders|interests", re.IGNORECASE)
_OF_YEAR = re.compile(
    r"本?[年期][度间]?[内之的]*(?=溢利|利润|亏损|盈利|全面|综合)|[/／╱]?[（(][^（()）]*[)）]|\bfor the (?:year|period)\b\s*",
    re.IGNORECASE,
)
_HOLDERS = ("customer", "supplier", "shareholder", "company", "person")
_CALLED = re.compile(r"(?:或?名称|或?姓名|全称|简称|情况|[（(].*[)）]|[/／╱]|\s)+$")
_TOTALS = {"zh-Hant": "合計", "en": "Total"}
_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]")
_CARRIED = ("period", "product", "region", "channel")
_SKIPPED = ("row_number", "note", "code", "date", "unit")


@dataclass(frozen=True, slots=True)
class Label:
    """What the left side of one row says.

    leaf    the innermost label; path with the groups that it needs to make sense, joined by " > "
    groups  all headings above it, outermost first: spanning label cells and heading rows
    whens   times in label columns or group headings (2014年度, 第一季度)
    holder  what kind of entity a label column names: customer, supplier, shareholder, company, person; "" none
    named   whom that column names: the leaf, or the group that the leaf belongs to
    total   the row sums up others; average: it is their mean; no_name: a holder row that names nobody
    unnamed the row sums up others and no word is printed for it
    """

    leaf: str = ""
    path: str = ""
    groups: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    holder: str = ""
    named: str = ""
    total: bool = False
    no_name: bool = False
    average: bool = False
    said: Said | None = field(default=None, compare=False)
    unnamed: bool = False

    def of_all(self) -> Label:
        """The label of a sum of all rows, whatever heading it stands under."""
        return replace(self, path=self.leaf, groups=())


class LabelReader:
    """Reads the labels of tables. Built once, called with a layout, a row and a value column."""

    def __init__(self, lexicon: Lexicon, heads: HeadReader) -> None:
        self._heads = heads
        self._stubs = Words(lexicon, "table_stubs")
        self._rows = Words(lexicon, "table_rows")

    def __call__(self, layout: Layout, row: int, col: int, profile: Profile) -> Label:
        """The label of the value at (row, col)."""
        levels = [(text, self.kind(layout, row, left)) for left, text in self._levels(layout, row, col)]
        levels = self._summed(layout, row, levels)
        whens = [when for text, kind in levels if (when := self._time(text, kind, profile))]
        named = [(text, kind) for text, kind in levels if not self._only_time(text, profile)]
        groups = [*self._headings(layout, row, col), *(text for text, _ in named[:-1])]
        whens = [
            *self._corner(layout, row, col, profile),
            *(w for group in groups if (w := self._heads.times(group, profile))),
            *whens,
        ]
        leaf = named[-1][0] if named else levels[-1][0] if levels else ""
        kinds = [self.kind(layout, row, left) for left in layout.label_cols(col)]
        holder = next((kind for kind in kinds if kind in _HOLDERS), "")
        unnamed = not leaf
        if not leaf and layout.label_cols(col) and layout.grid.has_values(row, layout.values):
            leaf = _TOTALS.get(profile.language, "合计")  # a sum under a double rule, without words
        twice = bool(groups) and not self._only_time(groups[-1], profile) and self._is_twice(layout, row, col)
        label = self._label(leaf, groups, tuple(whens), levels, holder, profile, twice)
        label = replace(label, unnamed=unnamed and bool(leaf))
        label = self._attributed(label, layout, row, col, profile)
        over = self._dashed(layout, row, col)
        if over and over != leaf and over not in label.path:
            return replace(label, path=f"{over} > {label.path}", groups=(*label.groups, over))
        if leaf[:1] not in _DASHES or not leaf.strip("-–—－•· "):
            return label
        bare = leaf.lstrip("-–—－•· ")
        parent = self._parent(layout, row, col)
        return replace(label, leaf=bare, path=f"{parent} > {bare}" if parent else bare)

    def _is_twice(self, layout: Layout, row: int, col: int) -> bool:
        """Whether a row with values under another heading has the same label: 本期增加 of 账面原值 and of 累计折旧."""
        grid, left = layout.grid, max(layout.label_cols(col), default=0)
        text = unlisted(unmarked(grid.text(row, left)))
        same = [other for other in range(grid.rows) if other != row and unlisted(unmarked(grid.text(other, left))) == text]
        under = [self._headings(layout, other, col)[-1:] for other in same if text and grid.has_values(other, layout.values)]
        return any(heading and heading != self._headings(layout, row, col)[-1:] for heading in under)

    def _attributed(self, label: Label, layout: Layout, row: int, col: int, profile: Profile) -> Label:
        """本公司拥有人 under 以下人士应占： is 本公司拥有人应占溢利: what it is a share of stands in the heading or above it."""
        found = _SHARED.search(fold(label.groups[-1])) if label.groups and _OWNER.search(fold(label.leaf)) else None
        if found is None or label.total or "应占" in fold(label.leaf) or "归属" in fold(label.leaf):
            return label
        what = _OF_YEAR.sub("", fold(found["what"] or found["of"] or self._shared(layout, row, col))).strip(" ：:—-")
        if not what:
            return label
        told = f"{label.leaf}应占{what}" if found["of"] is None else f"{what} attributable to {label.leaf}"
        return replace(label, leaf=told, path=told, said=self._heads.said(told, profile))

    def _shared(self, layout: Layout, row: int, col: int) -> str:
        """The label of the last row with values above the heading of a row."""
        grid = layout.grid
        heading = next((above for above in range(row - 1, -1, -1) if not grid.has_values(above, layout.values)), 0)
        texts = [text for _, text in self._levels(layout, heading - 1, col)] if heading else []
        return texts[-1] if texts else ""

    def _corner(self, layout: Layout, row: int, col: int, profile: Profile) -> list[When]:
        """A time in the head of the label columns dates all rows below it: 2014年 | 产能 | 产量."""
        texts = [layout.grid.text(head, left) for head in layout.heads[row] for left in layout.label_cols(col)[:1]]
        return [self._heads.times(text, profile) for text in texts if text and self._only_time(text, profile)][:1]

    def _summed(self, layout: Layout, row: int, levels: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """A sum printed over all label columns after each group is the sum of the group above it, not of the table."""
        if len(levels) != 1 or self.row_meaning(levels[0][0]) != "total":
            return levels
        grid = layout.grid
        first = next((cell for cell in grid.row_cells(row) if cell.text.strip()), None)
        if first is None or first.col_span < 2 or not self._groups(layout, first.col):
            return levels
        sums = [r for r in range(grid.rows) if grid.slots.get((r, first.col)) and self._is_sum(grid, r, first)]
        if len(sums) < 2 or row - 1 in sums:
            return levels
        group = unmarked(grid.text(row - 1, first.col))
        return [(group, self.kind(layout, row, first.col)), *levels] if group else levels

    def _is_sum(self, grid: Grid, row: int, like: Cell) -> bool:
        cell = grid.slots[row, like.col]
        return cell.row == row and cell.col_span == like.col_span and tidy(cell.text) == tidy(like.text)

    def marks(self, text: str) -> bool:
        """Whether a head calls its column a row number, a note or a code."""
        found = self._stubs.whole(text)
        return found is not None and found.meaning in ("row_number", "note", "code")

    def day(self, layout: Layout, row: int, profile: Profile) -> Period | None:
        """The time that a row is called by, where its label says nothing else: 于2024年1月1日 of a table of movements."""
        cols = layout.label_cols(min(layout.values, default=0))
        texts = [text for left in cols if (text := layout.grid.text(row, left))]
        return self._heads.times(texts[0], profile).period if len(texts) == 1 and self._only_time(texts[0], profile) else None

    def kind(self, layout: Layout, row: int, col: int) -> str:
        """What a label column's head calls it: a meaning of table_stubs.csv, "" where the head says nothing known."""
        for head in reversed(layout.heads[row]):
            whole = fold(layout.grid.text(head, col))
            for text in (whole, _CALLED.sub("", whole)):
                hits = self._stubs(text)
                if hits and hits[-1].end == len(text):
                    return hits[-1].item.meaning
        return ""

    def row_meaning(self, text: str) -> str:
        """total, average, part, no_name, kind or ""."""
        found = self._rows.whole(text.strip("：: "))
        return found.meaning if found else ""

    def _label(
        self,
        leaf: str,
        groups: list[str],
        whens: tuple[When, ...],
        levels: Sequence[tuple[str, str]],
        holder: str,
        profile: Profile,
        twice: bool,
    ) -> Label:
        meaning = self.row_meaning(leaf)
        named, holder = next(((text, k) for text, k in reversed(levels) if k in _HOLDERS), ("", holder))
        needs = self._needed(groups, meaning, levels, leaf, twice)
        if named == leaf and meaning == "":
            needs = [group for group in needs if self._heads.measures(group)]  # 毛利率 > 某公司, but not 流通股 > 某股东
        path = " > ".join([*needs, leaf]) if leaf else " > ".join(needs)
        said = self._heads.said(leaf, profile)
        return Label(
            leaf, path, tuple(groups), whens, holder, named, meaning == "total", meaning == "no_name", meaning == "average", said
        )

    def _dashed(self, layout: Layout, row: int, col: int) -> str:
        """The heading above a row that has only dashes for values: 累计折旧 - - -, with the same labels below each such."""
        grid, left = layout.grid, next(iter(layout.label_cols(col)), None)
        if left is None:
            return ""
        labels = [grid.text(each, left) for each in range(grid.rows)]
        nil = [
            each for each in range(grid.rows - 1) if labels[each] and all((each, value) in grid.nils for value in layout.values)
        ]
        over = next((each for each in reversed(nil) if each < row), None)
        if over is None or over + 1 in nil or not all(below := labels[over + 1 : over + 3]):
            return ""
        twins = {labels[each] for each in nil if labels[each + 1 : each + 3] == below}
        return unlisted(unmarked(labels[over])) if len(twins) > 1 else ""

    def _parent(self, layout: Layout, row: int, col: int) -> str:
        """The nearest label above that is no item of a list: `- 国内` belongs to it."""
        for above in range(row - 1, -1, -1):
            texts = [text for _, text in self._levels(layout, above, col)]
            if above not in layout.is_head and texts and texts[-1][:1] not in _DASHES:
                return texts[-1]
        return ""

    def _needed(
        self, groups: Sequence[str], meaning: str, levels: Sequence[tuple[str, str]], leaf: str, twice: bool
    ) -> list[str]:
        """Spanning label cells belong to the label; heading rows only where the leaf alone says nothing (合计, 其他) or where it
        is printed twice.
        """
        beside = [text for text, _ in levels if text != leaf]
        if meaning in ("total", "no_name"):
            return [group for group in groups if group] or beside[:1]
        if self._heads.is_generic(leaf) or meaning == "kind" or (twice and not beside):
            return [group.rstrip("：: ") for group in groups[-1:] if group]  # 账面原值 > 期初余额, 每股收益 > 稀释
        return [text for text in groups if text in beside]

    def _levels(self, layout: Layout, row: int, col: int) -> list[tuple[int, str]]:
        """Label columns of the row that hold a label: row numbers, notes and attributes of a named holder left out."""
        found: list[tuple[int, str]] = []
        last = None
        for left in layout.label_cols(col):
            text = self.text(layout, row, left)
            kind = self.kind(layout, row, left)
            cell = layout.grid.slots.get((row, left))
            if not text or cell is last or kind in _SKIPPED or (row, left) in layout.grid.values or text.isdigit():
                continue
            last = cell
            if found and kind not in _HOLDERS and self._is_attribute(layout, row, found[-1][0]):
                continue
            found.append((left, text))
        return found or self._key(layout, row, col)

    def _key(self, layout: Layout, row: int, col: int) -> list[tuple[int, str]]:
        """A table without label columns whose first column is the key of its rows (an amount applied for, an age)."""
        first = min(layout.values, default=0)
        called = self._top(layout, row, first)
        if called and col > first and self._top(layout, row, col) == called:
            return []  # 股数 | 金额 | 股数 | 金额: the second 股数 is a key itself
        again = [left for left in range(first + 1, col) if called and self._top(layout, row, left) == called]
        first = again[-1] if again else first  # 股数 | 金额 | 股数 | 金额: the key is the nearer 股数
        text = layout.grid.text(row, first)
        if again:
            return [(first, text)] if text else []
        return [(first, text)] if first < col and first == 0 and text and not layout.label_cols(col) else []

    def text(self, layout: Layout, row: int, col: int) -> str:
        """The text of a label column in a row, without marks; for a blank that of the group which goes on."""
        return unlisted(unmarked(layout.grid.text(row, col))) or self._carried(layout, row, col)

    def _carried(self, layout: Layout, row: int, col: int) -> str:
        """A group label goes on over a page break: a blank at the top of a page, in a column whose cells span rows. A year
        or a product goes on over the blanks below it.
        """
        grid = layout.grid
        cell = grid.slots.get((row, col))
        if cell is None or cell.row == 0 or not self._groups(layout, col):
            return ""
        called = self.kind(layout, row, col)
        sums = any(self.row_meaning(grid.text(row, left)) == "total" for left in layout.label_cols(min(layout.values, default=0)))
        if called in _CARRIED and not cell.text.strip() and (called == "period" or not sums):
            texts = (grid.text(above, col) for above in range(cell.row - 1, -1, -1) if above not in layout.is_head)
            return next((text for text in texts if text), "")
        above = next(
            (grid.slots[r, col] for r in range(cell.row - 1, -1, -1) if (r, col) in grid.slots and r not in layout.is_head), None
        )
        if above is None or above.page == cell.page or not above.text.strip():
            return ""
        return unlisted(unmarked(tidy(above.text)))

    def _top(self, layout: Layout, row: int, col: int) -> str:
        return layout.grid.text(layout.heads[row][0], col) if layout.heads[row] else ""

    def _is_attribute(self, layout: Layout, row: int, before: int) -> bool:
        """Whether the column behind `before` only describes it: a group spans rows or stands in an earlier one."""
        return self.kind(layout, row, before) != "period" and not self._groups(layout, before)

    def _groups(self, layout: Layout, col: int) -> bool:
        """Whether cells of a label column span rows, or leave the rows below them blank."""
        grid = layout.grid
        body = [row for row in range(grid.rows) if row not in layout.is_head]
        spans = any(grid.spans_down(row, col) for row in body)
        blanks = sum(not grid.text(row, col) for row in body)
        return spans or 3 * blanks >= len(body)

    def _headings(self, layout: Layout, row: int, col: int) -> list[str]:
        """Heading rows above a row: filled label, no value; deeper ones under shallower ones, closed by the next."""
        stack: list[tuple[int, str]] = []
        for above in range(row):
            if above in layout.is_head:
                stack.clear()
                continue
            text, indent = self._heading(layout, above, col)
            if text:
                stack = [(depth, words) for depth, words in stack if depth < indent]
                if self.row_meaning(text) != "part":
                    stack.append((indent, text))
        own = self._indent(layout, row, col)
        return [words for depth, words in stack if depth < own or own == 0 or depth == 0]

    def _heading(self, layout: Layout, row: int, col: int) -> tuple[str, int]:
        grid = layout.grid
        if grid.has_values(row, layout.values):
            return "", 0
        texts = grid.row_texts(row)
        beside = [left for left in layout.label_cols(col) if self.kind(layout, row, left) in ("note", "row_number")]
        labels = [grid.text(row, left) for left in layout.label_cols(col) if grid.text(row, left) and left not in beside]
        texts = [text for text in texts if text not in {grid.text(row, left) for left in beside}]
        if (
            not labels
            or len(texts) > len(set(labels))
            or len(labels[0]) > 60
            or not self._is_heading(layout, row, col, labels[-1])
        ):
            return "", 0
        return unlisted(unmarked(labels[-1])), self._indent(layout, row, col)

    def _is_heading(self, layout: Layout, row: int, col: int, text: str) -> bool:
        """In a ruled table a row whose value cells are only blank is an item without values, not a heading: a heading
        spans them, ends in a colon, is numbered, or has deeper rows below it.
        """
        grid = layout.grid
        if grid.table.method != "ruled" or text[-1:] in "：:" or _NUMBER.match(text) or self.row_meaning(text) == "part":
            return True
        first = grid.slots.get((row, layout.label_cols(col)[0]))
        if first is not None and first.col + first.col_span > min(layout.values, default=0):
            return True
        below = next((r for r in range(row + 1, grid.rows) if r not in layout.is_head), None)
        if below is None or self.row_meaning(grid.text(below, layout.label_cols(col)[0])) == "total":
            return False  # a centred sum is not deeper
        return self._indent(layout, below, col) > self._indent(layout, row, col)

    def _indent(self, layout: Layout, row: int, col: int) -> int:
        cells = [layout.grid.slots.get((row, left)) for left in layout.label_cols(col)]
        return max((cell.indent for cell in cells if cell is not None), default=0)

    def _time(self, text: str, kind: str, profile: Profile) -> When:
        when = self._heads.times(text, profile)
        return when if kind == "period" or self._only_time(text, profile) or when.code else When()

    def _only_time(self, text: str, profile: Profile) -> bool:
        said = self._heads.said(text, profile)
        return bool(said.when) and not said.rest
