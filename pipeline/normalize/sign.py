"""The sign of a figure: printed minus and brackets are read with the number, words such as 下降 turn it here, once."""

from __future__ import annotations

from pipeline.normalize.amount import Amount


def signed(amount: Amount, negative_words: str) -> Amount:
    """The amount with the sign that the words around it give.

    negative_words  what the extractor found to turn the sign (下降, 减少, 亏损); "" leaves the amount alone

    An amount that is negative as printed stays: 减少-1,206万元 is -1,206万元, never a rise. A range is mirrored, so that
    `low` stays the smaller end: 亏损2.5亿元至3.2亿元 is -3.2亿 to -2.5亿.
    """
    if not negative_words:
        return amount
    if amount.value is not None:
        return amount if amount.value <= 0 else amount.negated()
    ends = [end for end in (amount.low, amount.high) if end is not None]
    if not ends or min(ends) < 0:
        return amount
    return amount.negated()
