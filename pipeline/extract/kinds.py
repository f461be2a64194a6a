"""What a number in running text is, if it is no figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.document import Block
from pipeline.core.number import Number, NumberKind
from pipeline.core.segmented import Segmented
from pipeline.lexicon.fold import fold

_TIMES: dict[str, NumberKind] = {"date": "date", "period": "period", "duration": "duration"}
_SILENT: dict[str, tuple[NumberKind, str]] = {
    "furniture": ("furniture", "running header or footer"),
    "chart": ("furniture", "label of a chart"),
}
_RANKED = re.compile(r"(?:排名|排行|位列|位居|名列|排在|居|排|列|跻身|居于|高居|稳居|蝉联|位次|榜单)(?:[^，。；\d]{0,10})?$")
_RANK_AFTER = re.compile(r"^(?:位|名)?[”」\"]?(?:的)?(?:成绩|位置|地位|$|，|。|；|、|,|\))")
_OF_FIELD = re.compile(r"(?:全球|国内|行业|全国|市场|厂商|企业|内地|亚洲|同类|业内|世界|中国)$")
_TRIVIAL = re.compile(
    r"^[两二三四五六七八九十](?:个|项|种|类|方|大|地|位|名|家|只|次|届|步|级|代|审|会|条|点|款|座|部|件|层|块|面|手|线|档|等|段|份|组|批"
    r"|处|端|网|省|市|国|区)"
)
_TOLD = re.compile(r"(?:为|达|达到|共有|共计|合计|仅有|增至|升至|降至|减至)$")
_PAGE_NUMBER = re.compile(r"^\d{1,4}(?:\s*[-－–—―]\s*\d{1,4}){0,2}$")
_HAN_END = re.compile(r"[\u4e00-\u9fff]$")
_LINKED = re.compile(r"(?:为|达|到|至|是|约|共|有|计|超|过|近|和|及|与|或|了|率|比|数|额|量|得|第|于|仅|只|增|减|升|降|涨|跌)$")
_LETTERS = re.compile(r"[^\W\d_亿億万萬元股%％家人个倍]")
_RHETORIC = re.compile(r"^[几数]|^翻[番倍]")
_PREDICATED = re.compile(r"(?:是|为|成为|系)[^，。；]{0,20}$")
_ARTICLE = re.compile(
    r"^[一1](?:方|个|家|些|名|位|种|项|次|款|批|条|座|部|份|系列|定|方面|支|件|场|张|台|只|类|点|笔|处|所|套|代|期|步|体|年"
    r"|天|级|流|线|致|度|轮|路|直|切|样|半|边|面|旦|般|律|并|起|同)?$"
)
_IN_WORD = re.compile(r"^[两三四]轮车|^[两双]手车|^[一二三四]手[房车货]|^[二三]胎")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_LEADERS = re.compile(r"(?:\.{2,}|…{2,}|·{4,}|-{6,}|_{4,}|(?:\.\s){4,})\s*$")
_STOREY = re.compile(r"[层楼]$")
_ADDRESS = re.compile(r"(?:号|大厦|广场|中心|大楼|[座栋幢路道街楼]|总部|地址[为是:：]?|办公室?|位于|设于)[^，。；、（(]{0,10}$")
_STOREYS = re.compile(r"(?:共|高|建|总|达|计|为|地上|地下|有)$")
_QUOTED = re.compile(r"[“\"「『‘']$")
_UNQUOTED = re.compile(r"^(?:[\u4e00-\u9fff]{0,4}(?:事故|事件|惨案|火灾|会议|讲话))?[”\"」』’']")
_YEAR_MONTH = re.compile(r"^(?:19|20)\d\d\.(?:1[0-2]|0?[1-9])$")
_DAY_NAME = re.compile(r"^(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|0?[1-9])$")
_CLAUSE_AFTER = re.compile(r"^\s*(?:、|\.(?!\d)|．|\)|）|条|章|节|款|项|目|條|節|項)")

_LONGEST_CLAUSE = 3  # （300126） and (010) number no paragraph


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a number and why; `figure` says only that it may be one."""

    kind: NumberKind
    reason: str


def kind_of(segmented: Segmented, number: Number) -> Kind:
    """The kind of a number that stands in a block of prose, from its reading and its surroundings."""
    document = segmented.document
    block = document.blocks[number.block]
    if any(mark.overlaps(number.span) for mark in document.marks):
        return Kind("note_reference", "a raised mark")
    if block.kind in _SILENT:
        return Kind(*_SILENT[block.kind])
    if block.kind == "contents":
        return _listed(number, document.text[number.span.end : block.span.end])
    return _told(document.text, number, block)


