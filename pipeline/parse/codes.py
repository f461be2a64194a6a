"""The code and the short name under which shares trade, beside their labels on the first pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lexicon.fold import fold

_CODE = re.compile(
    r"(?:股票|证券|公司|股份|A股|H股)\s*(?:代码|代号|编号)\s*(?:\([^()]{1,12}\))?\s*[:]?\s*(?:[A-Z]{2,5}[:.]?)?(?P<code>\d{4,6}|(?<=:)\d{3})(?!\d)"
    r"|[Ss]tock\s+[Cc]ode\s*[:]?\s*(?:\([^()]{1,20}\))?\s*(?P<english>\d{3,6})(?!\d)"
)
_A_SHARE = re.compile(r"(?:00|30|60|68|43|83|87|92)\d{4}")  # alone on a cover
_COVER_LINES = 6
_CODE_LABEL = re.compile(r"(?:股票|证券)代码|[Ss]tock [Cc]ode")
_SHORT = re.compile(
    r"(?:股票|证券|公司|股份)(?:的?中文)?简称\s*:?\s*(?P<name>[^\s:,;。()]{2,8})(?=[\s,;。()]|$)"
    r"|[Ss]tock short name\s*:?\s*(?P<english>[^\n\t]{2,20})"
)
_NO_NAME = re.compile(r"代码|简称|名称|变更|交易所|不适用|股票|证券$")


def stock_code(lines: Sequence[str]) -> str:
    """The code beside 股票代码 or Stock code, digits as printed; on the next line in a table."""
    for order, line in enumerate(lines):
        folded = fold(line)
        if order < _COVER_LINES and _A_SHARE.fullmatch(folded):
            return folded
        if match := _CODE.search(folded):
            return match["code"] or match["english"]
        if len(line) < 60 and _CODE_LABEL.search(folded):
            codes = re.findall(r"(?<!\d)\d{6}(?!\d)", fold(" ".join(lines[order + 1 : order + 3])))
            if codes:
                return str(codes[0])
    return ""


def short_names(lines: Sequence[str]) -> frozenset[str]:
    """The short names under which the issuer's shares trade: 证券简称：青禾精工, never the heads of a table."""
    found = (match["name"] or match["english"] for line in lines for match in _SHORT.finditer(fold(line)))
    return frozenset(name.strip() for name in found if not _NO_NAME.search(name))
