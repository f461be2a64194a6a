"""Whom the figures of an article are about: rounds of companies, wire services, groups of companies, legal names."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.core.raw import RawFile
from pipeline.extract import Extract
from pipeline.lexicon import Lexicon, Settings, default_config, load_config
from pipeline.parse.parse import Parse
from pipeline.segment import Segment

ROUND_UP = (
    "港股接連配股\n2024-06-12\n"
    "雲杉能源（3811）宣布配售股份，每股配售價1.08元，集資4.1億元。\n"
    "處於商業化階段的製藥公司海川新藥 （2938）昨日開始招股，發行1150萬股，集資9.9億元。\n"
    "敏河控股（1998）亦趁高配售1.23億股。\n"
    "和川服務（6092）公布籌資1.6億元。\n"
    "石藥谷集團 （02006） 發盈喜，預期溢利增長40%。\n"
    "明輝川國際 （03829） 發盈喜，截至去年底止，公司擁有人應佔溢利不少於7200萬元。"
)
WIRED = "海川新材半年度净亏损5176.37万元\n格隆汇8月26日丨*ST海川（002999.SZ）发布半年报，公司营业总收入1.81亿元，格隆汇获悉，公司净亏损5176.37万元。"
DATED = "10月11日|*ST青禾晚间公告，近日，公司中标余川堤防工程，项目中标金额为4.18亿元。"
GROUP = (
    "统计显示，沪市867家上市公司2009年上半年共实现净利润4369亿元，每股收益为0.2040元。"
    "其中，第二季度共实现净利润2525亿元。全部上市公司中191家公司亏损。"
)
LEGAL = (
    "青禾精工股份有限公司2024年半年度报告\n青禾精工实现营业收入15.62亿元。"
    "全资子公司青禾机器人（云川）有限公司实现营业收入2.36亿元，净利润1,204万元。"
)
INDEX = "港股收市\n恒生指数收报18500点，跌1.2%；恒指成交额1021亿港元。"

PRICES = (
    "大行評級\n大行上調目標價，其中，騰訊的目標價從483港元上調至580港元，摯川集團的目標價由7.48美元上調至8.3美元；"
    "Boss招聘的目標價從16美元上調至18美元。"
)
TARGET = "海川股份公告\n海川股份公告，拟收购标的公司51%股权。标的公司2020年营业收入10.8亿元，净利润1.46亿元。"
BANKS = "银行年报扫描\n42家上市银行合计实现净利润2.1万亿元。11家券商净利润下滑。创业板公司实现营收1.2万亿元。"
LABELS = "业绩速览\n比亚迪：上半年营收3700亿元。\n宁德时代（300750）：净利润300亿元，研发投入101亿元。"
OPENED = "处罚通报\n宜岚生活多年连续造假，2016年虚增利润27亿元，公司未披露往来320亿元。"

PARENT = "五粮液营收661.90亿元。母公司净利润196.79亿元，增长近四成。\n基本每股收益5.67元。"
TRADES = "通气会\n一季度，保险业保费收入11979亿元。产险公司利润总额133.77亿元，同比下降36%。"
STATISTICS = "统计\n前三季度，制造业利润增长9.9%。9月份，规模以上工业企业利润同比增长21.6%。"
FRAGMENTS = (
    "海川电力换股\n海川电力（01999）公告，回购股份约占公司总股本的2.82%。"
    "帶動電力需求，涉資31億港元，佔約總額一成；帶動電力股上升，涉資較多，佔約半數。"
)
RANKS = "城商行三季报\n北岸银行总资产3.67万亿元；排名第三的是江苏银行，总资产3.06万亿元。增速居前的分别为杭州银行、苏州银行，增速分别为26.06%和21.36%。"
PARTS = "海川集团中报\n海川集团（000998）公布中报。\n高新地产：本期实现收入8.04亿元。\n金川药业实现收入102亿元。\n上半年汽车销量11万辆。"
QUARTER = "海川证券上季多赚\n海川证券（06998）公布业绩。季内其录得溢利31.45亿元，季内投资收益5.07亿元，配售股份集资3亿元，配售股份获超购。"


@cache
def entities(text: str) -> dict[str, str]:
    settings, lexicon = _config()
    document = Parse(settings, lexicon)(RawFile("a.txt", text.encode()))
    mentions = Extract(settings, lexicon)(Segment(settings, lexicon)(document)).mentions
    return {mention.number.text: mention.entity_text for mention in mentions}


@cache
def _config() -> tuple[Settings, Lexicon]:
    return load_config(default_config())


@pytest.mark.parametrize(
    ("text", "figure", "entity"),
    [
        (ROUND_UP, "1.08元", "雲杉能源"),
        (ROUND_UP, "1150萬股", "海川新藥"),
        (ROUND_UP, "9.9億元", "海川新藥"),
        (ROUND_UP, "1.23億股", "敏河控股"),
        (ROUND_UP, "1.6億元", "和川服務"),
        (ROUND_UP, "40%", "石藥谷集團"),
        (ROUND_UP, "7200萬元", "明輝川國際"),
        (WIRED, "1.81亿元", "*ST海川"),
        (DATED, "4.18亿元", "*ST青禾"),
        (GROUP, "4369亿元", "沪市上市公司"),
        (GROUP, "0.2040元", "沪市上市公司"),
        (GROUP, "2525亿元", "沪市上市公司"),
        (GROUP, "191家", "沪市上市公司"),
        (LEGAL, "15.62亿元", "青禾精工股份有限公司"),
        (LEGAL, "2.36亿元", "青禾机器人（云川）有限公司"),
        (LEGAL, "1,204万元", "青禾机器人（云川）有限公司"),
        (PRICES, "580港元", "騰訊"),
        (PRICES, "8.3美元", "摯川集團"),
        (PRICES, "16美元", "Boss招聘"),
        (TARGET, "10.8亿元", "标的公司"),
        (TARGET, "1.46亿元", "标的公司"),
        (BANKS, "2.1万亿元", "上市银行"),
        (BANKS, "11家", "券商"),
        (BANKS, "1.2万亿元", "创业板公司"),
        (LABELS, "3700亿元", "比亚迪"),
        (LABELS, "101亿元", "宁德时代"),
        (OPENED, "27亿元", "宜岚生活"),
        (OPENED, "320亿元", "宜岚生活"),
        (PARENT, "196.79亿元", "五粮液"),
        (PARENT, "5.67元", "五粮液"),
        (TRADES, "11979亿元", "保险业"),
        (TRADES, "133.77亿元", "产险公司"),
        (STATISTICS, "9.9%", "制造业"),
        (STATISTICS, "21.6%", "规模以上工业企业"),
        (FRAGMENTS, "2.82%", "海川电力"),
        (FRAGMENTS, "31億港元", "海川电力"),
        (RANKS, "3.06万亿元", "江苏银行"),
        (RANKS, "26.06%", "杭州银行"),
        (RANKS, "21.36%", "苏州银行"),
        (PARTS, "8.04亿元", "高新地产"),
        (PARTS, "102亿元", "金川药业"),
        (PARTS, "11万辆", "海川集团"),
        (QUARTER, "31.45亿元", "海川证券"),
        (QUARTER, "5.07亿元", "海川证券"),
        (QUARTER, "3亿元", "海川证券"),
        (INDEX, "18500点", "恒生指数"),
        (INDEX, "1021亿港元", "恒指"),
    ],
    ids=lambda value: value[:12],
)
def test_entity(text: str, figure: str, entity: str) -> None:
    assert entities(text)[figure] == entity


def test_counts_of_others_and_the_own_group_stay_with_the_company() -> None:
    found = entities("海川科技公告\n海川科技（688998.SH）表示，公司服务200家银行，目前集团收入12亿元，上市公司负债3亿元。")
    assert set(found.values()) == {"海川科技"}


def test_a_company_sells_to_another_and_stays_the_subject() -> None:
    found = entities("海川科技公告\n海川科技（688998.SH）公告，公司向云杉（江川）有限公司销售设备3.2亿元，毛利率为31%。")
    assert found == {"3.2亿元": "海川科技", "31%": "海川科技"}
