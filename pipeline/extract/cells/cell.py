"""One figure of a table with all the words that give it meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.document import Cell
from pipeline.core.mention import Mention, Role
from pipeline.core.number import Number
from pipeline.extract.cells.dates import PeriodChain, PeriodFound
from pipeline.extract.cells.grid import fills
from pipeline.extract.cells.heads import Head, HeadReader
from pipeline.extract.cells.labels import Label
from pipeline.extract.cells.metric import metric_of, told_in
from pipeline.extract.cells.periods import combined
from pipeline.extract.cells.roles import base_of, modality_of, negative_word, role_of
from pipeline.extract.cells.sheet import Sheet
from pipeline.extract.cells.unit_chain import UnitChain, UnitFound
from pipeline.extract.cells.who import Who, who
from pipeline.lexicon import Lexicon
from pipeline.lexicon.concepts import ConceptFinder
from pipeline.lexicon.fold import fold

_PLACE = re.compile(
    r"(?:地区|区域|省|洲|海外|境[内外]|国[内外]|内销|外销|[内外]销收入|欧盟|美国|日本|中国大陆|香港)(?:[（(].*[)）])?$"
)
_MOVE = re.compile(
    r"^(?:其中[:：])?(?:提取|添置|购置|出售|处置|转入|转出|计提|扣除|结转|上述|注销|撇销|折旧|汇兑)|增减变动|小计$|变动金额"
)
_BALANCE = re.compile(r"余额|结余|[年期](?:初|末)|于.{4,16}日|^at |balance", re.IGNORECASE)
_DONE = re.compile(r"实际|已[投完使签支]|前次|目前|现有|历史")
_FIRM = re.compile(r"(?:公司|集团|集團|银行|銀行|[（(](?:有限|普通)合伙[)）])$")
_LONGEST_PART = 20
_PHRASES = {"%": "ratio", "倍": "times", "个百分点": "pp"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A number of kind figure and what stands around it. `around` is what the words in its own cell say."""

    number: Number
    row: int
    col: int
    cell: Cell | None
    head: Head
    label: Label
    around: Head | None
    measured: bool

    @property
    def sum(self) -> bool:
        """The sum of all rows of its table, with a word for it or without."""
        return (self.label.unnamed or self.label.total) and not self.head.own and " > " not in self.label.path

    @property
    def timed(self) -> bool:
        """The row is called by a time alone: 于1月1日."""
        return self.label.said is not None and bool(self.label.said.when) and not self.label.said.rest

    @property
    def bare(self) -> bool:
        """Neither row nor column names a quantity."""
        named = self.head.own or self.measured or self.head.role
        said = self.label.said
        return not named and said is not None and (not said.generic or self.timed)


