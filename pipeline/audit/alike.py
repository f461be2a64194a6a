"""Whether two phrases speak of one thing: the share of neighbouring characters of one that stand in the other."""

from __future__ import annotations

from collections.abc import Iterable


def covered(parts: Iterable[str], text: str) -> float:
    """How much of `parts` is found in `text`, both folded: 1 for all of it, also where there are no parts.

    >>> covered(["募投项目", "投资"], "募集资金投资项目 总投资")
    0.5
    """
    pairs = [part[at : at + 2] for part in parts for at in range(len(part) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0
