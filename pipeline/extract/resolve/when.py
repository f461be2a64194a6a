"""Which period a figure is for: the times of its sentence aligned with it, else those that still hold from before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from pipeline.core.mention import Role
from pipeline.core.period import Period
from pipeline.extract.line import CLOSING, OPENING, Token
from pipeline.extract.resolve.aside import compared
from pipeline.extract.resolve.dates import at_end, last_year, quarters, same_stretch, together, year_before, year_ending
from pipeline.extract.resolve.hear import Heard, after_from, hear, spread, time_of
from pipeline.extract.resolve.meant import resolved
from pipeline.extract.resolve.undated import (
    STANDING,
    is_event,
    is_founding,
    is_market,
    is_now,
    is_plan,
    is_price,
    is_quote,
    is_rule,
    is_valuation,
    stands,
)
from pipeline.extract.spot import Found, Spot, Story, Time
from pipeline.lexicon.concepts import Concept

_BOOKED = frozenset(
    {
        "SalesVolume", "ProductionVolume", "RevenueShare", "CustomerConcentration", "SupplierConcentration", "UtilisationRate",
        "AdjustedNetProfit", "EBITDA", "AdjustedEBITDA", "ResearchAndDevelopmentRatio", "GMV", "OrderCount",
    }
)  # fmt: skip
_FRAME = 6  # characters in front of a time that still opens its paragraph
_DATING = frozenset({"截至", "截止", "于", "在", "止"})
_CLOSES = ("末", "底", "年初", "期初")
_WHOLE: frozenset[Role] = frozenset({"cagr", "multiple"})


class WhenResolver:
    """Aligns times with the figures of a group. Never guesses: lists that do not fit leave the periods empty and flagged."""

    def __init__(self) -> None:
        self._none = Time(None, "", Token(0, 0, "", "time"))

    def __call__(self, spot: Spot, story: Story, role: Role, labels: tuple[str, ...]) -> Found[Time]:
        """One Time for each figure of the group; a Time without period where the text does not say."""
        concept = _measured(spot, story, role)
        found = self._found(spot, suited(story, concept), role, labels)
        if role not in _WHOLE and _against_close(spot, role):
            return replace(found, values=tuple(_struck(time) for time in found.values))
        if concept is None or not _booked(concept) or role in _WHOLE:
            return found
        if concept.period == "instant":
            return replace(found, values=tuple(_struck(time) for time in found.values))
        return replace(found, values=tuple(_ending(time, story) for time in found.values))

    def _found(self, spot: Spot, story: Story, role: Role, labels: tuple[str, ...]) -> Found[Time]:
        size = len(spot.group.members)
        following = self._following(spot, story, role)
        if following:
            return Found(following[-1:] * size, "sentence", "time behind a rate")
        heard = hear(spot.text, spot.numbers, spot.group.lead)
        own = resolved(heard.own, story)
        if not own and heard.against and of_base(spot):
            own = resolved(heard.against[-1:], story)
        if all(time.period is None for time in own) and (behind := _in_bracket(spot)):
            own = resolved(behind, story)
        if own and spot.group.inside and not spot.lead.noun:
            own = tuple(_like_before(time, story) for time in own)
        if own and role == "multiple" and _is_times_of(spot):
            own = ()
        if not own and size == 1 and role in ("level", "share") and _came_from(spot, story):
            return Found((self._earlier(spot, story, role),), "document", "what it came from is of an earlier time")
        if not own and role in ("growth", "multiple") and (years := _over_years(heard, story)) is not None:
            return Found((years,) * size, "sentence", "from the base year to the year told")
        if own:
            return self._align(own, labels, role, spot, story, "sentence")
        elsewhere = story.times_sentence != spot.line.tokens[0].start
        if story.valued is not None and elsewhere and is_valuation(labels[0]):
            return Found((story.valued,) * size, "previous_sentence", "the base date of the valuation")
        if is_quote(spot, labels[0]):
            return Found((_quoted(story) or self._none,) * size, "previous_sentence", "prices are of the trading day told")
        if story.aside and story.solid and role in ("growth", "change"):
            return self._align(story.solid, labels, role, spot, story, "sentence")
        if story.times:
            return self._carried(spot, story, role, labels)
        return self._from_before(spot, story, role, labels)

    def _from_before(self, spot: Spot, story: Story, role: Role, labels: tuple[str, ...]) -> Found[Time]:
        """No time in the paragraph so far: that of the paragraph before, of the article, of the report."""
        size = len(spot.group.members)
        if is_rule(spot) or is_founding(spot, labels[0]):
            return Found((self._none,) * size, "", "a rule or a foundation has no period")
        if listed := self._reported(spot, story, labels, role):
            return Found(listed, "previous_sentence", "one figure for each period reported on")
        if (
            story.held
            and not _off_main(spot, story, story.held)
            and _accounted(spot, story, role)
            and len(spread(story.held)) in (1, size)
        ):
            return self._align(story.held, labels, role, spot, story, "previous_sentence")
        if story.main is not None and _of_main(spot, story, role, labels[0]):
            return self._align((story.main,), labels, role, spot, story, "previous_sentence")
        if story.default is not None and role not in ("threshold", "rank"):
            return Found((story.default,) * size, "document", "the report's own period")
        return Found((self._none,) * size)

    def _carried(self, spot: Spot, story: Story, role: Role, labels: tuple[str, ...]) -> Found[Time]:
        """The times that hold: from earlier in the sentence, or from the sentence before where they may reach on."""
        size = len(spot.group.members)
        same = story.times_sentence == spot.line.tokens[0].start
        if is_now(spot, near=True):
            return Found((self._none,) * size, "", "what is so by now is undated")
        if not same and (listed := self._reported(spot, story, labels, role)):
            return Found(listed, "previous_sentence", "one figure for each period reported on")
        since = all(time.period is not None and time.text.endswith(("至今", "以来")) for time in story.times)
        goes_on = spot.line.tokens[0].text == "其中" and story.times_sentence == story.before
        if (since or not (same or goes_on)) and (
            stands(spot, labels[0], flows=_is_flow(spot, story, role)) or is_rule(spot) or is_plan(spot)
        ):
            return Found((self._none,) * size, "", "a standing fact, a rule or a plan is undated")
        if is_founding(spot, labels[0]) or (story.times == (story.valued,) and is_price(labels[0])):
            return Found((self._none,) * size, "", "the day is that of the foundation or of the valuation")
        if not same and self._ends_here(spot, story, role):
            return self._from_before(spot, replace(story, times=(), held=()), role, labels)
        return self._align(story.times, labels, role, spot, story, "sentence" if same else "previous_sentence")

    def _earlier(self, spot: Spot, story: Story, role: Role) -> Time:
        """毛利由1.8億元增加至2.0億元: of the time that the sentence before came from, else of what is compared in a report.

        A report on a period compares income with the same period of the year before, balances with the last year's end.
        """
        now = story.times or tuple(one for one in (story.main, story.default) if one is not None)[:1]
        if story.came is not None and len(now) == 1 and _as_long(story.came, now[0]):
            return story.came
        concept = _measured(spot, story, role)
        told = story.default is not None and len(now) == 1 and now[0].period == story.default.period
        if concept is None or not _booked(concept) or not told:
            return self._none
        return year_before(now[0], "") if _flows(concept) else last_year(now[0], now[0], at_close=True)

    def _ends_here(self, spot: Spot, story: Story, role: Role) -> bool:
        """Whether the times of an earlier sentence do not reach this one: a day, a part of what the text is about, a list."""
        if all(is_event(time) for time in story.times) or (_off_main(spot, story, story.times) and story.main is not None):
            return True
        about = story.main or story.default
        if about is None:
            return False
        struck = all(time.period is not None and time.period.is_instant for time in story.times)
        listed = len(spot.group.members) == 1 and len(spread(story.times)) > 1 and role not in _WHOLE
        return listed or (struck and _is_flow(spot, story, role))

    def _reported(self, spot: Spot, story: Story, labels: tuple[str, ...], role: Role) -> tuple[Time, ...]:
        """收入占比分别为x、y和z under no time of its own: the periods that the text reports on, if there are as many."""
        size = len(spot.group.members)
        told = any(token.has("part") or "分别" in token.text for token in spot.group.lead)
        if size < 3 or not told or role not in ("level", "share", "growth") or len(story.report) != size:
            return ()
        planned = any(token.cues.get("modality") == "forecast" for token in spot.before)
        apart = planned or len(set(labels)) > 1 or any(word in labels[0] for word in STANDING)
        return () if apart else story.report

    def _from_to(self, spot: Spot, story: Story) -> tuple[Time, ...]:
        """由2019年的86亿元增至2023年的253亿元，复合年增长率30.8%: the time behind the last 由 and the last of all."""
        tokens = spot.before
        places = [index for index, token in enumerate(tokens) if token.kind == "time"]
        begins = next(
            (place for place in reversed(places[:-1]) if after_from(spot.text, tokens, place)), places[-2] if places[1:] else None
        )
        if begins is None:
            return ()
        ends = resolved(tuple(time_of(spot.text, spot.numbers, tokens[place]) for place in (begins, places[-1])), story)
        return ends if len(ends) == 2 and all(time.period is not None for time in ends) else ()

    def _following(self, spot: Spot, story: Story, role: Role) -> tuple[Time, ...]:
        """由2023年的1亿元增加12%至2024年的1.1亿元: the rate is of the later period."""
        tail = spot.group.tail
        if role not in ("growth", "change") or len(tail) < 2 or not (tail[0].has("to") or tail[0].text in "至到"):
            return ()
        dated = dropwhile(lambda token: token.text in _DATING, tail[1:])
        behind = list(takewhile(lambda token: token.kind == "time", dated))
        return resolved(tuple(time_of(spot.text, spot.numbers, token) for token in behind), story)

    def _align(
        self, times: tuple[Time, ...], labels: tuple[str, ...], role: Role, spot: Spot, story: Story, source: str
    ) -> Found[Time]:
        each, size = spread(times), len(labels)
        alike = len(set(labels)) == 1
        if len(times) == 1 and size > 1 and alike and (parts := quarters(times[0], size)):
            return Found(parts, source, "quarter by quarter")
        if role in _WHOLE or (size == 1 and len(each) > 1):
            return self._single(times, each, size, role, spot, story, source)
        if len(each) == 1:
            return Found(each * size, source, "one time for all")
        if size == len(each):
            return Found(each, source, "times and figures one to one")
        if role in ("growth", "change") and len(each) == size + 1:
            return Found(each[1:], source, "from each time to the next")
        if size % len(each) == 0:
            return Found(each * (size // len(each)), source, "metric by metric over the times")
        if len(times) == size:
            return Found(times, source, "times and figures one to one")
        return Found((self._none,) * size, "", "", frozenset({"periods_unaligned"}))

    def _single(
        self, times: tuple[Time, ...], each: tuple[Time, ...], size: int, role: Role, spot: Spot, story: Story, source: str
    ) -> Found[Time]:
        """One figure under several times: the first after 从, the last after 至, else all of them together."""
        if role in ("level", "share", "other") and len(each) > 1:
            if spot.lead.nearest("from"):
                return Found(each[:1] * size, source, "the first of the times")
            if spot.lead.nearest("to"):
                return Found(each[-1:] * size, source, "the last of the times")
        if role == "growth" and len(times) > 1:
            return Found((self._none,) * size, "", "", frozenset({"periods_unaligned"}))
        if role == "cagr" and len(each) == 1 and (ends := self._from_to(spot, story)):
            return Found((together(ends),) * size, source, "from the first time to the last")
        whole = together(times)
        return Found((whole,) * size, source, "all of the times together")


def _is_times_of(spot: Spot) -> bool:
    """约为上年的3.3倍: the time before 的 is that of the base, not of the figure."""
    lead = spot.group.lead
    return len(lead) > 1 and lead[-1].text == "的" and lead[-2].kind == "time"


def _as_long(earlier: Time, now: Time) -> bool:
    """Whether one time ends before another and is as long."""
    first, second = earlier.period, now.period
    if first is None or second is None or None in (first.start, first.end, second.start, second.end):
        return False
    days = abs((first.end - first.start).days - (second.end - second.start).days)  # type: ignore[operator]
    return days < 3 and first.end < second.end  # type: ignore[operator]


def _came_from(spot: Spot, story: Story) -> bool:
    """毛利率从30.6%升至35.5% under one time: that is the later figure's."""
    return spot.lead.nearest("from") is not None and len(spread(story.times or story.held)) < 2


