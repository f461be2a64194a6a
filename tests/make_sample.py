"""Write raw/: the sample that ships. Run by hand after a change of tests/sample/, from the root of the repository:

    python -m tests.make_sample

The company, its people and its numbers are invented. The font is tests/fonts/HeshuTest.ttf; the same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.sample.pages import NAME, PAGES
from tests.support.pdf import make_pdf

RAW = Path(__file__).parents[1] / "raw"
ARTICLE = Path(__file__).parent / "sample" / "article.txt"


def prospectus() -> bytes:
    """The excerpt as a PDF of twelve pages."""
    return make_pdf(*PAGES, title=f"{NAME}招股说明书（节选）")


def main() -> None:
    (RAW / "lantu-prospectus.pdf").write_bytes(prospectus())
    (RAW / "lantu-ipo.txt").write_bytes(ARTICLE.read_bytes())
    sys.stdout.write(f"{len(PAGES)} pages, {(RAW / 'lantu-prospectus.pdf').stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
