"""How sure the text is of a figure: a fact, an estimate, a forecast, a supposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.core.mention import Modality
from pipeline.core.period import Period
from pipeline.extract.line import CLAUSE_ENDS, CLOSING, OPENING, Token
from pipeline.extract.spot import Spot, Story

_AHEAD = frozenset(
    {
        "会", "不", "继续", "进一步", "全部", "在", "于", "由", "使",
        "用于", "逐步", "分别", "主要", "有", "不会", "超过", "可", "因", "按",
    }
)  # fmt: skip
_SUPPOSED = re.compile(
    r"(?:^|[，；：])(?P<word>如)(?:实际|公司|发行人|本公司|未|不能|不足|出现|发生|超过|低于|少于|高于|无法|存在|募集资金|本次)"
)
_EXPECTED = re.compile(
    r"(?:市场|机构|分析师|一致|普遍|券商|管理层|此前|华尔街)(?:的)?(?:预期|预测|预估)(?:值|水平|数)?(?:的|为|是)?约?$"
)
_BUILT = re.compile(r"(?:达产|投产|建成|完工|全部实施|项目实施|建成投产)(?:后|之后|年)")
_DONE = frozenset({"已", "已经", "实际"})
_NOW = frozenset({"目前", "当前", "现时", "现在", "如今", "现"})
_BODIES = frozenset({"企业", "公司", "标的", "标的公司", "对象", "项目", "发行人", "股"})


class ModalityResolver:
    """reported, unless a word before the figure says that it is planned, estimated or supposed."""

    def __call__(self, spot: Spot, story: Story, period: Period | None, published: date | None) -> tuple[Modality, str]:
        """The modality, and the word that decided it."""
        tokens = spot.before
        if spot.group.inside and any(token.kind == "time" for token in spot.group.lead):
            tokens = spot.group.lead  # 预计增加约A（2007年收入B/11）: the bracket tells what was
        hypothetical = _last(tokens, "hypothetical")
        if hypothetical is not None and not _followed_by_exclusion(tokens, hypothetical):
            return "hypothetical", hypothetical.text
        words = "".join(token.text for token in tokens)
        if supposed := _SUPPOSED.search(words):
            return "hypothetical", supposed["word"]
        if expected := _EXPECTED.search(words):
            return "forecast", expected[0]
        estimated = _last(tokens, "estimated")
        forecast = self._forecast(spot, tokens, published) or _planned_behind(spot)
        if forecast is not None:
            return ("estimated" if _guesses(forecast) and _is_over(period, published) else "forecast"), forecast.text
        if (ahead := _BUILT.search(words)) and (period is None or not _is_over(period, published)):
            return "forecast", ahead[0]
        if estimated is not None:
            return "estimated", estimated.text
        if spot.cast.previews and spot.numbers[spot.first.number].reading.is_range and period is not None:
            return ("estimated" if _is_over(period, published) else "forecast"), "a range in a preview of results"
        if _goes_on_guessing(spot, story, period):
            return story.stance, "goes on as before"
        return "reported", ""

    def _forecast(self, spot: Spot, tokens: Sequence[Token], published: date | None) -> Token | None:
        """The nearest plan or expectation that reaches the figure.

        One in an earlier clause holds until a clause says 已 or dates itself anew. A time that was over when the text appeared
        stands in the way of all but an expectation right in front of it: 预计2024年…, but not 预计增长，2024年….
        """
        crossed = dated = False  # into an earlier clause that ends with ；; over a time
        past: int | None = None
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            if token.cues.get("modality") == "forecast" and not (_as_ba(tokens, index) or _attributive(tokens, index)):
                if past is None:
                    return token if not crossed or _guesses(token) else None
                if _guesses(token):
                    return token if _in_front(tokens, index, past) else None
            elif token.text in "；;":
                if dated or _opens_anew(tokens, index):
                    return None
                crossed = True
            elif not crossed and (token.text in _DONE or (token.text in _NOW and _same_clause(tokens, index))):
                return None
            elif token.kind == "time" and token.number >= 0 and not crossed:
                dated = True
                period = spot.numbers[token.number].reading.period
                if past is None and (_past_words(token.text) or _is_over(period, published)):
                    past = index
        return None


def _guesses(token: Token) -> bool:
    """预计, 料: what may also be said of a time that is over."""
    return token.text.startswith(("预", "料"))


def _in_front(tokens: Sequence[Token], cue: int, time: int) -> bool:
    """预计公司2024年…, 预期，去年…: no clause ends between, but right behind the expectation."""
    return not any(token.kind == "mark" and token.text in CLAUSE_ENDS for token in tokens[cue + 2 : time])


def _same_clause(tokens: Sequence[Token], index: int) -> bool:
    return not any(token.kind == "mark" and token.text in CLAUSE_ENDS for token in tokens[index:])


def _attributive(tokens: Sequence[Token], index: int) -> bool:
    """将于今日挂牌的甲公司, 拟收购标的公司为…, 拟IPO企业…: the plan only tells which company is meant."""
    if not tokens[index].text.startswith(("拟", "将")):
        return False
    for at in range(index + 1, min(index + 9, len(tokens) - 1)):
        token, after = tokens[at], tokens[at + 1]
        if token.kind == "figure" or (token.kind == "mark" and token.text in CLAUSE_ENDS):
            return False
        if token.text == "的" and (after.kind in ("entity", "time") or after.text in _BODIES):
            return True
        if (
            at <= index + 3
            and token.text in _BODIES
            and after.kind == "word"
            and after.concept is None
            and after.text not in _BODIES | {"的"}
        ):
            return True
    return False


def _as_ba(tokens: Sequence[Token], index: int) -> bool:
    """将其持有的股份转让: here 将 only marks the object."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if tokens[index].text != "将" or after is None or after.kind == "time":
        return False
    return not after.has("level", "to", "move", "from", "act", "base", "modality", "rate") and after.text not in _AHEAD


