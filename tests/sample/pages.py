"""The prospectus excerpt of an invented company, page by page. Figures come from accounts.py, so that every sum ties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.sample import accounts as a
from tests.support.pdf import A4, Sheet

NAME = "江苏澜图智能装备股份有限公司"
LEFT, RIGHT = 72.0, 523.0
WIDTH = RIGHT - LEFT
THREE = ("2024年度", "2023年度", "2022年度")
ENDS = ("2024年12月31日", "2023年12月31日", "2022年12月31日")
ALIGN = ("left", "right", "right", "right")


def yuan(value: Decimal) -> str:
    """1,234.56, a minus in front; nothing printed is a dash."""
    return f"{value:,.2f}" if value else "-"


def bracketed(value: Decimal) -> str:
    """(1,234.56) for a negative amount, as cash flow statements print it."""
    return f"({-value:,.2f})" if value < 0 else yuan(value)


def wan(value: Decimal) -> str:
    """Ten thousands of yuan, two decimals."""
    return yuan(value / 10_000)


def percent(part: Decimal, whole: Decimal) -> str:
    """A percentage with two decimals."""
    return f"{part / whole * 100:.2f}%"


def growth(row: a.Row, at: int) -> str:
    """Growth of a year over the year before."""
    return percent(row[at] - row[at + 1], abs(row[at + 1]))


def frame(sheet: Sheet, number: int) -> float:
    """Running header and page number; returns the first baseline."""
    sheet.text(LEFT, 50, NAME, 9)
    sheet.text(RIGHT, 50, "招股说明书（节选）", 9, align="right")
    sheet.line(LEFT, 56, RIGHT, 56)
    sheet.text(A4[0] / 2, 808, f"1-1-{number}", 9, align="center")
    return 86


def heading(sheet: Sheet, y: float, text: str, size: float = 14) -> float:
    """A heading on the left; returns the next baseline."""
    sheet.text(LEFT, y, text, size, bold=True)
    return y + size * 1.9


def chapter(sheet: Sheet, y: float, text: str) -> float:
    """A centred chapter heading."""
    sheet.text(A4[0] / 2, y, text, 16, align="center", bold=True)
    return y + 32


def paragraphs(sheet: Sheet, y: float, *texts: str) -> float:
    """Paragraphs one under the other."""
    for text in texts:
        y = sheet.paragraph(LEFT, y, text, WIDTH) + 4
    return y


def unit(sheet: Sheet, y: float, text: str) -> float:
    """A unit line on the right, above its table."""
    sheet.text(RIGHT, y, text, 9, align="right")
    return y + 5


def lines(rows: Sequence[tuple[str, a.Row]], show: Callable[[Decimal], str] = yuan) -> list[list[str]]:
    """Label and three amounts a row."""
    return [[label, *(show(value) for value in values)] for label, values in rows]


def cover(sheet: Sheet) -> None:
    sheet.text(A4[0] / 2, 90, "科创板投资风险提示", 10.5, align="center", bold=True)
    sheet.box(LEFT, 100, RIGHT, 150, (0.93, 0.93, 0.93))
    sheet.paragraph(
        LEFT + 8,
        118,
        "本文件所述公司、人物和数字均为虚构，只作软件样例之用，不构成任何投资建议，也不指向任何真实企业。",
        WIDTH - 16,
        10,
    )
    sheet.text(A4[0] / 2, 260, NAME, 22, align="center", bold=True)
    sheet.text(A4[0] / 2, 286, "Jiangsu Lantu Intelligent Equipment Co., Ltd.", 12, align="center")
    sheet.text(A4[0] / 2, 310, "（江苏省常州市武进区云帆路18号）", 10.5, align="center")
    sheet.text(A4[0] / 2, 400, "首次公开发行股票并在科创板上市", 18, align="center", bold=True)
    sheet.text(A4[0] / 2, 440, "招 股 说 明 书", 26, align="center", bold=True)
    sheet.text(A4[0] / 2, 470, "（节选）", 14, align="center")
    sheet.text(A4[0] / 2, 660, "保荐人（主承销商）", 12, align="center")
    sheet.text(A4[0] / 2, 690, "东礁证券股份有限公司", 16, align="center", bold=True)
    sheet.text(A4[0] / 2, 712, "（上海市浦东新区海堤路66号）", 10.5, align="center")


def offering(sheet: Sheet) -> None:
    y = chapter(sheet, frame(sheet, 1), "发行概况")
    after = a.SHARES + a.NEW_SHARES
    rows = [
        ["发行股票类型", "人民币普通股（A股）"],
        ["发行股数", f"本次公开发行股票{a.NEW_SHARES / 10_000:,.0f}万股，占发行后总股本的{percent(a.NEW_SHARES, after)}"],
        ["每股面值", "人民币1.00元"],
        ["每股发行价格", "【 】元"],
        ["预计发行日期", "2025年4月9日"],
        ["拟上市的证券交易所和板块", "上海证券交易所科创板"],
        ["发行后总股本", f"{after / 10_000:,.0f}万股"],
        ["保荐人（主承销商）", "东礁证券股份有限公司"],
        ["招股说明书签署日期", "2025年3月18日"],
    ]
    y = sheet.table(LEFT, y, rows, (150, WIDTH - 150), align=("left", "left"), header_rows=0, size=10, row_height=24)
    y = chapter(sheet, y + 50, "发行人声明")
    paragraphs(
        sheet, y,
        "发行人及全体董事、监事、高级管理人员承诺样例文件中的数字前后勾稽，各表合计数等于分项之和，因四舍五入造成的尾差除外。",
        "样例的用途是让读者看到：一页纸上的每个数字怎样变成表格里的一行，又怎样从那一行回到纸面上的原处。",
    )  # fmt: skip


def definitions(sheet: Sheet) -> None:
    y = chapter(sheet, frame(sheet, 2), "第一节 释义")
    y = paragraphs(sheet, y, "在本招股说明书中，除非文义另有所指，下列词语具有如下含义：")
    rows = [
        ["发行人、公司、本公司、\n澜图智能", "指", NAME],
        ["澜图有限", "指", "常州澜图自动化有限公司，系公司前身"],
        ["控股股东、澜海投资", "指", "常州澜海投资控股有限公司"],
        ["澜图视觉", "指", "苏州澜图视觉技术有限公司，公司控股子公司"],
        ["澜图德国", "指", "Lantu Automation GmbH，公司全资子公司"],
        ["蓝川咨询", "指", "蓝川（上海）产业咨询有限公司"],
        ["报告期", "指", "2022年度、2023年度及2024年度"],
        ["报告期各期末", "指", "2022年12月31日、2023年12月31日及2024年12月31日"],
        ["元、万元、亿元", "指", "人民币元、人民币万元、人民币亿元"],
    ]
    sheet.table(
        LEFT, y, rows, (140, 40, WIDTH - 180), borders="rows", align=("left", "center", "left"), header_rows=0, row_height=22
    )


def overview(sheet: Sheet) -> None:
    y = chapter(sheet, frame(sheet, 3), "第二节 概览")
    y = heading(sheet, y, "一、发行人的主营业务", 12)
    share = percent(a.PRODUCTS["电池装配线"][0], a.MAIN_REVENUE[0])
    y = paragraphs(
        sheet, y,
        f"公司主要从事锂电池装配线和机器视觉检测设备的研发、生产和销售。报告期各期，公司营业收入分别为{wan(a.REVENUE[2])}万元、"
        f"{wan(a.REVENUE[1])}万元和{wan(a.REVENUE[0])}万元，2024年度同比增长{growth(a.REVENUE, 0)}；其中电池装配线收入占2024年度"
        f"主营业务收入的{share}。",
        f"公司2022年度因一次性确认股份支付费用2,200.00万元而亏损{wan(-a.NET_PROFIT[2])}万元，2023年度扭亏为盈。截至2024年12月31日，公司"
        "拥有员工862人，其中研发人员315人，占员工总数的36.54%；拥有发明专利78项。",
    )  # fmt: skip
    y = heading(sheet, y + 6, "二、主要财务数据及财务指标", 12)
    rows = [
        ["项目", *(f"{end}\n/{year}" for end, year in zip(ENDS, THREE, strict=True))],
        *lines([("资产总额（万元）", a.ASSETS), ("归属于母公司所有者权益（万元）", a.PARENT_EQUITY)], wan),
        ["资产负债率（合并）", *(percent(debt, all_) for debt, all_ in zip(a.LIABILITIES, a.ASSETS, strict=True))],
        *lines(
            [
                ("营业收入（万元）", a.REVENUE),
                ("净利润（万元）", a.NET_PROFIT),
                ("归属于母公司所有者的净利润（万元）", a.PARENT_PROFIT),
                ("扣除非经常性损益后归属于母公司所有者的\n净利润（万元）", a.CORE_PROFIT),
            ],
            wan,
        ),
        ["基本每股收益（元）", *(f"{profit / a.SHARES:.2f}" for profit in a.PARENT_PROFIT)],
        ["加权平均净资产收益率", *(return_on_equity(at) for at in (0, 1)), "-3.74%"],
        ["经营活动产生的现金流量净额（万元）", *map(wan, a.OPERATING_CASH)],
        ["现金分红（万元）", "-", "-", "-"],
        ["研发投入占营业收入的比例", *(percent(part, all_) for part, all_ in zip(a.RESEARCH, a.REVENUE, strict=True))],
    ]
    sheet.table(LEFT, y, rows, (190, 87, 87, 87), borders="no_sides", size=8.5, row_height=20)


def return_on_equity(at: int) -> str:
    """Profit over opening equity and half the year's profit."""
    return percent(a.PARENT_PROFIT[at], a.PARENT_EQUITY[at + 1] + a.PARENT_PROFIT[at] / 2)


