"""Tables as filings of other kinds print them: every word of a cell's meaning. Companies and values are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.core.document import Profile
from pipeline.core.period import Period
from pipeline.extract.cells.periods import arabic
from tests.extract.cells.test_reader import ANNUAL, ISSUER, PROSPECTUS, READER, SEGMENT, day, mentions, numbers, year
from tests.support.tables import table_document

HONG_KONG = Profile(
    doc_type="annual_report",
    issuer="南屏控股有限公司",
    currency="HKD",
    language="zh-Hant",
    report_end=date(2024, 12, 31),
    published=date(2025, 3, 28),
)
ENGLISH = replace(HONG_KONG, issuer="Nanping Holdings Limited", language="en")


class TestHongKong:
    def test_years_in_chinese_numerals_under_a_frame(self) -> None:
        said = mentions(
            """
            | 截至六月三十日止六個月 | < | <
            | 二零二四年 | 二零二三年 | 變動
            | 千港元 | 千港元 | %
            收益 | 345,678 | 300,123 | 15.2
            """,
            HONG_KONG,
            head=3,
        )
        first, last, change = said["345,678"], said["300,123"], said["15.2"]
        assert (first.period, last.period) == (
            Period(date(2024, 1, 1), date(2024, 6, 30)),
            Period(date(2023, 1, 1), date(2023, 6, 30)),
        )
        assert (first.unit_text, first.unit_source, first.metric) == ("千港元", "column", "收益")
        assert (change.role, change.period, change.unit_text) == ("growth", first.period, "%")

    def test_year_and_unit_in_one_cell_of_the_head(self) -> None:
        said = mentions("| 附注 | 二零二四年 千港元 | 2023 HK$'000\n收益 | 4 | 1,234 | 1,100", HONG_KONG, stub=2)
        assert {text: (said[text].period, said[text].unit_text) for text in said} == {
            "1,234": (year(2024), "千港元"),
            "1,100": (year(2023), "HK$'000"),
        }

    def test_all_of_a_balance_sheet_is_of_its_day(self) -> None:
        said = mentions(
            """
            | 附注 | 二零二四年 | 二零二三年
            非流动资产： | | |
            使用权资产 | 13 | 30,001 | 20,002
            物业 | 14 | 40,000 | 10,000
            | | 70,001 | 30,002
            """,
            replace(HONG_KONG, year_end=(3, 31)),
            stub=2,
            caption="综合财务状况表 于二零二四年三月三十一日",
        )
        assert (said["30,001"].period, said["10,000"].period) == (
            Period.instant(date(2024, 3, 31)),
            Period.instant(date(2023, 3, 31)),
        )
        assert said["70,001"].label == "非流动资产： > 合計"

    def test_a_sum_of_all_rows_leaves_the_last_heading(self) -> None:
        said = mentions(
            """
            | 袍金 | 薪金
            执行董事 | |
            陈大文先生 | 100 | 2,400
            独立非执行董事 | |
            黄中一先生 | 240 | 15
            | 340 | 2,415
            """,
            HONG_KONG,
        )
        assert (said["2,415"].label, said["2,415"].entity_text) == ("合計", "南屏控股有限公司")
        assert said["240"].entity_text == "黄中一先生"

    def test_shares_of_the_profit_name_what_they_share(self) -> None:
        said = mentions(
            """
            | 2024年 | 2023年
            年内溢利 | 201,000 | 150,300
            以下人士应占： | |
            本公司拥有人 | 190,000 | 141,000
            非控股权益 | 11,000 | 9,300
            """,
            HONG_KONG,
        )
        assert (said["190,000"].metric, said["9,300"].metric) == ("本公司拥有人应占溢利", "非控股权益应占溢利")
        said = mentions(
            """
            | 2024 | 2023
            Profit for the year | 201,000 | 150,300
            Attributable to: | |
            Owners of the Company | 190,000 | 141,000
            """,
            ENGLISH,
            unit_line="HK$ million",
        )
        assert said["190,000"].metric == "Profit attributable to Owners of the Company"
        assert (said["150,300"].unit_text, said["150,300"].period) == ("HK$ million", year(2023))

    def test_earnings_per_share_under_their_heading(self) -> None:
        said = mentions(
            "| 附注 | 2024年\n每股盈利 | 9 |\n－基本（人民币分） | | 12.31\n－摊薄（人民币分） | | 12.11", HONG_KONG, stub=2
        )
        assert (said["12.31"].metric, said["12.31"].unit_text) == ("每股盈利 > 基本（人民币分）", "人民币分/股")

    def test_movements_between_two_days(self) -> None:
        said = mentions(
            """
            | 软件 | 总计
            | 千港元 | 千港元
            于2024年1月1日 | 12,038 | 13,368
            添置 | 1,100 | 1,200
            于2024年12月31日 | 13,138 | 14,568
            """,
            HONG_KONG,
            head=2,
        )
        assert (said["13,368"].period, said["14,568"].period) == (Period.instant(date(2024, 1, 1)), day(2024))
        assert (said["1,200"].period, said["1,200"].period_source) == (year(2024), "row")

    def test_balances_by_age_are_of_the_last_day(self) -> None:
        said = mentions(
            "| 2024年 | 2023年\n三个月内 | 93,210 | 82,900\n一年以上 | 11,100 | 8,800\n | 104,310 | 91,700",
            HONG_KONG,
            caption="贸易应收款项按发票日期的账龄分析如下：",
        )
        assert (said["82,900"].metric, said["82,900"].period) == ("三个月内 贸易应收款项", day(2023))
        assert (said["104,310"].metric, said["104,310"].scope) == ("合計 贸易应收款项", ())
        assert said["93,210"].scope == (("segment", "三个月内"),)

    def test_a_matrix_of_segments(self) -> None:
        said = mentions("| 制造 | 零售 | 总计\n分部收益 | 603,210 | 402,900 | 1,006,110", HONG_KONG, unit_line="千港元")
        assert (said["402,900"].scope, said["1,006,110"].scope) == ((("segment", "零售"),), ())

    def test_tables_of_the_company_alone(self) -> None:
        drawing = "| 2024年\n贸易应收款项 | 93,210"
        assert mentions(drawing, HONG_KONG, caption="贵公司")["93,210"].scope == (("basis", "parent"),)
        assert mentions(drawing, HONG_KONG, caption="贵集团")["93,210"].scope == ()
        assert mentions(drawing, HONG_KONG, caption="南屏控股有限公司资产负债表")["93,210"].scope == ()

    def test_scale_of_all_columns_beside_their_currency(self) -> None:
        said = mentions(
            """
            | 2024 | <
            | RMB | %
            | (in thousands, except for percentages) | <
            Software | 1,606,110 | 57.0
            """,
            ENGLISH,
            head=3,
        )
        assert (said["1,606,110"].unit_text, said["57.0"].unit_text) == ("RMB in thousands", "%")
        assert said["1,606,110"].metric == "Software"


class TestHolders:
    def test_marks_of_notes_without_brackets(self) -> None:
        said = mentions(
            "Name | % of total issued Shares\nSeasonal Star Limited Note 4 and 13 | 0.17%\nBlue Fund, L.P. Note 8 | 1%", ENGLISH
        )
        assert [mention.entity_text for mention in said.values()] == ["Seasonal Star Limited", "Blue Fund, L.P."]

    def test_direct_and_indirect_holdings(self) -> None:
        said = mentions(
            """
            子公司名称 | 持股比例（%） | <
            ^ | 直接 | 间接
            南屏薄膜有限公司 | 70 | 30
            """,
            ANNUAL,
            head=2,
        )
        assert (said["30"].metric, said["30"].role, said["30"].period) == ("南屏薄膜有限公司 持股比例间接", "share", day(2020))

    def test_balances_with_related_parties_keep_what_they_are(self) -> None:
        said = mentions("关联方 | 期末余额\n青禾精工有限公司 | 210.50", ANNUAL, caption="1. 存放业务")
        assert said["210.50"].metric == "青禾精工有限公司 期末余额"
        said = mentions("关联方 | 本报告期\n青禾精工有限公司 | 210.50", ANNUAL, caption="向关联方支付的利息")
        assert said["210.50"].metric == "青禾精工有限公司 向关联方支付的利息"

    def test_a_row_of_shares_names_nobody(self) -> None:
        said = mentions(
            "关联方 | 2020年\n青禾精工有限公司 | 210.50\n占营业成本的比例 | 5.83%", PROSPECTUS, unit_line="单位：万元"
        )
        assert (said["5.83%"].entity_text, said["5.83%"].metric) == (ISSUER, "占营业成本的比例")

    def test_a_value_with_its_unit_is_no_head(self) -> None:
        said = mentions("发行概况 | 内容\n发行股数 | 1,670万股，占发行后总股本的25.04%\n发行价格 | 12.35元")
        assert said["12.35元"].metric == "发行价格"

    def test_whom_the_caption_is_about(self) -> None:
        profile = replace(PROSPECTUS, names={"南屏贸易": "南屏贸易有限公司"})
        said = mentions("项目 | 2020年\n净资产 | 421.40", profile, caption="报告期内，南屏贸易经审计的主要财务数据如下：")
        assert said["421.40"].entity_text == "南屏贸易"
        said = mentions("变动原因 | 持股比例\n受让股份 | 5.64%", caption="3、周鸣远先生持有公司股份变化")
        assert said["5.64%"].entity_text == "周鸣远先生"

    def test_a_bare_ratio_beside_shares_held_is_a_stake(self) -> None:
        said = mentions("股东名称 | 期末持股数量 | 比例（%）\n青禾精工有限公司 | 8,039 | 0.64", ANNUAL, unit_line="单位：股")
        assert said["0.64"].metric == "青禾精工有限公司 持股比例"

    def test_items_with_words_of_companies_are_no_entities(self) -> None:
        said = mentions("| 2024年\n出售附属公司 | 300\n应收联营公司 | 20\n青禾集团 | 10", HONG_KONG, unit_line="千港元")
        assert [mention.entity_text for mention in said.values()] == ["南屏控股有限公司", "南屏控股有限公司", "青禾集团"]


class TestParts:
    def test_labels_printed_twice_keep_their_heading(self) -> None:
        said = mentions(
            """
            项目 | 运输工具 | 合计
            一、账面原值 | < | <
            本期增加金额 | 49.60 | 99.20
            二、累计折旧 | < | <
            本期增加金额 | 22.20 | 44.40
            （2）外币报表折算 | |
            期末余额 | 21.10 | 42.20
            """,
            ANNUAL,
        )
        assert (said["22.20"].label, said["49.60"].label) == ("累计折旧 > 本期增加金额", "账面原值 > 本期增加金额")
        assert said["21.10"].label == "累计折旧 > 期末余额"

    def test_panels_side_by_side_have_keys_of_their_own(self) -> None:
        said = mentions(
            "申请股数 | 应付金额（港元） | 申请股数 | 应付金额（港元）\n100 | 12,171.53 | 2,000 | 243,430.49\n200 | 24,343.05 | 2,500 | 304,288.10",
            HONG_KONG,
            stub=0,
        )
        assert (said["243,430.49"].label, said["2,500"].label) == ("2,000", "申请股数")

    def test_a_ratio_named_by_the_title_alone(self) -> None:
        said = mentions("公司名称 | 2020年末\n青禾精工 | 1.20", caption="②速动比率")
        assert (said["1.20"].unit_text, said["1.20"].unit_source) == ("倍", "assumed")

    def test_products_in_a_column_before_what_is_measured(self) -> None:
        said = mentions("产品名称 | 指标 | 2020年\n薄膜 | 产量（吨） | 80\n^ | 销量（吨） | 70", stub=2)
        assert (said["80"].scope, said["70"].scope) == ((("product", "薄膜"),), (("product", "薄膜"),))

    def test_machines_and_the_issuer_are_no_segments(self) -> None:
        profile = replace(PROSPECTUS, names={"南屏新材": ISSUER})
        said = mentions("设备名称 | 数量（台） | 金额（万元）\n反应釜 | 12 | 64.50", profile)
        assert {mention.scope for mention in said.values()} == {()}
        said = mentions("公司 | 2020年度\n南屏新材 | 310.20", profile, caption="各公司营业收入情况")
        assert said["310.20"].scope == ()

    def test_movements_of_equity_are_no_parts_of_it(self) -> None:
        said = mentions(
            "项目 | 未分配利润 | 股东权益合计\n一、上年年末余额 | 31.00 | 62.00\n3．对股东的分配 | -12.30 | -12.40",
            caption="2020年母公司所有者权益变动表",
            unit_line="单位：元",
        )
        assert said["-12.40"].scope == (("basis", "parent"), ("movement", "对股东的分配"))
        assert (said["62.00"].scope, said["62.00"].period) == ((("basis", "parent"),), day(2019))

    def test_statements_as_if_are_a_case(self) -> None:
        said = mentions("项目 | 2020年度\n营业收入 | 310.20", caption="（一）备考利润表")
        assert said["310.20"].scope == (("case", "备考"),)

    def test_a_ratio_of_the_title_is_not_what_is_counted(self) -> None:
        said = mentions(
            "项目 | 2020年\n全球需求量（亿只） | 3.39\n公司销售量（亿只） | 0.96", caption="公司产品市场占有率情况计算如下："
        )
        assert said["3.39"].metric == "全球需求量（亿只）"


class TestTimes:
    def test_a_year_in_the_name_of_a_plan_is_no_time(self) -> None:
        said = mentions("归属期 | 归属比例\n第一个归属期 | 50%", caption="（1）2022年股权激励计划")
        assert said["50%"].period is None

    def test_the_day_stands_above_the_heading(self) -> None:
        said = mentions("岗位 | 人数（人）\n生产人员 | 1,127", lead="截至2016年末，公司员工的专业结构情况如下：")
        assert said["1,127"].period == day(2016)

    def test_the_year_of_what_was_produced(self) -> None:
        said = mentions("产品 | 2019年产量 | 2020年产能\n薄膜（吨） | 445 | 600")
        assert (said["445"].period, said["600"].period) == (year(2019), year(2020))

    @pytest.mark.parametrize(
        ("printed", "digits"),
        [
            ("二零二四年十二月三十一日", "2024年12月31日"),
            ("截至十月二十日止", "截至10月20日止"),
            ("二○二一", "2021"),
            ("一千零二十四", "一千零二十四"),
            ("三年期", "三年期"),
        ],
    )
    def test_dates_in_digits(self, printed: str, digits: str) -> None:
        plain, places = arabic(printed)
        assert plain == digits
        assert (len(places), places[0], places[-1]) == (len(plain) + 1, 0, len(printed))

    def test_months_of_a_quarter_are_no_part_of_what_is_measured(self) -> None:
        said = mentions("| 第一季度（1-3月份）\n营业收入 | 12.10", ANNUAL)
        assert (said["12.10"].metric, said["12.10"].period) == ("营业收入", Period(date(2020, 1, 1), date(2020, 3, 31)))

    def test_a_year_printed_once_holds_for_the_blanks_below(self) -> None:
        said = mentions(
            "年度 | 客户名称 | 销售金额（万元）\n2020年 | 青禾精工有限公司 | 12.10\n | 北川电子有限公司 | 9.10\n | 合计 | 21.20",
            stub=2,
        )
        assert [said[text].period for text in ("9.10", "21.20")] == [year(2020), year(2020)]


class TestUnits:
    def test_months_that_are_left(self) -> None:
        said = mentions("类别 | 剩余摊销期限（月）\n系统 | 109", unit_line="单位：元")
        assert said["109"].unit_text == "个月"

    def test_unit_line_that_names_what_each_unit_is_of(self) -> None:
        said = mentions("项目 | 金额（万元） | 单价\n铜料 | 10,386.20 | 3.20", unit_line="单位：单价万元/吨")
        assert said["3.20"].unit_text == "万元/吨"

    def test_a_column_of_units_gives_money_too(self) -> None:
        said = mentions("序号 | 指标名称 | 指标单位 | 指标数额\n1 | 净利润 | 万元 | 1,063.75\n2 | 投资回收期 | 年 | 6.89", stub=3)
        assert {text: said[text].unit_text for text in said} == {"1,063.75": "万元", "6.89": "年"}

    def test_classes_of_trademarks_are_codes(self) -> None:
        document = table_document("序号 | 商标 | 类别\n1 | 南屏 | 35\n2 | 青禾 | 7", profile=PROSPECTUS, stub=2)
        assert [number.kind for number in numbers(document)] == ["row_number", "code", "row_number", "code"]


def test_what_is_still_to_be_built_is_a_plan() -> None:
    document = table_document("设备名称 | 金额（万元）\n反应釜 | 64.50", profile=PROSPECTUS)
    (table,) = document.tables
    chapter = replace(table, section_path=("第十三节 募集资金运用", "二、项目设备"))
    planned = replace(document, tables=(chapter,))
    found = [number for number in SEGMENT(planned).numbers if number.cell is not None]
    assert [mention.modality for mention in READER(planned, chapter, found).mentions] == ["forecast"]
    assert mentions("设备名称 | 金额（万元）\n反应釜 | 64.50")["64.50"].modality == "reported"
