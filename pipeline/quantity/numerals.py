"""Numbers as they are written, without their units: 1,234.5 and 一百二十三, 3万4000, 十几万, 三分之一."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pipeline.lexicon import Lexicon

Script = Literal["arabic", "chinese", "mixed", "percent", "fraction"]

_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9,])|[0-9]++)(?:\.[0-9]++)?|\.[0-9]++")
_RAISED = re.compile(r"\^([+-]{0,2}[0-9]{1,2})(?![0-9.])")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]{1,3}(?![0-9.A-Za-z])")
_SCALED = re.compile(r"[百千]?(?:万亿|万|亿)")
_BARE_SCALE = re.compile(r"[万亿]{1,2}(?=分之)")
_POWERS = {"百": 2, "千": 3, "万": 4, "亿": 8}
_LONGEST = 60  # digits of a number that measures something; more are no number
_TEN = tuple(Decimal(10) ** power for power in range(32))
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read at some offset.

    end      behind it, scale words (万, 亿) included
    value    scaled; None for a range of unknown digits (几百: low 200, high 900)
    printed  as printed before the last scale words, `scale` their power of ten
    places   decimal places of `printed`
    more     余, 多, 来 or 几 inside: it is more than `value`
    """

    end: int
    value: Decimal | None
    printed: Decimal | None
    scale: int = 0
    places: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    more: bool = False
    script: Script = "arabic"
    words: int = 0  # where the scale words begin

    @property
    def decimals(self) -> int:
        """XBRL's sense."""
        return self.places - self.scale

    def times(self, factor: Decimal, scale: int) -> Numeral:
        """The same number with a further scale."""
        return replace(
            self,
            value=None if self.value is None else self.value * factor,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
            scale=self.scale + scale,
        )