def _accounted(spot: Spot, story: Story, role: Role) -> bool:
    """Whether the figure is of an income or cash flow statement: such figures go on about the period that the text is in."""
    concept = _measured(spot, story, role)
    if any(is_event(time) for time in story.held):
        return False
    if concept is None or role not in ("level", "growth", "change", "share") or is_now(spot):
        return False
    if concept.period == "instant" and concept.cas:
        return all(time.period is not None and time.period.is_instant for time in story.held)
    return concept.period != "instant" and (bool(concept.cas) or concept.concept in _BOOKED)


def _booked(concept: Concept | None) -> bool:
    """Whether accounts report it for a period or its end."""
    return concept is not None and (bool(concept.cas) or concept.concept in _BOOKED)


def _of_main(spot: Spot, story: Story, role: Role, label: str) -> bool:
    """Whether an undated figure is of the period that the article reports on: what accounts tell, amounts and rates of change."""
    if stands(spot, label, flows=_is_flow(spot, story, role)):
        return False
    if _booked(_measured(spot, story, role)):
        return True
    told = spot.unit in ("ratio", "pp") or (len(spot.unit) == 3 and spot.unit.isupper())
    return told and role in ("level", "growth", "change", "share") and not is_market(spot, label) and not is_plan(spot)


def _off_main(spot: Spot, story: Story, times: tuple[Time, ...]) -> bool:
    """A quarter told in one sentence does not reach on: what follows is of the article's period again."""
    main = story.main.period if story.main is not None else None
    held = times[-1].period if len(times) == 1 else None
    if main is None or held is None or None in (main.start, main.end, held.start, held.end) or held == main:
        return False
    if story.times and times[-1].token.start - story.opened <= _FRAME and not spot.text.startswith("其中", story.opened):
        return False  # 单计第2季，… in front of a paragraph is what all of it is about
    inside = main.start <= held.start and held.end <= main.end and not held.is_instant  # type: ignore[operator]
    goes_on = spot.line.tokens[0].text in ("其中", "同期", "同比", "环比", "期内", "该季", "单季")
    return inside and not (goes_on and story.times_sentence == story.before)


