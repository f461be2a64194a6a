"""How a figure relates to what it measures, and the words that turn its sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.mention import Role
from pipeline.extract.line import Token
from pipeline.extract.spot import Spot

_RATIO_LEVELS = frozenset({"times"})


@dataclass(frozen=True, slots=True)
class RoleFound:
    """role, the words that make the value negative ("" for none), and the rule that decided."""

    role: Role
    negative: str = ""
    rule: str = ""


class RoleResolver:
    """Reads the role from the unit, the link nearest to the figure and the head of the noun phrase."""

    def __call__(self, spot: Spot, label: str, measured: Sequence[Token], before: Role) -> RoleFound:
        unit, deciding = spot.unit, spot.lead.deciding
        if unit == "rank":
            return RoleFound("rank", rule="a rank")
        if unit == "ratio" and _or_rate(spot) and before == "change":
            return RoleFound("growth", rule="amount or rate")
        moved = self._moved(spot)
        head = spot.lead.noun[-1] if spot.lead.noun else None
        if unit == "pp":
            return RoleFound("change", _minus(moved), "percentage points")
        if (head is not None and head.has("cagr")) or (spot.group.tail and spot.group.tail[0].has("cagr")):
            return RoleFound("cagr", rule="compound rate")
        if unit == "times":
            return self._multiple(head)
        if unit == "ratio":
            return self._ratio(spot, label, moved, head, before)
        if moved is not None and deciding is not None and deciding.has("move"):
            return RoleFound("change", _minus(moved), f"{moved.text} + amount")
        edge = spot.lead.edge
        if edge is not None and edge.has("move") and not edge.has("skip") and spot.lead.noun:
            return RoleFound("change", _minus(edge), f"{edge.text} + thing + amount")
        return self._amount(spot, head, label, measured)

    def _ratio(self, spot: Spot, label: str, moved: Token | None, head: Token | None, before: Role) -> RoleFound:
        if moved is not None:
            return RoleFound("growth", _minus(moved), f"{moved.text} + rate")
        if bound := self._bound(spot):
            return RoleFound("threshold", rule=bound)
        if label == "持股比例":
            return RoleFound("share", rule="a stake")
        if head is not None and head.has("stock"):
            return RoleFound("growth", _minus(head, "stock"), f"{head.text} + rate")
        if any(token.cues.get("share") == "of" for token in spot.lead.noun):
            return RoleFound("share", rule="part of a whole")
        if head is not None and head.has("rate"):
            return RoleFound("growth", _minus(head, "rate"), f"{head.text} + rate")
        return self._part(spot, label, head, before)

    def _part(self, spot: Spot, label: str, head: Token | None, before: Role) -> RoleFound:
        """A ratio that says nothing of growth: a part, a limit, or a ratio that stands for itself."""
        if _of_peer(spot):
            return RoleFound("multiple", rule="a fraction of somebody else's")
        if any(token.text in _LIMITS for token in spot.group.tail[:4]):
            return RoleFound("threshold", rule="a limit named behind")
        if before == "share" and _is_listed(spot):
            return RoleFound("share", rule="one of a list of shares")
        if _stands(spot, label):
            return RoleFound("level", rule="a standing ratio")
        if _is_share(spot, head) or _counts_part(spot):
            return RoleFound("share", rule="part of a whole")
        if self._conditional(spot):
            return RoleFound("threshold", rule="a rule's limit")
        if head is None and before == "share":
            return RoleFound("share", rule="goes on about a share")
        return RoleFound("level", rule="a standing ratio")

    def _bound(self, spot: Spot) -> str:
        """Which rule makes the figure a bound that a condition sets; "" for none."""
        if any(token.text in _FORBIDS for token in spot.group.lead[-6:]):
            return "a rule's limit"
        return "the bound of a condition" if _bounds(spot) else ""

    def _amount(self, spot: Spot, head: Token | None, label: str, measured: Sequence[Token]) -> RoleFound:
        if head is not None and head.has("rate"):
            return RoleFound("change", _minus(head, "rate"), f"{head.text} + amount")
        if "面值" in label or self._conditional(spot) or _is_standard(spot):
            return RoleFound("threshold", rule="a rule's limit")
        concept = next((token.concept for token in reversed(measured) if token.concept is not None), None)
        negative = concept.word if concept is not None and concept.negative else ""
        if not negative and any(token.text in _LOSSES for token in spot.lead.links):
            negative = next(token.text for token in spot.lead.links if token.text in _LOSSES)
        return RoleFound("level", negative, "an amount")

    def _multiple(self, head: Token | None) -> RoleFound:
        concept = head.concept if head is not None else None
        if concept is not None and concept.unit_kind == "times" and concept.concept != "SubscriptionMultiple":
            return RoleFound("level", rule="a ratio printed in times")
        return RoleFound("multiple", rule="times")

    def _moved(self, spot: Spot) -> Token | None:
        """The growth verb that governs the figure: right before it, or right behind it (12%的增长)."""
        deciding = spot.lead.deciding
        if deciding is not None and deciding.has("move"):
            return deciding
        if deciding is None or not deciding.has("to", "rank"):
            for token in spot.group.tail[:3]:
                if token.has("move") and token.concept is None and spot.unit in ("ratio", "pp"):
                    return token
                if token.text != "的" and not token.has("base", "skip"):
                    break
        return None

    def _conditional(self, spot: Spot) -> bool:
        """不得超过10%, 应当不低于5%."""
        return any(token.has("threshold") for token in spot.group.lead[-5:])


_STAKES = frozenset({"持股", "股权", "股份", "份额", "市场份额", "权益", "表决权", "投票权"})
_LIMITS = frozenset({"监管", "底线", "红线", "门槛", "标准", "要求", "警戒线", "上限", "下限"})
_DENIED = re.compile(r"不存在|没有|并无|概无|未有|无单一|未发生")
_HOLDERS = re.compile(
    r"(?:以上|或以上)?的?(?:有?表决权)?的?(?:股份|股权|权益|表决权)的?(?:\w{0,6}(?:股东|企业|公司|关联方|自然人|法人|人士|投资者|实体|方))"
)
_STANDARD = re.compile(r"标准(?:上市|在)|上市标准|(?:条件|要求|指标)[:：]")
_FORBIDS = frozenset({"不得", "不得低于", "不得超过", "不得少于"})
_LIMITING = frozenset({"超过", "超", "达到", "不低于", "低于", "高于", "不超过", "达", "以上"})
_OF_RULE = re.compile(r"(?:以上|以后)?的(?:任何|对外|重大|关联)?(?:担保|交易|项目|事项|投资|情形|股东|资产)")
_OF_SUCH = re.compile(r"的(?:情况|情形|客户|供应商|单一|单个|股东)|(?:情况|情形)")
_SHARE_ENDS = ("占比", "比例", "比重", "份额", "市占率", "占有率", "市占")
_LOSSES = frozenset({"亏", "净亏", "大亏", "亏掉", "亏损"})


def _minus(token: Token | None, kind: str = "move") -> str:
    return token.text if token is not None and token.cues.get(kind) == "-" else ""


def _or_rate(spot: Spot) -> bool:
    """减少1亿元或44%: the same change once more, as a rate."""
    return [token.text for token in spot.group.lead if not token.has("skip")] in (["或"], ["即"], ["或者"])


def _bounds(spot: Spot) -> bool:
    """持有5%以上股份的股东, 不存在占比超过50%的客户: what a condition asks for, not what somebody has."""
    tail = "".join(token.text for token in spot.group.tail[:8])
    if any(token.text in _LIMITING for token in spot.group.lead) and _OF_RULE.match(tail):
        return True
    if all(spot.numbers[token.number].reading.qualifier in ("exact", "about", "nearly") for token in spot.group.members):
        return False
    denied = _DENIED.search("".join(token.text for token in _same_clause(spot))) is not None
    return _HOLDERS.match(tail) is not None or (denied and _OF_SUCH.search(tail) is not None)


def _is_standard(spot: Spot) -> bool:
    """采用第四套标准上市，即预计市值不低于30亿元: the amount that a standard asks for."""
    asked = {spot.numbers[token.number].reading.qualifier for token in spot.group.members} <= {"at_least", "at_most"}
    return (
        asked and re.search(r"标准(?:上市|$)|上市标准|(?:条件|要求|指标)[:：]", "".join(t.text for t in spot.before)) is not None
    )


def _same_clause(spot: Spot) -> list[Token]:
    """The tokens from the last full stop or semicolon on."""
    clause: list[Token] = []
    for token in spot.before:
        clause = [] if token.kind == "mark" and token.text in "。；;" else [*clause, token]
    return clause


def _stands(spot: Spot, label: str) -> bool:
    """85%的回款率, 成本保持4.55%的低位: the noun behind is the ratio itself, or says how high it is."""
    tail = [token.text for token in spot.group.tail[:5]]
    return tail[:1] == ["的"] and (
        (label.endswith("率") and label[-2:] in "".join(tail)) or tail[1:2] in (["低位"], ["高位"], ["水平"])
    )


def _counts_part(spot: Spot) -> bool:
    """80%为住宅物业, 九成的门店: a part of what is counted behind."""
    tail = spot.group.tail
    if not tail or spot.lead.noun:
        return False
    if tail[0].text in ("为", "是"):
        return len(tail) > 1 and tail[1].kind == "word"
    return (
        tail[0].text == "的"
        and len(tail) > 1
        and (_amount_word(tail[1]) or tail[1].concept is None)
        and not tail[1].has("move", "base", "rate")
    )


def _is_listed(spot: Spot) -> bool:
    """、李某3.29%: named between the marks of a list of shares."""
    lead = spot.group.lead
    return 2 <= len(lead) <= 5 and lead[0].text in ("、", "和", "及") and not any(token.cues for token in lead[1:])


def _of_peer(spot: Spot) -> bool:
    """不到星河智能的三分之一: compared with another's."""
    lead = spot.group.lead
    return len(lead) >= 2 and lead[-1].text == "的" and lead[-2].kind == "entity"


def _part_of(spot: Spot) -> bool:
    """为发行数量的70%: a percentage of an amount."""
    lead = spot.group.lead
    head = spot.lead.noun[-1] if spot.lead.noun else None
    return bool(lead) and lead[-1].text == "的" and head is not None and _amount_word(head)


def _amount_word(token: Token) -> bool:
    return token.concept is not None and token.concept.unit_kind in ("money", "count", "volume", "shares")


def _is_share(spot: Spot, head: Token | None) -> bool:
    deciding = spot.lead.deciding
    if deciding is not None and deciding.cues.get("share") == "of":
        return True
    if head is not None and head.text.endswith(_SHARE_ENDS):
        return True
    if spot.lead.edge is not None and spot.lead.edge.text == "提取" and spot.group.tail:
        return True  # 提取10%的法定盈余公积
    if any(token.cues.get("share") == "of" for token in spot.lead.noun) or (
        head is not None and head.cues.get("share") == "name"
    ):
        return True
    if _part_of(spot) or (spot.lead.noun and head is not None and _amount_word(head)):
        return True
    if head is not None and head.text in _STAKES:
        return True
    return any(token.text in _STAKES for token in spot.group.tail[:2])
