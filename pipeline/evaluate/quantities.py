"""The quantity reader behind the interface of the public suites: parse(text, ref_date) -> list of dicts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.core.reading import Reading
from pipeline.lexicon import load_config
from pipeline.quantity import Reader

Item = dict[str, Any]


def parse(text: str, ref_date: str | None = None) -> list[Item]:
    """The readings of `text` as the suites' items: percentages in points, open ranges for 以上 and 以下, no per-units.

    A quantity is also given as the number in it, a qualified amount also as the range it stands for: the suites follow
    different conventions, and a case asks for one of them.
    """
    reference = date.fromisoformat(ref_date[:10]) if ref_date else None
    return [item for reading in _reader()(text, reference) for item in _items(reading)]


@cache
def _reader() -> Reader:
    return Reader(load_config(Path(__file__).resolve().parents[2] / "config")[1], weekdays_ahead=True)


def _items(reading: Reading) -> list[Item]:
    if reading.type in ("date", "period"):
        return _times(reading)
    if reading.type == "mark":
        return []
    values = _values(reading)
    unit = _unit(reading)
    items = [_item(reading, reading.type, value, unit) for value in values]
    if reading.type in ("quantity", "duration") or unit == "ratio_number":
        items += [_item(reading, "number", value, None) for value in values]
    return items


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
    return reading.unit.partition("/")[0].replace("times", "倍") or None


def _item(reading: Reading, kind: str, value: Any, unit: str | None) -> Item:
    return {"type": kind, "text": reading.text, "start": reading.start, "end": reading.end, "value": value, "unit": unit}
