"""The workbook, read back cell by cell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.core.result import Result
from pipeline.core.tablesum import TableSum
from pipeline.publish import OutputFolder, part_of
from pipeline.publish.workbook import write_workbook
from tests.publish import made

NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with OutputFolder(tmp_path / "out") as out:
        out.add(part_of(made.result()))
    return tmp_path / "out"


def sheets(path: Path) -> dict[str, ET.Element]:
    """Sheet name -> its XML."""
    with zipfile.ZipFile(path) as book:
        names = [sheet.attrib["name"] for sheet in ET.fromstring(book.read("xl/workbook.xml")).iterfind(".//x:sheet", NAMES)]
        return {name: ET.fromstring(book.read(f"xl/worksheets/sheet{n}.xml")) for n, name in enumerate(names, start=1)}


def shared(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iterfind(".//x:t", NAMES)) for item in root.iterfind("x:si", NAMES)]


def test_numbers_are_numbers_and_texts_are_never_formulas(folder: Path, tmp_path: Path):
    write_workbook(folder, tmp_path / "a.xlsx")
    figures = sheets(tmp_path / "a.xlsx")["figures"]
    values = [
        float(cell.find("x:v", NAMES).text)
        for cell in figures.iterfind(".//x:c", NAMES)
        if cell.get("t") is None and cell.find("x:v", NAMES) is not None
    ]
    assert 312_400_000.0 in values
    assert not list(figures.iterfind(".//x:f", NAMES))
    assert "3.124亿元" in shared(tmp_path / "a.xlsx")


def test_a_printed_total_is_a_live_formula_over_its_items(folder: Path, tmp_path: Path):
    ids = [figure.figure_id for figure in sorted(made.result().figures, key=lambda figure: figure.span)]
    write_workbook(
        folder, tmp_path / "a.xlsx", [TableSum(ids[0], ((1, ids[1]),), tied=True), TableSum("f_gone", ((1, ids[1]),), tied=True)]
    )
    formulas = [formula.text for formula in sheets(tmp_path / "a.xlsx")["totals"].iterfind(".//x:f", NAMES)]
    assert formulas == ["figures!B2", "+figures!B3", "A2-B2"]


def test_the_same_tables_give_the_same_bytes(folder: Path, tmp_path: Path):
    write_workbook(folder, tmp_path / "a.xlsx")
    write_workbook(folder, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_does_not_fit_is_said(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.publish.workbook.book.ROWS", 1)
    caps = write_workbook(folder, tmp_path / "a.xlsx")
    assert caps[0].startswith("figures: the first 1 of 2 rows")
    assert caps[0] in shared(tmp_path / "a.xlsx")


def test_a_row_links_to_its_review_page(folder: Path, tmp_path: Path, result: Result):
    write_workbook(folder, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        links = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".rels"))
    assert f"review\\{result.document.doc_id}.html" in links  # Excel wants a backslash