class CellReader:
    """Turns a number of a table into a mention. Built once, called with a number and its sheet."""

    def __init__(self, lexicon: Lexicon, heads: HeadReader) -> None:
        self._heads = heads
        self._units = UnitChain(lexicon)
        self._periods = PeriodChain(lexicon)
        self._concepts = ConceptFinder(lexicon)

    def __call__(self, number: Number, sheet: Sheet) -> Mention:
        """The mention of a number of kind figure."""
        spot = self._spot(number, sheet)
        head, label = spot.head, spot.label
        unit, kind = self._unit(spot, sheet)
        role, why = self._role(spot, kind, sheet)
        entity = who(label, head, sheet.context, spot.measured)
        noun = sheet.context.measure_for(kind, role) or (
            sheet.context.noun_for(label.path, label.unnamed or label.total or spot.timed or entity.source == "row")
            if spot.bare or spot.sum
            else ""
        )
        if not unit.phrase and not number.reading.unit and noun:
            unit = self._units.named(noun)
        period = self._period(spot, sheet, noun)
        metric = told_in(spot.around, label, role) or metric_of(
            head, label, role, noun, spot.measured, entity.source == "row" and not label.total
        )
        base_text, base_period = base_of(role, metric, period.period)
        return Mention(
            number=number,
            kind="table",
            label=label.path or head.metric,
            column=head.text,
            metric=metric,
            unit_text=unit.phrase,
            unit_source=unit.source,
            period=period.period,
            period_text=period.text,
            period_source=period.source,
            entity_text=entity.name,
            entity_source=entity.source,
            role=role,
            base_text=base_text,
            base_period=base_period,
            negative_words=negative_word(_before(spot), role),
            scope=self._scope(sheet, spot, entity, bool(noun), metric),
            modality=modality_of(head, label, period.period, sheet.profile, _planned(spot, sheet, kind, role)),
            context=" | ".join(part for part in (label.path, head.text, sheet.context.title) if part),
            evidence=(
                f"unit ({unit.source or 'none'}): {unit.evidence}",
                why,
                f"period ({period.source or 'none'}): {period.text}",
                f"entity ({entity.source or 'none'}): {entity.evidence}",
                f"metric ({_named_by(spot, metric)})",
                f"table ({sheet.grid.table.method})",
            ),
            flags=_flags(sheet, spot),
        )

    def _spot(self, number: Number, sheet: Sheet) -> Spot:
        if number.cell is None:
            raise ValueError(f"{number.text!r} stands in no cell")
        row, col = number.cell.row, number.cell.col
        cell, label = sheet.cell(number), sheet.label(row, col)
        return Spot(number, row, col, cell, sheet.head(row, col), label, sheet.around(number, cell), self._measured(label))

    def _unit(self, spot: Spot, sheet: Sheet) -> tuple[UnitFound, str]:
        """The unit with its kind; the change of a ratio is in percentage points."""
        unit = self._units(spot.number.reading, spot.head, spot.label, sheet.units, spot.row)
        kind = _kind(spot.number, unit)
        grows = spot.head.role == "growth" and kind == "ratio" and not spot.number.reading.unit
        if grows and (spot.head.of_ratio or sheet.is_difference(spot.number)):
            return UnitFound("个百分点", "pp", "column", f"change of the ratio {spot.head.metric}"), "pp"
        return unit, kind

    def _role(self, spot: Spot, kind: str, sheet: Sheet) -> tuple[Role, str]:
        told = spot.around if spot.around and spot.around.role else spot.head
        amount, beside = self._amount(spot.label), sheet.beside_amounts(spot.row, spot.col)
        return role_of(told, spot.label, kind, sheet.context.role, amount, beside)

    def _period(self, spot: Spot, sheet: Sheet, noun: str) -> PeriodFound:
        if spot.around is not None and spot.around.whens:
            return PeriodFound(combined(list(spot.around.whens), sheet.profile), spot.around.whens[0].text, "cell")
        return self._periods(spot.head, spot.label, sheet, spot.row, noun)

    def _scope(self, sheet: Sheet, spot: Spot, entity: Who, titled: bool, metric: str) -> tuple[tuple[str, str], ...]:
        """Part of the whole: the parent company's own accounts, the case of a column, the part that a row is, or its movement.

        A row is a part only of what has a concept: the price of a machine is of nothing that the table has a whole of.
        """
        label, context = spot.label, sheet.context
        case = spot.head.case or context.case
        pairs: list[tuple[str, str]] = [("case", case)] if case else []
        if context.parent or ("母公司" in fold(label.leaf) and "归属" not in fold(label.leaf)):
            pairs.append(("basis", "parent"))
        if context.moves and not _BALANCE.search(fold(label.path)):
            return (*pairs, ("movement", label.path)) if label.path else tuple(pairs)
        if not any(hit.item.concept for hit in self._concepts(fold(metric))):
            return tuple(pairs)
        axis, part = sheet.part(spot.row, spot.col)
        column = self._part_of_row(spot, sheet)
        if axis and spot.measured and part != label.leaf:
            pairs.append((axis, part))
        elif column:
            pairs.append((context.axis, column))
        elif _is_part(spot, entity) and (titled or sheet.measures(spot.row)):
            axis = axis or context.axis
            pairs.append(("region" if axis == "segment" and _PLACE.search(fold(label.leaf)) else axis, label.path))
        return tuple(pairs)

    def _part_of_row(self, spot: Spot, sheet: Sheet) -> str:
        """In a matrix of quantities by parts (分部收益 | 制造 | 零售 | 总计) the part that the column is; "" for none."""
        head = spot.head
        plain = head.own and head.role in ("", "level") and not head.modality
        if not (plain and spot.measured) or len(head.metric) > _LONGEST_PART or self._heads.measures(head.metric):
            return ""
        if self._concepts(fold(head.metric)) or not sheet.has_total_beside(spot.row, spot.col):
            return ""
        return head.metric

    def _amount(self, label: Label) -> bool:
        """Whether the row is called by an amount of money, its unit aside."""
        rest = label.said.rest if label.said else ""
        hits = self._concepts(fold(rest)) if rest else []
        named = bool(hits) and hits[-1].end == len(rest) and hits[-1].item.unit_kind == "money"
        return named or self._heads.measures(rest) == "money"

    def _measured(self, label: Label) -> bool:
        """Whether the row label itself names a quantity (营业收入), so that columns need not."""
        if not label.leaf or _FIRM.search(label.leaf):
            return False  # 投资 in the name of a company is no quantity
        return bool(self._concepts(fold(label.leaf))) or bool(self._heads.measures(label.leaf))


def _kind(number: Number, unit: UnitFound) -> str:
    if unit.kind or not number.reading.unit:
        return unit.kind or _PHRASES.get(unit.phrase, "")
    own = number.reading.unit
    if own in ("ratio", "pp", "times", "rank"):
        return own
    return "money" if own[:3].isascii() and own[:3].isupper() else "count"


def _before(spot: Spot) -> str:
    """The words before the number in its own cell."""
    if spot.cell is None:
        return ""
    return spot.cell.text[: max(0, spot.number.span.start - spot.cell.span.start)]


def _named_by(spot: Spot, metric: str) -> str:
    """Where the words of the metric stood, for `explain` and for the confidence."""
    if not metric:
        return "none"
    if spot.head.own:
        return "row and column" if spot.measured else "column"
    if spot.measured:
        return "row"
    return "unmeasured row" if metric == spot.label.path else "title or neighbour"


def _planned(spot: Spot, sheet: Sheet, kind: str, role: Role) -> bool:
    """Whether an undated amount of the chapter on the use of proceeds is of what is still to be built or bought."""
    if kind in ("ratio", "pp", "times") and role != "share":
        return False
    words = fold(f"{spot.label.path} {spot.head.text} {sheet.context.title}")
    return sheet.context.to_come and not _DONE.search(words)


def _is_part(spot: Spot, entity: Who) -> bool:
    """Whether a row is a part of what the table measures: no sum, no entity, no item of accounts, no movement of a balance."""
    label = spot.label
    if not label.leaf or label.total or spot.measured or entity.source == "row":
        return False
    if (label.no_name and label.holder == "shareholder") or _MOVE.search(fold(label.leaf)):
        return False
    return not (label.said is not None and label.said.generic)


def _flags(sheet: Sheet, spot: Spot) -> frozenset[str]:
    flags = set()
    if not spot.head.path and not sheet.layout.is_head and "key_value" not in sheet.grid.table.flags:
        flags.add("header_missing")
    if spot.cell is not None and not fills(spot.number, spot.cell):
        flags.add("text_cell")
    return frozenset(flags)
