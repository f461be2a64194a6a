"""A document with a scanned page from its bytes to its figures: OCR's are flagged and less sure than those of a text layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.parse.pdf.ocr import is_installed
from pipeline.run.code import installed
from pipeline.run.single import extract_one
from tests.support.pdf import Sheet, make_pdf
from tests.support.scans import scan_of

FIGURES_RIGHT = 0.95  # share of the figures of a noisy, leaning scan at 150 dpi that equal those of the text layer
HEAD = ["项目", "2023年", "2022年", "2021年"]
ROWS = [
    ["营业收入", "128,904.57", "109,312.88", "95,270.16"],
    ["营业成本", "（87,650.43）", "（76,128.90）", "（68,441.25）"],
    ["毛利率", "32.00%", "30.36%", "28.16%"],
    ["净利润", "18,365.70", "-2,104.96", "9,873.40"],
    ["研发人员（人）", "1,287", "963", "706"],
]


def statement(sheet: Sheet) -> None:
    sheet.text(72, 80, "第八节 财务会计信息", 14)
    sheet.paragraph(72, 110, "2023年，公司实现营业收入12.89亿元，同比增长17.92%；净利率为14.25%。", 450)
    sheet.text(420, 160, "单位：万元", 9)
    sheet.table(72, 168, [HEAD, *ROWS], [150, 100, 100, 100])


def figures(folder: Path, data: bytes) -> list[tuple[object, ...]]:
    path = folder / "report.pdf"
    path.write_bytes(data)
    found = extract_one(path).figures
    return [(figure.boxes[0].page, figure.value, figure.unit, figure.metric, figure.period, figure) for figure in found]


@pytest.mark.skipif(not is_installed(), reason="heshu[ocr] is not installed")
def test_a_scanned_page_gives_the_figures_of_the_typed_one_flagged_and_less_sure(tmp_path: Path) -> None:
    found = figures(tmp_path, make_pdf(statement, scan_of(statement, dpi=150, noise=20, lean=1)))
    typed, seen = ({row[1:5]: row[5] for row in found if row[0] == page} for page in (1, 2))
    assert len(typed) == 18
    assert len(seen.keys() & typed.keys()) >= FIGURES_RIGHT * len(typed)
    assert all("ocr" in figure.flags for figure in seen.values())
    assert not any(flag.startswith("ocr") for figure in typed.values() for flag in figure.flags)
    for key in seen.keys() & typed.keys():
        assert seen[key].confidence < typed[key].confidence


def test_the_cache_knows_which_ocr_was_there() -> None:
    assert {"rapidocr", "onnxruntime"} <= installed().keys()
    assert (installed()["rapidocr"] == "absent") or is_installed()
