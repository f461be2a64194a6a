"""What is measured: the smallest full noun phrase next to the figure, in the document's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.lead import Lead
from pipeline.extract.line import Token, words_of
from pipeline.extract.resolve.grown import before_time, share_grew
from pipeline.extract.resolve.items import LIST_MARKS, listed_labels
from pipeline.extract.resolve.part import LEVELS, measures, numerator, of_topic, ranked
from pipeline.extract.resolve.plain import plain
from pipeline.extract.resolve.price import share_price
from pipeline.extract.resolve.who import listed_name
from pipeline.extract.spot import Found, Spot, Story

_CURRENCY = re.compile(r"^[A-Z]{3}")
_STAKES = frozenset({"权益", "股权", "股份", "表决权", "投票权"})
_SUMS = frozenset({"总额", "合计", "总计", "金额", "总数", "数量", "总量", "规模", "余额", "净额"})
_PLACED = re.compile(r"(?:均|已|多年|分别)*(?:位|排)?(?:列|居)(?:世界|全国|全球|国内|行业|业内|世界各国)?(?:前)?$")
_BOOKED = re.compile(r"(?:账面(?:余额|价值|净值|原值|值)|原值|净值|净额)$")
_USED = re.compile(r"\s*(?:将|將|拟|擬)?(?:用于|用於|用作)(?P<use>[^，。；、,;（）()\n]{2,40})")
_PARTS = re.compile(r"(?:业务|板块|分部|事业部|产品|地区|区域|市场|渠道|系列|模式|器|机|器件|材料|设备|芯片|组件|电池|药)$")
_RAISED = frozenset({"GrossProceeds", "NetProceeds", "FundingRaised"})
_SPENT = frozenset({"投入", "支出", "投资", "开支", "费用"})
_RESPECT = re.compile(r"(?:^|[。；;\s])(?P<field>[\u4e00-\u9fff]{2,6})方面[，,]")


class MetricResolver:
    """Reads the label of a group: from its lead, else from its tail, else the topic that the text goes on about."""

    def __call__(self, spot: Spot, story: Story) -> Found[str]:
        """One label for each figure. `source` is lead, tail or topic; "" where there is none."""
        size = len(spot.group.members)
        if listed_name(spot, story):
            return Found((story.full or "持股比例",) * size, "topic", "one of a list of holders")
        if spot.group.inside and story.label and (_same_again(spot) or not spot.lead.noun):
            return Found((story.full or story.label,) * size, "topic", "the same amount again")
        priced = share_price(spot)
        if priced:
            return Found((priced,) * size, "lead", "share price")
        if use := _use(spot):
            return Found((use,) * size, "lead", "what the money is used for")
        tail = self._tail(spot)
        if tail and self._tail_wins(spot, tail):
            return Found((self._with_verb(spot, tail),) * size, "tail", "figure before its noun")
        noun = () if _of_base(spot) else spot.lead.noun
        if items := listed_labels(spot, story):
            return Found(items, "lead", "list aligned one to one")
        label = self._label(spot, story, noun)
        if label:
            return Found((label,) * size, "lead", "noun before the figure")
        if tail:
            return Found((self._with_verb(spot, tail),) * size, "tail", "figure before its noun")
        if not noun and story.full and spot.lead.deciding is not None and spot.lead.deciding.has("to"):
            return Found((story.full,) * size, "topic", "what it came to")
        verb = self._verb(spot) or _paid_for(spot)
        if verb in _SPENT and (whole := _in_respect(spot, verb)):
            return Found((whole,) * size, "lead", "verb in respect of what the sentence opens with")
        if not verb and not story.label and (opening := _risen(spot)):
            return Found((opening,) * size, "topic", "subject of the clause before")
        if share_grew(spot, story):
            return Found((story.full,) * size, "topic", "the share grew")
        if story.label and not _paid_for(spot) and not (verb and self._anew(spot, story)):
            return Found((story.label,) * size, "topic", "goes on about the topic")
        return Found((verb,) * size, "lead" if verb else "", "verb before the figure" if verb else "")

    def _label(self, spot: Spot, story: Story, noun: Sequence[Token]) -> str:
        """The phrase before the figure, completed from the topic where it is half of one: 占…, 复合增长率, 云端服务仅占."""
        words = plain(words_of(noun, spot.text))
        if noun and (giver := self._contributed(spot)):
            return giver + words
        if noun and _is_part_of(spot) and story.label:
            return f"{story.label}占{words}"
        if not noun:
            return self._bare_share(spot, story) or self._rank(spot, "")
        if spot.lead.deciding is not None and spot.lead.deciding.has("rank"):
            return self._rank(spot, words)
        if spot.unit == "rank" and _PLACED.search(words):
            return (_PLACED.sub("", words) or ranked(spot) or story.label) + "排名"
        if spot.unit == "ratio" and spot.lead.deciding is not None and spot.lead.deciding.cues.get("share") == "of":
            return words + (story.share or "占比")
        if _bare_stake(spot, noun):
            return words + spot.group.tail[0].text
        if noun[0].cues.get("share") == "of" and not _own_part(spot.lead):
            whose = numerator(spot) or story.label
            return f"{whose}{words}" if whose and "占" not in whose else words
        if len(noun) == 1 and noun[-1].has("rate", "cagr") and (head := before_time(spot) or story.label):
            return head if head.endswith(words) else head + words
        if whole := _completed(spot, story, noun, words):
            return whole
        if part := of_topic(spot, story, noun):
            return part
        if _of_another(spot, story, noun):
            return plain(words_of(noun[-1:], spot.text))
        if len(noun) == 1 and noun[0].text in ("占比", "比例", "比重") and story.label:
            return story.label if story.label.endswith(words) else story.label + words
        return words

    def _contributed(self, spot: Spot) -> str:
        """前五名客户合计贡献收入2亿元, 照明业务实现收入3亿元: the income of whoever brings it, not of all."""
        edge = spot.lead.edge
        if edge is None or edge.text not in ("贡献", "带来", "实现", "录得"):
            return ""
        giver = [token for token in spot.lead.before[:-1] if token.kind != "time"]
        while giver and (giver[-1].has("skip") or giver[-1].kind == "mark"):
            giver.pop()
        if not giver and edge.text in ("贡献", "带来"):
            giver = _opening(spot)
        if not giver or any(token.kind in ("entity", "mark", "figure") or token.has("self") for token in giver):
            return ""
        if edge.text in ("实现", "录得") and not _PARTS.search(giver[-1].text):
            return ""  # 江城股份实现收入: who it is, not what part
        return plain(words_of(giver, spot.text))

    def _bare_share(self, spot: Spot, story: Story) -> str:
        deciding = spot.lead.deciding
        if deciding is None or deciding.cues.get("share") != "of":
            return ""
        if spot.group.tail and spot.group.tail[0].text in _STAKES:
            return spot.group.tail[0].text
        return f"{story.label}占比" if story.label and not story.share else story.share

    def _rank(self, spot: Spot, words: str) -> str:
        deciding = spot.lead.deciding
        if deciding is None or not deciding.has("rank"):
            return ""
        words = _PLACED.sub("", words) or words
        return words if words.endswith(("排名", "排行")) else f"{words}排名"

    def _verb(self, spot: Spot) -> str:
        """募资12亿元: the verb itself, and what it is done to, is all that the text says."""
        found = spot.lead.nearest("act")
        if found is None:
            return ""
        behind = self._object(spot)
        planned = next((token.text for token in spot.lead.links if token.text in ("拟", "计划")), "")
        thing = plain(words_of(behind, spot.text)) or ("股份" if spot.unit == "股" else "")
        return planned + (found.cues["act"] or spot.text[found.start : found.end]) + thing

    def _object(self, spot: Spot) -> list[Token]:
        """What a verb behind the amount is about: 拟用3亿元投资建设甲工程及配套项目."""
        end = spot.group.members[-1].end
        behind: list[Token] = []
        for token in spot.line.tokens:
            if token.start < end:
                continue
            joins = token.text in LIST_MARKS or token.kind == "other"
            if (token.kind in ("mark", "time", "figure") and not joins) or token.end - end > 36:
                break
            if token.has("stop", "level") and not token.has("act") and not joins:
                break
            behind.append(token)
        while behind and behind[-1].text in LIST_MARKS:
            behind.pop()
        return behind

    def _anew(self, spot: Spot, story: Story) -> bool:
        """Whether a verb starts another topic: it shares no character with the one that holds, and has a subject of its own."""
        if story.label.endswith(("价", "價")) and spot.unit == "股":
            return True  # 以每股12元配售5200万股
        deciding = spot.lead.deciding
        acts = deciding is not None and deciding.has("act")
        verb = deciding.text if acts and deciding is not None else ""
        subject = any(token.kind == "entity" for token in spot.group.lead)
        return not set(verb) & set(story.label) and (acts or subject or not story.label)

    def _with_verb(self, spot: Spot, tail: Sequence[Token]) -> str:
        """公开发行5320万股新股 is about 公开发行新股."""
        verb = spot.lead.nearest("act")
        words = plain(words_of(tail, spot.text))
        if verb is None or spot.lead.noun or spot.group.tail[0].text == "的":
            return words
        return spot.text[verb.start : verb.end] + words

    def _tail(self, spot: Spot) -> tuple[Token, ...]:
        """The noun phrase right behind the last figure of the group."""
        tokens = list(spot.group.tail)
        linked = bool(tokens) and tokens[0].text == "的"
        if linked:
            tokens = tokens[1:]
        phrase: list[Token] = []
        for index, token in enumerate(tokens):
            names = linked and not phrase and token.has("act") and any(measures(after) for after in tokens[index + 1 : index + 3])
            if not (names or _in_tail(token)) or (linked and phrase and token.has("act")):
                break  # 20%的税率缴纳所得税
            phrase.append(token)
            if spot.unit == "ratio" and _closes(token):
                break
        while phrase and phrase[-1].text in ("的", "了", "之", *LIST_MARKS):
            phrase.pop()
        if not phrase or (not linked and _CURRENCY.match(spot.unit) and phrase[-1].concept is None):
            return ()
        return tuple(phrase)

    def _tail_wins(self, spot: Spot, tail: Sequence[Token]) -> bool:
        """44亿元的研发投入, 服务1.2万家企业客户: a count or an attribute in front of its noun, unless the lead measures too."""
        deciding = spot.lead.deciding
        if tail[0].has("move", "base"):
            return False
        linked = spot.group.tail[0].text == "的"
        counted = not _CURRENCY.match(spot.unit) and spot.unit not in ("ratio", "pp", "times", "rank", "")
        if not spot.lead.noun:
            return linked or counted or (tail[-1].concept is not None and (deciding is None or deciding.has("act")))
        if linked and deciding is None and not any(measures(token) for token in spot.lead.noun):
            return True
        if linked:
            return tail[-1].concept is not None and (deciding is None or deciding.cues.get("share") != "of")
        return counted and not _copula(spot.lead)


def _of_another(spot: Spot, story: Story, noun: Sequence[Token]) -> bool:
    """甲公司的目标价…，乙某的目标价…: the same again, of somebody whose name no list knows."""
    if len(noun) < 3 or noun[-2].text != "的" or noun[-1].concept is None or _PARTS.search(noun[-3].text):
        return False
    same = bool(story.noun) and story.noun[-1].text == noun[-1].text and story.noun[0].start >= spot.line.tokens[0].start
    return same and not any(measures(token) for token in noun[:-2])


def _completed(spot: Spot, story: Story, noun: Sequence[Token], words: str) -> str:
    """金额, 账面余额, 投入 alone are half a name: completed from the words before, the topic, or 研发方面，…."""
    if _BOOKED.fullmatch(words) and (base := _BOOKED.sub("", story.label)):
        return base + words
    if len(noun) != 1:
        return ""
    if noun[0].text in _SUMS and (done := _done_before(spot, noun[0])):
        return done + words
    if noun[0].text in _SUMS and story.label:
        return story.label if story.label.endswith(words) else story.label + words
    return _in_respect(spot, words) if noun[0].text in _SPENT else ""


def _in_respect(spot: Spot, words: str) -> str:
    """研发方面，公司累计投入…: what the sentence opens with says of which."""
    respect = _RESPECT.search(spot.text, max(0, spot.line.tokens[0].start - 1), spot.first.start)
    return respect["field"] + words if respect is not None else ""


def _done_before(spot: Spot, sum_: Token) -> str:
    """向前五名客户销售的金额: the verb and its object in front of 的."""
    before = list(spot.lead.before)
    if not before or spot.text[before[-1].end : sum_.start] != "的" or not before[-1].has("act", "stop"):
        return ""
    phrase: list[Token] = []
    for token in reversed(before):
        if token.kind in ("time", "figure", "entity", "mark") or token.has("self"):
            break
        phrase.append(token)
    return plain(words_of(tuple(reversed(phrase)), spot.text)) + "的"


def _paid_for(spot: Spot) -> str:
    """以6300万元收购…: the price of what is done."""
    edge, tail = spot.lead.edge, spot.group.tail
    given = edge is not None and edge.text in ("以", "用", "作价")
    return tail[0].text if given and tail and tail[0].has("act") else ""


def _opening(spot: Spot) -> list[Token]:
    """The words that open the clause before, up to its verb: 电池业务仍是第一大业务，…."""
    start = spot.group.lead[0].start if spot.group.lead else spot.first.start
    before = [token for token in spot.line.tokens if token.start < start]
    while before and before[-1].kind == "mark":
        before.pop()
    cut = max((i + 1 for i, token in enumerate(before) if token.kind == "mark" and token.text in "，,；;。"), default=0)
    words: list[Token] = []
    for token in before[cut:]:
        if token.has("level", "skip", "stop", "move", "to", "from"):
            break
        words.append(token)
    return words


def _bare_stake(spot: Spot, noun: Sequence[Token]) -> bool:
    """转让剩余17%股份: what is done stands in front, its noun behind."""
    tail = spot.group.tail
    named = noun[-1].concept is not None or noun[-1].text in _STAKES or noun[-1].has("share", "rate")
    part = noun[0].cues.get("share") == "of"
    done = spot.unit == "ratio" and not named and spot.lead.deciding is None
    return bool(tail) and tail[0].text in _STAKES and (part or done)


def _use(spot: Spot) -> str:
    """2亿元用于补充流动资金: what the money is for."""
    end = spot.group.members[-1].end
    match = _USED.match(spot.text, end, end + 60) if _CURRENCY.match(spot.unit) else None
    if match is None:
        return ""
    known = spot.lead.noun and spot.lead.noun[-1].concept is not None and spot.lead.noun[-1].concept.concept not in _RAISED
    return "" if known else plain(match["use"])


def _of_base(spot: Spot) -> bool:
    """较2月134.89点低位升9%: the noun is the base's, what rose stands before it."""
    noun, link = spot.lead.noun, spot.lead.deciding
    return bool(noun) and noun[-1].text in LEVELS and link is not None and link.has("move")