def _told(text: str, number: Number, block: Block) -> Kind:
    """The kind of a number among words."""
    reading = number.reading
    if reading.type in _TIMES:
        return Kind(_TIMES[reading.type], reading.rule or reading.type)
    if reading.type == "mark":
        return Kind(_mark(reading.mark), reading.rule or "mark")
    if not _LETTERS.search(block.span.of(text)):
        return Kind("furniture", "numbers without words: what is left of a picture")
    before = fold(text[max(block.span.start, number.span.start - 24) : number.span.start])
    after = fold(text[number.span.end : min(block.span.end, number.span.end + 16)])
    named = _named(fold(number.text), before, after)
    if named is not None:
        return named
    if reading.type == "ordinal" or reading.unit == "rank":
        return _ordinal(before, after)
    if _RHETORIC.match(fold(number.text)) or _IN_WORD.search(fold(number.text) + after[:1]):
        return Kind("idiom", "no count is meant")
    if _ARTICLE.match(fold(number.text)) and reading.unit not in ("rank", "times", "ratio"):
        return Kind("idiom", "一 as an article")
    if _TRIVIAL.match(fold(number.text)) and not _TOLD.search(before):
        return Kind("idiom", "a small count in words")
    if reading.unit and before.endswith("每") and reading.unit == "股":
        return Kind("idiom", "每10股 only says per how many")
    if reading.unit:
        return Kind("figure", "a quantity with its unit")
    if block.span.of(text).strip() == number.text.strip():
        return _alone(number.text)
    return _bare(number, block, before, after)


def _listed(number: Number, after: str) -> Kind:
    """In a table of contents: the page stands last on its line, before it the number and the words of a section."""
    if not after.partition("\n")[0].strip():
        return Kind("page_number", "table of contents")
    reading = number.reading
    if reading.type == "mark" and reading.mark != "page_number":
        return Kind(_mark(reading.mark), "table of contents")
    return Kind(_TIMES.get(reading.type, "name"), "in the title of a section")


def _named(text: str, before: str, after: str) -> Kind | None:
    """The page behind dots, the storey of an address, a number in quotes by which something is called (“365”, “11.27”)."""
    if _LEADERS.search(before) and not after.strip():
        return Kind("page_number", "behind leader dots")
    if _STOREY.search(text) and _ADDRESS.search(before) and not _STOREYS.search(before):
        return Kind("code", "a storey of an address")
    if (_DAY_NAME.match(text) or text.isdecimal()) and _QUOTED.search(before) and _UNQUOTED.match(after):
        return Kind("name", "a name in quotes")
    if _YEAR_MONTH.match(text) and not _LINKED.search(before):
        return Kind("date", "a year and a month")
    return None


def _mark(mark: str) -> NumberKind:
    known: dict[str, NumberKind] = {
        "section_number": "section_number",
        "clause_number": "clause_number",
        "note_reference": "note_reference",
        "page_number": "page_number",
        "row_number": "row_number",
        "code": "code",
        "phone": "phone",
        "name": "name",
        "idiom": "idiom",
        "ordinal": "ordinal",
        "time": "time",
        "date": "date",
        "period": "period",
        "duration": "duration",
        "furniture": "furniture",
    }
    return known.get(mark, "name")


def _ordinal(before: str, after: str) -> Kind:
    """Firm is a rank that is predicated: 排名第五, 位列前三; 第二次 and 第五大制造商 only name things."""
    if (
        _RANKED.search(before)
        or (_OF_FIELD.search(before) and _RANK_AFTER.match(after))
        or (_PREDICATED.search(before) and _RANK_AFTER.match(after))
    ):
        return Kind("figure", "a rank that is predicated")
    return Kind("ordinal", "an ordinal that names a thing")


def _alone(text: str) -> Kind:
    """A number without unit that is a line of its own: a page number (3-1-24), or what is left of a picture."""
    if _PAGE_NUMBER.match(text.strip()):
        return Kind("page_number", "alone on its line")
    return Kind("furniture", "alone on its line")


