"""Whom a figure is about: the subject of its clause, of its sentence, of the paragraph, of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.line import Token, words_of
from pipeline.extract.names import SURNAMES
from pipeline.extract.resolve.field import (
    carried_field,
    company_before,
    company_opening,
    opening_field,
    opening_noun,
    sells_there,
)
from pipeline.extract.resolve.many import MARKET, PREPOSITIONS, clauses, collective, counted_firms, of_many
from pipeline.extract.spot import Found, Spot, Story
from pipeline.lexicon.fold import fold

_MARKET_NOUN = re.compile(
    r"^(?P<whole>.*?(?:市场|行业|领域|产业|赛道))(?:的)?(?:总|整体)?(?:规模|容量|空间|总额|总量|渗透率|增速)"
)
_THAT = frozenset({"该公司", "其", "该企业", "该厂", "该集团", "该行"})
_NUMBERED = re.compile(r"^[表图]|.*\d")
_PRICES = frozenset({"目标价", "股价", "市值", "评级", "收市价", "收盘价"})
_LONGEST = 10  # characters of a short name
_OWN_KINDS = frozenset({"上市", "控股", "参股", "全资", "旗下", "关联", "孙子"})  # 上市公司 is the company itself
_GOVERNS = re.compile(r"[占约为给对向与和及在将把使令由从]")  # 约占公司…: the word in front is none of its name
_TARGETS = frozenset({"标的", "目标", "被投资", "被收购"})
_ADVERBS = frozenset(
    [
        "目前",
        "同时",
        "因此",
        "随着",
        "此外",
        "另外",
        "由于",
        "虽然",
        "尽管",
        "如果",
        "不过",
        "未来",
        "过去",
        "整个",
        "使得",
        "意味着",
    ]
)
_AMONG = frozenset({"、", "和", "及"})
_INTRODUCES = frozenset({"为", "是", "包括", "由", "有", ":", "：", "分别", "分别为"})
_OWNERS = re.compile(r"股东|股東|股权结构|股權結構|股本结构|持股|出资比例|出资结构")
_PERSON = re.compile(f"[{SURNAMES}][\u4e00-\u9fff]{{2}}")
_UNITS = frozenset(
    [
        "业务",
        "数据",
        "统计",
        "显示",
        "Choice",
        "资讯",
        "板块",
        "分部",
        "事业部",
        "产品",
        "市场",
        "行业",
        "平台",
        "领域",
        "赛道",
        "概念",
        "产业",
        "类",
        "等",
        "、",
        "等等",
        "系列",
        "品牌",
        "项目",
        "模式",
        "技术",
    ]
)
_TITLES = re.compile(r"(?:人|长|官|员|师|总|裁|理|记者|家|CEO|CFO|先生|女士|教授|博士)$")
_HOLDING = frozenset({"持有", "合计持有", "直接持有", "间接持有", "共持有", "合共持有"})


class WhoResolver:
    """Reads the entity of a group. `source` says how far it had to look."""

    def __call__(self, spot: Spot, story: Story, label: str) -> Found[str]:
        """One entity for each figure, "" where nobody is named."""
        size = len(spot.group.members)
        market = self._market(label)
        if market:
            return Found((market,) * size, "sentence", "the market that is measured")
        held = listed_name(spot, story)
        if held:
            return Found((held,) * size, "sentence", "one of a list of holders")
        coded = next(
            (token for token in reversed(spot.group.lead) if token.kind == "entity" and token.name in spot.cast.coded), None
        )
        if coded is not None:
            return Found((coded.name,) * size, "sentence", "name with its stock code before the figure")
        part = self._part(spot)
        if part:
            return Found((part,) * size, "sentence", "a part of a market")
        rank = self._ranked(spot)
        if rank:
            return Found((rank,) * size, "sentence", "the field that is ranked")
        told = _ranked_after(spot)
        if told:
            return Found((told,) * size, "sentence", "who is said to rank so")
        listed = self._listed(spot, size)
        if listed:
            return Found(listed, "sentence", "names and figures one to one")
        owner = _owner(spot) if spot.cast.is_news else ""
        if owner:
            return Found((owner,) * size, "sentence", f"subject {owner}")
        subject = self._subject(spot)
        holder, held_at = self._holder(spot)
        if holder and (subject is None or held_at >= subject.start):
            return Found((holder,) * size, "sentence", "who holds")
        if subject is not None:
            name = subject.name or _called(spot, subject) or self._antecedent(spot, subject) or self._that(spot, story, subject)
            name = name or (story.subject if spot.cast.is_news else "")
            name = name or spot.cast.protagonist
            return Found((name,) * size, "sentence" if subject.name else "document", f"subject {subject.text}")
        unnamed = self._unnamed(spot, story)
        if unnamed is not None:
            return Found((unnamed[0],) * size, "sentence" if unnamed[0] else "", unnamed[1])
        if spot.cast.is_news and story.subject:
            return Found((story.subject,) * size, "previous_sentence", "subject of the text before")
        if story.headed:
            return Found((story.headed,) * size, "previous_sentence", "the company that the paragraph begins with")
        protagonist = spot.cast.protagonist
        return Found(
            (protagonist,) * size, "document" if protagonist else "", "whom the document is about" if protagonist else ""
        )

    def _subject(self, spot: Spot) -> Token | None:
        """The nearest clause's first name, or self name, that no preposition governs."""
        for clause in reversed(clauses(spot.before)):
            for index, token in enumerate(clause):
                if token.cues.get("share") == "of":
                    break  # 占公司总股本的…: behind 占 stands the whole, not the subject
                if (
                    (token.kind == "entity" or token.has("self"))
                    and _may_be_subject(clause, index)
                    and not of_many(clause, index)
                ):
                    return _apposed(clause, index) or token
        return None

    def _unnamed(self, spot: Spot, story: Story) -> tuple[str, str] | None:
        """Whom a sentence without a name or self name is about, and by which rule; None for the document's own company."""
        for rule, name in (
            ("the field that is measured", self._field(spot, story)),
            ("companies counted", counted_firms(spot)),
            ("collective subject", collective(spot)),
            ("the market with which the clause begins", opening_field(spot, story.trade)),
            ("the market of the figure before", carried_field(spot, story)),
        ):
            if name:
                return name, rule
        if spot.cast.is_news:
            return None
        start = spot.line.tokens[0].start
        company = company_opening(spot.text, start, spot.first.start, spot.cast.protagonist)
        if company:
            return company, "the company with which the sentence begins"
        return (opening_noun(spot), "a section about a trade") if story.trade and not story.headed else None

    def _that(self, spot: Spot, story: Story, subject: Token) -> str:
        """该公司 in a filing: the company that the paragraph named before, or the heading; 其 only one that began a sentence."""
        if subject.text not in _THAT or spot.cast.is_news:
            return story.headed or story.heading if subject.text in _THAT else ""
        issuer = spot.cast.protagonist
        if subject.text == "其":
            named = company_opening(spot.text, max(story.opened, story.before), subject.start, issuer)
        else:
            named = company_before(spot.text, story.opened, subject.start, issuer)
        return story.headed or named or story.heading

    def _antecedent(self, spot: Spot, subject: Token) -> str:
        """其 and 该公司 stand for the name before them in the sentence."""
        if not spot.cast.is_news:
            return ""
        earlier = [token for token in spot.before if token.kind == "entity" and token.start < subject.start]
        return earlier[-1].name if earlier else ""

    def _field(self, spot: Spot, story: Story) -> str:
        """我国农药中间体产量: nobody is named, the trade is."""
        noun = spot.lead.noun
        if len(noun) < 3 or noun[-1].concept is None or not MARKET.match(noun[0].text):
            return ""
        if not spot.cast.is_news and not story.trade and sells_there(noun, spot.text):
            return ""
        field = list(noun[:-1])
        while field and field[-1].text in ("的", "总", "年"):
            field.pop()
        return words_of(field, spot.text) if len(field) > 1 else ""

    def _part(self, spot: Spot) -> str:
        """功率器件占储能市场的53.8%: nobody is named, a part of the market is."""
        noun = spot.lead.noun
        at = next((i for i, token in enumerate(noun) if token.cues.get("share") == "of"), 0)
        if not at or spot.unit != "ratio" or not noun[-1].text.endswith(("市场", "行业")):
            return ""
        if any(token.kind == "entity" or token.has("self") for token in spot.group.lead):
            return ""
        return words_of(noun[:at], spot.text)

    def _ranked(self, spot: Spot) -> str:
        """国内AI应用月活排名前四的产品: nobody is named, the field is."""
        noun = spot.lead.noun
        if spot.unit != "rank" or len(noun) < 3 or not MARKET.match(noun[0].text):
            return ""
        if any(token.kind == "entity" or token.has("self") for token in spot.group.lead):
            return ""
        if any(token.concept is not None for token in noun[:-1]):
            return opening_field(spot, trade=False)
        field = noun[:-1] if noun[-1].concept is not None else noun
        return words_of(field, spot.text)

    def _market(self, label: str) -> str:
        """中国储能市场规模: the market is what the figure is about."""
        folded = fold(label)
        match = _MARKET_NOUN.match(folded)
        end = match.end("whole") if match is not None else 0
        if (
            folded.endswith(("市场", "行业", "市场复合年增长率", "市场年复合增长率"))
            and "占" not in folded
            and "份额" not in folded
        ):
            end = max(folded.rfind("市场"), folded.rfind("行业")) + 2
        return label[:end] if end > 2 else ""

    def _listed(self, spot: Spot, size: int) -> tuple[str, ...]:
        """甲公司、乙公司分别为…: as many names right before 分别 as figures."""
        if size < 2 or not any(token.has("part") or "分别" in token.text for token in spot.group.lead):
            return ()
        for tokens in (spot.group.lead, *reversed(clauses(spot.before))):
            names = [token for token in tokens if token.kind == "entity" and token.name]
            apart = all(spot.text[a.end : b.start] in ("、", "和", "及", "与", "，", "以及") for a, b in pairwise(names))
            if len(names) == size and apart:
                return tuple(token.name for token in names)
            if names:
                return ()
        return ()

    def _holder(self, spot: Spot) -> tuple[str, int]:
        """王五持有公司…股份: whoever stands before 持有, and where; 王五持股12% alike."""
        noun = spot.lead.noun
        if len(noun) > 1 and noun[-1].text == "持股" and noun[0].concept is None:
            held = noun[:-2] if noun[-2].has("skip") and len(noun) > 2 else noun[:-1]
            return words_of(held, spot.text), noun[0].start
        for clause in reversed(clauses(spot.before)):
            for index, token in enumerate(clause):
                if token.text in _HOLDING and index:
                    phrase = _noun_before(clause, index)
                    if (
                        phrase
                        and not _NUMBERED.match(phrase[0].text)
                        and all(token.kind != "entity" and token.text not in ("的", "或", "等") for token in phrase)
                    ):
                        return words_of(phrase, spot.text), token.start
        return "", -1


