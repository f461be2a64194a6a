"""Times that date no figure: of a comparison, of the whole of a share, of a paper or its name, of the telling itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.line import QUOTES, Token
from pipeline.lexicon.fold import fold

JOINTS = frozenset({"、", "和", "及", "与", "以及", "至", "到", "或", "，"})
_ISSUE = re.compile(
    r"(?:年度?)?(?:面向|公开|非公开|向|度?第[一二三四五六七八九十]+期)[^，。；、]{0,16}?(?:发行|债券|票据|融资券)"
)
_SCHEME = re.compile(
    r"(?:年度?|度)?(?:第?[一二三四五六七八九十\d]+次)?(?:临时)?(?:(?:限制性)?股票期权|限制性股票|股权激励|员工持股|激励)"
)
_BOND = re.compile(r"(?:公司)?(?:债券|票据|融资券|存单)")
_EPITHET = re.compile(r"(?:的)?首[隻只家例届款]")
_SINCE = re.compile(r"(?:以来|至今|后|起)$")
_RECORD = re.compile(r"(?:以来)?[^，。；,;]{0,10}?(?:最[高低大小好快多佳差]|新[高低])")
_NTH_YEAR = re.compile(r"第[一二三四五六七八九十\d]+(?:个|期)?$")
_ISSUED = frozenset({"发布", "颁布", "印发", "下发", "出具", "公布", "签发", "修订", "颁发", "签署", "签订", "发出", "刊发"})
_BEYOND = frozenset({"次于", "仅次于", "高于", "低于", "好于", "优于", "逊于", "胜于", "超越"})
_RESTORED = frozenset({"恢复", "恢复至", "恢复到", "相当于", "约当于"})
_REACH = 60  # characters from a day to the verb of telling that it belongs to
_DAY = re.compile(r"(?:[日号晚早天]|周[一二三四五六日]|星期.)$")
_UP_TO = re.compile(r"(?:截至|截止|截止到|截至到|至|到|自|从|由)$")
_TELLING = re.compile(
    r"[^，。；：,;:]{0,24}?(?:[，,][^，。；：,;:]{0,30}?)?"
    r"(?:披露|发布|公告(?!日)|公布|宣布|表示|透露|指出|报道|获悉|消息|回应|回复|刊发|刊登|发表|发出|通报|告诉|介绍|晒出|交出|称[，,：:“「])"
    r"|[晚早凌晨间]{0,3}(?:讯|电)(?![\u4e00-\u9fff])"
)
_OPENED = re.compile(r"[（(][^（()）。；\n]{0,40}$")
_CLOSED = re.compile(r"[^（()）。；\n]{0,40}[)）]")


def in_brackets(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether a time stands between two brackets that both stand in front of the figure.

    Of a sentence without figures only the numbers are tokens; there any bracket counts.
    """
    token = tokens[index]
    opened = _OPENED.search(text, max(0, token.start - 42), token.start)
    closed = _CLOSED.match(text, token.end) if opened else None
    bare = all(one.kind not in ("word", "mark") for one in tokens)
    return closed is not None and (bare or closed.end() <= tokens[-1].end)


def compared(tokens: Sequence[Token], index: int) -> bool:
    """较2023年, 与2023年相比, 仅次于2021年, 恢复至2019年同期的: what is compared with."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and before.has("against") and before.text != "与":
        return True
    if before is not None and before.text in _BEYOND:
        return True
    if any(token.text in _RESTORED for token in tokens[max(0, index - 3) : index]):
        return next((token.text for token in tokens[index + 1 :] if token.text != "同期"), "") == "的"
    joined = before is not None and before.text in ("与", "同", "和", "跟")
    return joined and after is not None and after.text in ("相比", "相较", "比较", "相比较")


def dates_nothing(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the time at `index` belongs to something else in the sentence than to what is measured."""
    token = tokens[index]
    if _of_record(token, fold(text[token.end : token.end + 16])):
        return True
    return _of_whole(tokens, index) or _of_paper(tokens, index) or _in_name(text, token) or _of_telling(text, tokens, index)


def _of_whole(tokens: Sequence[Token], index: int) -> bool:
    """占公司2024年营业收入的…: a single year there belongs to the whole."""
    near = tokens[max(0, index - 3) : index]
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    return any(token.cues.get("share") == "of" for token in near) and (behind is None or behind.text not in JOINTS)


def _in_name(text: str, token: Token) -> bool:
    """2023年面向专业投资者公开发行公司债券, 2023年股票期权激励计划: a name; 第三年末 is a year of a bond's life."""
    if _NTH_YEAR.search(text[max(0, token.start - 5) : token.start]) and token.text[:1] == "年":
        return True
    if token.text in ("本期", "上期", "前期"):
        return bool(_BOND.match(fold(text[token.end : token.end + 6])))
    behind = fold(text[token.end : token.end + 40])
    return bool(_ISSUE.match(behind) or _SCHEME.match(behind))


def _of_record(token: Token, behind: str) -> bool:
    """为去年8月以来最高增速, 今年首只新股: how far back a record reaches, what an epithet counts from."""
    since = _SINCE.search(token.text) or behind.startswith("以来")
    return bool(_EPITHET.match(behind) or (since and _RECORD.match(behind)))


def _of_paper(tokens: Sequence[Token], index: int) -> bool:
    """国务院2021年3月31日发布的通知: the day of a paper is not the time of what it says."""
    behind = tokens[index + 1 : index + 8]
    for at, token in enumerate(behind):
        if token.kind in ("mark", "time", "figure"):
            return False
        if token.text in _ISSUED:
            after = behind[at + 1] if at + 1 < len(behind) else None
            return after is not None and (after.text in ("的", "之") or after.text in QUOTES)
    return False


def _of_telling(text: str, tokens: Sequence[Token], index: int) -> bool:
    """3月27日晚间披露年报, 3月27日，公司公告称: the day on which it was told, not that of what is told."""
    token = tokens[index]
    if not _DAY.search(token.text) or _UP_TO.search(text[max(0, token.start - 3) : token.start]):
        return False
    stops = (at for at, one in enumerate(tokens) if at > index and (one.kind == "figure" or _dates(tokens, at)))
    end = next((tokens[at].start for at in stops), token.end + _REACH)
    return bool(_TELLING.match(fold(text[token.end : min(end, token.end + _REACH)])))


def _dates(tokens: Sequence[Token], index: int) -> bool:
    """A time that is not part of a document's name."""
    return tokens[index].kind == "time" and not (index + 1 < len(tokens) and tokens[index + 1].has("document"))
