"""Against what a change is measured, and of what a share is a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.core.mention import Role
from pipeline.core.period import Period
from pipeline.extract.line import Token
from pipeline.extract.resolve.dates import just_before, year_back
from pipeline.extract.resolve.hear import hear
from pipeline.extract.resolve.meant import resolved
from pipeline.extract.spot import Spot, Story, Time

_CHANGES: frozenset[Role] = frozenset({"growth", "change", "multiple", "cagr"})
_RELATIVE = (
    (re.compile(r"上年末|去年底|年初|期初|上年度末|去年末|上年底"), "ytd"),
    (re.compile(r"^(?:上|去|前)(?:一)?(?:年|年度|年同期|年度同期)$"), "yoy"),
    (re.compile(r"^上(?:一)?(?:个)?(?:季|季度|月|期)$"), "qoq"),
    (re.compile(r"^上(?:一)?(?:个)?月[末底]$"), "month_end"),
    (re.compile(r"^上(?:一)?(?:个)?季度?[末底]$"), "quarter_end"),
)
_WHOLE = re.compile(r"占(?!比|有)(?P<whole>.+?)(?:的)?(?:比例|比重|份额|百分比)?$")


class BaseResolver:
    """base_text and base_period of growth, change, cagr and multiple; base_text of a share."""

    def __call__(self, spot: Spot, story: Story, role: Role, label: str, period: Period | None) -> tuple[str, Period | None]:
        if role == "share":
            match = _WHOLE.search(label)
            return (match["whole"] if match else ""), None
        if role not in _CHANGES:
            return "", None
        heard = hear(spot.text, spot.numbers, spot.group.lead)
        if heard.against:
            return f"较{heard.against[-1].text}", _told(heard.against[-1], period)
        cue = self._cue(spot)
        if cue is not None:
            return spot.text[cue.start : cue.end], _before(period, cue.cues["base"])
        if role == "cagr" or period is None:
            return "", None
        earlier = self._from_time(story, period)
        if earlier is not None:
            return earlier.text, earlier.period
        same = story.based  # 较2022年增加320万元，增幅16.08%
        if same is not None and same.now == period:
            return same.text, same.period
        cue = self._earlier_cue(spot)
        return (spot.text[cue.start : cue.end], _before(period, cue.cues["base"])) if cue is not None else ("", None)

    def _cue(self, spot: Spot) -> Token | None:
        near: Sequence[Token] = (*spot.group.lead, *spot.group.tail[:3])
        return next((token for token in reversed(near) if token.cues.get("base") in ("yoy", "qoq", "ytd", "price")), None)

    @staticmethod
    def _earlier_cue(spot: Spot) -> Token | None:
        """一季度同比增长5.4%，二季度增长5.2%: the word holds for what grows in the clauses behind it, up to a semicolon."""
        for token in reversed(spot.before):
            if token.text in "；;" or token.has("against"):
                return None
            if token.cues.get("base") in ("yoy", "qoq"):
                return token
        return None

    @staticmethod
    def _from_time(story: Story, period: Period) -> Time | None:
        """由2023年的1亿元增加12%, 从上年同期的2亿元降至1亿元，降幅50%: the earlier time that the sentence told a figure of."""
        told = [time for time in story.told if time.period is not None and time.period.end is not None]
        earlier = [
            time for time in told if period.end is not None and time.period and time.period.end and time.period.end < period.end
        ]
        return earlier[-1] if earlier else None


def _told(time: Time, period: Period | None) -> Period | None:
    """The period of a base in words: 上年 and 三季度 are seen from the figure's own period, not from the publication."""
    for words, kind in _RELATIVE:
        if words.search(time.token.text):
            return _before(period, kind)
    own = (Time(period, "", time.token),)
    return next((one.period for one in resolved((time,), Story(times=own))), None)


def _before(period: Period | None, kind: str) -> Period | None:
    """The period that a comparison word points to."""
    if period is None or period.start is None or period.end is None:
        return None
    if kind == "yoy":
        return Period(year_back(period.start), year_back(period.end))
    if kind == "ytd":
        return Period.instant(date(period.end.year - 1, 12, 31))
    if kind == "month_end":
        return Period.instant(period.end.replace(day=1) - timedelta(1))
    if kind == "quarter_end":
        first = date(period.end.year, (period.end.month - 1) // 3 * 3 + 1, 1)
        return Period.instant(first - timedelta(1))
    if kind == "qoq" and not period.is_instant:
        return just_before(period)
    return None


__all__ = ["BaseResolver"]
