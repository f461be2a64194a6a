"""The words a unit is to be read from when the number itself carries none, or not all."""

from __future__ import annotations

from pipeline.core.number import Number
from pipeline.extract.spot import Spot

_PER_SHARE = (
    "每股",
    "发行价",
    "发售价",
    "招股价",
    "股价",
    "收盘价",
    "开盘价",
    "收市价",
    "發行價",
    "發售價",
    "股價",
    "收市價",
    "認購價",
    "认购价",
)


def unit_words(spot: Spot, number: Number, label: str) -> str:
    """`/股` for money per share, the list's unit for a bare member of it, 倍 for a ratio printed without; else ""."""
    reading = number.reading
    if reading.unit:
        return "/股" if _money(reading.unit) and _per_share(spot, label) else ""
    listed = [spot.numbers[token.number].reading for token in spot.group.members]
    following = next((other.unit_text for other in listed if other.start > reading.start and other.unit_text), "")
    if following:
        return following
    concept = next((token.concept for token in reversed(spot.lead.noun) if token.concept is not None), None)
    if concept is not None and concept.unit_kind == "money" and reading.scale >= 3:
        return "元"  # 营业收入首破千亿
    return "倍" if concept is not None and concept.unit_kind == "times" else ""


def _money(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def _per_share(spot: Spot, label: str) -> bool:
    near = "".join(token.text for token in (*spot.group.lead, *spot.group.tail[:1]) if token.kind == "word")
    concept = spot.lead.noun[-1].concept if spot.lead.noun else None
    if concept is not None and concept.unit_kind == "per_share" and concept.concept != "DividendPerShare":
        return True
    return "每股" in near or any(label.endswith(word) for word in _PER_SHARE)