_INCOME = (
    ("一、营业总收入", a.REVENUE),
    ("其中：营业收入", a.REVENUE),
    ("二、营业总成本", a.TOTAL_COST),
    ("其中：营业成本", a.COST),
    ("税金及附加", a.TAXES),
    ("销售费用", a.SELLING),
    ("管理费用", a.ADMINISTRATION),
    ("研发费用", a.RESEARCH),
    ("财务费用", a.FINANCE),
    ("其中：利息费用", a.INTEREST_PAID),
    ("利息收入", a.INTEREST_EARNED),
    ("加：其他收益", a.OTHER_INCOME),
    ("投资收益（损失以“-”号填列）", a.INVESTMENT_INCOME),
    ("信用减值损失（损失以“-”号填列）", a.CREDIT_LOSS),
    ("资产减值损失（损失以“-”号填列）", a.ASSET_LOSS),
    ("三、营业利润（亏损以“-”号填列）", a.OPERATING_PROFIT),
    ("加：营业外收入", a.NON_OPERATING_INCOME),
    ("减：营业外支出", a.NON_OPERATING_COST),
    ("四、利润总额（亏损总额以“-”号填列）", a.PROFIT_BEFORE_TAX),
    ("减：所得税费用", a.INCOME_TAX),
    ("五、净利润（净亏损以“-”号填列）", a.NET_PROFIT),
    ("1.归属于母公司所有者的净利润", a.PARENT_PROFIT),
    ("2.少数股东损益", a.MINORITY),
)
_BREAK = 18  # rows of the income statement before the page ends
_STATEMENT_WIDTHS = (196.0, 85.0, 85.0, 85.0)


