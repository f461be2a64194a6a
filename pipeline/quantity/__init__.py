"""Chinese numbers, units, ranges, qualifiers, dates and periods: text -> readings. Knows no PDF, company or table."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pipeline.core.reading import Reading
from pipeline.lexicon import load_config
from pipeline.quantity.reader import Reader

__all__ = ["Reader", "read"]


def read(text: str, ref_date: date | None = None) -> list[Reading]:
    """All readings of `text` with the packaged lexicon.

    >>> [(r.text, r.unit, str(r.value)) for r in read("营收3.1亿元，同比增长5%")]
    [('3.1亿元', 'CNY', '310000000.0'), ('5%', 'ratio', '0.05')]
    """
    return _packaged()(text, ref_date)


@cache
def _packaged() -> Reader:
    house = Path(__file__).resolve().parents[1]
    folder = house / "config" if (house / "config").is_dir() else house.parent / "config"
    return Reader(load_config(folder)[1])
