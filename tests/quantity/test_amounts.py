"""Amounts: value, span, unit, qualifier, precision. Each row is a text, and what the one reading of it must be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.quantity import Reader

# text, the reading's own text, value, unit, qualifier
EXACT = [
    ("营收36.57亿元", "36.57亿元", "3657000000", "CNY", "exact"),
    ("營收36.57億元", "36.57億元", "3657000000", "CNY", "exact"),
    ("营收３６．５７亿元", "３６．５７亿元", "3657000000", "CNY", "exact"),
    ("收入為人民幣88.4百萬元", "人民幣88.4百萬元", "88400000", "CNY", "exact"),
    ("收入为RMB1,350万", "RMB1,350万", "13500000", "CNY", "exact"),
    ("售价HK$21.80", "HK$21.80", "21.8", "HKD", "exact"),
    ("约US$4.2 billion", "US$4.2 billion", "4200000000", "USD", "about"),
    ("亏损HK$(31.5) million", "HK$(31.5) million", "-31500000", "HKD", "exact"),
    ("对价9.3亿元人民币", "9.3亿元人民币", "930000000", "CNY", "exact"),
    ("对价1.5亿欧元", "1.5亿欧元", "150000000", "EUR", "exact"),
    ("净额-4.05亿元", "-4.05亿元", "-405000000", "CNY", "exact"),
    ("净额−4.05亿元", "−4.05亿元", "-405000000", "CNY", "exact"),
    ("净额－4.05亿元", "－4.05亿元", "-405000000", "CNY", "exact"),
    ("净额﹣4.05亿元", "﹣4.05亿元", "-405000000", "CNY", "exact"),
    ("净额负4.05亿元", "负4.05亿元", "-405000000", "CNY", "exact"),
    ("减少-2,310.75万元", "-2,310.75万元", "-23107500", "CNY", "exact"),
    ("壹亿贰仟叁佰万元整", "壹亿贰仟叁佰万元整", "123000000", "CNY", "exact"),
    ("合计柒佰零捌元陆角伍分", "柒佰零捌元陆角伍分", "708.65", "CNY", "exact"),
    ("退费318元4角5分", "318元4角5分", "318.45", "CNY", "exact"),
    ("退费20元整", "20元整", "20", "CNY", "exact"),
    ("十五亿三千万元", "十五亿三千万元", "1530000000", "CNY", "exact"),
    ("15亿3000万元", "15亿3000万元", "1530000000", "CNY", "exact"),
    ("3千万元", "3千万元", "30000000", "CNY", "exact"),
    ("市场规模约一万三千亿元", "一万三千亿元", "1300000000000", "CNY", "about"),
    ("海外逾两万亿元", "两万亿元", "2000000000000", "CNY", "over"),
    ("三千六百多万元", "三千六百多万元", "36000000", "CNY", "over"),
    ("利息1.07E+06元", "1.07E+06元", "1070000", "CNY", "exact"),
    ("收入為 1 8 . 5 億元", "1 8 . 5 億元", "1850000000", "CNY", "exact"),
    ("收入1,\n234.5万元", "1,\n234.5万元", "12345000", "CNY", "exact"),
    ("收入1,23\n4.5万元", "1,23\n4.5万元", "12345000", "CNY", "exact"),
    ("占 36 .5%", "36 .5%", "0.365", "ratio", "exact"),
    ("占比２７．５％", "２７．５％", "0.275", "ratio", "exact"),
    ("毛利率43%以上", "43%以上", "0.43", "ratio", "at_least"),
    ("毛利率不到43%", "43%", "0.43", "ratio", "under"),
    ("毛利率至多43%", "43%", "0.43", "ratio", "at_most"),
    ("毛利率高达43%", "43%", "0.43", "ratio", "exact"),
    ("毛利率43%左右", "43%", "0.43", "ratio", "about"),
    ("占海外收入40%或更高", "40%或更高", "0.4", "ratio", "at_least"),
    ("约占总股本的6.1%", "6.1%", "0.061", "ratio", "about"),
    ("签约6.1亿元", "6.1亿元", "610000000", "CNY", "exact"),
    ("合约6.1亿元", "6.1亿元", "610000000", "CNY", "exact"),
    ("最近6.1亿元", "6.1亿元", "610000000", "CNY", "exact"),
    ("提升2.15个百分点", "2.15个百分点", "2.15", "pp", "exact"),
    ("上升0.9pct", "0.9pct", "0.9", "pp", "exact"),
    ("上浮25个基点", "25个基点", "0.25", "pp", "exact"),
    ("上浮25bp", "25bp", "0.25", "pp", "exact"),
    ("费率3‰", "3‰", "0.003", "ratio", "exact"),
    ("费率3‱", "3‱", "0.0003", "ratio", "exact"),
    ("近六成五", "六成五", "0.65", "ratio", "nearly"),
    ("八五折", "八五折", "0.85", "ratio", "exact"),
    ("百分之六十一点五", "百分之六十一点五", "0.615", "ratio", "exact"),
    ("三分之二股东", "三分之二", "0.666666666666667", "ratio", "exact"),
    ("不足同业平均水平的三分之一", "三分之一", "0.333333333333333", "ratio", "under"),
    ("增持不超过股份总数的3%", "3%", "0.03", "ratio", "at_most"),
    ("超过行业均值的2倍", "2倍", "2", "times", "over"),
    ("超过一半的收入", "一半", "0.5", "ratio", "over"),
    ("五分之一的门店", "五分之一", "0.2", "ratio", "exact"),
    ("十分之一二手房", "十分之一", "0.1", "ratio", "exact"),
    ("四分之三二线品牌", "四分之三", "0.75", "ratio", "exact"),
    ("扩大18倍", "18倍", "18", "times", "exact"),
    ("提升上千倍", "上千倍", "1000", "times", "over"),
    ("翻了两番", "翻了两番", "4", "times", "exact"),
    ("用工约1,800余人", "1,800余人", "1800", "人", "over"),
    ("网点2万3000个", "2万3000个", "23000", "个", "exact"),
    ("仓库18万5千平方米", "18万5千平方米", "185000", "平方米", "exact"),
    ("員工1千零30人", "1千零30人", "1030", "人", "exact"),
    ("发行6200万股新股", "6200万股", "62000000", "股", "exact"),
    ("持有2300万股股份", "2300万股", "23000000", "股", "exact"),
    ("装机12万千瓦", "12万千瓦", "120000", "千瓦", "exact"),
    ("行程12千米", "12千米", "12", "千米", "exact"),
    ("单价1.2元/千瓦时", "1.2元/千瓦时", "1.2", "CNY/千瓦时", "exact"),
    ("单价3.1万元/吨", "3.1万元/吨", "31000", "CNY/吨", "exact"),
    ("报18.40港元每股", "18.40港元每股", "18.4", "HKD/股", "exact"),
    ("每股派息0.35元", "0.35元", "0.35", "CNY/股", "exact"),
    ("每10股派8.20元", "8.20元", "8.2", "CNY/10股", "exact"),
    ("每股盈利人民幣41.5分", "人民幣41.5分", "0.415", "CNY/股", "exact"),
    ("issued 31,204,500 Offer Shares", "31,204,500", "31204500", "shares", "exact"),
    ("at HK$18.20 per Offer Share", "HK$18.20", "18.2", "HKD/股", "exact"),
    ("representing approximately 15% of the total", "15%", "0.15", "ratio", "about"),
    ("位列第五大供应商", "第五大", "5", "rank", "exact"),
    ("排在榜单第八位", "第八位", "8", "rank", "exact"),
    ("排名前四，", "前四", "4", "rank", "exact"),
    ("国内首例分拆", "首例", "1", "rank", "exact"),
    ("三年半时间", "三年半", "3.5", "年", "exact"),
    ("一个半小时", "一个半小时", "1.5", "小时", "exact"),
    ("兩年零三個月", "兩年零三個月", "27", "个月", "exact"),
    ("37摄氏度", "37摄氏度", "37", "℃", "exact"),
    ("华氏温度98.6度", "华氏温度98.6度", "98.6", "°F", "exact"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit", "qualifier"), EXACT, ids=lambda v: v[:14])
def test_amount(reader: Reader, text: str, span: str, value: str, unit: str, qualifier: str) -> None:
    figures = [r for r in reader(text) if r.text == span]
    assert [(r.value, r.unit, r.qualifier) for r in figures] == [(Decimal(value), unit, qualifier)], reader(text)


# text, the reading's own text, low, high, unit
RANGES = [
    ("净利润-1.2亿元至-0.9亿元", "-1.2亿元至-0.9亿元", "-120000000", "-90000000", "CNY"),
    ("净利润-3000万元～-2500万元", "-3000万元～-2500万元", "-30000000", "-25000000", "CNY"),
    ("为-1.2亿元--0.9亿元", "-1.2亿元--0.9亿元", "-120000000", "-90000000", "CNY"),
    ("增速为-5%至3%", "-5%至3%", "-0.05", "0.03", "ratio"),
    ("200-350亿元", "200-350亿元", "20000000000", "35000000000", "CNY"),
    ("1.15亿元至1.32亿元", "1.15亿元至1.32亿元", "115000000", "132000000", "CNY"),
    ("约人民幣16億元至19億元", "人民幣16億元至19億元", "1600000000", "1900000000", "CNY"),
    ("人民幣16億元至人民幣19億元", "人民幣16億元至人民幣19億元", "1600000000", "1900000000", "CNY"),
    ("每股21.00港元至24.00港元", "21.00港元至24.00港元", "21", "24", "HKD/股"),
    ("HK$21.00 - HK$24.00", "HK$21.00 - HK$24.00", "21", "24", "HKD"),
    ("7-18%", "7-18%", "0.07", "0.18", "ratio"),
    ("105%-115%", "105%-115%", "1.05", "1.15", "ratio"),
    ("-3%至5%", "-3%至5%", "-0.03", "0.05", "ratio"),
    ("±5%", "±5%", "-0.05", "0.05", "ratio"),
    ("六成到七成", "六成到七成", "0.6", "0.7", "ratio"),
    ("三四成", "三四成", "0.3", "0.4", "ratio"),
    ("1～3倍", "1～3倍", "1", "3", "times"),
    ("2,000～2,600元/吨", "2,000～2,600元/吨", "2000", "2600", "CNY/吨"),
    ("6到12个月", "6到12个月", "6", "12", "个月"),
    ("一两个月", "一两个月", "1", "2", "个月"),
    ("三百至五百万元", "三百至五百万元", "3000000", "5000000", "CNY"),
    ("几倍", "几倍", "2", "9", "times"),
    ("数百亿元", "数百亿元", "20000000000", "90000000000", "CNY"),
]


@pytest.mark.parametrize(("text", "span", "low", "high", "unit"), RANGES, ids=lambda v: v[:14])
def test_range_is_one_reading(reader: Reader, text: str, span: str, low: str, high: str, unit: str) -> None:
    (found,) = reader(text)
    assert (found.text, found.value, found.low, found.high, found.unit) == (span, None, Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("由2,100万元增至3,200万元", ["2,100万元", "3,200万元"]),
        ("由3亿元至5亿元", ["3亿元", "5亿元"]),
        ("下降一半至2亿元", ["一半", "2亿元"]),
        ("增加百分之三至港币5亿元", ["百分之三", "港币5亿元"]),
        ("上升五成五至8.8億港元", ["五成五", "8.8億港元"]),
        ("5%、6%和7%", ["5%", "6%", "7%"]),
        ("毛利率8%,收入3亿元", ["8%", "3亿元"]),
        ("1, 234, 567", ["1", "234", "567"]),
        ("收入1.2亿元,350家", ["1.2亿元", "350家"]),
        ("12万34万", ["12万", "34万"]),
    ],
)
def test_what_is_no_range_stays_apart(reader: Reader, text: str, texts: list[str]) -> None:
    assert [r.text for r in reader(text)] == texts


@pytest.mark.parametrize(
    ("text", "printed", "scale", "decimals", "unit_text"),
    [
        ("3.124亿元", "3.124", 8, -5, "亿元"),
        ("31.20%", "31.20", -2, 4, "%"),
        ("人民幣88.4百萬元", "88.4", 6, -5, "人民幣百萬元"),
        ("12,345元", "12345", 0, 0, "元"),
        ("两万亿元", "2", 12, -12, "万亿元"),
        ("15个基点", "15", -2, 2, "个基点"),
        ("2,300余人", "2300", 0, 0, "人"),
    ],
)
def test_how_the_value_came_about(reader: Reader, text: str, printed: str, scale: int, decimals: int, unit_text: str) -> None:
    (found,) = reader(text)
    assert (found.value_printed, found.scale, found.decimals, found.unit_text) == (Decimal(printed), scale, decimals, unit_text)


def test_sixteen_point_four_hundred_million_is_exact(reader: Reader) -> None:
    assert [str(int(r.value)) for r in reader("总额16.9亿元，净额16.4亿元") if r.value is not None] == [
        "1690000000",
        "1640000000",
    ]


@pytest.mark.parametrize("text", ["人民币千元", "人民幣百萬元", "单位：万元", "千元机"])
def test_a_unit_without_number_is_no_amount(reader: Reader, text: str) -> None:
    assert not [r for r in reader(text) if r.type == "money"]