def balance(sheet: Sheet) -> None:
    y = chapter(sheet, frame(sheet, 4), "第六节 财务会计信息与管理层分析")
    y = heading(sheet, y, "一、合并资产负债表", 12)
    y = unit(sheet, y, "单位：元")
    rows = [
        ["项目", *ENDS],
        ["流动资产：", "", "", ""],
        *lines(
            [
                ("货币资金", a.CASH), ("应收票据", a.NOTES), ("应收账款", a.RECEIVABLES), ("预付款项", a.PREPAID),
                ("存货", a.INVENTORY), ("其他流动资产", a.OTHER_CURRENT), ("流动资产合计", a.CURRENT_ASSETS),
            ]
        ),
        ["非流动资产：", "", "", ""],
        *lines(
            [
                ("固定资产", a.FIXED), ("在建工程", a.BUILDING), ("无形资产", a.INTANGIBLE), ("递延所得税资产", a.DEFERRED_TAX),
                ("非流动资产合计", a.FIXED_ASSETS), ("资产总计", a.ASSETS),
            ]
        ),
        ["流动负债：", "", "", ""],
        *lines(
            [
                ("短期借款", a.BORROWINGS), ("应付账款", a.PAYABLES), ("合同负债", a.CONTRACT_LIABILITIES),
                ("应付职工薪酬", a.WAGES), ("应交税费", a.TAX_PAYABLE), ("流动负债合计", a.CURRENT_LIABILITIES),
                ("长期借款", a.LONG_LOANS), ("递延收益", a.DEFERRED_INCOME), ("负债合计", a.LIABILITIES),
            ]
        ),
        ["所有者权益：", "", "", ""],
        *lines(
            [
                ("股本", a.CAPITAL), ("资本公积", a.RESERVE), ("未分配利润", a.RETAINED),
                ("归属于母公司所有者权益合计", a.PARENT_EQUITY), ("少数股东权益", a.MINORITY_EQUITY),
                ("所有者权益合计", a.EQUITY), ("负债和所有者权益总计", plus_all()),
            ]
        ),
    ]  # fmt: skip
    sheet.table(LEFT, y, rows, _STATEMENT_WIDTHS, borders="no_sides", size=8.5, row_height=17.5)


