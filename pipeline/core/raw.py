"""A file of raw/ as it comes in: its bytes, and what its sidecar says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class RawFile:
    """What parse is called with. No path: where the bytes came from is the business of run/ alone.

    source   its path under raw/, with forward slashes; parse takes the suffix and, last of all, a date from it
    data     all its bytes
    sidecar  the bytes of raw/NAME.toml, b"" where there is none; parse reads it, and it wins over the document
    pages    the only pages to read (from 1), None for all
    digest   its sha256, where that is known without the bytes (then `data` is b"")
    """

    source: str
    data: bytes = field(repr=False)
    sidecar: bytes = field(default=b"", repr=False)
    pages: tuple[int, ...] | None = None
    digest: str = ""

    @cached_property
    def sha256(self) -> str:
        """Digest of the document's bytes, 64 hex digits: what `doc_id` is made of."""
        return self.digest or hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        """`.pdf`, in lower case; "" where the name has none."""
        name = self.source.rpartition("/")[2]
        stem, dot, suffix = name.rpartition(".")
        return f".{suffix.lower()}" if dot and stem else ""
