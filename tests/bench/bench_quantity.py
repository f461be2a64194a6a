"""Characters a second of the quantity reader, ten times the text against once, and texts made to hurt; a peer beside it.

    python tests/bench/bench_quantity.py [FILE ...]

Reads the news beside the repository and the sample of raw/ when no file is given; prints one JSON object. The first run
of each text only warms up; every other run is shown. JioNLP or Recognizers-Text are timed too where they are installed.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.lexicon import load_config
from pipeline.quantity import Reader

HOUSE = Path(__file__).parents[2]
RUNS = 4


def main() -> None:
    text = _text([Path(name) for name in sys.argv[1:]])
    reader = Reader(load_config(HOUSE / "config")[1])
    once = _seconds(reader, text)
    ten = _seconds(reader, text * 10)
    prose = _seconds(reader, (text * (1_000_000 // len(text) + 1))[:1_000_000])
    hurt = {
        name: _seconds(reader, unit * 1_000_000) for name, unit in {"digits": "7", "commas": ",", "一": "一", "（": "（"}.items()
    }
    result = {
        "characters": len(text),
        "characters_per_s": [round(len(text) / seconds) for seconds in once],
        "ten_times_the_text_takes": round(min(ten) / min(once), 2),
        "megabyte_against_prose": {name: round(min(seconds) / min(prose), 2) for name, seconds in hurt.items()},
        "peers_characters_per_s": {name: round(len(text) / min(_seconds(call, text))) for name, call in _peers().items()},
        "python": platform.python_version(),
        "machine": platform.platform(),
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


def _text(paths: list[Path]) -> str:
    paths = paths or sorted((HOUSE / ".." / "shared" / "corpus" / "news").glob("*.txt")) or sorted((HOUSE / "raw").rglob("*.txt"))
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)


def _seconds(call: Callable[[str], object], text: str) -> list[float]:
    seconds = []
    for _ in range(RUNS):
        begun = time.process_time()
        call(text)
        seconds.append(time.process_time() - begun)
    return seconds[1:]


def _peers() -> dict[str, Callable[[str], object]]:
    peers: dict[str, Callable[[str], object]] = {}
    try:
        import jionlp  # type: ignore[import-not-found]
    except ImportError:
        pass
    else:
        peers["JioNLP"] = lambda text: [jionlp.ner.extract_money(line) for line in text.splitlines()]
    try:
        from recognizers_number import Culture, recognize_number  # type: ignore[import-not-found]
    except ImportError:
        pass
    else:
        peers["Recognizers-Text"] = lambda text: [recognize_number(line, Culture.Chinese) for line in text.splitlines()]
    return peers


if __name__ == "__main__":
    main()
