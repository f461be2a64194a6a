"""Which lines of a table add up to which total: an inclusion stack, as an accountant reads down a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.audit.grid import Entry, Line

TOTAL = re.compile(r"合计|总计|小计|共计|总和|^总额$|^total|\btotal\b|sub-?total", re.IGNORECASE)
_OF_WHICH = re.compile(r"^(?:其中|当中|包括|ofwhich|including)", re.IGNORECASE)
_LESS = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．])?(?:减|less)[:：]?", re.IGNORECASE)
_PLUS = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．])?(?:加|add|plus)[:：]?", re.IGNORECASE)
_MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Item:
    """A line that waits to be added: its place, its sign, and what it is."""

    index: int
    line: Line
    sign: int
    of_which: bool
    is_total: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the items that were found to make it, and for each crossing line whether they do.

    tied      crossing lines in which the items add up to the total
    loose     those in which they do so only if digits were cut off
    broken    those in which they do not, all being there to read
    """

    total: Item
    items: tuple[Item, ...]
    tied: tuple[int, ...]
    broken: tuple[int, ...]
    single: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """More ties first, then fewer failures, then fewer items."""
        return len(self.tied) + self.single, -len(self.broken), -len(self.items)


def sums(lines: Sequence[Line]) -> Iterator[Sum]:
    """A Sum for each total line that has items to add, in order. Each total takes the place of what it adds up."""
    stack: list[Item] = []
    ahead: list[Item] = []
    minus = False
    for index, line in enumerate(lines):
        is_total = bool(TOTAL.search(line.label))
        minus = not is_total and not _PLUS.match(line.label) and (minus or bool(_LESS.match(line.label)))
        item = Item(index, line, -1 if minus else 1, bool(_OF_WHICH.match(line.label)), is_total)
        if not any(entry.figure is not None for entry in line.entries.values()):
            continue
        if is_total:
            found = _best(item, stack)
            if found is not None and found.tied:
                stack = [held for held in stack if held.index < found.items[0].index]
            if found is not None:
                yield found
            elif not stack:
                ahead.append(item)
        stack.append(item)
        if len(stack) > _MOST_ITEMS:
            stack = stack[-_MOST_ITEMS:]
    for item in ahead:
        following = [held for held in _items(lines, item) if held.index > item.index]
        if len(following) > 1 and (found := _best(item, following, whole=True)) is not None:
            yield found


def _items(lines: Sequence[Line], total: Item) -> list[Item]:
    """What follows a total that stands first, up to the next total."""
    found = []
    for index in range(total.index + 1, len(lines)):
        if TOTAL.search(lines[index].label):
            break
        if any(entry.figure is not None for entry in lines[index].entries.values()):
            found.append(Item(index, lines[index], 1, bool(_OF_WHICH.match(lines[index].label)), False))
    return found


_Filter = Callable[[Item], bool]
_FILTERS: tuple[_Filter, ...] = (
    lambda item: not item.of_which,
    lambda item: item.is_total,
    lambda item: not item.is_total and not item.of_which,
    lambda _: True,
)


def _best(total: Item, stack: Sequence[Item], whole: bool = False) -> Sum | None:
    """Of all runs of items that end at the total, the one that ties most crossing lines; the longest of equals.

    Where none ties, the run that a reader would take: everything since the total before.
    """
    best: Sum | None = None
    for choose in _FILTERS:
        held = [item for item in stack if choose(item)]
        for signs in (True, False):
            if signs and all(item.sign > 0 for item in held):
                continue
            for run in _runs(held, whole):
                found = _sum(total, run, signs)
                if found.tied and (best is None or found.rank > best.rank):
                    best = found
    if best is not None:
        return best
    since = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].is_total), -1)
    run = [item for item in stack[since + 1 :] if not item.of_which]
    return _sum(total, run, True) if len(run) > 1 else None


def _runs(held: Sequence[Item], ahead: bool) -> Iterator[Sequence[Item]]:
    """What may belong to a total: what stands before it, from any line on; or after one that stands first, up to any line."""
    if ahead:
        yield from (held[:end] for end in range(2, len(held) + 1))
    else:
        yield from (held[start:] for start in range(len(held) - 1))


def _sum(total: Item, items: Sequence[Item], signs: bool) -> Sum:
    single = 0
    tied: list[int] = []
    broken: list[int] = []
    for column, entry in total.line.entries.items():
        if entry.figure is None:
            continue
        parts = _parts(column, entry, items, signs)
        if parts is None:
            continue
        if len(parts) == 1:
            single += _ties(entry, parts)
            continue
        (tied if _ties(entry, parts) else broken).append(column)
    used = tuple(items) if signs else tuple(item if item.sign == 1 else replace(item, sign=1) for item in items)
    return Sum(total, used, tuple(tied), tuple(broken), single)


def _parts(column: int, total: Entry, items: Sequence[Item], signs: bool) -> list[tuple[Decimal, Decimal]] | None:
    """The signed bounds of each item in one column; None where one cannot be read, or none is printed."""
    if not is_additive(total):
        return None
    found, printed = [], 0
    for item in items:
        entry = item.line.entries.get(column)
        if entry is None:
            return None
        if entry.figure is None:
            continue
        if entry.figure.unit != total.figure.unit or entry.figure.role != total.figure.role:  # type: ignore[union-attr]
            return None
        printed += 1
        minus = signs and item.sign < 0
        found.append((-entry.high, -entry.low) if minus else (entry.low, entry.high))
    return found if printed else None


def is_additive(total: Entry) -> bool:
    """Amounts, counts and shares add up; prices, margins, rates of growth and multiples do not."""
    figure = total.figure
    if figure is None or figure.value is None or figure.role in ("growth", "cagr", "multiple", "rank"):
        return False
    if figure.unit == "ratio":
        return figure.role == "share" or figure.value == 1
    return figure.unit not in ("pp", "times", "rank") and "/" not in figure.unit


def _ties(total: Entry, parts: Sequence[tuple[Decimal, Decimal]]) -> bool:
    low, high = sum((low for low, _ in parts), Decimal(0)), sum((high for _, high in parts), Decimal(0))
    return low <= total.high and total.low <= high


def bounds_of(found: Sum, column: int) -> tuple[Decimal, Decimal]:
    """What the items leave for the total of one crossing line."""
    total = found.total.line.entries[column]
    parts = _parts(column, total, found.items, any(item.sign < 0 for item in found.items)) or []
    return sum((low for low, _ in parts), Decimal(0)), sum((high for _, high in parts), Decimal(0))
