"""The words around an amount that say how exact it is: 近, 约, 超, 以上, 不到, and what it is counted for: 每股."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from pipeline.core.reading import Qualifier
from pipeline.lexicon import Lexicon, Row
from pipeline.quantity.draft import Draft

_REACH = 26
_FILLERS = (
    "了",
    "为",
    "是",
    "有",
    "达到",
    "达",
    "在",
    "人民币",
    "共",
    "计",
    "的",
    " ",
    "合计",
    "于",
    "将",
    "可",
    "至",
    "(",
    "「",
)
_CONTRACTS = frozenset("合公契违预签条制特履缔邀协节简集要誓盟相解续毁婚商租")
_NEAR = frozenset("最附邻临靠")
_SHARE = re.compile(r"约占[^0-9,，。;；、%一二三四五六七八九]{1,16}\Z")
_FAR: dict[str, Qualifier] = {
    "不超过": "at_most",
    "不得超过": "at_most",
    "不高于": "at_most",
    "不低于": "at_least",
    "不少于": "at_least",
    "不到": "under",
    "不足": "under",
    "不及": "under",
    "超过": "over",
    "约为": "about",
    "接近": "nearly",
}
_OF = re.compile(rf"(?<![未不得])({'|'.join(_FAR)})[^0-9,，。;；、%一二三四五六七八九]{{1,14}}的\Z")
_PER = re.compile(
    r"每([0-9]{0,4})(股|份|吨|公斤|千克|斤|克|平方米|平方英尺|千瓦时|度|桶|立方米|瓦|公里)(?!东)[^0-9,，。;；、:：%]{0,12}\Z"
)
_ON = re.compile(r"(?:^|[^以之年月周线网市加海路档地楼马身晚早史会站迈登踏跃跨冲攀])上\Z")


class Qualifiers:
    """Reads the qualifier of a draft from the words around it, and stretches it over 以上, 以下."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.rows("qualifiers")
        self._before = _table((row for row in rows if row.more["place"] == "before"), -1)
        self._after = _table((row for row in rows if row.more["place"] == "after"), 0)

    def __call__(self, text: str, draft: Draft, floor: int, more: bool, more_end: int = 0) -> None:
        """Set qualifier, end, and the per-unit of `draft`."""
        before = self._word_before(text, draft.start, floor)
        if before:
            draft.qualifier = before
        if draft.value is not None and draft.start > 0 and text[draft.start - 1] == "上" and self._upwards(text, draft):
            draft.start -= 1
            draft.qualifier = "over"
        if draft.qualifier == "exact" and draft.unit in ("ratio", "times") and text[draft.start - 1 : draft.start] == "的":
            far = _OF.search(text, max(floor, draft.start - 20), draft.start)
            draft.qualifier = _FAR[far[1]] if far is not None else "exact"
        if draft.start > floor and text[draft.start - 1] == "比" and draft.qualifier == "exact":
            draft.qualifier = {"大": "over", "高": "over", "多": "over", "小": "under", "低": "under", "少": "under"}.get(
                text[draft.end : draft.end + 1], "exact"
            )  # type: ignore[assignment]
        if more and draft.qualifier in ("exact", "about"):
            draft.qualifier = "over"
        draft.end = max(draft.end, more_end)
        self._behind(text, draft)
        if draft.type == "money" and "/" not in draft.unit:
            self._per(text, draft)

    def qualified(self, text: str, start: int, floor: int) -> bool:
        """Whether a word such as 近, 超 or 上 stands before `start`."""
        return self._word_before(text, start, floor) is not None or (start > floor and text[start - 1] == "上")

    def _behind(self, text: str, draft: Draft) -> None:
        at = draft.end + (text[draft.end : draft.end + 1] == " ")
        for row in self._after.get(text[at : at + 1], ()):
            if text.startswith(row.word, at) and row.word not in ("余", "多"):
                draft.qualifier = cast("Qualifier", row.meaning)
                if row.word not in ("左右", "上下", "以内", "之内"):
                    draft.end = at + len(row.word)
                return

    def _upwards(self, text: str, draft: Draft) -> bool:
        """上千倍, 上百家: 上 before a power of ten."""
        return text[draft.start] in "百千万亿" and _ON.search(text[max(0, draft.start - 2) : draft.start]) is not None

    def _word_before(self, text: str, start: int, floor: int) -> Qualifier | None:
        low = max(floor, start - _REACH)
        at = start
        for _ in range(3):
            row = self._ending(text, low, at)
            if row is not None:
                return cast("Qualifier", row.meaning)
            filler = next((word for word in _FILLERS if at - len(word) >= low and text.startswith(word, at - len(word))), None)
            if filler is None:
                break
            at -= len(filler)
        if low < start and _SHARE.search(text, max(floor, start - 20), start):
            return "about"
        return None

    def _ending(self, text: str, low: int, end: int) -> Row | None:
        for row in self._before.get(text[end - 1 : end].lower() if end > low else "", ()):
            begin = end - len(row.word)
            if begin < low or text[begin:end].lower() != row.word:
                continue
            before = text[begin - 1 : begin]
            if (row.word == "约" and before in _CONTRACTS and before) or (row.word == "近" and before in _NEAR and before):
                return None
            if row.word[0].isascii() and row.word[0].isalpha() and before.isalpha():
                continue
            return row
        return None

    def _per(self, text: str, draft: Draft) -> None:
        match = _PER.search(text, max(0, draft.start - 22), draft.start)
        if match is not None:
            draft.unit += f"/{match[1] if match[1] not in ('1', '') else ''}{match[2]}"


def _table(rows: object, index: int) -> Mapping[str, tuple[Row, ...]]:
    table: dict[str, list[Row]] = {}
    for row in cast("list[Row]", rows):
        table.setdefault(row.word[index], []).append(row)
    return {char: tuple(sorted(held, key=lambda row: -len(row.word))) for char, held in table.items()}
