"""Make HeshuTest.ttf, the small font of the fixtures and of the sample, from WenQuanYi Micro Hei (Apache-2.0).

Run by hand, and only when a character is missing; the result is committed, so that no test needs a download:

    apt-get download fonts-wqy-microhei && dpkg -x fonts-wqy-microhei_*.deb wqy
    pip install fonttools opencc
    python tests/fonts/make_font.py wqy/usr/share/fonts/truetype/wqy/wqy-microhei.ttc

Kept are the characters of GB 2312 level 1, their traditional forms, Latin, and the punctuation and signs of filings.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from opencc import OpenCC

SIGNS = "　、。〇〈〉《》「」『』【】〔〕・…—–‐‑‒−±×÷≈≠≤≥∑√∞△▲▼◆◇○●□■★☆☑✓①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶ⅠⅡⅢⅣⅤ·“”‘’℃℉‰％￥￡€㎡㎏㎜㎞№†‡§¶"
FULL_WIDTH = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
LATIN = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
RARE = "锂镍钴锰钛钒铌钽钨铟镓锗硒碲硼锆镁氟酰胺酯醇醚酮烯炔苯吡啶嘧酶肽疫晔祺麒钰梓妍骏峰岹晟焱鑫琨珺彧淼堃昇邺濮沅沣泠澜瀚璟瑾睿禾栩翊臻徽汕圳"
HYPHENS = (0x2010, 0x2011)  # the font has no glyph for these; they look like its hyphen


def characters() -> set[str]:
    """Everything that the subset keeps."""
    level_1 = "".join(
        bytes((high, low)).decode("gb2312", errors="ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
    )
    traditional = "".join(OpenCC(name).convert(level_1) for name in ("s2t", "s2hk", "s2tw"))
    return set(level_1 + traditional + SIGNS + FULL_WIDTH + LATIN + RARE)


def subset(font: TTFont, wanted: set[str]) -> TTFont:
    """The font with the wanted characters alone, outlines without hints, and a name of its own."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    worker = Subsetter(options)
    worker.populate(unicodes={ord(char) for char in wanted})
    worker.subset(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: table.cmap[ord("-")] for code in HYPHENS})
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = "HeshuTest"
    return font


def main() -> None:
    collection = TTCollection(sys.argv[1])
    font = subset(collection.fonts[0], characters())
    font.recalcTimestamp = False
    font.save(Path(__file__).with_name("HeshuTest.ttf"))


if __name__ == "__main__":
    main()
