"""A <table> of an article as a grid: spans resolved, empty cells kept where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_NUMERIC = re.compile(r"^[（(\-−－+△▲]?[¥￥$]?\d[\d,，.]*\s*(?:%|％|[万亿]?元?|倍|pct)?[）)]?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NIL = frozenset({"", "-", "--", "—", "——", "–", "－", "/", "N/A", "n/a", "不适用", "不適用"})
_UNIT = re.compile(r"单位|單位|[Uu]nit")
_MOST_SPAN = 200  # what a colspan or rowspan may claim


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the grid: its first row and column, how far it reaches, its text, and whether it was a <th>."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    is_header: bool
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """cells by row, then column; `header_rows` and `stub_cols` as core Table means them."""

    cells: tuple[GridCell, ...]
    rows: int
    cols: int
    header_rows: int
    stub_cols: int
    caption: str
    unit_line: str


def read_grid(table: HtmlElement) -> Grid | None:
    """The grid of a data table; None for a table that only lays the page out.

    A data table has two rows and two columns at least, no table inside it, and no cell as long as a paragraph of an
    article (200 characters).
    """
    if table.xpath(".//table"):
        return None
    cells, rows, cols = _placed(table)
    if rows < 2 or cols < 2 or any(len(cell.text) > 200 for cell in cells):
        return None
    caption = " ".join(_text(node) for node in table.xpath("./caption"))
    cells, rows, above = _without_title_rows(cells, rows, cols)
    if rows < 2:
        return None
    titles = [text for text in (caption, *above) if text]
    unit_line = next((text for text in titles if _UNIT.search(text)), "")
    header_rows = _header_rows(table, cells, rows)
    named = " ".join(text for text in titles if text != unit_line)
    return Grid(cells, rows, cols, header_rows, _stub_cols(cells, cols, header_rows), named, unit_line)


def _placed(table: HtmlElement) -> tuple[tuple[GridCell, ...], int, int]:
    """The cells with rowspan and colspan laid out as a browser does."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    trs = [tr for tr in table.iter("tr") if next(tr.iterancestors("table")) is table]
    for row, tr in enumerate(trs):
        col = 0
        for node in tr.xpath("./td|./th"):
            while (row, col) in taken:
                col += 1
            wide = _span(node.get("colspan"))
            deep = min(_span(node.get("rowspan")), len(trs) - row)
            taken.update((r, c) for r in range(row, row + deep) for c in range(col, col + wide))
            raw = "".join(node.itertext())
            indent = len(raw) - len(raw.lstrip("\u3000\xa0")) if raw.strip() else 0
            cells.append(GridCell(row, col, deep, wide, _text(node), node.tag == "th", indent // 2 if indent > 1 else indent))
            col += wide
    cols = max((cell.col + cell.col_span for cell in cells), default=0)
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), len(trs), cols


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.strip().isdecimal() else 1


def _text(node: HtmlElement) -> str:
    return _SPACE.sub(" ", "".join(node.itertext()).replace("\u200b", "")).strip()


def _without_title_rows(cells: tuple[GridCell, ...], rows: int, cols: int) -> tuple[tuple[GridCell, ...], int, tuple[str, ...]]:
    """Leading rows of one cell over the whole width are the table's title or its unit line, no rows of data."""
    titles: list[str] = []
    while rows > len(titles):
        row = [cell for cell in cells if cell.row == len(titles)]
        if len(row) != 1 or row[0].col_span < cols or row[0].row_span > 1:
            break
        titles.append(row[0].text)
    cut = len(titles)
    moved = tuple(
        GridCell(c.row - cut, c.col, c.row_span, c.col_span, c.text, c.is_header, c.indent) for c in cells if c.row >= cut
    )
    return moved, rows - cut, tuple(titles)


def _header_rows(table: HtmlElement, cells: tuple[GridCell, ...], rows: int) -> int:
    """Leading rows of <th> only, or in <thead>, or (without either) the first row when it measures nothing."""
    count = 0
    while count < rows and all(cell.is_header for cell in cells if cell.row <= count < cell.row + cell.row_span):
        count += 1
    if 0 < count < rows:
        return count
    heads = len(table.xpath("./thead/tr"))
    if 0 < heads < rows:
        return heads
    first = [cell for cell in cells if cell.row == 0]
    if any(_NUMERIC.match(cell.text) for cell in first[1:]):
        return 0
    return max(cell.row_span for cell in first if cell.row_span < rows) if first and first[0].row_span < rows else 1


def _stub_cols(cells: tuple[GridCell, ...], cols: int, header_rows: int) -> int:
    """Leading columns whose body holds words; a column of row numbers or of years before them is a label too."""
    measured = [_measures(cells, col, header_rows) for col in range(cols)]
    first = next((col for col, found in enumerate(measured) if found), cols)
    if first == 0 and cols > 2 and not measured[1] and _counts_rows(cells, header_rows):
        first = next((col for col in range(1, cols) if measured[col]), cols)
    return max(0, min(first, cols - 1))


def _measures(cells: tuple[GridCell, ...], col: int, header_rows: int) -> bool:
    body = [cell.text for cell in cells if cell.col == col and cell.row >= header_rows and cell.text not in _NIL]
    numbers = [text for text in body if _NUMERIC.match(text) and not _YEAR.match(text)]
    return bool(body) and len(numbers) * 2 >= len(body)


def _counts_rows(cells: tuple[GridCell, ...], header_rows: int) -> bool:
    body = [cell.text for cell in cells if cell.col == 0 and cell.row >= header_rows and cell.text not in _NIL]
    return body == [str(order) for order in range(1, len(body) + 1)]


def is_nil(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return text in _NIL


def is_numeric(text: str) -> bool:
    """Whether a cell is one printed number."""
    return bool(_NUMERIC.match(text))