def _over_years(heard: Heard, story: Story) -> Time | None:
    """2021年…，比2019年增加三成: a growth over several years is of all of them."""
    base = heard.against[-1].period if heard.against else None
    now = story.times[-1].period if story.times else None
    if base is None or now is None or base.start is None or now.start is None or now.end is None or base.is_instant:
        return None
    if now.start.year - base.start.year < 2:
        return None
    return replace(story.times[-1], period=Period(base.start, now.end))


def _struck(time: Time) -> Time:
    """A balance under a stretch of time is of its last day."""
    period = time.period
    if (
        period is None
        or period.start is None
        or period.end is None
        or period.is_instant
        or (period.end - period.start).days > 366
    ):
        return time
    return replace(time, period=Period.instant(period.end))


def of_base(spot: Spot) -> bool:
    """較去年同期之1亿元, 较2017年净利润1亿元减少, 较上年11.27%的增速: the figure is the base itself, not what it grew by.

    Such a time stands behind 较, and no verb between it and the figure says how anything moved.
    """
    lead = spot.group.lead
    last = next((at for at in range(len(lead) - 1, -1, -1) if lead[at].kind == "time"), None)
    if last is None or not compared(lead, last):
        return False
    between = lead[last + 1 :]
    if any(token.has("move", "to", "rate") or token.kind == "mark" for token in between):
        return False
    named = any(token.kind == "word" and not token.has("skip") for token in between)
    tail = spot.group.tail
    return named or (bool(tail) and (tail[0].has("move") or tail[0].text in ("的", "之")))


