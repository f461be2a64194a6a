"""A bug of ours, as a reader of the tables meets it: what it cost is left out and says so, the rest stands."""

from __future__ import annotations

from pathlib import PurePath
from traceback import extract_tb

from pipeline.core.errors import PipelineError

INTERNAL = "internal"
_START = f"{INTERNAL}: "


def told(error: Exception) -> str:
    """`internal: ZeroDivisionError: division by zero (moves.py:44)`: a reason for the ledger, and enough to report.

    Raises the error again where it is no bug: one of ours that says its own cost, or a lack of memory.
    """
    if isinstance(error, (PipelineError, MemoryError)):
        raise error
    frames = extract_tb(error.__traceback__)
    where = f" ({PurePath(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{_START}{type(error).__name__}: {error}{where}"


def is_bug(reason: str) -> bool:
    """Whether a reason was made by `told`."""
    return reason.startswith(_START)