def _ranked_after(spot: Spot) -> str:
    """排名第三的是上海银行: the company behind the rank."""
    tail = spot.group.tail
    if spot.unit != "rank" or len(tail) < 3 or tail[0].text != "的":
        return ""
    is_said = tail[1].text in ("是", "为", "均为", "均是", "则是", "则为")
    return tail[2].name if is_said and tail[2].kind == "entity" else ""


def _owner(spot: Spot) -> str:
    """Boss直聘的目标价: whose price it is, where no list knows the name."""
    clause = clauses(spot.before)[-1:]
    tokens = [token for token in (clause[0] if clause else []) if token.kind != "mark" or token.text == "的"]
    at = next((i for i in range(1, len(tokens) - 1) if tokens[i].text == "的" and tokens[i + 1].text in _PRICES), 0)
    phrase = tokens[:at]
    text = words_of(phrase, spot.text)
    plain = all(token.kind == "word" and not set(token.cues) - {"org", "self"} and token.concept is None for token in phrase)
    return text if plain and 2 <= len(text) <= _LONGEST and not all(token.has("self") for token in phrase) else ""


def _called(spot: Spot, subject: Token) -> str:
    """挚文集团, 标的公司: a group or company with a word right in front of it is not the document's own."""
    index = spot.line.tokens.index(subject)
    before = spot.line.tokens[index - 1] if index else None
    if before is None or before.kind != "word" or before.end != subject.start or before.cues or before.concept is not None:
        return ""
    named = subject.text == "集团" and len(before.text) >= 2 and before.text not in _ADVERBS
    # Where no company is known, 产险公司 are a kind of companies.
    kind = not spot.cast.protagonist and before.text not in _ADVERBS | _OWN_KINDS and not _GOVERNS.search(before.text)
    target = subject.text == "公司" and len(before.text) > 1 and (before.text in _TARGETS or kind)
    return spot.text[before.start : subject.end] if named or target else ""


