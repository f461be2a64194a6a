"""Readers of claims: what kind of assertion a figure makes, and on what it leans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.core.claim import Claim
from pipeline.core.document import Document
from pipeline.core.figure import Figure
from pipeline.core.period import Period
from pipeline.core.place import Span
from pipeline.extract.claims import ReadClaims
from pipeline.extract.claims.registry import readers


def claims(text: str, *figures: tuple[str, str, str], **fields: object) -> list[Claim]:
    """Claims of a text whose figures are (surface, unit, role)."""
    held = []
    for surface, unit, role in figures:
        start = text.index(surface)
        held.append(
            Figure(
                f"f_{surface}",
                "prose",
                Span(start, start + len(surface)),
                surface,
                value=Decimal(1),
                unit=unit,
                role=role,
                **fields,
            )  # type: ignore[arg-type]
        )
    document = Document("d_1", "a.txt", "", 0, "text/plain", "utf-8", text, ())
    return list(ReadClaims()(document, held))


@pytest.mark.parametrize(
    ("text", "figure", "claim_type", "role", "base"),
    [
        ("甲乙全年营收17.08亿元。", ("17.08亿元", "CNY", "level"), "level", "level", ""),
        ("营收同比增长13.7%。", ("13.7%", "ratio", "growth"), "growth", "growth", ""),
        ("营收比2019年增长42%。", ("42%", "ratio", "growth"), "growth", "growth", "2019年"),
        ("毛利率由57%下降至53.2%。", ("53.2%", "ratio", "level"), "level", "level", ""),
        ("净利润比上年多5763万元。", ("5763万元", "CNY", "change"), "change", "change", "上年"),
        ("直销收入占酒类收入的22.7%。", ("22.7%", "ratio", "share"), "share", "share", "酒类收入"),
        ("后者约为前者的七分之一。", ("七分之一", "ratio", "level"), "multiple", "multiple", "前者"),
        ("亏损扩大25倍。", ("25倍", "times", "multiple"), "multiple", "multiple", ""),
        ("两年复合增速约11.5%。", ("11.5%", "ratio", "level"), "cagr", "cagr", ""),
        ("三年累计投入1.9亿元。", ("1.9亿元", "CNY", "level"), "cumulative", "level", ""),
        ("四季度营收4.6亿元，为全年最高。", ("4.6亿元", "CNY", "level"), "comparison", "level", ""),
        ("销量排名第三。", ("第三", "rank", "rank"), "rank", "rank", ""),
        ("公司计划明年营收达到20亿元。", ("20亿元", "CNY", "level"), "forecast", "level", ""),
        ("产能超出设计产能三成以上。", ("三成以上", "ratio", "level"), "growth", "growth", "设计产能"),
    ],
)
def test_a_claim_has_its_kind_and_its_base(
    text: str, figure: tuple[str, str, str], claim_type: str, role: str, base: str
) -> None:
    [claim] = claims(text, figure)
    assert (claim.claim_type, claim.role) == (claim_type, role)
    assert claim.base_entity == base
    assert text[claim.span.start : claim.span.end] == claim.sentence


@pytest.mark.parametrize(
    ("text", "surface", "qualifier"),
    [
        ("收入接近批发收入的三成。", "三成", "nearly"),
        ("营收首破17亿元。", "17亿元", "over"),
        ("不到同行的三分之一。", "三分之一", "under"),
        ("后者约为前者的七分之一。", "七分之一", "about"),
        ("营收17亿元。", "17亿元", "exact"),
    ],
)
def test_a_hedge_before_the_base_qualifies_the_figure(text: str, surface: str, qualifier: str) -> None:
    [claim] = claims(text, (surface, "ratio" if "分" in surface or "成" in surface else "CNY", "level"))
    assert claim.qualifier == qualifier


def test_claims_of_one_sentence_stay_apart_and_a_sum_points_to_its_parts() -> None:
    found = claims(
        "国内320家，国外45家，合计365家。", ("320家", "家", "level"), ("45家", "家", "level"), ("365家", "家", "level")
    )
    assert [claim.figure_ids for claim in found] == [("f_320家",), ("f_45家",), ("f_365家", "f_320家", "f_45家")]


def test_a_list_of_quarters_gives_each_its_own() -> None:
    nine = Period(date(2021, 1, 1), date(2021, 9, 30))
    text = "前三个季度营收分别是3.8亿元、4.2亿元和4.4亿元。"
    found = claims(text, *((surface, "CNY", "level") for surface in ("3.8亿元", "4.2亿元", "4.4亿元")), period=nine)
    ends = [claim.period.end for claim in found if claim.period is not None]
    assert ends == [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30)]


def test_ten_shares_of_a_dividend_assert_nothing() -> None:
    assert [claim.figure_id for claim in claims("每10股派3元。", ("10股", "股", "level"), ("3元", "CNY/10股", "level"))] == [
        "f_3元"
    ]


def test_thresholds_assert_nothing() -> None:
    assert claims("持股5%以上的股东。", ("5%以上", "ratio", "threshold")) == []


def test_every_module_of_the_folder_reads_one_kind() -> None:
    folder = Path(__file__).parents[2] / "pipeline" / "extract" / "claims"
    helpers = {"__init__", "clause", "phrases", "read", "registry", "settle"}
    assert {path.stem for path in folder.glob("*.py")} - helpers == {held.claim_type for held in readers()}
