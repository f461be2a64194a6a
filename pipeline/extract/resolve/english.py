"""English sentences: what a figure measures and how, from the words right around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.mention import Role
from pipeline.extract.spot import Spot

_LETTER = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ABOUT = r"(?:approximately |about )?"
_STOPS = r"per|as|for|in|of|to|and|at|by|is|on|or|from"
_OF_WHOLE = re.compile(
    r"^\s*(?P<whole>of (?:the |our |its |a )?[A-Za-z].*?)"
    r"(?=[,;:(.]|\b(?:have|has|had|will|are|is|was|were|held|be|to|as)\b|$)"
)
_BEHIND = re.compile(rf"^\s+(?P<noun>(?!(?:{_STOPS})\b)[A-Za-z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|[a-z]+s))*)")
_COLON = re.compile(rf"(?P<label>[A-Za-z][^:;]*?)\s*:\s*{_ABOUT}$")
_LINK = re.compile(
    r"\s*\b(?:is adjusted to|was adjusted to|amounted to|amounting to|amounts to|will be|would be|has been|have been|had been"
    r"|is|was|were|are|of|at|to|by|reached|recorded|totall?ed|totall?ing|represents|represented|representing|being|over-subscribed by)"
    r"\s*"
    r"(?:approximately |about |more than |less than |over |nearly |at least |up to |not less than |no more than |not more than "
    r"|an? |the )*$"
)
_PHRASE = re.compile(
    r"(?:^|[,;:]|\b(?:and|that|which|with|in|on|from|as|based on|by|is|are|was|were|if|while|the|our|its|a|an)\b)"
    r"\s*(?P<np>[^,;:]*)$"
)
_DETERMINER = re.compile(r"^(?:the|our|its|a|an|and|of|that|than|had|has|have|been)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_MOVES = re.compile(
    r"\b(?P<verb>increas\w*|r(?:ise|ose|isen|ising)\w*|gr(?:ow|ew)\w*|decreas\w*|declin\w*|dropp?\w*|f(?:all|ell)\w*|reduc\w*)"
    rf"(?: by| of)?\s*{_ABOUT}$"
)
_DOWN = re.compile(r"decreas|declin|drop|fall|fell|reduc")
_LIMIT = re.compile(
    r"\b(?:at least|not (?:more|less) than|more than|less than|no more than|required|prescribed|minimum|maximum)\b"
)
_MUST = re.compile(r"\b(?:not|no|shall|must|required|requirement|prescribed|minimum)\b")


@dataclass(frozen=True, slots=True)
class EnglishFound:
    """label, role, words that turn the sign, and the noun that a bare count counts ("" for none)."""

    label: str
    role: Role
    negative: str = ""
    counted: str = ""


def is_english(text: str) -> bool:
    """Whether a sentence is in English: more Latin letters than four times its Han characters."""
    return len(_LETTER.findall(text)) > 4 * len(_HAN.findall(text)) + 8


def read_english(spot: Spot) -> EnglishFound:
    """The words around the first figure of a group."""
    start, end = spot.line.tokens[0].start, spot.line.tokens[-1].end
    before = _BRACKETS.sub("", spot.text[start : spot.first.start])
    after = spot.text[spot.group.members[-1].end : end]
    unit = spot.unit
    moved = _MOVES.search(before)
    if moved is not None and unit in ("ratio", "pp"):
        return EnglishFound(_noun(before[: moved.start()]), "growth", moved["verb"] if _DOWN.search(moved["verb"]) else "")
    whole = _OF_WHOLE.match(after)
    if unit == "ratio" and whole is not None:
        return EnglishFound(whole["whole"].strip(), _limit(before) or "share")
    behind = _BEHIND.match(after)
    counted = behind["noun"].split()[-1].lower() if behind is not None and not unit else ""
    if unit == "times":
        return EnglishFound(_subject(before) or "times", "multiple")
    label = _subject(before)
    if not label and behind is not None and not unit:
        label = behind["noun"]
    role: Role = _limit(before) or ("threshold" if "ominal value" in label or "par value" in label else "level")
    return EnglishFound(label, role if role != "threshold" or unit in ("ratio", "") or "value" in label else "level", "", counted)


def _subject(before: str) -> str:
    """The noun phrase that a colon, a verb or `of` links to the figure."""
    colon = _COLON.search(before)
    if colon is not None:
        return colon["label"].strip()
    link = _LINK.search(before)
    if link is None:
        return ""
    linked = link.group().strip().split()
    return ("over-subscribed " if linked and linked[0].startswith("over-sub") else "") + _noun(before[: link.start()])


def _noun(before: str) -> str:
    """The last noun phrase of some words, without articles."""
    clause = re.split(r"[,;:]|\b(?:and|that|which|while|whether)\b", before)[-1]
    phrase = _PHRASE.search(re.split(r"\b(?:based on|in|on|from|with|as|had|has|have)\b", clause)[-1])
    words = phrase["np"] if phrase is not None else clause
    words = words.strip()
    while (shorter := _DETERMINER.sub("", words)) != words:
        words = shorter
    return " ".join(words.split()[-14:])


def _limit(before: str) -> Role | None:
    """no … more than 10%: a rule's limit."""
    near = before[-90:]
    return "threshold" if _LIMIT.search(near) and _MUST.search(near) else None
