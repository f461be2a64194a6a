"""What nobody should send: thousands of damaged files, and names that try to get out of the folder.

By hand: HESHU_FUZZ=50000 pytest tests/run/test_hostile.py
"""

from __future__ import annotations

import base64
import io
import os
import random
import re
import sys
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pypdfium2
import pytest

import pipeline
from pipeline.core.errors import DocumentError
from pipeline.core.raw import RawFile
from pipeline.lexicon import default_config, load_config
from pipeline.run import Options, extract
from pipeline.run.stages import Clock, Stages
from pipeline.run.workers import Lost, spread
from tests.support.pdf import Sheet, make_pdf
from tests.support.runs import ROOT

INPUTS = int(os.environ.get("HESHU_FUZZ", "2000"))
BATCH = 50
ARTICLE = "白塔电子2023年营业收入为3.124亿元，同比增长31.2%；净亏损2,466万元（上年同期：（1,234.56）万元）。\n第二节 员工512人，占比50%以上。\n"
PAGE = f"<html><head><title>白塔电子</title></head><body><article><h1>白塔电子</h1><p>{ARTICLE}</p><table><tr><td>项目</td><td>2023年</td></tr><tr><td>收入</td><td>1,234.56</td></tr></table></article></body></html>"
TOUCHES = {
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.remove",
    "os.rename",
    "os.mkdir",
}


def sheet(page: Sheet) -> None:
    page.text(72, 90, "单位：万元", size=10.5)
    page.table(
        72,
        100,
        [["项目", "2023年", "2022年"], ["营业收入", "1,234.56", "（98.7）"], ["净利润", "-", "12.3%"]],
        widths=[160, 100, 100],
        borders="all",
    )
    page.text(72, 300, "2023年营业收入为1,234.56万元", size=10.5)


def unpacked(pdf: bytes) -> bytes:
    """The same file with its contents as plain text, so that damage reaches operators and not only what they are packed in."""

    def plain(found: re.Match[bytes]) -> bytes:
        content = zlib.decompress(base64.a85decode(found[2].strip().removesuffix(b"~>")))
        return b"/Length %d >>\nstream\n%s\nendstream" % (len(content), content)

    pattern = rb"/Filter \[ /ASCII85Decode /FlateDecode \] /Length (\d+)\s*>>\s*stream\r?\n(.*?)endstream"
    return re.sub(pattern, plain, pdf, count=1, flags=re.DOTALL)


def sample(pages: tuple[int, ...]) -> bytes:
    """Some pages of the filing that ships with the project."""
    whole, some = pypdfium2.PdfDocument(ROOT / "raw" / "lantu-prospectus.pdf"), pypdfium2.PdfDocument.new()
    some.import_pages(whole, [page - 1 for page in pages])
    held = io.BytesIO()
    some.save(held)
    return held.getvalue()


class Fuzz:
    """Called with the number of a batch: reads its damaged files in this process and tells what should not have happened."""

    def __init__(self, pdfs: Sequence[bytes]) -> None:
        self._pdfs = pdfs

    @cached_property
    def _stages(self) -> Stages:
        return Stages(*load_config(default_config()))

    def __call__(self, batch: int) -> tuple[int, int, list[str]]:
        """Files read, files refused, and wrongs. Whatever opens a file for writing, a socket or a process is a wrong."""
        wrongs: list[str] = []
        self._stages.read, self._stages.meaning  # noqa: B018 - packages are loaded before the watch begins
        refused = 0
        watched = [True]
        sys.addaudithook(lambda event, given: watched and _watch(event, given, wrongs))
        for number in range(batch * BATCH, batch * BATCH + BATCH):
            refused += self._one(number, wrongs)
        watched.clear()
        return BATCH - refused, refused, wrongs

    def _one(self, number: int, wrongs: list[str]) -> bool:
        chance = random.Random(number)
        kind = chance.choice((".txt", ".txt", ".html", ".html", ".pdf"))
        data = {".txt": ARTICLE.encode(chance.choice(("utf-8", "gb18030"))), ".html": PAGE.encode()}.get(kind)
        data = data or chance.choice(self._pdfs)
        damages = DAMAGES + PDF_DAMAGES if kind == ".pdf" else DAMAGES
        for _ in range(chance.randint(1, 4)):
            data = chance.choice(damages)(data, chance)
        try:
            clock = Clock()
            result = self._stages.meaning(self._stages.read(RawFile(f"{number}{kind}", data), clock), b"", clock)
        except DocumentError:
            return True
        except Exception as bug:  # noqa: BLE001 - what the test is looking for
            wrongs.append(f"{number}{kind}: {type(bug).__name__}: {bug}")
            return False
        text = result.document.text
        wrongs += [
            f"{number}{kind}: {item.text!r} is not at its place" for item in result.numbers if item.span.of(text) != item.text
        ]
        return False


def _watch(event: str, given: tuple[object, ...], wrongs: list[str]) -> None:
    writes = event == "open" and any(letter in str(given[1]) for letter in "wax+")
    if writes or event in TOUCHES:
        wrongs.append(f"{event} {given[:1]}")


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def lose(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(0, 200) :]


def double(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.randint(0, 300))
    return data[:end] + data[start:end] * chance.randint(1, 5) + data[end:]


def swap(data: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.randint(0, len(data)) for _ in range(2))
    return data[second:] + data[first:second] + data[:first]


def change_numbers(data: bytes, chance: random.Random) -> bytes:
    digits = [index for index, byte in enumerate(data) if 48 <= byte <= 57]
    out = bytearray(data)
    for index in chance.sample(digits, min(len(digits), 5)):
        out[index] = chance.choice(b"0123456789-.")
    return bytes(out)


