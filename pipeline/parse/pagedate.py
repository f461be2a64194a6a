"""The date of publication in a page's own data, as programs write it: meta elements, JSON-LD, <time>."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from lxml.html import HtmlElement

EARLIEST, LATEST = 1985, 2100  # years in which a document may have been published
_CHINA = timezone(timedelta(hours=8))  # pages stamp UTC; their readers' day is China's
_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='article:published_time']/@content",
    "//meta[translate(@name,'PUBLISHDATEIMR_','publishdateimr_')='publishdate']/@content",
    "//meta[translate(@name,'PUBDATE','pubdate')='pubdate']/@content",
    "//meta[@property='og:published_time' or @property='og:release_date' or @property='bytedance:published_time']/@content",
    "//meta[@name='publish_time' or @name='publishtime' or @name='publish-date' or @name='releaseDate']/@content",
    "//meta[@name='date' or @name='Date' or @name='dc.date' or @name='DC.date' or @name='DC.date.issued']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)


def page_date(tree: HtmlElement) -> date | None:
    """The first of meta elements, JSON-LD and <time> that is a date; several <time> count only where they agree."""
    for path in _META:
        for value in tree.xpath(path):
            if day := _machine(str(value)):
                return day
    for value in _json_ld(tree):
        if day := _machine(value):
            return day
    times = [day for value in tree.xpath("//time/@datetime") if (day := _machine(str(value)))]
    return times[0] if len(set(times)) == 1 else None


def iso_date(text: str) -> date | None:
    """2024-02-26 as a date, None for what is none or lies outside the years of publication."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def _machine(value: str) -> date | None:
    """A date as programs write it: ISO 8601 (in China's time where a zone is given), 2024/02/26, or seconds since 1970."""
    value = value.strip()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return datetime.fromtimestamp(int(value[:10]), _CHINA).date()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        head = re.match(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})", value)
        return iso_date("{}-{:0>2}-{:0>2}".format(*head.groups())) if head else None
    return (moment.astimezone(_CHINA) if moment.tzinfo else moment).date()


def _json_ld(tree: HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(str(script), strict=False)
        except ValueError:
            continue
        yield from _values(found, "datePublished")
        yield from _values(found, "pubDate")


def _values(node: Any, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get(key), str):
            yield node[key]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _values(inner, key)
