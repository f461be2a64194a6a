from __future__ import annotations

from array import array
from math import nan

import pytest

from pipeline.core.document import CharMap, Document, Warning
from pipeline.core.place import Box, PageBox, Span

# Six characters: two on one line, a joint, two on the next line, one on the next page.
PAGES = [1, 1, 0, 1, 1, 2]
BOXES = [
    (10, 100, 20, 112),
    (20, 101, 30, 113),
    (nan, nan, nan, nan),
    (10, 120, 20, 132),
    (20, 120, 30, 132),
    (10, 100, 20, 112),
]


@pytest.fixture
def chars() -> CharMap:
    return CharMap(array("I", PAGES), array("f", [side for box in BOXES for side in box]))


@pytest.mark.parametrize(
    ("span", "boxes"),
    [
        (Span(0, 2), [(1, (10, 100, 30, 113))]),
        (Span(0, 5), [(1, (10, 100, 30, 113)), (1, (10, 120, 30, 132))]),
        (Span(4, 6), [(1, (20, 120, 30, 132)), (2, (10, 100, 20, 112))]),
        (Span(2, 3), []),
        (Span(5, 99), [(2, (10, 100, 20, 112))]),
        (Span(3, 3), []),
    ],
)
def test_one_box_for_each_printed_line(chars: CharMap, span: Span, boxes: list):
    assert chars.boxes(span) == tuple(PageBox(page, Box(*sides)) for page, sides in boxes)


def test_a_box_further_left_begins_a_line_of_its_own():
    chars = CharMap(array("I", [1, 1]), array("f", [50, 100, 60, 112, 10, 100, 20, 112]))
    assert len(chars.boxes(Span(0, 2))) == 2


def test_coordinates_must_match_characters():
    with pytest.raises(ValueError, match="2 characters but 4 coordinates"):
        CharMap(array("I", [1, 1]), array("f", [1, 2, 3, 4]))


@pytest.mark.parametrize(
    ("codes", "partial"),
    [([], False), (["text_outside_page", "readers_differ"], False), (["readers_differ", "no_text_layer"], True)],
)
def test_partial_means_that_something_printed_was_not_read(codes: list[str], partial: bool):
    warnings = tuple(Warning(code, "seen") for code in codes)
    document = Document("d_1", "a.pdf", "0" * 64, 1, "application/pdf", "", "", (), warnings=warnings)
    assert document.is_partial is partial