def _risen(spot: Spot) -> str:
    """全球芯片市场整体规模呈上升趋势，由甲升至乙: what rose stands in the clause before."""
    if not any(token.has("from", "to") for token in spot.group.lead):
        return ""
    words = _opening(spot)
    while words and words[-1].text in ("的", "整体", "总体"):
        words.pop()
    return "" if any(token.kind != "word" or token.has("self") for token in words) else plain(words_of(words, spot.text))


def _closes(token: Token) -> bool:
    """39%股权的交易价格, 10%的税率征收所得税: a stake or a rate is all that a percentage is of."""
    return token.text in _STAKES or (token.concept is not None and token.concept.unit_kind == "ratio")


def _in_tail(token: Token) -> bool:
    if token.kind in ("mark", "time", "figure", "other"):
        return token.text in '“「《"'
    if token.concept is not None or token.text in ("的", "和", "及", "与"):
        return True
    return not token.has(
        "stop", "level", "to", "from", "base", "against", "part", "modality", "said", "move", "share", "skip", "rank"
    )


def _own_part(lead: Lead) -> bool:
    """Whether the share phrase has its numerator in front of 占."""
    return bool(lead.noun) and lead.noun[0].cues.get("share") != "of"


def _same_again(spot: Spot) -> bool:
    """（相当于约人民币5亿元）: the figure before in another currency."""
    return bool(spot.group.lead) and spot.group.lead[0].text in ("相当于", "约合", "折合", "即", "约", "折")


def _is_part_of(spot: Spot) -> bool:
    """为发行数量的70%: a percentage of an amount that is not named 占."""
    lead, head = spot.group.lead, spot.lead.noun[-1]
    amount = head.concept is not None and head.concept.unit_kind in ("money", "count", "volume", "shares")
    joined = spot.lead.noun[0].cues.get("share") != "of" and not any(t.cues.get("share") for t in spot.lead.noun)
    edge = spot.lead.edge
    equated = edge is not None and edge.text in ("为", "是", "仅为", "约为", "占", "相当于")
    return spot.unit == "ratio" and lead[-1].text == "的" and amount and joined and equated


def _copula(lead: Lead) -> bool:
    """门店数为300个: the verb equates noun and figure."""
    link = lead.deciding
    return link is not None and link.has("level", "to") and not link.has("act")
