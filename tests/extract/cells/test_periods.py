"""Times in heads and labels, and how they are put together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.core.document import Profile
from pipeline.core.period import Period
from pipeline.extract.cells.periods import Times, coded, combined
from pipeline.lexicon import load_config

TIMES = Times(load_config(Path(__file__).parents[3] / "config")[1])
HALF = Profile(doc_type="interim_report", report_end=date(2023, 6, 30))
YEAR = Profile(doc_type="annual_report", report_end=date(2023, 12, 31))
MARCH = Profile(doc_type="annual_report", report_end=date(2024, 3, 31), year_end=(3, 31))


def span(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("heads", "first", "last"),
    [
        (["2021年度"], "2021-01-01", "2021-12-31"),
        (["2021-6-30"], "2021-06-30", "2021-06-30"),
        (["截至9月30日止九個月", "2022年"], "2022-01-01", "2022-09-30"),
        (["Year ended 31 December", "2022"], "2022-01-01", "2022-12-31"),
        (["Six months ended June 30,", "2022"], "2022-01-01", "2022-06-30"),
        (["As at 31 December", "2022"], "2022-12-31", "2022-12-31"),
        (["於12月31日", "2022年"], "2022-12-31", "2022-12-31"),
        (["2022年度", "第三季度"], "2022-07-01", "2022-09-30"),
        (["2022年度/末"], "2022-01-01", "2022-12-31"),
        (["2023年1-9月/9月末"], "2023-01-01", "2023-09-30"),
        (["2022年度", "四、本期期末余额"], "2022-12-31", "2022-12-31"),
        (["2022年度", "一、上年年末余额"], "2021-12-31", "2021-12-31"),
        (["2022年度", "二、本年期初余额"], "2021-12-31", "2021-12-31"),
    ],
)
def test_heads_from_top_to_bottom(heads: list[str], first: str, last: str) -> None:
    said = [TIMES(text, YEAR) for text in heads]
    assert combined(said, YEAR) == span(first, last)


@pytest.mark.parametrize(
    ("code", "profile", "first", "last"),
    [
        ("current", HALF, "2023-01-01", "2023-06-30"),
        ("prior", HALF, "2022-01-01", "2022-06-30"),
        ("prior_end", HALF, "2022-12-31", "2022-12-31"),
        ("current_end", YEAR, "2023-12-31", "2023-12-31"),
        ("current_start", YEAR, "2022-12-31", "2022-12-31"),
        ("current", MARCH, "2023-04-01", "2024-03-31"),
        ("prior", MARCH, "2022-04-01", "2023-03-31"),
    ],
)
def test_words_of_the_reports_own_calendar(code: str, profile: Profile, first: str, last: str) -> None:
    assert coded(code, profile) == span(first, last)


def test_a_prospectus_knows_only_the_end_of_what_it_reports() -> None:
    prospectus = Profile(doc_type="prospectus", report_end=date(2023, 6, 30))
    assert coded("current", prospectus) is None
    assert coded("current_end", prospectus) == span("2023-06-30", "2023-06-30")


@pytest.mark.parametrize("text", ["营业收入", "第二大股东持股", "12,345.67", "500强企业", ""])
def test_words_that_name_no_time(text: str) -> None:
    assert not TIMES(text, YEAR)
