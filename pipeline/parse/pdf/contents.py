"""Contents pages: titles, leaders and page numbers, which look like a table of numbers and are none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.parse.pdf.textline import TextLine

TITLE = re.compile(r"目\s*[录錄次]|contents|table\s+of\s+contents|index", re.IGNORECASE)
_ENTRY = re.compile(r"(?:[.．…·・]\s*){5,}\s*([A-Z]{0,3}[-–]?(?:\d{1,4}|[ivxlc]{1,6})(?:[-–.]\d{1,4}){0,2})\s*$")
DOTS = 5  # leaders of an entry, as above
FEWEST = 3  # entries of a contents page
_MOST = 0.5  # of the rows of one without a title
_TITLED = 6  # rows from the top among which the title stands


def is_entry(text: str) -> bool:
    """Whether a line ends with leaders and one page number."""
    return _ENTRY.search(text) is not None


def contents_rows(rows: Sequence[TextLine]) -> set[int]:
    """The rows of a page that are entries of a contents list; none where leaders lead to amounts."""
    entries = [(row.row, match.group(1)) for row in rows if (match := _ENTRY.search(row.text))]
    if len(entries) < FEWEST:
        return set()
    titled = any(TITLE.fullmatch(row.text.strip()) for row in rows[:_TITLED])
    numbers = [int(number) for _, number in entries if number.isdigit()]
    rising = all(a <= b for a, b in itertools.pairwise(numbers))
    if titled or (rising and len(entries) >= _MOST * len(rows)):
        return {row for row, _ in entries}
    return set()
