"""Consolidated or parent only: what the words, the heading or the order of the statements say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.audit.dossier import Dossier
from pipeline.audit.mentioned import Mentioned
from pipeline.core.figure import Figure
from pipeline.core.period import Period

# What a statement of each kind holds; and what only a consolidated one does.
_KINDS = (
    frozenset({"TotalAssets", "TotalLiabilities"}),
    frozenset({"CurrentAssets", "NonCurrentAssets", "Equity"}),  # Hong Kong balance sheets sum up no total assets
    frozenset({"OperatingProfit", "NetProfit"}),
    frozenset({"OperatingCashFlow", "NetChangeInCash"}),
)
_CONSOLIDATED = frozenset({"MinorityInterest", "MinorityProfit", "NetProfitAttributableToParent", "EquityAttributableToParent"})

_PRO_FORMA = re.compile(r"(?:备考|備考|模拟)[^，,。；;]{0,6}表|pro forma", re.IGNORECASE)
_PARENT = re.compile(
    r"母公司[^，,。；;]{0,4}(?:报表|资产负债表|利润表|损益表|现金流量表|权益变动表)|[贵貴本]公司的?[财財][务務][状狀][况況]表"
)


def basis_of(figure: Figure, parents: frozenset[str]) -> str:
    """parent where the scope, the words or the table's heading say so."""
    for axis, member in figure.scope:
        if axis == "basis":
            return "parent" if member == "parent" else ""
    if "母公司" in _plain(figure.metric) or "母公司" in figure.entity:
        return "parent"
    return "parent" if figure.cell is not None and figure.cell.table_id in parents else ""


def parent_tables(dossier: Dossier) -> frozenset[str]:
    """Tables headed 母公司资产负债表 and the like; 合并及母公司 says nothing, the columns must."""
    return frozenset(
        table.table_id
        for table in dossier.tables
        if any(_PARENT.search(_plain(head)) and "合并" not in head for head in (table.caption, *table.section_path))
    )


def pro_forma_tables(dossier: Dossier) -> frozenset[str]:
    """Tables headed 备考合并利润表 and the like: what would have been, beside what was."""
    return frozenset(
        table.table_id
        for table in dossier.tables
        if any(_PRO_FORMA.search(head) for head in (table.caption, *table.section_path[-1:]))
    )


def twin_tables(mentions: Iterable[Mentioned]) -> frozenset[str]:
    """The second statement of a kind in a report of groups: other amounts of the same times, and no line for minorities.

    Annual reports print the parent's statement after the consolidated one; where the title was not read, the order tells.
    """
    tables: dict[str, dict[tuple[str, Period], Mentioned]] = defaultdict(dict)
    for one in mentions:
        if one.figure.cell is not None and one.figure.period is not None and not one.meaning.parts and one.figure.role == "level":
            tables[one.figure.cell.table_id].setdefault((one.meaning.measure, one.figure.period), one)
    found: set[str] = set()
    for kind in _KINDS:
        held = [(name, lines) for name, lines in tables.items() if kind <= {measure for measure, _ in lines}]
        for at, (name, lines) in enumerate(held):
            if at and not _CONSOLIDATED & {measure for measure, _ in lines} and _unlike(lines, held[0][1], kind):
                found.add(name)
    return frozenset(found)


def _unlike(lines: dict[tuple[str, Period], Mentioned], first: dict[tuple[str, Period], Mentioned], kind: frozenset[str]) -> bool:
    """Whether both print the same measures at the same times, differently, the first being consolidated."""
    shared = [key for key in lines if key in first and key[0] in kind]
    return bool(shared) and all(not lines[key].interval.meets(first[key].interval) for key in shared)


def _plain(words: str) -> str:
    return words.replace("归属于母公司", "").replace("归属母公司", "")
