"""What the caption gives to rows that name no quantity, and what no caption may give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.cells.heads import HeadReader
from pipeline.extract.cells.topics import Topics
from pipeline.extract.cells.words import unlisted
from tests.extract.cells.test_reader import LEXICON, PROSPECTUS, READER, SEGMENT, mentions, year
from tests.support.tables import table_document

HEADS = HeadReader(LEXICON)
TOPICS = Topics(lambda text: bool(HEADS.measures(text)))


@pytest.mark.parametrize(
    ("parts", "topic"),
    [
        (("（4）在建工程；", "表8－3在建工程转固情况表"), "在建工程转固"),
        (("(2).按付款对象归集的期末余额前五名的预付款情况",), "预付款"),
        (("9、其他应收款", "截至2019年6月30日，公司的其他应收款账龄情况如下："), "其他应收款"),
        (("（b）贵集团主要管理人员的薪酬",), "主要管理人员的薪酬"),
        (("31.遞延收入", ""), "遞延收入"),
        (("公司近三年采购总金额及比例",), "采购总金额"),
        (("（3）应收账款", "①按账龄分析"), "应收账款"),
        (("13、固定资产", "（1）项目列示"), "固定资产"),
        (("下表载列我们于所示期间按地区划分的收入明细，均按绝对金额计及占总收入的百分比列示：",), "收入"),
        (("（二）合并资产负债表（续）",), ""),
        (("2、毛利率影响因素分析",), ""),
        (("（六）本公司股东情况",), ""),
        (("（三）主要财务指标",), ""),
    ],
)
def test_topic_of_titles(parts: tuple[str, ...], topic: str) -> None:
    assert TOPICS(parts) == topic


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("A．外销", "外销"),
        ("（一）外销", "外销"),
        ("1、外销", "外销"),
        ("①外销", "外销"),
        ("3.5亿元以上", "3.5亿元以上"),
        ("1.", "1."),
        ("A股", "A股"),
    ],
)
def test_marks_of_lists_are_no_part_of_a_label(printed: str, bare: str) -> None:
    assert unlisted(printed) == bare


def test_parts_of_a_quantity_in_the_caption() -> None:
    said = mentions(
        """
        区域 | 金额（万元） | 比例（%）
        A．内销 | 1,200.50 | 40.02
        B．外销 | 1,799.50 | 59.98
        """,
        caption="公司零售业务收入的销售区域构成",
    )
    assert said["1,200.50"].metric.startswith("内销 ")
    assert said["1,200.50"].metric.endswith("收入")
    assert said["59.98"].role == "share"
    assert said["59.98"].metric.endswith("收入比例")
    assert said["1,799.50"].scope == (("region", "外销"),)


def test_sum_without_words_is_called_by_the_caption() -> None:
    said = mentions(
        """
        项目 | 2020年 | 2019年
        薪金及津贴 | 310.20 | 290.10
        退休金供款 | 40.05 | 38.20
        | 350.25 | 328.30
        """,
        caption="主要管理人员的薪酬",
    )
    assert said["350.25"].metric == "合计 主要管理人员的薪酬"


def test_rate_of_exchange_is_a_price_and_no_percentage() -> None:
    said = mentions(
        """
        币种 | 外币余额 | 折算汇率 | 折算人民币余额
        欧元 | 1,050.20 | 7.3068 | 7,673.60
        """
    )
    assert said["7.3068"].unit_text == "元/欧元"


@pytest.mark.parametrize("name", ["流动比率", "速动比率", "市盈率", "市净率", "容积率", "利息保障倍数"])
def test_ratios_that_are_no_percentages(name: str) -> None:
    said = mentions(f"项目 | 2020年 | 2019年\n{name} | 1.85 | 2.04")
    assert said["1.85"].unit_text == "倍"


def test_turnover_is_in_times_unless_percent_is_printed() -> None:
    said = mentions("项目 | 2020年 | 2019年\n存货周转率 | 4.81 | 5.04\n换手周转率（%） | 12.31 | 11.07")
    assert (said["4.81"].unit_text, said["12.31"].unit_text) == ("次", "%")


@pytest.mark.parametrize("line", ["上表金额单位为人民币万元", "下表金额单位均为人民币万元", "2020年12月31日 单位：万元"])
def test_words_before_the_unit_are_no_unit(line: str) -> None:
    assert mentions("项目 | 2020年\n管理费用 | 1,310.26", unit_line=line)["1,310.26"].unit_text.endswith("万元")


def test_unit_of_goods_from_a_note_below() -> None:
    document = table_document("车间 | 设计产能\n一号车间 | 3,200.00", profile=PROSPECTUS)
    noted = replace(document.tables[0], notes=("说明：本表中产能、产量的计量单位为“吨”。",))
    found = [number for number in SEGMENT(document).numbers if number.cell is not None]
    assert [mention.unit_text for mention in READER(document, noted, found).mentions] == ["吨"]


def test_share_told_by_the_words_beside_a_number() -> None:
    said = mentions("项目 | 内容\n发行股数 | 本次发行股票3,000万股，占发行后总股本的25.00%")
    assert said["25.00%"].role == "share"
    assert said["25.00%"].metric == "发行股数 占发行后总股本比例"


def test_scope_of_regions_and_of_movements() -> None:
    said = mentions(
        "地区 | 主营业务收入（万元）\n东北片区 | 410.20\n其他 | 90.10",
        caption="主营业务收入按地区分类",
    )
    assert said["410.20"].scope == (("region", "东北片区"),)
    moved = mentions("项目 | 股本（万元）\n上述（一）和（二）小计 | 12.70", caption="")
    assert moved["12.70"].scope == ()


def test_values_that_span_columns_of_a_grid_cut_too_fine() -> None:
    said = mentions(
        """
        项目 | 2019年 | < | 2020年 | <
        营业收入（万元） | 5,642.09 | < | 6,889.08 | <
        净利润（万元） | 389.66 | < | 442.77 | <
        """
    )
    assert (said["6,889.08"].metric, said["6,889.08"].period) == ("营业收入（万元）", year(2020))


def test_rows_of_dashes_head_the_same_labels_below() -> None:
    said = mentions(
        """
        项目 | 2020.12.31 | 2019.12.31
        固定资产原价 | - | -
        机器设备 | 912.18 | 869.64
        运输设备 | 16.23 | 36.62
        合计 | 928.41 | 906.26
        累计折旧 | - | -
        机器设备 | 138.59 | 122.15
        运输设备 | 81.78 | 44.80
        在建工程 | - | -
        电子设备 | 71.02 | 60.33
        """
    )
    assert said["138.59"].metric == "累计折旧 > 机器设备"
    assert said["906.26"].metric == "固定资产原价 > 合计"
    assert said["71.02"].metric == "电子设备"
