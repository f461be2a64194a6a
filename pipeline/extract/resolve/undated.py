"""What has no time unless its own sentence gives one: standing facts, terms of an offer, plans, rules, foundations."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.extract.line import Token
from pipeline.extract.spot import Spot, Time

STANDING = frozenset(
    {
        "估值", "持股", "股权", "发行价", "招股价", "发售价", "总股本", "面值", "注册资本", "持有", "交易价格", "转让价", "作价",
        "对价", "目标价", "股东", "认购", "发售", "發售", "累计", "累計", "发行后", "发行前", "募投", "募集资金", "总投资",
        "投资总额", "达产", "年均新增", "新增营业收入",
        "发行规模", "票面利率", "询价区间", "利率区间", "本期债券", "本次债券",
    }
)  # fmt: skip
_NOW = frozenset({"目前", "累计", "现有", "当前", "迄今", "至今", "截至目前", "现时", "如今"})
_NOW_ALONE = _NOW - {"累计"}
_DONE = frozenset({"已", "已经"})
_RULES = (
    "税率", "计提比例", "法定公积金", "应当", "不得", "计入应纳税所得额", "折旧率", "残值率", "违约金", "滞纳金", "罚息",
)  # fmt: skip
_FOUNDED = frozenset({"成立", "设立", "注册", "创立", "组建", "成立于", "设立于"})
_CAPITAL = ("注册资本", "实收资本", "股本", "出资")
_MARKET = ("股价", "市值", "涨", "跌", "收盘", "目标价", "市盈率", "评级", "汇率", "指数", "溢价", "折让")
_QUOTED = re.compile(
    r"收报|报收|现报|收盘价|收于|股价|总?市值|成交额|成交量|换手率|涨停|跌停|沪指|深成指|创业板指|恒生指数|恒指|大盘"
)
_GUESSES = ("预", "料")


def stands(spot: Spot, label: str, *, flows: bool = False) -> bool:
    """本次发行前总股本, 已服务300家: terms of an offer, holdings and what is so by now are of no period.

    `flows`: the figure is income or cash flow, of which only what is so by now stands (归属于股东的溢利 is no holding).
    """
    if flows:
        return is_now(spot)
    words = label + spot.text[spot.line.tokens[0].start : spot.first.start] + "".join(token.text for token in spot.before)
    return any(word in words for word in STANDING) or is_now(spot)


def is_now(spot: Spot, *, near: bool = False) -> bool:
    """目前已服务300家; 已 of an earlier clause says nothing of the figure.

    `near`: 目前 in the figure's own clause only, and not of something done (目前采购9亿元).
    """
    if near:
        return any(token.text in _NOW_ALONE for token in spot.group.lead) and not any(
            token.has("act") for token in spot.group.lead
        )
    return any(token.text in _NOW for token in spot.before) or any(token.text in _DONE for token in spot.group.lead)


def is_rule(spot: Spot) -> bool:
    """按20%的税率缴纳, 应当提取利润的10%: what a law or policy sets holds at any time."""
    words = "".join(token.text for token in spot.line.tokens)
    return any(word in words for word in _RULES)


def is_plan(spot: Spot) -> bool:
    """拟投资5亿元: a plan is not of the year that was told of before; an expectation (预计) may be."""
    plans = [token for token in spot.before if token.cues.get("modality") == "forecast"]
    return bool(plans) and not any(token.text.startswith(_GUESSES) for token in plans)


def is_founding(spot: Spot, label: str) -> bool:
    """成立于2008年5月6日，注册资本5,000万元，甲持有60%: what is so today, the day is that of the foundation."""
    return any(word in label for word in (*_CAPITAL, "持有", "持股", "股权")) and any(
        token.text in _FOUNDED for token in spot.before
    )


def is_market(spot: Spot, label: str) -> bool:
    """Prices and their moves are of a day that the text names, not of the period it reports on."""
    words = label + "".join(token.text for token in spot.group.lead)
    return any(word in words for word in _MARKET)


def is_quote(spot: Spot, label: str) -> bool:
    """收报28.35元, 总市值141亿元, 成交额12亿元: prices of a trading day."""
    words = label + "".join(token.text for token in spot.group.lead)
    return bool(_QUOTED.search(words)) and not any(token.kind == "time" for token in spot.group.lead)


def is_event(time: Time) -> bool:
    """A day that is no end of a month is when something happened, not when a balance was struck."""
    period = time.period
    return period is not None and period.is_instant and period.end is not None and (period.end + timedelta(1)).day != 1


def is_price(label: str) -> bool:
    """The price agreed on is not struck at the base date of the valuation."""
    return any(word in label for word in ("交易价格", "交易作价", "对价", "作价", "转让价", "股权", "股份"))


def is_valuation(label: str) -> bool:
    """评估值, 账面价值: struck at the base date of the valuation."""
    return any(word in label for word in ("评估", "增值率", "账面价值", "账面值", "增值额"))


def names_base_date(tokens: tuple[Token, ...]) -> bool:
    return any("基准日" in token.text for token in tokens)