def _apposed(clause: Sequence[Token], index: int) -> Token | None:
    """制药公司海西新药: the name right behind 公司 is meant, not the document's own company."""
    token, after = clause[index], clause[index + 1] if index + 1 < len(clause) else None
    return after if token.has("self") and after is not None and after.kind == "entity" and after.start == token.end else None


def _may_be_subject(clause: Sequence[Token], index: int) -> bool:
    """Not behind a preposition, and no member of an enumeration (红杉、高瓴等)."""
    before = clause[index - 1] if index else None
    after = clause[index + 1] if index + 1 < len(clause) else None
    if before is not None and (before.text in PREPOSITIONS or before.text == "、" or _TITLES.search(before.text)):
        return False
    return after is None or after.text not in _UNITS


def listed_name(spot: Spot, story: Story) -> str:
    """甲集团10.25%、李某3.29%、王某1.39%: the words between the marks and a percentage name whose it is."""
    lead = spot.group.lead
    if spot.unit != "ratio" or not lead:
        return ""
    if _named_alone(spot):
        return words_of(lead, spot.text).strip()
    owners = _OWNERS.search(spot.text, spot.line.tokens[0].start, spot.first.start) is not None
    if 2 <= len(lead) <= 5 and lead[0].text in _AMONG:
        return words_of(lead[1:], spot.text) if _plain_name(lead[1:]) and (owners or story.role == "share") else ""
    if not owners or not _goes_on(spot):
        return ""
    cut = max((i for i, token in enumerate(lead) if token.text in _INTRODUCES), default=-1)
    name = lead[cut + 1 :]
    return words_of(name, spot.text) if cut >= 0 and 1 <= len(name) <= 4 and _plain_name(name) else ""


