"""A sentence as the resolvers see it: tokens with their cues, figures in groups with the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.core.number import Number
from pipeline.extract.cues import NONE
from pipeline.lexicon.concepts import Concept

TokenKind = Literal["word", "mark", "figure", "time", "other", "entity"]

MARKS = frozenset('，。；：、！？,;:!?（）()“”"「」『』《》〈〉【】[]·—-–…／/|•●◆■')
CLAUSE_ENDS = frozenset("，。；！？,;!?")
OPENING = frozenset("（(")
CLOSING = frozenset("）)")
QUOTES = frozenset('“”"「」『』《》')
_GLOSSES = frozenset({"即", "每股", "为", "合"})
JOINTS = frozenset({"、", "和", "及", "与", "以及", "或", "，", ",", "/", "and", "&"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, a name or a number of the sentence.

    text    folded (simplified, half width)
    number  index into Segmented.numbers, -1 where it is none
    name    for an entity: what it stands for, in the document's words; "" for a self name (公司)
    """

    start: int
    end: int
    text: str
    kind: TokenKind
    cues: Mapping[str, str] = field(default_factory=dict)
    concept: Concept | None = None
    number: int = -1
    name: str = ""

    def has(self, *kinds: str) -> bool:
        return any(kind in self.cues for kind in kinds)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are coordinated: 6.23亿元、8.3亿元和9.46亿元 is one group of three.

    members  the figure tokens
    lead     tokens before it, back to the clause's beginning or the figure before
    tail     tokens after it, up to the clause's end or the next figure
    opens    whether its clause begins right at the lead (no figure stands between)
    inside   whether it stands in brackets that follow another figure
    """

    members: tuple[Token, ...]
    lead: tuple[Token, ...]
    tail: tuple[Token, ...]
    opens: bool = True
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: all its tokens, and its groups in order."""

    text: str
    tokens: tuple[Token, ...]
    groups: tuple[Group, ...]
    block: int


def words_of(tokens: Sequence[Token], text: str) -> str:
    """The printed characters from the first token to the last; `text` is the document's."""
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


def group_figures(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Group]:
    """The groups of a sentence in order."""
    starts = _group_starts(tokens, numbers)
    for order, (first, last) in enumerate(starts):
        begin = _lead_start(tokens, first, starts[order - 1][1] if order else -1)
        outer = _before_bracket(tokens, begin, first, starts[order - 1][1] if order else -1)
        end = _tail_end(tokens, last, starts[order + 1][0] if order + 1 < len(starts) else len(tokens))
        members = tuple(token for token in tokens[first : last + 1] if token.kind == "figure")
        opens = not order or begin > starts[order - 1][1] + 1
        inside = bool(order) and begin > 0 and tokens[begin - 1].text in OPENING
        yield Group(members, (*outer, *tokens[begin:first]), tuple(tokens[last + 1 : end]), opens, inside)


def _before_bracket(tokens: Sequence[Token], begin: int, first: int, after: int) -> tuple[Token, ...]:
    """大幅下跌（约60%）: what stands before the bracket leads the figure in it, where no other figure does."""
    if (
        begin == 0
        or tokens[begin - 1].text not in OPENING
        or any(not token.has("skip") and token.text not in _GLOSSES for token in tokens[begin:first])
    ):
        return ()
    start = _lead_start(tokens, begin - 1, after)
    if after >= 0 and start <= after + 1:
        return ()
    return tuple(tokens[start : begin - 1])


def _group_starts(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """(first, last) token index of each group."""
    groups: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.kind != "figure":
            continue
        if groups and _coordinated(tokens, numbers, groups[-1], index):
            groups[-1] = (groups[-1][0], index)
        else:
            groups.append((index, index))
    return groups


def _coordinated(tokens: Sequence[Token], numbers: Sequence[Number], group: tuple[int, int], index: int) -> bool:
    between = tokens[group[1] + 1 : index]
    if not between or any(token.text not in JOINTS and not token.has("skip") for token in between):
        return False
    if not any(token.text in JOINTS for token in between):
        return False
    before, here = numbers[tokens[group[1]].number].reading, numbers[tokens[index].number].reading
    units = {reading.unit.partition("/")[0] for reading in (before, here) if reading.unit}
    if len(units) > 1:
        return False
    if any(token.has("level") for token in between):
        return False  # 甲、乙，合计丙: the sum is no member of the list
    comma = any(token.text in "，," for token in between)
    return not comma or group[0] != group[1] or _listed(tokens, group[0])


def _listed(tokens: Sequence[Token], first: int) -> bool:
    """Whether 分别 announces a list right before the figure."""
    return any(token.has("part") or "分别" in token.text for token in tokens[max(0, first - 3) : first])


def _lead_start(tokens: Sequence[Token], first: int, after: int) -> int:
    begin = after + 1
    depth = 0
    for index in range(first - 1, after, -1):
        text = tokens[index].text
        if tokens[index].kind != "mark":
            continue
        if text in CLOSING:
            depth += 1
        elif text in OPENING:
            if not depth:
                return index + 1
            depth -= 1
        elif text in CLAUSE_ENDS and not depth:
            return index + 1
    return begin


def _tail_end(tokens: Sequence[Token], last: int, before: int) -> int:
    for index in range(last + 1, before):
        if tokens[index].kind == "mark" and tokens[index].text in CLAUSE_ENDS | OPENING | CLOSING:
            return index
    return before


__all__ = ["NONE", "Group", "Line", "Token", "group_figures", "words_of"]