def plus_all() -> a.Row:
    """Liabilities and equity."""
    return a.plus(a.LIABILITIES, a.EQUITY)


def income_first(sheet: Sheet) -> None:
    y = frame(sheet, 5)
    y = heading(sheet, y, "二、合并利润表", 12)
    y = paragraphs(sheet, y, "下表列示公司报告期各期的合并利润表。2022年度管理费用中包含一次性股份支付费用22,000,000.00元。")
    y = heading(sheet, y + 4, "（一）编制基础和合并范围", 10.5)
    y = paragraphs(
        sheet, y,
        "公司财务报表以持续经营为基础编制，以人民币为记账本位币，会计年度自公历1月1日起至12月31日止。公司及子公司澜图视觉于报告期内"
        "均为高新技术企业，企业所得税税率为15%；境外子公司澜图德国适用的综合税率约为30%。",
        "截至2024年12月31日，纳入合并范围的子公司共2家，其中澜图视觉由公司持有85.00%的股权，澜图德国由公司持有100.00%的股权。",
    )  # fmt: skip
    y = heading(sheet, y + 4, "（二）合并利润表", 10.5)
    y = unit(sheet, y, "单位：元")
    rows = [["项目", *THREE], *lines(_INCOME[:_BREAK])]
    sheet.table(LEFT, y, rows, _STATEMENT_WIDTHS, borders="no_sides", size=8.5, row_height=22)


def income_rest(sheet: Sheet) -> None:
    y = frame(sheet, 6)
    rows = [["项目", *THREE], *lines(_INCOME[_BREAK:])]
    per_share = [f"{profit / a.SHARES:.2f}" for profit in a.PARENT_PROFIT]
    rows += [
        ["六、每股收益：", "", "", ""],
        ["（一）基本每股收益（元/股）", *per_share],
        ["（二）稀释每股收益（元/股）", *per_share],
    ]
    y = sheet.table(LEFT, y - 14, rows, _STATEMENT_WIDTHS, borders="no_sides", size=8.5, row_height=22)
    y = heading(sheet, y + 40, "三、非经常性损益", 12)
    y = paragraphs(
        sheet, y,
        f"报告期各期，公司归属于母公司所有者的非经常性损益净额分别为{wan(a.RECURRING_OFF[2])}万元、{wan(a.RECURRING_OFF[1])}万元和"
        f"{wan(a.RECURRING_OFF[0])}万元，主要为政府补助和2022年度的股份支付费用。",
    )  # fmt: skip


def cash(sheet: Sheet) -> None:
    y = frame(sheet, 7)
    y = heading(sheet, y, "四、合并现金流量表", 12)
    y = unit(sheet, y, "单位：元")
    rows = [
        ["项目", *THREE],
        ["经营活动产生的现金流量：", "", "", ""],
        *lines([("销售商品、提供劳务收到的现金", a.SALES_CASH), ("收到的税费返还", a.REFUNDS)], bracketed),
        *lines([("收到其他与经营活动有关的现金", a.OTHER_RECEIVED), ("经营活动现金流入小计", a.OPERATING_IN)], bracketed),
        *lines([("购买商品、接受劳务支付的现金", a.GOODS_PAID), ("支付给职工以及为职工支付的现金", a.STAFF_PAID)], bracketed),
        *lines([("支付的各项税费", a.TAXES_PAID), ("支付其他与经营活动有关的现金", a.OTHER_PAID)], bracketed),
        *lines([("经营活动现金流出小计", a.OPERATING_OUT), ("经营活动产生的现金流量净额", a.OPERATING_CASH)], bracketed),
        *lines([("投资活动产生的现金流量净额", a.INVESTING_CASH), ("筹资活动产生的现金流量净额", a.FINANCING_CASH)], bracketed),
        *lines([("汇率变动对现金的影响", a.FX), ("现金及现金等价物净增加额", a.CHANGE)], bracketed),
        *lines([("期初现金及现金等价物余额", a.OPENING_CASH), ("期末现金及现金等价物余额", a.CASH)], bracketed),
    ]
    y = sheet.table(LEFT, y, rows, _STATEMENT_WIDTHS, borders="three_line", size=8.5, row_height=20)
    paragraphs(
        sheet, y + 30,
        f"2022年度公司经营活动产生的现金流量净额为{wan(a.OPERATING_CASH[2])}万元，主要系公司扩大备货所致；2024年度为"
        f"{wan(a.OPERATING_CASH[0])}万元，较上年增加{wan(a.OPERATING_CASH[0] - a.OPERATING_CASH[1])}万元。",
    )  # fmt: skip


