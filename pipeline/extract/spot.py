"""What a resolver is given: one group of figures with its surroundings, and what the text before it has established."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from pipeline.core.mention import Modality, Role
from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.lead import Lead
from pipeline.extract.line import Group, Line, Token
from pipeline.extract.names import Cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Time:
    """One time that the text names: its period (None when it cannot be dated), its words, its token."""

    period: Period | None
    text: str
    token: Token
    code: str = ""  # normal form where the year is not known: Q1, H2, M01-09, --06-30


@dataclass(frozen=True, slots=True)
class Based:
    """A change's period and what it is measured against, in words and as a period."""

    now: Period | None
    text: str
    period: Period | None


@dataclass(slots=True)
class Story:
    """What carries over from figure to figure and from sentence to sentence of a block. The prose reader keeps it.

    times    the periods that hold now: several after 2021年、2022年和2023年
    label    the phrase that figures without one go on about; label_tokens its words
    items    the labels of the group before, where they differ
    unit     the unit of the group before
    full     the whole label of the group before
    share    the tail of the last share's label (收入占比), for 云端服务仅占15.2%
    role     of the group before
    said     who spoke in the sentence before
    subject  who the sentences are about
    heading  the company that the last heading names
    headed   the company with which the paragraph begins: 星河电子有限公司：…
    field    the market or trade that the figures before were about, and field_sentence where that was said
    trade    whether the section is about a trade and not about the company
    opened   where the paragraph begins
    report   the list of periods that 报告期 stands for
    last     the times of the group before
    came     the time from which the last amount of the paragraph came that was told from and to
    told     the times of the sentence's figures so far
    held     the times of the block before, for 期内
    solid    the times of the last figures that are no forecast
    aside    whether the times that hold are those of a comparison (去年同期蚀1亿元)
    planned  whether the figures before are a forecast
    main     the period that an article is about (2025年中报)
    named    what the single figures before measured, in the same sentence
    scope    the part that the figures before were of, and scope_sentence where that was said
    parent   whether the section holds the parent company's own accounts
    before   where the sentence before begins; `now` where this one does
    valued   the base date of a valuation
    based    what the change before it in the sentence was measured against
    stance   how sure the text was of the group before
    negative the words that turned the sign of the group before
    day      the day that the text speaks of as that of the market: 今日, 3月27日收盘
    published when the document appeared, where that is known
    default  the period of an annual or interim report, where nothing else is said
    """

    times: tuple[Time, ...] = ()
    times_sentence: int = -1
    label: str = ""
    noun: tuple[Token, ...] = ()
    full: str = ""
    share: str = ""
    items: tuple[str, ...] = ()
    unit: str = ""
    role: Role = "level"
    said: str = ""
    subject: str = ""
    heading: str = ""
    headed: str = ""
    field: str = ""
    field_sentence: int = -1
    trade: bool = False
    opened: int = 0
    report: tuple[Time, ...] = ()
    last: tuple[Time, ...] = ()
    told: tuple[Time, ...] = ()
    came: Time | None = None
    held: tuple[Time, ...] = ()
    solid: tuple[Time, ...] = ()
    aside: bool = False
    planned: bool = False
    day: Time | None = None
    published: date | None = None
    default: Time | None = None
    main: Time | None = None
    valued: Time | None = None
    stance: Modality = "reported"
    based: Based | None = None
    negative: str = ""
    named: tuple[str, ...] = ()
    scope: tuple[tuple[str, str], ...] = ()
    scope_sentence: int = -1
    parent: bool = False
    before: int = -1
    now: int = -1


@dataclass(frozen=True, slots=True)
class Spot:
    """A group of figures where it stands."""

    text: str  # the document's
    line: Line
    group: Group
    lead: Lead
    numbers: Sequence[Number]  # of the document
    cast: Cast
    order: int  # of the group in its sentence

    @property
    def unit(self) -> str:
        """The unit of the group: of its last member that prints one."""
        units = [self.numbers[token.number].reading.unit for token in self.group.members]
        return next((unit for unit in reversed(units) if unit), "")

    @property
    def first(self) -> Token:
        return self.group.members[0]

    @property
    def before(self) -> tuple[Token, ...]:
        """All tokens of the sentence before the group."""
        start = self.first.start
        return tuple(token for token in self.line.tokens if token.start < start)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a resolver found: one answer for each member of the group, where it was read, and by which rule."""

    values: tuple[T, ...]
    source: str = ""
    rule: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)
