"""One document, in this process, nothing written: for notebooks and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pipeline.core.document import Document, Table
from pipeline.core.figure import Figure
from pipeline.core.number import Number
from pipeline.core.result import Result
from pipeline.core.schema import FIGURES
from pipeline.lexicon import default_config, load_config
from pipeline.run.inputs import find_inputs
from pipeline.run.stages import Clock, Stages

if TYPE_CHECKING:
    import pandas as pd


class Figures(Sequence[Figure]):
    """The figures of a document, in order."""

    def __init__(self, result: Result) -> None:
        self._result = result

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Figure]: ...
    def __getitem__(self, index: int | slice) -> Figure | Sequence[Figure]:
        return self._result.figures[index]

    def __len__(self) -> int:
        return len(self._result.figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._result.figures)

    def __repr__(self) -> str:
        return f"<{len(self)} figures>"

    def to_pandas(self) -> pd.DataFrame:
        """The rows that `figures` would have, with its columns and types."""
        from pipeline.publish.columns import figures
        from pipeline.publish.frames import arrow_table

        frame: pd.DataFrame = arrow_table(FIGURES, figures(self._result)).to_pandas(date_as_object=True)
        return frame


@dataclass(frozen=True, slots=True)
class Extraction:
    """One document with everything that was read from it."""

    result: Result

    @property
    def document(self) -> Document:
        return self.result.document

    @property
    def figures(self) -> Figures:
        return Figures(self.result)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every printed number, with its kind."""
        return self.result.numbers

    def tables(self, page: int | None = None) -> tuple[Table, ...]:
        """The printed tables, or those that touch one page (from 1)."""
        held = self.document.tables
        return held if page is None else tuple(table for table in held if table.page_first <= page <= table.page_last)

    def __repr__(self) -> str:
        return f"<{self.document.source}: {len(self.result.figures)} figures, {len(self.document.tables)} tables>"


def extract_one(path: str | Path, *, config: str | Path | None = None, pages: tuple[int, ...] | None = None) -> Extraction:
    """Read one file (with its sidecar, if it has one), given by path or by a URL that fsspec can open.

    Raises DocumentError where the file cannot be read, ConfigError where the config folder or the path is wrong.
    """
    (item,) = find_inputs(Path(path).parent, (path,), pages)
    stages = _stages(Path(config) if config else default_config())
    raw, clock = item.read(), Clock()
    return Extraction(stages.meaning(stages.read(raw, clock), raw.sidecar, clock))


@cache
def _stages(config: Path) -> Stages:
    return Stages(*load_config(config))