def _against_close(spot: Spot, role: Role) -> bool:
    """不良率1.12%，较上年末下降0.03个百分点: what is measured against the end of a year is a balance."""
    near = (*spot.group.lead, *spot.group.tail, *(_clause_behind(spot) if role in ("level", "share") else ()))
    against = (at for at, token in enumerate(near) if token.kind == "time" and compared(near, at))
    return any(near[at].text.endswith(_CLOSES) for at in against)


def _clause_behind(spot: Spot) -> list[Token]:
    """The tokens of the next clause, where it has no figure of its own noun: up to the next figure."""
    behind = [token for token in spot.line.tokens if token.start >= spot.group.members[-1].end]
    upto = list(takewhile(lambda token: token.kind != "figure" and token.text not in "；;。", behind))
    return upto if upto and upto[0].text in ("，", ",") else []


def _in_bracket(spot: Spot) -> tuple[Time, ...]:
    """年均1.2亿元（2019年、2020年及2021年净利润平均值）: a bracket without figures behind it dates the figure."""
    behind = [token for token in spot.line.tokens if token.start >= spot.group.members[-1].end]
    if len(behind) < 3 or behind[0].text not in OPENING:
        return ()
    inside = list(takewhile(lambda token: token.text not in CLOSING, behind[1:]))
    dated = list(dropwhile(lambda token: token.text in _DATING, inside))
    if not dated or dated[0].kind != "time" or any(token.kind == "figure" or token.text in "：:" for token in inside):
        return ()  # （2023年：无）tells of another time
    return hear(spot.text, spot.numbers, inside).own


