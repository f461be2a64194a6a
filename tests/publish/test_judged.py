"""Claims, facts and findings as rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.core.claim import Claim, Trial
from pipeline.core.fact import Fact, FactKey
from pipeline.core.finding import Finding
from pipeline.core.interval import INFINITY, Interval
from pipeline.core.period import Period
from pipeline.core.place import Span
from pipeline.core.schema import CLAIMS, FACTS, FINDINGS
from pipeline.publish import judged
from pipeline.publish.columns import Columns

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))


def trial(claim_id: str, start: int, computed: Interval | None = None) -> Trial:
    claim = Claim(
        claim_id, Span(start, start + 9), "营收增长一倍。", "growth", "清河", "营收", "Revenue", "growth", (("basis", "parent"),), YEAR, Decimal("1.0"),
        None, None, "ratio", "about", "", None, "reported", "公告", ("f_1", "f_2"),
    )  # fmt: skip
    return Trial(claim, "agrees", computed, ("f_9",), "相符", "agrees")


def fact(fact_id: str, entity_id: str, value: str = "5") -> Fact:
    key = FactKey(entity_id, "Revenue", "", "level", (), None, YEAR, "CNY", "actual")
    return Fact(
        fact_id,
        key,
        "清河",
        "Revenue",
        "营收",
        Decimal(value),
        Decimal("4.5"),
        INFINITY,
        0,
        "printed",
        2,
        1,
        "agrees",
        "f_1",
        ("f_1", "f_2"),
    )


def finding(page: int, check: str = "table-totals") -> Finding:
    expected = Interval(Decimal(1), Decimal(2))
    return Finding(check, "error", "d_1", "a.pdf", page, expected, None, "CNY", "不符", "differs", (f"f_{page}",))


def row(columns: Columns, index: int) -> dict:
    return {name: values[index] for name, values in columns.items()}


def test_columns_are_those_of_the_schema():
    assert set(judged.claims("d_1", "a.txt", [trial("c_1", 0)], {})) == set(CLAIMS.names)
    assert set(judged.facts([fact("x_1", "1")])) == set(FACTS.names)
    assert set(judged.findings([finding(1)])) == set(FINDINGS.names)


def test_claims_stand_by_sentence_and_then_as_given():
    columns = judged.claims("d_1", "a.txt", [trial("c_9", 20), trial("c_5", 0), trial("c_1", 20)], {"c_1": "000001"})
    assert columns["claim_id"] == ["c_5", "c_9", "c_1"]
    assert columns["entity_id"] == ["", "", "000001"]


def test_a_claim_field_by_field():
    computed = Interval(Decimal("0.95"), INFINITY)
    held = row(judged.claims("d_1", "a.txt", [trial("c_1", 0, computed)], {}), 0)
    wanted = {
        "doc_id": "d_1", "source": "a.txt", "page": None, "char_start": 0, "char_end": 9, "scope": "basis=parent", "value": Decimal("1.0"),
        "period_start": date(2023, 1, 1), "base_period_end": None, "figure_ids": "f_1;f_2", "verdict": "agrees", "evidence": "f_9",
        "computed_low": Decimal("0.95"), "computed_high": None,
    }  # fmt: skip
    assert {name: held[name] for name in wanted} == wanted


def test_facts_stand_by_entity_and_open_ends_are_empty():
    columns = judged.facts(sorted([fact("x_2", "600000"), fact("x_1", "000001")], key=judged.fact_order))
    assert columns["fact_id"] == ["x_1", "x_2"]
    assert (columns["low"][0], columns["high"][0]) == (Decimal("4.5"), None)
    assert columns["figure_ids"] == ["f_1;f_2"] * 2


def test_findings_stand_by_page_and_check():
    columns = judged.findings([finding(7), finding(2, "units-off"), finding(2)])
    assert list(zip(columns["page"], columns["check"], strict=True)) == [
        (2, "table-totals"),
        (2, "units-off"),
        (7, "table-totals"),
    ]
    assert columns["observed_low"] == [None] * 3
