"""The words before a figure, read from the figure leftwards: what links it, then the noun phrase that it measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.line import CLOSING, OPENING, QUOTES, Token

_LINKS = ("level", "to", "from", "skip", "part", "base", "against", "move", "rank", "act", "modality")
_JOINS = frozenset({"、", "和", "及", "与", "以及"})
_BETWEEN = frozenset({"、", "/", "和", "及", "与"})
_TOWARDS = frozenset({"向", "从", "自", "通过", "对"})
_LOSSES = frozenset({"亏损", "净亏损", "盈利"})
_DATES = frozenset({"截至", "截止", "于", "在", "至", "到", "自", "和", "及", "与", "以及"})
_PLANS = frozenset({"计划", "目标", "预算", "指引"})
_AFTER_TIME = frozenset({"时间", "间", "期间", "内", "里", "中", "来", "以来"})
_PARTICLES = frozenset({"的", "之", "了", "地"})


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead taken apart; all tuples in text order.

    noun   the noun phrase; empty where the lead has none (同比增长12%) and the figure goes on about the topic
    links  the words between noun and figure: verbs, adverbs, times, 同比, 分别
    edge   the token at which the phrase stopped: a verb, a name, a comma; None at the clause's beginning
    before the tokens to the left of the phrase
    """

    noun: tuple[Token, ...]
    links: tuple[Token, ...]
    edge: Token | None
    before: tuple[Token, ...]

    def nearest(self, *kinds: str) -> Token | None:
        """The link of one of these kinds that stands closest to the figure."""
        return next((token for token in reversed(self.links) if token.has(*kinds)), None)

    @property
    def deciding(self) -> Token | None:
        """The link that says how figure and noun relate: the closest that is more than an adverb, a time or a base."""
        for token in reversed(self.links):
            if token.has("to", "move", "from", "share", "rank", "act"):
                return token
            if token.has("level") and not token.has("skip"):
                return token
        return None


def read_lead(tokens: Sequence[Token]) -> Lead:
    """Take apart the tokens before a figure (its clause's beginning, or the figure before, to the figure)."""
    while tokens and tokens[0].text in _JOINS | {"或"}:
        tokens = tokens[1:]  # 30%或5亿元: the joint belongs to neither
    cut = _links_from(tokens)
    begin = _noun_from(tokens, cut, coordinated=any(token.has("part") or "分别" in token.text for token in tokens))
    begin = _with_part(tokens, begin, cut)
    noun = tuple(_trimmed(tokens[begin:cut]))
    verb = next((i for i in range(len(noun) - 2, -1, -1) if _changes(noun, i)), None)
    if verb is not None:
        begin, noun = begin + 1 + list(tokens[begin:cut]).index(noun[verb]), tuple(_trimmed(noun[verb + 1 :]))
    edge = tokens[begin - 1] if begin else None
    return Lead(noun, tuple(tokens[cut:]), edge, tuple(tokens[:begin]))


def _changes(noun: Sequence[Token], index: int) -> bool:
    """增加了短期借款: a verb of change in front of what it changes."""
    token = noun[index]
    return token.has("move") and not token.has("skip") and token.concept is None and noun[-1].concept is not None


def _with_part(tokens: Sequence[Token], begin: int, cut: int) -> int:
    """占本次发行前公司总股本的…: whatever stands between 占 and its noun belongs to the phrase."""
    if begin == cut or any(token.cues.get("share") == "of" for token in tokens[begin:cut]):
        return begin
    for index in range(begin - 1, max(-1, begin - 9), -1):
        token = tokens[index]
        if token.kind in ("figure", "mark") and token.text not in OPENING | CLOSING:
            return begin
        if token.cues.get("share") == "of":
            return index
    return begin


def _links_from(tokens: Sequence[Token]) -> int:
    """Index of the first token of the linking words."""
    index = len(tokens)
    while index and (_links(tokens[index - 1], tokens[index:]) or _is_loss(tokens, index - 1) or _after_time(tokens, index - 1)):
        if _is_done_to(tokens, index - 1):
            break
        index -= 1
    return index


def _after_time(tokens: Sequence[Token], index: int) -> bool:
    """两年时间翻了一倍: the word only ends the time."""
    return index > 0 and tokens[index].text in _AFTER_TIME and tokens[index - 1].kind in ("time", "other")


def _is_loss(tokens: Sequence[Token], index: int) -> bool:
    """净利润亏损2亿元: behind a profit the word only turns the sign."""
    at = index - 1
    while at > 0 and tokens[at].has("part", "skip") and tokens[at].concept is None:
        at -= 1  # 归母净利润分别亏损…
    before = tokens[at].concept if at >= 0 else None
    return tokens[index].text in _LOSSES and before is not None and before.concept.startswith("NetProfit") and not before.negative


