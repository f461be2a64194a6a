"""What grew, where the rate does not stand right behind its name."""

from __future__ import annotations

from pipeline.extract.spot import Spot, Story


def share_grew(spot: Spot, story: Story) -> bool:
    """三费占营收比12%，同比增73%: what grew is the share, where it has a name."""
    link = spot.lead.deciding
    named = story.full.endswith(("比", "占比", "比例", "比重", "份额"))
    return story.role == "share" and named and spot.unit in ("ratio", "pp") and link is not None and link.has("move")


def before_time(spot: Spot) -> str:
    """股价本周涨幅: a time stands between what grows and the rate."""
    before = spot.lead.before
    if not before or before[-1].kind != "time":
        return ""
    head = next((token for token in reversed(before) if token.kind != "time"), None)
    return head.text if head is not None and head.concept is not None else ""
