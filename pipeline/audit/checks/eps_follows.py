"""Earnings per share times shares against the profit attributable to the parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.mentioned import Mentioned
from pipeline.core.finding import Finding

CODE = "eps-follows"
# Shares are weighted over the year, split in it, and counted again after it: only a slip of scale is a finding.
_WIDE = Decimal(500)


@check(code=CODE, severity="warning")
def eps_follows(books: Books) -> Iterator[Finding]:
    """基本每股收益 × 总股本 is of the order of 归母净利润 of the same year; a gap of thousands is a slip of scale."""
    held: dict[tuple[str, date], dict[str, Mentioned]] = defaultdict(dict)
    for one in books.filed:
        period = one.figure.period
        plain = one.figure.kind == "table" and one.figure.role == "level" and not one.meaning.parts and not one.basis
        if plain and period is not None and period.end is not None and one.meaning.measure in _WANTED:
            held[one.dossier.doc_id, period.end].setdefault(one.meaning.measure, one)
    for measures in held.values():
        if measures.keys() >= _WANTED and (found := _of(measures)):
            yield found


_WANTED = frozenset({"EPS", "NetProfitAttributableToParent", "SharesOutstanding"})


def _of(measures: dict[str, Mentioned]) -> Finding | None:
    eps, profit, shares = (measures[name] for name in ("EPS", "NetProfitAttributableToParent", "SharesOutstanding"))
    if not (eps.figure.value and profit.figure.value and shares.figure.value):
        return None
    gap = abs(profit.figure.value / (eps.figure.value * shares.figure.value))
    if 1 / _WIDE <= gap <= _WIDE:
        return None
    zh = f"每股收益 {eps.figure.text} × 股份 {shares.figure.text} 与净利润 {profit.figure.text} 相差 {gap:.3g} 倍"
    en = f"earnings per share {eps.figure.text} times {shares.figure.text} shares is off profit {profit.figure.text} by {gap:.3g}"
    return finding(CODE, "warning", eps.dossier, (eps.figure, profit.figure, shares.figure), None, eps.interval, (zh, en))
