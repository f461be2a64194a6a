"""Heshu 核数: every figure printed in Chinese filings and news, with its meaning.

>>> import pipeline
>>> found = pipeline.extract("raw/article.txt")  # doctest: +SKIP
>>> found.figures.to_pandas()  # doctest: +SKIP
>>> tables = pipeline.load("extracted")  # doctest: +SKIP

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.core.document import Document
    from pipeline.core.errors import ConfigError, DocumentError, PipelineError
    from pipeline.core.figure import Figure
    from pipeline.core.interval import Interval
    from pipeline.core.period import Period
    from pipeline.publish.load import load
    from pipeline.run.single import Extraction
    from pipeline.run.single import extract_one as extract

__all__ = [
    "ConfigError",
    "Document",
    "DocumentError",
    "Extraction",
    "Figure",
    "Interval",
    "Period",
    "PipelineError",
    "extract",
    "load",
]

_PLACES = {
    "ConfigError": "pipeline.core.errors",
    "Document": "pipeline.core.document",
    "DocumentError": "pipeline.core.errors",
    "Extraction": "pipeline.run.single",
    "Figure": "pipeline.core.figure",
    "Interval": "pipeline.core.interval",
    "Period": "pipeline.core.period",
    "PipelineError": "pipeline.core.errors",
    "extract": "pipeline.run.single:extract_one",
    "load": "pipeline.publish.load",
}


class _Package(ModuleType):
    """Keeps public names what they are: importing the room `pipeline.extract` would put it in the place of the function.

    `from pipeline.extract import ...` reaches the room as ever.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _PLACES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, other = _PLACES[name].partition(":")
    return getattr(import_module(module), other or name)


def __dir__() -> list[str]:
    return sorted(__all__)
