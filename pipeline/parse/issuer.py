"""Whose document it is: the full legal name on the cover, or what 本公司 is defined to mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.core.document import Document
from pipeline.lexicon.fold import fold
from pipeline.parse.definitions import Definitions
from pipeline.parse.orgnames import COMPANY_END, ENGLISH_END

_TITLE_WORDS = r"\s|首次|公开|向|20\d\d|19\d\d|二[〇○零]|招股|年度|半年|关于|发行|面向|配股|增发|第[一三]季"
_NAME = re.compile(
    rf"^(?P<name>[^\s，。；、：:,;《》“”0-9]{{2,40}}?{COMPANY_END}(?:\([\u4e00-\u9fff]{{2,6}}\))?)(?={_TITLE_WORDS}|$)"
)
_ENGLISH_NAME = re.compile(rf"^(?P<name>[A-Z][\w&.,'’()（）\- ]{{2,80}}?\b(?i:{ENGLISH_END}))\*?$")
_THE_COMPANY = re.compile(
    rf"(?P<name>[A-Z][\w&.,'’()\- ]{{2,80}}?\b(?i:{ENGLISH_END}))\s*\((?:[^()]{{0,60}}[“\"”’',; ])?"
    r"(?:the |our )?[“\"](?:the )?(?:Company|Issuer)[”\"]"
)
_STRANGERS = re.compile(
    r"证券股份|证券有限|证券(?:\(|公司)|证券承销|国际金融股份|会计师|律师|评估|评级|资信|交易所|结算|登记|信托|保荐|银行国际|资本市场|融资有限"
    r"|融资\(|Exchanges? and Clearing|Stock Exchange|Securities|Capital|Clearing Company|Sponsor|Bank of|Registrar|Nominee"
)
_BANK_OR_BROKER = re.compile(r"证券|信托|银行|金融")
_SPONSOR_LABEL = re.compile(
    r"保荐|主承销|承销商|经办人|协调人|簿管|账簿|受托管理人|财务顾问|审计机构|发行人律师|评级机构"
    r"|[Ss]ponsor|[Cc]oordinator|[Bb]ookrunner|Lead Manager"
)
_END_ALONE = re.compile(rf"^(?:\([\u4e00-\u9fff]{{2,6}}\))?{COMPANY_END}$")
_SHORT_NAME = re.compile(r"^[\u4e00-\u9fffA-Za-z()·]{2,20}$")
_INCORPORATED = re.compile(r"注册成立|注册地|注册地址|住所|incorporated in|Incorporated in|于.{2,12}成立|continued into")
_OTHER_SCRIPT = 3  # what a name in the other language of a bilingual cover loses
_FIRST = 40  # lines of a cover and its neighbours that may name the issuer


def find_issuer(lines: Sequence[str], document: Document, definitions: Definitions, language: str) -> str:
    """The issuer's full name as printed, "" where neither a cover nor a definition names one.

    lines  of the first pages. A name that both stands there and is defined as 本公司 wins at once; brokers, auditors and
    exchanges are passed over unless they are what the document is about.
    """
    scores: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for order, line in enumerate(_rejoined(lines)):
        for name in _names(line):
            key = squash_name(name)
            printed.setdefault(key, name)
            scores[key] += _weight(lines, order, name) - (_OTHER_SCRIPT if name.isascii() != (language == "en") else 0)
    defined = squash_name(definitions.issuer)
    if defined and (defined in scores or _printed_early(document, defined)):
        return definitions.issuer
    best = max(scores, key=lambda key: (scores[key], -list(scores).index(key)), default="")
    if best and scores[best] > 0:
        return printed[best]
    return definitions.issuer


def _rejoined(lines: Sequence[str]) -> list[str]:
    """The lines, with 股份有限公司 on a line of its own put to the name that it ends."""
    joined: list[str] = []
    for line in lines:
        if joined and _END_ALONE.match(fold(line)) and _SHORT_NAME.match(fold(joined[-1])):
            joined[-1] += line
        joined.append(line)
    return joined


def squash_name(name: str) -> str:
    """A name without spaces, in one script and one width: for comparing."""
    return re.sub(r"[\s*]", "", fold(name)).lower()


def _names(line: str) -> list[str]:
    folded = fold(line)
    if match := _NAME.match(folded):
        return [line[: match.end("name")]]
    company = _THE_COMPANY.search(line)
    if company:
        return [company["name"]]
    english = _ENGLISH_NAME.match(line.strip())
    return [english["name"]] if english and len(english["name"].split()) > 1 else []


def _weight(lines: Sequence[str], order: int, name: str) -> int:
    """How much a line speaks for its name: early, before (incorporated in …); after a sponsor's label it speaks against."""
    folded = fold(name)
    before = fold(" ".join(lines[max(0, order - 2) : order]))
    after = fold(" ".join(lines[order + 1 : order + 3]))
    if _STRANGERS.search(folded) and not _INCORPORATED.search(after):
        return -3 if not _BANK_OR_BROKER.search(folded) else -1
    weight = 3 if order < _FIRST else 1
    if _SPONSOR_LABEL.search(before) or _SPONSOR_LABEL.search(fold(lines[order])):
        weight -= 4
    if _INCORPORATED.search(after):
        weight += 4
    return weight


def _printed_early(document: Document, key: str) -> bool:
    """Whether the squashed name stands anywhere on the first three pages."""
    end = max((page.span.end for page in document.pages if page.number <= 3), default=0)
    return key in squash_name(document.text[:end])
