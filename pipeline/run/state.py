"""What the newest tables of a folder were made from: OUT/.cache/state.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.run.store import write_whole

STATE = Path(".cache", "state.json")


def read_state(out: Path) -> dict[str, Any]:
    """made_from, origins (source -> what it was read from), shared, parts (doc_id -> key); {} before the first run."""
    try:
        held = json.loads((out / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def write_state(out: Path, state: dict[str, Any]) -> None:
    (out / STATE).parent.mkdir(exist_ok=True)
    write_whole(out / STATE, json.dumps(state, ensure_ascii=False).encode())
