"""How named ratios are defined: 毛利率 is gross profit of revenue."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.lexicon import Lexicon

# word -> (measure, numerator, denominator, whether every company defines it so)
Definitions = Mapping[str, tuple[str, str, str, bool]]


def definitions(lexicon: Lexicon) -> Definitions:
    """The rows of config/lexicon/ratios.csv."""
    return {
        row.word: (row.meaning, row.more["numerator"], row.more["denominator"], row.more["sure"] == "yes")
        for row in lexicon.rows("ratios")
    }