def products(sheet: Sheet) -> None:
    y = frame(sheet, 8)
    y = heading(sheet, y, "五、营业收入分析", 12)
    y = heading(sheet, y, "（一）主营业务收入按产品分类", 10.5)
    y = unit(sheet, y, "单位：万元、%")
    head = ["项目", *(f"{year}\n{part}" for year in THREE for part in ("金额", "占比"))]
    body = [
        [label, *(cell for at in range(3) for cell in (wan(row[at]), f"{row[at] / a.MAIN_REVENUE[at] * 100:.2f}"))]
        for label, row in (*a.PRODUCTS.items(), ("合计", a.MAIN_REVENUE))
    ]
    y = sheet.table(LEFT, y, [head, *body], (99, 68, 48, 68, 48, 68, 52), size=8.5, row_height=22, align=("left", *["right"] * 6))
    y = heading(sheet, y + 34, "（二）主营业务收入按地区分类", 10.5)
    y = unit(sheet, y, "（人民币万元）")
    rows = [["", *THREE], *lines([*a.REGIONS.items(), ("合计", a.MAIN_REVENUE)], wan)]
    y = sheet.table(LEFT, y, rows, (166, 95, 95, 95), borders="none", size=9, row_height=20)
    paragraphs(
        sheet, y + 30,
        f"2024年度，公司境外收入为{wan(a.ABROAD[0])}万元，同比增长{growth(a.ABROAD, 0)}，占主营业务收入的"
        f"{percent(a.ABROAD[0], a.MAIN_REVENUE[0])}，较上年提高{(a.ABROAD[0] / a.MAIN_REVENUE[0] - a.ABROAD[1] / a.MAIN_REVENUE[1]) * 100:.2f}"
        "个百分点。华东地区是公司最主要的市场，电池装配线的客户多集中于该地区。",
    )  # fmt: skip


def margins(sheet: Sheet) -> None:
    y = frame(sheet, 9)
    y = heading(sheet, y, "六、毛利及毛利率分析", 12)
    rows = [["产品", *(f"{year}\n毛利率" for year in THREE)]]
    for label, revenue in a.PRODUCTS.items():
        cost = a.PRODUCT_COSTS[label]
        rows.append([label, *(percent(income - spent, income) for income, spent in zip(revenue, cost, strict=True))])
    spent = a.plus(*a.PRODUCT_COSTS.values())
    rows.append(["主营业务毛利率", *(percent(income - cost, income) for income, cost in zip(a.MAIN_REVENUE, spent, strict=True))])
    y = sheet.table(LEFT, y, rows, (166, 95, 95, 95), borders="no_sides", size=9, row_height=22)
    gross = a.minus(a.REVENUE, a.COST)
    y = paragraphs(
        sheet, y + 30,
        f"报告期各期，公司综合毛利率分别为{percent(gross[2], a.REVENUE[2])}、{percent(gross[1], a.REVENUE[1])}和"
        f"{percent(gross[0], a.REVENUE[0])}，主要因视觉检测设备收入占比上升而提高。",
    )  # fmt: skip
    y = heading(sheet, y + 10, "七、期间费用", 12)
    rows = [["项目", "2024年度", "2023年度", "2022年度", "2024年度\n较上年变动"]]
    costs = [("销售费用", a.SELLING), ("管理费用", a.ADMINISTRATION), ("研发费用", a.RESEARCH), ("财务费用", a.FINANCE)]
    costs.append(("合计", a.plus(*(row for _, row in costs))))
    for label, row in costs:
        rows.append([label, *(bracketed(value / 10_000) for value in row), growth(row, 0)])
    y = sheet.table(
        LEFT, y, rows, (111, 85, 85, 85, 85), borders="three_line", size=9, row_height=22, align=("left", *["right"] * 4)
    )
    sheet.text(LEFT, y + 14, "注：上表金额单位为人民币万元。", 9)
    cumulative = sum(a.RESEARCH, Decimal(0))
    paragraphs(
        sheet, y + 50,
        f"公司持续加大研发投入，报告期内累计研发费用为{wan(cumulative)}万元，最近三年研发费用复合增长率为49.04%，2024年度研发费用占营业收入"
        f"的比例为{percent(a.RESEARCH[0], a.REVENUE[0])}。",
    )  # fmt: skip


