"""Articles as web pages: what is the article, when was it published, where stand its tables' values."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.core.document import Document
from pipeline.core.errors import DocumentError
from pipeline.core.raw import RawFile

BODY = "<p>青禾精工将自3月1日起上调出厂价，平均涨幅约6%。公司去年四季度营收为9.3亿元。</p><p>该公司成立于1998年12月31日。</p>"


def read(parse, page: str, source: str = "page.html", encoding: str = "utf-8") -> Document:
    return parse(RawFile(source, page.encode(encoding)))


def paragraphs(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind == "paragraph"]


def grid(document: Document, at: int = 0) -> list[list[str]]:
    table = document.tables[at]
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def test_a_short_article_is_told_from_its_surroundings(parse):
    page = """<!doctype html><html><head><meta charset="utf-8"><title>青禾精工：订单回暖 - 示例财经</title></head><body>
    <div class="nav"><a>首页</a><a>快讯24小时</a><a>基金</a></div><h1>青禾精工：订单回暖</h1>
    <div class="article"><p>青禾精工4月22日公告，一季度新增订单3.85亿元，同比增长17.2%。</p></div>
    <div class="recommend"><h3>相关阅读</h3><ul><li>海湾食品净利润大增210%</li><li>远景物流拟募资12亿元</li></ul></div>
    <div class="footer">本站注册资本5,000万元 客服热线95000转3 页面访问量1,208,455次 版权所有2010-2024</div></body></html>"""
    document = read(parse, page)
    assert paragraphs(document) == ["青禾精工4月22日公告，一季度新增订单3.85亿元，同比增长17.2%。"]
    assert document.profile.title == "青禾精工：订单回暖"
    assert not any(text in document.text for text in ("210%", "12亿元", "5,000万元", "1,208,455", "24小时"))


def test_line_of_source_and_time_is_read_for_its_date_and_is_no_article(parse):
    info = "<div class='info'>来源：示例财经　发布时间：2024年02月26日 18:05　阅读 3,021</div>"
    document = read(
        parse, f"<html><body><h1>3月1日起提价，青禾精工回应</h1>{info}<div class='article'>{BODY}</div></body></html>"
    )
    assert document.profile.published == date(2024, 2, 26)
    assert document.profile.published_source == "line"
    assert "3,021" not in document.text


@pytest.mark.parametrize(
    ("head", "info", "published", "source"),
    [
        ('<meta property="article:published_time" content="2024-02-26T09:30:00+08:00">', "", date(2024, 2, 26), "html"),
        ('<meta property="article:published_time" content="2024-02-25T16:30:00Z">', "", date(2024, 2, 26), "html"),
        ('<meta name="PubDate" content="2024/2/26 8:05">', "", date(2024, 2, 26), "html"),
        (
            '<meta name="publishdate" content="2024-02-26">',
            "<span>2024-02-27 08:00 来源：示例财经</span>",
            date(2024, 2, 27),
            "line",
        ),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-02-26 18:05:00"}]}</script>',
            "",
            date(2024, 2, 26),
            "html",
        ),
        ("", '<time datetime="2024-02-26">2月26日</time>', date(2024, 2, 26), "html"),
        ("", "<span>2024-02-26 18:05</span><span>来源：示例财经</span>", date(2024, 2, 26), "line"),
        ("", "<p>示例财经北京2024年2月26日电（记者 林禾）</p>", date(2024, 2, 26), "line"),
        ("", "<div>今天是2月26日</div>", None, ""),
    ],
)
def test_published(parse, head, info, published, source):
    page = f"<html><head><title>提价</title>{head}</head><body><h1>3月1日起提价</h1><div>{info}</div><div class='article'>{BODY}</div></body></html>"
    profile = read(parse, page).profile
    assert (profile.published, profile.published_source) == (published, source)


def test_the_day_of_an_event_is_no_day_of_publication(parse):
    page = f"<html><head><title>提价</title></head><body><h1>2024年3月1日起提价，青禾精工回应</h1><div>{BODY}</div></body></html>"
    assert read(parse, page).profile.published is None


def test_a_table_keeps_its_empty_cells_and_spans(parse):
    page = """<html><head><title>研发对比</title></head><body><h1>研发对比</h1><p>下表为三家公司的研发投入。</p>
    <table><caption>单位：亿元</caption><thead><tr><th rowspan="2">公司</th><th colspan="2">研发投入</th><th rowspan="2">人员（人）</th></tr>
    <tr><th>2022年</th><th>2023年</th></tr></thead><tbody><tr><td>青禾精工</td><td>1.20</td><td>1.36</td><td>412</td></tr>
    <tr><td>北岸生物</td><td></td><td>2.05</td><td>655</td></tr><tr><td>澄江电子</td><td>0.88</td><td>—</td><td></td></tr></tbody></table>
    </body></html>"""
    document = read(parse, page)
    (table,) = document.tables
    assert grid(document) == [
        ["公司", "研发投入", "", "人员（人）"],
        ["", "2022年", "2023年", ""],
        ["青禾精工", "1.20", "1.36", "412"],
        ["北岸生物", "", "2.05", "655"],
        ["澄江电子", "0.88", "—", ""],
    ]
    assert (table.header_rows, table.stub_cols, table.unit_line, table.unit_source) == (2, 1, "单位：亿元", "above")
    assert table.method == "html"
    kinds = {(cell.row, cell.col): cell.kind for cell in table.cells}
    assert (kinds[3, 1], kinds[3, 2], kinds[4, 2], kinds[2, 0]) == ("nil", "figure", "nil", "label")
    assert all(cell.span.of(document.text) == cell.text for cell in table.cells)


def test_a_table_stands_where_the_article_has_it_and_others_are_dropped(parse):
    page = """<html><body><div class="side"><table><tr><td>沪指</td><td>3,021.5</td></tr><tr><td>深指</td><td>9,876.1</td></tr></table></div>
    <article><h1>业绩速览</h1><p>以下为两家公司一季度业绩。</p><p>单位：万元</p>
    <table><tr><td>公司</td><td>营业收入</td><td>同比</td></tr><tr><td>青禾精工</td><td>12,345.6</td><td>12.3%</td></tr>
    <tr><td>澄江电子</td><td>8,901.2</td><td>-3.4%</td></tr></table><p>数据来自公司公告，两家公司均未披露全年指引。</p></article></body></html>"""
    document = read(parse, page)
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "caption", "table", "paragraph"]
    assert grid(document)[2] == ["澄江电子", "8,901.2", "-3.4%"]
    assert document.tables[0].unit_line == "单位：万元"
    assert "3,021.5" not in document.text


def test_a_table_that_lays_out_the_page_is_no_table(parse):
    page = """<html><head><title>北岸生物年报</title></head><body><table width=960><tr><td colspan=2><img src=a.gif></td></tr><tr>
    <td width=200><a>新闻</a><br><a>公告 15</a></td><td><p>北岸生物昨日发布年报，2023年营业收入为20.5亿元，较上年增长12.4%，归母净利润为3.2亿元。
    公司拟每10股派发现金红利2.5元。董事会认为全年业绩符合预期，并预计2024年研发投入将超过2.6亿元。</p>
    <table border=1><tr><td colspan=3>主要财务数据（单位：亿元）</td></tr><tr><td>项目</td><td>2023年</td><td>2022年</td></tr>
    <tr><td>营业收入</td><td>20.5</td><td>18.2</td></tr><tr><td>净利润</td><td>3.2</td><td>-0.4</td></tr></table>
    <p>展望未来，公司将继续投入创新药研发，现有在研管线共有14条，其中3条进入三期临床。</p></td></tr></table></body></html>"""
    document = read(parse, page)
    assert len(document.tables) == 1
    assert grid(document) == [["项目", "2023年", "2022年"], ["营业收入", "20.5", "18.2"], ["净利润", "3.2", "-0.4"]]
    assert document.tables[0].unit_line == "主要财务数据（单位：亿元）"
    assert [text[:4] for text in paragraphs(document)] == ["北岸生物", "展望未来"]


def test_sections_of_a_mobile_editor_are_paragraphs(parse):
    page = """<html><head><meta property="og:title" content="澄江电子拟赴港上市"></head><body><div id="meta"><span>示例财经</span>
    <em id="publish_time">2024-03-08 20:15</em></div><div id="js_content"><section><section><span>澄江电子已向港交所递交招股书。</span></section>
    <section><p><span>2023年公司收入为</span><strong>人民币9.87亿元</strong><span>，毛利率为31.2%。</span></p></section></section></div></body></html>"""
    document = read(parse, page)
    assert paragraphs(document) == ["澄江电子已向港交所递交招股书。", "2023年公司收入为人民币9.87亿元，毛利率为31.2%。"]
    assert document.profile.published == date(2024, 3, 8)


def test_lines_parted_by_br_are_paragraphs(parse):
    page = """<html><body><h1>远景物流拟募资</h1><div id="content">　　远景物流5月5日公告，拟募集资金不超过12亿元。<br><br>
    　　公司2023年营业收入为45.6亿元，同比增长8.3%。<br/>　　截至2023年末，公司拥有车辆3,200台。</div></body></html>"""
    assert paragraphs(read(parse, page)) == [
        "远景物流5月5日公告，拟募集资金不超过12亿元。",
        "公司2023年营业收入为45.6亿元，同比增长8.3%。",
        "截至2023年末，公司拥有车辆3,200台。",
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_a_page_is_decoded_by_its_bytes_whatever_it_declares(parse, encoding):
    page = f'<html><head><meta charset="gb2312"><title>提价</title></head><body><h1>提价</h1><div>{BODY}</div></body></html>'
    document = read(parse, page, encoding=encoding)
    assert "平均涨幅约6%" in document.text
    assert document.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>登录</title></head><body><form><input name=u></form><script>var a = 1, b = 2;</script></body></html>",
        "<html><head><title>首页</title></head><body><ul><li><a href=1>新闻</a></li><li><a href=2>股票</a></li></ul></body></html>",
    ],
)
def test_a_page_without_article_is_an_error(parse, page):
    with pytest.raises(DocumentError) as caught:
        read(parse, page)
    assert caught.value.code == "no_article"


def test_control_characters_in_a_table_do_no_harm(parse):
    page = "<html><body><article><h1>白塔电子</h1><p>白塔电子2023年营业收入为3.124亿元，同比增长31.2%。</p><table><tr><td>\x01项\x1f目</td><td>2023年</td></tr><tr><td>收\ufffe入</td><td>1,234.56</td></tr></table></article></body></html>"
    document = read(parse, page)
    assert [cell.text for cell in document.tables[0].cells] == ["项目", "2023年", "收入", "1,234.56"]