def _is_done_to(tokens: Sequence[Token], index: int) -> bool:
    """云端服务仅占: a verb with a noun in front of it is a noun itself; 公司服务 is not."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if not token.has("act") or (token.has("level", "move") and not token.has("skip")) or before is None or before.kind != "word":
        return False
    return not before.cues or before.concept is not None


def _links(token: Token, after: Sequence[Token]) -> bool:
    if token.kind in ("time", "other"):
        return True
    if token.kind == "mark":
        return token.text not in OPENING | CLOSING | QUOTES
    if token.text in _PLANS:
        return False
    if token.text in _DATES and after and after[0].kind == "time":
        return True
    if token.has(*_LINKS) and token.concept is None:
        return True
    if token.text in _PARTICLES:
        return True
    return token.cues.get("share") == "of" and not after


def _noun_from(tokens: Sequence[Token], end: int, coordinated: bool) -> int:
    """Index of the first token of the noun phrase that ends at `end`."""
    index = end
    verbal = bool(end) and tokens[end - 1].has("act")
    index -= verbal
    while index:
        opening = _bracket_from(tokens, index - 1)
        if opening >= 0:
            index = opening
        elif _in_noun(tokens, index - 1, coordinated) or (verbal and tokens[index - 1].text in _TOWARDS):
            index -= 1
        else:
            break
    return index


def _bracket_from(tokens: Sequence[Token], index: int) -> int:
    """人工费用（含工资、社保）: where the bracket opens that closes at `index`; -1 if none does."""
    if tokens[index].text not in CLOSING:
        return -1
    opening = next((i for i in range(index - 1, max(-1, index - 30), -1) if tokens[i].text in OPENING), 0)
    return opening if opening and tokens[opening - 1].kind == "word" else -1


def _in_noun(tokens: Sequence[Token], index: int, coordinated: bool) -> bool:
    token = tokens[index]
    if token.text in CLOSING:
        return any(other.text in OPENING for other in tokens[max(0, index - 12) : index])
    if token.text in OPENING:
        return any(other.text in CLOSING for other in tokens[index : index + 13])
    if token.text in QUOTES:
        return True
    if token.kind == "word" and not token.has("self") and index + 1 < len(tokens) and tokens[index + 1].text == "/":
        return True  # 销售/管理费用率
    if index and tokens[index - 1].cues.get("share") == "of" and token.kind in ("time", "word"):
        return True
    if token.kind == "other" and token.text[:1] in ("前", "第"):
        return True  # 前五大客户
    if _of_term(tokens, index):
        return True
    if token.kind in ("mark", "time", "figure", "entity", "other"):
        return token.text == "/" or (token.text == "、" and _joins(tokens, index, coordinated))
    if token.text in _PLANS and index and tokens[index - 1].concept is not None:
        return True
    if token.concept is not None or token.cues.get("share"):
        return True
    if token.text in _JOINS:
        return _joins(tokens, index, coordinated)
    if token.has("stop", "from", "to", "base", "against", "part", "modality", "self", "said", "by"):
        return False
    return not (token.has("level") and not token.has("skip"))


def _of_term(tokens: Sequence[Token], index: int) -> bool:
    """一年内到期的债务, 已订约但未拨备的开支: a time or a 但 that is part of a standing term."""
    after = [token.text for token in tokens[index + 1 : index + 3]]
    if tokens[index].kind in ("other", "time"):
        return len(after) == 2 and after[0] in ("内", "以内", "以上") and after[1] == "到期"
    return tokens[index].text == "但" and after[:1] == ["未"] and index > 0 and tokens[index - 1].kind == "word"


def _joins(tokens: Sequence[Token], index: int, coordinated: bool) -> bool:
    """Whether 和 or 、 stands inside the phrase: always before 分别, else only between two things measured."""
    if coordinated:
        return index > 0 and tokens[index - 1].kind in ("word", "mark")
    return index > 0 and tokens[index - 1].concept is not None


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the adverbs, particles and marks at both ends; an opening quote without its closing one goes too."""
    start, end = 0, len(tokens)
    while start < end and _loose(tokens[start]) and not (start + 1 < end and tokens[start + 1].text in _BETWEEN):
        start += 1
    while end > start and (tokens[end - 1].text in _PARTICLES | QUOTES or tokens[end - 1].text in _JOINS):
        end -= 1
    return tokens[start:end]


def _loose(token: Token) -> bool:
    if token.concept is not None or token.cues.get("share"):
        return False
    return token.text in _PARTICLES | CLOSING | QUOTES | _JOINS or (token.has("skip") and not token.has("org"))
