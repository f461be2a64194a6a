"""Noun phrases around a figure, and the words that say how it is meant."""

from __future__ import annotations

import re

_DEGREES = (
    "approximately", "about", "around", "some", "nearly", "almost", "over", "more than", "less than", "at least", "not less than",
    "not more than", "no more than", "up to", "only", "just",
)  # fmt: skip
ABOUT = f"(?:{'|'.join(_DEGREES)})?"
_UP = r"increas\w*|r(?:ise|ose|isen|ising)\w*|gr(?:ow|ew)\w*|growth|surg\w*|jump\w*|climb\w*|improv\w*|expand\w*|rebound\w*|up"
_DOWN = r"decreas\w*|declin\w*|drop\w*|f(?:all|ell|allen)\w*|reduc\w*|plung\w*|slump\w*|shr[aiu]nk\w*|narrow\w*|contract\w*|down"
MOVE = re.compile(rf"\b(?P<verb>{_UP}|{_DOWN})\b", re.IGNORECASE)
DOWN = re.compile(rf"^(?:{_DOWN})$", re.IGNORECASE)
# … increased (significantly) by about ¤; a decrease of ¤
MOVED_BY = re.compile(rf"\b(?P<verb>{_UP}|{_DOWN})(?: \w+ly)?(?: (?:by|of))? {ABOUT} ?$", re.IGNORECASE)
MOVE_BEHIND = re.compile(
    r"^ ?(?:,? ?(?:year[- ]on[- ]year|y-?o-?y|period[- ]on[- ]period|annual))? ?"
    r"(?P<verb>increase|growth|rise|decrease|decline|drop|reduction|fall)\b",
    re.IGNORECASE,
)
CAGR = re.compile(r"\bCAGR\b|compound annual (?:growth )?rate|compounded annual", re.IGNORECASE)
_LOSS = re.compile(r"\b(?:net )?loss(?:es)?\b", re.IGNORECASE)
_NO_LOSS = re.compile(r"impairment|credit loss", re.IGNORECASE)
SHARE_OF = re.compile(
    r"^ ?(?P<whole>of (?:the |our |its |their |a )?(?:Group[’']s |Company[’']s )?[A-Za-z][^,;:(.¤§]*?)"
    r"(?= (?:during|for the|in the|as of|as at|will|would|which|that|at the time)\b| in §|[,;:(.¤§]|$)"
)
SHARE_VERB = re.compile(
    r"\b(?P<verb>account(?:s|ed|ing) for|represent(?:s|ed|ing)|contribut(?:es|ed|ing)(?: to)?|compris(?:es|ed|ing)"
    rf"|constitut(?:es|ed|ing)|or|being) {ABOUT} ?$"
)
COMPARED = re.compile(
    r"(?:compar(?:ed|ing)|versus|against|as opposed)(?: (?:to|with))?(?: (?:a|an|the|that of))?"
    rf" ?(?P<noun>[A-Za-z][\w ]*? (?:of|was|were) )?{ABOUT} ?$"
)
_LINKS = (
    r"(?:is|was) adjusted to", r"amount(?:ed|ing|s) to", r"(?:will|would|shall) be", r"(?:has|have|had) been(?: \w+ed at)?",
    r"(?:is|are|was|were) (?:expected|estimated) to be", r"is|was|were|are|of|at|being|reached|recorded", r"total?led|total?ling",
    "stood at", "set at", "determined at", "fixed at", "to", "by",
)  # fmt: skip
_LINK = re.compile(rf"(?:\b(?:{'|'.join(_LINKS)})\b|:) ?{ABOUT} ?(?:an? |the )?$")
_HAVING = r"had|has|have|record(?:ed|s)|generat(?:ed|es)|achiev(?:ed|es)|report(?:ed|s)|incurr(?:ed|s)|employ(?:ed|s)|held|holds"
_HAD = re.compile(rf"\b(?:{_HAVING})\b (?P<noun>.*)$")
_RESOLVED = re.compile(r"^(?:resolved|proposed|decided|agreed|recommended|declared)\b.*?\b(?:an?|the)\s+")
_STARTS = re.compile(
    r"^(?:(?:and|but|while|whereas|that|which|of which|also|then|if|when|as a result|therefore|thus|in addition|accordingly"
    r"|respectively|based on|according to|assuming|upon|subject to"
    r"|(?:for|in|during|as at|as of|at|on|since|by|from)(?: the)?(?: (?:year|period|month|end|first half|second half))?(?: of)? §"
    r"|(?:for|in|during) the (?:Reporting Period|Track Record Period|Period|Year)),? ?)+",
    re.IGNORECASE,
)
_OWNERS = re.compile(
    r"^(?:the|our|its|their|an?|such|this|these|all|total amount of)\s+|^(?:the )?(?:Group|Company|Bank)[’']s?\s+(?:and\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,.*|\b(?:which|that|who|is|was|were|are|has|have|had|will|would|shall|may|being|amount\w*|increas\w*|decreas\w*"
    r"|declin\w*|of the Group|of the Company)\b.*)$"
)
_BRACKETS = re.compile(r" ?\([^()¤]*\)|, (?:calculated|defined|expressed|being|including|excluding|which)\b[^,;¤]*,")
_RELATIVE = re.compile(r"(?<=\w) (?:that|which|who)\b.*$|^.*\band (?=the\b)")
_NO_NOUN = r"(?!(?:per|as|for|in|of|to|and|at|by|is|on|or|from|during|each)\b)"
_BEHIND = re.compile(rf"^ (?P<noun>{_NO_NOUN}[A-Za-z][\w’'-]*(?: [A-Za-z][\w’'-]*){{0,6}})")
_STOP = re.compile(
    r"\b(?:represent\w*|account\w*|compris\w*|constitut\w*|approximately|about|have|will|would|shall|may|be|been|being|"
    r"as|for|in|of|to|and|at|by|is|are|was|were|on|or|from|during|with|that|which|have|has|had|will|under|who|whose"
    r"|representing|located|throughout|across)\b"
)
LIMIT = re.compile(
    r"\b(?:at least|not (?:more|less) than|more than|less than|no more than|required|prescribed|minimum|maximum)\b"
)
MUST = re.compile(r"\b(?:not|no|shall|must|required|requirement|prescribed|minimum|nominal|par)\b")


