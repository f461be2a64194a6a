"""bytes -> Document: the file read, and what it is about."""

from __future__ import annotations

from pipeline.core.document import Document
from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.parse.profile import Profiler
from pipeline.parse.read import Read


class Parse:
    """Read, then profile. Built once, called with a RawFile.

    Raises DocumentError for a file that cannot be read at all; what could be read only in part is in Document.warnings.
    """

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._read = Read(settings, lexicon)
        self._profile = Profiler(settings, lexicon)

    def __call__(self, raw: RawFile) -> Document:
        return self._profile(self._read(raw), raw.sidecar)
