from __future__ import annotations

import pytest

from pipeline.core.result import Result
from tests.publish import made


@pytest.fixture
def result() -> Result:
    return made.result()
