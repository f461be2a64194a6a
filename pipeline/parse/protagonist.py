"""The company that an article is about, where that is plain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.lexicon.fold import fold
from pipeline.parse.definitions import Definitions

_LEAD = 120  # characters of an article within which its protagonist is named
_LONGEST = 6  # characters of a short name
_BRACKETED = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z*]{2,12})\s*\(\s*(?P<code>\d{6}\s*\.\s*(?:SH|SZ|BJ)|\d{4,5}\s*\.\s*HK|\d{6})\s*\)",
    re.IGNORECASE,
)


def find_protagonist(title: str, lines: Sequence[str], definitions: Definitions) -> tuple[str, str]:
    """(name, code) of the company that title or lead name with its code in brackets, or introduce as （下称“X”）.

    ("", "") where two companies bear a code and neither is named twice as often as the other: extract has better means.
    """
    name, code = _coded(title, lines)
    return (name, code) if name else (_introduced(title, lines, definitions), "")


def _coded(title: str, lines: Sequence[str]) -> tuple[str, str]:
    """The company with its code in brackets that the title or the lead names, if it is named twice as often as any other."""
    text = fold("\n".join(lines))
    found: dict[str, tuple[str, int]] = {}
    for match in _BRACKETED.finditer(text):
        alone = match.start() == 0 or not text[match.start() - 1].isalnum()
        name = match["name"] if alone and len(match["name"]) <= _LONGEST else _known_tail(match["name"], text)
        if len(name) > _LONGEST:
            continue
        found.setdefault(name, (re.sub(r"\D", "", match["code"]), match.start()))
    early = [name for name, (_, at) in found.items() if name in fold(title) or at <= _LEAD]
    counts = Counter({name: text.count(name) for name in found})
    for name in early:
        if all(counts[name] >= 2 * count for other, count in counts.items() if other != name):
            return name, found[name][0]
    return "", ""


def _introduced(title: str, lines: Sequence[str], definitions: Definitions) -> str:
    """The only short name that the title bears and the lead introduces: 青禾精工股份有限公司（下称“青禾精工”）."""
    lead = "\n".join(lines)[: 3 * _LEAD]
    names = [name for name in definitions.names if name in title and name in lead]
    return names[0] if len(names) == 1 else ""


def _known_tail(name: str, text: str) -> str:
    """股东青禾精工 -> 青禾精工: the longest tail of the run before a bracket that the article goes on to use."""
    tails = [name[start:] for start in range(len(name) - 2)]
    most = max((text.count(tail) for tail in tails), default=0)
    return next((tail for tail in tails if text.count(tail) * 3 >= most and text.count(tail) > 1), name)
