"""Whether a text layer says what is printed."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.quality import garbled

CHINESE = "本公司主要从事精密零部件的研发、生产和销售，二零二三年度营业收入同比增长百分之十二，净利润持续增长。"


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        "本公司於二零二三年度錄得收益人民幣57.4百萬元，較上年度增加約12.3%，主要由於產品銷量上升及原材料價格回落所致。",
        "The Group recorded revenue of HK$57.4 million for the six months ended June 30, 2025, up 12.3% (2024: HK$51.1 million).",
        "1,234.56 2,345.67 (12.30) 45.6% 1,000 999.99 12.3% – – 5.5 (0.01)",
        "√适用 □不适用 □适用 √不适用 □是 √否 √适用 □不适用 √适用",
        "................................................................ 12",
    ],
)
def test_real_text_is_not_garbled(text: str) -> None:
    assert not garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(0xE000 + index) for index in range(40)) + "2023年",
        "\ufffd" * 20 + CHINESE[:30],
        "".join(chr(0x3400 + 37 * index) if index % 3 else chr(0x9F00 + index) for index in range(60)).replace("\u3400", "鯱")
        + "龘齉麤靐" * 10,
        "!\"#$%&'+<=>@^`{}~!\"#$&'<=>@^`{}~!#$&<>@^`{}~!\"#$%&'",
        "\x01\x02\x03\x04\x05\x06\x07" * 8,
    ],
)
def test_codes_of_glyphs_are_garbled(text: str) -> None:
    assert garbled(text)
