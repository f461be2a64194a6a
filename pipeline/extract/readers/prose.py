"""Figures in running text: who, what, when, said by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.core.bug import told
from pipeline.core.mention import Mention, Modality, Source
from pipeline.core.number import Number
from pipeline.core.segmented import Segmented, Sentence
from pipeline.extract.cues import Cues
from pipeline.extract.cutter import TokenCutter
from pipeline.extract.english import EnglishReader, is_english
from pipeline.extract.kinds import Kind, kind_of
from pipeline.extract.lead import read_lead
from pipeline.extract.line import Line, Token, group_figures
from pipeline.extract.names import Cast, Casting
from pipeline.extract.parts import Pairs
from pipeline.extract.resolve.base import BaseResolver
from pipeline.extract.resolve.metric import MetricResolver
from pipeline.extract.resolve.modality import ModalityResolver
from pipeline.extract.resolve.qualify import qualified
from pipeline.extract.resolve.role import RoleFound, RoleResolver
from pipeline.extract.resolve.scope import ScopeResolver
from pipeline.extract.resolve.stance import AttributionResolver
from pipeline.extract.resolve.unit import unit_words
from pipeline.extract.resolve.when import WhenResolver
from pipeline.extract.resolve.who import WhoResolver
from pipeline.extract.spot import Based, Found, Spot, Story, Time
from pipeline.extract.tell import Teller
from pipeline.extract.verdict import Verdict
from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon


class ProseReader:
    """Reads all numbers outside of tables. Built once, called with one segmented document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = Cues(lexicon)
        self._cutter = TokenCutter(self._cues)
        self._casting = Casting(lexicon)
        self._metric = MetricResolver()
        self._role = RoleResolver()
        self._when = WhenResolver()
        self._who = WhoResolver()
        self._base = BaseResolver()
        self._scope = ScopeResolver(lexicon)
        self._modality = ModalityResolver()
        self._attribution = AttributionResolver()

    def __call__(self, segmented: Segmented) -> Iterator[Verdict]:
        """One verdict for each number that stands in no cell."""
        cast = self._casting(segmented)
        kinds = {i: kind_of(segmented, number) for i, number in enumerate(segmented.numbers) if number.cell is None}
        teller = Teller(segmented, cast)
        english = EnglishReader(segmented)
        for sentence in segmented.sentences:
            try:
                line = self._line(segmented, sentence, cast, kinds)
                in_english = is_english(sentence.span.of(segmented.document.text))
                mentions = list(english(line) if in_english else self._told(segmented, sentence, line, cast, teller))
            except Exception as error:  # noqa: BLE001 - a bug of ours costs this sentence, not the document
                lost = [index for index in sentence.numbers if index in kinds and kinds.pop(index).kind == "figure"]
                yield from (Verdict(index, "unexplained", told(error)) for index in lost)
                continue
            for index, mention in mentions:
                kind = kinds.pop(index)
                yield Verdict(index, kind.kind, kind.reason, mention)
        for index, kind in kinds.items():
            if kind.kind == "figure":
                yield Verdict(index, "unexplained", f"no sentence measures it: {kind.reason}")
            else:
                yield Verdict(index, kind.kind, kind.reason)

    def _told(
        self, segmented: Segmented, sentence: Sentence, line: Line, cast: Cast, teller: Teller
    ) -> Iterator[tuple[int, Mention]]:
        """The mentions of one sentence, by number."""
        teller.begin(sentence)
        for order, group in enumerate(line.groups):
            spot = Spot(segmented.document.text, line, group, read_lead(group.lead), segmented.numbers, cast, order)
            teller.reach(line, group.lead[0].start if group.lead else spot.first.start)
            yield from self._mentions(spot, teller, segmented)
        teller.end(line)

    def _line(self, segmented: Segmented, sentence: Sentence, cast: Cast, kinds: dict[int, Kind]) -> Line:
        tokens = tuple(self._tokens(segmented, sentence, cast, kinds))
        groups = tuple(group_figures(tokens, segmented.numbers))
        return Line(segmented.document.text, tokens, groups, sentence.block)

    def _tokens(self, segmented: Segmented, sentence: Sentence, cast: Cast, kinds: dict[int, Kind]) -> Iterator[Token]:
        """The sentence's tokens with names merged; a number inside a name is part of the name."""
        text = sentence.span.of(segmented.document.text)
        folded, offset = fold(text), sentence.span.start
        names = [replace(name, start=name.start + offset, end=name.end + offset) for name in cast(text, folded)]
        by_start = {segmented.numbers[i].span.start: i for i in sentence.numbers if not _wordlike(segmented.numbers[i])}
        spans = sentence.tokens or tuple(segmented.numbers[i].span for i in by_start.values())
        done = offset
        for span in spans:
            while names and names[0].start < span.end:
                name = names.pop(0)
                inside = span.start <= name.start and name.end < span.end
                word = folded[span.start - offset : span.end - offset]
                if inside and (self._cues.concept(word) is not None or name.end - name.start == 2):
                    continue  # 算力 in 算力成本 and 茅台 in 茅台酒 are no names
                if name.start >= done:
                    yield from self._words(folded, offset, max(span.start, done), name.start)
                    yield Token(name.start, name.end, folded[name.start - offset : name.end - offset], "entity", name=name.name)
                    done = name.end
            if span.start < done:
                if span.start in by_start:
                    kinds[by_start[span.start]] = Kind("name", "part of a name")
                if span.end > done:
                    yield from self._words(folded, offset, done, span.end)
                    done = span.end
                continue
            done = span.end
            if span.start in by_start:
                yield self._number(segmented, by_start[span.start], kinds)
            else:
                word = folded[span.start - offset : span.end - offset]
                if self._cues.of(word).get("date") is not None:
                    yield Token(span.start, span.end, word, "time", self._cues.of(word), name=_signed(segmented))
                else:
                    yield from self._cutter.word(span.start, word)
        for name in names:
            if name.start >= done:
                yield Token(name.start, name.end, folded[name.start - offset : name.end - offset], "entity", name=name.name)

    def _words(self, folded: str, offset: int, start: int, end: int) -> Iterator[Token]:
        if start < end and folded[start - offset : end - offset].strip():
            yield from self._cutter.word(start, folded[start - offset : end - offset])

    def _number(self, segmented: Segmented, index: int, kinds: dict[int, Kind]) -> Token:
        number = segmented.numbers[index]
        kind = kinds[index].kind
        if kind == "figure":
            return Token(number.span.start, number.span.end, fold(number.text), "figure", number=index)
        timed = number.reading.type in ("date", "period") and kind in ("date", "period")
        return Token(number.span.start, number.span.end, fold(number.text), "time" if timed else "other", number=index)

    def _meaning(self, spot: Spot, story: Story) -> tuple[Found[str], RoleFound]:
        """Labels and role."""
        labels = self._metric(spot, story)
        goes_on = labels.source == "topic"
        noun, before = (story.noun, story.role) if goes_on else (spot.lead.noun, "level")
        role = self._role(spot, labels.values[0], noun, before)
        if role.rule == "amount or rate" and story.negative:
            role = replace(role, negative=story.negative)
        story.negative = role.negative
        return labels, role

    def _mentions(self, spot: Spot, teller: Teller, segmented: Segmented) -> Iterator[tuple[int, Mention]]:
        story = teller.story
        labels, role = self._meaning(spot, story)
        times = self._when(spot, story, role.role, labels.values)
        names = self._who(spot, story, labels.values[0])
        scopes = self._scope(spot, story, labels, role.role, names)
        attribution, said = self._attribution(spot, story)
        modality: Modality = "reported"
        for order, token in enumerate(spot.group.members):
            number = segmented.numbers[token.number]
            time = times.values[order]
            modality, sure = self._modality(spot, story, time.period, segmented.document.profile.published)
            base_text, base_period = self._base(spot, story, role.role, labels.values[order], time.period)
            mention = Mention(
                number=qualified(spot, number, order),
                kind="prose",
                label=labels.values[order],
                unit_text=unit_words(spot, number, labels.values[order], names.values[order], story.opened),
                unit_source="sentence",
                period=time.period,
                period_text=time.text,
                period_source=_source(times.source),
                entity_text=names.values[order],
                entity_source=_source(names.source),
                role=role.role,
                base_text=base_text,
                base_period=base_period,
                negative_words=role.negative,
                scope=scopes.values[order],
                modality=modality,
                attribution=attribution,
                context=_sentence(spot),
                evidence=tuple(_evidence(labels, role, times, names, scopes, sure, said)),
                flags=_flags(labels, times, names),
            )
            yield token.number, mention
            if base_period is not None:
                story.based = Based(time.period, base_text, base_period)
        teller.after(spot, labels, names, role.role, times, (modality, attribution))
        teller.narrowed(spot, scopes)


