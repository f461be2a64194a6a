from __future__ import annotations

import inspect
import pickle

import pytest

from pipeline.core import errors

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.PipelineError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_survives_the_trip_between_processes(kind: type[errors.PipelineError]):
    sent = kind("seen", "expected", "Do this", "special")
    come = pickle.loads(pickle.dumps(sent))
    assert type(come) is kind
    assert (come.seen, come.expected, come.todo, come.code) == ("seen", "expected", "Do this", "special")
    assert str(come) == str(sent) == "seen; expected expected. Do this"


def test_there_are_all_four_prices_to_pay():
    assert {kind.__name__: kind.code for kind in KINDS} == {
        "PipelineError": "error",
        "ConfigError": "config",
        "DocumentError": "unreadable",
        "PageError": "page_unreadable",
        "FigureError": "figure_unreadable",
    }


@pytest.mark.parametrize(
    ("parts", "message"),
    [(("seen", "", ""), "seen"), (("seen", "this", ""), "seen; expected this"), (("seen", "", "Do it"), "seen. Do it")],
)
def test_messages_leave_out_what_is_empty(parts: tuple[str, str, str], message: str):
    assert str(errors.DocumentError(*parts)) == message
