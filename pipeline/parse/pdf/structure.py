"""Which cells of a table are header, label, figure; which columns are labels; what is indented."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import numpy as np

from pipeline.core.document import CellKind
from pipeline.parse.pdf.pagetable import PageCell, PageTable
from pipeline.parse.pdf.shapes import plain, shape

INDENT = 0.7  # label beginnings further apart than this, in ems of 10.5 pt, are different levels
EM = 10.5
DEEPEST = 6
LONGEST_NAME = 14
LAST_MONTH = 12
FIGURES = ("number", "amount", "nil")
_LABEL_NAMES = frozenset(
    ("项目", "项目名称", "类别", "类型", "种类", "序号", "年度", "年份", "期间", "科目", "账龄", "地区", "产品", "公司名称")
)
_VALUE_NAME = re.compile(
    r"(?:金额|余额|数额|发生额|价值|比例|占比|比率|税率|数量|人数|情况|经历|关系|原因|内容|说明|期限|用途|依据"
    r"|[(](?:%|[百千万亿]*元|[万亿]*股|人|年|吨|倍|次)[)])$"
)
_VALUE_FIRST = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?[^\d,.]|\d+(?:\.\d+)?[a-z]{3}")
_CLASS = re.compile(r"\d[^-~至到]*[-~～至到][^-~至到]*\d|\d.*(?:以上|以下|以内)")


def structure(table: PageTable) -> PageTable:
    """Set kinds, header rows, label columns and indents of a table whose cells have their texts."""
    rows = table.by_row()
    if table.method == "ruled":
        table.header_rows = header_rows(table, rows)
    table.stub_cols = stub_cols(table)
    _kinds(table, rows)
    _indents(table)
    table.flags = (table.flags - {"header_missing", "key_value", "transposed"}) | _flags(table)
    return table


def _flags(table: PageTable) -> set[str]:
    """header_missing, key_value (label, value, and no header), transposed (a row is a period)."""
    if not table.header_rows:
        return {"key_value"} if table.stub_cols * 2 == table.cols == 2 else {"header_missing"}
    labels = [cell.text for cell in table.cells if cell.kind == "label" and cell.text and cell.col == 0]
    periods = [text for text in labels if shape(text) == "period" and "日" not in text]  # opening and closing days head groups
    return {"transposed"} if len(periods) > 1 and len(periods) >= 0.6 * len(labels) else set()


def header_rows(table: PageTable, rows: list[list[PageCell]]) -> int:
    """How many rows at the top are header; 0 for a table that starts with figures."""
    count = 0
    while count < table.rows - 1 and _may_be_header(table, rows, count):
        count = _beside_tall(table, rows, count + 1)
        if count >= table.rows - 1 or not _more_header(table, rows, count):
            break
    return count


def _beside_tall(table: PageTable, rows: list[list[PageCell]], count: int) -> int:
    """The header with the rows that stand beside heads which reach over several rows."""
    tall = [cell.end_row for row in rows[:count] for cell in row if cell.row_span > 1 and cell.col_span < table.cols]
    deepest = max(tall, default=0)
    while count < deepest <= min(table.rows - 1, DEEPEST) and not _has_figures(rows[count], table, under=True):
        count += 1
    return count


def _has_figures(row: list[PageCell], table: PageTable, under: bool = False) -> bool:
    """Whether a row holds values; classes (1-2年, 增加1%) and counts 1, 2, 3 … are none in a row set off as header.

    under  the row stands beside a head that reaches over it: months 7 8 9 … 1 2 3 are no values there either
    """
    values = [cell for cell in row if cell.text and cell.col > 0 and shape(cell.text) in FIGURES]
    if not values:
        return False
    named = all(shape(cell.text) == "amount" for cell in values) or _counts(values)
    if under and len(values) > 2 and all(cell.text.isdecimal() and int(cell.text) <= LAST_MONTH for cell in values):
        return False
    if under and _styled_apart(values, row[0].row, table):
        return False
    return not (named and row[0].row == 0 and _set_off(row, table))


def _counts(values: list[PageCell]) -> bool:
    """1, 2, 3 … from left to right."""
    numbers = [int(cell.text) for cell in values if cell.text.isdecimal()]
    return len(numbers) == len(values) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _set_off(row: list[PageCell], table: PageTable) -> bool:
    """Whether a row is bold or shaded and what is below it is not, or begins with the name of the label column."""
    filled = [cell for cell in row if cell.text]
    if filled and filled[0].col == 0 and plain(filled[0].text) in _LABEL_NAMES:
        return True
    return _styled_apart(filled, row[0].row, table)


def _styled_apart(cells: list[PageCell], row: int, table: PageTable) -> bool:
    """Whether all these cells are shaded, or bold, and few of those below the row are."""
    rest = [cell for cell in table.cells if cell.row > row and cell.text]
    return any(
        all(getattr(cell, style) for cell in cells) and sum(getattr(cell, style) for cell in rest) < 0.3 * len(rest)
        for style in ("shaded", "bold")
    )


def _may_be_header(table: PageTable, rows: list[list[PageCell]], index: int) -> bool:
    row = rows[index]
    filled = [cell for cell in row if cell.text]
    if not filled or _has_figures(row, table):
        return False
    if is_title_row(row, table) or len(filled) > 1:
        return not _key_value_row(table, rows, index)
    return any(cell.col > 0 for cell in filled) or (index == 0 and filled[0].row_span > 1)


def _key_value_row(table: PageTable, rows: list[list[PageCell]], index: int) -> bool:
    """Whether a row of a two-column table is a label with its value rather than a header."""
    if table.cols > 2 or not rows[index] or is_title_row(rows[index], table):
        return False
    texts = {cell.col: plain(cell.text) for cell in rows[index] if cell.text}
    second_text = texts.get(1, "") if index == 0 and len(texts.get(1, "")) <= LONGEST_NAME else ""
    if texts.get(0, "") in _LABEL_NAMES or _VALUE_NAME.search(second_text):
        return False
    firsts = [cell for row in rows[index + 1 :] for cell in row if cell.col == 0 and cell.text]
    if firsts and all(shape(cell.text) == "number" for cell in firsts):
        return False
    second = [cell for row in rows for cell in row if cell.col == 1 and cell.text]
    amounts = sum(shape(cell.text) == "amount" for cell in second)
    if amounts > 0.4 * len(second) and amounts > sum(shape(cell.text) == "number" for cell in second):
        return True  # each value with a unit of its own: no column of one measure
    figures = sum(shape(cell.text) in ("number", "amount", "nil") for cell in second)
    styled = all(cell.shaded or cell.bold for cell in rows[index] if cell.text)
    others = any(cell.shaded or cell.bold for row in rows[index + 1 :] for cell in row if cell.col == 1 and cell.text)
    return not (styled and not others) and figures < 0.6 * len(second)


def is_title_row(row: list[PageCell], table: PageTable) -> bool:
    """One filled cell over the whole width."""
    filled = [cell for cell in row if cell.text]
    return len(filled) == 1 and table.cols > 1 and filled[0].col == 0 and filled[0].col_span == table.cols


def _more_header(table: PageTable, rows: list[list[PageCell]], count: int) -> bool:
    """Whether row `count` goes on with the header above it."""
    row, above = rows[count], rows[count - 1]
    if _has_figures(row, table):
        return False
    filled = [cell for cell in row if cell.text]
    if not filled:
        return False
    if is_title_row(above, table):
        valued = any(shape(cell.text) in FIGURES for later in rows[count + 1 :] for cell in later)
        return len(filled) > 1 and table.cols > 2 and (valued or _set_off(row, table))
    if any(cell.col_span > 1 for cell in above if cell.text) and len(filled) > 1:
        return True
    if all(shape(cell.text) in ("unit", "period") for cell in filled) and any(cell.col > 0 for cell in filled):
        return True
    styled = all(cell.shaded for cell in filled) and all(cell.shaded for cell in above if cell.text)
    rest = [cell for later in rows[count + 1 :] for cell in later if cell.text]
    return styled and len(filled) > 1 and bool(rest) and not all(cell.shaded for cell in rest)


def stub_cols(table: PageTable) -> int:
    """How many columns at the left hold labels; row numbers before them count with them."""
    count = 0
    for col in range(table.cols):
        body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.col == col and cell.text]
        total = len(body)
        figures = sum(shape(cell.text) in FIGURES or _begins_with_value(cell) for cell in body)
        named = col == 0 and (_row_numbers(body) or _ranges(body) or _codes(body))
        if total and figures > 0.5 * total and not named:
            break
        if (not total and count) or (col and _heads_values(table, col)):
            break
        count += 1
    if not count and _are_keys([cell for cell in table.cells if cell.row >= table.header_rows and cell.col == 0 and cell.text]):
        return 1
    return min(count, table.cols - 1) if table.cols > 1 else 1


def _begins_with_value(cell: PageCell) -> bool:
    """62,593,180 Class B Ordinary Shares: a value with words behind it."""
    return _VALUE_FIRST.match(plain(cell.text)) is not None


def _are_keys(body: list[PageCell]) -> bool:
    """Whether the first column, where no column holds words, counts upwards in whole numbers: what the row is about."""
    texts = [plain(cell.text).replace(",", "") for cell in body]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) > 3 and len(numbers) >= 0.9 * len(texts) and all(a < b for a, b in pairwise(numbers))


def _heads_values(table: PageTable, col: int) -> bool:
    """Whether the header over a column is a period or unit: what stands below are values, printed or not."""
    over = [cell for cell in table.cells if cell.row < table.header_rows and cell.col <= col < cell.end_col and cell.text]
    return bool(over) and shape(over[-1].text) in ("period", "unit")


def _row_numbers(body: list[PageCell]) -> bool:
    """Whether a column counts its rows: 1, 2, 3 …, from any start."""
    numbers = [int(cell.text.strip(".、")) for cell in body if cell.text.strip(".、").isdigit()]
    steps = sum(after - before in (0, 1) for before, after in pairwise(numbers))
    return bool(numbers) and len(numbers) >= 0.5 * len(body) and max(numbers) < 1000 and steps >= 0.7 * (len(numbers) - 1)


def _codes(body: list[PageCell]) -> bool:
    """Whether a column holds codes: as many digits in each cell, five or more, and no separators."""
    lengths = Counter(len(cell.text) for cell in body if cell.text.isdecimal())
    length, count = lengths.most_common(1)[0] if lengths else (0, 0)
    return count > 1 and length > 4 and count >= 0.6 * len(body)


def _ranges(body: list[PageCell]) -> bool:
    """Whether a column names classes of amounts: 1,000,001元至1,500,000元, 500-1,000, 5,000以上."""
    classes = [cell for cell in body if _CLASS.search(plain(cell.text))]
    return len(body) > 1 and len(classes) >= 0.6 * len(body)


def _kinds(table: PageTable, rows: list[list[PageCell]]) -> None:
    for index, row in enumerate(rows):
        header = index < table.header_rows or _inner_header(table, rows, index)
        for cell in row:
            cell.kind = "header" if header and cell.text else _kind(cell, table)
            if not cell.text:
                cell.kind = "other"


def _kind(cell: PageCell, table: PageTable) -> CellKind:
    found = shape(cell.text)
    if cell.col < table.stub_cols:
        return "label"
    if found in ("number", "amount"):
        return "figure"
    if found == "nil":
        return "nil"
    return "other" if cell.col_span < table.cols else "label"


def _inner_header(table: PageTable, rows: list[list[PageCell]], index: int) -> bool:
    """Whether a row inside the body is a header for the rows below it."""
    if index < table.header_rows:
        return False
    row = rows[index]
    values = [cell for cell in row if cell.text and cell.col >= table.stub_cols and cell.col_span < table.cols]
    if len(values) < 2 or index + 1 >= table.rows:
        return False
    found = [shape(cell.text) for cell in values]
    if any(kind in ("number", "amount", "nil") for kind in found):
        return False
    if sum(kind in ("period", "unit") for kind in found) >= 0.5 * len(found):
        return True
    return index > 0 and is_title_row(rows[index - 1], table) and _numeric_below(table, index, values)


def _numeric_below(table: PageTable, index: int, values: list[PageCell]) -> bool:
    """Whether most columns under these cells hold figures further down."""
    below = {
        cell.col for cell in table.cells if index < cell.row <= index + 4 and shape(cell.text) in ("number", "amount", "nil")
    }
    return sum(cell.col in below for cell in values) >= 0.5 * len(values)


def _indents(table: PageTable) -> None:
    """Levels of indentation of the labels of the last label column that is set flush left."""
    for col in range(table.stub_cols):
        labels = [cell for cell in table.cells if cell.col == col and cell.kind == "label" and cell.text and cell.col_span == 1]
        if len(labels) < 2 or _centred(labels):
            continue
        starts = sorted({round(cell.left, 1) for cell in labels})
        levels = [starts[0]]
        for start in starts[1:]:
            if start - levels[-1] > INDENT * EM:
                levels.append(start)
        for cell in labels:
            level = int(np.searchsorted(np.array(levels), cell.left + 0.2, side="right")) - 1
            cell.indent = max(0, min(DEEPEST, level))


def _centred(labels: list[PageCell]) -> bool:
    """Whether the middles of the texts agree better than their beginnings."""
    lefts = np.array([cell.left for cell in labels])
    middles = np.array([(cell.left + cell.right) / 2 for cell in labels])
    return float(middles.std()) < 0.6 * float(lefts.std()) and float(lefts.std()) > 2