def sow(data: bytes, chance: random.Random) -> bytes:
    """Pieces that readers of numbers and of markup trip over."""
    piece = chance.choice(
        (
            "9" * 400,
            "，" * 300,
            "一" * 200,
            "1,",
            "<table>" * 50,
            "<div>" * 5000,
            "<table><tr><td>" * 400,
            "<ul><li>" * 2000,
            "</p>",
            "\x00",
            "\ud800",
            "１２",
            "万亿" * 50,
            "(((" * 60,
            "1e999",
            "%" * 50,
            "\r",
            "．",
        )
    ).encode("utf-8", "surrogatepass")
    place = chance.randint(0, len(data))
    return data[:place] + piece + data[place:]


def exchange_objects(data: bytes, chance: random.Random) -> bytes:
    """Two objects of a PDF under each other's numbers: a font where a page should be, a page that is its own parent."""
    names = sorted(set(re.findall(rb"(?<!\d)(\d+) 0 obj", data)))
    if len(names) < 2:
        return data
    one, other = chance.sample(names, 2)
    exchanged = {one: other, other: one}
    return re.sub(rb"(?<!\d)(\d+)(?= 0 obj)", lambda found: exchanged.get(found[1], found[1]), data)


def misdirect(data: bytes, chance: random.Random) -> bytes:
    """References to other objects than meant; some then lead in circles."""
    names = re.findall(rb"(?<!\d)(\d+) 0 obj", data)
    if not names:
        return data
    return re.sub(rb"(?<!\d)\d+(?= 0 R)", lambda found: chance.choice(names) if chance.random() < 0.2 else found[0], data)


def nest(data: bytes, chance: random.Random) -> bytes:
    """Brackets and saved states hundreds deep, at the head of an object or stream."""
    places = [found.end() for found in re.finditer(rb" 0 obj|stream\r?\n", data)]
    if not places:
        return data
    place, piece = chance.choice(places), chance.choice((b"[", b"<<", b"<</A ", b"(", b" q", b" BT", b" /A BMC"))
    return data[:place] + piece * chance.choice((50, 500)) + data[place:]


DAMAGES = (flip, cut, lose, double, swap, change_numbers, sow, sow)
PDF_DAMAGES = (exchange_objects, misdirect, nest)


def pdfs() -> list[bytes]:
    """A page of ours, the same with its contents unpacked, and pages of the sample."""
    page = make_pdf(sheet)
    return [page, page, page, unpacked(page), unpacked(page), unpacked(page), sample((1, 6))]


def test_damaged_files_are_read_or_refused():
    batches = list(range(INPUTS // BATCH))
    found = list(spread(batches, Fuzz(pdfs()), jobs=2, limit=300.0, tired=lambda result: False, memory=4 * 10**9))
    lost = {batch: result for batch, result in found if isinstance(result, Lost)}
    assert lost == {}
    assert [wrong for _, (_, _, wrongs) in found for wrong in wrongs] == []
    read, refused = (sum(result[place] for _, result in found) for place in (0, 1))
    assert read + refused == len(batches) * BATCH
    assert read > refused > 0


def bomb(inflated: int) -> bytes:
    """A PDF whose one page inflates to many times its size."""
    stream = zlib.compress(b"0 0 m 1 1 l S\n" * (inflated // 14), 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )


def test_a_bomb_costs_itself_alone(tmp_path: Path):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "bomb.pdf").write_bytes(bomb(20_000_000))
    (raw / "a.txt").write_text(ARTICLE, encoding="utf-8")
    extract(Options(raw, out, default_config(), jobs=1, timeout=60.0))
    status = pipeline.load(out)["documents"].set_index("source")["status"]
    assert status["a.txt"] == "ok"
    assert status["bomb.pdf"] in {"failed", "partial"}


def test_nesting_beyond_a_reader_costs_its_document_alone(tmp_path: Path):
    raw, out, page = tmp_path / "raw", tmp_path / "out", make_pdf(sheet)
    raw.mkdir()
    place = page.index(b" 0 obj", page.index(b"/Page\n")) + len(b" 0 obj")
    for number, piece in enumerate((b"[", b"<<", b"<</A ", b"(")):
        (raw / f"{number}.pdf").write_bytes(page[:place] + piece * 50_000 + page[place:])
    (raw / "good.pdf").write_bytes(page)
    extract(Options(raw, out, default_config(), jobs=2, timeout=60.0))
    documents = pipeline.load(out)["documents"].set_index("source")
    assert documents["status"]["good.pdf"] == "ok"
    assert len(documents) == 5


@pytest.mark.parametrize(
    "name", ["=1+1.txt", "-rf.txt", "a\nb.txt", "'; drop table.txt", "a..txt", "名" * 60 + ".txt", 'a,"b".txt', "%2e%2e%2f.txt"]
)
def test_names_do_no_harm(tmp_path: Path, name: str):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / name).write_text(ARTICLE, encoding="utf-8")
    extract(Options(raw, out, default_config(), jobs=1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "raw"]
    assert [path.name for path in raw.iterdir()] == [name]
    for csv in (True, False):
        assert set(pipeline.load(out, csv=csv)["figures"]["source"]) == {name}


def test_a_link_out_of_the_folder_is_read_and_not_written(tmp_path: Path):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (tmp_path / "away.txt").write_text(ARTICLE, encoding="utf-8")
    (raw / "link.txt").symlink_to(tmp_path / "away.txt")
    (raw / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    extract(Options(raw, out, default_config(), jobs=1))
    documents = pipeline.load(out)["documents"].set_index("source")
    assert documents["status"].to_dict() == {"link.txt": "ok", "broken.txt": "failed"}
    assert documents.loc["broken.txt", "error_code"] == "unreadable"
    assert (tmp_path / "away.txt").read_text(encoding="utf-8") == ARTICLE
