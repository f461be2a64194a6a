"""What a cell measures, in the document's words: the row's label and, where it names a quantity, the column's head."""

from __future__ import annotations

import re

from pipeline.core.mention import Role
from pipeline.extract.cells.heads import Head, needs
from pipeline.extract.cells.labels import Label

_OF_HOLDING = re.compile(
    r"(?:(?:本次)?(?:发行|發行|上市|增资|增資|转让|轉讓|变更|變更|全球)[^持]{0,8})?"
    r"(?:数量|股数|比例|數量|股數|占比|百分比)$"
)
_PART = re.compile(r"[占佔][^，。；]{2,20}?(?:(?:比例|比重|百分比)|$)")
_STAKE = re.compile(r"持有|持股|股[权權份]")
_STATED = re.compile(r"余额|账面|價值|价值|賬面")
_RELATIVE = ("share", "growth", "cagr", "rank", "change", "multiple")


def metric_of(head: Head, label: Label, role: Role, measure: str, measured: bool, named: bool = False) -> str:
    """The metric of a cell.

    measure   the amount that the table's title names; stands in where neither row nor column names one
    measured  the row label names a quantity itself
    named     the row only names somebody: then even a head such as 期末余额 tells more than nothing

    `客户A 销售金额`, `营业收入 同比增减`, `营业收入`; a row that is only a time (2014年) leaves the column's words alone.
    """
    row, said = label.path, label.said
    if said and said.when and (not said.rest or (said.generic and head.own)):
        row = label.path.rpartition(" > ")[0]  # 账面原值 > 期初余额 of a class of assets: the class and 账面原值
    column = head.metric if head.own or role in _RELATIVE or _bare_end(head.metric) else ""
    if label.holder == "shareholder" and column and not head.own and _OF_HOLDING.match(column):
        column = _with_noun(column, "持股")
    elif needs(head.metric) and measure and not measured and role == "share":
        column = _with_noun(column, measure)
    elif not column and measure and not measured:
        column = measure
    if role == "share" and column == measure != "":
        column = f"% of {measure}" if measure.isascii() else f"占{measure}比例"  # a bare (%) column of the parts of 营业收入
    if not row:
        return column or head.metric or measure or label.path
    if not column and named and head.path and _STATED.search(head.path[-1]):
        column = head.path[-1]  # 某公司 期末余额
    return f"{row} {column}" if column and column != row else row


def told_in(around: Head | None, label: Label, role: Role) -> str:
    """What the words of a cell say that its number measures (占发行后总股本的比例为25%), "" where they leave it to the table."""
    if around is None or role != "share":
        return ""
    match = _PART.search(around.text)
    if match is not None:
        bare = match[0].rstrip("的之约近达逾超过为")
        return f"{label.path} {bare if bare[-1] in '例重比' else f'{bare}比例'}".strip()
    return f"{label.path} 持股比例".strip() if _STAKE.search(around.text) else ""


def _bare_end(metric: str) -> bool:
    """Whether the metric ends in a bare 比例 or 数量."""
    return any(needs(metric[start:]) for start in range(len(metric)))


def _with_noun(column: str, noun: str) -> str:
    """The noun put before the bare word at the end: 发行后比例 is 发行后持股比例."""
    for size in range(len(column), 0, -1):
        if needs(column[-size:]):
            return f"{column[:-size]}{noun}{column[-size:]}"
    return f"{noun}{column}"
