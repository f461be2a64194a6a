"""Opening balance plus additions less removals is the closing balance, along a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.grid import Grid, Line
from pipeline.audit.tally import Attempt, failures
from pipeline.audit.wording import as_printed, middle
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding
from pipeline.core.interval import Interval

CODE = "roll-forward"
_OPENING = re.compile(r"期初|年初|上年年末|(?:上年|上期)末")
_CLOSING = re.compile(r"期末|年末")
_UP = re.compile(r"本[期年](?:增加|计提|发生|购买)|增加(?:额|数)?$")
_DOWN = re.compile(r"本[期年](?:减少|支付|转回|转销|使用)|减少(?:额|数)?$")


@check(code=CODE, severity="error")
def roll_forward(books: Books) -> Iterator[Finding]:
    """期末 = 期初 + 本期增加 - 本期减少, in tables whose four columns say so. Believed where most rows obey it."""
    attempts = (attempt for grid in books.grids for attempt in _of_grid(grid))
    for attempt, severity in failures(attempts, lambda what, number: books.counts.update({f"{CODE}.{what}": number})):
        figure = attempt.figures[0]
        worked = as_printed(middle(attempt.expected), figure)
        zh = f"“{figure.metric}”印为 {figure.text}，由期初与本期增减算得 {worked}"
        en = f"“{figure.metric}” is printed {figure.text}, opening balance and movements give {worked}"
        yield finding(CODE, severity, attempt.dossier, attempt.figures, attempt.expected, attempt.observed, (zh, en))


def _of_grid(grid: Grid) -> Iterator[Attempt]:
    columns = _columns(grid.heads)
    if columns is None:
        return
    for row in grid.rows:
        if attempt := _attempt(grid, row, columns):
            yield attempt


def _columns(heads: Mapping[int, str]) -> tuple[int, list[int], list[int], int] | None:
    """Opening, additions, removals, closing; None unless opening and closing are one column each."""
    opening = [column for column, head in heads.items() if _OPENING.search(head)]
    ups = [column for column, head in heads.items() if _UP.search(head) and column not in opening]
    downs = [column for column, head in heads.items() if _DOWN.search(head) and column not in opening]
    closing = [column for column, head in heads.items() if _CLOSING.search(head) and column not in (*opening, *ups, *downs)]
    others = set(heads) - {*opening, *closing, *ups, *downs}
    if len(opening) != 1 or len(closing) != 1 or not (ups or downs) or others:
        return None
    return opening[0], ups, downs, closing[0]


def _attempt(grid: Grid, row: Line, columns: tuple[int, list[int], list[int], int]) -> Attempt | None:
    opening, ups, downs, closing = columns
    if any(column not in row.entries for column in (opening, *ups, *downs, closing)):
        return None
    figure = row.entries[closing].figure
    figures = [entry.figure for column in (opening, *ups, *downs) if (entry := row.entries[column]).figure is not None]
    if figure is None or figure.role == "growth" or not figures or any(other.unit != figure.unit for other in figures):
        return None
    terms = [_signed(row.entries[column].figure, 1) for column in (opening, *ups)] + [
        _signed(row.entries[column].figure, -1) for column in downs
    ]
    expected, observed = bounds.total(terms), bounds.printed(figure)
    if observed is None:
        return None
    return Attempt(
        (grid.table.table_id,),
        grid.dossier,
        (figure, *figures),
        observed,
        expected,
        expected.meets(observed),
    )


def _signed(figure: Figure | None, sign: int) -> Interval:
    interval = bounds.printed(figure) if figure is not None else None
    if interval is None:
        return Interval.exactly(Decimal(0))
    return interval if sign > 0 else bounds.negative(interval)
