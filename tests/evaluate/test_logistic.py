"""The small regression behind the confidence."""

from __future__ import annotations

import random

import pytest

from pipeline.evaluate.logistic import Case, area_under_curve, calibration_error, fit, left_out, probability, reliability, shifted


def drawn(count: int, seed: int = 1) -> list[Case]:
    """Figures of four documents: right in 0.95, but in 0.4 where the unit was assumed."""
    draw = random.Random(seed)
    cases = []
    for index in range(count):
        assumed = draw.random() < 0.3
        right = draw.random() < (0.4 if assumed else 0.95)
        cases.append(Case(frozenset({"intercept", "assumed"} if assumed else {"intercept"}), right, f"d{index % 4}"))
    return cases


def test_fit_finds_the_shares_that_were_drawn() -> None:
    weights = fit(drawn(4000), ridge=0.01)
    assert probability(weights, frozenset({"intercept"})) == pytest.approx(0.95, abs=0.02)
    assert probability(weights, frozenset({"intercept", "assumed"})) == pytest.approx(0.4, abs=0.04)


def test_rare_features_get_no_weight() -> None:
    cases = [*drawn(200), Case(frozenset({"intercept", "once"}), False, "d1")]
    assert "once" not in fit(cases)


def test_models_left_out_are_calibrated_and_tell_right_from_wrong() -> None:
    held = left_out(drawn(4000))
    assert len(held) == 4000
    assert calibration_error(held) < 0.03
    assert area_under_curve(held) > 0.7


def test_changed_tables_teach_but_are_not_judged() -> None:
    cases = [*drawn(400), *(Case(case.names, case.right, case.document, "bare") for case in drawn(400, seed=2))]
    assert len(left_out(cases)) == 400


def test_the_level_moves_and_the_order_stays() -> None:
    cases = drawn(1000)
    weights = fit(cases)
    moved = shifted(weights, cases, 0.6)
    assert sum(probability(moved, case.names) for case in cases) / 1000 == pytest.approx(0.6, abs=1e-4)
    assert moved["assumed"] == weights["assumed"]


@pytest.mark.parametrize(
    ("judged", "area"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.9, True)], 0.5),
    ],
)
def test_area_under_curve(judged: list[tuple[float, bool]], area: float) -> None:
    assert area_under_curve(judged) == area


def test_reliability_bins() -> None:
    (low, high) = reliability([(0.2, False), (0.4, True), (0.99, True)])
    assert (low.count, low.said, low.right) == (2, pytest.approx(0.3), 0.5)
    assert (high.low, high.count, high.right) == (0.98, 1, 1.0)
