"""Times that cannot be: an end before its start, an actual of a time that was still to come."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.checks.registry import Books, check, finding
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding

CODE = "periods-possible"


@check(code=CODE, severity="warning")
def periods_possible(books: Books) -> Iterator[Finding]:
    """A time ends on or after its first day; what is printed as done does not end after the day of publication.

    One finding for each table or sentence. Undated documents have no day to end before.
    """
    for dossier in books.dossiers:
        seen: set[object] = set()
        for figure in dossier.figures:
            place = figure.cell.table_id if figure.cell is not None else figure.context
            reason = _reason(figure, dossier.profile.published)
            if reason and (place, reason) not in seen:
                seen.add((place, reason))
                yield finding(CODE, "warning", dossier, (figure,), None, None, reason)


def _reason(figure: Figure, published: object) -> tuple[str, str] | None:
    period = figure.period
    if period is None or period.start is None or period.end is None:
        return None
    if period.end < period.start:
        return (
            f"“{figure.metric}”的期间止于起始之前（{figure.period_text}）",
            f"“{figure.metric}” ends before it begins ({figure.period_text})",
        )
    late = published is not None and figure.modality == "reported" and figure.role == "level" and figure.kind == "table"
    if late and period.end > published:  # type: ignore[operator]
        return (
            f"“{figure.metric}”为 {period.end} 之数，而文件发布于 {published}",
            f"“{figure.metric}” is of {period.end}, the document of {published}",
        )
    return None
