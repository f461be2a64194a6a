"""Which part of the whole a figure is about, as axis=member pairs."""

from __future__ import annotations

AXES = ("basis", "segment", "product", "region", "channel", "customer", "supplier", "case", "row")


def settled(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Pairs in the order of AXES (unknown axes last, by name), each once; members without the separators of the column.

    `;` and `=` separate pairs in figures.scope, so they are written as their full-width forms inside a member.
    """
    clean = {(axis, member.strip().replace(";", "；").replace("=", "＝")) for axis, member in pairs if member.strip()}
    return tuple(sorted(clean, key=lambda pair: (AXES.index(pair[0]) if pair[0] in AXES else len(AXES), pair)))
