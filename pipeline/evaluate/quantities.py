"""The quantity reader behind the interface of the public suites: parse(text, ref_date) -> list of dicts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.core.reading import Reading
from pipeline.lexicon import load_config
from pipeline.quantity import Reader

Item = dict[str, Any]
_BOUNDS = {"over": "low", "at_least": "low", "under": "high", "at_most": "high"}
_LINK = re.compile(r"[，,\s并且而的同时又最少多不大小于低高过等]*")
_MANY = {"打": 12, "对": 2, "双": 2}  # what the suites count a dozen and a pair as
_NAMES = {
    "times": "倍", "BTC": "bitcoin", "千瓦": "kilowatt", "赫兹": "hertz", "兆赫兹": "megahertz",
    "千比特": "kilobit", "千字节": "kilobyte", "兆字节": "megabyte",
    "千卡": "kilocalorie", "微克": "microgram", "兆比特": "megabit", "kW": "kilowatt",
}  # fmt: skip


def parse(text: str, ref_date: str | None = None) -> list[Item]:
    """The readings of `text` as the suites' items: percentages in points, open ranges for 以上 and 以下, no per-units.

    A quantity is also given as the number in it, a qualified amount also as the range it stands for: the suites follow
    different conventions, and a case asks for one of them.
    """
    reference = date.fromisoformat(ref_date[:10]) if ref_date else None
    readings = _reader()(text, reference)
    return [item for reading in readings for item in _items(reading)] + list(_bounded(text, readings))


@cache
def _reader() -> Reader:
    return Reader(load_config(Path(__file__).resolve().parents[2] / "config")[1], weekdays_ahead=True)


def _items(reading: Reading) -> list[Item]:
    if reading.type in ("date", "period"):
        return _times(reading)
    if reading.type == "mark":
        return (
            [_item(reading, "number", float(reading.value), None)]
            if reading.mark == "idiom" and reading.value is not None
            else []
        )
    values = _values(reading)
    unit = _unit(reading)
    items = [_item(reading, reading.type, value, unit) for value in values]
    if reading.type in ("quantity", "duration", "percent"):
        items += [_item(reading, "number", value, None) for value in values]
    if reading.unit in _MANY and reading.value is not None:
        items.append(_item(reading, "number", float(reading.value) * _MANY[reading.unit], None))
    return items


def _bounded(text: str, readings: list[Reading]) -> Iterator[Item]:
    """大于20小于35: a floor and a ceiling side by side are also one range."""
    for first, second in itertools.pairwise(readings):
        if first.value is None or second.value is None or second.start - first.end > 8:
            continue
        ends = {_BOUNDS.get(first.qualifier): first, _BOUNDS.get(second.qualifier): second}
        if None in ends or len(ends) < 2 or not _LINK.fullmatch(text[first.end : second.start]):
            continue
        low, high = ends["low"].value, ends["high"].value
        if low is not None and high is not None and low < high:
            whole = {"type": "number", "start": first.start, "end": second.end, "text": text[first.start : second.end]}
            yield {**whole, "value": [float(low), float(high)], "unit": None}


def _times(reading: Reading) -> list[Item]:
    period = reading.period
    if period is None:
        return []
    if period.is_instant:
        return [_item(reading, "date", str(period.start), None)]
    return [_item(reading, "period", [str(day) if day else None for day in (period.start, period.end)], None)]


def _values(reading: Reading) -> list[Any]:
    factor = 100 if reading.type == "percent" and reading.unit == "ratio" else 1
    if reading.value is None:
        return [[None if end is None else float(end) * factor for end in (reading.low, reading.high)]]
    value = float(reading.value) * factor
    if reading.qualifier in ("over", "at_least"):
        return [value, [value, None]]
    if reading.qualifier in ("under", "at_most"):
        return [value, [None, value]]
    return [value]


def _unit(reading: Reading) -> str | None:
    if reading.type == "percent":
        return "%"
    if reading.type in ("number", "ordinal"):
        return None
    unit = reading.unit.partition("/")[0]
    return _NAMES.get(unit, unit) or None


def _item(reading: Reading, kind: str, value: Any, unit: str | None) -> Item:
    return {"type": kind, "text": reading.text, "start": reading.start, "end": reading.end, "value": value, "unit": unit}
