"""What can go wrong, sorted by what it costs: the run, one document, one page, one figure.

Every error says what was seen, what was expected and what to do, and survives the trip between processes.
"""

from __future__ import annotations


class PipelineError(Exception):
    """Base of all errors of this package; a bug is never one of these.

    seen      what was met, quoted
    expected  what would have been right
    todo      what the reader of the message can do about it
    code      stable, for `documents.error_code`
    """

    code = "error"

    def __init__(self, seen: str, expected: str, todo: str = "", code: str = "") -> None:
        super().__init__(seen, expected, todo, code)
        self.seen = seen
        self.expected = expected
        self.todo = todo
        self.code = code or type(self).code

    def __str__(self) -> str:
        parts = [f"{self.seen}; expected {self.expected}" if self.expected else self.seen, self.todo]
        return ". ".join(part for part in parts if part)


class ConfigError(PipelineError):
    """A file under config/, or an option, is wrong. Costs the run, before it starts."""

    code = "config"


class DocumentError(PipelineError):
    """One file in raw/ cannot be read. Costs that document; the run goes on."""

    code = "unreadable"


class PageError(PipelineError):
    """One page cannot be read. Costs that page; the document becomes `partial`."""

    code = "page_unreadable"


class FigureError(PipelineError):
    """One printed figure cannot be understood. Costs that figure, which becomes a Reject."""

    code = "figure_unreadable"
