"""A .txt article: which encoding, and its lines as paragraphs and headings. The decoded file is the text, unchanged."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.document import Block, Warning
from pipeline.core.errors import DocumentError
from pipeline.core.place import Span

# The commonest characters and marks of running Chinese, both scripts. A wrong decoding yields rare characters instead.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面方后多定行学法所民得经"
    "三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情最何务市场资股份司元万亿"
    "這國個為們來時發對動產種後經過說面進著電裡實體機當點從業應開還與關線內數質氣變條沒結問無係軍務場資萬億報較淨潤總據佔"
    "，。、；：！？（）《》“”‘’「」『』％％·—…　"
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LEGACY = ("gb18030", "big5", "cp950", "big5hkscs")
_SAMPLE = 200_000  # bytes that are enough to tell an encoding
_TOLERATED = 0.002  # share of characters that may be damaged before the file is no text
_FEW = 5  # ... or so many, in a short file
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_MARGIN = " \t\u3000\xa0\ufeff\u200b"
_SENTENCE_END = re.compile(r"[。！？!?；;：:，,、…\.][”’」』）)\"']*$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|0\d(?!\d)|\d{1,2}[、．.](?!\d)|第[一二三四五六七八九十]+[章节部])"
)
_META = re.compile(r"(?:发布时间|發佈時間|发布日期|时间|時間|日期|来源|來源|作者|记者|編輯|编辑)\s*[：:]")
_HEADING_LENGTH = 40
_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file. `text` has as many code points as the file, a byte order mark and every CR among them."""

    text: str
    encoding: str
    warnings: tuple[Warning, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a text file of unknown encoding: UTF-8 or UTF-16 by mark, UTF-8 by form, GB18030 or Big5 by what reads as Chinese.

    Raises DocumentError (not_text) for bytes that are no text in any of them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data, encoding)
    if _strict(data, "utf-8") is not None and b"\x00" not in data:
        return _checked(data, "utf-8")
    candidates = [*_LEGACY, "utf-16-le", "utf-16-be"] if b"\x00" in data or len(data) % 2 == 0 else list(_LEGACY)
    sample = data[:_SAMPLE]
    best = max(candidates, key=lambda encoding: (_plausible(data, sample, encoding), -candidates.index(encoding)))
    if _plausible(data, sample, best) > _damaged_utf8(sample):
        return _checked(data, best)
    return _checked(data, "utf-8")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(data: bytes, sample: bytes, encoding: str) -> float:
    """Share of common characters among all beyond ASCII; damaged bytes count against it, an impossible decoding is 0."""
    text = sample.decode(encoding, errors="replace")
    wide = [char for char in text if char >= "\x80"]
    odd = len(_CONTROL.findall(text))
    if not wide or (odd > max(_FEW, _TOLERATED * len(text)) and _strict(data, encoding) is None):
        return 0.0
    return max(0.0, (sum(char in _COMMON for char in wide) - 4 * odd) / len(wide))


def _damaged_utf8(sample: bytes) -> float:
    """The same measure for UTF-8 in which a few bytes are broken (a cut end, one bad byte)."""
    text = sample.decode("utf-8", errors="replace")
    wide = [char for char in text if char >= "\x80"]
    broken = text.count("\ufffd")
    return 0.0 if not wide or broken > max(_FEW, _TOLERATED * len(text)) else sum(c in _COMMON for c in wide) / len(wide)


def _checked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    damaged = len(_CONTROL.findall(text))
    if damaged > max(_FEW, _TOLERATED * len(text)):
        seen = f"{damaged} of {len(text)} characters cannot be text, read as {encoding}"
        raise DocumentError(seen, "text in UTF-8, GB18030, Big5 or UTF-16", "Save the file as UTF-8 text", "not_text")
    if not damaged:
        return Decoded(text, encoding)
    message = f"{damaged} characters could not be decoded as {encoding}; they stand as U+FFFD"
    return Decoded(text, encoding, (Warning("undecodable_bytes", message),))


def article_blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs and headings of an article: one block a line, wrapped lines joined, white space around them left out."""
    lines = list(_lines(text))
    width = max((len(line) for line in lines), default=0)
    title = next((line for line in lines if not _META.match(line.of(text))), None)
    blocks: list[Block] = []
    for order, line in enumerate(lines):
        level = _heading_level(line.of(text), is_first=line is title)
        if blocks and _continues(text, lines, order, width):
            blocks[-1] = Block("paragraph", Span(blocks[-1].span.start, line.end))
        else:
            blocks.append(Block("heading" if level else "paragraph", line, level=level))
    return tuple(blocks)


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip(_MARGIN))
        end = match.end() - (len(line) - len(line.rstrip(_MARGIN)))
        if start < end:
            yield Span(start, end)


def _heading_level(line: str, is_first: bool) -> int:
    """1 for a title on the first line, 2 for a short line without a full stop that bears a number, else 0."""
    if len(line) > (_TITLE_LENGTH if is_first else _HEADING_LENGTH) or _SENTENCE_END.search(line) or _META.match(line):
        return 0
    if is_first:
        return 1
    return 2 if _NUMBERED.match(line) else 0


def _continues(text: str, lines: list[Span], order: int, width: int) -> bool:
    """Whether a line goes on with the sentence of the line before: the file was wrapped at a fixed width.

    Said only where the line before is nearly as long as the longest, no line is long, and no blank line lies between.
    """
    before, here = lines[order - 1], lines[order]
    if not 20 <= width <= 60 or len(lines) < 4 or len(before) < width - 3:
        return False
    gap = text[before.end : here.start]
    return gap.count("\n") <= 1 and not _SENTENCE_END.search(before.of(text)) and "\u3000\u3000" not in gap
