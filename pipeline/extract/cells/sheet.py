"""One table laid out, with what its columns and rows say, read once each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pipeline.core.document import Cell, Profile
from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.cells.context import TableContext
from pipeline.extract.cells.grid import Grid, fills
from pipeline.extract.cells.heads import Head, HeadReader, needs
from pipeline.extract.cells.labels import Label, LabelReader
from pipeline.extract.cells.layout import Layout
from pipeline.extract.cells.periods import When
from pipeline.extract.cells.units import UnitWord
from pipeline.extract.cells.words import unlisted, unmarked

AXES = ("product", "region", "channel")
_CENTS = re.compile(r"[-(（－]?\d{1,3}(?:,\d{3}){1,}\.\d\d[)）]?|[-(（－]?\d{6,}\.\d\d[)）]?")


def _to_the_cent(grid: Grid) -> bool:
    """Whether the largest amounts have cents and six digits before: in 元, as 万元 of that size would be odd."""
    texts = (grid.text(row, col) for row, col in grid.values)
    return any(_CENTS.fullmatch(text) and sum(char.isdigit() for char in text) >= 8 for text in texts)


class Sheet:
    """A table while it is read: answers for one cell come from the same few columns and rows, so they are kept."""

    def __init__(
        self,
        layout: Layout,
        numbers: Sequence[Number],
        context: TableContext,
        profile: Profile,
        heads: HeadReader,
        labels: LabelReader,
    ) -> None:
        self.layout = layout
        self.grid = layout.grid
        self.printed = {
            (number.cell.row, number.cell.col): number.reading.value_printed for number in numbers if number.cell is not None
        }
        self.context = context
        self.profile = profile
        self._heads = heads
        self._labels = labels
        self.units = replace(context.units, rows=self._row_units(), yuan=_to_the_cent(layout.grid), measure=context.measure)
        self._columns: dict[tuple[tuple[int, ...], int], Head] = {}
        self._rows: dict[tuple[int, tuple[int, ...]], Label] = {}
        self._moves: dict[int, tuple[Period | None, str]] = {}
        self._days: dict[int, tuple[Period, str] | None] = {}

    def _row_units(self) -> dict[int, UnitWord]:
        """The unit of each row from a column that is called 单位."""
        found: dict[int, UnitWord] = {}
        for row in range(self.grid.rows):
            col = next((col for col in range(self.grid.cols) if self._labels.kind(self.layout, row, col) == "unit"), None)
            word = self._heads.units.whole(self.grid.text(row, col)) if col is not None else None
            if word is not None:
                found[row] = word
        return found

    def measures(self, row: int) -> bool:
        """Whether a column or the title names what is measured: then labels that name no quantity are its parts."""
        heads = (self.head(row, col) for col in self.layout.values)
        return bool(self.context.measure) or any(head.own and head.role in ("", "level") for head in heads)

    def cell(self, number: Number) -> Cell | None:
        return self.grid.slots.get((number.cell.row, number.cell.col)) if number.cell else None

    def head(self, row: int, col: int) -> Head:
        """The head of a column as it holds for a row; a bare 比例 or 同比 takes its noun from the column it follows."""
        key = (self.layout.heads[row], col)
        if key not in self._columns:
            self._columns[key] = self._apart(row, col, self._named(row, col, self._plain(row, col)))
        return self._columns[key]

    def label(self, row: int, col: int) -> Label:
        key = (row, tuple(self.layout.label_cols(col)) or (col,))
        if key not in self._rows:
            label = self._labels(self.layout, row, col, self.profile)
            self._rows[key] = label.of_all() if label.unnamed and label.groups and self._sums_all(row) else label
        return self._rows[key]

    def _sums_all(self, row: int) -> bool:
        """Whether the values of a row are the sums of all rows above it under its head, and not of fewer."""
        first = max((head for head in self.layout.is_head if head < row), default=-1) + 1
        filled = [self.grid.has_values(line, self.layout.values) for line in range(first, row)]
        if False not in filled or True not in filled[: len(filled) - 1 - filled[::-1].index(False)]:
            return False  # no row of values stands above the last heading
        for col in self.layout.values:
            own = self.printed.get((row, col))
            above = [(line, value) for line in range(first, row) if (value := self.printed.get((line, col))) is not None]
            if own is None or len(above) < 2:
                continue
            parts = [sum(value for line, value in above if line >= start) for start, _ in above]
            return parts[0] == own and own not in parts[1:]
        return False

    def around(self, number: Number, cell: Cell | None) -> Head | None:
        """What the words beside a number in its own cell say (本公司持有100%股权); None for a cell that is the number."""
        if cell is None or fills(number, cell):
            return None
        at = number.span.start - cell.span.start
        before = re.split(r"[，。；,;]", cell.text[:at])[-1]
        behind = re.split(r"[，。；,;]", cell.text[at + len(number.text) :])[0]
        return self._heads.head([f"{before}{behind}"], self.profile)

    def stub_kind(self, row: int, col: int) -> str:
        """What the head of a column calls it, as a label column: customer, product, note, row_number …"""
        return self._labels.kind(self.layout, row, col)

    def part(self, row: int, col: int) -> tuple[str, str]:
        """The innermost label column that is called by a way of splitting (产品名称, 地区): its axis and its text in a row."""
        for left in reversed(self.layout.label_cols(col)):
            axis, text = self._labels.kind(self.layout, row, left), self._labels.text(self.layout, row, left)
            if axis in AXES and text and not self._labels.row_meaning(text):
                return axis, unlisted(unmarked(text))
        return "", ""

    def before(self, row: int, col: int, skip: str = "-") -> Head | None:
        """The column left of a bare 比例 or 同比 that names its quantity, none of the kind `skip`.

        A column that only says 金额 is what the share is of: then nothing further left is meant. A column under another
        head than the bare one's (2020年 beside 2019年) is not looked at, unless it stands right before.
        """
        here = self._plain(row, col)
        for left in reversed([value for value in self.layout.values if value < col]):
            plain = self._plain(row, left)
            if left != col - 1 and plain.path[:-1] != here.path[:-1]:
                return None
            if plain.own and plain.role in ("", "level") and self._heads.measures(plain.metric) != skip:
                return plain
            if not plain.own and not plain.role:
                return None
        return None

    def has_total_beside(self, row: int, col: int) -> bool:
        """Whether a column right of this one is called 合计, and this one is not: the columns are parts."""
        paths = {value: self.head(row, value).path for value in self.layout.values if value >= col}
        sums = {value for value, path in paths.items() if any(self._labels.row_meaning(text) == "total" for text in path)}
        return bool(sums) and col not in sums

    def beside_amounts(self, row: int, col: int) -> bool:
        """Whether a bare (%) column stands right after a column of amounts of the same time."""
        here = self.head(row, col)
        left = max((value for value in self.layout.values if value < col), default=None)
        if left is None or here.unit is None or here.unit.kind != "ratio" or here.own:
            return False
        other = self.head(row, left)
        return (other.unit is None or other.unit.kind != "ratio") and other.whens == here.whens and not other.role

    def all_rows(self, row: int) -> tuple[Period | None, str]:
        """For a sum under rows of years: from the first to the last of them, with the words for it."""
        texts = [self.grid.text(above, 0) for above in range(row) if above not in self.layout.is_head]
        said = [self._heads.said(text, self.profile) for text in texts if text]
        timed = [part.when for part in said if part.when.period and not part.rest]
        ends = [when.period for when in timed if when.period and when.period.start and when.period.end]
        if not ends or len(ends) != len(said):
            return None, ""
        first, last = min(ends), max(ends, key=lambda period: period.end or date.min)
        return Period(first.start, last.end), f"{timed[0].text} {timed[-1].text}"

    def moved(self, row: int) -> tuple[Period | None, str]:
        """For a row between two days that are rows themselves (于1月1日 … 于12月31日): the time from the one to the other."""
        if row not in self._moves:
            self._moves[row] = self._between_days(row)
        return self._moves[row]

    def _between_days(self, row: int) -> tuple[Period | None, str]:
        above = next((found for other in range(row - 1, -1, -1) if (found := self._day(other))), None)
        below = next((found for other in range(row + 1, self.grid.rows) if (found := self._day(other))), None)
        if above is None or below is None or above[0].end is None or below[0].end is None or above[0].end >= below[0].end:
            return None, ""
        first = above[0].end if above[0].end.day == 1 else above[0].end + timedelta(1)
        return Period(first, below[0].end), f"{above[1]} {below[1]}"

    def _day(self, row: int) -> tuple[Period, str] | None:
        """The day that a row of balances is called by, with its label; of 2023年12月31日及2024年1月1日 the later."""
        if row not in self._days:
            self._days[row] = self._read_day(row)
        return self._days[row]

    def _read_day(self, row: int) -> tuple[Period, str] | None:
        day = self._labels.day(self.layout, row, self.profile)
        if day is None or day.end is None or day.start is None or (day.end - day.start).days > 1 or row in self.layout.is_head:
            return None
        return Period.instant(day.end), self.grid.text(row, 0)

    def newest(self, row: int) -> tuple[When, ...]:
        """The times of the newest column: a column of growth that names none is of that one."""
        heads = [self.head(row, col) for col in self.layout.values]
        timed = [head.whens for head in heads if head.role != "growth" and any(when.period for when in head.whens)]
        coded = (head.whens for head in heads if any(when.code.startswith("current") for when in head.whens))
        if not timed:
            return next(coded, ())
        return max(timed, key=lambda whens: max(when.period.end or date.min for when in whens if when.period), default=())

    def is_difference(self, number: Number) -> bool:
        """Whether a value under a head of growth is the difference of the row's two ratios: 35.2, 33.1 and 2.1."""
        if number.cell is None or number.reading.value_printed is None:
            return False
        row = number.cell.row
        levels = [self.printed.get((row, col)) for col in self.layout.values if not self.head(row, col).role]
        found = [value for value in levels if value is not None]
        if len(found) < 2 or self._heads.measures(self.label(row, number.cell.col).leaf) != "%":
            return False
        return abs(found[0] - found[1] - number.reading.value_printed) <= Decimal("0.06")

    def _plain(self, row: int, col: int) -> Head:
        texts: list[str] = []
        last = None
        for head in self.layout.heads[row]:
            cell = self.grid.slots.get((head, col))
            if not self.grid.text(head, col):
                cell = self._unmerged(row, head, col) or self._beside(row, head, col)
            if cell is not None and cell is not last and not self._is_title(cell):
                texts.append(cell.text)
            last = cell
        return self._heads.head(texts, self.profile)

    def _unmerged(self, row: int, head: int, col: int) -> Cell | None:
        """The head that a blank belongs to in a ruled table whose upper level is printed in the first of its columns alone."""
        heads = self.layout.heads[row]
        cells = [cell for cell in self.grid.row_cells(head) if cell.text.strip()]
        if self.grid.table.method != "ruled" or head == heads[-1] or any(cell.col_span > 1 for cell in cells):
            return None
        if not self.grid.text(heads[-1], col):
            return None
        return next((cell for cell in reversed(cells) if min(self.layout.values) <= cell.col < col), None)

    def _beside(self, row: int, head: int, col: int) -> Cell | None:
        """In a table without rules a head that fell into a column of its own, right beside that of its values."""
        labels = self.layout.label_cols(col)
        if self.grid.table.method == "ruled" or any(self.grid.text(other, col) for other in self.layout.heads[row]):
            return None
        near = (self.grid.slots.get((head, other)) for other in (col - 1, col + 1) if other not in (*self.layout.values, *labels))
        return next((cell for cell in near if cell is not None and cell.text.strip()), None)

    def _apart(self, row: int, col: int, head: Head) -> Head:
        """Columns that differ only by the condition in brackets keep it in what they measure."""
        if not head.case:
            return head
        others = [self._plain(row, other) for other in self.layout.values if other != col]
        twin = any(other.metric == head.metric and other.whens == head.whens and other.case != head.case for other in others)
        return replace(head, metric=f"{head.metric} ({head.case})") if twin else head

    def _is_title(self, cell: Cell) -> bool:
        """A row over the whole width is a title; it names a time at most."""
        return cell.col_span >= self.grid.cols > 1 and not self._heads.said(cell.text, self.profile).when

    def _named(self, row: int, col: int, head: Head) -> Head:
        if not needs(head.metric) or head.own or head.role not in ("share", "growth", "level"):
            return head
        grows = head.role == "growth"  # a growth is of the newest time, a share of the time of the column before it
        timed = head if head.whens or grows else replace(head, whens=self._whens_before(row, col))
        noun = self.before(row, col, "price" if head.role == "share" else "-")
        return timed if noun is None else timed.named(noun)

    def _whens_before(self, row: int, col: int) -> tuple[When, ...]:
        """A bare 比例 that names no time is of the time of the column before it."""
        plains = (self._plain(row, left) for left in reversed(self.layout.values) if left < col)
        return next((plain.whens for plain in plains if plain.whens), ())
