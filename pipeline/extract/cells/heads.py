"""What the head of a column, or the label of a row, says: time, unit, role, modality, and what is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.core.document import Profile
from pipeline.extract.cells.periods import Times, When
from pipeline.extract.cells.units import UnitWord, UnitWords
from pipeline.extract.cells.words import Words, tidy, unmarked
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold

_ROLES = ("cagr", "growth", "share", "rank", "multiple", "threshold")
# A condition in brackets (assuming …, after taking into account …) says under which case, not what is measured.
_ASIDE = re.compile(r"\s*[（(][^（）()]{25,}[)）]")
# Whether an auditor has seen it says nothing of what is measured; restated columns stand beside those as first reported.
_STATE = re.compile(
    r"[（(]?\b(?:unaudited|audited)\b[)）]?|[（(]?(?:未[经經][审審](?:核|计|計)|[经經][审審](?:核|计|計))[)）]?"
    r"|[（(](?:估[计計]|[预預][测測計计]|[EeFf]|estimated?|forecast)[)）]"
    r"|[（(]?附[注註]\s*\d+(?:\([a-z]\))?[)）]?|\((?:note|Note)s? [\d()a-z]+\)"
    r"|[（(]?(?P<case>[调調]整[前后後]|[经經]?重[述列][前后後]?|\brestated\b|[备備]考|\bpro forma\b)[)）]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．])\s*")
_TOTAL = re.compile(r"总计|合共|总数|共计|total", re.IGNORECASE)
_HOLDS = re.compile(r"持股(?:总?数量?|股数)$|持有股份数量?$")
_SCALE = re.compile(r"[（(]?in (thousands|millions|billions)\b", re.IGNORECASE)
_OF_UNITS = re.compile(r"\bthousands?\b|\bmillions?\b|\bexcept\b|除外|千元|百万", re.IGNORECASE)
_AMOUNT = re.compile(r"\d(?:[\d,.]*\d)?\s*(?:%|[万亿千百]*[元股倍人吨])")
_BOUND = re.compile(r"^[末初数额]|[占比较]|增减|变动|增长")
_EMPTY = re.compile(r"[（(\[]\s*(?:截至|于|於|至|as at)?\s*[)）\]]")
_PARTICLES = ("度", "于", "在", "至", "截至", "截止", "止", "末", "as at", "as of", "at", "for", "the", "ended")
_EDGES = " ,，、:：;；-—–_/／\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says. `rest` is the text without its time and unit: the noun that names what is measured."""

    text: str
    when: When
    units: tuple[UnitWord, ...]
    role: str
    modality: str
    rest: str
    generic: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column, top to bottom, "" and None where it says nothing.

    case    a condition in brackets (assuming …)
    metric  the words of the lowest level that name what is measured, with those above where it needs them
    of_ratio  the growth is of a ratio (毛利率同比): its change is in percentage points
    own     the metric is more than 金额 or 比例: it names a quantity of its own
    """

    path: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    unit: UnitWord | None = None
    role: str = ""
    modality: str = ""
    case: str = ""
    metric: str = ""
    own: bool = False
    of_ratio: bool = False

    @property
    def text(self) -> str:
        return " > ".join(self.path)

    def named(self, noun: Head) -> Head:
        """The same head with the noun of another column put before its bare 比例 or 同比."""
        if self.role == "share" and _HOLDS.search(fold(noun.metric)):
            return replace(self, metric="持股比例", own=True)
        joint = "" if self.metric[:1] > "\u2e80" else " "
        ratio = noun.role == "level" or (noun.unit is not None and noun.unit.kind == "ratio")
        return replace(self, metric=f"{noun.metric}{joint}{self.metric}", of_ratio=self.role == "growth" and ratio)


class HeadReader:
    """Reads texts and columns. Built once, called with the texts of one column's head."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.units = UnitWords(lexicon)
        self.times = Times(lexicon)
        self._roles = Words(lexicon, "table_roles")
        self._values = Words(lexicon, "table_values")
        self._stubs = Words(lexicon, "table_stubs")
        self._modality = Words(lexicon, "table_modality")
        self._kinds = Words(lexicon, "table_units")

    def said(self, text: str, profile: Profile) -> Said:
        """What one text says by itself."""
        plain = _ASIDE.sub("", unmarked(tidy(text))).strip() or unmarked(tidy(text))
        if plain.isupper() and len(plain.split()) > 2:
            plain = plain.capitalize()  # NO. OF VALID APPLICATIONS shouts only in print
        when = self.times(plain, profile)
        units = tuple(self.units.within(plain))
        role = self._role(plain)
        whole = _cut(plain, _unit_spans(units))
        rest = _cut(plain, [*_unit_spans(units), *(when.spans if self._apart(plain, when) else ())])
        if units and not when and whole != plain and (when := self.times(whole, profile)):
            rest = _cut(whole, when.spans if self._apart(whole, when) else ())  # 2024 HK$'000
        unit = self.units.whole(rest) if when and rest and not units else None
        if unit is not None:  # 二零二四年千港元
            at = plain.rindex(rest) if rest in plain else 0
            units, rest = (replace(unit, start=at, end=at + len(rest)),), ""
        rest = _bare(_STATE.sub("", rest))
        if when.code.startswith("prior") and role == "growth":
            when = When()  # 比上年增减 is of this year
        if _SCALE.match(plain):
            units, rest = (), ""  # (in thousands, except for percentages)
        if units and units[0].kind == "money" and (units[0].start, units[0].end) == (0, len(plain)):
            role = ""  # 人民币千元，百分比除外
        whole = _NUMBERED.sub("", whole)
        generic = not rest or self._values.whole(_NUMBERED.sub("", rest)) is not None or self._values.whole(whole) is not None
        return Said(plain, when, units, role, self._mode(plain), rest, generic)

    def _apart(self, text: str, when: When) -> bool:
        """Whether the words of time stand apart from the noun: 2021年销售收入, 本期销售收入, but not 本期期末数占总资产的比例."""
        if not when.code:
            return True
        behind = text[when.spans[0][1] :]
        return when.spans[0][0] == 0 and not _BOUND.search(fold(behind))

    @staticmethod
    def case(texts: Sequence[str]) -> str:
        """The condition in brackets in a column's head, "" for none."""
        asides = (match[0].strip(" （()）") for text in texts for match in _ASIDE.finditer(tidy(text)))
        found = [aside for aside in asides if not _OF_UNITS.search(aside)]
        found += [match["case"] for text in texts if (match := _STATE.search(tidy(text))) and match["case"]]
        return found[-1] if found else ""

    def headish(self, text: str, profile: Profile) -> bool:
        """Whether a text could stand in a head: it says a time, a unit, a role, or is what columns are called."""
        said = self.said(text, profile)
        if len(said.text) > 30 or (not said.when and _AMOUNT.search(fold(said.text))):
            return False
        if said.when or said.units or said.role or said.generic or self._stubs.whole(said.text) is not None:
            return True
        return self.measures(said.text) not in ("", "money")

    def is_generic(self, text: str) -> bool:
        """Whether a label only says 金额 or 期末余额, perhaps numbered: nothing of what is measured."""
        return self._values.whole(_NUMBERED.sub("", text)) is not None

    def measures(self, text: str) -> str:
        """The kind of unit that the head noun of a text is counted in (产销率 in %, 人数 in 人); "" where it is not known."""
        hits = self._kinds(text)
        return hits[-1].item.meaning if hits and hits[-1].end == len(text) else ""

    def head(self, texts: Sequence[str], profile: Profile) -> Head:
        """The head of a column from its texts, top to bottom; a text that spans several rows is given once."""
        parts = [self.said(text, profile) for text in texts if text.strip()]
        if not parts:
            return Head()
        unit = next((part.units[-1] for part in reversed(parts) if part.units), None)
        scale = next((match[1] for part in parts if (match := _SCALE.match(part.text))), "")
        if scale and unit is not None and unit.kind == "money" and not unit.scale:
            unit = self.units.whole(f"{unit.phrase} in {scale}") or unit
        role = next((part.role for part in reversed(parts) if part.role), "")
        modality = next((part.modality for part in parts if part.modality), "")
        whens = tuple(part.when for part in parts if part.when)
        metric, own = self._metric(parts)
        return Head(
            tuple(part.text for part in parts),
            whens,
            unit,
            role,
            modality,
            self.case(texts),
            metric,
            own,
            self._of_ratio(parts[-1].text),
        )

    def _metric(self, parts: Sequence[Said]) -> tuple[str, bool]:
        told = [part for part in parts if part.rest and not part.generic and self._stubs.whole(part.rest) is None]
        named = [part for part in told if not _TOTAL.fullmatch(fold(part.rest))]
        if not named or (told and told[-1] not in named):
            return next((part.rest for part in reversed(parts) if part.rest), ""), False
        leaf = named[-1]
        above = [part.rest for part in named[:-1] if part.modality or needs(leaf.rest) or self._is_kind_of(leaf, part)]
        return "".join([*above, leaf.rest]) if leaf.rest[:1] > "\u2e80" else " ".join([*above, leaf.rest]), not needs(leaf.rest)

    def _is_kind_of(self, leaf: Said, over: Said) -> bool:
        """Whether a level only says which of what stands over it: 直接 under 持股比例. Amounts of money stand for themselves."""
        return (
            len(leaf.rest) <= 12
            and not leaf.role
            and not leaf.units
            and not self.measures(leaf.rest)
            and self.measures(over.rest) not in ("", "money")
        )

    def _of_ratio(self, text: str) -> bool:
        """Whether a ratio is named before the word of growth: 毛利率比上年增减."""
        hits = self._roles(text)
        grown = next((hit.start for hit in hits if hit.item.meaning == "growth"), -1)
        return any(hit.item.meaning == "level" and hit.end <= grown for hit in hits)

    def _role(self, text: str) -> str:
        meanings = [hit.item.meaning for hit in self._roles(text)]
        return next((role for role in _ROLES if role in meanings), "level" if "level" in meanings else "")

    def _mode(self, text: str) -> str:
        meanings = [hit.item.meaning for hit in self._modality(text)]
        return next((mode for mode in ("hypothetical", "forecast", "estimated") if mode in meanings), "")


_BARE = re.compile(
    r"(?:本期|上期|本年|上年|期末|期初|年末|年初|报告期末?)?(?:占?比[例重率]?|百分比|比率|增减(?:比例|幅度|率)?|增长率?|变动(?:比例|幅度|率)?|同比(?:增减|增长|变动)?|数量|股数|%)"
)


def needs(leaf: str) -> bool:
    """Whether a lowest level is a bare 比例 or 数量, which says what is measured only with the level above."""
    return _BARE.fullmatch(leaf) is not None


def _unit_spans(units: Sequence[UnitWord]) -> list[tuple[int, int]]:
    return [(unit.start, unit.end) for unit in units]


def _bare(text: str) -> str:
    """Without the punctuation at its ends; "" for a mere particle of time (于, 截至)."""
    bare = text.strip(_EDGES)
    return "" if fold(bare).lower() in _PARTICLES else bare


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept = "".join(char for index, char in enumerate(text) if not any(start <= index < end for start, end in spans))
    bare = _bare(_EMPTY.sub("", kept))
    if fold(bare).count("(") == fold(bare).count(")"):
        return bare
    return bare.strip("()（）") if bare[:1] in ")）" or bare[-1:] in "(（" else bare
