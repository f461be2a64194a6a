"""When a document was published: a line that says so, a cover's date, a dateline, the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.lexicon.fold import fold
from pipeline.parse.pagedate import EARLIEST, LATEST, iso_date
from pipeline.quantity import Reader

_LABEL = re.compile(
    r"(?:发布|发表|刊登|刊发|公布|发稿|上线|更新|公告)(?:时间|日期|于)\s*:|^\W*(?:时间|日期)\s*:"
    r"|^(?:Published|Posted|Date)(?: on| at)?\s*:?\s"
)
_SIGNED = re.compile(
    r"(?:招股说明书|招股意向书|募集说明书|说明书|意向书|招股章程|公告|报告书|配股说明书|文件)?(?:之)?"
    r"(?:签署|刊发|发布|公告|批准报送|批准报出|刊登)(?:日期|时间|日)"
)
_SIGNED_NAME = re.compile(r"(?:招股章程|上市文件|本公告|公告|通函|报告)(?:之)?日期")
_APPROVED = re.compile(
    r"董事会[^。\n]{0,30}?(?P<date>(?:19|20)\d\d\s*年[^。\n]{4,16})(?:批准|决议批准)(?:对外)?(?:报出|报送|发布)"
)
_DATELINE = re.compile(
    r"^[^。！？\n]{0,24}?(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)[^。！？\n]{0,6}?(?:讯|电|消息|报道|[/丨|])"
)
_ANNOUNCED = re.compile(
    r"^[^。！？\n]{0,24}?(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:早间|午间|盘后|晚间|晚)?[，,]?[^。！？，,\n]{1,24}?(?:公布|发布|公告|披露|宣布)"
)
_MONTHS = r"(?i)january|february|march|april|may|june|july|august|september|october|november|december|th|st|nd|rd"
_PLACES = r"(?i)^(?:hong ?kong|beijing|shanghai|shenzhen|prc|china|香港|北京|上海|深圳|广州|中国|于|dated?)*$"
_STAMP = re.compile(r"^\W*(?:19|20)\d\d|\d{1,2}:\d\d")
_COLUMN = re.compile(r"^[【\[][^】\]]{1,12}[】\]]")  # 【大行报告】 in front of the day
_NAME_LENGTH = 6  # of a source that stands behind a date without a word for it
_SHORT = 70  # characters: a line of source and time, no sentence
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


class Published:
    """Finds the day of publication. Built once from the reader of dates, called with what there is."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def dates(self, text: str) -> list[date]:
        """All whole dates of a text, in order; a date without year, a month or a period is none."""
        found = []
        for reading in self._reader(text):
            period = reading.period
            if reading.type == "date" and period is not None and period.is_instant and period.start is not None:
                found.append(period.start)
        return [day for day in found if EARLIEST <= day.year <= LATEST]

    def line(self, lines: Sequence[str]) -> date | None:
        """The date of a 发布时间 line, or of a short line of source and time."""
        short = [line for line in lines if len(line) <= _SHORT]
        for line in short:
            label = _LABEL.search(fold(line))
            if label and (days := self.dates(line[label.start() :])):
                return days[0]
        for line in lines[:4]:
            if len(line) <= _SHORT and not re.search(r"[。！？]", line) and self._is_stamp(line):
                return self.dates(line)[0]
        return None

    def dateline(self, lines: Sequence[str]) -> date | None:
        """The date with which a report opens, 示例社北京2024年2月26日电, 2024年2月26日晚间某公司公布; none without a year."""
        for line in lines:
            found = _DATELINE.match(fold(line)) or _ANNOUNCED.match(fold(line))
            if found and (days := self.dates(found["date"])):
                return days[0]
        return None

    def _is_stamp(self, line: str) -> bool:
        """Whether a line is a date with at most a clock time, a source and a name beside it, no headline about a day."""
        if not self.dates(line):
            return False
        bare = _COLUMN.sub("", fold(line))
        rest = re.sub(r"[\d年月日时分秒:：\-/.\s]", "", bare)
        beside = bool(re.search(r"来源|作者|记者|编辑|阅读|浏览|字号|评论|分享", rest))
        return not rest or beside or (len(rest) <= _NAME_LENGTH and bool(_STAMP.search(bare)))

    def cover(self, first: Sequence[str], front: Sequence[str], last: Sequence[str]) -> date | None:
        """The date that a filing bears: 签署日期 on its front or back, else a date alone on its first or last pages."""
        for lines in (front, last):
            for at, line in enumerate(lines):
                if day := self._signed(lines, at, fold(line)):
                    return day
        for line in first:
            if self._stands_alone(line):
                return self.dates(line)[0]
        for line in reversed(last):
            if self._stands_alone(line):
                return self.dates(line)[0]
        return None

    def approved(self, text: str) -> date | None:
        """The day on which the board let the financial statements go out: 业经董事会于…批准报出."""
        for match in _APPROVED.finditer(fold(text)):
            if days := self.dates(match["date"]):
                return days[-1]
        return None

    def _signed(self, lines: Sequence[str], at: int, folded: str) -> date | None:
        label = _SIGNED.search(folded) or _SIGNED_NAME.match(folded)
        if label is None:
            return None
        here = self.dates(folded[label.end() :].replace("[", "").replace("]", "").replace("【", "").replace("】", ""))
        if here:
            return here[0]
        after = lines[at + 1] if at + 1 < len(lines) and len(lines[at + 1]) <= 30 else ""
        days = self.dates(after)
        return days[0] if days else None

    def _stands_alone(self, line: str) -> bool:
        if len(line) > 40 or not self.dates(line):
            return False
        rest = re.sub(r"[\d年月日〇零一二三四五六七八九十廿元,，.\s]|\([星期一二三四五六日]+\)", "", fold(line))
        return not re.sub(_PLACES, "", re.sub(_MONTHS, "", rest))

    def file_name(self, source: str) -> date | None:
        """A date in the file's name, 2024-02-26 or 20240226, when it is the only one."""
        found = {
            day for match in _FILE_DATE.finditer(source.rpartition("/")[2]) if (day := iso_date("-".join(match.group(1, 3, 4))))
        }
        return found.pop() if len(found) == 1 else None