def _planned_behind(spot: Spot) -> Token | None:
    """净额约3亿元（…）预计将用于…: the plan may stand behind, in the same clause."""
    depth = 0
    for token in spot.line.tokens:
        if token.start < spot.group.members[-1].end:
            continue
        depth += token.text in OPENING
        depth -= token.text in CLOSING
        if token.kind == "mark" and depth <= 0 and token.text in CLAUSE_ENDS:
            return None
        if depth <= 0 and token.cues.get("modality") == "forecast":
            return token
    return None


def _goes_on_guessing(spot: Spot, story: Story, period: Period | None) -> bool:
    """预计净利润亏损…。基本每股收益亏损…: what accounts tell of the period just estimated is estimated too."""
    before = story.last or story.held
    if story.stance not in ("estimated", "forecast") or period is None or not before or before[-1].period != period:
        return False
    booked = any((token.concept is not None and token.concept.cas) or token.text == "亏损" for token in spot.group.lead)
    told = any(token.kind == "time" or token.text in ("已", "已经", "实际") for token in spot.group.lead)
    return booked and not told


def _is_over(period: Period | None, published: date | None) -> bool:
    return period is not None and published is not None and period.end is not None and period.end < published


def _opens_anew(tokens: Sequence[Token], index: int) -> bool:
    """；目前…, ；其中…: the clause behind says itself how sure it is."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and after.text in ("目前", "截至", "截止", "此前", "其中", "已")


def _last(tokens: Sequence[Token], value: str) -> Token | None:
    return next((token for token in reversed(tokens) if token.cues.get("modality") == value), None)


def _followed_by_exclusion(tokens: Sequence[Token], cue: Token) -> bool:
    """若剔除该影响 narrows the figure, it does not suppose anything."""
    after = [token for token in tokens if token.start >= cue.end][:2]
    return cue.has("unless") or any(token.has("unless") for token in after)


def _past_words(text: str) -> bool:
    return text.startswith(("去年", "上年", "前年", "截至", "截止"))