_ADVERB = re.compile(r"(?: (?:\w+ly|further|also|thus|even|still|then|again|mainly))+$")
# "A and B": the names of a list, each of its own figure where the sentence ends in `respectively`.
_LISTED = re.compile(r"(?:, and | and |, | as well as )")
_AT_A = re.compile(r"^.*\b(?:at|of|for|with|by) (?:an? |the )(?=\w)")
_CLAUSE = re.compile(r" to (?!be\b)[a-z]+ (?:the|an?|its|for|up|all)\b| (?:agreed|intend\w*|entered|propos\w+) ")


def each(label: str, count: int) -> list[str]:
    """gross proceeds and net proceeds from a placing, of two figures: `gross proceeds`, `net proceeds`; [] for other numbers."""
    parts = [part.strip() for part in _LISTED.split(label) if part.strip()]
    if len(parts) != count or count < 2:
        return []
    return [*parts[:-1], _RECEIVED.sub("", parts[-1])]


_RECEIVED = re.compile(r" (?:to be|from|received|for|of) .*$")


def points_back(label: str) -> bool:
    """The increase of 16.2%, such a 26.4% increase: nothing is named, what was spoken of before is meant."""
    return not label or re.fullmatch(r"(?:the|such|such an?|this|these|an?|it|that|said)", label, re.IGNORECASE) is not None


def linked_noun(words: str) -> str:
    """The noun phrase that a colon, a verb or `of` links to the figure behind these words; "" where none does."""
    words = _BRACKETS.sub("", words)
    link = _LINK.search(words)
    if link is None:
        had = _HAD.search(words)
        return noun_phrase(_RESOLVED.sub("", had["noun"])) if had else ""
    head = words[: link.start()]
    had = _HAD.search(head)
    return noun_phrase(_RESOLVED.sub("", had["noun"]) if had and had["noun"].strip() else head)


def noun_phrase(words: str) -> str:
    """The phrase at the end of some words: last clause, without openings, owners and what follows its verb."""
    words = _BRACKETS.sub("", words)
    clause = re.split(r"[;:]|, (?!and\b)|,? (?:while|whereas|which|where)\b", words.strip(" ,"))[-1]
    clause = _STARTS.sub("", clause.strip())
    clause = re.sub(r"\b(?:approximately|about)\s*$", "", clause)
    while (shorter := _OWNERS.sub("", clause)) != clause:
        clause = shorter
    clause = re.sub(r"^.*§,? (?=\w)", "", clause)
    clause = re.sub(r"[¤§].*$", "", clause)
    clause = _ADVERB.sub("", _RELATIVE.sub("", clause.strip(" ,:")))
    if _CLAUSE.search(f" {clause} "):  # agreed to procure placees to subscribe at a placing price: the last phrase is what counts
        clause = _AT_A.sub("", clause)
    return " ".join(clause.split()[-20:])


def subject(words: str) -> str:
    """What moves: the phrase before a verb."""
    head = _HAD.search(words)
    if head is not None and head["noun"].strip() and not MOVE.search(head["noun"]):
        return noun_phrase(head["noun"])
    return noun_phrase(_TAIL.sub("", noun_phrase(words)))


def counted(words: str) -> tuple[str, str]:
    """What stands behind a bare count: the phrase, and its last noun (3,482 full-time employees -> employees)."""
    match = _BEHIND.match(words)
    if match is None:
        return "", ""
    phrase = _STOP.split(match["noun"])[0].strip()
    return phrase, phrase.split()[-1].lower() if phrase else ""


def is_loss(words: str) -> bool:
    """Whether the figure is a loss."""
    return bool(_LOSS.search(words)) and not _NO_LOSS.search(words)
