"""Words: a spaCy language whose tokenizer is jieba's with our own dictionary, each number kept whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import rjieba
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.core.number import Number
from pipeline.core.place import Span
from pipeline.lexicon.fold import fold
from pipeline.lexicon.rows import Lexicon
from pipeline.lexicon.terms import TermFinder
from pipeline.segment.coinages import coined_names

_OWN_FILES = ("cues", "concepts", "userdict")
_PAIRS = frozenset({"我国", "中国", "全国", "按年", "按季", "按月", "按周"})
_FREQUENCY = 20_000  # above any pair of words that jieba's dictionary would cut one of ours into


class JiebaTokenizer:
    """spaCy's tokenizer over rjieba. Text is folded for the dictionary; tokens keep the characters as printed."""

    def __init__(self, vocab: Vocab, words: Iterable[str], names: Iterable[str] = ()) -> None:
        self.vocab = vocab
        self._jieba = rjieba.Jieba()
        self._own = "\n".join(words)
        for word in (*self._own.split("\n"), *names):
            self._jieba.add_word(word, _FREQUENCY, "n")

    def __call__(self, text: str) -> Doc:
        return self.with_whole(text, ())

    def with_whole(self, text: str, whole: Sequence[Span]) -> Doc:
        """Tokens of `text`, where each of the `whole` spans (sorted, apart) is one token."""
        folded = fold(text)
        words: list[str] = []
        done = 0
        for span in whole:
            words += self._cut(text, folded, done, span.start)
            words.append(text[span.start : span.end])
            done = span.end
        words += self._cut(text, folded, done, len(text))
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def knows(self, word: str) -> bool:
        """Whether the dictionary has a folded word, or one of ours has it as a part."""
        return bool(self._jieba.has_word(word)) or word in self._own

    def does(self, word: str, loosely: bool) -> bool:
        """Whether the dictionary calls a folded word a verb; loosely, also a verbal noun, an adjective or an adverb."""
        tags = self._jieba.tag(word)
        return len(tags) == 1 and (tags[0][1][:1] in ("v", "a", "d") if loosely else tags[0][1] == "v")

    def _cut(self, text: str, folded: str, start: int, end: int) -> list[str]:
        if start >= end:
            return []
        cuts = [a for _, a, _ in self._jieba.tokenize(folded[start:end])] + [end - start]
        for i in range(len(cuts) - 2):  # 我国新能源 holds no 国新能源, 按年增 no 年增
            pair = folded[start + cuts[i]] + folded[start + cuts[i + 1]]
            if cuts[i + 1] - cuts[i] == 1 and pair in _PAIRS:
                cuts[i + 1] += cuts[i + 2] - cuts[i + 1] > 1
        return [text[start + a : start + b] for a, b in pairwise(cuts)]


class Words:
    """Cuts sentences into words. Built once, called with one sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._language = spacy.blank("zh")
        own, names = _own_words(lexicon, _OWN_FILES), _own_words(lexicon, ("companies",))
        self._tokenizer = JiebaTokenizer(self._language.vocab, own, names)
        self._language.tokenizer = self._tokenizer
        self._phrases = TermFinder({word: word for word in _phrases(lexicon)})
        self._endings = frozenset(row.word for row in lexicon.rows("cues") if row.meaning == "org")

    def __call__(self, text: str, sentence: Span, numbers: Sequence[Span]) -> tuple[Span, ...]:
        """Tokens of a sentence of `text`, white space left out; offsets are those of `text`."""
        whole = [Span(span.start - sentence.start, span.end - sentence.start) for span in numbers]
        phrases = [Span(hit.start, hit.end) for hit in self._phrases(sentence.of(text))]
        whole = sorted([*whole, *(phrase for phrase in phrases if not any(phrase.overlaps(span) for span in whole))])
        doc = self._tokenizer.with_whole(sentence.of(text), whole)
        offset = sentence.start
        return tuple(Span(offset + t.idx, offset + t.idx + len(t)) for t in doc if not t.is_space)

    def names(self, text: str, sentences: Iterable[Sequence[Span]], numbers: Iterable[Number]) -> tuple[str, ...]:
        """The words that a text coins and repeats, as printed, most frequent first."""
        timed = {number.span for number in numbers if len(number.text) > 2 or number.text.isdecimal()}
        words = [[token for token in tokens if token not in timed] for tokens in sentences]
        return coined_names(text, words, self._tokenizer.knows, self._tokenizer.does, self._endings)


def _phrases(lexicon: Lexicon) -> Iterator[str]:
    """Things measured whose names hold marks, which jieba always cuts at: 物业、厂房及设备."""
    for row in lexicon.rows("concepts"):
        if not row.word.isascii() and any(not char.isalnum() for char in row.word):
            yield row.word


def _own_words(lexicon: Lexicon, files: Sequence[str]) -> Iterator[str]:
    """Words of our lexicons that jieba must not cut. Single characters and English are its own business."""
    for name in files:
        for row in lexicon.rows(name) if name in lexicon.files else ():
            if len(row.word) > 1 and not row.word.isascii():
                yield fold(row.word)


def tile(text: str, sentence: Span, tokens: Sequence[Span]) -> bool:
    """Whether tokens cover a sentence but for white space, without overlap: what `Sentence.tokens` promises."""
    edges = [sentence.start, *(edge for token in tokens for edge in (token.start, token.end)), sentence.end]
    gaps = [text[a:b] for a, b in list(pairwise(edges))[::2]]
    return edges == sorted(edges) and not any(gap.strip() for gap in gaps)
