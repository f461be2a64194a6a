"""What the name of an organisation looks like, in both scripts and in English. Patterns run on folded text."""

from __future__ import annotations

import re

from pipeline.lexicon.fold import fold

ENGLISH_END = (
    r"(?:Co\.?, ?Ltd\.?|Co\. Ltd\.?|Limited|Ltd\.?|Inc\.?|Incorporated|Corporation|Corp\.?|Company|Holdings?|Group|PLC|plc"
    r"|LLC|LLP|L\.P\.|LP|S\.A\.|AG|GmbH|N\.V\.|B\.V\.)"
)
COMPANY_END = r"(?:股份有限公司|有限责任公司|有限公司|总公司|集团公司|股份公司)"
_BRACKET = r"(?:\([^()]{2,12}\))?"
CHINESE_END = (
    rf"(?:股份有限公司|有限责任公司|有限公司|总公司|分公司|公司|合伙企业{_BRACKET}|中心{_BRACKET}|银行|交易所|事务所{_BRACKET}"
    r"|研究院|研究所|大学|学院|委员会|基金会|集团|厂|协会|商会|管理局|信用社)"
)
_WHOLE = re.compile(
    rf"^(?:[\w()·&\-.\s'+*/]{{2,60}}?{CHINESE_END}|[A-Z][\w()&\-.,'’ ]{{2,80}}?{ENGLISH_END})(?:\([^()]{{2,8}}\))?$"
)
_ENGLISH_TAIL = re.compile(
    rf"(?<![A-Za-z])[A-Z][\w()&\-.’']*(?:,? (?:of|and|&|the|[A-Z0-9(][\w()&\-.’']*))*?,? ?{ENGLISH_END}$", re.ASCII
)
_CHINESE_TAIL = re.compile(rf"{CHINESE_END}(?:\([^()]{{2,8}}\))?$")
_TALKS = re.compile(r"本公司$|是|的|位于|总部|主要|包括|以及|及其|成立|出资|持有|控股子公司|全资子公司|下属|前身")
_NO_NAME = re.compile(
    r"^(?:若干|多家|某|\d|本次|本公司|公司|发行人|我们|其|该|上述|经|由|或|除|根据|指|股份有限公司|有限公司|有限责任公司)"
)
# Words after which a name may begin within its clause; all are rare inside names.
_EDGE = re.compile(
    r"[由与和及为是向将被让据从系该至了的于]|对(?!外)|收购|成立|设立|持有|出资|参股|控股(?=.{6})|委托|聘请|间接|直接|通过|所载|合伙人|管理人"
    r"|(?:企业|厂商|服务商|龙头|供应商|制造商|开发商|运营商|平台|品牌|巨头|公司|机构)(?=.{6})(?!\(|集团)"
    r"|子公司|保荐人|股东|客户|供应商|\([ivx]+\)|\(\d\)|附注\d*|Note \d"
)
_QUOTES = "“”\"「」『』‘’'《》"
_SHORTEST = 6  # characters of a legal name that was cut out of a clause


def is_organisation(folded: str) -> bool:
    """Whether a whole text is the name of one organisation: ends as such names do and says nothing about it."""
    return bool(_WHOLE.match(folded)) and not _TALKS.search(folded) and not _NO_NAME.match(folded)


def leading(meaning: str) -> str:
    """The organisation with whose name a definition begins, "" where it begins with something else."""
    text = re.sub(r"(?<=[\u4e00-\u9fff（）()])\s+(?=[\u4e00-\u9fff（）()])", "", re.sub(r"\s*\n\s*", " ", meaning)).strip(" 。")
    folded = fold(text)
    stops = [
        match.start() for match in re.finditer(r"[,，。;；:：]|的|及其|或其|\((?!有限|普通|特殊|[\u4e00-\u9fff]{2,4}\))", folded)
    ]
    for end in (*stops, len(folded)):
        if is_organisation(folded[:end].strip()):
            return text[:end].strip()
    return ""


def trailing(text: str, folded: str) -> str:
    """The organisation whose name ends a clause: 公司由宁波青禾精工有限公司 -> 宁波青禾精工有限公司; "" where none does."""
    if english := _ENGLISH_TAIL.search(folded):
        return text[english.start() :].strip()
    if not _CHINESE_TAIL.search(folded):
        return ""
    starts = [
        0,
        *(match.end() for match in _EDGE.finditer(folded)),
        *(at + 1 for at, char in enumerate(folded) if char in _QUOTES),
    ]
    for start in sorted(starts, reverse=True):
        name = folded[start:].strip(_QUOTES + " ")
        if len(name) >= _SHORTEST:
            return text[start:].strip(_QUOTES + " ") if is_organisation(name) else ""
    return ""
