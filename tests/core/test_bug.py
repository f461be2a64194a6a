from __future__ import annotations

import pytest

from pipeline.core.bug import is_bug, told
from pipeline.core.errors import DocumentError


def test_a_bug_tells_what_and_where():
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        reason = told(error)
    assert reason.startswith("internal: ZeroDivisionError: division by zero (test_bug.py:")
    assert is_bug(reason)
    assert not is_bug("no unit")


@pytest.mark.parametrize("error", [DocumentError("a", "b"), MemoryError()], ids=["ours", "memory"])
def test_what_is_no_bug_goes_on(error: Exception):
    with pytest.raises(type(error)):
        told(error)
