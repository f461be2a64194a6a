"""What a figure in prose measures, by phenomenon; each sentence is invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.core.document import Block, Document, Profile
from pipeline.core.place import Span
from pipeline.extract import Extract
from pipeline.lexicon import load_config
from pipeline.segment import Segment

SETTINGS, LEXICON = load_config(Path(__file__).resolve().parents[2] / "config")


@cache
def stages() -> tuple[Segment, Extract]:
    return Segment(SETTINGS, LEXICON), Extract(SETTINGS, LEXICON)


@cache
def found(text: str) -> dict[str, tuple[str, str]]:
    """Figure as printed -> (what it measures, its role), in an article about 星河智能."""
    segment, extract = stages()
    profile = Profile(doc_type="news", issuer="星河智能", self_names=frozenset({"公司", "本公司", "本集团", "集团"}))
    block = Block("paragraph", Span(0, len(text)))
    document = Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", text, (block,), profile=profile)
    return {mention.number.text: (mention.label, mention.role) for mention in extract(segment(document)).mentions}


def labels(text: str) -> dict[str, str]:
    return {figure: label for figure, (label, _) in found(text).items()}


RATES = "公司销售/管理/财务/研发费用率分别为16.1%/7.8%/-6.6%/5.2%。"
ASIDES = "收入及母公司擁有人應佔溢利分別為約11.4億港元（去年同期：10.2億港元）及約3.8億港元（去年同期：3.1億港元）。"
PARTS = "其中，照明业务收入为3亿元，家电业务为2亿元，罚款支出为1亿元。"


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        (RATES, "16.1%", "销售费用率"),
        (RATES, "-6.6%", "财务费用率"),
        (RATES, "5.2%", "研发费用率"),
        (ASIDES, "11.4億港元", "收入"),
        (ASIDES, "10.2億港元", "收入"),
        (ASIDES, "3.8億港元", "母公司擁有人應佔溢利"),
        (ASIDES, "3.1億港元", "母公司擁有人應佔溢利"),
        ("每股最高及最低價分別為6.28港元及5.61港元。", "6.28港元", "最高价"),
        ("每股最高及最低價分別為6.28港元及5.61港元。", "5.61港元", "最低價"),
        ("截至6月末，合并和母公司口径未弥补亏损分别为41亿元、12亿元。", "41亿元", "未弥补亏损"),
        ("截至6月末，合并和母公司口径未弥补亏损分别为41亿元、12亿元。", "12亿元", "未弥补亏损"),
        ("营业收入为41亿元和净利润为12亿元。", "41亿元", "营业收入"),
    ],
)
def test_each_of_a_list_takes_its_own_figure(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        (PARTS, "3亿元", "照明业务收入"),
        (PARTS, "2亿元", "家电业务收入"),
        (PARTS, "1亿元", "罚款支出"),
        ("毛利率为35%，其中家电板块为28%。", "28%", "家电板块毛利率"),
        ("毛利率为35%，其中家电板块为2亿元。", "2亿元", "家电板块"),
        ("营业收入为3亿元。家电板块为2亿元。", "2亿元", "家电板块"),
        ("营业收入为3亿元，手续费为0.2亿元。", "0.2亿元", "手续费"),
    ],
)
def test_a_part_is_called_by_the_quantity_that_the_sentence_goes_on_about(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        ("精密减速器实现收入2亿元。", "2亿元", "精密减速器收入"),
        ("江城股份实现收入2亿元。", "2亿元", "收入"),
        ("董事會建議派付中期股息每股3.5港仙。", "3.5港仙", "中期股息"),
        ("监管部门拟对公司处以4,000万元罚款。", "4,000万元", "罚款"),
        ("公司提取10%的法定盈余公积。", "10%", "法定盈余公积"),
        ("通过虚构销售等方式虚增利润27亿元。", "27亿元", "虚增利润"),
        ("公司合作银行授信总额度为50亿元。", "50亿元", "合作银行授信总额度"),
        ("超过最近一期经审计净资产的50%。", "50%", "净资产"),
        ("一年内到期的有息债务为3亿元。", "3亿元", "一年内到期的有息债务"),
        ("已訂約但未撥備的資本開支為2亿元。", "2亿元", "訂約但未撥備的資本開支"),
        ("在近三年内均保持在7倍以上。", "7倍以上", ""),
    ],
)
def test_verbs_and_asides_are_no_part_of_a_name(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


@pytest.mark.parametrize(
    ("text", "figure", "label", "role"),
    [
        ("公司转让南湾39%股权的交易价格为5亿元。", "39%", "南湾股权", "share"),
        ("子公司减按10%的税率征收企业所得税。", "10%", "税率", "level"),
        ("公司保持85%以上的销售回款率。", "85%以上", "销售回款率", "level"),
        ("融资成本保持4.55%的低位。", "4.55%", "融资成本", "level"),
        ("国内供应商10%的定金由公司支付。", "10%", "定金", "level"),
        ("九成的门店为加盟店。", "九成", "门店", "share"),
    ],
)
def test_a_percentage_in_front_of_its_noun(text: str, figure: str, label: str, role: str) -> None:
    assert found(text)[figure] == (label, role)


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        ("股份於暗盤高見5元，之後回落至2.8元水平徘徊，收市報2.86元。", "5元", "股價"),
        ("股份於暗盤高見5元，之後回落至2.8元水平徘徊，收市報2.86元。", "2.8元", "股價"),
        ("股份於暗盤高見5元，之後回落至2.8元水平徘徊，收市報2.86元。", "2.86元", "股價"),
        ("公司每股净资产升至2.86元。", "2.86元", "每股净资产"),
        ("公司研发费用升至3亿元。", "3亿元", "研发费用"),
    ],
)
def test_a_price_that_is_only_said_to_be_seen(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        ("传感器销售额在2019年、2020年占公司营业收入的比重分别为17%、13%。", "17%", "传感器销售额占公司营业收入的比重"),
        ("存货周转率为2.3次，库龄较长的产品，占库存余额的比例为4.7%。", "4.7%", "库龄较长的产品占库存余额的比例"),
        ("研发费用为3亿元，占营业收入的比例为12%。", "12%", "研发费用占营业收入的比例"),
    ],
)
def test_the_numerator_of_a_share_stands_further_back(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


@pytest.mark.parametrize(
    ("text", "figure", "role"),
    [
        ("持有公司5%以上股份的股东为孙某。", "5%以上", "threshold"),
        ("单独或者合计持有本公司3%以上表决权的股东可以提案。", "3%以上", "threshold"),
        ("公司不存在向单个客户的销售额占营业收入比例超过50%的情形。", "50%", "threshold"),
        ("单笔担保额超过最近一期净资产10%的担保须经股东会审议。", "10%", "threshold"),
        ("孙某持有公司5.2%的股份。", "5.2%", "share"),
        ("前五名客户的销售额占营业收入的比例超过50%。", "50%", "share"),
        ("公司收购南湾51%的股权。", "51%", "share"),
    ],
)
def test_the_bound_of_a_condition_is_a_threshold(text: str, figure: str, role: str) -> None:
    assert found(text)[figure][1] == role


BRACKETED = "本公司所得款项总额及所得款项净额（经扣除成本及费用）将分别约为5.46亿港元及5.30亿港元。"
SEGMENT = "于本期间，照明分类分别录得收入（向外部客户销售）及分类溢利约3.7亿港元及约0.1亿港元。"


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        (BRACKETED, "5.46亿港元", "所得款项总额"),
        (BRACKETED, "5.30亿港元", "所得款项净额"),
        (SEGMENT, "3.7亿港元", "收入"),
        (SEGMENT, "0.1亿港元", "分类溢利"),
        ("归母净利润分别亏损11亿元、16亿元。", "16亿元", "归母净利润"),
        ("配售代理同意按配售价（即每股4.16港元）促使承配人认购。", "4.16港元", "配售价"),
        ("股东以每股12.4元配售1870万股。", "12.4元", "配售价"),
        ("股东以每股12.4元配售1870万股。", "1870万股", "配售股份"),
        ("指數報140點，較2025年3月134.8點低位升9.15%。", "9.15%", "指數"),
        ("其中2亿元用于新建年产30万吨薄膜项目。", "2亿元", "新建年产30万吨薄膜项目"),
        ("公司研发费用占营收比在三家中最高，达到31.2%。", "31.2%", "研发费用占营收比"),
    ],
)
def test_brackets_and_clauses_between_name_and_figure(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


@pytest.mark.parametrize(
    ("text", "figure", "role"),
    [
        ("純利按年增25%至35%。", "25%至35%", "growth"),
        ("指數連升3周共1.8%。", "1.8%", "growth"),
        ("受让比例不得低于公司股份总数的5%。", "5%", "threshold"),
        ("公司采用第四套标准上市，即预计市值不低于30亿元。", "30亿元", "threshold"),
        ("公司预计收入不低于30亿元。", "30亿元", "level"),
        ("以当期净利润提取10%法定盈余公积。", "10%", "share"),
    ],
)
def test_role(text: str, figure: str, role: str) -> None:
    assert found(text)[figure][1] == role


ONE_BY_ONE = "公司实现净利润4.3亿元，每股收益为0.2元，净资产收益率为6.8%，较去年同期分别下降9.1%、13.4%和18.1%。"
TARGETS = "該行將騰飛的目標價從48港元上調至58港元，唯愛會的目標價從12港元上調至17港元。"


@pytest.mark.parametrize(
    ("text", "figure", "label"),
    [
        (ONE_BY_ONE, "9.1%", "净利润"),
        (ONE_BY_ONE, "13.4%", "每股收益"),
        (ONE_BY_ONE, "18.1%", "净资产收益率"),
        ("公司净利润4.3亿元，同比下降9.1%。", "9.1%", "净利润"),
        ("公司净利润4.3亿元，2021年和2022年分别增长9.1%、3.2%。", "3.2%", "净利润"),
        ("营收下滑1.8%，研发费用（2004万元）同比增幅最高，达到65.9%。", "65.9%", "研发费用"),
    ],
)
def test_what_was_named_one_by_one_is_told_again_in_a_list(text: str, figure: str, label: str) -> None:
    assert labels(text)[figure] == label


def test_somebody_elses_quantity_is_called_by_its_name_alone() -> None:
    assert labels(TARGETS)["17港元"] == "目標價"
    assert labels("公司照明业务的毛利率为30%，家电业务的毛利率为20%。")["20%"] == "家电业务的毛利率"
