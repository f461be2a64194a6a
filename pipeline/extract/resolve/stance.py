"""Who says a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.line import Token, words_of
from pipeline.extract.spot import Spot, Story

_REASON = re.compile(r"审议|通过|规定|要求|协议|批复|批覆|决议|決議|政策|安排|需要|合同|战略|准则|办法|条例|法律|计划|评估结果")
_TELLS = frozenset({"发表", "发布", "发出", "报告", "研究报告", "研报", "公布", "最新", "的", "刊发"})
_PUBLISHED = frozenset({"披露", "公布", "发布", "刊发", "公告"})
_GOES_ON = frozenset({"其中", "此外", "同时", "另外", "具体来看", "并", "具体"})
_REAL_SAID = frozenset(
    [
        "显示",
        "称",
        "表示",
        "披露",
        "指出",
        "透露",
        "介绍",
        "认为",
        "报道",
        "报道称",
        "公布",
        "宣布",
        "公告",
        "公告称",
        "坦言",
        "强调",
        "提到",
        "写道",
        "直言",
        "解释",
        "数据显示",
        "说",
        "指",
        "告诉",
        "回应",
        "公告显示",
    ]
)
_TITLES = re.compile(
    r"(?:方面|相关负责人|有关负责人|负责人|发言人)?(?:也|还|则|亦|并|曾|近日|日前|此前|早前|进一步|同时|随后|今日|昨日|最新|在|已|其后)*$"
)
_TAIL = re.compile(
    r"(?:的|之)?(?:最新)?(?:统计)?(?:数据|资料|报告|统计|报道|研究报告|测算|口径|研究|消息|预测|披露|公布|发布|介绍|估计|了解)(?:的)?(?:统计)?(?:数据|资料|报告)?$"
)
_EMPTY = frozenset(
    {
        "",
        "测",
        "估",
        "此",
        "上述",
        "该",
        "数据",
        "目前",
        "悉",
        "了解",
        "测算",
        "统计",
        "公司",
        "其",
        "这",
        "初步",
        "以上",
        "上",
        "下",
    }
)
_DOCUMENT_END = re.compile(
    r"(?:招股|聆讯|募集)[\u4e00-\u9fff]{0,6}?(?:书|书面|章程|文件|材料|资料|资料集)|[\u4e00-\u9fff]{0,8}?公告|年报|半年报|季报|财报|中报|年度报告|通函"
)


class AttributionResolver:
    """Who says it: 据X数据, X显示, in the figure's own sentence."""

    def __call__(self, spot: Spot, story: Story) -> tuple[str, str]:
        """The source in the document's words, and the rule; ("", "") where nobody is named."""
        tokens = spot.before
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            if token.has("by") and (source := self._after_by(spot, tokens, index)):
                return source, f"{token.text} …"
            if token.text.startswith("公告") and token.text in _REAL_SAID:
                return "公告", token.text
            if token.text in _PUBLISHED and not _clause_follows(tokens, index):
                if document := _published(spot, tokens, index):
                    return document, f"{token.text} + document"
                continue
            if token.text in _REAL_SAID and index and (source := self._before_said(spot, tokens, index)):
                return source, f"… {token.text}"
            if token.has("document") and _opens_clause(tokens, index):
                return spot.text[token.start : token.end], f"{token.text} opens the clause"
        if story.said and tokens and tokens[0].text in _GOES_ON:
            return story.said, f"{tokens[0].text} goes on"
        return "", ""

    def _after_by(self, spot: Spot, tokens: Sequence[Token], index: int) -> str:
        phrase: list[Token] = []
        said = False
        for token in tokens[index + 1 :]:
            if (token.kind == "mark" and token.text in "，,：:；;。") or token.text in _REAL_SAID:
                said = token.text in _REAL_SAID
                break
            phrase.append(token)
        if (
            not phrase
            or _REASON.search(words_of(phrase, spot.text))
            or not (said or phrase[-1].has("saidtail") or any(_speaks(token) for token in phrase))
        ):
            return ""  # 根据国家有关政策 gives a reason, not a source
        return _clean(words_of([token for token in phrase if token.kind != "time"][:20] and phrase, spot.text))

    def _before_said(self, spot: Spot, tokens: Sequence[Token], index: int) -> str:
        phrase: list[Token] = []
        for token in reversed(tokens[:index]):
            if (token.kind == "mark" and token.text in "，,：:；;。") or token.kind in ("time", "figure") or token.has("by"):
                break
            phrase.append(token)
        phrase.reverse()
        while phrase and phrase[-1].text in _TELLS:
            phrase.pop()
        for at, token in enumerate(phrase[1:], 1):
            if token.text in ("在", "于", "对", "向", "近日", "此前", "日前"):
                phrase = phrase[:at]
                break
        while phrase and phrase[0].has("skip") and phrase[0].concept is None:
            phrase.pop(0)
        if len(phrase) == 1 and (phrase[0].has("self") or phrase[0].kind == "entity"):
            return phrase[0].name or spot.cast.protagonist
        return _clean(words_of(phrase, spot.text))


def _speaks(token: Token) -> bool:
    return token.kind == "entity" or token.has("document", "source", "saidtail")


def _clause_follows(tokens: Sequence[Token], index: int) -> bool:
    """公布，…: what is said follows, not what is published."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is None or (after.kind == "mark" and after.text in "，,：:“「")


def _published(spot: Spot, tokens: Sequence[Token], index: int) -> str:
    """披露半年报，…: the document is the source."""
    for at, token in enumerate(tokens[index + 1 : index + 13], index + 1):
        if token.kind == "mark" and token.text in "，,。；;":
            return ""
        ends = at + 1 == len(tokens) or tokens[at + 1].kind == "mark" or tokens[at + 1].text in _REAL_SAID
        if token.has("document") and ends:
            return spot.text[token.start : token.end]
    return ""


def _opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """招股书里更是提到…: a document at the beginning of a clause speaks."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    starts = before is None or before.kind in ("mark", "entity", "time") or before.text in ("的", "在", "从")
    return starts and after is not None and after.text in ("里", "中", "内", "上", "还", "里面", "中的", "更是", "也")


def _clean(words: str) -> str:
    """A source without its verbs and shells: 弗若斯特沙利文数据 -> 弗若斯特沙利文, 星河智能招股书 -> 招股书."""
    words = re.split(r"[对向](?=[^，]{2,}$)", re.sub(r"\s+", "", words) if not words.isascii() else words)[0]
    document = list(_DOCUMENT_END.finditer(words))
    if document:
        return document[-1].group()
    words = re.sub(r"[（(][^（）()]*[)）]", "", words)
    if words.startswith(("从", "自", "由")):
        return ""
    words = re.sub(r"(?:于|在)?\d{1,2}月\d{1,2}日", "", words)
    words = re.split(r"发布的|公布的|的《|提交的", words)[0]
    words = _TITLES.sub("", words)
    words = _TAIL.sub("", words).strip('“”"「」的')
    return "" if words in _EMPTY or len(words) < 2 or len(words) > 30 else words
