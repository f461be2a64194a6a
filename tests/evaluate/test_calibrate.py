"""Writing the fitted numbers: rows that are set by hand stay, for features that no gold has."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.evaluate.calibrate import HEADER, _write


def test_rows_set_by_hand_stay_until_the_gold_has_their_feature(tmp_path: Path) -> None:
    path = tmp_path / "confidence.csv"
    path.write_text(
        f"{','.join(HEADER)}\nintercept,log odds,,,by pipeline.evaluate.calibrate,9,9\nflag=ocr,log odds,,,by hand: no scan,-0.7,-0.7\n"
        "flag=old,log odds,,,,1,1\nflag=seen,log odds,,,by hand,-2,-2\n",
        encoding="utf-8",
    )
    _write(path, {"table": {"intercept": 1.5, "flag=seen": -0.25}, "prose": {"intercept": 0.5}})
    rows = {row["word"]: (row["table"], row["prose"]) for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())}
    assert rows == {"intercept": ("1.500", "0.500"), "flag=seen": ("-0.250", ""), "flag=ocr": ("-0.7", "-0.7")}
