"""Share columns against the amounts beside them: each amount over the row that is 100%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.grid import Grid
from pipeline.audit.tally import GUESSED, Attempt, failures
from pipeline.audit.wording import as_printed, middle
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding

CODE = "shares-follow"
_WHOLE = Decimal("0.999")


@check(code=CODE, severity="error")
def shares_follow(books: Books) -> Iterator[Finding]:
    """A share printed beside an amount is that amount over the amount of the row printed 100%.

    Believed where most rows of the column obey it. That shares add up to 100% is left to table-totals.
    """
    attempts = (attempt for grid in books.grids for attempt in _of_grid(grid))
    for attempt, severity in failures(attempts, lambda what, number: books.counts.update({f"{CODE}.{what}": number}), GUESSED):
        figure = attempt.figures[0]
        worked = as_printed(middle(attempt.expected), figure)
        zh = f"“{figure.metric}”印为 {figure.text}，由金额算得 {worked}"
        en = f"“{figure.metric}” is printed {figure.text}, the amounts give {worked}"
        yield finding(CODE, severity, attempt.dossier, attempt.figures, attempt.expected, attempt.observed, (zh, en))


def _of_grid(grid: Grid) -> Iterator[Attempt]:
    for column in grid.heads:
        shares = [(row, entry.figure) for row in grid.rows if (entry := row.entries.get(column)) and entry.figure is not None]
        wholes = [
            row for row, figure in shares if figure.unit == "ratio" and figure.value and abs(figure.value - 1) <= 1 - _WHOLE
        ]
        amounts = _amount_column(grid, column)
        if len(wholes) != 1 or amounts is None or any(figure.unit != "ratio" or figure.role == "growth" for _, figure in shares):
            continue
        whole = wholes[0].entries.get(amounts)
        for row, figure in shares:
            part = row.entries.get(amounts)
            if row is not wholes[0] and whole and whole.figure and part and part.figure:
                attempt = _attempt(grid, column, figure, part.figure, whole.figure)
                if attempt is not None:
                    yield attempt


def _amount_column(grid: Grid, column: int) -> int | None:
    """The nearest column to the left that holds amounts or counts."""
    for left in sorted((other for other in grid.heads if other < column), reverse=True):
        units = {entry.figure.unit for row in grid.rows if (entry := row.entries.get(left)) and entry.figure is not None}
        if units and not units & {"ratio", "pp", "times", ""}:
            return left
        return None
    return None


def _attempt(grid: Grid, column: int, share: Figure, part: Figure, whole: Figure) -> Attempt | None:
    above, below = bounds.printed(part), bounds.printed(whole)
    observed, loose = bounds.printed(share), bounds.cut(share)
    if above is None or below is None or observed is None or loose is None or part.unit != whole.unit:
        return None
    expected = bounds.ratio(above, below)
    if expected is None:
        return None
    rule = (grid.table.table_id, str(column))
    return Attempt(rule, grid.dossier, (share, part, whole), observed, expected, expected.meets(loose))
