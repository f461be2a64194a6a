"""What an auditor does with the review pages, done in a browser."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import pipeline
from pipeline.core.ids import squash
from pipeline.evaluate.own_gold import write_gold
from pipeline.lexicon.corrections import read_corrections
from pipeline.run import Options, extract
from pipeline.run.decisions import import_decisions
from tests.review.conftest import HOSTILE_NAME


class Screen:
    """One page of the browser, with everything it asked the network for and every dialog it opened."""

    def __init__(self, browser: Any, published: Path) -> None:
        self.published = published
        self.page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        self.asked: list[str] = []
        self.troubles: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda line: self.troubles.append(line.text) if line.type == "error" else None)

    def open(self, source: str, anchor: str = "") -> None:
        documents = pipeline.load(self.published / "out").documents
        doc_id = documents.set_index("source")["doc_id"][source]
        self.page.goto((self.published / "out" / "review" / f"{doc_id}.html").as_uri() + anchor)
        self.page.wait_for_selector("#rows .row")

    def figures(self, source: str) -> Any:
        figures = pipeline.load(self.published / "out").figures
        return figures[figures["source"] == source].reset_index(drop=True)

    def count(self) -> int:
        return int(self.page.inner_text("#count").split(" / ")[0])


@pytest.fixture
def screen(browser: Any, published: Path):
    made = Screen(browser, published)
    yield made
    made.page.close()
    assert made.troubles == []
    assert [url for url in made.asked if not url.startswith(("file:", "blob:"))] == []


FILING, ARTICLE = "lantu-prospectus.pdf", "lantu-ipo.txt"


def test_index_lists_every_document_and_names_no_markup(screen: Screen):
    screen.page.goto((screen.published / "out" / "review" / "index.html").as_uri())
    names = screen.page.locator("tbody th a").all_inner_texts()
    assert sorted(names) == sorted([FILING, ARTICLE, HOSTILE_NAME])
    assert screen.page.locator("img").count() == 0
    assert screen.page.evaluate("window.hacked") is None


def test_hostile_article_is_text(screen: Screen):
    screen.open(HOSTILE_NAME)
    assert "<script>window.hacked=1</script>" in screen.page.inner_text("#paper")
    assert screen.page.evaluate("window.hacked") is None
    assert screen.page.locator("mark").all_inner_texts() == ["3.1亿元", "12.5%"]


def test_every_box_lies_over_its_number(published: Path):
    """The characters under each box, read from the PDF by pdfium, are the figure's."""
    figures = pipeline.load(published / "out").figures
    boxed = figures[figures["source"] == FILING]
    wrong = []
    with pypdfium2.PdfDocument(published / "raw" / FILING) as pdf:
        for row in boxed.itertuples():
            under = ""
            for page, sides in re.findall(r"(\d+):([^;]+)", row.boxes or f"{row.page}:{row.x0},{row.top},{row.x1},{row.bottom}"):
                x0, top, x1, bottom = map(float, sides.split(","))
                sheet = pdf[int(page) - 1]
                height = sheet.get_height()
                under += sheet.get_textpage().get_text_bounded(x0 - 0.5, height - bottom - 0.5, x1 + 0.5, height - top + 0.5)
            if squash(row.text) not in squash(under):
                wrong.append((row.page, row.text, under))
    assert len(boxed) > 200
    assert wrong == []


def test_from_box_to_list_and_back(screen: Screen):
    figures = screen.figures(FILING)
    screen.open(FILING)
    screen.page.wait_for_selector("#paper rect")
    screen.page.locator("#paper rect").nth(3).click()
    item = screen.page.locator("#paper rect").nth(3).get_attribute("data-item")
    assert screen.page.locator(".row.current").get_attribute("id") == f"row-{item}"
    assert screen.page.inner_text("#detail h2") == figures["text"][int(item)]
    last = len(figures) - 1
    screen.page.press("#list", "End")
    assert screen.page.locator(".row.current").get_attribute("id") == f"row-{last}"
    box = screen.page.locator(f"#paper rect.current[data-item='{last}']").first
    box.wait_for()
    assert box.bounding_box()["y"] > 0
    assert screen.page.url.endswith(f"#f={figures['figure_id'][last]}")


def test_an_address_leads_to_its_figure(screen: Screen):
    figures = screen.figures(FILING)
    middle = len(figures) // 2
    screen.open(FILING, f"#f={figures['figure_id'][middle]}")
    assert screen.page.inner_text("#detail h2") == figures["text"][middle]