def _like_before(time: Time, story: Story) -> Time:
    """0.63元（2024年：1.12元）in an interim report: the bracket is of the same half year."""
    return same_stretch(time, story.last[-1]) if story.last else time


def _quoted(story: Story) -> Time | None:
    """The day of the prices: that which holds, that of the market, else that of the text."""
    held = story.times[-1] if story.times else None
    if held is not None and is_event(held):
        return held
    if story.day is not None or story.published is None:
        return story.day
    return Time(Period.instant(story.published), "", Token(0, 0, "", "time"))


def suited(story: Story, concept: Concept | None) -> Story:
    """The story as a figure hears it: beside income, the days on which balances were struck stand for the stretch up to them."""
    if concept is None or not _flows(concept):
        return story
    times, held, last = (tuple(_ending(time, story) for time in told) for told in (story.times, story.held, story.last))
    return replace(story, times=times, held=held, last=last)


def _flows(concept: Concept) -> bool:
    """Whether accounts report it for a stretch of time: income, cash flows, and ratios of them."""
    return _booked(concept) and concept.period != "instant"


def _is_flow(spot: Spot, story: Story, role: Role) -> bool:
    concept = _measured(spot, story, role)
    return concept is not None and _flows(concept)


def _ending(time: Time, story: Story) -> Time:
    """截至2018年末，…营业收入12亿元: income is of the stretch that ends then, as the text reports on it."""
    if time.period is None or not time.period.is_instant:
        return time
    about = (one for one in (story.main, story.default) if one is not None)
    whole = next((one.period for one in about if at_end(one.period) == time.period), None)
    return replace(time, period=whole) if whole is not None else year_ending(time)


def _measured(spot: Spot, story: Story, role: Role) -> Concept | None:
    """What is measured, as the lexicon knows it; of a share the part, not the whole."""
    noun = spot.lead.noun or tuple(token for token in spot.group.tail[:2] if token.concept is not None)
    whole = next((at for at, token in enumerate(noun) if token.cues.get("share") == "of"), None) if role == "share" else None
    part = noun[:whole] or story.noun if whole is not None else noun or story.noun
    return _concept(part) or _concept(noun or story.noun)


def _concept(noun: Sequence[Token]) -> Concept | None:
    return next((token.concept for token in reversed(noun) if token.concept is not None), None)
