"""The published tables, declared once: writer, validation, datapackage.json and docs/outputs.md all follow from this file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CONTRACT_VERSION = "1.0"

ColumnType = Literal["string", "integer", "number", "float", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `number` is exact: decimal128(38,12) in Parquet, plain decimal notation in CSV."""

    name: str
    type: ColumnType
    zh: str
    en: str
    values: tuple[str, ...] = ()  # the only values it takes, where they are few
    required: bool = False


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One published table.

    key      the columns that tell its rows apart, () where no set of columns does
    links    column -> (table, column) it refers to
    """

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _text(name: str, zh: str, en: str, *values: str, required: bool = False) -> Column:
    return Column(name, "string", zh, en, values, required)


def _integer(name: str, zh: str, en: str) -> Column:
    return Column(name, "integer", zh, en)


def _number(name: str, zh: str, en: str) -> Column:
    return Column(name, "number", zh, en)


def _float(name: str, zh: str, en: str) -> Column:
    return Column(name, "float", zh, en)


def _date(name: str, zh: str, en: str) -> Column:
    return Column(name, "date", zh, en)


DOC_TYPES = ("prospectus", "annual_report", "interim_report", "bond_prospectus", "announcement", "news", "other")
QUALIFIERS = ("exact", "about", "nearly", "over", "at_least", "under", "at_most")
ROLES = ("level", "change", "growth", "cagr", "multiple", "share", "rank", "threshold", "other")
MODALITIES = ("reported", "estimated", "forecast", "hypothetical")
SOURCES = ("cell", "row", "column", "caption", "section", "document", "sentence", "previous_sentence", "sidecar", "assumed")
CLAIM_TYPES = ("level", "change", "growth", "cagr", "multiple", "share", "rank", "comparison", "cumulative", "forecast")
VERDICTS = ("agrees", "agrees_within_rounding", "disagrees", "not_comparable", "not_found")
NUMBER_KINDS = (
    "figure", "rejected", "date", "period", "duration", "time", "section_number", "clause_number", "note_reference",
    "page_number", "row_number", "code", "phone", "name", "ordinal", "idiom", "furniture", "unexplained",
)  # fmt: skip

_DOC_ID = _text("doc_id", "文件编号：d_ 加文件字节摘要", "`d_` and a digest of the file's bytes", required=True)
_SOURCE = _text("source", "文件在 raw/ 下的路径", "path of the file under raw/", required=True)
_PAGE = _integer("page", "物理页码，从 1 起；文章为空", "physical page from 1; empty for articles")
_PLACE = (
    _PAGE,
    _integer("char_start", "在 text/DOC_ID.txt 中的起始字符位置", "first character in text/DOC_ID.txt"),
    _integer("char_end", "结束字符位置（不含）", "one past the last character"),
)
_BOX = (
    _float(
        "x0",
        "首个框的左边，PDF 点，自页面左上角起；文章为空",
        "left of the first box, in PDF points from the top left of the page as shown",
    ),
    _float("top", "首个框的上边", "top of the first box"),
    _float("x1", "首个框的右边", "right of the first box"),
    _float("bottom", "首个框的下边", "bottom of the first box"),
)
_FLAGS = _text(
    "flags", "标记，以 ; 相连，例如 unit_assumed、date_unknown", "marks joined by `;`, such as unit_assumed, date_unknown"
)
_FIGURE_ID = _text("figure_id", "所属数字的编号，若为数字", "the figure that it is, if it is one")

FIGURES = TableSchema(
    "figures",
    "数字表：每处印出的数字一行，连同其含义",
    "Figures: one row for each figure as printed, with its meaning",
    (
        _text(
            "figure_id",
            "数字编号：f_ 加所在位置的摘要，重跑不变",
            "`f_` and a digest of where it stands; survives reruns",
            required=True,
        ),
        _DOC_ID,
        _SOURCE,
        _text("doc_type", "文件类型", "type of the document", *DOC_TYPES),
        _text("kind", "正文或表格", "in running text or in a table", "prose", "table", required=True),
        *_PLACE,
        *_BOX,
        _text(
            "boxes",
            "跨行或跨页时的全部框：page:x0,top,x1,bottom;…",
            "all boxes where it wraps or crosses a page: `page:x0,top,x1,bottom;…`",
        ),
        _text("table_id", "所在表格", "the table it stands in"),
        _integer("row", "表格行，从 0 起", "row in the table, from 0"),
        _integer("col", "表格列，从 0 起", "column in the table, from 0"),
        _text("text", "原文：数字、数量级与单位", "as printed: number, scale and unit", required=True),
        _number(
            "value",
            "基本单位下的值，带符号；百分比为小数；区间为空",
            "in base units, signed; a percentage as a fraction; empty for a range",
        ),
        _number("low", "区间下端", "lower end of a range"),
        _number("high", "区间上端", "upper end of a range"),
        _integer(
            "decimals", "印出的精度（XBRL decimals）：3.124亿 为 -5", "how finely it was printed, in XBRL's sense: 3.124亿 is -5"
        ),
        _number("value_printed", "印出的数本身", "the number as printed"),
        _text("unit_text", "读出单位所依据的文字", "the words that its unit was read from"),
        _integer("scale", "所乘的十的幂：亿为 8", "the power of ten applied: 8 for 亿"),
        _text(
            "unit",
            "单位：货币代码、ratio、pp、times、rank、量词、CNY/股；不明为空",
            "currency code, ratio, pp, times, rank, classifier, CNY/股; empty when unknown",
        ),
        _text("qualifier", "限定", "how exactly it is meant", *QUALIFIERS),
        _text("entity", "主体，按文件所称", "who it is about, as the document names it"),
        _text("entity_id", "主体的统一编号：证券代码，否则全称", "canonical id: stock code, else the full name"),
        _text("metric", "所度量的内容，按文件用语", "what it measures, in the document's own words"),
        _text("concept", "概念编号；无则空", "id of a concept, or empty"),
        _text("role", "角色：水平、变动、增速、占比等", "level, change, growth, share and so on", *ROLES),
        _text("base_text", "比较基准的原文（同比、较上年末、占…）", "against when or of what, as written"),
        _date("base_period_start", "比较期起", "first day of the period compared with"),
        _date("base_period_end", "比较期止", "last day of the period compared with"),
        _text("scope", "范围，axis=member 以 ; 相连；空为合并整体", "`;`-joined axis=member; empty is the whole, consolidated"),
        _date("period_start", "所属期间起（含）", "first day of the time that it is for"),
        _date("period_end", "所属期间止（含）；时点则两端相同", "last day, included; equal to the first for an instant"),
        _text("period_text", "读出期间所依据的文字", "the words that the period was read from"),
        _text("modality", "情态：已报告、估计、预测、假设", "reported, estimated, forecast, hypothetical", *MODALITIES),
        _text("attribution", "出处，按原文", "who says so, as written"),
        _text("context", "所在句，或 行 | 列 | 表题", "the sentence, or row label | column header | table caption"),
        _text("unit_source", "单位读自何处", "where the unit was read", *SOURCES),
        _text("period_source", "期间读自何处", "where the period was read", *SOURCES),
        _text("entity_source", "主体读自何处", "where the entity was read", *SOURCES),
        _float("confidence", "置信度，0 到 1", "0 to 1, calibrated on gold"),
        _FLAGS,
    ),
    key=("figure_id",),
    links=(("doc_id", "documents", "doc_id"),),
)

LEDGER = TableSchema(
    "ledger",
    "台账：文件中印出的每一个数，各属何类",
    "Ledger: every number printed in a document, and of what kind it is",
    (
        _DOC_ID,
        _SOURCE,
        *_PLACE,
        *_BOX,
        _text("text", "原文", "as printed", required=True),
        _text("kind", "类别", "what kind of number it is", *NUMBER_KINDS, required=True),
        _FIGURE_ID,
        _text("reason", "归入此类的理由", "why it is of this kind"),
    ),
    key=("doc_id", "char_start", "char_end"),
    links=(("doc_id", "documents", "doc_id"),),
)

TABLES = TableSchema(
    "tables",
    "表格：每张印出的表一行，跨页者合为一张",
    "Tables: one row for each printed table, over all its pages",
    (
        _text("table_id", "表格编号", "id of the table", required=True),
        _DOC_ID,
        _SOURCE,
        _integer("page_first", "起始页", "first page"),
        _integer("page_last", "结束页", "last page"),
        _text("caption", "表题", "caption"),
        _text("unit_line", "单位行，按原文", "the line that says the unit, as printed"),
        _text("section_path", "所在章节，以 > 相连", "headings above it, joined by ` > `"),
        _integer("rows", "行数", "number of rows"),
        _integer("cols", "列数", "number of columns"),
        _integer("header_rows", "表头行数", "how many of the first rows are its header"),
        _text("method", "识别方法", "how its grid was found", "ruled", "half_ruled", "borderless", "html"),
        _FLAGS,
    ),
    key=("table_id",),
    links=(("doc_id", "documents", "doc_id"),),
)

CELLS = TableSchema(
    "cells",
    "单元格：每格一行，横线与空格分明",
    "Cells: one row a cell; a dash is `nil`, an empty cell has an empty text",
    (
        _text("table_id", "所属表格", "the table it belongs to", required=True),
        _integer("row", "行，从 0 起", "row, from 0"),
        _integer("col", "列，从 0 起", "column, from 0"),
        _integer("row_span", "跨行数", "rows that it covers"),
        _integer("col_span", "跨列数", "columns that it covers"),
        _PAGE,
        *_BOX,
        _text("text", "原文，换行已接", "as printed, wrapped lines joined"),
        _text("kind", "类别", "what it holds", "label", "header", "figure", "nil", "other", required=True),
        _integer("indent", "行标题的缩进级", "levels of indentation of a row label"),
        _FIGURE_ID,
    ),
    key=("table_id", "row", "col"),
    links=(("table_id", "tables", "table_id"),),
)

DOCUMENTS = TableSchema(
    "documents",
    "文件：raw/ 下每个文件一行",
    "Documents: one row for each file under raw/",
    (
        _DOC_ID,
        _SOURCE,
        _text("sha256", "文件字节的摘要", "digest of the file's bytes"),
        _integer("bytes", "字节数", "size in bytes"),
        _text("media_type", "媒体类型", "media type"),
        _text("encoding", "文本编码", "encoding of text and HTML"),
        _text("doc_type", "文件类型", "type of the document", *DOC_TYPES),
        _text("title", "标题", "title"),
        _text("issuer", "发行人全称", "full name of the issuer"),
        _text("stock_code", "证券代码，按文本", "stock code, as text"),
        _text("language", "语言", "language", "zh-Hans", "zh-Hant", "en"),
        _date("published", "发布日期", "date of publication"),
        _text("published_source", "发布日期读自何处", "where that date was read"),
        _text("currency", "记账货币", "currency of its figures"),
        _text("year_end", "财年截止月日：12-31", "month and day on which its financial years end: 12-31"),
        _integer("pages", "页数", "pages"),
        _integer("chars", "字符数", "characters"),
        _integer("tables", "表格数", "tables"),
        _integer("figures", "数字数", "figures"),
        _integer("claims", "陈述数", "claims"),
        _integer("findings", "审计发现数", "findings of the audit"),
        _integer("unexplained", "未能归类的数", "numbers whose kind is not known"),
        _text("status", "状态", "what came of it", "ok", "partial", "failed", "duplicate", required=True),
        _text("error_code", "错误代码", "code of the error"),
        _text("error", "错误：所见、所期、所应做", "the error: what was seen, what was expected, what to do"),
        _text("warnings", "警告，以 ; 相连", "warnings joined by `;`"),
    ),
    key=("source",),
)

CLAIMS = TableSchema(
    "claims",
    "陈述：文章用数字作出的每一项断言，及其裁定",
    "Claims: one row for each assertion that an article makes with a figure, and the verdict on it",
    (
        _text("claim_id", "陈述编号", "id of the claim", required=True),
        _DOC_ID,
        _SOURCE,
        *_PLACE,
        _text("sentence", "所在句", "the sentence that asserts it"),
        _text("claim_type", "类型", "what kind of assertion it is", *CLAIM_TYPES, required=True),
        _text("entity", "主体", "who it is about, as the document names it"),
        _text("entity_id", "主体的统一编号", "canonical id of the entity"),
        _text("metric", "所断言的内容", "what is asserted, antecedents resolved"),
        _text("concept", "概念编号", "id of a concept, or empty"),
        _text("role", "角色", "level, change, growth, share and so on", *ROLES),
        _text("scope", "范围，axis=member 以 ; 相连", "`;`-joined axis=member"),
        _date("period_start", "期间起", "first day of the time that it is for"),
        _date("period_end", "期间止", "last day, included"),
        _number("value", "断言的值", "the value asserted, in base units"),
        _number("low", "区间下端", "lower end of a range"),
        _number("high", "区间上端", "upper end of a range"),
        _text("unit", "单位", "unit, as in figures"),
        _text("qualifier", "限定", "how exactly it is meant", *QUALIFIERS),
        _text("base_entity", "比较的对象或整体", "against whom, or of what"),
        _date("base_period_start", "比较期起", "first day of the period compared with"),
        _date("base_period_end", "比较期止", "last day of the period compared with"),
        _text("modality", "情态", "reported, estimated, forecast, hypothetical", *MODALITIES),
        _text("attribution", "出处，按原文", "who says so, as written"),
        _text("figure_ids", "其数字与所依据的数字，以 ; 相连", "its own figure, then those that it leans on, joined by `;`"),
        _text("verdict", "裁定", "what the filings say to it", *VERDICTS, required=True),
        _number(
            "computed_low", "由文件算得的区间下端；无界为空", "lower end of what the filings leave possible; empty where open"
        ),
        _number(
            "computed_high", "由文件算得的区间上端；无界为空", "upper end of what the filings leave possible; empty where open"
        ),
        _text("evidence", "所据数字的编号，以 ; 相连", "figure ids, the deciding one first, joined by `;`"),
        _text("explanation_zh", "中文说明", "explanation in Chinese"),
        _text("explanation_en", "英文说明", "explanation in English"),
    ),
    key=("claim_id",),
    links=(("doc_id", "documents", "doc_id"),),
)

FACTS = TableSchema(
    "facts",
    "事实：各处数字所共同认定的量，每个一行",
    "Facts: one row for each quantity that mentions agree, or conflict, about",
    (
        _text("fact_id", "事实编号", "id of the fact", required=True),
        _text("entity", "主体", "who it is about"),
        _text("entity_id", "主体的统一编号", "canonical id of the entity"),
        _text("concept", "概念编号；无则空", "id of a concept, or empty"),
        _text("metric", "所度量的内容", "what it measures"),
        _text("role", "角色", "level, change, growth, share and so on", *ROLES),
        _text("scope", "范围，axis=member 以 ; 相连", "`;`-joined axis=member"),
        _date("base_period_start", "比较期起", "first day of the period compared with"),
        _date("base_period_end", "比较期止", "last day of the period compared with"),
        _date("period_start", "期间起", "first day of the time that it is for"),
        _date("period_end", "期间止", "last day, included"),
        _text("unit", "单位", "unit, as in figures"),
        _text("modality", "情态", "actual (reported, estimated) or other", "actual", "other"),
        _number("value", "最精确一处的值", "value of the most precise mention"),
        _number(
            "low",
            "各处皆允许的下端；相互矛盾时为任一处所允许",
            "lower end of what all mentions allow; on conflict, of what any allows",
        ),
        _number("high", "上端，同前", "upper end, likewise"),
        _integer("decimals", "最精确一处的精度", "how finely the most precise mention was printed"),
        _text("sign_rule", "按印出符号，或按绝对值比较", "signs as printed, or compared by amount", "printed", "flipped"),
        _integer("mentions", "印出次数", "how many figures print it"),
        _integer("documents", "印出它的文件数", "how many documents print it"),
        _text("agreement", "一处、相符或矛盾", "one mention, agreeing, or in conflict", "single", "agrees", "conflicts"),
        _text("best_figure_id", "最精确的一处", "the most precise mention"),
        _text("figure_ids", "全部数字编号，以 ; 相连", "ids of all mentions, joined by `;`"),
    ),
    key=("fact_id",),
)

FINDINGS = TableSchema(
    "findings",
    "审计发现：不能相加、不能推出、互相矛盾之处",
    "Findings: sums that do not add up, rates that do not follow, documents that contradict each other",
    (
        _text("finding_id", "发现编号", "id of the finding", required=True),
        _text("check", "检查代码，见 docs/checks/", "code of the check, see docs/checks/", required=True),
        _text("severity", "轻重", "how serious it is", "error", "warning", "note", required=True),
        _DOC_ID,
        _SOURCE,
        _PAGE,
        _number(
            "expected_low",
            "其他数字所允许的下端；无界为空",
            "lower end of what the other figures leave possible; empty where open",
        ),
        _number(
            "expected_high",
            "其他数字所允许的上端；无界为空",
            "upper end of what the other figures leave possible; empty where open",
        ),
        _number("observed_low", "印出之值的下端", "lower end of what is printed"),
        _number("observed_high", "印出之值的上端", "upper end of what is printed"),
        _text("unit", "单位", "unit, as in figures"),
        _text("message_zh", "中文说明", "message in Chinese"),
        _text("message_en", "英文说明", "message in English"),
        _text("figure_ids", "有关数字的编号，以 ; 相连", "the figure observed, then those compared with it, joined by `;`"),
    ),
    key=("finding_id",),
    links=(("doc_id", "documents", "doc_id"),),
)

PUBLISHED: tuple[TableSchema, ...] = (FIGURES, LEDGER, TABLES, CELLS, DOCUMENTS, CLAIMS, FACTS, FINDINGS)
"""The tables that a run publishes, in the order in which they are described."""


def table_schema(name: str) -> TableSchema:
    """The declaration of one published table. Raises KeyError for any other name."""
    return {table.name: table for table in PUBLISHED}[name]