def test_filters_count_right(screen: Screen):
    figures = screen.figures(FILING)
    screen.open(FILING)
    assert screen.count() == len(figures)
    concept, wanted = Counter(value for value in figures["concept"] if value).most_common(1)[0]
    screen.page.select_option("#concept", concept)
    assert screen.count() == wanted
    role = Counter(figures["role"][figures["concept"] == concept]).most_common(1)[0]
    screen.page.select_option("#role", role[0])
    assert screen.count() == role[1]
    screen.page.select_option("#concept", "")
    screen.page.select_option("#role", "")
    screen.page.select_option("#show", "low")
    assert screen.count() == int((figures["confidence"] < 0.6).sum())
    screen.page.select_option("#show", "")
    word = figures["metric"].mode()[0]
    screen.page.fill("#search", word)
    columns = figures[["text", "metric", "entity", "context"]].agg(" ".join, axis=1).str.lower()
    wanted = int(columns.map(lambda text: all(part in text for part in word.lower().split())).sum())
    screen.page.wait_for_timeout(300)  # typing is followed after a moment
    assert screen.count() == wanted


def test_both_languages_say_everything(screen: Screen):
    screen.open(FILING)
    english = screen.page.inner_text("body")
    screen.page.click("#language")
    chinese = screen.page.inner_text("body")
    assert "Export decisions" in english
    assert "导出审阅结果" in chinese
    keys = screen.page.evaluate("[Object.keys(heshu.messages.zh).sort(), Object.keys(heshu.messages.en).sort()]")
    assert keys[0] == keys[1]


def test_decisions_come_back_as_corrections(screen: Screen, tmp_path: Path):
    figures = screen.figures(ARTICLE)
    screen.open(ARTICLE)
    screen.page.press("#list", "j")
    screen.page.press("#list", "a")  # accepts the first, goes on to the second
    screen.page.press("#list", "c")
    screen.page.fill(".fields input[name=metric]", "更正后的指标")
    screen.page.press(".fields input[name=metric]", "Tab")
    screen.page.fill("#note", '见第3页, "主要"')
    screen.page.press("#note", "Escape")
    screen.page.press("#list", "j")
    screen.page.press("#list", "r")
    with screen.page.expect_download() as download:
        screen.page.click("#export")
    exported = tmp_path / "decisions.csv"
    download.value.save_as(exported)
    rows = list(csv.DictReader(exported.read_text(encoding="utf-8-sig").splitlines()))
    ids = list(figures["figure_id"][:3])
    assert [(row["figure_id"], row["decision"], row["field"], row["value"]) for row in rows] == [
        (ids[0], "accepted", "", ""), (ids[1], "corrected", "metric", "更正后的指标"), (ids[2], "rejected", "", ""),
    ]  # fmt: skip
    assert rows[1]["why"] == '见第3页, "主要"'

    config = screen.published / "config"
    done = import_decisions(exported, config, screen.published / "out", who="审计员")
    assert (done.decisions, done.stale) == (3, ())
    try:
        extract(Options(screen.published / "raw", tmp_path / "out", config, jobs=1))
    finally:
        (config / "corrections.csv").unlink()
    again = pipeline.load(tmp_path / "out")
    after = again.figures.set_index("figure_id")
    assert after["metric"][ids[1]] == "更正后的指标"
    assert "corrected" in after["flags"][ids[1]].split(";")
    assert ids[2] not in after.index
    (settled,) = write_gold(tmp_path / "out", tmp_path / "gold")
    lines = [json.loads(line) for line in settled.read_text(encoding="utf-8").splitlines()]
    assert settled.stem == Path(ARTICLE).stem
    assert [line["metric"] for line in lines] == [after["metric"][ids[0]], "更正后的指标"]
    assert lines[0]["start"] == figures["char_start"][0]
    ledger = again.ledger
    refused = ledger[(ledger["source"] == ARTICLE) & (ledger["kind"] == "rejected")]
    assert figures["text"][2] in set(refused["text"])


def test_corrections_name_the_reviewer(published: Path, tmp_path: Path):
    exported = tmp_path / "d.csv"
    exported.write_text(
        "figure_id,decision,field,value,who,when,why\nf_gone,accepted,,,,2026-01-01T00:00:00Z,\n", encoding="utf-8"
    )
    (tmp_path / "config").mkdir()
    done = import_decisions(exported, tmp_path / "config", published / "out", who="审计员")
    assert done.stale == ("f_gone",)
    assert [row.who for row in read_corrections(done.file)] == ["审计员"]
