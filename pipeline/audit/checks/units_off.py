"""The 万元 for 元 slip: one fact printed at two scales."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.odd import Odd
from pipeline.core.finding import Finding

CODE = "units-off"


@check(code=CODE, severity="error")
def units_off(books: Books) -> Iterator[Finding]:
    """A mention whose digits are right and whose power of ten is not; the message names the suspected scale."""
    for odd in books.odd:
        if odd.kind == "scale":
            yield _finding(odd)


def _finding(odd: Odd) -> Finding:
    one, other = odd.odd, odd.others[0]
    power = _power(odd)
    zh = f"“{one.figure.metric}”印为 {one.figure.text}，第{other.figure.page}页印为 {other.figure.text}：疑为单位误作 10^{power}"
    en = f"“{one.figure.metric}” is printed {one.figure.text}, page {other.figure.page} {other.figure.text}: off by 10^{power}"
    severity = "error" if len(odd.others) > 1 else "warning"
    figures = (one.figure, *(mention.figure for mention in odd.others))
    return finding(CODE, severity, one.dossier, figures, other.interval, one.interval, (zh, en))  # type: ignore[arg-type]


def _power(odd: Odd) -> int:
    seen, meant = odd.odd.figure.value, odd.others[0].figure.value
    if not seen or not meant:
        return 0
    return round(float((abs(seen) / abs(meant)).log10()))
