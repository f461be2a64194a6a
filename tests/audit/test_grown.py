"""Growth in prose against the levels of tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.audit import Audit, Dossier
from pipeline.core.figure import Figure
from pipeline.core.finding import Finding
from tests.audit.statement import LEXICON, SETTINGS, dossier, year

AUDIT = Audit(SETTINGS, LEXICON)
TABLE = "项目;2021年;2020年 // 营业收入;2,250.00;1,800.00"


def filing(rate: str, amount: str, context: str = "营业收入增加若干") -> Dossier:
    """A report whose prose gives the rate and, in the same sentence, an amount."""
    held = dossier(TABLE)
    prose = replace(held.figures[0], kind="prose", cell=None, context=context, metric="营业收入", period=year(2021))
    told = _figure(prose, "f_amount", amount, Decimal(amount), 2, "CNY", "change")
    grew = _figure(prose, "f_rate", f"{rate}%", Decimal(rate) / 100, 4, "ratio", "growth")
    return replace(held, figures=(*held.figures, told, grew))


def _figure(like: Figure, name: str, text: str, value: Decimal, decimals: int, unit: str, role: str) -> Figure:
    return replace(like, figure_id=name, text=text, value=value, decimals=decimals, unit=unit, role=role)  # type: ignore[arg-type]


def warnings(document: Dossier) -> list[Finding]:
    return [one for one in AUDIT([document]).findings if one.check == "growth-follows"]


@pytest.mark.parametrize(
    ("case", "rate", "amount", "context", "reported"),
    [
        ("follows", "25.00", "450.00", "营业收入增加若干", False),
        ("does not follow", "52.00", "450.00", "营业收入增加若干", True),
        ("beside the new level", "52.00", "2250.00", "营业收入增至若干", True),
        ("no amount of the facts: perhaps a part", "52.00", "77.00", "营业收入增加若干", False),
        ("a list", "52.00", "450.00", "营业收入分别增加若干", False),
    ],
)
def test_a_rate_of_prose_is_worked_out_where_its_sentence_is_sure(
    case: str, rate: str, amount: str, context: str, reported: bool
) -> None:
    assert bool(warnings(filing(rate, amount, context))) is reported, case


def test_the_message_gives_both_levels_and_the_rate() -> None:
    [found] = warnings(filing("52.00", "450.00"))
    assert found.severity == "warning"
    assert found.message_zh.endswith("由第1页 2,250.00 与第1页 1,800.00 算得 25.00%")
    assert found.figure_ids[0] == "f_rate"
