"""Where something stands: characters of the document's text, and boxes on its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in the document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Box:
    """PDF points from the top left of the page as shown (CropBox, after /Rotate)."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box that holds them all; `boxes` is not empty."""
        held = list(boxes)
        return cls(
            min(box.x0 for box in held),
            min(box.top for box in held),
            max(box.x1 for box in held),
            max(box.bottom for box in held),
        )


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page; pages count from 1."""

    page: int
    box: Box
