"""What a figure's words say it measures, in a form in which two documents can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.lexicon.terms import Hit, TermFinder

Fit = Literal["same", "finer", "coarser", "other"]

_NUMBERING = re.compile(
    r"(?:^|(?<=[>|\s]))(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、](?!\d))"
)
_BRACKETS = re.compile(r"[(（][^()（）]*(?:列|填|元|股|%|％|吨|注|币|附注|倍|次|计量)[^()（）]*[)）]")
_AXIS = re.compile(
    r"(?:主营业务)?分(?:产品|行业|地区|区域|业务|销售模式|模式|渠道|客户|品种|部|季度|档次|类型)(?:情况)?(?=[>|\s]|$)"
    r"|(?:^|(?<=[>|\s]))按[^>|\s]{1,8}?(?:划分|分类|分部|构成|$|(?=[>|\s]))"
)
_BREAKS = re.compile(r"[\s>|:：,，;；、/／()（）\[\]“”\"'《》\d.%％·—－-]+")
_DATE = re.compile(
    r"\d{2,4}年(?:度|末|底|初)?(?:\d{1,2}[-至]?\d{0,2}月(?:\d{1,2}日)?)?|\d{1,2}[-至]\d{1,2}月|前?[一二三四]季度?末?"
)
_MAIN = {"Revenue": "RevenueMain", "CostOfSales": "CostMain", "GrossMargin": "GrossMarginMain", "GrossProfit": "GrossProfitMain"}
# 前五名, 五大, 第一大: whose they are says the noun; of how many, the value.
_FIRST_FIVE = re.compile(
    r"(?:前|首)?(?:五|5|十)(?:名|大|家)(?=客|供)|前(?:五|5)(?:名|大|家)|(?:第一大|最大)(?:客户|供应商)(?=[^占采销的])"
)

_ENDS = "的在为和与及较比年末占等由向从至了是有达按每"
_OF = re.compile(r"占|佔|对|與|与")


@dataclass(frozen=True, slots=True)
class Meaning:
    """measure    id of config/lexicon/measures.csv, or "" where no word of it is there
    parts       the words that narrow it, each squashed: {直销}; empty for the whole company
    whole       of a share: the words after 占
    word        which word named the measure; "" where only the concept did
    """

    measure: str
    parts: frozenset[str]
    whole: str = ""
    word: str = ""

    def fits(self, other: Meaning) -> Fit:
        """How the parts of another figure stand to mine: finer when it has more of them."""
        missing = [part for part in self.parts if not any(_same(part, one) for one in other.parts)]
        extra = [part for part in other.parts if not any(_same(part, one) for one in self.parts)]
        if missing and all(any(part in one for one in extra) for part in missing):
            return "finer"
        if missing:
            return "other" if extra else "coarser"
        return "finer" if extra else "same"


_NAMED = 4
# 客户A is not all 客户.
_KINDS = frozenset({"客户", "供应商", "股东", "员工", "研发"})
# 其他系列酒 is 系列酒 with a word more; 茅草酒销售有限公司 is something else than 茅草酒.
_WORD_MORE = 2


_LEGAL = re.compile(r"(?:集团|控股)?(?:股份|有限|责任)*公司$")


def _same(one: str, other: str) -> bool:
    """Equal, one in the other with a word more, or abridged: 系列酒车间 for 系列酒制酒车间. One character proves nothing."""
    short, long = sorted((_LEGAL.sub("", one) or one, _LEGAL.sub("", other) or other), key=len)
    if len(short) >= _NAMED and long.startswith(short) and any(_LEGAL.search(name) for name in (one, other)):
        return True  # 江州星河 for 江州星河机电(东海)有限公司
    if short == long or short in _KINDS:
        return short == long
    contained = len(short) >= 2 and short in long and len(long) - len(short) <= _WORD_MORE
    return contained or abridges(short, long)


def abridges(short: str, long: str) -> bool:
    """Chinese shortens by leaving characters out: of three or more, in order, from the first on to the last."""
    if len(short) < 3 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_rate_of(words: str, hit: Hit[str]) -> bool:
    """分红 in 分红率 is no amount."""
    return (
        not hit.word.endswith("率")
        and words[hit.end : hit.end + 1] in ("率", "比")
        and words[hit.end : hit.end + 2] not in _NO_RATE
    )


_NO_RATE = ("比上", "比增", "比减", "比重", "比例", "比较")


_COSTS = ("Cost", "Costs", "Expense", "Tax", "Loss", "Dividend", "CapitalExpenditure", "Spending")
_COST_WORDS = ("成本", "费用", "費用", "开支", "開支", "支出", "损失", "虧損", "亏损")


def is_cost(measure: str) -> bool:
    """Expenses, by measure or by a metric's last word, are printed with a minus or without one; profits and balances never so."""
    return measure.startswith(_COSTS) or measure.endswith((*_COSTS, *_COST_WORDS))


class MeaningReader:
    """Reads metric words into a Meaning. Built once, called with the words and the concept that extract found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._measures = TermFinder(lexicon.meanings("measures"))
        self._neutral = TermFinder(lexicon.meanings("neutral_words"))
        self._memory: dict[tuple[str, str, str], Meaning] = {}

    def __call__(self, metric: str, concept: str, role: str = "level") -> Meaning:
        """`concept` serves where the words hold no measure of the lexicon."""
        key = (metric, concept, role)
        if key not in self._memory:
            if len(self._memory) > 200_000:
                self._memory.clear()
            self._memory[key] = self._read(fold(metric), concept, role)
        return self._memory[key]

    def _read(self, words: str, concept: str, role: str) -> Meaning:
        words = _DATE.sub(" ", _FIRST_FIVE.sub(" ", _AXIS.sub(" ", _BRACKETS.sub(" ", _NUMBERING.sub(" ", words)))))
        whole = ""
        if role == "share" and (match := _OF.search(words)) is not None:
            words, whole = words[: match.start()], words[match.end() :]
        measure = word = ""
        hits = [hit for hit in self._measures(words) if not _is_rate_of(words, hit)]
        if hits:
            # Chinese puts what is measured last, English first: listing expenses based on the Offer Price.
            head = hits[0] if words.isascii() else hits[-1]
            measure, word = head.item, head.word
            words = words[: head.start] + " " + words[head.end :]
            if "主营业务" in words:
                measure = _MAIN.get(measure, measure)
        elif concept:
            measure = concept
        return Meaning(measure, self._parts(words), whole, word)

    def _parts(self, words: str) -> frozenset[str]:
        pieces: list[str] = []
        last = 0
        for hit in self._neutral(words):
            if hit.item == "keep":
                continue
            pieces.append(words[last : hit.start])
            # A subtotal is a part of something; a total is the whole of what else the words name.
            pieces.append("小计" if hit.item == "subtotal" else "")
            last = hit.end
        pieces.append(words[last:])
        tokens = {token.strip(_ENDS) for piece in pieces for token in _BREAKS.split(piece)}
        return frozenset(token for token in tokens if len(token) > 1)