class Numerals:
    """Reads the number that begins at an offset of a plain text. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds: dict[str, dict[str, str]] = {}
        for row in lexicon.rows("numerals"):
            kinds.setdefault(row.more["kind"], {})[row.word] = row.meaning
        self.digits = {word: int(meaning) for word, meaning in kinds["digit"].items()}
        self.tens = {word: int(meaning) for word, meaning in kinds["tens"].items()}
        self.powers = {word: int(meaning) for word, meaning in kinds["power"].items()}
        self.scales = {word: int(meaning) for word, meaning in kinds["scale"].items()}
        self.english = {row.word: int(row.meaning) for row in lexicon.rows("scales")}
        self.more = frozenset(kinds["more"])
        self.some = frozenset(kinds["some"])
        self.point = frozenset(kinds["point"])
        self.starts = frozenset(self.digits) | frozenset(self.tens) | frozenset(self.powers) | frozenset(self.scales) | self.some
        self.countable: frozenset[str] = frozenset("个成倍年月天周日元块万亿折") | frozenset(
            row.word[0] for row in lexicon.rows("classifiers")
        )
        self._inside_digits = self.starts | self.more | self.point | frozenset("0123456789")
        self._inside = self.starts | self.more | self.point

    def __call__(self, text: str, start: int, stop: int = 0) -> Numeral | None:
        """The number at `start`, or None. Longest reading; a word that only may belong to it (多, 点) is not eaten.

        `stop` is where a numeral word begins that must not be read into it: the 二手房 of 十分之一二手房.
        """
        match = _ARABIC.match(text, start)
        if match is None:
            bare = _BARE_SCALE.match(text, start)
            if bare is not None:
                power = sum(map(_POWERS.__getitem__, bare[0][: bare.end() - start]))
                return Numeral(bare.end(), _TEN[power], _TEN[power], 0, words=bare.end(), script="chinese")
            return self._written(text, start, stop)
        end = match.end()
        if end < len(text) and text[end] in self._inside:
            plain = _SCALED.match(text, end)
            if (
                plain is not None
                and (plain.end() == len(text) or text[plain.end()] not in self._inside_digits)
                and end - start <= _LONGEST
            ):
                return self._arabic(text, match, plain.end())
            mixed = self._written(text, start, stop)
            if mixed is not None and mixed.end > end:
                return mixed
        if end - start > _LONGEST:
            return None
        return self._arabic(text, match)

    @staticmethod
    def _arabic(text: str, match: re.Match[str], scaled: int = 0) -> Numeral:
        digits = match[0].replace(",", "")
        end = match.end()
        exponent = _EXPONENT.match(text, end) if text[end : end + 1] in ("e", "E") else None
        point = digits.find(".")
        places = len(digits) - point - 1 if point >= 0 else 0
        value = Decimal(digits)
        if scaled:
            scale = sum(map(_POWERS.__getitem__, text[end:scaled]))
            return Numeral(scaled, value * _TEN[scale], value, scale, places, words=end)
        if exponent is not None:
            power = int(exponent[0][1:])
            return Numeral(exponent.end(), value.scaleb(power), value, power, places, words=end)
        raised = _RAISED.match(text, end) if text[end : end + 1] == "^" else None
        if raised is not None and value:
            power = int(raised[1].replace("--", "-").replace("+-", "-").replace("++", ""))
            return Numeral(raised.end(), value**power, None, 0, 15, words=raised.end())
        return Numeral(end, value, value, 0, places, words=end)

    def _written(self, text: str, start: int, stop: int) -> Numeral | None:
        run = _Run(self, text, start, stop)
        return run.read()


@dataclass(slots=True)
class _Amount:
    """A digit, a literal or an unknown digit, before its power."""

    low: Decimal
    high: Decimal
    end: int
    single: bool = False  # one digit, which may stand for its round neighbour: 一百二
    places: int = 0
    arabic: bool = False


class _Run:
    """One number, read from left to right: sections below 万, each ended by its scale words; `read` may be called once."""

    def __init__(self, words: Numerals, text: str, start: int, stop: int) -> None:
        self.words = words
        self.text = text
        self.start = self.at = start
        self.size = min(len(text), start + 2 * _LONGEST, stop or len(text))
        self.parts: list[tuple[Decimal, Decimal, int]] = []  # low, high, power of ten that ended it
        self.places = 0
        self.more = self.chinese = self.arabic = False
        self.scale_at = start
        self.scale = 0

    def read(self) -> Numeral | None:
        limit = 99
        while self.at < self.size:
            before = self.at
            section = self._section(limit)
            if section is None and before == self.start and self._bare_scale(before):
                section = Decimal(1), Decimal(1), 99
            if section is None:
                break
            low, high, _ = section
            limit = self._scaled(low, high, limit, before)
            if limit < 0:
                break
            self._point_behind()
        if not self.parts or not (self.chinese or self.scale):
            return None
        return self._finished()

    def _bare_scale(self, at: int) -> bool:
        """万亿 on its own, and the spoken 万九."""
        text = self.text
        if text.startswith("万亿", at):
            return True
        return text[at] == "万" and text[at + 1 : at + 2] in self.words.digits and not text[at + 2 : at + 3]

    def _point_behind(self) -> None:
        """四百亿点零五: a point right behind a scale word."""
        point = self._point(ZERO, ZERO)
        if point is not None:
            self.parts.append((*point, 0))

    def _section(self, limit: int) -> tuple[Decimal, Decimal, int] | None:
        """The digits and powers before the next scale word, and the last power; None when nothing is there."""
        low = high = ZERO
        last, count, zero = min(limit, 99), 0, False
        while self.at < self.size:
            char = self.text[self.at]
            if self.words.digits.get(char) == 0 and (count or self.parts) and self._number_follows(self.at + 1):
                zero, self.at = True, self.at + 1
                continue
            if char in self.words.tens and (last > 1):
                value, last = Decimal(self.words.tens[char]), 1
                self.at, self.chinese = self.at + 1, True
                low, high, count, zero = low + value, high + value, count + 1, False
                continue
            amount = self._amount(last, first=not count and not self.parts, zero=zero)
            if amount is None:
                break
            power = self._power(amount.end, last)
            if power is None:
                return self._unit_digit(amount, low, high, last, zero, count)
            low, high = low + amount.low * _TEN[power], high + amount.high * _TEN[power]
            self._take(amount)
            self.at, last, count, zero = amount.end + 1, power, count + 1, False
            if amount.arabic and not self.parts and count == 1:
                self.scale_at, self.scale = self.at - 1, power
            else:
                self.chinese = True
        return (low, high, last) if count else None

    def _unit_digit(
        self, amount: _Amount, low: Decimal, high: Decimal, last: int, zero: bool, count: int
    ) -> tuple[Decimal, Decimal, int] | None:
        """The digits below ten, or a round neighbour: 一百二 is 120, 一百零二 is 102, 三万五 is 35000."""
        factor = Decimal(1)
        scale_next = self.text[amount.end : amount.end + 1] in self.words.scales
        if amount.single and not zero and 2 <= last < 99 and not (scale_next and not count):
            factor = _TEN[last - 1]
        if amount.end == self.at:  # a bare power or scale word without digit
            return None
        self._take(amount)
        self.at = amount.end
        return low + amount.low * factor, high + amount.high * factor, 0

    def _take(self, amount: _Amount) -> None:
        self.places = max(self.places, amount.places)
        self.arabic |= amount.arabic
        self.chinese |= not amount.arabic

    def _number_follows(self, at: int) -> bool:
        following = self.text[at : at + 1]
        return (
            following in self.words.starts and following != "" and following not in self.words.scales
        ) or following.isdecimal()

    def _power(self, at: int, last: int) -> int | None:
        power = self.words.powers.get(self.text[at : at + 1]) if at < self.size else None
        if power is None or (power >= last and last < 99):
            return None
        return power

    def _amount(self, last: int, first: bool, zero: bool) -> _Amount | None:
        char = self.text[self.at]
        if char in "0123456789.":
            return self._literal(last, first, zero)
        if char in "两俩" and not first and self.text[self.at + 1 : self.at + 2] not in self.words.powers:
            return None  # 三十两: 两 is the unit
        if char in self.words.digits:
            return self._digits(first, zero)
        if char in self.words.some:
            return self._unknown(char, first)
        if char in self.words.powers:
            ten = self.words.powers[char] == 1
            if first or zero or ten or last > self.words.powers[char]:
                return _Amount(Decimal(1), Decimal(1), self.at)
        return None

    def _literal(self, last: int, first: bool, zero: bool) -> _Amount | None:
        match = _ARABIC.match(self.text, self.at)
        if match is None or len(match[0]) > _LONGEST or match[0].startswith("."):
            return None
        digits = match[0].replace(",", "")
        whole, _, fraction = digits.partition(".")
        if not first and (len(whole) > last or ("," in match[0] and not zero and len(whole) < last)):
            return None
        value = Decimal(digits)
        return _Amount(value, value, match.end(), len(digits) == 1 and not first, len(fraction), arabic=True)

    def _digits(self, first: bool, zero: bool) -> _Amount | None:
        at, run = self.at, []
        while at < self.size and self.text[at] in self.words.digits:
            run.append(self.words.digits[self.text[at]])
            at += 1
        low = Decimal(run[0])
        if len(run) == 2 and _neighbours(run) and (not first or self._unit_like(at)):
            return _Amount(low, Decimal(run[1]), at, single=True)
        if len(run) == 1 or (not first and not zero):
            return _Amount(low, low, self.at + 1, single=True)
        if "两" in self.text[self.at : at] or "俩" in self.text[self.at : at]:
            return None if first else _Amount(low, low, self.at + 1, single=True)
        if self.text[at : at + 1] in self.words.powers and self.text[at : at + 1]:  # 二零二四百: no number
            return _Amount(low, low, self.at + 1, single=True)
        value = Decimal("".join(map(str, run)))
        return _Amount(value, value, at)

    def _unit_like(self, at: int) -> bool:
        """两三百, 三五家: a number of two neighbours is rough when something countable follows."""
        following = self.text[at : at + 1]
        return following in self.words.powers or following in self.words.scales or following in self.words.countable

    def _unknown(self, char: str, first: bool) -> _Amount | None:
        """几百, 数十万, and 十几, 一百零几万, where what was said before counts and more."""
        following = self.text[self.at + 1 : self.at + 2]
        scaled = bool(following) and (following in self.words.powers or following in self.words.scales)
        if first:
            if char == "数" and not scaled:
                return None
            return _Amount(Decimal(2), Decimal(9), self.at + 1, single=True)
        if char == "数" and not scaled:
            return None
        self.more = True
        return _Amount(ZERO, ZERO, self.at + 1)

    def _scaled(self, low: Decimal, high: Decimal, limit: int, before: int) -> int:
        """Take the scale words behind a section; the limit for what may follow, -1 when the number ends here."""
        point = self._point(low, high)
        if point is not None:
            low, high = point
        scales = self._scale_words()
        if scales == 0 or (point is not None and self.parts):
            self.parts.append((low, high, 0))
            return -1
        if scales < 0:
            return -1
        if self.parts and scales == self.parts[-1][2] and low:  # 12万34万: two numbers
            self.at = before
            return -1
        if scales >= limit:
            while self.parts and self.parts[-1][2] < scales:
                smaller = self.parts.pop()
                low, high = low + smaller[0], high + smaller[1]
        self.parts.append((low * _TEN[scales], high * _TEN[scales], scales))
        return scales

    def _point(self, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal] | None:
        """三点五, 一百点123: digits behind a spoken point."""
        text, at = self.text, self.at
        if text[at : at + 1] not in self.words.point or not text[at : at + 1] or self.places:
            return None
        at, digits = at + 1, ""
        while at < self.size and (text[at] in self.words.digits or text[at] in "0123456789") and text[at] not in "两俩":
            digits += str(self.words.digits.get(text[at], text[at]))
            at += 1
        if not digits:
            return None
        self.at, self.places, self.chinese = at, len(digits), True
        fraction = Decimal(f"0.{digits}")
        return low + fraction, high + fraction

    def _scale_words(self) -> int:
        """The power of the scale words (万亿 is 12) and 余, 多 among them; 0 when there are none."""
        text, at, power = self.text, self.at, 0
        start = at
        while at < self.size:
            char = text[at]
            if char in self.words.scales:
                power += self.words.scales[char]
            elif char in self.words.more and text[at + 1 : at + 2] in self.words.scales and text[at + 1 : at + 2]:
                self.more = True
            elif char in self.words.powers and self.arabic and power and text[at + 1 : at + 2] in self.words.scales:
                power += self.words.powers[char]
            else:
                break
            at += 1
        if power >= 31:
            return -1
        if power:
            joined = self.scale and self.scale_at + 1 == start and not self.parts
            self.scale = (self.scale if joined else 0) + power
            self.scale_at = self.scale_at if joined else start
            self.at = at
            self.chinese |= not self.arabic
        return power

    def _finished(self) -> Numeral:
        low = sum((part[0] for part in self.parts), ZERO)
        high = sum((part[1] for part in self.parts), ZERO)
        closed = self.scale if self._closed() else 0
        script: Script = "mixed" if self.arabic else "chinese"
        words = self.scale_at if closed else self.at
        if low != high:
            return Numeral(self.at, None, None, closed, self.places, low, high, self.more, script, words)
        return Numeral(self.at, low, low / _TEN[closed], closed, self.places, None, None, self.more, script, words)

    def _closed(self) -> bool:
        """Whether the number ends in its scale words."""
        return bool(self.scale) and self.text[self.at - 1] not in self.words.digits and not self.text[self.at - 1].isdecimal()


def _neighbours(run: list[int]) -> bool:
    return run[0] > 0 and (run[1] == run[0] + 1 or run == [3, 5])
