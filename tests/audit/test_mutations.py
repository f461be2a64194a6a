"""Clean statements give no finding; a changed digit, a lost minus, a shifted column, a wrong scale in one of them is found."""

from __future__ import annotations

import random
import re
from collections import Counter

from pipeline.audit import Audit
from tests.audit.statement import LEXICON, SETTINGS, dossier

BALANCE = """
项目;2021年末;2020年末
货币资金;51,810.24;36,091.56
应收账款;18,426.30;16,035.72
存货;33,394.37;28,869.09
其他流动资产;714.72;267.32
流动资产合计;104,345.63;81,263.69
固定资产;17,472.17;16,225.08
在建工程;2,321.99;2,447.44
无形资产;6,208.36;4,817.17
非流动资产合计;26,002.52;23,489.69
资产总计;130,348.15;104,753.38
短期借款;12,009.83;11,342.27
应付账款;12,718.47;13,321.55
应付职工薪酬;3,677.85;2,981.13
流动负债合计;28,406.15;27,644.95
长期借款;8,964.66;4,575.13
递延收益;1,457.51;1,210.44
非流动负债合计;10,422.17;5,785.57
负债合计;38,828.32;33,430.52
实收资本;12,561.98;12,561.98
资本公积;13,749.64;13,749.64
未分配利润;57,790.07;38,613.26
归属于母公司所有者权益合计;84,101.69;64,924.88
少数股东权益;7,418.14;6,397.98
所有者权益合计;91,519.83;71,322.86
负债和所有者权益总计;130,348.15;104,753.38
"""
INCOME = """
项目;2021年;2020年
营业利润;74,750.88;66,635.08
加：营业外收入;68.99;11.05
减：营业外支出;291.84;449.19
利润总额;74,528.03;66,196.94
减：所得税费用;18,807.50;16,673.61
净利润;55,720.53;49,523.33
归属于母公司股东的净利润;52,460.14;46,697.29
少数股东损益;3,260.39;2,826.04
"""
CASH = """
项目;2021年;2020年
销售商品收到的现金;119,320.54;107,024.38
收到其他与经营活动有关的现金;1,643.93;1,254.20
经营活动现金流入小计;120,964.47;108,278.58
购买商品支付的现金;37,746.23;37,230.81
支付给职工的现金;10,061.35;8,161.92
支付的各项税费;26,609.80;24,102.31
经营活动现金流出小计;74,417.38;69,495.04
经营活动产生的现金流量净额;46,547.09;38,783.54
投资活动产生的现金流量净额;(5,562.45);(1,805.23)
筹资活动产生的现金流量净额;(26,564.14);(24,127.54)
现金及现金等价物净增加额;14,420.50;12,850.77
期初现金及现金等价物余额;36,091.56;23,240.79
期末现金及现金等价物余额;50,512.06;36,091.56
"""
PRODUCTS = """
产品;2021年营业收入;占比%;2021年营业成本;2021年毛利率%
精密齿轮;93,464.51;54.71;55,779.11;40.32
减速器总成;42,594.78;24.93;33,130.80;22.22
传动轴组件;21,305.94;12.47;15,240.66;28.47
检测服务;13,472.02;7.89;4,120.33;69.42
合计;170,837.25;100.00;108,270.90;36.62
"""
GROWTH = """
地区;2021年;2020年;增减%
华东地区;61,405.20;50,118.70;22.52
华南地区;40,112.60;42,806.33;-6.29
华北地区;38,250.04;31,977.45;19.62
境外地区;31,069.41;25,300.18;22.80
合计;170,837.25;150,202.66;13.74
"""
TABLES = [table.strip() for table in (BALANCE, INCOME, CASH, PRODUCTS, GROWTH)]
AUDIT = Audit(SETTINGS, LEXICON)
KINDS = ("digit", "minus", "shift", "scale")


def findings(tables: list[str]) -> Counter[str]:
    return Counter(found.check for found in AUDIT([dossier("\n##\n".join(tables))]).findings if found.severity != "note")


def test_clean_statements_give_no_finding() -> None:
    assert findings(TABLES) == Counter()


def test_changes_that_break_an_identity_are_found() -> None:
    rng = random.Random(20211231)
    missed = []
    for number in range(500):
        changed, what = mutated(rng, KINDS[number % 4])
        if not findings(changed):
            missed.append(what)
    assert len(missed) <= 25, missed


def mutated(rng: random.Random, kind: str) -> tuple[list[str], str]:
    """The statements with one change in one table, and what it was."""
    number = rng.randrange(len(TABLES))
    rows = [row.split(";") for row in TABLES[number].split("\n")]
    row, col = rng.randrange(1, len(rows)), rng.randrange(1, len(rows[0]))
    before = [list(cells) for cells in rows]
    if kind == "shift":
        _shift(rng, rows, col)
    else:
        rows[row][col] = {"digit": _digit, "minus": _minus, "scale": _scale}[kind](rng, rows[row][col])
    if rows == before:
        return mutated(rng, kind)
    tables = list(TABLES)
    tables[number] = "\n".join(";".join(cells) for cells in rows)
    return tables, f"{kind}: {rows[row][0]} {rows[0][col]} {before[row][col]} -> {rows[row][col]}"


def _digit(rng: random.Random, text: str) -> str:
    """One digit of the text is another. The last decimal is left alone: rounding may excuse it."""
    places = [match.start() for match in re.finditer(r"\d", text)][:-1]
    at = rng.choice(places)
    return text[:at] + rng.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def _minus(_: random.Random, text: str) -> str:
    return text.strip("()-") if text[0] in "(-" else f"-{text}"


def _scale(_: random.Random, text: str) -> str:
    return f"{float(text.strip('()').replace(',', '')) / 10_000:,.4f}"


def _shift(rng: random.Random, rows: list[list[str]], col: int) -> None:
    """The cells of three neighbouring rows of a column move down by one, the last to the top."""
    top = rng.randrange(1, len(rows) - 3)
    held = [rows[at][col] for at in range(top, top + 3)]
    for offset, text in enumerate([held[-1], *held[:-1]]):
        rows[top + offset][col] = text
