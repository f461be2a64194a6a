"""A bug in one sentence, table, page or figure costs that alone, with a warning. Faults are put in; the sample is real."""

from __future__ import annotations

import pytest

from pipeline.core.raw import RawFile
from pipeline.core.result import Result
from pipeline.lexicon import default_config, load_config
from pipeline.run.stages import Clock, Stages
from tests.support.runs import ROOT

ARTICLE = "青禾机械2023年营业收入为3.124亿元。白塔电子2022年净亏损2,466万元，员工共有512人。青禾机械2022年营业收入为2.1亿元。"


def fault(*given: object, **named: object) -> None:
    raise ZeroDivisionError("division by zero")


def faulty(method, meets):
    """The method, with a bug for what `meets` says of its arguments."""

    def call(self, *given, **named):
        return fault() if meets(*given, **named) else method(self, *given, **named)

    return call


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages(*load_config(default_config()))


def read(stages: Stages, source: str, data: bytes, pages: tuple[int, ...] | None = None) -> Result:
    return stages.meaning(stages.read(RawFile(source, data, pages=pages), Clock()), b"", Clock())


def article(stages: Stages) -> Result:
    return read(stages, "a.txt", ARTICLE.encode())


def prospectus(stages: Stages) -> Result:
    return read(stages, "lantu-prospectus.pdf", (ROOT / "raw" / "lantu-prospectus.pdf").read_bytes(), (6, 7, 8))


def warned(result: Result) -> list[tuple[int, str]]:
    assert result.document.is_partial
    return [(one.page, one.message) for one in result.document.warnings if one.code == "internal"]


def test_a_sentence(stages: Stages, monkeypatch):
    prose = type(stages.meaning.extract._prose)
    monkeypatch.setattr(
        prose, "_told", faulty(prose._told, lambda segmented, sentence, *rest: "白塔" in sentence.span.of(ARTICLE))
    )
    found = article(stages)
    assert [figure.text for figure in found.figures] == ["3.124亿元", "2.1亿元"]
    lost = [(number.text, number.kind) for number in found.numbers if number.reason.startswith("internal: ZeroDivisionError")]
    assert lost == [("2,466万元", "unexplained"), ("512人", "unexplained")]
    ((page, message),) = warned(found)
    assert (page, message[:62]) == (0, "2 numbers were not understood, which is a bug: internal: ZeroD")


def test_a_table(stages: Stages, monkeypatch):
    whole = prospectus(stages)
    victim = whole.document.tables[0].table_id
    tables = type(stages.meaning.extract._tables)
    monkeypatch.setattr(tables, "__call__", faulty(tables.__call__, lambda document, table, numbers: table.table_id == victim))
    found = prospectus(stages)
    kept = [figure.figure_id for figure in whole.figures if figure.cell is None or figure.cell.table_id != victim]
    assert [figure.figure_id for figure in found.figures] == kept
    assert 0 < len(kept) < len(whole.figures)
    assert len(found.numbers) == len(whole.numbers)
    first, last = whole.document.tables[0].page_first, whole.document.tables[0].page_last
    assert {page for page, _ in warned(found)} <= set(range(first, last + 1))


def test_a_figure(stages: Stages, monkeypatch):
    normalize = type(stages.meaning.normalize)
    monkeypatch.setattr(
        normalize, "__call__", faulty(normalize.__call__, lambda document, mention: mention.number.text == "512人")
    )
    found = article(stages)
    assert [figure.text for figure in found.figures] == ["3.124亿元", "2,466万元", "2.1亿元"]
    ((reject),) = found.rejects
    assert reject.reason.startswith("internal: ZeroDivisionError: division by zero (test_faults.py:")
    assert len(warned(found)) == 1


@pytest.mark.parametrize("step", ["_hold", "_finish"])
def test_a_page(stages: Stages, monkeypatch, step: str):
    from pipeline.parse.pdf.flow import PageFlows

    def meets(held: object) -> bool:
        return (held if isinstance(held, int) else held.reading.page.parts[0].number) == 7

    target = "read" if step == "_hold" else step
    owner = PageFlows
    if target == "read":
        from pipeline.parse.pdf.readers import PdfPages

        owner = PdfPages
    monkeypatch.setattr(owner, target, faulty(getattr(owner, target), meets))
    found = prospectus(stages)
    assert {figure.page for figure in found.figures} == {6, 8}
    ((page, message),) = warned(found)
    assert (page, message[:45]) == (7, "internal: ZeroDivisionError: division by zero")


def test_claims(stages: Stages, monkeypatch):
    monkeypatch.setattr(type(stages.meaning.claims), "__call__", fault)
    found = article(stages)
    assert (len(found.figures), found.claims) == (4, ())
    assert warned(found)[0][1].startswith("claims were not read: internal: ZeroDivisionError")


def test_a_lack_of_memory_is_no_bug(stages: Stages, monkeypatch):
    def hungry(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(type(stages.meaning.normalize), "__call__", hungry)
    with pytest.raises(MemoryError):
        article(stages)
