"""One figure of a table with all the words that give it meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.document import Cell
from pipeline.core.mention import Mention, Source
from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.cells.grid import fills
from pipeline.extract.cells.heads import Head, HeadReader
from pipeline.extract.cells.labels import Label
from pipeline.extract.cells.metric import metric_of
from pipeline.extract.cells.periods import When, coded, combined
from pipeline.extract.cells.roles import base_of, modality_of, negative_word, role_of
from pipeline.extract.cells.sheet import Sheet
from pipeline.extract.cells.unit_chain import UnitChain, UnitFound
from pipeline.extract.cells.who import is_holding, who
from pipeline.lexicon import Lexicon
from pipeline.lexicon.concepts import ConceptFinder
from pipeline.lexicon.fold import fold

_AXES = {"product": "product", "region": "region", "channel": "channel"}


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """The time of a cell, its words, and where they stood."""

    period: Period | None = None
    text: str = ""
    source: Source = ""


class CellReader:
    """Turns a number of a table into a mention. Built once, called with a number and its sheet."""

    def __init__(self, lexicon: Lexicon, heads: HeadReader) -> None:
        self._heads = heads
        self._units = UnitChain(lexicon)
        self._concepts = ConceptFinder(lexicon)

    def __call__(self, number: Number, sheet: Sheet) -> Mention:
        """The mention of a number of kind figure."""
        if number.cell is None:
            raise ValueError(f"{number.text!r} stands in no cell")
        row, col = number.cell.row, number.cell.col
        head, label = sheet.head(row, col), sheet.label(row, col)
        unit = self._units(number.reading, head, label, sheet.units, row)
        kind = _kind(number, unit)
        grows = head.role == "growth" and kind == "ratio" and not number.reading.unit
        if grows and (head.of_ratio or sheet.is_difference(number)) and kind == "ratio" and not number.reading.unit:
            unit, kind = UnitFound("个百分点", "pp", "column", f"unit: change of the ratio {head.metric}"), "pp"
        cell = sheet.cell(number)
        around = sheet.around(number, cell)
        told = around if around and around.role else head
        role, why = role_of(told, label, kind, sheet.context.role, sheet.beside_amounts(row, col))
        found = self._period(head, label, sheet, row)
        if around is not None and around.whens:
            found = PeriodFound(combined(list(around.whens), sheet.profile), around.whens[0].text, "cell")
        entity = who(label, head, sheet.context, self._measured(label))
        measure = sheet.context.measure_for(kind, role)
        metric = metric_of(head, label, role, measure, self._measured(label))
        base_text, base_period = base_of(role, metric, found.period)
        before = cell.text[: max(0, number.span.start - cell.span.start)] if cell else ""
        return Mention(
            number=number,
            kind="table",
            label=label.path or head.metric,
            column=head.text,
            metric=metric,
            unit_text=unit.phrase,
            unit_source=unit.source,
            period=found.period,
            period_text=found.text,
            period_source=found.source,
            entity_text=entity.name,
            entity_source=entity.source,
            role=role,
            base_text=base_text,
            base_period=base_period,
            negative_words=negative_word(before, role),
            scope=_scope(sheet, label, row, col, bool(entity.source == "row"), self._measured(label)),
            modality=modality_of(head, label, found.period, sheet.profile),
            context=" | ".join(part for part in (label.path, head.text, sheet.context.title) if part),
            evidence=(unit.evidence, why, entity.evidence, f"period: {found.text or 'nothing said'} ({found.source or 'none'})"),
            flags=_flags(sheet, head, cell, number),
        )

    def _measured(self, label: Label) -> bool:
        """Whether the row label itself names a quantity (营业收入), so that columns need not."""
        return bool(label.leaf) and (bool(self._concepts(fold(label.leaf))) or bool(self._heads.measures(label.leaf)))

    def _period(self, head: Head, label: Label, sheet: Sheet, row: int) -> PeriodFound:
        """Column and row together, else the caption, else the document's own period."""
        parts = [*head.whens, *label.whens]
        row_code = label.said.when if label.said and label.said.when.code else None
        if head.whens and row_code:
            parts.append(row_code)
        elif label.said and label.said.when.period and (not parts or label.said.when.period.is_instant):
            parts.append(label.said.when)  # 於2024年12月31日，扣除累計折舊
        elif not parts and label.said and label.said.when:
            parts.append(label.said.when)
        if head.role == "growth" and not _full(head.whens):
            parts = [*sheet.newest(row), *parts]
        source: Source = "column" if head.whens or head.role == "growth" else "row"
        if not parts and sheet.context.when and not (is_holding(head.metric) and not sheet.context.when.is_instant):
            parts, source = [sheet.context.when], "caption"
        elif parts and all(part.frame or part.quarter for part in parts) and sheet.context.when:
            parts = [sheet.context.when, *parts]
        if parts:
            period = combined(parts, sheet.profile)
            if period is None and source == "caption":
                return self._default(label, head, sheet)
            return PeriodFound(self._by_row(period, parts, label), " ".join(part.text for part in parts), source)
        return self._default(label, head, sheet)

    def _by_row(self, period: Period | None, parts: list[When], label: Label) -> Period | None:
        """A bare year over a balance means its last day: 总资产 under 2021年."""
        if period is None or period.is_instant or period.end is None or not all(part.bare_year for part in parts):
            return period
        return Period.instant(period.end) if self._kind(label.leaf) == "instant" else period

    def _default(self, label: Label, head: Head, sheet: Sheet) -> PeriodFound:
        """Nothing says when: an annual or interim report speaks of its own period, any other document of none."""
        if sheet.profile.doc_type not in ("annual_report", "interim_report"):
            return PeriodFound()
        measured = self._kind(label.leaf) or self._kind(head.metric)
        code = "current_end" if measured == "instant" else "current"
        period = coded(code, sheet.profile)
        return PeriodFound(period, "", "document" if period else "")

    def _kind(self, text: str) -> str:
        bare = re.sub(r"[（(][^（()）]*[)）]$", "", text).strip()
        hits = self._concepts(fold(bare)) if bare else []
        return hits[-1].item.period if hits and hits[-1].end == len(bare) else ""