def customers(sheet: Sheet) -> None:
    y = frame(sheet, 10)
    y = heading(sheet, y, "八、主要客户和人员", 12)
    y = heading(sheet, y, "（一）2024年度前五名客户", 10.5)
    y = unit(sheet, y, "单位：万元")
    total = sum(a.CUSTOMERS_2024.values(), Decimal(0))
    rows = [["序号", "客户名称", "销售内容", "销售金额", "占营业收入比例"]]
    goods = ("电池装配线", "电池装配线", "视觉检测设备", "电池装配线", "视觉检测设备")
    for order, ((name, sold), what) in enumerate(zip(a.CUSTOMERS_2024.items(), goods, strict=True), start=1):
        rows.append([str(order), name, what, wan(sold), percent(sold, a.REVENUE[0])])
    rows.append(["", "合计", "", wan(total), percent(total, a.REVENUE[0])])
    y = sheet.table(
        LEFT, y, rows, (46, 105, 110, 95, 95), size=9, row_height=22, align=("center", "left", "left", "right", "right")
    )
    y = paragraphs(sheet, y + 28, "公司对前五名客户不存在依赖，与其均无关联关系。")
    y = heading(sheet, y + 10, "（二）员工专业结构", 10.5)
    rows = [["专业类别", "人数（人）", "占比"]]
    for label, count in (("研发人员", 315), ("生产人员", 386), ("销售人员", 94), ("管理及行政人员", 67), ("合计", 862)):
        rows.append([label, str(count), percent(Decimal(count), Decimal(862))])
    y = sheet.table(LEFT, y, rows, (180, 130, 141), borders="no_sides", size=9, row_height=20)
    y = heading(sheet, y + 34, "（三）发行前股东持股情况", 10.5)
    rows = [["股东名称", "持股数（万股）", "持股比例"]]
    holders = (
        ("澜海投资", 5_160),
        ("沈望舟", 2_640),
        ("常州帆影创业投资合伙企业（有限合伙）", 1_800),
        ("员工持股平台", 1_200),
        ("其他股东", 1_200),
    )
    for label, count in (*holders, ("合计", 12_000)):
        rows.append([label, f"{count:,}.00", percent(Decimal(count), Decimal(12_000))])
    sheet.table(LEFT, y, rows, (240, 105, 106), size=9, row_height=20)


def proceeds(sheet: Sheet) -> None:
    y = chapter(sheet, frame(sheet, 11), "第七节 募集资金运用")
    y = paragraphs(sheet, y, "本次发行募集资金扣除发行费用后，将按轻重缓急投入以下项目：")
    y = unit(sheet, y, "单位：万元")
    rows = [["序号", "项目名称", "投资总额", "拟投入募集资金"]]
    for order, (label, (cost, raised)) in enumerate(a.PROJECTS.items(), start=1):
        rows.append([str(order), label, yuan(cost), yuan(raised)])
    totals = [sum((pair[at] for pair in a.PROJECTS.values()), Decimal(0)) for at in range(2)]
    rows.append(["", "合计", *map(yuan, totals)])
    y = sheet.table(LEFT, y, rows, (46, 195, 105, 105), size=9, row_height=24, align=("center", "left", "right", "right"))
    paragraphs(
        sheet, y + 30,
        f"如实际募集资金少于{yuan(totals[1])}万元，不足部分由公司自筹解决。智能装备扩产项目建设期为24个月，达产后预计新增年产"
        "装配线120条，预计年均新增营业收入56,000.00万元。",
        "公司提示投资者：锂电池行业投资节奏放缓可能导致订单减少。假设2025年度电池装配线毛利率下降5个百分点，在其他条件不变的情况下，"
        "公司主营业务毛利将随之下降。",
    )  # fmt: skip


PAGES: tuple[Callable[[Sheet], None], ...] = (
    cover, offering, definitions, overview, balance, income_first, income_rest, cash, products, margins, customers, proceeds,
)  # fmt: skip
