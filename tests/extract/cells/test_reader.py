"""What the table reader says about cells of small tables of invented companies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.core.document import Document, Profile
from pipeline.core.mention import Mention
from pipeline.core.number import Number
from pipeline.core.period import Period
from pipeline.extract.readers.tables import TableReader
from pipeline.lexicon import load_config
from pipeline.segment import Segment
from tests.support.tables import table_document

SETTINGS, LEXICON = load_config(Path(__file__).parents[3] / "config")
SEGMENT, READER = Segment(SETTINGS, LEXICON), TableReader(SETTINGS, LEXICON)
ISSUER = "南屏新材料股份有限公司"
PROSPECTUS = Profile(doc_type="prospectus", issuer=ISSUER, currency="CNY", report_end=date(2020, 12, 31))
ANNUAL = Profile(
    doc_type="annual_report", issuer=ISSUER, currency="CNY", report_end=date(2020, 12, 31), published=date(2021, 3, 30)
)


def numbers(document: Document) -> list[Number]:
    found = [number for number in SEGMENT(document).numbers if number.cell is not None]
    return list(READER(document, document.tables[0], found).numbers)


def mentions(drawing: str, profile: Profile = PROSPECTUS, **given: object) -> dict[str, Mention]:
    document = table_document(drawing, profile=profile, **given)  # type: ignore[arg-type]
    found = [number for number in SEGMENT(document).numbers if number.cell is not None]
    return {mention.number.text: mention for mention in READER(document, document.tables[0], found).mentions}


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def day(number: int) -> Period:
    return Period.instant(date(number, 12, 31))


class TestUnits:
    def test_row_wins_over_the_table_and_takes_no_part_of_its_scale(self) -> None:
        said = mentions(
            """
            项目 | 2020年度 | 2019年度
            营业收入 | 8,120.55 | 7,004.10
            基本每股收益（元/股） | 0.52 | 0.41
            资产负债率（合并，%） | 41.20 | 43.85
            应收账款周转率（次） | 5.31 | 5.02
            """,
            unit_line="单位：万元",
        )
        assert {text: said[text].unit_text for text in ("8,120.55", "0.52", "41.20", "5.31")} == {
            "8,120.55": "万元",
            "0.52": "元/股",
            "41.20": "%",
            "5.31": "次",
        }
        assert said["0.41"].unit_source == "row"
        assert said["7,004.10"].unit_source == "caption"

    def test_ratio_of_the_column_wins_over_the_row(self) -> None:
        said = mentions(
            """
            项目 | 2020年 | 2019年 | 同比增减（%）
            稀释每股收益（元/股） | 0.52 | 0.41 | 26.83
            """
        )
        assert (said["26.83"].unit_text, said["26.83"].role) == ("%", "growth")
        assert said["0.52"].unit_text == "元/股"

    def test_each_good_has_its_price(self) -> None:
        said = mentions(
            """
            项目 | 2020年度 | <
            ^ | 金额 | 单价
            电力 | 906.31 | 0.71
            自来水 | 45.22 | 4.95
            """,
            head=2,
            unit_line="单位：万元、元/度、元/吨",
        )
        assert [said[text].unit_text for text in ("906.31", "0.71", "45.22", "4.95")] == ["万元", "元/度", "万元", "元/吨"]

    def test_own_unit_of_the_cell_counts_once(self) -> None:
        said = mentions("指标 | 2020年（%）\n毛利率 | 38.20%")
        assert said["38.20%"].unit_text == ""

    def test_change_of_a_ratio_is_in_points(self) -> None:
        said = mentions(
            """
            分产品 | 营业收入 | 毛利率（%） | 毛利率比上年增减（%）
            薄膜 | 5,120.00 | 30.15 | 1.24
            """,
            ANNUAL,
        )
        assert (said["1.24"].unit_text, said["1.24"].role) == ("个百分点", "change")
        assert said["30.15"].role == "level"

    def test_nothing_said_is_assumed_or_left_empty(self) -> None:
        said = mentions("项目 | 2020年度\n技术服务费 | 136,204.57\n其他 | 12.00")
        assert {(mention.unit_text, mention.unit_source) for mention in said.values()} == {("元", "assumed")}
        said = mentions("项目 | 2020年度\n技术服务费 | 34,217.09")
        assert said["34,217.09"].unit_text == ""

    def test_a_column_of_units(self) -> None:
        said = mentions("序号 | 设备名称 | 单位 | 数量 | 金额（万元）\n1 | 反应釜 | 台 | 12 | 64.50", stub=3)
        assert [(mention.label, mention.unit_text) for mention in said.values()] == [("反应釜", "台"), ("反应釜", "万元")]


class TestPeriods:
    def test_years_below_a_frame(self) -> None:
        said = mentions(
            """
            | 截至6月30日止六個月 | <
            | 2019年 | 2020年
            收益 | 1,204 | 1,377
            """,
            head=2,
        )
        assert said["1,204"].period == Period(date(2019, 1, 1), date(2019, 6, 30))
        assert said["1,377"].period == Period(date(2020, 1, 1), date(2020, 6, 30))

    def test_a_balance_under_a_bare_year_is_of_its_last_day(self) -> None:
        said = mentions("项目 | 2020年 | 2019年\n总资产 | 9,001.00 | 8,002.00\n营业收入 | 4,003.00 | 3,004.00")
        assert said["9,001.00"].period == day(2020)
        assert said["3,004.00"].period == year(2019)

    def test_report_period_of_an_annual_report(self) -> None:
        said = mentions("项目 | 本期发生额 | 上期发生额\n投资收益 | 5.10 | 4.20", ANNUAL, unit_line="单位：元")
        assert (said["5.10"].period, said["4.20"].period) == (year(2020), year(2019))

    def test_opening_and_closing_balance(self) -> None:
        said = mentions("项目 | 期末余额 | 期初余额\n预付款项 | 5.10 | 4.20", ANNUAL)
        assert (said["5.10"].period, said["4.20"].period) == (day(2020), day(2019))

    def test_a_prospectus_has_no_current_period(self) -> None:
        said = mentions("项目 | 本期发生额\n投资收益 | 5.10")
        assert said["5.10"].period is None
        assert said["5.10"].period_text == "本期发生额"[:2] or said["5.10"].period_text

    def test_quarters_in_rows_take_their_year_from_the_column(self) -> None:
        said = mentions("季度 | 2020年度 | 2019年度\n第二季度 | 1,250.10 | 1,140.20")
        assert said["1,140.20"].period == Period(date(2019, 4, 1), date(2019, 6, 30))

    def test_growth_over_last_year_is_of_this_year(self) -> None:
        said = mentions("分地区 | 营业收入比上年增减（%）\n华东 | 12.50", ANNUAL)
        assert said["12.50"].period == year(2020)

    def test_rows_of_years(self) -> None:
        said = mentions("年度 | 研发费用（万元）\n2019年 | 410.20\n2020年 | 502.35")
        assert (said["410.20"].period, said["410.20"].metric) == (year(2019), "研发费用")


class TestEntities:
    def test_customers_by_year(self) -> None:
        said = mentions(
            """
            年度 | 客户名称 | 销售金额（万元） | 占营业收入比例（%）
            2020年 | 青禾精工有限公司 | 1,204.10 | 14.83
            ^ | 合计 | 3,310.55 | 40.77
            """,
            stub=2,
        )
        first, total = said["14.83"], said["40.77"]
        assert (first.entity_text, first.role, first.period) == ("青禾精工有限公司", "share", year(2020))
        assert (total.entity_text, total.label) == (ISSUER, "2020年 > 合计")

    def test_holders_and_those_that_name_nobody(self) -> None:
        said = mentions(
            """
            股东名称 | 发行前 | < | 发行后 | <
            ^ | 数量（万股） | 比例（%） | 数量（万股） | 比例（%）
            周鸣远 | 2,110.70 | 42.21 | 2,110.71 | 31.66
            社会公众股 | - | - | 1,670.00 | 25.04
            """,
            head=2,
        )
        assert (said["42.21"].entity_text, said["42.21"].metric) == ("周鸣远", "周鸣远 发行前持股比例")
        assert (said["31.66"].modality, said["42.21"].modality) == ("forecast", "reported")
        assert said["25.04"].entity_text == ISSUER

    def test_a_subsidiary_named_by_the_group(self) -> None:
        profile = Profile(doc_type="prospectus", issuer=ISSUER, names={"南屏薄膜": "南屏薄膜有限公司"})
        said = mentions("公司 | 项目 | 2020年度\n南屏薄膜 | 营业收入 | 310.20\n^ | 净利润 | -20.15", profile, stub=2)
        assert (said["-20.15"].entity_text, said["-20.15"].metric) == ("南屏薄膜", "南屏薄膜 > 净利润")

    def test_line_items_with_words_of_companies_are_no_entities(self) -> None:
        said = mentions("负债和股东权益 | 2020年12月31日\n资本公积 | 310.20\n归属于母公司股东权益合计 | 410.30")
        assert {mention.entity_text for mention in said.values()} == {ISSUER}


class TestLabels:
    def test_spanning_labels_belong_to_the_path(self) -> None:
        said = mentions("业务 | 地区 | 2020年（万元）\n工业 | 国内 | 10.10\n^ | 小计 | 20.20\n合计 | < | 30.30", stub=2)
        assert [said[text].label for text in ("10.10", "20.20", "30.30")] == ["工业 > 国内", "工业 > 小计", "合计"]

    def test_a_heading_row_is_needed_by_sums_only(self) -> None:
        said = mentions("类型 | 营业收入\n按渠道 | <\n直营 | 10.10\n小计 | 20.20", ANNUAL)
        assert (said["10.10"].label, said["20.20"].label) == ("直营", "按渠道 > 小计")

    def test_a_bare_ratio_takes_the_noun_of_the_column_before(self) -> None:
        said = mentions("产品 | 销售数量（吨） | 同比增长（%）\n薄膜 | 8,500 | 18.31", ANNUAL)
        assert said["18.31"].metric == "薄膜 销售数量同比增长"

    def test_sides_of_a_balance_sheet(self) -> None:
        said = mentions("资产 | 2020年末 | 负债 | 2020年末\n货币资金 | 11.50 | 短期借款 | 22.60")
        assert (said["11.50"].label, said["22.60"].label) == ("货币资金", "短期借款")

    def test_second_head_in_the_middle(self) -> None:
        said = mentions(
            """
            指标 | 2020年12月31日 | 2019年12月31日
            流动比率（倍） | 1.92 | 1.87
            指标 | 2020年度 | 2019年度
            存货周转率（次） | 3.13 | 2.88
            """
        )
        assert (said["1.87"].period, said["2.88"].period) == (day(2019), year(2019))


@pytest.mark.parametrize(
    ("drawing", "kinds"),
    [
        (
            "序号 | 股东名称 | 持股数（万股）\n1 | 周鸣远 | 20.50\n2 | 吴双 | 10.50",
            ["row_number", "figure", "row_number", "figure"],
        ),
        ("项目 | 附注 | 2020年12月31日\n存货 | 7 | 20.50", ["note_reference", "figure"]),
        (
            "序号 | 房屋坐落 | 面积（平方米）\n1 | 云杉路3号 | 820.50\n已抵押面积：410.25 | |",
            ["row_number", "code", "figure", "name"],
        ),
        ("项目 | 投资额（万元）\n年产3万吨薄膜项目 | 20.50", ["name", "figure"]),
    ],
)
def test_numbers_that_are_no_figures(drawing: str, kinds: list[str]) -> None:
    found = numbers(table_document(drawing, profile=PROSPECTUS, stub=2 if "|" in drawing.split("\n", maxsplit=1)[0][6:] else 1))
    assert [number.kind for number in found if number.cell and number.cell.row > 0] == kinds
