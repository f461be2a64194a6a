"""What the tests of parse share: the packaged config, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon import load_config
from pipeline.parse.parse import Parse
from pipeline.parse.profile import Profiler

CONFIG = load_config(Path(__file__).parents[2] / "config")


@pytest.fixture(scope="session")
def parse() -> Parse:
    return Parse(*CONFIG)


@pytest.fixture(scope="session")
def profiler() -> Profiler:
    return Profiler(*CONFIG)
