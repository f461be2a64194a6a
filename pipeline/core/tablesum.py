"""A printed total and the cells that were found to make it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableSum:
    """One total cell of a table: a row total or a column total.

    total   figure_id of the total
    items   (1 or -1, figure_id) of each cell that it adds up; dashes are left out
    tied    whether they add up to it, within what the printed decimals leave
    """

    total: str
    items: tuple[tuple[int, str], ...]
    tied: bool
