"""The reader and the lexicon of the house, built once for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon import Lexicon, load_config
from pipeline.quantity import Reader

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_config(CONFIG)[1]


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon)
