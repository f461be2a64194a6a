"""When a value is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both ends are included; equal ends are an instant (a balance's date). `None` is an open end (2024年起)."""

    start: date | None
    end: date | None

    @property
    def is_instant(self) -> bool:
        return self.start is not None and self.start == self.end

    @classmethod
    def instant(cls, day: date) -> Period:
        return cls(day, day)