def _plain_name(tokens: Sequence[Token]) -> bool:
    allowed = {"org", "self", "act", "stop"} if len(tokens) > 1 else {"org"}  # 北岸投资
    return all(token.kind in ("word", "entity") and not set(token.cues) - allowed and not token.concept for token in tokens)


def _goes_on(spot: Spot) -> bool:
    """Whether the next figure stands behind another name of the list: 甲45%、乙30%."""
    following = next((group for group in spot.line.groups if group.members[0].start > spot.first.start), None)
    lead = following.lead if following is not None else ()
    return 2 <= len(lead) <= 5 and lead[0].text in _AMONG and _plain_name(lead[1:])


def _named_alone(spot: Spot) -> bool:
    """李小明61.50%陈大海10.00%: a line of nothing but persons and their shares."""
    leads = ["".join(token.text for token in group.lead if token.kind != "mark") for group in spot.line.groups]
    return spot.unit == "ratio" and all(_PERSON.fullmatch(lead) for lead in leads)


def first_name(text: str, tokens: Sequence[Token]) -> str:
    """The subject of a sentence without figures: its first name, unless the characters around it say otherwise."""
    for token in tokens:
        if token.kind == "entity" and token.name:
            before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 2]
            if before not in PREPOSITIONS and before != "、" and after[:1] not in _UNITS and after not in _UNITS:
                return token.name
    return ""


def _noun_before(clause: Sequence[Token], index: int) -> list[Token]:
    phrase: list[Token] = []
    for token in reversed(clause[:index]):
        if token.kind in ("time", "figure") or token.has("stop", "self", "level", "said") or token.text in "，、":
            break
        if not token.has("skip") and token.text not in ("直接", "间接"):
            phrase.append(token)
    return list(reversed(phrase))
