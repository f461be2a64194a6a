"""Document facts of filings and articles, one layout a case. Companies and numbers are invented."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.core.document import Block, Document, Page, Profile
from pipeline.core.place import Span
from pipeline.parse.profile import Profiler
from pipeline.parse.read import Readout
from pipeline.parse.text import article_blocks


def filing(*pages: str, source: str = "a.pdf") -> Document:
    """A document with a block a line, as a PDF without tables gives it."""
    text, blocks, made = "", [], []
    for number, page in enumerate(pages, start=1):
        start = len(text)
        for line in page.strip().split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", Span(len(text), len(text) + len(line.strip())), number))
                text += line.strip() + "\n"
        made.append(Page(number, 595, 842, Span(start, len(text))))
    return Document("d_0", source, "", 0, "application/pdf", "", text, tuple(blocks), pages=tuple(made))


def article(text: str, source: str = "a.txt") -> Document:
    return Document("d_0", source, "", 0, "text/plain", "utf-8", text, article_blocks(text))


def profile_of(profiler: Profiler, document: Document) -> Profile:
    return profiler(Readout(document)).profile


def facts(profile: Profile) -> dict[str, object]:
    names = ("doc_type", "issuer", "stock_code", "language", "published", "currency", "year_end", "report_end")
    return {name: getattr(profile, name) for name in names}


PROSPECTUS = filing(
    """
    创业板投资风险提示
    青禾精工股份有限公司
    Qinghe Precision Co., Ltd.
    （常州市新北区东海路18号）
    首次公开发行股票并在创业板上市
    招 股 说 明 书
    （申报稿）
    保荐人（主承销商）
    东礁证券股份有限公司
    （上海市浦东新区海堤路66号）
    """,
    """
    青禾精工股份有限公司 招股说明书
    本次发行概况
    发行股票类型 人民币普通股（A股）
    每股面值 人民币1.00元
    招股说明书签署日期 2024年3月18日
    """,
    """
    第一节 释义
    发行人、公司、本公司、
    青禾精工
    指 青禾精工股份有限公司
    青禾有限 指 常州青禾机械有限公司，系公司前身
    禾苗投资 指 常州禾苗股权投资合伙企业（有限合伙），公司股东
    《公司法》 指 《中华人民共和国公司法》
    报告期 指 2021年度、2022年度及2023年1-6月
    单位：万元
    """,
)
BOND = filing(
    """
    （住所：北京市海淀区云帆路1号）
    北岸城市建设投资集团有限公司
    2024年面向专业投资者公开发行公司债券（第一期）
    募集说明书
    注册金额 不超过人民币50亿元
    主承销商、受托管理人、簿记管理人
    东礁证券股份有限公司
    （住所：上海市浦东新区海堤路66号）
    签署日期：2024年5月9日
    """
)
HKEX_RESULTS = filing(
    """
    香港交易及結算所有限公司及香港聯合交易所有限公司對本公告的內容概不負責，對其準確性或完整性亦不發表任何聲明。
    Beian Biotech Holdings Limited
    北岸生物控股有限公司
    （於開曼群島註冊成立的有限公司）
    （股份代號：9998）
    截至2024年3月31日止年度之年度業績公告
    截至2024年3月31日止年度，本集團收益為412,680千元。
    """,
    """
    截至2024年3月31日止年度 2024年 2023年
    人民幣千元 人民幣千元
    收益 412,680 366,021
    """,
    """
    承董事會命
    北岸生物控股有限公司
    主席 林禾
    香港，2024年6月28日
    """,
)
HKEX_PROSPECTUS = filing(
    """
    澄江電子（深圳）股份有限公司
    Chengjiang Electronics (Shenzhen) Co., Ltd.
    （於中華人民共和國註冊成立的股份有限公司）
    股份代號：2997
    全球發售
    獨家保薦人
    東礁國際融資有限公司
    """,
    """
    重要提示
    2025年6月30日
    香港交易及結算所有限公司對本招股章程的內容概不負責。
    澄江電子（深圳）股份有限公司
    最高發售價 ： 每股發售股份12.50港元
    """,
    """
    釋 義
    「本公司」或「我們」 指 澄江電子（深圳）股份有限公司，一家於中國註冊成立的公司
    「澄江香港」 指 澄江電子（香港）有限公司，本公司的全資附屬公司
    「往績記錄期間」 指 截至2024年12月31日止三個年度
    人民幣千元
    """,
)
ENGLISH = filing(
    """
    Hong Kong Exchanges and Clearing Limited and The Stock Exchange of Hong Kong Limited take no responsibility for the contents.
    NORTHBANK ROBOTICS HOLDINGS LIMITED
    (Incorporated in the Cayman Islands with limited liability)
    (Stock Code: 9996)
    ANNUAL RESULTS ANNOUNCEMENT
    FOR THE YEAR ENDED MARCH 31, 2025
    The board of directors of Northbank Robotics Holdings Limited (the “Company”) announces the results for the year ended March 31, 2025.
    The consolidated statements are presented in RMB. For the year ended March 31, 2024, revenue was RMB12.0 million.
    """,
    """
    By order of the Board
    Hong Kong, June 27, 2025
    """,
)
ANNUAL = filing(
    """
    2023 年年度报告
    公司代码：600998 公司简称：远景物流
    远景物流股份有限公司
    2023 年年度报告
    """,
    """
    重要提示
    本公司董事会保证年度报告内容的真实性。
    """,
    """
    常用词语释义
    公司、本公司、远景物流 指 远景物流股份有限公司
    控股股东、远景集团 指 远景控股集团有限责任公司
    """,
    """
    公司的中文名称 远景物流股份有限公司
    单位：元 币种：人民币
    """,
    """
    董事会批准报送日期：2024 年 4 月 12 日
    """,
)
QUARTER = filing(
    """
    证券代码：600998 证券简称：远景物流
    远景物流股份有限公司
    2024年第三季度报告
    单位：元
    """
)
NOTICE = filing(
    """
    证券代码：600998 证券简称：远景物流 公告编号：2024-015
    远景物流股份有限公司
    关于2023年度利润分配方案的公告
    本公司董事会保证本公告内容不存在任何虚假记载。
    """,
    """
    特此公告。
    远景物流股份有限公司董事会
    2024年4月13日
    """,
)
BROKER = filing(
    """
    东礁证券股份有限公司
    DONGJIAO SECURITIES CO., LTD.
    二〇二三年年度报告
    """,
    """
    在本报告中，除非文义另有所指，下列词语具有如下含义：
    公司、本公司、东礁证券 指 东礁证券股份有限公司
    审计机构 指 云海会计师事务所（特殊普通合伙）
    """,
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(
            PROSPECTUS,
            ("prospectus", "青禾精工股份有限公司", "", "zh-Hans", date(2024, 3, 18), "CNY", (12, 31), date(2023, 6, 30)),
            id="prospectus",
        ),
        pytest.param(
            BOND,
            ("bond_prospectus", "北岸城市建设投资集团有限公司", "", "zh-Hans", date(2024, 5, 9), "", (12, 31), None),
            id="bond",
        ),
        pytest.param(
            HKEX_RESULTS,
            ("announcement", "北岸生物控股有限公司", "9998", "zh-Hant", date(2024, 6, 28), "CNY", (3, 31), date(2024, 3, 31)),
            id="hkex results",
        ),
        pytest.param(
            HKEX_PROSPECTUS,
            (
                "prospectus",
                "澄江電子（深圳）股份有限公司",
                "2997",
                "zh-Hant",
                date(2025, 6, 30),
                "CNY",
                (12, 31),
                date(2024, 12, 31),
            ),
            id="hkex prospectus",
        ),
        pytest.param(
            ENGLISH,
            (
                "announcement",
                "Northbank Robotics Holdings Limited",
                "9996",
                "en",
                date(2025, 6, 27),
                "CNY",
                (3, 31),
                date(2025, 3, 31),
            ),
            id="english",
        ),
        pytest.param(
            ANNUAL,
            (
                "annual_report",
                "远景物流股份有限公司",
                "600998",
                "zh-Hans",
                date(2024, 4, 12),
                "CNY",
                (12, 31),
                date(2023, 12, 31),
            ),
            id="annual",
        ),
        pytest.param(
            QUARTER,
            ("interim_report", "远景物流股份有限公司", "600998", "zh-Hans", None, "CNY", (12, 31), date(2024, 9, 30)),
            id="quarter",
        ),
        pytest.param(
            NOTICE,
            ("announcement", "远景物流股份有限公司", "600998", "zh-Hans", date(2024, 4, 13), "", (12, 31), None),
            id="notice",
        ),
        pytest.param(
            BROKER, ("annual_report", "东礁证券股份有限公司", "", "zh-Hans", None, "", (12, 31), date(2023, 12, 31)), id="broker"
        ),
    ],
)
def test_facts_of_a_filing(profiler, document, expected):
    found = facts(profile_of(profiler, document))
    assert found == dict(zip(found, expected, strict=True))


def test_title_names_the_issuer_and_the_kind(profiler):
    titles = [profile_of(profiler, document).title for document in (PROSPECTUS, BOND, ANNUAL)]
    assert titles == [
        "青禾精工股份有限公司首次公开发行股票并在创业板上市招股说明书",
        "北岸城市建设投资集团有限公司2024年面向专业投资者公开发行公司债券（第一期）募集说明书",
        "远景物流股份有限公司2023年年度报告",
    ]


def test_a_bilingual_cover_gives_the_name_in_the_documents_language(profiler):
    english = (
        "NORTHBANK ROBOTICS HOLDINGS LIMITED\n北岸機器人控股有限公司\n(Incorporated in the Cayman Islands with limited liability)"
    )
    page = (
        "If you are in any doubt about any of the contents of this prospectus, you should obtain independent professional advice."
    )
    assert profile_of(profiler, filing(english + "\nGLOBAL OFFERING", page)).issuer == "NORTHBANK ROBOTICS HOLDINGS LIMITED"
    chinese = english.replace("(Incorporated in the Cayman Islands with limited liability)", "（於開曼群島註冊成立的有限公司）")
    page = "閣下如對本招股章程的任何內容有任何疑問，應尋求獨立專業意見。" * 9
    assert profile_of(profiler, filing(chinese + "\n全球發售", page)).issuer == "北岸機器人控股有限公司"


@pytest.mark.parametrize(
    ("title", "report_end"),
    [
        ("2023年年度报告", date(2023, 12, 31)),
        ("2023年半年度报告", date(2023, 6, 30)),
        ("2024年第一季度报告", date(2024, 3, 31)),
        ("2024年第三季度报告全文", date(2024, 9, 30)),
        ("二〇二三年年度报告", date(2023, 12, 31)),
        ("2023年年度业绩预告公告", date(2023, 12, 31)),
        ("关于2023年度利润分配方案的公告", None),
    ],
)
def test_the_end_of_the_period_that_a_title_names(profiler, title, report_end):
    assert profile_of(profiler, filing(f"远景物流股份有限公司\n{title}")).report_end == report_end


def test_the_day_on_which_statements_were_let_out(profiler):
    pages = (
        "青禾精工股份有限公司\n2022 年年度报告\n2023年4月",
        "目录",
        "",
        "财务报表附注\n本财务报表业经公司董事会于2023年4月20日批准报出。",
        "",
        "",
    )
    assert profile_of(profiler, filing(*pages)).published == date(2023, 4, 20)


def test_a_name_that_wraps_is_one(profiler):
    document = filing("常州青禾智能制造\n股份有限公司\n首次公开发行股票招股意向书\n保荐机构\n东礁证券股份有限公司")
    assert profile_of(profiler, document).issuer == "常州青禾智能制造股份有限公司"


def test_code_of_another_company_is_not_the_issuers(profiler):
    document = filing("青禾精工股份有限公司\n首次公开发行股票招股说明书", "", "", "公司主要客户为远景物流（股票代码：600998）。")
    assert profile_of(profiler, document).stock_code == ""


def test_names_that_a_filing_defines(profiler):
    profile = profile_of(profiler, PROSPECTUS)
    assert profile.names == {
        "青禾精工": "青禾精工股份有限公司",
        "青禾有限": "常州青禾机械有限公司",
        "禾苗投资": "常州禾苗股权投资合伙企业（有限合伙）",
    }
    assert {"公司", "本公司", "发行人", "青禾精工"} <= profile.self_names
    assert "远景物流" in profile_of(profiler, ANNUAL).self_names
    assert profile_of(profiler, HKEX_PROSPECTUS).names["澄江香港"] == "澄江電子（香港）有限公司"


def test_an_article_by_its_file_name(profiler):
    profile = profile_of(profiler, article("公司收入为3亿元。", "news/2024-03-05_qinghe.txt"))
    assert (profile.published, profile.published_source) == (date(2024, 3, 5), "file_name")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("发布时间：2024-03-05\n\n青禾精工今日公告，收入为3亿元。", date(2024, 3, 5)),
        ("青禾精工收入增长\n2024年3月5日 18:30 来源：示例财经\n公司收入为3亿元。", date(2024, 3, 5)),
        ("青禾精工收入增长\n公司收入为3亿元。\n（发布时间：2024/03/05）", date(2024, 3, 5)),
        ("示例社上海2024年3月5日电 青禾精工收入为3亿元。", date(2024, 3, 5)),
        ("發佈時間：2024年3月5日\n集團收益為3億元。", date(2024, 3, 5)),
        ("【大行摘要】2024年3月5日\n遠景銀行予青禾精工買入評級。", date(2024, 3, 5)),
        ("示例社报道，2024年3月5日晚间，青禾精工公布年报，去年收入为3亿元。", date(2024, 3, 5)),
        ("示例社上海3月5日电 青禾精工收入为3亿元。", None),
        ("青禾精工成立于2024年3月5日，收入为3亿元。", None),
        ("2024年3月5日起提价，青禾精工回应\n公司收入为3亿元。", None),
        ("成立时间：2010年3月5日\n公司收入为3亿元。", None),
    ],
)
def test_published_line_of_an_article(profiler, text, published):
    assert profile_of(profiler, article(text)).published == published


@pytest.mark.parametrize(
    ("text", "protagonist"),
    [
        ("青禾精工（600999.SH）今日公告，收入为3亿元。青禾精工称，毛利率提升。", ("青禾精工", "600999")),
        ("青禾精工收入大增\n日前，青禾精工股份有限公司（下称“青禾精工”）公告，收入为3亿元。", ("青禾精工", "")),
        ("青禾精工（600999.SH）与远景物流（600998.SH）今日公告合作。", ("", "")),
        ("昨日股东青禾精工（600999.SH）公告。青禾精工称，收入为3亿元。青禾精工认为前景良好。", ("青禾精工", "600999")),
        ("行业收入为3亿元，增速较快，竞争激烈。" * 9 + "同业有青禾精工（600999.SH）等。", ("", "")),
        ("青禾精工（09998）公布業績，收益為3億元。", ("青禾精工", "09998")),
        ("青禾精工（SZ 300999，收盘价：4.87元）晚间公告，收入为3亿元。", ("青禾精工", "300999")),
        ("遠景銀行予青禾精工（9998）「買入」評級。青禾精工收益為3億元。", ("青禾精工", "9998")),
        ("青禾精工（2024）年收入为3亿元。", ("", "")),
        ("青禾（09998）升3%，远景（09997）升4%，澄江（09996）升5%，青禾创新高。", ("", "")),
        (
            "3月7日，常州青禾控股集团有限公司发布2023年债券发行公告，评级由东礁资信评估有限公司给出。",
            ("常州青禾控股集团有限公司", ""),
        ),
        ("常州青禾股份有限公司\n2021年年度报告\n公司营业收入为3亿元。", ("常州青禾股份有限公司", "")),
        ("青禾今日刊登公告，拟发行不超过10亿元债券。青禾债券期限为5年。", ("青禾", "")),
        ("青禾1月23日晚间发布业绩预告。青禾表示，收入为3亿元。", ("青禾", "")),
        ("财政部今日发布数据。财政部表示，收入为3亿元。", ("", "")),
        ("青禾（09998-HK）收漲2.59%至9.89港元。", ("青禾", "09998")),
        ("据东礁证券股份有限公司发布的研报，行业收入为3亿元。", ("", "")),
    ],
)
def test_protagonist_of_an_article(profiler, text, protagonist):
    profile = profile_of(profiler, article(text))
    assert (profile.issuer, profile.stock_code) == protagonist


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("青禾精工2025年中报简析\n公司收入为3亿元。", date(2025, 1, 1), date(2025, 6, 30)),
        ("青禾精工1月23日发布业绩预告，预计2024年净利润为3亿元。", date(2024, 1, 1), date(2024, 12, 31)),
        ("截至二零一八年十二月三十一日止年度之业绩公告\n收益为3億元。", date(2018, 1, 1), date(2018, 12, 31)),
        ("青禾精工Q2研发投入3亿元\n2025-09-01\n青禾精工2025年上半年营业收入为9亿元。", date(2025, 1, 1), date(2025, 6, 30)),
        ("Harbour Tools Limited\nInterim Report 2023\nRevenue was HK$3 million.", date(2023, 1, 1), date(2023, 6, 30)),
        ("Harbour Tools Limited\nAnnual Report 2023\nRevenue was HK$3 million.", date(2023, 1, 1), date(2023, 12, 31)),
        ("Revenue fell from HK$4 million in 2022 to HK$3 million in 2023.", date(2023, 1, 1), date(2023, 12, 31)),
        ("青禾精工业绩增长\n2024-03-05\n公司2023年营收为3亿元，2024年营收目标4亿元。", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_main_period_of_an_article(profiler, text, start, end):
    main = profile_of(profiler, article(text)).main_period
    assert (main.start, main.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "青禾精工成立于2020年，发行债券3亿元。",
        "青禾精工1月5日公告，收入为3亿元。",
        "青禾精工（09998）2024年收入增长。遠景物流（09997）2023年收入增长。",
    ],
)
def test_article_without_a_main_period(profiler, text):
    assert profile_of(profiler, article(text)).main_period is None


@pytest.mark.parametrize(
    ("text", "year_end"),
    [
        ("青禾精工公布2026财年第二季度（截至2025年9月30日）业绩。", (3, 31)),
        ("青禾精工2025财年第四财季（截至2025年6月30日）收入3亿元。", (6, 30)),
        ("青禾精工25財年第一季度（截至2024年12月31日）收益3億元。", (9, 30)),
        ("青禾精工2025年第二季度（截至2025年6月30日）收入3亿元。", (12, 31)),
        ("青禾精工公布截至2025年3月31日止年度業績。", (3, 31)),
    ],
)
def test_year_end_of_an_article(profiler, text, year_end):
    assert profile_of(profiler, article(text)).year_end == year_end


def test_companies_with_a_code_are_names_of_an_article(profiler):
    text = "青禾精工（09998）升3%，對澄江電子（0997.HK）及股東遠景（2024）亦有利。東礁下調禾苗（00997）評級。\n禾苗回應。"
    assert set(profile_of(profiler, article(text)).names) == {"青禾精工", "澄江電子", "禾苗"}


def test_currency_that_an_article_states(profiler):
    text = "本公告所載金額除另有說明外均以人民幣千元列示。北岸生物（09998.HK）年內收益為412,680千元，發售價為每股12.50港元。"
    assert profile_of(profiler, article(text)).currency == "CNY"
    assert profile_of(profiler, article("集團收益為8億元，發售價為每股12.50港元。")).currency == ""


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("青禾控股（2345）公布中期業績，期內溢利為8.63億元，股東應佔溢利為8.40億元。", "HKD"),
        ("新股青禾控股今日招股，招股價介乎5元至6元，每手入場費為3020元，並已獲孖展認購。", "HKD"),
        ("青禾控股（02345）公布中期业绩，期内溢利为8.63亿元。", ""),
        ("青禾電子公布業績（2023），營業收入為8.63億元，較上年增加。", ""),
        ("青禾電子（2345）於台北掛牌，台股今日收漲，青禾電子收盤價為86元。", ""),
    ],
)
def test_bare_yuan_of_the_hong_kong_market(profiler, text, currency):
    assert profile_of(profiler, article(text)).currency == currency
