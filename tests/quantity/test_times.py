"""Dates and periods: span and days. Each row is a text, the day it was written, and what its one time must be."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.core.period import Period
from pipeline.quantity import Reader

REF = "2025-08-20"

AUTUMN = [
    ("前7个月", "2025-01-01"),
    ("1—7月份", "2025-01-01"),
    ("一季度", "2025-01-01"),
    ("四季度", "2025-10-01"),
    ("12月", "2025-12-01"),
]

# text, the reading's own text, start, end ("" is open)
RESOLVED = [
    ("2023年", "2023年", "2023-01-01", "2023-12-31"),
    ("2023年度", "2023年度", "2023-01-01", "2023-12-31"),
    ("二零二三財政年度", "二零二三財政年度", "2023-01-01", "2023-12-31"),
    ("2023/11/30", "2023/11/30", "2023-11-30", "2023-11-30"),
    ("2023.06.30余额", "2023.06.30", "2023-06-30", "2023-06-30"),
    ("2023-06-30", "2023-06-30", "2023-06-30", "2023-06-30"),
    ("２０２３年６月３０日", "２０２３年６月３０日", "2023-06-30", "2023-06-30"),
    ("2023 年 6 月 30 日", "2023 年 6 月 30 日", "2023-06-30", "2023-06-30"),
    ("20\n23年6月", "20\n23年6月", "2023-06-01", "2023-06-30"),
    ("二零二四年十一月三十日", "二零二四年十一月三十日", "2024-11-30", "2024-11-30"),
    ("截至2025年6月30日止六個月", "截至2025年6月30日止六個月", "2025-01-01", "2025-06-30"),
    ("截至2023年9月30日止九個月", "截至2023年9月30日止九個月", "2023-01-01", "2023-09-30"),
    ("截至二零二四年三月三十一日止年度", "截至二零二四年三月三十一日止年度", "2023-04-01", "2024-03-31"),
    ("截至2023年6月末", "2023年6月末", "2023-06-30", "2023-06-30"),
    ("2024年1-6月", "2024年1-6月", "2024-01-01", "2024-06-30"),
    ("2024年1月至6月", "2024年1月至6月", "2024-01-01", "2024-06-30"),
    ("2024年1～9月", "2024年1～9月", "2024-01-01", "2024-09-30"),
    ("2024年上半年", "2024年上半年", "2024-01-01", "2024-06-30"),
    ("2020年下半年", "2020年下半年", "2020-07-01", "2020-12-31"),
    ("2024年前三季度", "2024年前三季度", "2024-01-01", "2024-09-30"),
    ("2024年首9個月", "2024年首9個月", "2024-01-01", "2024-09-30"),
    ("2024年第三季度", "2024年第三季度", "2024-07-01", "2024-09-30"),
    ("2024Q3", "2024Q3", "2024-07-01", "2024-09-30"),
    ("Q3 2024", "Q3 2024", "2024-07-01", "2024-09-30"),
    ("1H2024", "1H2024", "2024-01-01", "2024-06-30"),
    ("FY2024", "FY2024", "2024-01-01", "2024-12-31"),
    ("2022年到2024年", "2022年到2024年", "2022-01-01", "2024-12-31"),
    ("2019-2021年", "2019-2021年", "2019-01-01", "2021-12-31"),
    ("2019-2021年末", "2019-2021年末", "2019-01-01", "2021-12-31"),
    ("2024财年上半年", "2024财年上半年", "2024-01-01", "2024-06-30"),
    ("2024财年第三财季", "2024财年第三财季", "2024-07-01", "2024-09-30"),
    ("2021年第一至第四季度", "2021年第一至第四季度", "2021-01-01", "2021-12-31"),
    ("2021年1-3季度", "2021年1-3季度", "2021-01-01", "2021-09-30"),
    ("截至2018年12月31日止三個年度各年", "截至2018年12月31日止三個年度各年", "2016-01-01", "2018-12-31"),
    ("截至2018年12月31止年度", "截至2018年12月31止年度", "2018-01-01", "2018-12-31"),
    ("上月末", "上月末", "2025-07-31", "2025-07-31"),
    ("上季度末", "上季度末", "2025-06-30", "2025-06-30"),
    ("25财年", "25财年", "2025-01-01", "2025-12-31"),
    ("前7月", "前7月", "2025-01-01", "2025-07-31"),
    ("2021年末", "2021年末", "2021-12-31", "2021-12-31"),
    ("2024年三季度末", "2024年三季度末", "2024-09-30", "2024-09-30"),
    ("2018年以来", "2018年以来", "2018-01-01", ""),
    ("2023年6月30日之前", "2023年6月30日之前", "", "2023-06-29"),
    ("2023年6月30日及以前", "2023年6月30日及以前", "", "2023-06-30"),
    ("6月1日至9月30日", "6月1日至9月30日", "2025-06-01", "2025-09-30"),
    ("今年", "今年", "2025-01-01", "2025-12-31"),
    ("去年", "去年", "2024-01-01", "2024-12-31"),
    ("上年", "上年", "2024-01-01", "2024-12-31"),
    ("去年首9個月", "去年首9個月", "2024-01-01", "2024-09-30"),
    ("今年上半年", "今年上半年", "2025-01-01", "2025-06-30"),
    ("上半年", "上半年", "2025-01-01", "2025-06-30"),
    ("下半年", "下半年", "2025-07-01", "2025-12-31"),
    ("前三季度", "前三季度", "2025-01-01", "2025-09-30"),
    ("上一季度", "上一季度", "2025-04-01", "2025-06-30"),
    ("上季", "上季", "2025-04-01", "2025-06-30"),
    ("本季度", "本季度", "2025-07-01", "2025-09-30"),
    ("上月", "上月", "2025-07-01", "2025-07-31"),
    ("昨日", "昨日", "2025-08-19", "2025-08-19"),
    ("7月", "7月", "2025-07-01", "2025-07-31"),
    ("12月30日", "12月30日", "2025-12-30", "2025-12-30"),
    ("近三年", "近三年", "2022-08-20", "2025-08-19"),
    ("20世纪80年代", "20世纪80年代", "1980-01-01", "1989-12-31"),
    ("January 9, 2026", "January 9, 2026", "2026-01-09", "2026-01-09"),
    ("9 January 2026", "9 January 2026", "2026-01-09", "2026-01-09"),
    ("six months ended 30 June 2025", "six months ended 30 June 2025", "2025-01-01", "2025-06-30"),
    ("YEAR ENDED MARCH 31, 2025", "YEAR ENDED MARCH 31, 2025", "2024-04-01", "2025-03-31"),
    ("third quarter of 2024", "third quarter of 2024", "2024-07-01", "2024-09-30"),
]


@pytest.mark.parametrize(("text", "span", "start", "end"), RESOLVED, ids=lambda v: v[:14])
def test_time(reader: Reader, text: str, span: str, start: str, end: str) -> None:
    times = [(r.text, r.period) for r in reader(text, date.fromisoformat(REF)) if r.type in ("date", "period")]
    want = Period(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)
    assert times == [(span, want)]


@pytest.mark.parametrize(
    ("written", "start", "end"), [("2024-11-15", "2024-07-01", "2024-09-30"), ("2025-02-10", "2024-10-01", "2024-12-31")]
)
def test_last_quarter_crosses_the_year(reader: Reader, written: str, start: str, end: str) -> None:
    (time,) = reader("上一季度", date.fromisoformat(written))
    assert time.period == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("本期", "current"), ("上期", "prior"), ("上年同期", "same_prior"), ("期初余额", "opening"), ("期末余额", "closing"),
        ("报告期内", "track"), ("報告期各期末", "track_closings"), ("上年末", "prior_closing"), ("上半年", "H1"), ("三季度", "Q3"),
        ("前三季度", "M01-09"), ("1-6月", "M01-06"), ("6月", "--06"), ("6月30日", "--06-30"), ("近三年", "last:3Y"),
        ("截至12月31日止年度", "ended:--12-31"),
    ],
)  # fmt: skip
def test_what_only_the_document_resolves(reader: Reader, text: str, code: str) -> None:
    (time,) = reader(text)
    assert (time.text, time.period, time.period_text) == (text, None, code)


def test_listed_years_are_readings_of_their_own(reader: Reader) -> None:
    times = [(r.text, str(r.period.start), str(r.period.end)) for r in reader("2018年、2019年和2020年1-3月") if r.period]
    assert times == [
        ("2018年", "2018-01-01", "2018-12-31"),
        ("2019年", "2019-01-01", "2019-12-31"),
        ("2020年1-3月", "2020-01-01", "2020-03-31"),
    ]


def test_years_that_end_on_one_day(reader: Reader) -> None:
    times = [(str(r.period.start), str(r.period.end)) for r in reader("截至2022年、2023年及2024年3月31日止年度") if r.period]
    assert times == [("2021-04-01", "2022-03-31"), ("2022-04-01", "2023-03-31"), ("2023-04-01", "2024-03-31")]


def test_english_years_that_end_on_one_day(reader: Reader) -> None:
    times = [str(r.period.end) for r in reader("for the years ended 31 March 2022, 2023 and 2024") if r.period]
    assert times == ["2022-03-31", "2023-03-31", "2024-03-31"]


def test_last_financial_year_follows_the_one_told(reader: Reader) -> None:
    told, last = reader("截至2024年3月31日止年度，上一財政年度")
    assert last.period == Period(date(2022, 4, 1), date(2023, 3, 31))
    assert told.period == Period(date(2023, 4, 1), date(2024, 3, 31))


def test_quarters_and_first_months_follow_the_year_end(reader: Reader) -> None:
    (months,) = reader("去年首9個月", date(2025, 5, 1), (3, 31))
    assert months.period == Period(date(2023, 4, 1), date(2023, 12, 31))


@pytest.mark.parametrize("text", ["2023年13月45日", "2月30日", "2023年2月29日", "2023-13-45"])
def test_an_impossible_day_is_not_guessed(reader: Reader, text: str) -> None:
    assert not [r for r in reader(text, date(2025, 1, 1)) if r.type == "date" and r.period is not None]


@pytest.mark.parametrize(
    ("text", "value", "unit"), [("3年", "3", "年"), ("15周", "15", "周"), ("90天", "90", "天"), ("六个月", "6", "个月")]
)
def test_a_duration_is_no_period(reader: Reader, text: str, value: str, unit: str) -> None:
    (found,) = reader(text)
    assert (found.type, str(found.value), found.unit, found.period) == ("duration", value, unit, None)


@pytest.mark.parametrize(("text", "start"), AUTUMN)
def test_a_stretch_without_a_year_is_rather_of_this_year_than_of_the_next(reader: Reader, text: str, start: str) -> None:
    (reading,) = reader(text, ref_date=date(2025, 10, 30))
    assert reading.period is not None
    assert str(reading.period.start) == start


@pytest.mark.parametrize("text", ["敏达控股(1999)", "敏達控股（1999）"])
def test_a_stock_code_is_no_year(reader: Reader, text: str) -> None:
    assert [reading.type for reading in reader(text)] == ["number"]


def test_a_year_in_brackets_of_a_sum_is_one(reader: Reader) -> None:
    assert [reading.type for reading in reader("收益（1999年）")] == ["period"]