def _bare(number: Number, block: Block, before: str, after: str) -> Kind:
    """A number without unit: what stands around it says whether it numbers, names or measures."""
    text = number.text
    if not any(char.isdecimal() for char in text):
        return _in_words(text, before)
    for rule in _RULES:
        if rule.fits(before, text, after):
            return Kind(rule.kind, rule.reason)
    at_start = number.span.start - block.span.start <= 2
    numbering = at_start or before.rstrip()[-1:] in ("(", "（", "。", "；", "：", ":", ";", "")
    if numbering and len(text) <= _LONGEST_CLAUSE and _CLAUSE_AFTER.match(after):
        return Kind("clause_number", "numbers a paragraph")
    if at_start and (block.kind == "heading" or re.fullmatch(r"0\d", text)):
        return Kind("section_number", "numbers a heading")
    if _YEAR.match(text):
        return Kind("date", "a year")
    if text.isdecimal() and len(text) <= 4 and _HAN_END.search(before) and not _LINKED.search(before):
        return Kind("name", "inside a name")
    return Kind("figure", "a bare number")


def _in_words(text: str, before: str) -> Kind:
    if text == "○":
        return Kind("furniture", "a bullet")
    if before[-1:] in ("、", "第", "（", "(", "“"):
        return Kind("section_number", "a numeral of a section")
    return Kind("idiom", "a numeral without unit")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A kind of bare number by the text before it, by itself and after it; an empty pattern fits all."""

    kind: NumberKind
    reason: str
    before: str = ""
    text: str = ""
    after: str = ""

    def fits(self, before: str, text: str, after: str) -> bool:
        return bool(
            re.search(f"(?:{self.before})$", before)
            and re.match(f"(?:{self.text})", text)
            and re.match(f"(?:{self.after})", after)
        )


_RULES = (
    _Rule("clause_number", "behind a bullet", before="○"),
    _Rule(
        "clause_number",
        "behind Rule, Chapter, paragraph",
        before=r"\b(?:Rules?|Chapters?|[Pp]aragraphs?|Appendix|Sections?|sections?|Articles?|Notes?|Cap\.|Parts?|Guidelines?|Schedule)"
        r"\s[^;。]{0,20}",
    ),
    _Rule("code", "a stock code", before=r"\b[Ss]tock [Cc]ode\b[^.;]{0,20}"),
    _Rule("date", "a day before its year", after=r", ?(?:19|20)\d\d\b"),
    _Rule("section_number", "numbers a table, picture or annex", before=r"(?:表|图|附件|附表|附录|公式|Table|Figure|Chart)\s*"),
    _Rule("phone", "an area code", text=r"0\d{2,3}$", after=r"\s*[)）]\s*\d{7,8}"),
    _Rule("code", "a stock code", text=r"(?!(?:19|20)\d\d$)\d{4,6}$", before=r"[（(]", after=r"[)）]"),
    _Rule("phone", "behind 电话", before=r"(?:电话|传真|热线|Tel|Fax|邮编|邮政编码)[^，。]{0,12}"),
    _Rule("name", "part of a name with letters", before=r"[A-Za-z+]"),
    _Rule("name", "part of a name with letters", after=r"[A-Za-z+]"),
    _Rule(
        "name",
        "part of a name",
        text=r"\d{2,4}$",
        after=r"(?:艺术区|文化创意|创意园|文化园|文创园|工程|计划|战略|行动|事件|事故|专案|案件|会议|精神|街区|厂区|基地|矿)",
    ),
    _Rule(
        "code",
        "numbers a document or a thing",
        after=r"\s*(?:楼|室|栋|幢|弄|房|单元|邮编|-[\u4e00-\u9fff]|号|\.(?:SH|SZ|HK|BJ|O|N)\b|#|/|_|-\d)",
    ),
    _Rule(
        "code",
        "numbers a document or a thing",
        before=r"(?:代[码号](?:将)?(?:为|是|：)?[“\"]?|编号|号码|证号|字号|字第|No\.?|NO\.?|№|[〔\[（(【]20\d\d[〕\]）)】]|第|SH|SZ|HK|[:：/_-])\s*",
        text=r"[^,]*$",
    ),
    _Rule("note_reference", "behind 附注", before=r"(?:附注|注|脚注|Note)\s*[(（]?"),
    _Rule("page_number", "before 页", after="页"),
    _Rule("section_number", "numbers a heading", text=r"\d{1,2}$", before=r"[\u4e00-\u9fff]", after=r"\.[\u4e00-\u9fff]"),
    _Rule("section_number", "numbers a heading of a chemical", text=r"\d[.．]\d$", before=r"", after=r",\d[,-]"),
)
