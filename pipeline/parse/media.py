"""What kind of file the bytes are, told by the bytes; a name that says otherwise is an error of its own."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.core.errors import DocumentError
from pipeline.core.raw import RawFile

MediaType = Literal["text/plain", "text/html", "application/pdf"]

_SUFFIXES: dict[str, MediaType] = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
}
_NAMES: dict[MediaType, str] = {"application/pdf": "a PDF", "text/html": "an HTML page", "text/plain": "plain text"}
_FOREIGN = (
    (b"PK\x03\x04", "a ZIP, Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!", "a RAR file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"%!PS", "a PostScript file"),
)
_PDF_HEADER_WITHIN = 1024  # bytes, as Acrobat tolerates
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(rb"</?(?:p|div|br|table|span|article|section|h[1-6]|meta|title)\b[^<>]*>", re.IGNORECASE)


def media_type(raw: RawFile) -> MediaType:
    """The type of a file by its content.

    Raises DocumentError: empty_file; unsupported_type for a format that is none of ours; wrong_extension where the
    name promises another type than the bytes hold.
    """
    if not raw.data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DocumentError(f"{raw.source} is empty", "a PDF, an HTML page or a text", "Fetch the file again", "empty_file")
    found = _sniffed(raw.data, raw.suffix)
    promised = _SUFFIXES.get(raw.suffix)
    if promised is not None and found != promised:
        seen = f"{raw.source} holds {_NAMES[found]}"
        right = next(suffix for suffix, kind in _SUFFIXES.items() if kind == found)
        raise DocumentError(
            seen, f"{_NAMES[promised]}, as its name says", f"Fetch it again, or name it {right}", "wrong_extension"
        )
    return found


def _sniffed(data: bytes, suffix: str) -> MediaType:
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "application/pdf"
    for mark, name in _FOREIGN:
        if data.startswith(mark):
            todo = "Convert it to PDF, HTML or UTF-8 text"
            raise DocumentError(f"the file is {name}", "a PDF, an HTML page or a text", todo, "unsupported_type")
    plain = data.replace(b"\x00", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if _MARKUP.search(plain[:4096]):
        return "text/html"
    if suffix in (".html", ".htm", ".shtml", ".xhtml") and _TAG.search(plain):
        return "text/html"
    return "text/plain"