def _signed(segmented: Segmented) -> str:
    """The day that 签署日 means: when the filing was published; of a filing that an article speaks of it is not known."""
    profile = segmented.document.profile
    published = profile.published if profile.doc_type != "news" else None
    return published.isoformat() if published is not None else ""


def _wordlike(number: Number) -> bool:
    """A numeral inside a word (统一, 数量) leaves the word whole."""
    return number.reading.type == "mark" and not any(char.isdecimal() for char in number.text)


def _source(source: str) -> Source:
    known: dict[str, Source] = {"sentence": "sentence", "previous_sentence": "previous_sentence", "document": "document"}
    return known.get(source, "")


def _sentence(spot: Spot) -> str:
    tokens = spot.line.tokens
    return " ".join(spot.text[tokens[0].start : tokens[-1].end].split())


def _evidence(
    labels: Found[str], role: RoleFound, times: Found[Time], names: Found[str], scopes: Found[Pairs], sure: str, said: str
) -> Iterator[str]:
    yield f"metric ({labels.source or 'none'}): {labels.rule}"
    yield f"role: {role.rule}"
    yield f"period ({times.source or 'none'}): {times.rule}"
    yield f"entity ({names.source or 'none'}): {names.rule}"
    if scopes.source:
        yield f"scope ({scopes.source}): {scopes.rule}"
    if role.negative:
        yield f"sign: {role.negative}"
    if sure:
        yield f"modality: {sure}"
    if said:
        yield f"attribution: {said}"


def _flags(labels: Found[str], times: Found[Time], names: Found[str]) -> frozenset[str]:
    flags = set(times.flags)
    if not any(labels.values):
        flags.add("metric_unknown")
    if any(time.text and time.period is None for time in times.values):
        flags.add("date_unknown")
    if not any(names.values):
        flags.add("entity_unknown")
    return frozenset(flags)
