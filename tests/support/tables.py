"""Tables for tests, drawn as text: one line a row, cells between bars."""

from __future__ import annotations

from pipeline.core.document import Block, Cell, CellKind, Document, Profile, Table
from pipeline.core.place import Span


def table_document(
    drawing: str,
    head: int = 1,
    stub: int = 1,
    caption: str = "",
    unit_line: str = "",
    lead: str = "",
    profile: Profile | None = None,
) -> Document:
    """A document that holds one table.

    drawing  rows as lines, cells between `|`; a cell `<` belongs to the one at its left, `^` to the one above
    head     rows of the header; stub: columns of labels; lead: the paragraph before the table
    """
    rows = [[cell.strip() for cell in line.strip().split("|")] for line in drawing.strip().splitlines()]
    text = f"{lead}\n" if lead else ""
    cells: list[Cell] = []
    for row, texts in enumerate(rows):
        for col, words in enumerate(texts):
            if words in ("<", "^"):
                continue
            kind: CellKind = "header" if row < head else "label" if col < stub else "figure" if _numeric(words) else "other"
            span = Span(len(text), len(text) + len(words))
            cells.append(Cell(row, col, words, span, _down(rows, row, col), _right(rows, row, col), 1, (), kind))
            text += words + "\t"
        text += "\n"
    blocks = [Block("paragraph", Span(0, len(lead)), 1)] if lead else []
    start = cells[0].span.start
    blocks.append(Block("table", Span(start, len(text)), 1, table_id="t_1"))
    table = Table(
        "t_1", tuple(cells), len(rows), len(rows[0]), head, stub, "ruled", caption, unit_line, "above" if unit_line else ""
    )
    return Document(
        "d_1", "a.pdf", "0" * 64, 0, "application/pdf", "", text, tuple(blocks), (table,), profile=profile or Profile()
    )


def _numeric(words: str) -> bool:
    return any(char.isdigit() for char in words) and not any("\u4e00" <= char <= "\u9fff" for char in words)


def _right(rows: list[list[str]], row: int, col: int) -> int:
    span = 1
    while col + span < len(rows[row]) and rows[row][col + span] == "<":
        span += 1
    return span


def _down(rows: list[list[str]], row: int, col: int) -> int:
    span = 1
    while row + span < len(rows) and rows[row + span][col] == "^":
        span += 1
    return span
