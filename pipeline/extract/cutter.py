"""Words as jieba cuts them, cut again where it joined two that say different things."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.cues import Cues
from pipeline.extract.line import MARKS, Token

_SECOND = frozenset("近超逾约至达为过")
_ADVERBS = frozenset("拟将已约超逾近仅共均累急劲微飙狂曾连")
_PLACES = frozenset("内间里中")
_CHANGES = frozenset("涨跌升降增减")
_PARTS = ("业务", "产品", "服务", "板块", "市场", "地区", "渠道", "分部", "项目", "客户")
_MEASURED = frozenset("额率量价数值比入润度费款金本债产利息税")


class TokenCutter:
    """Gives tokens their cues, and cuts a word that was made of two (升近, 同比增加, 实现收入, 总额度为, 业务收入) in two."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def word(self, start: int, text: str) -> Iterator[Token]:
        """One folded word at an offset, as one token or two."""
        if text in MARKS:
            yield Token(start, start + len(text), text, "mark")
            return
        cut = 0 if self._cues.of(text) or self._cues.concept(text) is not None else self._cut(text)
        for begin, part in ((0, text[:cut]), (cut, text[cut:])) if cut else ((0, text),):
            at = start + begin
            yield Token(at, at + len(part), part, "word", self._cues.of(part), self._cues.concept(part))

    def _cut(self, text: str) -> int:
        """Where a word that is itself no cue falls apart; 0 where it is one word."""
        first, second = text[:-1], text[-1:]
        if len(text) == 2 and (text[0] in _ADVERBS or (text[0] in _PLACES and self._cues.of(second).get("skip") is not None)):
            return 1 if self._cues.of(second) else 0
        if second in _SECOND and self._cues.of(first):
            return len(first)
        if (second in _CHANGES or second in "为达") and first[-1:] in _MEASURED:
            return len(first)
        if len(text) < 4:
            return 0
        cut = next((cut for cut in (2, 3) if self._apart(text[:cut], text[cut:])), 0)
        return cut or next((len(part) for part in _PARTS if text.startswith(part) and self._cues.concept(text[len(part) :])), 0)

    def _apart(self, first: str, second: str) -> bool:
        """同比增加, 实现收入: a cue in front of another cue, or a verb in front of what is measured."""
        found = self._cues.of(first)
        if not found or len(second) < 2:
            return False
        return bool(self._cues.of(second)) or ("level" in found and self._cues.concept(second) is not None)
