"""Numbers that measure nothing are recognised and named."""

from __future__ import annotations

import pytest

from pipeline.quantity import Reader

MARKS = [
    ("股票代码为688999", "688999", "code"), ("證券代號：02999", "02999", "code"), ("北岸生物（99999.HK）", "99999.HK", "code"),
    ("统一社会信用代码91110000123456789X", "91110000123456789X", "code"), ("电话010-12345678", "010-12345678", "phone"),
    ("+86 21 5555 6666", "+86 21 5555 6666", "phone"), ("手机13800001111", "13800001111", "phone"),
    ("GLM-4发布", "GLM-4", "name"), ("GPT-4o", "GPT-4o", "name"), ("移动4/5G用户", "4/5G", "name"), ("5G基站", "5G", "name"),
    ("ISO 9001认证", "9001", "name"), ("三一重工", "三一重工", "name"), ("第一创业", "第一创业", "name"), ("十堰", "十堰", "name"),
    ("千军万马", "千军万马", "idiom"), ("一石二鸟", "一石二鸟", "idiom"), ("一些公司", "一些", "idiom"), ("两会期间", "两会", "idiom"),
    ("是一家公司", "一家", "idiom"), ("第三方", "第三方", "idiom"),
    ("第十二条规定", "第十二条", "clause_number"), ("第4.04(2)條", "第4.04(2)條", "clause_number"), ("Rule 10.04", "10.04", "clause_number"),
    ("第三节 风险因素", "第三节", "section_number"), ("一、概况", "一、", "section_number"), ("（二）概况", "二）", "section_number"),
    ("1、概况", "1、", "section_number"), ("1.2.3", "1.2.3", "section_number"), ("1-1-23", "1-1-23", "page_number"),
    ("附註2.3", "2.3", "note_reference"), ("15:30收盘", "15:30", "time"), ("下午3时30分", "下午3时30分", "time"),
    ("〔2023〕12号", "〔2023〕12号", "code"), ("https://example.com/a%2099?b=30%25", "https://example.com/a%2099?b=30%25", "code"),
    ("3,4-二甲酚", "3,4", "name"),
    ("AEC-Q100认证", "AEC-Q100", "name"), ("证件号码057341261", "057341261", "code"),
    ("See Note 4", "4", "note_reference"), ("14．2019年6月3日，公司", "14．", "section_number"), ("消耗3,4-二甲酚", "3,4", "name"),
    ("42号楼", "42", "code"), ("1,23,456", "1,23,456", "unexplained"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "mark"), MARKS, ids=lambda v: v[:14])
def test_mark(reader: Reader, text: str, span: str, mark: str) -> None:
    readings = reader(text)
    assert (span, mark) in [(r.text, r.mark) for r in readings]
    assert not [r for r in readings if r.type not in ("mark", "date", "period")]


@pytest.mark.parametrize(
    "text", ["股票代码为688999，电话010-12345678", "详见本节之“五、（三）1、”", "GLM-4、GPT-4o与A股、5G", "192.168.10.20"]
)
def test_no_figures(reader: Reader, text: str) -> None:
    assert {r.type for r in reader(text)} <= {"mark"}


def test_an_article_keeps_its_value(reader: Reader) -> None:
    (found,) = [r for r in reader("是一家公司") if r.mark]
    assert (found.type, str(found.value), found.unit) == ("mark", "1", "家")
