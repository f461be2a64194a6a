"""Reads the figures of English sentences, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.core.mention import Mention, Modality, Role, Source
from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.core.segmented import Segmented
from pipeline.extract.english import phrase
from pipeline.extract.english.skeleton import Mark, Skeleton, skeleton
from pipeline.extract.english.times import NOWHERE, Clock, Dated, year_before
from pipeline.extract.line import Line

_ORGANISATION = re.compile(
    r"\b(?:[A-Z][\w&.’'-]*\s+(?:(?:of|and|&|the)\s+)?){1,7}(?:Limited|Ltd\.?|Inc\.?|Corporation|Corp\.?|Holdings|PLC|plc|L\.P\.|LLC|Co\.)(?!\w)"
)
_PUBLIC_OFFER = re.compile(r"\b(Hong Kong Public Offering|International Offering|Public Offer|International Placing)\b")
_ITSELF = re.compile(r"\b[Tt]he (?:Group|Company|Bank|Fund|Trust|Partnership)\b(?![’']s [Cc]hairman)")
_OVERSUBSCRIBED = re.compile(r"over-?subscribed", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(?:expected|estimated|forecast|projected|anticipated|budgeted|targeted|expects?|intends?|plans?|proposes?|aims?) to\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b[Aa]ccording to (?:the )?(?P<who>[A-Z][\w&.’' -]*?)(?: Report)?,")
_PER_SHARE = re.compile(r"^ ?per (?:[A-Z]?\w+ )*?[Ss]hare\b|^ ?(?:per|/) ?[Ss]hare\b")
_SHARE_PRICE = re.compile(r"per (?:Offer )?[Ss]hare|Offer Price")
_NOBODY = frozenset({"there", "it", "they", "this", "we"})
_RESPECTIVELY = re.compile(r"\brespectively\b")
_PROCEEDS = re.compile(r"\b(?:net )?proceeds\b")
_PURPOSE = re.compile(
    r"^ ?(?:will|would|shall|is|are|be|to)?(?: be)?(?: (?:used|applied|allocated|earmarked|expected to be used))? ?"
    r"(?:for|to|as|towards?)\b"
)
_ACTIVE = re.compile(r"\b\w+ing ?$")  # is issuing and allotting ¤ additional shares
_BRACKETED = re.compile(r"^ ?,? ?\((?:as (?:at|of) |for )?(?:the )?[^()¤]*[:：]? ?$")
_FROM = re.compile(rf"\bfrom {phrase.ABOUT} ?$")
_TO = re.compile(rf"\bto {phrase.ABOUT} ?$")


@dataclass(frozen=True, slots=True)
class Meant:
    """What one figure measures, the words that turn its sign, and the noun that a bare count counts; `rule` for `explain`."""

    label: str
    role: Role = "level"
    negative: str = ""
    counted: str = ""
    rule: str = ""


class EnglishReader:
    """Called with each English sentence of one document, in order; keeps what the text is about from one to the next."""

    def __init__(self, segmented: Segmented) -> None:
        self._segmented = segmented
        self._clock = Clock(segmented)
        profile = segmented.document.profile
        named = _ORGANISATION.search(segmented.document.text[:3000]) if not profile.issuer else None
        self._issuer = profile.issuer or (" ".join(named.group().split()) if named else "")
        own = _ITSELF.search(segmented.document.text) if not self._issuer else None
        self._itself = own.group() if own is not None else ""  # what a text without a company's name calls it: the Group
        self._topic, self._topic_dated = "", NOWHERE  # what the sentence before spoke of first, and its last time

    def hear(self, line: Line) -> None:
        """A sentence without figures may still name the main period."""
        for token in line.tokens:
            if token.kind == "time":
                self._clock.period(token)

    def __call__(self, line: Line) -> Iterator[tuple[int, Mention]]:
        """(number index, mention) for each figure of the sentence."""
        self.hear(line)
        if not line.groups:
            return
        bones = skeleton(self._segmented, line)
        sentence = " ".join(line.text[line.tokens[0].start : line.tokens[-1].end].split())
        meant: Meant | None = None
        first: Meant | None = None
        dated = NOWHERE
        figures = [mark for mark in bones.marks if mark.is_figure]
        all_dated: list[Dated] = []
        found: list[tuple[Mark, Meant]] = []
        for mark in figures:
            meant = self._meant(bones, mark, meant, first)
            first = first or meant
            dated = self._clock.at(bones, mark, dated, meant.label)
            found.append((mark, meant))
            all_dated.append(dated)
        found = self._apart(bones, found)
        for order, (mark, meant) in enumerate(found):
            back = phrase.points_back(meant.label) and self._topic
            meant = replace(meant, label=self._topic) if back else meant
            when = self._settled(bones, order, found, all_dated)
            when = self._topic_dated if back and when.period is None else when
            if not order and meant.label:
                self._topic, self._topic_dated = meant.label, all_dated[-1]
            number = self._segmented.numbers[mark.token.number]
            yield mark.token.number, self._mention(bones, mark, number, meant, when, sentence)

    def _apart(self, bones: Skeleton, found: list[tuple[Mark, Meant]]) -> list[tuple[Mark, Meant]]:
        """A and B are ¤ and ¤, respectively: each its own."""
        if not _RESPECTIVELY.search(bones.text) or len({meant.label for _, meant in found}) != 1:
            return found
        labels = phrase.each(found[0][1].label, len(found))
        return (
            [(mark, replace(meant, label=label)) for (mark, meant), label in zip(found, labels, strict=True)] if labels else found
        )

    def _mention(self, bones: Skeleton, mark: Mark, number: Number, meant: Meant, when: Dated, sentence: str) -> Mention:
        left = bones.text[: mark.at]
        per_share = _PER_SHARE.match(bones.after(mark)) or _SHARE_PRICE.search(meant.label)
        money = number.reading.type == "money" and not number.reading.unit.count("/")
        speaker = _SPEAKER.search(left)
        planned = _EXPECTED.search(left if meant.rule == "a part of the proceeds" else left[-60:])
        modality: Modality = "forecast" if planned else "reported"
        entity, source = self._entity(left)
        base = year_before(when.period) if meant.role in ("growth", "change") else None
        return Mention(
            number=number,
            kind="prose",
            label=meant.label,
            unit_text="/股" if money and per_share else "" if number.reading.unit else meant.counted,
            unit_source="sentence",
            period=when.period,
            period_text=when.text,
            period_source=when.source,
            entity_text=entity,
            entity_source=source,
            role=meant.role,
            base_period=base,
            negative_words=meant.negative,
            modality=modality,
            attribution=speaker["who"].strip() if speaker else "",
            context=sentence,
            evidence=(f"English: {meant.rule}", f"period ({when.source or 'none'})", f"entity ({source or 'none'})"),
            flags=frozenset() if meant.label else frozenset({"metric_unknown"}),
        )

    def _entity(self, left: str) -> tuple[str, Source]:
        offering = _PUBLIC_OFFER.findall(left)
        if offering and _OVERSUBSCRIBED.search(left[-80:]):
            return offering[-1], "sentence"
        named = [" ".join(match.group().split()) for match in _ORGANISATION.finditer(left)]
        if named:
            return named[-1], "sentence"
        if self._issuer:
            return self._issuer, "document"
        itself = _ITSELF.findall(left)
        self._itself = itself[-1] if itself else self._itself
        return self._itself, "sentence" if itself else "previous_sentence" if self._itself else ""

    # ---- what it measures
    def _meant(self, bones: Skeleton, mark: Mark, previous: Meant | None, first: Meant | None) -> Meant:
        """Case by case; the order is that of how sure the words are."""
        before, after = bones.before(mark), bones.after(mark)
        unit = self._segmented.numbers[mark.token.number].reading.unit
        negative = "loss" if unit not in ("ratio", "pp", "times") and phrase.is_loss(before[-60:]) else ""
        if previous is not None and _BRACKETED.match(before):
            kept = previous.role if previous.role not in ("growth", "change") else "level"
            return replace(previous, role=kept, negative=negative or previous.negative, rule="in brackets behind")
        if unit in ("ratio", "pp"):
            return self._ratio(bones.text[: mark.at], before, after, unit, previous, first)
        if unit == "times":
            label = "over-subscribed" if _OVERSUBSCRIBED.search(before) else phrase.linked_noun(before)
            return Meant(label or (previous.label if previous else ""), "multiple", rule="times")
        return self._amount(mark, before, after, previous, first, negative)

    def _ratio(self, left: str, before: str, after: str, unit: str, previous: Meant | None, first: Meant | None) -> Meant:
        if (rate := phrase.CAGR.search(before)) is not None:
            return Meant(first.label if first else phrase.subject(before[: rate.start()]), "cagr", rule="CAGR")
        moved = phrase.MOVED_BY.search(before) or phrase.MOVE_BEHIND.match(after)
        if moved is not None:
            own = phrase.subject(before[: moved.start()]) if moved.re is phrase.MOVED_BY else phrase.subject(before)
            return _moved(self._mover(own, previous, first), "growth" if unit == "ratio" else "change", moved["verb"])
        whole = phrase.SHARE_OF.match(after)
        verb = phrase.SHARE_VERB.search(before)
        if whole is not None:
            own = phrase.noun_phrase(before[: verb.start()]) if verb and not verb["verb"].startswith(("represent", "or")) else ""
            label = f"{own} {whole['whole'].strip()}".strip()
            return Meant(label, _limit(before) or "share", rule="share of a whole")
        if (use := _PROCEEDS.search(left)) is not None and _PURPOSE.match(after):
            return Meant(use.group(), "share", rule="a part of the proceeds")
        if _FROM.search(before) or _TO.search(before) or phrase.COMPARED.search(before):
            return self._from_to(before, previous, first, "")
        label = phrase.linked_noun(before)
        if not label:
            behind, _ = phrase.counted(after)
            label = behind or (previous.label if previous else "")
        return Meant(label, _limit(before) or "level", rule="linked noun")

    def _amount(self, mark: Mark, before: str, after: str, previous: Meant | None, first: Meant | None, negative: str) -> Meant:
        moved = phrase.MOVED_BY.search(before)
        if moved is not None and not _TO.search(before):
            own = phrase.subject(before[: moved.start()])
            return _moved(self._mover(own, previous, first), "change", moved["verb"])
        moving_to = _TO.search(before) is not None and (first is not None or phrase.MOVE.search(before) is not None)
        if phrase.COMPARED.search(before) or _FROM.search(before) or moving_to:
            return self._from_to(before, previous, first, negative)
        label = phrase.linked_noun(before)
        is_money = self._segmented.numbers[mark.token.number].reading.type == "money"
        behind, noun = ("", "") if is_money else phrase.counted(after)
        if behind and (
            not label or label.lower() in _NOBODY or label.endswith(("Group", "Company", " total")) or _ACTIVE.search(before)
        ):
            label = behind
        if not label and previous is not None and re.fullmatch(r",? ?(?:and |to |or )?(?:approximately |about )?", before):
            return replace(previous, rule="goes on", role="level" if previous.role in ("growth", "change") else previous.role)
        if not label:
            label = phrase.noun_phrase(before)
        role: Role = _limit(before) or ("threshold" if re.search(r"[Nn]ominal value|par value", label) else "level")
        if role == "threshold" and noun == "" and "value" not in label:
            role = "level"
        return Meant(label, role, negative, noun, rule="linked noun")

    def _from_to(self, before: str, previous: Meant | None, first: Meant | None, negative: str) -> Meant:
        """from A to B, compared with B: what moves stands before the verb, or was named with the sentence's first figure."""
        compared = phrase.COMPARED.search(before)
        if compared is not None:
            said = phrase.noun_phrase((compared["noun"] or "").removesuffix("of ").removesuffix("was ").removesuffix("were "))
            label = said if said and first is None else (first.label if first else said)
            return Meant(label, "level", negative or (first.negative if first and first.role == "level" else ""), rule="compared")
        moving = phrase.MOVE.search(before)
        own = phrase.subject(before[: moving.start()]) if moving is not None else ""
        label = self._mover(own, previous, first)
        loss = "loss" if phrase.is_loss(label) else negative
        return Meant(label, "level", loss, rule="from and to")

    def _mover(self, own: str, previous: Meant | None, first: Meant | None) -> str:
        """Who moves: the phrase before the verb, unless it only points back (representing an, a)."""
        if own and not re.fullmatch(r"(?:representing|represented|a|an|being|with|or|and|it|they|this|reflecting)(?: an?)?", own):
            return own
        named = previous or first
        return named.label if named else ""

    # ---- when
    def _settled(self, bones: Skeleton, order: int, found: list[tuple[Mark, Meant]], dated: list[Dated]) -> Dated:
        """A rate is of the later period; the amount moved from, where it has no time of its own, of the year before."""
        mark, meant = found[order]
        when = dated[order]
        before = bones.before(mark)
        if meant.role == "cagr":
            return _spanning(dated[: order + 1])
        if meant.role in ("growth", "change"):
            for later in range(order + 1, len(found)):
                if found[later][1].label != meant.label:
                    break
                words = bones.before(found[later][0])
                if _TO.search(words) and not phrase.COMPARED.search(words):
                    return dated[later]
            return when
        if _FROM.search(before) and order + 1 < len(found) and not bones.times(mark.at, found[order + 1][0].at):
            target = next((dated[i] for i in range(order + 1, len(found)) if _TO.search(bones.before(found[i][0]))), NOWHERE)
            earlier = year_before(target.period)
            return Dated(earlier, target.text, target.source) if earlier else NOWHERE
        told = {item.period for item in dated if item.period is not None}
        if when.period is None and len(told) == 1 and re.search(r"^,? or ", bones.after(mark)):
            return next(item for item in dated if item.period is not None)
        return when


def _moved(label: str, role: Role, verb: str) -> Meant:
    """What rose or fell; a verb that goes down turns the sign."""
    return Meant(label, role, verb if phrase.DOWN.match(verb) else "", rule="moved by")


def _spanning(dated: list[Dated]) -> Dated:
    """From the first beginning to the last end."""
    known = [item.period for item in dated if item.period is not None and item.period.start and item.period.end]
    if not known:
        return NOWHERE
    start = min(period.start for period in known if period.start)
    end = max(period.end for period in known if period.end)
    return Dated(Period(start, end), dated[-1].text, "sentence")


def _limit(before: str) -> Role | None:
    """no … more than 10%: a rule's limit."""
    near = before[-90:]
    return "threshold" if phrase.LIMIT.search(near) and phrase.MUST.search(near) else None
