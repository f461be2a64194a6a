"""Legal names of companies in running text, from their first word to 有限公司, and the words that mean many of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What the name of a group of companies ends in.
COLLECTIVE = re.compile(
    r"(?:企业|行业|市场|产业|领域|公司|银行|机构|板块|券商|险企|房企|车企|药企|酒企|央企|国企|民企|公募|私募|基金|厂商|[商大小]行|个股|概念股)$"
)
_END = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司)")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z·]*(?:[（(][\u4e00-\u9fffA-Za-z]{2,10}[)）][\u4e00-\u9fffA-Za-z·]*)?\Z")
_BEFORE = re.compile(
    r"本公司|(?<![\u4e00-\u9fff])公司|发行人|客户|供应商|股东|子公司|关联方|收购|持有|转让给|投资设立|设立|成立|其中|[亿万]元|通过|委托|聘请"
    r"|[向与由将的及系，、了]"
)
_LONGEST = 30  # characters before 有限公司
_SHORTEST = 6


def without_lead(name: str) -> str:
    """Without the words in front of a name that a search from the left takes in: 全资子公司星河… -> 星河…; "" for no name."""
    cut = max((at.end() for at in _BEFORE.finditer(name, 0, max(0, len(name) - _SHORTEST))), default=0)
    return name[cut:] if len(name) - cut >= _SHORTEST else ""


def legal_names(text: str) -> Iterator[str]:
    """Every legal name as printed, a place or 集团 in brackets included; names told twice come twice."""
    done = 0
    for end in _END.finditer(text):
        run = _RUN.search(text, max(done, end.start() - _LONGEST), end.start())
        done = end.end()
        name = without_lead(text[run.start() : end.end()]) if run is not None else ""
        if name and name[0] not in "（(" and len(name) > len(end.group()) + 1:
            yield name
