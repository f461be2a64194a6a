"""The words that narrow a quantity, as axis=member pairs: 云端业务收入 is the income of a segment, 境外收入 that of a region."""

from __future__ import annotations

import re

from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon
from pipeline.lexicon.terms import TermFinder

Pairs = tuple[tuple[str, str], ...]

_AXES = frozenset({"region", "channel", "segment", "product", "customer", "supplier"})
_JOINTS = re.compile(r"的|之(?!间)|(?<=业务|業務|产品|產品|收入|成本|毛利|市场|市場)中")
_EDGES = ' 　“”"「」『』《》、，,：:（）()．.·'
_NO_NAME = re.compile(
    r"[，。；：;:,占佔%％]|[了使将將被把能可须須若如但而]|增加|减少|上升|下降|支持|所得|计入|拟|假设|原因|其他$|\d{4}年?"
)
_LOOSE = re.compile(r"^[向对對由自从從](?=..)|(?<=..)[总總年]$")
_LONGEST = 16


class PartReader:
    """Reads the words in front of a quantity's name. Built once from the lexicon, called with the words as printed.

    A word that ends in a word of scope_words.csv, or is one, is a member of that axis; any other name that narrows a
    quantity is a product. Words that say nothing of a part (营业, 总, 报告期内) are left out.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        whole: set[str] = set()
        axes: dict[str, str] = {}
        for row in lexicon.rows("scope_words"):
            if row.meaning == "whole":
                whole.add(row.word)
            elif row.meaning in _AXES:
                axes[row.word] = row.meaning
            else:
                raise row.wrong(f"meaning is whole or one of {', '.join(sorted(_AXES))}")
        self._find = TermFinder({**dict.fromkeys(lexicon.meanings("regions"), "region"), **axes})
        self._whole = frozenset(whole)
        self._edge_words = sorted((word for word in whole if len(word) > 1 and word not in axes), key=len, reverse=True)

    def __call__(self, words: str, *, named: bool = True) -> Pairs:
        """The pairs that the words hold, in text order.

        `named` takes a word without an axis as the name of a product; without it only words with an axis count.
        """
        found: list[tuple[str, str]] = []
        for piece in _JOINTS.split(words):
            member = _LOOSE.sub("", self._bare(piece))
            if not 2 <= len(member) <= _LONGEST or _NO_NAME.search(fold(member)):
                continue
            axis = self.axis(member) or ("product" if named else "")
            if axis:
                found.append((axis, member))
        return tuple(found)

    def axis(self, member: str) -> str:
        """The axis of a member by its words, "" where they do not tell: 海外业务 is a region, 照明业务 a segment."""
        hits = self._find(fold(member))
        if hits and hits[0].item == "region" and hits[0].start == 0 and (hits[0].end == len(member) or len(hits) > 1):
            return "region"
        return hits[-1].item if hits and hits[-1].end == len(member) else ""

    def _bare(self, piece: str) -> str:
        """Without the words at both ends that say nothing of a part; 照明业务 keeps its head, 合计 and 总 go."""
        piece = piece.strip(_EDGES)
        while piece and (folded := fold(piece)) not in self._whole:
            start = next((len(word) for word in self._edge_words if folded.startswith(word)), 0)
            end = 0 if self._names(folded) else next((len(word) for word in self._edge_words if folded.endswith(word)), 0)
            if not start and not end:
                return piece
            piece = piece[start : len(piece) - (0 if start else end)].strip(_EDGES)
        return ""

    def _names(self, folded: str) -> bool:
        """Whether the words end in a word that has an axis."""
        hits = self._find(folded)
        return bool(hits) and hits[-1].end == len(folded)
