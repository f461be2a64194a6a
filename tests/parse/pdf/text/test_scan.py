"""Recognised lines as a page: places, sizes and doubts, with a recogniser that says what it is told to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.parse.pdf.edges import clean
from pipeline.parse.pdf.inkrules import ink_rules
from pipeline.parse.pdf.ocr import SeenLine
from pipeline.parse.pdf.page import PageContent
from pipeline.parse.pdf.scan import Scanned, scanned

WIDTH, HEIGHT, SCALE = 300, 200, 2  # points, and pixels a point
PAPER = np.full((HEIGHT * SCALE, WIDTH * SCALE, 3), 255, dtype=np.uint8)


def line(text: str, x0: float, top: float, x1: float, bottom: float, sure: float | list[float] = 1.0) -> SeenLine:
    """A level line whose box is in points; its characters share the box out evenly."""
    corners = np.array(((x0, top), (x1, top), (x1, bottom), (x0, bottom))) * SCALE
    along = (np.arange(len(text)) + 0.5) * (x1 - x0) * SCALE / len(text)
    return SeenLine(text, np.broadcast_to(np.array(sure, dtype=np.float64), len(text)), along, corners)


def seen(*lines: SeenLine) -> Scanned:
    return scanned(1, (WIDTH, HEIGHT), PAPER, lambda picture: list(lines), "told")


def text_of(content: PageContent) -> str:
    return "".join(content.chars.text)


def test_characters_stand_where_their_line_does() -> None:
    content = seen(line("营业收入合计", 40, 50, 100, 62.8)).page.parts[0]
    assert text_of(content) == "营业收入合计"
    assert content.chars.size == pytest.approx([10] * 6, rel=0.01)
    assert content.chars.baseline == pytest.approx([60] * 6, abs=0.1)
    assert content.chars.x0[1:] == pytest.approx([50, 60, 70, 80, 90], abs=0.01)
    assert (content.chars.x0[0], content.chars.x1[-1]) == pytest.approx((40.8, 99.2), abs=0.01)


def test_neighbours_touch_but_not_over_the_gap_between_columns() -> None:
    corners = np.array(((20, 20), (220, 20), (220, 46), (20, 46)))
    content = seen(SeenLine("收入12", np.ones(4), np.array((10.0, 30.0, 180.0, 191.0)), corners)).page.parts[0]
    gaps = content.chars.x0[1:] - content.chars.x1[:-1]
    assert gaps[[0, 2]] == pytest.approx([0, 0], abs=1e-6)
    assert gaps[1] > 50


def test_a_blank_is_kept_as_white_space_before_the_next_character() -> None:
    content = seen(line("Net profit", 40, 50, 100, 62)).page.parts[0]
    assert text_of(content) == "Netprofit"
    assert content.chars.spaced.tolist() == [False] * 3 + [True] + [False] * 5


def test_heights_that_differ_little_are_one_size() -> None:
    content = seen(
        line("资产总额", 40, 20, 80, 32.6), line("1,234.5", 120, 21, 150, 31.6), line("负债总额", 40, 40, 80, 53)
    ).page.parts[0]
    assert len(set(content.chars.size.round(6))) == 1


def test_doubtful_characters_are_named_and_hopeless_lines_counted() -> None:
    read = seen(
        line("收入1 2", 40, 20, 90, 32, [1, 1, 0.79, 1, 0.81]),
        line("8§8", 40, 60, 70, 72, 0.49),
        line("净利3", 40, 90, 70, 102, 0.5),
    )
    assert read.page.printed == "收入12净利3"
    assert read.unsure.tolist() == [False, False, True, False, True, True, True]
    assert read.lost == 1


@pytest.mark.parametrize("degrees", [-2.0, -0.5, 1.0, 2.0])
def test_a_leaning_page_is_set_straight_and_its_boxes_lead_back(degrees: float) -> None:
    middle = np.array((WIDTH, HEIGHT)) * SCALE / 2
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array(((cos, sin), (-sin, cos)))
    straight = line("营业收入为一百二十", 20, 30, 110, 42.8), line("3,456", 250, 31.07, 275, 41.73)
    page = seen(*(replace(each, corners=(each.corners - middle) @ turn + middle) for each in straight)).page
    content = page.parts[0]
    assert np.ptp(content.chars.baseline) == pytest.approx(0, abs=0.05)
    assert content.chars.x0[9] == pytest.approx(250.8, abs=0.1)
    last = page.boxes[-1]
    expected = (np.array((272.5, 36.4)) * SCALE - middle) @ turn + middle
    assert ((last[:2] + last[2:]) / 2) == pytest.approx(expected / SCALE, abs=1.2)


def test_an_upside_down_page_is_read_from_the_picture_turned_by_half() -> None:
    pictures = []

    def recognize(picture: np.ndarray) -> list[SeenLine]:
        pictures.append(picture)
        sure = 0.99 if picture[0, 0, 0] == 0 else 0.6
        return [line("净利润8,765" if sure > 0.9 else "§9∠'8", 30, 20, 90, 32, sure)]

    picture = PAPER.copy()
    picture[-1, -1] = 0
    page = scanned(1, (WIDTH, HEIGHT), picture, recognize, "told").page
    assert len(pictures) == 2
    assert (page.printed, page.parts[0].turn) == ("净利润8,765", 180)
    assert page.boxes[0] == pytest.approx((WIDTH - 40, HEIGHT - 34, WIDTH - 30, HEIGHT - 18), abs=6)
    assert page.parts[0].chars.x0[0] == pytest.approx(30.9, abs=0.2)


def test_an_empty_picture_is_an_empty_page() -> None:
    read = seen()
    assert (read.page.printed, len(read.page.boxes), read.lost) == ("", 0, 0)
    assert len(read.page.parts[0].chars) == 0


def rules_of(
    grey: np.ndarray, texts: Sequence[tuple[float, float, float, float]] = ()
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """(y, x0, x1) of level and (x, y0, y1) of upright rules in whole points, y downwards."""
    strokes = ink_rules(grey, 1 / SCALE, np.array(texts, dtype=np.float64).reshape(-1, 4), HEIGHT)
    level = sorted({(round(HEIGHT - y0), round(x0), round(x1)) for x0, y0, x1, y1, *_ in strokes if y0 == y1})
    upright = sorted(
        {(round(x0), round(HEIGHT - y0), round(HEIGHT - y1)) for x0, y0, x1, y1, *_ in strokes if x0 == x1 and y0 != y1}
    )
    return level, upright


def test_rules_are_long_thin_runs_of_ink() -> None:
    grey = PAPER[:, :, 0].copy()
    grey[100:102, 40:400] = 60
    grey[100:300, 200] = 60
    grey[320:360, 40:400] = 40  # an area
    grey[50, 40:70] = 0  # the stroke of a character
    level, upright = rules_of(grey)
    assert set(level) == {(50, 20, 200), (51, 20, 200)}
    assert {(y0, y1) for _, y0, y1 in upright} == {(50, 150)}
    assert {x for x, _, _ in upright} <= {100, 101}


def test_a_broken_faint_rule_is_one_and_a_stroke_within_a_line_of_text_is_none() -> None:
    grey = np.full((HEIGHT * SCALE, WIDTH * SCALE), 230, dtype=np.uint8)
    grey[100, 40:400] = 140
    grey[100, 60:400:40] = 230
    grey[200, 40:100] = 20
    level, upright = rules_of(grey, [(18, 94, 60, 106)])
    assert {(x0, x1) for _, x0, x1 in level} == {(20, 200)}
    assert not upright


def test_rules_of_a_photograph_are_not_looked_for() -> None:
    grey = np.tile(np.array(((0, 0, 255, 255),), dtype=np.uint8).T, (10_500, 40))
    assert ink_rules(grey, 1, np.empty((0, 4)), HEIGHT) == []


def test_rules_of_a_scan_reach_the_finder_of_tables() -> None:
    picture = PAPER.copy()
    picture[100:102, 40:500] = 0
    read = scanned(1, (WIDTH, HEIGHT), picture, lambda _: [line("资产总额", 40, 20, 80, 33)], "told")
    across, down = clean(read.page.parts[0].rules)
    assert (across.at.tolist(), across.low.tolist(), across.high.tolist()) == ([50.5], [20], [250])
    assert len(down) == 0
