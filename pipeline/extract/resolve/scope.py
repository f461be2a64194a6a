"""Of which part of the whole a figure in prose is: the parent company alone, a segment, a product, a region."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.core.mention import Role
from pipeline.extract.line import Token, words_of
from pipeline.extract.parts import Pairs, PartReader
from pipeline.extract.spot import Found, Spot, Story
from pipeline.lexicon.concepts import ConceptFinder
from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon

_SPLIT = frozenset(
    {
        "Revenue", "CostOfSales", "GrossProfit", "GrossMargin", "OperatingProfit", "OperatingMargin", "SalesVolume",
        "ProductionVolume", "Capacity", "UtilisationRate", "AveragePrice", "RevenueShare", "OrderBacklog", "StoreCount",
    }
)  # fmt: skip
_OF_PARENT = re.compile(
    r"(?:归属于?|應?应?[佔占]|最终|最終|直接|间接|中[间間]|控股)(?:的)?母公司|母公司(?:股东|所有者|拥有人|普通股|权益|股权|持有)|[向对由与从和及、]母公司"
)
_PARENT = re.compile(r"母公司")
_ACCOUNTS = re.compile(r"母公司[^，,。；;]{0,6}(?:报表|财务|资产负债表|利润表|损益表|现金流量表|附注)|^母公司")
_BOTH = re.compile(r"母公司[^，,。；;]{0,8}[和及与、](?P<merged>合并)|(?P<first>合并)[^，,。；;]{0,8}[和及与、]母公司")
_PLACED = re.compile(
    r"(?:^|[，。；;,：:\n])\s*(?:在|于|其中|按|分)(?P<where>[^，。；;,：:]{2,10}?)(?:方面|上|中|内)?[，,][^，。；;,：:]*$"
)
_OTHERS = ("the market", "the field", "a part of a market", "a section about a trade", "collective subject")
_WHOLE = frozenset(
    [
        "公司",
        "整体",
        "综合",
        "总体",
        "合计",
        "全部",
        "全年",
        "营业总收入",
        "营业收入",
        "主营业务收入",
        "综合毛利率",
        "总营收",
        "总收入",
    ]
)
_VERBS = ("level", "move", "to", "from", "act", "base", "skip")


class ScopeResolver:
    """Reads the scope of a group; it abstains where the words do not name a part. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._parts = PartReader(lexicon)
        self._concepts = ConceptFinder(lexicon)

    def __call__(self, spot: Spot, story: Story, labels: Found[str], role: Role, names: Found[str]) -> Found[Pairs]:
        """The pairs of each figure. `source` is sentence or section; "" for the whole, or where nothing tells.

        A figure of a market has no scope: its entity says what it is about.
        """
        bases = self._bases(spot, story, len(labels.values))
        if role == "rank" or names.rule.startswith(_OTHERS):
            parts: list[Pairs] = [()] * len(labels.values)
        else:
            parts = [self._part(spot, story, label) for label in labels.values]
        pairs = tuple(base + part for base, part in zip(bases, parts, strict=True))
        return Found(pairs, "sentence" if any(pairs) else "", "the words of the metric" if any(parts) else "")

    def _part(self, spot: Spot, story: Story, label: str) -> Pairs:
        """Of what part the label is; else the part that the clause begins with, else the one the sentence goes on about."""
        before = self._before(fold(label))
        if before < 0:
            return ()
        own = self._parts(label[:before])
        if own:
            return tuple(pair for pair in own if not _is_name(spot, pair[1]))
        opened = self._parts(words_of(_opening(spot), spot.text), named=False) or self._placed(spot)
        if opened or _restarts(spot):
            return opened
        same = story.scope_sentence == spot.line.tokens[0].start
        return tuple(pair for pair in story.scope if pair[0] != "basis") if same else ()

    def _placed(self, spot: Spot) -> Pairs:
        """在美国市场，公司实现收入…: the clause before only says where."""
        match = _PLACED.search(words_of(spot.before, spot.text))
        return self._parts(match["where"], named=False) if match is not None else ()

    def _before(self, folded: str) -> int:
        """Where the quantity begins of which a part can be taken; -1 where the label names none."""
        part, _, whole = folded.partition("占")
        hits = self._concepts(part or folded)
        if hits:
            return hits[-1].start if hits[-1].item.concept in _SPLIT else -1
        of_income = any(hit.item.concept == "Revenue" for hit in self._concepts(whole))
        return len(part) if of_income else -1

    def _bases(self, spot: Spot, story: Story, size: int) -> list[Pairs]:
        """basis=parent for figures of the parent company's own accounts."""
        clause = fold(_sentence_before(spot))
        both = _BOTH.search(clause)
        parent: Pairs = (("basis", "parent"),)
        if both is not None and size == 2:
            return [(), parent] if both["first"] else [parent, ()]
        if both is not None:
            return [()] * size
        own = _PARENT.search(_OF_PARENT.sub("", fold(words_of(_clause(spot), spot.text))))
        return [parent if own or story.parent else ()] * size


def _is_name(spot: Spot, member: str) -> bool:
    """Whether the member is somebody's name, whom the entity tells."""
    return any(name.end - name.start == len(member) for name in spot.cast(member, fold(member)))


def is_parent_section(section_path: Sequence[str]) -> bool:
    """Whether a section holds the parent company's own accounts: 母公司财务报表主要项目注释."""
    last = fold(section_path[-1]) if section_path else ""
    return bool(_ACCOUNTS.search(last)) and "合并" not in last


def _restarts(spot: Spot) -> bool:
    """Whether the clause names a subject of its own, or says that it speaks of the whole."""
    clause = _clause(spot)
    return any(token.kind == "entity" or token.has("self") or token.text in _WHOLE for token in clause)


def _clause(spot: Spot) -> list[Token]:
    """The tokens of the figure's clause before it, up to 占."""
    clause: list[Token] = []
    for token in spot.before:
        if token.kind == "mark" and token.text in "，；：,;:。":
            clause = []
        else:
            clause.append(token)
    whole = next((i for i, token in enumerate(clause) if token.cues.get("share") == "of"), len(clause))
    return clause[:whole]


def _sentence_before(spot: Spot) -> str:
    return words_of(spot.before, spot.text)


def _opening(spot: Spot) -> list[Token]:
    """What the figure's clause begins with, up to its verb: 华东地区实现营业收入…."""
    opening: list[Token] = []
    for token in _clause(spot):
        if token.kind != "word" or token.concept is not None or token.has(*_VERBS, "self", "said"):
            if opening or token.kind in ("figure", "entity"):
                break
            continue
        opening.append(token)
    return opening
