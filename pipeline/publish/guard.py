"""Text that a spreadsheet would take for a formula.

In CSV a text cell that begins with = + - or @ gets an apostrophe before it, unless it is itself a number (-8.15%). So that
nothing is lost, a text that begins with apostrophes and then one of the four gets one more; `unguarded` takes one away.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@]")
_NUMBER = re.compile(r"[+-]?(\d[\d,]*)(\.\d+)?%?")


def guarded(text: str) -> str:
    """The text as a CSV cell holds it.

    >>> guarded("=1+1"), guarded("-8.15%")
    ("'=1+1", '-8.15%')
    """
    if not text or text[0] not in "=+-@'" or not _FORMULA.match(text) or _NUMBER.fullmatch(text):
        return text
    return "'" + text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
