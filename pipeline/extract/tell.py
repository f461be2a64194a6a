"""Keeps the story: what holds from one figure, clause and sentence to the next."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from pipeline.core.document import Block, Profile
from pipeline.core.mention import Modality, Role
from pipeline.core.period import Period
from pipeline.core.segmented import Segmented, Sentence
from pipeline.extract.line import CLOSING, OPENING, Line, Token
from pipeline.extract.names import Cast
from pipeline.extract.parts import Pairs
from pipeline.extract.resolve.dates import stretches
from pipeline.extract.resolve.field import is_trade
from pipeline.extract.resolve.hear import hear, is_aside, is_comparison, spread, trading_day
from pipeline.extract.resolve.meant import resolved
from pipeline.extract.resolve.part import LEVELS, share_named
from pipeline.extract.resolve.scope import is_parent_section
from pipeline.extract.resolve.undated import names_base_date
from pipeline.extract.resolve.who import first_name
from pipeline.extract.spot import Found, Spot, Story, Time
from pipeline.lexicon.fold import fold

_COMPANY = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?\s*[、.．]?\s*)?"
    r"(?P<name>[\u4e00-\u9fffA-Za-z（）()○·]{2,30}(?:公司|工厂|厂|集团|集團|研究所|研究院|中心|银行|銀行|合伙企业|学院|医院)(?:[（(][^（）()]{1,12}[）)])?)"
    r"\s*(?:(?P<colon>[：:])|(?=\n|$|成立于|该公司|系))"
)
_LABEL = re.compile(
    r"\s*(?:[\d一二三四五六七八九十]{1,3}\s*[、.．]\s*)?(?P<name>[^\s，。：:；、（(]{2,24}) ?(?:[（(][^（）()]{1,16}[）)])?[：:]"
)
_HEADING_LENGTH = 24
_ANNUAL = frozenset({"annual_report", "interim_report"})
_PROSPECTUS = frozenset({"prospectus", "bond_prospectus"})


class Teller:
    """Owns the Story of one document while its sentences are read in order."""

    def __init__(self, segmented: Segmented, cast: Cast) -> None:
        self._text = segmented.document.text
        self._numbers = segmented.numbers
        self._blocks = segmented.document.blocks
        self._cast = cast
        self._block = -1
        self._read_to = 0
        profile = segmented.document.profile
        self._prospectus = profile.doc_type in _PROSPECTUS
        self._fixed = bool(_reported(profile))
        main = _time(profile.main_period, "") if cast.is_news and profile.main_period is not None else None
        self.story = Story(subject=cast.protagonist, report=_reported(profile), default=_default(profile), main=main)
        self.story.published = profile.published

    def begin(self, sentence: Sentence) -> None:
        """Before a sentence's figures. A new block starts afresh, but 期内 may still point back."""
        self._read_to = sentence.span.start
        self.story.before, self.story.now = self.story.now, sentence.span.start
        self.story.based, self.story.told, self.story.named = None, (), ()
        if self.story.planned or self.story.aside:  # the year of a target is not the year of what follows
            self.story.times, self.story.planned, self.story.aside = self.story.solid, False, False
        if sentence.block == self._block:
            return
        self._block = sentence.block
        story = self.story
        block = self._blocks[sentence.block]
        story.opened, story.field, story.trade = block.span.start, "", False
        story.parent = is_parent_section(block.section_path)
        if not self._cast.is_news:
            self._name_block(sentence.block)
            story.trade = self._prospectus and is_trade(block.section_path)
        story.held = story.times or story.held
        story.role, story.said, story.solid, story.full = "level", "", (), ""
        story.came = None
        story.times, story.label, story.noun, story.share, story.last = (), "", (), "", ()
        if self._cast.protagonist or len(self._cast.coded) > 1:  # a round-up has nobody whom it goes on about
            story.subject = self._cast.protagonist
        if self._cast.is_news:
            story.subject = self._labelled(block) or story.subject

    def _labelled(self, block: Block) -> str:
        """青禾精工（688999）：…: the company with whose name and a colon a paragraph of news begins."""
        match = _LABEL.match(self._text, block.span.start, block.span.end)
        if match is None:
            return ""
        names = self._cast(match["name"], fold(match["name"]))
        whole = [name for name in names if name.start <= 2 and name.end == len(match["name"])]
        return whole[-1].name if whole else ""

    def _name_block(self, index: int) -> None:
        """In a filing a heading or the words before a colon may say whom what follows is about."""
        block = self._blocks[index]
        match = _COMPANY.match(self._text, block.span.start, min(block.span.end, block.span.start + 60))
        name = match["name"] if match is not None else ""
        self.story.headed = name if match is not None and match["colon"] else ""
        if block.kind == "heading" or (match is not None and not match["colon"]):
            self.story.heading = name

    def reach(self, line: Line, lead_start: int) -> None:
        """Before a group: take in the clauses without figures that stand in front of its lead."""
        tokens = [token for token in line.tokens if self._read_to <= token.start < lead_start]
        self._read_to = max(self._read_to, lead_start)
        if self.story.aside and any(token.text in "；;" for token in tokens):
            self.story.times, self.story.aside = self.story.solid, False
        if tokens:
            self._hear(line, _past_bracket(tokens))
            self._topic(tokens)

    def after(
        self, spot: Spot, labels: Found[str], names: Found[str], role: Role, times: Found[Time], stance: tuple[Modality, str]
    ) -> None:
        """After a group: what it said holds for the figures that follow, unless it stood in brackets."""
        self._read_to = spot.group.members[-1].end
        if role in ("level", "share"):
            self.story.told += times.values
        if spot.lead.nearest("from") is not None and times.values[0].period is not None:
            self.story.came = times.values[0]
        if spot.group.inside:
            if labels.source == "lead" and _outside(spot):
                self._remember(spot, labels.values[-1], role)  # 研发费用（2亿元）同比增长…
                self.story.full = labels.values[-1]
            return
        story = self.story
        story.role, story.said, story.full = role, stance[1], labels.values[-1]
        story.unit = story.unit if spot.unit in ("ratio", "pp") else spot.unit
        story.items = labels.values if len(set(labels.values)) == len(labels.values) > 1 else ()
        self._hear(spot.line, spot.group.lead, spot.lead.noun)
        story.stance = stance[0]
        story.planned = stance[0] in ("forecast", "hypothetical")
        if not story.planned and not self.story.aside:
            story.solid = story.times
        story.last = times.values[-1:]
        if times.source == "previous_sentence" and not story.times and times.values[-1].period is not None:
            story.times = times.values
        if labels.source in ("lead", "tail") and role != "rank" and fold(labels.values[-1]) not in LEVELS:
            self._remember(spot, labels.values[-1], role)
            story.named = (*story.named, labels.values[0])
        collective = names.rule == "collective subject" and self._cast.is_news and not self._cast.protagonist
        if names.source == "sentence" and (collective or names.rule.startswith("subject")):
            story.subject = names.values[-1]
        if names.source == "sentence":
            story.field = "" if names.rule.startswith(("subject", "who")) else names.values[-1]
            story.field_sentence = spot.line.tokens[0].start

    def narrowed(self, spot: Spot, scopes: Found[Pairs]) -> None:
        """After a group: the part that it was of holds for the rest of its sentence."""
        if not spot.group.inside:
            self.story.scope, self.story.scope_sentence = scopes.values[-1], spot.line.tokens[0].start

    def end(self, line: Line) -> None:
        """After a sentence. One without figures may still date what follows."""
        if line.groups or not line.tokens:
            return
        self._hear(line, line.tokens)
        if self.story.aside and line.tokens[-1].end - line.tokens[0].start <= _HEADING_LENGTH:
            self.story.aside = False  # 二、上年同期业绩情况 heads what follows
        self.story.said = ""
        subject = first_name(self._text, line.tokens)
        if subject:
            self.story.subject = subject

    def _remember(self, spot: Spot, label: str, role: str) -> None:
        noun = spot.lead.noun
        story = self.story
        if role == "share":
            story.share = _share_tail(label)
            if noun and noun[0].cues.get("share") == "of":
                return
        part = next((i for i, token in enumerate(noun) if token.cues.get("share") == "of"), 0)
        if part:  # 人工成本占收入的12%: what follows goes on about the part
            label, noun = self._text[noun[0].start : noun[part - 1].end], noun[:part]
        if noun and noun[-1].has("rate", "cagr") and len(noun) <= 2 and story.label:
            return
        if label:
            story.label, story.noun = label, noun

    def _hear(self, line: Line, tokens: Sequence[Token], noun: Sequence[Token] | None = None) -> None:
        heard = hear(self._text, self._numbers, tokens)
        self.story.day = trading_day(self._text, self._numbers, tokens) or self.story.day
        if not heard.own or (heard.from_only and self.story.times):
            return
        times = resolved(heard.own, self.story)
        struck = names_base_date(tuple(tokens)) and times and times[-1].period is not None
        self.story.valued = times[-1] if struck else None
        if noun is not None and is_comparison(times, noun, self.story):
            return
        self.story.aside = is_aside(heard.own)
        if heard.from_only and len(times) == 1:
            return
        self.story.times = times
        self.story.times_sentence = line.tokens[0].start
        if len(spread(times)) >= 3 and not self._fixed:
            self.story.report = stretches(spread(times))

    def _topic(self, tokens: Sequence[Token]) -> None:
        """毛利率保持稳定，分别为…: a clause without figures names what the next one measures."""
        at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].concept is not None), -1)
        if at < 0:
            return
        named = share_named(tokens, at) or (tokens[at],)
        self.story.label = self._text[named[0].start : named[-1].end]
        self.story.full, self.story.noun = self.story.label, named


