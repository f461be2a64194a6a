"""Whether a file may hold text without ink, told from its bytes: most files do not, and then no page need be searched."""

from __future__ import annotations

import base64
import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_OPERATOR = re.compile(rb"Tr\b")
_MODE = re.compile(rb"(?:^|[\s\]\)>])[37]\s+$")
_LOOK_BACK = 64  # bytes before the operator that hold its operand
_OTHER = re.compile(rb"/(?:Image|ObjStm|XRef|Length[123]|FontFile\d?|CIDFontType0C|OpenType|Type1C|Metadata|DeviceN|Alternate)\b")
_CLOSED = (b"/Encrypt", b"/LZWDecode", b"/RunLengthDecode", b"/Crypt")  # streams that are not looked into
_ENOUGH = 1 << 24  # bytes of one stream that are looked at


def may_hide(data: bytes) -> bool:
    """True where a content stream sets text rendering mode 3 or 7, or streams cannot be looked into (encryption, old filters)."""
    if any(word in data for word in _CLOSED):
        return True
    return any(_draws_hidden(data, match.start(), match.end()) for match in _STREAM.finditer(data))


def _draws_hidden(data: bytes, start: int, begin: int) -> bool:
    """Whether the stream there is page content that sets such a mode; images, fonts and tables of objects are passed over."""
    head = data[max(0, start - 400) : start].rpartition(b"obj")[2]
    if _OTHER.search(head):
        return False
    content = _opened(data, begin)
    places = (match.start() for match in _OPERATOR.finditer(content))
    return any(_MODE.search(content[max(0, place - _LOOK_BACK) : place]) for place in places)


def _opened(data: bytes, start: int) -> bytes:
    """The content of a stream packed with Flate, also in ASCII85; of others what stands there openly."""
    if _is_flate(data[start : start + 2]):
        return _inflated(memoryview(data)[start : start + _ENOUGH])
    end = data.find(b"endstream", start, start + _ENOUGH)
    content = data[start:end].strip() if end > 0 else b""
    if not content.endswith(b"~>"):
        return content
    try:
        packed = base64.a85decode(content[:-2])
    except ValueError:
        return b""
    return _inflated(memoryview(packed)) if _is_flate(packed[:2]) else packed


def _is_flate(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 15 == 8 and (head[0] * 256 + head[1]) % 31 == 0


def _inflated(packed: memoryview) -> bytes:
    """What can be inflated, up to where the stream is damaged."""
    try:
        return zlib.decompressobj().decompress(packed, _ENOUGH)
    except zlib.error:
        return b""
