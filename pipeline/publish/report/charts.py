"""A series as a small bar chart, inline SVG. Words stand in the page around it, so that no font is needed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure as Canvas

# Fixed, so that the same series gives the same bytes.
_STYLE: Any = {
    "svg.hashsalt": "heshu",
    "svg.fonttype": "none",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One period's value in the chart's own scale, and whether figures conflict about it."""

    period: str
    value: Decimal
    text: str
    conflict: bool = False


def bar_chart(bars: Sequence[Bar]) -> str:
    """The chart as an <svg> element; a value that figures conflict about is hatched."""
    with rc_context(_STYLE):
        canvas = Canvas(figsize=(3.4, 1.9))
        axes = canvas.add_subplot()
        heights = [float(bar.value) for bar in bars]
        drawn = axes.bar([bar.period for bar in bars], heights, width=0.6, color="#3b78b5")
        for patch, bar in zip(drawn, bars, strict=True):
            if bar.conflict:
                patch.set_hatch("///")
        axes.bar_label(drawn, [bar.text for bar in bars], padding=2, fontsize=7.5)
        axes.axhline(0, color="#5c646d", linewidth=0.8)
        axes.margins(y=0.18)
        axes.yaxis.set_visible(False)
        axes.spines["left"].set_visible(False)
        canvas.tight_layout(pad=0.3)
        drawing = io.StringIO()
        canvas.savefig(drawing, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = drawing.getvalue()
    return text[text.index("<svg") :]
