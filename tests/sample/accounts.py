"""The accounts of an invented company, 江苏澜图智能装备股份有限公司: items are set here, every sum is computed.

Amounts are in yuan, newest year first: 2024, 2023, 2022. Expenses are positive, as statements print them.
"""

from __future__ import annotations

from decimal import Decimal

YEARS = (2024, 2023, 2022)
SHARES = Decimal(120_000_000)  # before the issue
NEW_SHARES = Decimal(40_000_000)

Row = tuple[Decimal, Decimal, Decimal]


def amount(printed: str) -> Decimal:
    """One amount as printed."""
    return Decimal(printed.replace(",", ""))


def row(*printed: str) -> Row:
    """Three amounts as printed."""
    newest, middle, oldest = map(amount, printed)
    return newest, middle, oldest


def plus(*rows: Row) -> Row:
    """The sum of rows, year by year."""
    newest, middle, oldest = (sum((one[at] for one in rows), Decimal(0)) for at in range(3))
    return newest, middle, oldest


def minus(first: Row, *others: Row) -> Row:
    """The first row less the others."""
    rest = plus(*others)
    return first[0] - rest[0], first[1] - rest[1], first[2] - rest[2]


PRODUCTS = {
    "电池装配线": row("359,074,821.36", "263,187,204.15", "186,423,517.02"),
    "视觉检测设备": row("214,660,239.87", "137,041,826.40", "92,156,033.58"),
    "配件及技术服务": row("45,886,310.52", "31,209,547.93", "23,487,115.64"),
}
PRODUCT_COSTS = {
    "电池装配线": row("258,533,871.40", "195,022,718.28", "141,681,872.94"),
    "视觉检测设备": row("122,356,336.73", "80,854,677.58", "57,136,740.82"),
    "配件及技术服务": row("20,190,976.63", "14,356,392.05", "11,508,686.66"),
}
OTHER_REVENUE = row("4,025,688.20", "3,182,014.77", "2,104,391.26")
OTHER_COST = row("1,207,706.46", "1,018,244.73", "736,536.94")
MAIN_REVENUE = plus(*PRODUCTS.values())
REVENUE = plus(MAIN_REVENUE, OTHER_REVENUE)
COST = plus(*PRODUCT_COSTS.values(), OTHER_COST)
ABROAD = row("113,804,551.29", "61,472,390.84", "29,356,118.07")
REGIONS = {
    "华东地区": row("342,170,883.45", "251,306,214.92", "188,425,730.16"),
    "华南地区": row("98,215,406.11", "74,118,652.38", "51,204,817.93"),
}
REGIONS["其他境内地区"] = minus(MAIN_REVENUE, *REGIONS.values(), ABROAD)
REGIONS["境外"] = ABROAD

TAXES = row("3,118,225.41", "2,390,412.83", "1,824,626.05")
SELLING = row("31,182,341.10", "24,773,367.26", "19,771,115.31")
ADMINISTRATION = row("28,064,107.02", "22,165,644.98", "38,858,601.85")  # 2022 with share-based payments
RESEARCH = row("81,074,106.33", "54,327,558.91", "36,500,520.74")
FINANCE = row("-1,263,518.44", "412,306.25", "1,016,233.09")
INTEREST_PAID = row("1,882,450.00", "2,106,730.50", "1,954,118.72")
INTEREST_EARNED = row("3,421,905.17", "1,988,244.06", "1,120,365.48")
OTHER_INCOME = row("9,356,412.00", "6,210,845.00", "4,018,200.00")
INVESTMENT_INCOME = row("-218,640.55", "351,207.36", "-96,415.20")
CREDIT_LOSS = row("-6,118,233.87", "-4,236,118.02", "-2,895,206.41")
ASSET_LOSS = row("-2,044,915.26", "-1,508,330.71", "-3,218,450.96")
TOTAL_COST = plus(COST, TAXES, SELLING, ADMINISTRATION, RESEARCH, FINANCE)
OPERATING_PROFIT = plus(minus(REVENUE, TOTAL_COST), OTHER_INCOME, INVESTMENT_INCOME, CREDIT_LOSS, ASSET_LOSS)
NON_OPERATING_INCOME = row("326,415.90", "210,334.18", "88,120.00")
NON_OPERATING_COST = row("154,200.36", "402,118.75", "1,260,433.52")
PROFIT_BEFORE_TAX = minus(plus(OPERATING_PROFIT, NON_OPERATING_INCOME), NON_OPERATING_COST)
INCOME_TAX = row("5,718,226.03", "2,384,115.92", "-1,206,418.37")
NET_PROFIT = minus(PROFIT_BEFORE_TAX, INCOME_TAX)
MINORITY = row("-1,204,318.66", "-615,204.30", "0")
PARENT_PROFIT = minus(NET_PROFIT, MINORITY)
RECURRING_OFF = row("6,204,118.35", "4,873,220.16", "-17,215,604.80")  # 2022: the one-off share-based payment
CORE_PROFIT = minus(PARENT_PROFIT, RECURRING_OFF)

