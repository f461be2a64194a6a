"""One sheet: columns with a header, typed cells, links to the review pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LINKS = 65_530  # Excel opens no sheet with more
DIGITS = 15  # a double holds no more; a longer number is written as text, so that no digit is lost

Style = Literal["head", "text", "date", "link", "title", "note", "warn"]


class Formats:
    """Cell formats, each made once. A number's format follows from its unit and how finely it was printed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._held: dict[str, Format] = {}
        self._styles: dict[Style, dict[str, Any]] = {
            "head": {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True, "valign": "top"},
            "text": {},
            "date": {"num_format": "yyyy-mm-dd", "align": "left"},
            "link": {"font_color": "#0B5CAD", "underline": 1},
            "title": {"bold": True, "font_size": 14},
            "note": {"text_wrap": True, "valign": "top"},
            "warn": {"bg_color": "#FFE3E3"},
        }

    def style(self, name: Style) -> Format:
        return self._made(name, self._styles[name])

    def number(self, unit: str, decimals: int | None) -> Format:
        """A ratio as per cent, anything else with thousands separators; as many decimals as were printed."""
        places = max(0, (decimals or 0) - (2 if unit == "ratio" else 0))
        tail = f".{'0' * min(places, 8)}" if places else ""
        code = f"0{tail}%" if unit == "ratio" else f"#,##0{tail};[Red]-#,##0{tail}"
        return self._made(code, {"num_format": code})

    def _made(self, key: str, properties: Mapping[str, Any]) -> Format:
        if key not in self._held:
            self._held[key] = self._book.add_format(dict(properties))
        return self._held[key]


class Sheet:
    """Rows appended one after another under a frozen header. Texts are never formulas, whatever they begin with."""

    def __init__(self, book: Workbook, formats: Formats, name: str, header: Mapping[str, float], above: int = 0) -> None:
        self.at: Worksheet = book.add_worksheet(name)
        self.formats = formats
        self.links = 0
        self.row = above + 1
        for col, (title, width) in enumerate(header.items()):
            self.at.set_column(col, col, width)
            self.at.write_string(above, col, title, formats.style("head"))
        self.at.freeze_panes(above + 1, 0)

    def add(self, cells: list[Any], unit: str = "", decimals: int | None = None, link: str = "") -> int:
        """Write a row and return its index. The first cell carries the link, where there is one."""
        for col, value in enumerate(cells):
            self.put(self.row, col, value, unit, decimals, link if col == 0 else "")
        self.row += 1
        return self.row - 1

    def put(self, row: int, col: int, value: Any, unit: str = "", decimals: int | None = None, link: str = "") -> None:
        """One cell: numbers as numbers, dates as dates, everything else as text."""
        if value is None or value == "":
            return
        if isinstance(value, Decimal):
            self._number(row, col, value, unit, decimals, link)
        elif isinstance(value, bool) or not isinstance(value, int | float | date):
            self._text(row, col, str(value), link)
        elif isinstance(value, date):
            self.at.write_datetime(row, col, value, self.formats.style("date"))
        else:
            self.at.write_number(row, col, value)

    def _number(self, row: int, col: int, value: Decimal, unit: str, decimals: int | None, link: str) -> None:
        plain = value.normalize()
        if len(plain.as_tuple().digits) > DIGITS:
            self._text(row, col, f"{plain:f}", link)
            return
        if self._may_link(link):
            self.at.write_url(row, col, link, self.formats.style("link"), "0")
        self.at.write_number(row, col, float(plain), self.formats.number(unit, decimals))

    def _text(self, row: int, col: int, value: str, link: str) -> None:
        if self._may_link(link):
            self.at.write_url(row, col, link, self.formats.style("link"), value)
        else:
            self.at.write_string(row, col, value)

    def _may_link(self, link: str) -> bool:
        allowed = bool(link) and self.links < LINKS
        self.links += allowed
        return allowed