def _kind(number: Number, unit: UnitFound) -> str:
    if unit.kind or not number.reading.unit:
        return unit.kind or {"%": "ratio", "倍": "times", "个百分点": "pp"}.get(unit.phrase, "")
    own = number.reading.unit
    if own in ("ratio", "pp", "times", "rank"):
        return own
    return "money" if own[:3].isascii() and own[:3].isupper() else "count"


def _scope(sheet: Sheet, label: Label, row: int, col: int, named: bool, measured: bool) -> tuple[tuple[str, str], ...]:
    case = sheet.head(row, col).case
    pairs: list[tuple[str, str]] = [("case", case)] if case else []
    if sheet.context.parent or ("母公司" in fold(label.leaf) and "归属" not in fold(label.leaf)):
        pairs.append(("basis", "parent"))
    generic = label.said is not None and label.said.generic
    if label.leaf and not (named or measured or label.total or generic) and sheet.measures(row):
        pairs.append((_AXES.get(sheet.label_kind(row, col), "segment"), label.path))
    return tuple(pairs)


def _full(whens: tuple[When, ...]) -> bool:
    """Whether a head names a whole time: a frame (止年度) without its year does not."""
    return any(when.period or when.code or when.quarter for when in whens)


def _flags(sheet: Sheet, head: Head, cell: Cell | None, number: Number) -> frozenset[str]:
    flags = set()
    if not head.path and not sheet.layout.is_head and "key_value" not in sheet.grid.table.flags:
        flags.add("header_missing")
    if cell is not None and not fills(number, cell):
        flags.add("text_cell")
    return frozenset(flags)
