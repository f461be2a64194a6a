"""Whether a file may hold text without ink, told from its bytes: most files do not, and then no page need be searched."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_MODE = re.compile(rb"(?:^|[\s\]\)>])[37]\s+Tr\b")
_ENOUGH = 1 << 24       # bytes of one stream that are looked at


def may_hide(data: bytes) -> bool:
    """True where a content stream sets text rendering mode 3 or 7, or streams cannot be looked into (encryption)."""
    if b"/Encrypt" in data:
        return True
    return any(_MODE.search(_opened(data, match.end())) for match in _STREAM.finditer(data))


def _opened(data: bytes, start: int) -> bytes:
    """The content of a stream packed with Flate; of others nothing but what stands there openly."""
    head = data[start : start + 2]
    if len(head) < 2 or head[0] & 15 != 8 or (head[0] * 256 + head[1]) % 31:
        end = data.find(b"endstream", start, start + _ENOUGH)
        return data[start:end] if end > 0 else b""
    try:
        return zlib.decompressobj().decompress(memoryview(data)[start:], _ENOUGH)
    except zlib.error:
        return b""
