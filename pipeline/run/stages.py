"""The stages of the first half, built once in a worker and called document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from pipeline.core.bug import INTERNAL, is_bug, told
from pipeline.core.claim import Claim
from pipeline.core.document import Document, Warning
from pipeline.core.errors import ConfigError
from pipeline.core.figure import Figure, Reject
from pipeline.core.mention import Mention
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
            settled = [self._normalized(document, mention) for mention in extracted.mentions]
        figures = tuple(item for item in settled if isinstance(item, Figure))
        rejects = tuple(item for item in settled if isinstance(item, Reject))
        _check(len(segmented.numbers), len(extracted.numbers), "numbers found", "numbers told apart")
        of_kind = sum(number.kind == "figure" for number in extracted.numbers)
        _check(of_kind, len(settled), "numbers of kind figure", "mentions")
        reasons = [(number.span.start, number.reason) for number in extracted.numbers]
        reasons += [(reject.mention.number.span.start, reject.reason) for reject in rejects]
        with clock.stage("claims"):
            claims, bug = self._claimed(document, figures)
        warned = replace(document, warnings=(*document.warnings, *_bugs(document, reasons), *bug))
        return Result(warned, extracted.numbers, figures, rejects, claims)

    def _normalized(self, document: Document, mention: Mention) -> Figure | Reject:
        """A bug of ours costs the figure that it meets."""
        try:
            return self.normalize(document, mention)
        except Exception as error:
            return Reject(mention, told(error))

    def _claimed(self, document: Document, figures: tuple[Figure, ...]) -> tuple[tuple[Claim, ...], tuple[Warning, ...]]:
        """The claims of an article; a bug of ours costs these, not its figures."""
        try:
            return (tuple(self.claims(document, figures)) if _is_article(document) else ()), ()
        except Exception as error:
            return (), (Warning(INTERNAL, f"claims were not read: {told(error)}"),)


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


def _bugs(document: Document, reasons: Iterable[tuple[int, str]]) -> Iterator[Warning]:
    """A warning for each bug of ours on each page: how many numbers it cost. `reasons` are (offset, reason) of numbers."""
    counts = Counter((document.page_at(offset), reason) for offset, reason in reasons if is_bug(reason))
    for (page, reason), count in counts.items():
        yield Warning(INTERNAL, f"{count} numbers were not understood, which is a bug: {reason}", page)


def _check(wanted: int, found: int, what: str, became: str) -> None:
    """The law of the flow: nothing is dropped in silence."""
    if wanted != found:
        raise AssertionError(f"{wanted} {what} but {found} {became}")
