"""The stages of the first half, built once in a worker and called document by document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from pipeline.core.document import Document
from pipeline.core.errors import ConfigError
from pipeline.core.figure import Figure, Reject
from pipeline.core.raw import RawFile
from pipeline.core.result import Result
from pipeline.lexicon import Lexicon, Settings
from pipeline.run.reads import WatchedFiles

if TYPE_CHECKING:
    from pipeline.parse.read import Readout

T = TypeVar("T")


class Clock:
    """Seconds by stage, and processor seconds in all since it was made."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = process_time()

    @property
    def cpu(self) -> float:
        return process_time() - self._began

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


class ReadStep:
    """bytes -> Readout."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        from pipeline.parse.read import Read

        self.read, self.reads = _watched(Read, settings, lexicon)

    def __call__(self, raw: RawFile, clock: Clock) -> Readout:
        with clock.stage("parse"):
            return self.read(raw)


class MeaningStep:
    """Readout -> Result: profile, segment, extract, normalize, and the claims of an article."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        from pipeline.extract import Extract
        from pipeline.extract.claims import ReadClaims
        from pipeline.normalize import Normalize
        from pipeline.parse.profile import Profiler
        from pipeline.segment import Segment

        self.profile, *read = _watched(Profiler, settings, lexicon)
        self.segment, first = _watched(Segment, settings, lexicon)
        self.extract, second = _watched(Extract, settings, lexicon)
        self.normalize, third = _watched(Normalize, settings, lexicon)
        self.claims = ReadClaims()
        self.reads = tuple(sorted({*read[0], *first, *second, *third}))

    def __call__(self, readout: Readout, sidecar: bytes, clock: Clock) -> Result:
        with clock.stage("profile"):
            document = self.profile(readout, sidecar)
        with clock.stage("segment"):
            segmented = self.segment(document)
        with clock.stage("extract"):
            extracted = self.extract(segmented)
        with clock.stage("normalize"):
            settled = [self.normalize(document, mention) for mention in extracted.mentions]
        figures = tuple(item for item in settled if isinstance(item, Figure))
        rejects = tuple(item for item in settled if isinstance(item, Reject))
        _check(len(segmented.numbers), len(extracted.numbers), "numbers found", "numbers told apart")
        of_kind = sum(number.kind == "figure" for number in extracted.numbers)
        _check(of_kind, len(settled), "numbers of kind figure", "mentions")
        with clock.stage("claims"):
            claims = self.claims(document, figures) if _is_article(document) else ()
        return Result(document, extracted.numbers, figures, rejects, claims)


class Stages:
    """Both steps, each built when it is first needed: a run that finds all texts in the cache loads no PDF engine."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._given = settings, lexicon

    @cached_property
    def read(self) -> ReadStep:
        return _installed(ReadStep, *self._given)

    @cached_property
    def meaning(self) -> MeaningStep:
        return _installed(MeaningStep, *self._given)


def _installed(build: Callable[[Settings, Lexicon], T], settings: Settings, lexicon: Lexicon) -> T:
    """A step; a package that is missing costs the run, not every document of it."""
    try:
        return build(settings, lexicon)
    except ImportError as error:
        raise ConfigError(f"a package cannot be imported: {error}", "a complete installation", "Install heshu again") from error


def _watched(build: Callable[[Settings, Lexicon], T], settings: Settings, lexicon: Lexicon) -> tuple[T, tuple[str, ...]]:
    """A stage, and the lexicon files that it read while it was built."""
    files = WatchedFiles(lexicon.files)
    stage = build(settings, Lexicon(files))
    return stage, files.seal()


def _is_article(document: Document) -> bool:
    """Claims are what articles make; a filing is what they are held against."""
    return document.profile.doc_type == "news" or not document.pages


def _check(wanted: int, found: int, what: str, became: str) -> None:
    """The law of the flow: nothing is dropped in silence."""
    if wanted != found:
        raise AssertionError(f"{wanted} {what} but {found} {became}")
