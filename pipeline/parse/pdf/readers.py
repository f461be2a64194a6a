"""The one door to a PDF's pages: a first reader, a second that reads along, a third where they differ."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pypdfium2

from pipeline.core.errors import DocumentError, PageError
from pipeline.lexicon.settings import Settings
from pipeline.parse.pdf.hidden import may_hide
from pipeline.parse.pdf.ocr import Ocr
from pipeline.parse.pdf.oxide import OxideReader
from pipeline.parse.pdf.pdfium import PdfiumReader
from pipeline.parse.pdf.pictured import Pictured
from pipeline.parse.pdf.plumber import PlumberReader
from pipeline.parse.pdf.raw import RawChars, RawPaths, Sheet
from pipeline.parse.pdf.upright import THIN, Reading, upright

# What carries values: digits, signs, points, percents, brackets. Full and half width count apart, as printed.
_COMPARED = frozenset("0123456789.,%-()０１２３４５６７８９．，％－（）−–‑△")
_SAME = str.maketrans("\x02\ufffe", "--")
_WHITE = 0xFAFAFA
_LARGEST = 200 * 72.0 + 1  # points: the format's own limit of 200 inches
# What the libraries raise for broken files: pdf_oxide RuntimeError, ValueError and OSError; pdfminer all sorts.
_BROKEN = (RuntimeError, ValueError, OSError, KeyError, TypeError, IndexError, AttributeError, AssertionError,
           RecursionError, ZeroDivisionError, OverflowError)  # fmt: skip

_Read = tuple[RawChars, RawPaths, str]


class PdfPages:
    """The pages of one file. Built once a file, asked page after page, closed at the end.

    `ocr` reads the pages without a text layer, None where there is none.
    Raises DocumentError: `not_pdf`, `password` (none or a wrong one given), `unreadable`.
    """

    def __init__(self, data: bytes, settings: Settings, password: str = "", ocr: Ocr | None = None) -> None:
        _check(data)
        self._data, self._settings, self._password = data, settings, password
        self._pdfium = _open_pdfium(data, password)
        self._oxide = _open_oxide(data, password) if settings.engine == "pdf_oxide" else None
        self._plumber: PlumberReader | None = None
        self._may_hide = may_hide(data)
        self._pictured = Pictured(self._pdfium, settings, ocr)

    def __len__(self) -> int:
        return len(self._pdfium)

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._pdfium.close()
        if self._plumber is not None:
            self._plumber.close()

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """(level from 1, title, page) of the file's outline; none where it cannot be read."""
        try:
            return self._pdfium.bookmarks()
        except (pypdfium2.PdfiumError, *_BROKEN):
            return []

    def read(self, number: int) -> Reading:
        """Read a page with the first reader, compare with pdfium, and read it anew where they differ; one without text by OCR.

        Raises PageError where no reader can read it, or it is larger than the settings allow.
        """
        try:
            sheet = self._pdfium.sheet(number)
            seen = self._pdfium.text(number)
        except pypdfium2.PdfiumError as error:
            raise PageError(f"page {number} cannot be loaded: {error}", "a page", code="page_unreadable") from error
        if max(sheet.right - sheet.left, sheet.top - sheet.bottom) > _LARGEST:
            raise PageError(f"page {number} is larger than 200 inches", "a page to print", code="page_too_large")
        self._refuse(number, len(seen))
        return self._pictured(self._read(number, sheet, seen.translate(_SAME)))

    def _refuse(self, number: int, chars: int) -> None:
        if chars > self._settings.page_limit_chars:
            seen = f"page {number} holds {chars} characters"
            raise PageError(seen, f"at most {self._settings.page_limit_chars}", "Raise page_limit_chars", "page_too_large")

    def _read(self, number: int, sheet: Sheet, seen: str) -> Reading:
        first = self._first(number)
        if first is not None:
            raw, paths, engine = first
            self._refuse(number, len(raw.text))
            differ = _difference(engine, raw, "pdfium", seen)
            again = _turned(raw) or _misread(raw, seen) or _white_text(raw) or (self._may_hide and self._pdfium.hides(number))
            if not differ and not again:
                if engine == OxideReader.name and _white_rules(paths):
                    paths = self._pdfium.paths(number, self._settings.page_limit_paths)
                return self._reading(number, sheet, raw, paths, engine)
        else:
            differ = {self._settings.engine: "could not read the page"}
        second = self._pdfium.chars(number), self._pdfium.paths(number, self._settings.page_limit_paths), "pdfium"
        if differ and first is not None:
            second, differ["pdfplumber"] = self._umpire(number, first, second)
        return self._reading(number, sheet, *second, differ)

    def _first(self, number: int) -> _Read | None:
        reader = self._oxide or self._third()
        if reader is None:
            return None
        try:
            return reader.chars(number), reader.paths(number, self._settings.page_limit_paths), reader.name
        except _BROKEN:
            return None

    def _umpire(self, number: int, first: _Read, second: _Read) -> tuple[_Read, str]:
        """The reading that pdfplumber confirms; pdfium's where it confirms neither."""
        third = self._third()
        try:
            text = "".join(third.chars(number).text) if third is not None else ""
        except _BROKEN:
            text = ""
        for read in (second, first):
            if text and not _difference(read[2], read[0], "pdfplumber", text):
                return read, f"confirms {read[2]}"
        return second, "confirms neither"

    def _third(self) -> PlumberReader | None:
        if self._plumber is None:
            try:
                self._plumber = PlumberReader(self._data, self._password)
            except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file leads it to
                return None
        return self._plumber

    def _reading(
        self, number: int, sheet: Sheet, raw: RawChars, paths: RawPaths, engine: str, differ: dict[str, str] | None = None
    ) -> Reading:
        if not paths.images and (_white_text(raw) or len(raw.text) < 100):
            paths.images = self._pdfium.images(number)
        page = upright(number, sheet, raw, paths, engine)
        if differ:
            for part in page.parts:
                part.flags.add("readers_differ")
        return Reading(page, differ or {})


