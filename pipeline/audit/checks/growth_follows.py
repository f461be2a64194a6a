"""Growth and change columns against the levels of their row, compound growth against its first and last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.evidence import year_before
from pipeline.audit.grid import Grid, Line
from pipeline.audit.grown import grown
from pipeline.audit.tally import Attempt, failures
from pipeline.audit.wording import as_printed, middle
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding
from pipeline.core.interval import Interval
from pipeline.core.period import Period

CODE = "growth-follows"


@check(code=CODE, severity="error")
def growth_follows(books: Books) -> Iterator[Finding]:
    """A printed growth is new / old - 1 of the levels in its row, a change their difference, a cagr the root of their ratio.

    Believed where the column's other rows obey it; digits cut off instead of rounded obey it too.
    Rows that pass zero are left out.
    """
    attempts = (attempt for grid in books.grids for attempt in _of_grid(grid))
    for attempt, severity in failures(attempts, lambda what, number: books.counts.update({f"{CODE}.{what}": number})):
        figure = attempt.figures[0]
        worked = as_printed(middle(attempt.expected), figure)
        zh = f"“{figure.metric}”印为 {figure.text}，由同行数值算得 {worked}"
        en = f"“{figure.metric}” is printed {figure.text}, the levels of its row give {worked}"
        yield finding(CODE, severity, attempt.dossier, attempt.figures, attempt.expected, attempt.observed, (zh, en))
    yield from _of_prose(books)


def _of_prose(books: Books) -> Iterator[Finding]:
    """Word against word: the sentence may also mean a part of what its words name."""
    for one in grown(books.facts, books.known, books.beside):
        holds = one.printed.meets(one.worked)
        books.counts[f"{CODE}.prose_{'tied' if holds else 'off'}"] += 1
        if holds:
            continue
        figure, new, old = one.rate.figure, one.new.figure, one.old.figure
        worked = f"{middle(one.worked) * 100:,.2f}%"
        zh = f"正文称“{figure.metric}”增长 {figure.text}，由第{new.page}页 {new.text} 与第{old.page}页 {old.text} 算得 {worked}"
        en = (
            f"prose puts the growth of “{figure.metric}” at {figure.text}, {new.text} (page {new.page}) "
            f"and {old.text} (page {old.page}) give {worked}"
        )
        yield finding(CODE, "warning", one.rate.dossier, (figure, new, old), one.worked, one.rate.interval, (zh, en))


def _of_grid(grid: Grid) -> Iterator[Attempt]:
    for row in grid.rows:
        levels = _levels(row)
        for column, entry in row.entries.items():
            figure = entry.figure
            if figure is None or figure.role not in ("growth", "change", "cagr") or figure.period is None:
                continue
            for name, pair in _pairs(figure, levels):
                if attempt := _attempt(grid, (grid.table.table_id, str(column), name), figure, pair):
                    yield attempt
                    break


def _levels(row: Line) -> Mapping[Period, Figure]:
    """The one level of each time; a row with two levels of one time (amount and share) gives neither."""
    held: dict[Period, Figure] = {}
    twice: set[Period] = set()
    for entry in row.entries.values():
        figure = entry.figure
        if figure is None or figure.role != "level" or figure.period is None:
            continue
        if figure.period in held:
            twice.add(figure.period)
        held[figure.period] = figure
    return {period: figure for period, figure in held.items() if period not in twice}


def _pairs(figure: Figure, levels: Mapping[Period, Figure]) -> Sequence[tuple[str, tuple[Figure, Figure]]]:
    period = figure.period
    assert period is not None
    if figure.role == "cagr":
        years = {held.end.year: level for held, level in levels.items() if held.end}
        if period.start and period.end and period.start.year in years and period.end.year in years:
            return [("cagr", (years[period.end.year], years[period.start.year]))]
        return []
    base = figure.base_period or year_before(period)
    return [("base", (levels[period], levels[base]))] if period in levels and base in levels else []


def _attempt(grid: Grid, rule: tuple[str, ...], figure: Figure, pair: tuple[Figure, Figure]) -> Attempt | None:
    new, old = pair
    if new.unit != old.unit:
        return None
    expected = _expected(figure, new, old)
    observed, loose = bounds.printed(figure), bounds.cut(figure)
    if expected is None or observed is None or loose is None:
        return None
    return Attempt(rule, grid.dossier, (figure, new, old), observed, expected, expected.meets(loose))


def _year(figure: Figure) -> int:
    return figure.period.end.year if figure.period is not None and figure.period.end is not None else 0


def _expected(figure: Figure, new: Figure, old: Figure) -> Interval | None:
    after, before = bounds.printed(new), bounds.printed(old)
    if after is None or before is None:
        return None
    if figure.role == "cagr":
        return bounds.compound(after, before, _year(new) - _year(old))
    if figure.unit == "ratio" and new.unit != "ratio":
        return bounds.growth(after, before)
    if figure.unit == "pp" and new.unit == "ratio":
        return bounds.scaled(bounds.difference(after, before), Decimal(100))
    return bounds.difference(after, before) if figure.unit == new.unit and figure.role == "change" else None
