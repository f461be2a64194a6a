"""A small result, made by hand: an article with a figure, a date and a reject, and a table of two by two."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.core.document import Block, Cell, CharMap, Document, Page, Profile, Table, Warning
from pipeline.core.figure import Figure, Reject
from pipeline.core.mention import Mention
from pipeline.core.number import CellPlace, Number
from pipeline.core.period import Period
from pipeline.core.place import Box, PageBox, Span
from pipeline.core.reading import Reading
from pipeline.core.result import Result

TEXT = "2023年营收约3.124亿元，编号12。\n项目,2023年\n=利润,（8.5）\n"
BOX = PageBox(1, Box(10.004, 20.0, 30.5, 32.0))


def number(text: str, kind: str, cell: CellPlace | None = None, reason: str = "") -> Number:
    start = TEXT.index(text)
    return Number(Span(start, start + len(text)), text, Reading("number", start, start + len(text), text), 0, cell, kind, reason)


def figure(text: str, value: str, figure_id: str, **more: object) -> Figure:
    start = TEXT.index(text)
    made = Figure(figure_id, "prose", Span(start, start + len(text)), text, value=Decimal(value), unit="CNY")
    return replace(made, **more)


def cell(row: int, col: int, text: str, kind: str) -> Cell:
    start = TEXT.index(text)
    return Cell(row, col, text, Span(start, start + len(text)), page=1, boxes=(BOX,), kind=kind)


def result(**profile: object) -> Result:
    place = CellPlace("t_1", 1, 1)
    cells = (
        cell(0, 0, "项目", "header"),
        cell(0, 1, "2023年", "header"),
        cell(1, 0, "=利润", "label"),
        cell(1, 1, "（8.5）", "figure"),
    )
    table = Table(
        "t_1",
        cells,
        2,
        2,
        1,
        caption="利润表",
        unit_line="单位：万元",
        page_first=1,
        page_last=1,
        section_path=("第一节", "一、"),
    )
    count = len(TEXT)
    document = Document(
        doc_id="d_0123456789abcdef",
        source="news/a.txt",
        sha256="0" * 64,
        size=100,
        media_type="text/plain",
        encoding="utf-8",
        text=TEXT,
        blocks=(Block("paragraph", Span(0, count)),),
        tables=(table,),
        pages=(Page(1, 595.0, 842.0, Span(0, count)),),
        chars=CharMap(array("I", [1] * count), array("f", [10.0, 20.0, 30.0, 32.0] * count)),
        profile=Profile(
            issuer="清河股份有限公司",
            stock_code="000001",
            names={"清河": "清河股份有限公司"},
            published=date(2024, 3, 1),
            **profile,
        ),
        warnings=(Warning("no_text_layer", "a picture", 1),),
    )
    revenue = figure(
        "3.124亿元", "3.124E+8", "f_1", decimals=-5, value_printed=Decimal("3.124"), scale=8, qualifier="about", entity="清河",
        boxes=(BOX, PageBox(2, Box(1, 2, 3, 4))), period=Period(date(2023, 1, 1), date(2023, 12, 31)), scope=(("basis", "parent"), ("region", "境内")),
        flags=frozenset({"b", "a"}), confidence=0.9, base_period=Period(None, date(2022, 12, 31)),
    )  # fmt: skip
    loss = figure("（8.5）", "-85000", "f_2", kind="table", cell=place, boxes=(BOX,))
    numbers = (
        number("2023", "date", reason="year"),
        number("3.124亿元", "figure"),
        number("12", "rejected"),
        number("（8.5）", "figure", place),
    )
    reject = Reject(Mention(numbers[2], "prose", "编号"), "no unit")
    return Result(document, numbers, (loss, revenue), (reject,))
