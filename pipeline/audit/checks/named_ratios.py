"""毛利率, 资产负债率 and the other named ratios against the amounts beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.audit import bounds
from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.tally import Attempt, failures
from pipeline.audit.wording import as_printed, middle
from pipeline.core.finding import Finding
from pipeline.core.interval import Interval

CODE = "named-ratios"
_Key = tuple[object, ...]


@check(code=CODE, severity="error")
def named_ratios(books: Books) -> Iterator[Finding]:
    """A ratio of config/lexicon/ratios.csv follows from its numerator and denominator in the same table, time and parts.

    Believed where most of the table's ratios of that name obey it. Ratios that may be meant in two ways (净利率) are left out.
    """
    attempts = _attempts(books)
    for attempt, severity in failures(attempts, lambda what, number: books.counts.update({f"{CODE}.{what}": number})):
        figure = attempt.figures[0]
        worked = as_printed(middle(attempt.expected), figure)
        zh = f"“{figure.metric}”印为 {figure.text}，由同表金额算得 {worked}"
        en = f"“{figure.metric}” is printed {figure.text}, the amounts of the table give {worked}"
        yield finding(CODE, severity, attempt.dossier, attempt.figures, attempt.expected, attempt.observed, (zh, en))


def _attempts(books: Books) -> Iterator[Attempt]:
    for key, measures in _gathered(books).items():
        for measure, (form, numerator, denominator, sure) in books.ratios.items():
            ratio, above, below = measures.get(measure), measures.get(numerator), measures.get(denominator)
            if not sure or ratio is None or above is None or below is None or above.figure.unit != below.figure.unit:
                continue
            expected = _expected(form, above.interval, below.interval)
            loose = bounds.cut(ratio.figure)
            if expected is not None and loose is not None and ratio.figure.unit in ("ratio", "times", above.figure.unit):
                figures = (ratio.figure, above.figure, below.figure)
                yield Attempt((str(key[0]), measure), ratio.dossier, figures, ratio.interval, expected, expected.meets(loose))


def _gathered(books: Books) -> dict[_Key, Mapping[str, Mentioned]]:
    """Table, parts, time and basis -> measure -> its only mention."""
    held: dict[_Key, dict[str, Mentioned]] = defaultdict(dict)
    twice: set[tuple[_Key, str]] = set()
    for one in books.filed:
        figure, meaning = one.figure, one.meaning
        if figure.cell is None or figure.role not in ("level", "share") or figure.period is None or not meaning.measure:
            continue
        key: _Key = (figure.cell.table_id, meaning.parts, figure.period, one.basis, one.entity_id)
        if meaning.measure in held[key]:
            twice.add((key, meaning.measure))
        held[key][meaning.measure] = one
    for key, measure in twice:
        del held[key][measure]
    return dict(held)


def _expected(form: str, above: Interval, below: Interval) -> Interval | None:
    if form == "difference":
        return bounds.difference(above, bounds.amount(below))
    if form == "complement":
        quotient = bounds.ratio(bounds.amount(above), below)
        return None if quotient is None else bounds.difference(Interval.exactly(Decimal(1)), quotient)
    return bounds.ratio(above, below)