RECEIVABLES = row("188,406,215.73", "131,258,904.66", "94,310,772.18")
NOTES = row("21,640,300.00", "15,230,118.40", "9,816,540.22")
PREPAID = row("12,305,418.66", "10,118,226.73", "8,642,190.35")
INVENTORY = row("164,218,330.91", "128,640,157.32", "101,336,482.07")
OTHER_CURRENT = row("6,482,115.08", "5,120,736.41", "4,018,552.96")
FIXED = row("98,316,420.55", "86,204,318.27", "71,550,246.83")
BUILDING = row("24,118,650.30", "8,406,211.94", "3,215,008.65")
INTANGIBLE = row("18,640,227.14", "19,218,406.92", "19,796,586.70")
DEFERRED_TAX = row("7,215,338.42", "6,018,224.19", "5,340,117.28")
CASH = row("142,306,518.27", "96,214,873.65", "74,508,126.90")
CURRENT_ASSETS = plus(CASH, NOTES, RECEIVABLES, PREPAID, INVENTORY, OTHER_CURRENT)
FIXED_ASSETS = plus(FIXED, BUILDING, INTANGIBLE, DEFERRED_TAX)
ASSETS = plus(CURRENT_ASSETS, FIXED_ASSETS)

BORROWINGS = row("40,000,000.00", "45,000,000.00", "38,000,000.00")
CONTRACT_LIABILITIES = row("86,240,517.60", "64,318,240.18", "51,206,338.92")
WAGES = row("22,418,306.75", "16,240,118.53", "12,338,206.14")
TAX_PAYABLE = row("9,316,224.08", "6,112,408.35", "3,204,516.27")
LONG_LOANS = row("30,000,000.00", "20,000,000.00", "10,000,000.00")
DEFERRED_INCOME = row("8,420,150.00", "6,318,000.00", "4,250,600.00")
CAPITAL = row("120,000,000.00", "120,000,000.00", "120,000,000.00")
RESERVE = row("86,215,640.08", "86,215,640.08", "86,215,640.08")
MINORITY_EQUITY = row("3,180,477.04", "4,384,795.70", "0")
_LOSSES_BEFORE = Decimal("4122363.00")  # of the years before 2022
RETAINED = (
    sum(PARENT_PROFIT, -_LOSSES_BEFORE),
    sum(PARENT_PROFIT[1:], -_LOSSES_BEFORE),
    PARENT_PROFIT[2] - _LOSSES_BEFORE,
)
PARENT_EQUITY = plus(CAPITAL, RESERVE, RETAINED)
EQUITY = plus(PARENT_EQUITY, MINORITY_EQUITY)
LIABILITIES = minus(ASSETS, EQUITY)
PAYABLES = minus(LIABILITIES, BORROWINGS, CONTRACT_LIABILITIES, WAGES, TAX_PAYABLE, LONG_LOANS, DEFERRED_INCOME)
CURRENT_LIABILITIES = plus(BORROWINGS, PAYABLES, CONTRACT_LIABILITIES, WAGES, TAX_PAYABLE)

SALES_CASH = row("612,408,330.15", "431,206,718.42", "305,118,240.76")
REFUNDS = row("8,316,204.50", "5,240,118.33", "3,118,640.27")
OTHER_RECEIVED = row("14,208,615.77", "9,306,440.18", "6,118,205.36")
GOODS_PAID = row("398,206,114.28", "296,318,402.67", "218,640,317.95")
STAFF_PAID = row("104,318,226.40", "78,216,405.12", "62,304,118.83")
TAXES_PAID = row("26,118,304.92", "18,306,214.55", "13,218,640.71")
OTHER_PAID = row("41,206,318.66", "33,118,206.94", "27,640,118.22")
OPERATING_IN = plus(SALES_CASH, REFUNDS, OTHER_RECEIVED)
OPERATING_OUT = plus(GOODS_PAID, STAFF_PAID, TAXES_PAID, OTHER_PAID)
OPERATING_CASH = minus(OPERATING_IN, OPERATING_OUT)
INVESTING_CASH = row("-42,618,305.44", "-28,306,214.07", "-21,640,118.35")
FX = row("618,240.15", "-206,318.44", "94,206.18")
CHANGE = (CASH[0] - CASH[1], CASH[1] - CASH[2], row("6,318,240.55", "0", "0")[0])
FINANCING_CASH = minus(CHANGE, OPERATING_CASH, INVESTING_CASH, FX)
OPENING_CASH = minus(CASH, CHANGE)

CUSTOMERS_2024 = {
    "客户甲": amount("98,206,415.20"),
    "客户乙": amount("64,318,220.75"),
    "客户丙": amount("41,206,318.94"),
    "客户丁": amount("28,640,117.36"),
    "客户戊": amount("19,218,406.50"),
}
PROJECTS = {
    "智能装备扩产项目": (amount("42,618.50"), amount("40,000.00")),
    "机器视觉研发中心项目": (amount("21,306.40"), amount("20,000.00")),
    "补充流动资金": (amount("15,000.00"), amount("15,000.00")),
}
