"""Numbers that measure nothing: section numbers, codes, phones, model names, clock times, note marks."""

from __future__ import annotations

import re

from pipeline.lexicon import Lexicon
from pipeline.quantity.draft import Draft

_CODE_WORDS = re.compile(
    r"(?:代码|代号|编号|证号|证书号|许可证号|注册号|批准文号|文号|号码|账号|帐号|专利号|申请号|登记号|邮编|邮政编码|编码|信用代码|股份代号|备案号|No\.?|Code|code|ID)(?:[为是:：]|\s){0,3}[A-Za-z(（“”「《]{0,4}-?\Z"
)
_PAPERS = re.compile(r"(?:护照|证件?|身份)号码")
_PHONE_WORDS = re.compile(r"(?:电话|传真|热线|手机|联系方式|Tel|Fax|TEL|FAX|联系电话|号码)(?:[为是:：.]|\s|(?:号码)){0,4}[(+]?\Z")
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?\(?0[0-9]{2,3}\)?[- ][0-9]{7,8}(?:[-转][0-9]{1,6})?"
    r"|(?:\+?86[- ]?)?1[3-9][0-9]{9}(?![0-9])|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9,.])"
    r"|\+?852[- ]?[0-9]{4}[- ]?[0-9]{4}|[0-9]{3}-[0-9]{3}-[0-9]{4}(?![0-9])"
)
_AFTER_CODE = re.compile(
    r"\.(?:SH|SZ|HK|BJ|US|N|O|OC|NQ|SS|sh|sz|hk)(?![A-Za-z])|号文|号令|号公告|号函|号决定|号批复|号(?=[》)])"
)
_ADDRESS = re.compile(
    r"号(?:楼|院|院内|[0-9]|之|[东西南北]|厂房|[^元码召角角称]{0,6}(?:楼|室|层|座|栋|幢|大厦|单元|园))|室|(?<=[号路街区园厦道座][0-9])[栋幢楼]|弄|单元|号线"
)
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4}){2,8}(?![0-9%万亿])\.?")
_DASHED = re.compile(r"[0-9]{1,3}(?:-[0-9]{1,4}){2,6}(?![0-9%万亿.])")
_HEADING = re.compile(r"[0-9]{1,2}(?:[、.](?![0-9])|\.(?=(?:19|20)[0-9]{2}年)|\)|）)(?!\s?[0-9]+[%万亿元])")
_ALONE = re.compile(r"[0-9]{1,2}(?=[ \t]*[\r\n])")
_BRACKETED = re.compile(r"[0-9]{1,2}\)")
_CLOCK = re.compile(
    r"(?:[01]?[0-9]|2[0-4])[:时点][0-5][0-9](?:[:分][0-5][0-9]秒?|分)?(?![0-9%])(?:\s?(?:[ap]\.?m\.?|AM|PM))?|(?:[01]?[0-9]|2[0-4])时(?:整|许|[0-5]?[0-9]分)|(?:[1-9]|1[0-2])(?::[0-5][0-9])?\s?(?:[ap]\.m\.|am|pm|AM|PM)(?![A-Za-z])"
)
_SPOKEN_CLOCK = re.compile(
    r"(?:(?:上午|下午|中午|凌晨|晚上|早上|早晨|傍晚|晚间)(?P<h>[0-9]{1,2}|十[一二]?|[一二三四五六七八九两])[点时](?:[0-5]?[0-9]分?|半|整|[一二三四五]?十[一二三四五六七八九]?分?|许)?)"
)
_NAME_AFTER = re.compile(r"[0-9.,/]{0,40}(?:[A-Za-z][A-Za-z0-9.\-]{0,40})?")
_TAIL = re.compile(r"[A-Za-z][A-Za-z0-9]{0,20}")
_NUMBERED = re.compile(
    r"(?:Chapter|Rules?|Sections?|Articles?|Notes?|Appendix|Part|Pages?|Clause|Paragraphs?|Cap\.?"
    r"|Tranche|Schedule|Regulation|Practice Note|Form|Type|Class) ?\(?\Z",
    re.IGNORECASE,
)
_NOTED = re.compile(r"Notes? ?\(?\Z", re.IGNORECASE)
_STANDARD = re.compile(r"(?:ISO|IEC|IATF|GB|GB/T|HKFRS|IFRS|HKAS|IAS|ASTM|UL|EN|DIN|AEC|QS|RFC|OHSAS|HKSA|HKSIR)[ -]?\Z")
_CLAUSE_RUN = re.compile(r"[0-9][0-9.]*[A-Z]{0,2}(?:\([0-9a-zA-Z]{1,4}\))*")
_HOUSE = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,5})?号")
_RAISED = re.compile(r"[0-9]{1,2}(?=[，。；、;)）\n]|,(?![0-9]))")
_INNER = re.compile(r"[0-9]{1,2}[、.](?![0-9])")
_ABROAD = re.compile(r"(?:86|85[23]|886|65|1|44|81)[- ](?:[0-9]{1,4}[- ])?[0-9]{3,4}[- ]?[0-9]{4}(?![0-9])")
_COMPOUND = re.compile(r"[1-9](?:,[1-9]['′]?){1,5}(?=-[A-Za-z\u4e00-\u9fff])")
_TITLED = re.compile(r"[0-9]{1,2}\.(?=[\u4e00-\u9fff])")
_RUN = re.compile(r"[0-9](?:[0-9.,:/\-~]{0,30}[0-9])?")
_SHARED = re.compile(r"[0-9]/[0-9]G")
_NOTE = re.compile(r"(?:(?<![0-9一二三四五六七八九十百千万])附?注|註|附注[一二三四五六七八九十]+[、.]?)(?:释|解)?[:：]?[(（]?\Z")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(【](?:19|20)[0-9]{2}[〕\])】]\s?(?:第\s?)?[0-9]{1,5}\s?号?")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u2e80-\uffef]{1,2000}|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,64}")
_CIRCLED = re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪]")
_CN_HEADING = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}(?:[)）]、?|、|\.(?=[^0-9]))")
_GROUPED = re.compile(r"[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?")
_GOOD_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")


