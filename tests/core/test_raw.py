from __future__ import annotations

import pytest

from pipeline.core.ids import document_id
from pipeline.core.raw import RawFile


@pytest.mark.parametrize(
    ("source", "suffix"),
    [("a.pdf", ".pdf"), ("x/y.z/a.PDF", ".pdf"), ("a", ""), (".hidden", ""), ("x.y/a", ""), ("a.tar.gz", ".gz")],
)
def test_suffix(source: str, suffix: str):
    assert RawFile(source, b"").suffix == suffix


def test_the_digest_is_of_the_bytes_alone():
    first, second = RawFile("a.txt", b"abc", b"x"), RawFile("b.txt", b"abc")
    assert first.sha256 == second.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert document_id(first.sha256) == "d_ba7816bf8f01cfea"