def _past_bracket(tokens: Sequence[Token]) -> Sequence[Token]:
    """年均1.2亿元（2019年、2020年及2021年平均值），…: a bracket right behind a figure speaks of that figure only."""
    if tokens[0].text not in OPENING:
        return tokens
    return tokens[next((at for at, token in enumerate(tokens) if token.text in CLOSING), 0) :]


def _outside(spot: Spot) -> bool:
    """Whether the figure's noun stands in front of the bracket that holds the figure."""
    noun = spot.lead.noun
    if not noun or noun[-1].concept is None:
        return False
    return any(token.text in OPENING and noun[-1].end <= token.start < spot.first.start for token in spot.line.tokens)


def _share_tail(label: str) -> str:
    """本地化部署收入占比 -> 收入占比; "" where the share is not named by 占比."""
    for tail in ("收入占比", "营收占比", "销售占比", "收入佔比", "占比", "佔比"):
        if label.endswith(tail):
            return tail
    return ""


def _reported(profile: Profile) -> tuple[Time, ...]:
    """What 报告期 means before any sentence lists it: three years and what follows them, or the year reported on."""
    end = profile.report_end
    if end is None:
        return ()
    if profile.doc_type in _ANNUAL:
        only = _default(profile)
        return (only,) if only is not None else ()
    if profile.doc_type not in _PROSPECTUS:
        return ()
    month, day = profile.year_end
    whole_year = (end.month, end.day) == (month, day)
    last = end.year if whole_year else end.year - 1
    years = [Period(_start(date(y, month, day)), date(y, month, day)) for y in range(last - 2, last + 1)]
    if not whole_year:
        years.append(Period(years[-1].end + timedelta(days=1) if years[-1].end else None, end))
    return tuple(_time(period, "报告期") for period in years)


def _default(profile: Profile) -> Time | None:
    """An annual or interim report, or an announcement of results, speaks of its own period unless it says otherwise."""
    end = profile.report_end
    if end is None or (profile.doc_type not in _ANNUAL and profile.doc_type != "announcement"):
        return None
    start = {"annual_report": _start, "interim_report": _half}.get(profile.doc_type, partial(_since_year_end, profile.year_end))(
        end
    )
    return _time(Period(start, end), "报告期")


def _start(end: date) -> date:
    """The first day of the twelve months that end on a day."""
    following = end + timedelta(days=1)
    return following.replace(year=following.year - 1)


def _since_year_end(year_end: tuple[int, int], end: date) -> date:
    """The first day of the financial year in which a day lies."""
    month, day = year_end
    last = date(end.year, month, monthrange(end.year, month)[1] if month == 2 else day)
    return (last if last < end else _start(last) - timedelta(days=1)) + timedelta(days=1)


def _half(end: date) -> date:
    following = end + timedelta(days=1)
    month = following.month - 6
    return date(following.year - (month <= 0), month if month > 0 else month + 12, 1)


def _time(period: Period, text: str) -> Time:
    return Time(period, text, Token(0, 0, text, "time"))
