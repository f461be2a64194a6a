"""Pages that no sane author makes: bounded work, no exception, no figure that is not printed."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.parse.pdf.edges import MOST, clean
from pipeline.parse.pdf.lines import find_lines
from pipeline.parse.pdf.page import Chars, PageContent, Rules
from pipeline.parse.pdf.pagetable import PageTable
from pipeline.parse.pdf.tables import find_tables

WIDTH, HEIGHT = 600.0, 800.0


def content(
    texts: list[tuple[float, float, str]], rules: list[tuple[float, float, float, float]], size: float = 6.0
) -> PageContent:
    """A page of texts (x, baseline, text) and rules (x0, top, x1, bottom), made without a PDF."""
    rows = [(x + 0.5 * size * place, y, char) for x, y, text in texts for place, char in enumerate(text)]
    x0 = np.array([row[0] for row in rows], dtype=np.float64)
    y = np.array([row[1] for row in rows], dtype=np.float64)
    count = len(rows)
    sizes = np.full(count, size)
    chars = Chars(
        [row[2] for row in rows], x0, y - 0.86 * size, x0 + 0.5 * size, y + 0.14 * size, y, sizes,
        np.full(count, 400, dtype=np.int32), np.zeros(count, dtype=np.int32), np.zeros(count),
    )  # fmt: skip
    lines = np.array(rules, dtype=np.float64).reshape(-1, 4)
    colors = np.zeros(len(lines), dtype=np.int32)
    ruled = Rules(lines[:, 0], lines[:, 1], lines[:, 2], lines[:, 3], np.full(len(lines), 0.5), colors)
    return PageContent(1, WIDTH, HEIGHT, chars, ruled, np.zeros((0, 5)), np.zeros((0, 4)))


def tables(page: PageContent) -> list[PageTable]:
    return find_tables(page, find_lines(page.chars))


def lattice(rows: int, cols: int, width: float, height: float) -> list[tuple[float, float, float, float]]:
    """The rules of a full grid of that size."""
    across = [(0.0, i * height / rows, width, i * height / rows) for i in range(rows + 1)]
    down = [(i * width / cols, 0.0, i * width / cols, height) for i in range(cols + 1)]
    return across + down


def test_hundred_thousand_cells() -> None:
    rows, cols = 500, 200
    width, height = cols * 20.0, rows * 10.0
    texts = [(col * 20.0 + 2, row * 10.0 + 7, str((row + col) % 9)) for row in range(rows) for col in range(cols)]
    (table,) = tables(content(texts, lattice(rows, cols, width, height)))
    assert (table.rows, table.cols, len(table.cells)) == (rows, cols, rows * cols)
    assert "".join(cell.text for cell in table.cells) == "".join(text for _, _, text in texts)


def test_two_hundred_columns_without_rules() -> None:
    texts = [(5.0, 30 + 12.0 * row, "row") for row in range(4)]
    texts += [(40 + col * 30.0, 30 + 12.0 * row, f"{col + 100}.5") for row in range(4) for col in range(200)]
    (table,) = tables(content(texts, []))
    assert (table.rows, table.cols) == (4, 201)
    assert [cell.text for cell in table.row_cells(2)][1:] == [f"{col + 100}.5" for col in range(200)]


def test_one_cell_is_no_table() -> None:
    assert (
        tables(
            content(
                [(110.0, 115.0, "1,234.5")],
                [(100, 100, 200, 100), (100, 120, 200, 120), (100, 100, 100, 120), (200, 100, 200, 120)],
            )
        )
        == []
    )


def test_rules_across_the_page_and_beyond() -> None:
    texts = [(100.0, 115.0, "12.5"), (300.0, 115.0, "13.5"), (100.0, 135.0, "14.5"), (300.0, 135.0, "15.5")]
    rules = [(-1e6, y, 1e6, y) for y in (100.0, 120.0, 140.0)] + [(x, -1e6, x, 1e6) for x in (50.0, 250.0, 450.0)]
    found = [cell.text for table in tables(content(texts, rules)) for cell in table.cells if cell.text]
    assert sorted(found) in ([], ["12.5", "13.5", "14.5", "15.5"])  # none is invented, none is there twice


@pytest.mark.parametrize("slant", [0.0, 0.3])
def test_hatching_of_a_hundred_thousand_strokes(slant: float) -> None:
    random = np.random.default_rng(7)
    x, y = random.uniform(0, WIDTH, 100_000), random.uniform(0, HEIGHT, 100_000)
    across = [(float(a), float(b), float(a) + 9, float(b)) for a, b in zip(x[:50_000], y[:50_000], strict=True)]
    down = [(float(a), float(b), float(a), float(b) + 9 + slant) for a, b in zip(x[50_000:], y[50_000:], strict=True)]
    page = content([(100.0, 400.0, "98.5")], across + down)
    horizontal, vertical = clean(page.rules)
    assert max(len(horizontal), len(vertical)) <= MOST
    assert [cell.text for table in tables(page) for cell in table.cells if cell.kind == "figure" and cell.text != "98.5"] == []


def test_page_whose_whole_text_is_one_table() -> None:
    texts = [(20 + 60.0 * col, 20 + 9.0 * row, f"{row}.{col}7" if col else f"甲{row}") for row in range(85) for col in range(9)]
    (table,) = tables(content(texts, []))
    assert (table.rows, table.cols) == (85, 9)


def test_empty_page_and_page_of_one_character() -> None:
    assert tables(content([], [])) == []
    assert tables(content([(10.0, 10.0, "5")], [])) == []


def test_random_scatter_of_numbers_never_raises() -> None:
    random = np.random.default_rng(3)
    for seed in range(20):
        count = 40 + seed
        texts = [
            (float(a), float(b), f"{c:,.1f}")
            for a, b, c in zip(
                random.uniform(0, 560, count), random.uniform(10, 790, count), random.uniform(0, 1e5, count), strict=True
            )
        ]
        printed = "".join(text for _, _, text in texts)
        for table in tables(content(texts, [])):
            assert all(char in printed or char == " " for cell in table.cells for char in cell.text)
