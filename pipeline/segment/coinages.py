"""Words that a text coins and repeats: in a news article mostly the names of companies and products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.core.place import Span
from pipeline.lexicon.fold import fold

_CUTS = frozenset(
    "的了在是和与及为将从由对向就都也还不有到至这那其以被把让给个某并而且但额率量涨跌升降增减只会每年据称说内外期季盘"
)
_COUNTED = frozenset("零〇一二三四五六七八九十百千万亿两半年月日季周时分初末底第")  # a word of nothing else is a number or a time
_NO_NAME_END = frozenset("季期价税费款股债值比月日年")  # 次季, 吨价, 含税: no company is called so
_LOOSE = frozenset({"股份", "投资", "基金", "资本", "信息"})  # words that verbs take too: 配售股份
_TELLS = 3  # tokens: a name of two words and what is told of it
_TOLD_OF = frozenset([
     "公告", "发布", "披露", "公布", "宣布", "表示", "称", "实现", "拟", "预计", "近日", "日前", "昨日", "今日",
     "昨晚", "今晚", "晚间", "去年", "今年", "多年", "多年来", "连续", "目前", "已", "将", "在", "于", "是", "主要",
    "成立", "方面", "股价", "收报", "上市", "计划", "完成", "获", "累计", "亦",
])  # fmt: skip
_OPENS = frozenset('，。；：、！？,;:!?（(“"「《\n')


def coined_names(
    text: str,
    sentences: Iterable[Sequence[Span]],
    in_dictionary: Callable[[str], bool],
    does: Callable[[str, bool], bool],
    endings: frozenset[str],
) -> tuple[str, ...]:
    """Names as printed, most frequent first: repeated words that no dictionary has, joined with what always follows them.

    sentences      tokens of each sentence, offsets into `text`
    in_dictionary  whether a folded word is an ordinary one
    does           whether a folded word is a verb, or, asked loosely, may be one: 带动 and 电力, 发行 and 股份 make no name
    endings        words that end a company's name: 股份, 科技, 集团
    """
    single: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    printed: dict[str, str] = {}
    held = [list(tokens) for tokens in sentences]
    for tokens in held:
        words = [fold(token.of(text)) for token in tokens]
        for word, token in zip(words, tokens, strict=True):
            single[word] += 1
            opening[word] += token.start == 0 or text[token.start - 1] in _OPENS or text[token.start - 1].isspace()
            printed.setdefault(word, token.of(text))
        for (first, a), (second, b) in pairwise(zip(words, tokens, strict=True)):
            if a.end == b.start:
                pairs[first, second] += 1
                printed.setdefault(first + second, text[a.start : b.end])
    names = dict.fromkeys(_opening_names(text, held, in_dictionary), 1)
    for (first, second), count in pairs.items():
        named = _names(first, second, in_dictionary, endings) and not does(first, second in _LOOSE)
        if count >= 2 and named and count >= 0.5 * single[first]:
            names[first + second] = count
    for word, count in single.items():
        if (
            count >= 2
            and _strange(word, in_dictionary)
            and opening[word] >= max(1, 0.2 * count)
            and not any(word in name for name in names)
        ):
            names[word] = count
    return tuple(printed[name] for name in sorted(names, key=lambda name: (-names[name], name)))


def _opening_names(text: str, sentences: Iterable[Sequence[Span]], in_dictionary: Callable[[str], bool]) -> Iterator[str]:
    """宜川生活多年来…: a strange word that opens a paragraph, or it and the word behind it, before what is told of it."""
    for tokens in sentences:
        if len(tokens) < _TELLS or not (tokens[0].start == 0 or text[tokens[0].start - 1] == "\n"):
            continue
        first, second, third = (fold(token.of(text)) for token in tokens[:_TELLS])
        if not _strange(first, in_dictionary) or tokens[0].end != tokens[1].start:
            continue
        if second in _TOLD_OF and len(first) in (3, 4):
            yield first
        elif third in _TOLD_OF and len(first) == len(second) == 2 and not _CUTS.intersection(second):
            yield first + second


def _names(first: str, second: str, in_dictionary: Callable[[str], bool], endings: frozenset[str]) -> bool:
    if _CUTS.intersection(first + second) or not (first + second).isalnum() or (first + second).isdecimal():
        return False
    if second in endings:
        return len(first) >= 2
    return len(first) >= 2 and len(second) >= 2 and _strange(first, in_dictionary) and _strange(second, in_dictionary)


def _strange(word: str, in_dictionary: Callable[[str], bool]) -> bool:
    """Whether a word looks like a name: Chinese that the dictionary lacks, or a capitalised foreign word."""
    if not 2 <= len(word) <= 10 or _CUTS.intersection(word) or any(char.isdecimal() for char in word):
        return False
    if word.isascii():
        return word.isalpha() and word[0].isupper() and len(word) >= 4
    if word[-1] in _NO_NAME_END or _COUNTED.issuperset(word):
        return False
    return all("\u4e00" <= char <= "\u9fff" for char in word) and not in_dictionary(word)