def _check(data: bytes) -> None:
    if b"%PDF-" in data[:1024]:
        return
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise DocumentError("an HTML page under the name of a PDF", "a PDF", "Download the file again", "not_pdf")
    if not data.strip():
        raise DocumentError("an empty file", "a PDF", "Download the file again", "not_pdf")
    raise DocumentError(f"a file that begins {data[:8]!r}", "a PDF, which begins %PDF-", "Check the file", "not_pdf")


def _open_pdfium(data: bytes, password: str) -> PdfiumReader:
    try:
        reader = PdfiumReader(data, password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            seen = "a wrong password" if password else "a file that is locked with a password"
            raise DocumentError(seen, "its password", 'Put password = "..." in its sidecar NAME.toml', "password") from error
        raise DocumentError(f"a damaged PDF ({error})", "a whole PDF", "Download the file again", "unreadable") from error
    if not len(reader):
        raise DocumentError("a PDF without pages", "pages", "Download the file again", "unreadable")
    return reader


def _open_oxide(data: bytes, password: str) -> OxideReader | None:
    try:
        return OxideReader(data, password)
    except _BROKEN:
        return None


def _turned(raw: RawChars) -> bool:
    """Whether text is turned by a quarter: pdf_oxide does not give its advance."""
    return bool((np.abs((raw.angle + 90) % 180 - 90) > 45).sum() > 2)


def _white_text(raw: RawChars) -> bool:
    """Whether something printed is said to be white: pdf_oxide says so of other text too."""
    return any(not raw.text[i].isspace() for i in np.flatnonzero(raw.color >= _WHITE).tolist())


def _white_rules(paths: RawPaths) -> bool:
    """Whether thin white drawings are among the paths: pdf_oxide takes some black ones for white."""
    strokes = any(stroke[5] >= _WHITE for stroke in paths.strokes)
    return strokes or any(fill[4] >= _WHITE and min(fill[2] - fill[0], fill[3] - fill[1]) <= THIN for fill in paths.fills)


def _misread(raw: RawChars, text: str) -> bool:
    """Whether the second reader sees ideographs or letters on the page that the first one never sees."""
    return any(char.isalpha() for char in set(text).difference("".join(raw.text)))


def _difference(one: str, raw: RawChars, other: str, text: str) -> dict[str, str]:
    """What each of two readers saw more often than the other, of the characters that carry values."""
    seen = "".join(raw.text).translate(_SAME)
    mine = Counter({char: seen.count(char) for char in _COMPARED})
    theirs = Counter({char: text.count(char) for char in _COMPARED})
    if mine == theirs:
        return {}
    found = {}
    for name, more in ((one, mine - theirs), (other, theirs - mine)):
        if more:
            found[name] = f"saw {sum(more.values())} more of {''.join(sorted(more))}"
    return found
