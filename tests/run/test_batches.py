from __future__ import annotations

from pipeline.run.batches import Entry, batches, entries
from pipeline.run.work import Outcome


def sizes(*figures: int) -> list[list[int]]:
    held = [Entry(f"d_{number:04}", f"{number}.txt", "k", {}, count) for number, count in enumerate(figures)]
    return [[entry.figures for entry in batch.entries] for batch in batches(held)]


def test_a_batch_holds_so_many_figures_or_one_document():
    assert sizes(5_000, 5_000, 5_000, 30_000, 1) == [[5_000, 5_000], [5_000], [30_000], [1]]


def test_a_batch_holds_so_many_documents():
    assert [len(batch) for batch in sizes(*[0] * 2_500)] == [1_000, 1_000, 500]


def test_no_documents_are_one_empty_batch():
    assert sizes() == [[]]


def test_entries_stand_by_document_the_one_that_was_read_first():
    read = Outcome("b.txt", "d_1", "key", counts={"figures": 3, "claims": 1})
    failed = Outcome("c.pdf", "d_0", row={"doc_id": "d_0", "source": "c.pdf"}, status="failed")
    found = entries([read, failed], [{"doc_id": "d_1", "source": "a.txt"}])
    assert [(entry.doc_id, entry.source, entry.part, entry.figures, entry.claims) for entry in found] == [
        ("d_0", "c.pdf", "", 0, 0),
        ("d_1", "b.txt", "key", 3, 1),
        ("d_1", "a.txt", "", 0, 0),
    ]