class Marks:
    """Recognises numbers that are no figures by their shape and the words around them. Built once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        codes = {row.word.upper() for row in lexicon.rows("currencies") if row.word.isascii() and row.word.isalpha()}
        self._codes = frozenset(codes) | {"US", "HK", "FY", "Q", "H"}

    def before(self, text: str, at: int, floor: int) -> Draft | None:
        """What must be seen before a date or amount is read: codes, phones, model names, document numbers, clock times."""
        left = text[at - 1] if at else ""
        if left.isascii() and (left.isalpha() or left in "-_/&.#" or left == "@"):
            named = self._name(text, at, floor)
            if named is not None:
                return named
        if left in "〔[【(":
            match = _DOCUMENT_NUMBER.match(text, at - 1)
            if match is not None and at - 1 >= floor:
                return _mark("code", at - 1, match.end(), "document number")
        clock = _CLOCK.match(text, at)
        if clock is not None and not text.startswith("点", clock.end() - 1):
            return _mark("time", at, clock.end(), "clock")
        if left == "+" and at - 1 >= floor:
            abroad = _ABROAD.match(text, at)
            if abroad is not None:
                return _mark("phone", at - 1, abroad.end(), "phone")
        phone = _PHONE.match(text, at)
        if phone is not None and self._free(text, phone.end()):
            return _mark("phone", at, phone.end(), "phone")
        return self._coded(text, at, floor)

    def _free(self, text: str, end: int) -> bool:
        return not text[end : end + 1].isdecimal() and text[end : end + 1] not in ("万", "亿", "元", "%", "股")

    def _coded(self, text: str, at: int, floor: int) -> Draft | None:
        head = text[max(floor, at - 14) : at]
        run = _RUN.match(text, at)
        end = run.end() if run is not None else at + 1
        if head and head[-1] in ":：为是号码 (（.o-“”「《DeSHZ" and (_CODE_WORDS.search(head) or _PHONE_WORDS.search(head)):
            kind = "phone" if _PHONE_WORDS.search(head) and not _PAPERS.search(head) else "code"
            tail = _NAME_AFTER.match(text, at)
            return _mark(kind, at, max(end, tail.end() if tail is not None else 0), "code")
        plain = _digits_end(text, at)
        after = _AFTER_CODE.match(text, plain)
        if after is not None and plain - at >= 1 and not (after[0][0] == "号" and plain - at > 6):
            return _mark("code", at, after.end(), "code")
        if plain - at == 18 or (plain - at == 17 and text[plain : plain + 1].isalpha() and text[plain].isascii()):
            return _mark("code", at, plain + (plain - at == 17), "identity code")
        address = _ADDRESS.match(text, plain)
        if address is not None and plain - at <= 5:
            return _mark("code", at, plain, "address")
        return None

    def _name(self, text: str, at: int, floor: int) -> Draft | None:
        """GLM-4, A320, COVID-19: a number glued to Latin letters; not RMB500 or US$3."""
        begin = at
        while (
            begin > max(floor, at - 40)
            and text[begin - 1].isascii()
            and (text[begin - 1].isalnum() or text[begin - 1] in "-_./&#@")
        ):
            begin -= 1
        head = text[begin:at]
        letters = head.rstrip("-_./&#@")
        if not letters or not letters[-1].isalpha() or letters.upper() in self._codes:
            return None
        if head[-1] == "." and letters.lower() in ("no", "p", "pp", "approx", "rs"):
            return None
        tail = _NAME_AFTER.match(text, at)
        return _mark("name", begin, tail.end() if tail is not None else at + 1, "model name")

    def __call__(self, text: str, at: int, floor: int) -> Draft | None:
        """What is no date: dotted and dashed section numbers, headings, names that begin with a digit."""
        shared = _SHARED.match(text, at)
        if shared is not None:
            return _mark("name", at, shared.end(), "model name")
        for pattern, kind in ((_DOTTED, "section_number"), (_DASHED, "page_number")):
            match = pattern.match(text, at)
            if match is not None and text[at - 1 : at] not in ("-", "."):
                return _mark(kind, at, match.end(), "numbering")
        if _line_start(text, at):
            heading = _HEADING.match(text, at)
            if heading is not None:
                return _mark("section_number", at, heading.end(), "heading")
            alone = _ALONE.match(text, at)
            if alone is not None:
                return _mark("section_number", at, alone.end(), "heading")
        if text[at - 1 : at] in ("(", "[") and _line_start(text, at - 1):
            bracketed = _BRACKETED.match(text, at)
            if bracketed is not None:
                return _mark("section_number", at, bracketed.end() - 1, "heading")
        numbered = self._numbered(text, at, floor)
        if numbered is not None:
            return numbered
        if text[at - 1 : at] in _CLAUSE_LEADS:
            listed = _BRACKETED.match(text, at)
            if listed is not None:
                return _mark("clause_number", at, listed.end(), "list")
        if _NOTE.search(text, max(floor, at - 8), at):
            dotted = _CLAUSE_RUN.match(text, at)
            return _mark("note_reference", at, dotted.end() if dotted is not None else at + 1, "note")
        return self._grouped(text, at)

    @staticmethod
    def _grouped(text: str, at: int) -> Draft | None:
        """3,4-二甲酚 is a name; 1,23,456 is no number."""
        compound = _COMPOUND.match(text, at)
        if compound is not None:
            return _mark("name", at, compound.end(), "chemical name")
        grouped = _GROUPED.match(text, at)
        if grouped is not None and not _GOOD_GROUPS.match(grouped[0]) and all(len(g) < 4 for g in grouped[0].split(",")):
            return _mark("unexplained", at, grouped.end(), "wrong groups")
        return None

    @staticmethod
    def _numbered(text: str, at: int, floor: int) -> Draft | None:
        """Rule 10.04, Chapter 571, ISO 26262, 42号, and a note mark on the heels of an amount: 2.7亿台1，."""
        head = text[max(floor, at - 14) : at]
        run = _CLAUSE_RUN.match(text, at)
        if run is not None and head and head[-1] in " (eEsS.-" and _NUMBERED.search(head):
            kind = "note_reference" if _NOTED.search(head) else "clause_number"
            return _mark(kind, at, run.end(), "numbered")
        if run is not None and head and head[-1] in " -OCFBTSNLRAI" and _STANDARD.search(head):
            return _mark("name", at, run.end(), "standard")
        if at == floor and text[at - 1 : at] == ")":
            inner = _INNER.match(text, at)
            if inner is not None:
                return _mark("section_number", at, inner.end(), "heading")
        house = _HOUSE.match(text, at)
        if house is not None:
            return _mark("code", at, house.end(), "number of a house or paper")
        if at == floor and at and "\u4e00" <= text[at - 1] <= "\u9fff" and text[at - 1] not in "年月日第至到和及与、十百千万亿":
            raised = _RAISED.match(text, at)
            if raised is not None:
                return _mark("note_reference", at, raised.end(), "raised")
        if text[at - 1 : at] in ("-", "—") and at > 0:
            titled = _TITLED.match(text, at)
            if titled is not None:
                return _mark("section_number", at, titled.end() - 1, "heading")
        return None

    @staticmethod
    def glued(text: str, draft: Draft | None) -> Draft | None:
        """An amount, unless letters that are no unit hang on its number: 5G, 6S, 44B."""
        if draft is None or draft.type != "number" or draft.rule != "number":
            return draft
        tail = _TAIL.match(text, draft.end)
        if tail is None:
            return draft
        ordinal = tail[0] in ("st", "nd", "rd", "th")
        if ordinal:
            return Draft("ordinal", draft.start, tail.end(), draft.value, printed=draft.value, rule="english ordinal")
        return _mark("name", draft.start, tail.end(), "name")

    def lettered(self, text: str, at: int) -> Draft | None:
        """Headings with Chinese numerals at the start of a line, spoken clock times."""
        if text[at] in "上下中凌晚早傍":
            clock = _SPOKEN_CLOCK.match(text, at)
            return _mark("time", at, clock.end(), "clock") if clock is not None else None
        if text[at] in _CN_NUMERALS and (
            _line_start(text, at)
            or (text[at - 1] in "(（" and (_line_start(text, at - 1) or text[at - 2] in "、之“"))
            or text[at - 1] in "“之第"
        ):
            heading = _CN_HEADING.match(text, at)
            if heading is not None:
                return _mark("section_number", at, heading.end(), "heading")
        return None

    def rest(self, text: str, at: int) -> Draft:
        """A run of digits that nothing else explains."""
        end = _digits_end(text, at)
        tail = _NAME_AFTER.match(text, at)
        if tail is not None and tail.end() > end and text[tail.end() - 1].isalpha():
            return _mark("name", at, tail.end(), "name")
        return _mark("unexplained", at, end, "")


_CLAUSE_LEADS = frozenset("，。；;:：、 》”")
_CN_NUMERALS = frozenset("一二三四五六七八九十")


def _digits_end(text: str, at: int) -> int:
    match = _DIGITS.match(text, at)
    return match.end() if match is not None else at + 1


_DIGITS = re.compile(r"[0-9]+")


def _line_start(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] in " \t\u3000":
        at -= 1
    return at == 0 or text[at - 1] in "\n\r"


def _mark(kind: str, start: int, end: int, rule: str) -> Draft:
    return Draft("mark", start, end, mark=kind, rule=rule)
