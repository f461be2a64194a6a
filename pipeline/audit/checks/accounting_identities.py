"""Assets are liabilities and equity; profit before tax less tax is net profit; and the other rows of identities.csv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.audit import bounds
from pipeline.audit.checks.registry import Books, Identity, check, finding
from pipeline.audit.mentioned import Mentioned
from pipeline.audit.slip import slip
from pipeline.audit.wording import as_printed, middle
from pipeline.core.finding import Finding, Severity
from pipeline.core.interval import Interval
from pipeline.core.period import Period

CODE = "accounting-identities"
Column = Mapping[str, Mentioned]


@dataclass(frozen=True, slots=True)
class _Tried:
    identity: Identity
    whole: Mentioned
    parts: tuple[Mentioned, ...]
    expected: Interval

    @property
    def holds(self) -> bool:
        return self.expected.meets(self.whole.interval)


@check(code=CODE, severity="error")
def accounting_identities(books: Books) -> Iterator[Finding]:
    """An identity of the statements holds in every column of one statement.

    An error where it holds in another column of the same statement, or where the difference looks like a slip of the pen.
    Costs may be printed with a minus or without. Statements over several tables are put together by document, basis and time.

    Knowingly missed: a statement with one column whose difference is large and shapeless.
    """
    for columns in _statements(books).values():
        tried = [one for column in columns.values() for identity in books.identities if (one := _try(identity, column))]
        books.counts[f"{CODE}.checked"] += len(tried)
        books.counts[f"{CODE}.tied"] += sum(one.holds for one in tried)
        holding = {one.identity.name for one in tried if one.holds}
        for one in tried:
            if not one.holds and (severity := _severity(one, holding)):
                yield _finding(one, severity)


def _statements(books: Books) -> dict[tuple[str, str], dict[Period, dict[str, Mentioned]]]:
    """Document and basis -> time -> measure -> the one value printed in tables; contradicting values are left to other checks."""
    held: dict[tuple[str, str], dict[Period, dict[str, list[Mentioned]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    wanted = {name for identity in books.identities for name in (identity.whole, *(part for _, part in identity.parts))}
    for one in books.mentions:
        figure, meaning = one.figure, one.meaning
        if (
            figure.kind != "table"
            or figure.role != "level"
            or figure.period is None
            or meaning.parts
            or meaning.measure not in wanted
        ):
            continue
        if one.dossier.is_filing and figure.modality == "reported":
            held[one.dossier.doc_id, one.basis][figure.period][meaning.measure].append(one)
    return {place: {period: _agreed(measures) for period, measures in periods.items()} for place, periods in held.items()}


def _agreed(measures: Mapping[str, list[Mentioned]]) -> dict[str, Mentioned]:
    """The most precise mention of each measure whose mentions agree."""
    agreed = {}
    for measure, mentions in measures.items():
        best = max(mentions, key=lambda one: one.precision)
        if all(one.interval.meets(best.interval) for one in mentions):
            agreed[measure] = best
    return agreed


def _try(identity: Identity, column: Column) -> _Tried | None:
    whole = column.get(identity.whole)
    parts = [(sign, column.get(name)) for sign, name in identity.parts if name in column or name not in identity.optional]
    if whole is None or any(part is None or part.figure.unit != whole.figure.unit for _, part in parts):
        return None
    terms = []
    for sign, part in parts:
        assert part is not None
        terms.append(bounds.negative(bounds.amount(part.interval)) if sign < 0 and part.figure.metric.find("所得税") < 0 else
                     bounds.negative(part.interval) if sign < 0 else part.interval)  # fmt: skip
    return _Tried(identity, whole, tuple(part for _, part in parts if part is not None), bounds.total(terms))


def _severity(one: _Tried, holding: set[str]) -> Severity | None:
    """Slips are errors. A gap without shape is one where the identity holds at another time and all stand in one table."""
    figure = one.whole.figure
    if figure.value is None or figure.decimals is None:
        return None
    tables = {part.figure.cell.table_id for part in (one.whole, *one.parts) if part.figure.cell is not None}
    if one.identity.name in holding and len(tables) == 1:
        return "error"
    if slip(figure.value, figure.decimals, one.expected.low, one.expected.high):
        return "error"
    return "warning" if one.identity.name in holding else None


def _finding(one: _Tried, severity: Severity) -> Finding:
    figure = one.whole.figure
    worked = as_printed(middle(one.expected), figure)
    zh = f"{one.identity.name}：“{figure.metric}”印为 {figure.text}，由其他项目算得 {worked}"
    en = f"{one.identity.name}: “{figure.metric}” is printed {figure.text}, the other lines give {worked}"
    figures = (figure, *(part.figure for part in one.parts))
    return finding(CODE, severity, one.whole.dossier, figures, one.expected, one.whole.interval, (zh, en))
