"""raw/NAME.toml: what nobody can read from the file itself. It wins over the document."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast, get_args

from pipeline.core.document import DocType
from pipeline.core.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Each field is a key of the file; None where it does not say. `year_end` is written "03-31"."""

    published: date | None = None
    issuer: str | None = None
    stock_code: str | None = None
    doc_type: DocType | None = None
    currency: str | None = None
    year_end: tuple[int, int] | None = None
    password: str | None = None


def read_sidecar(data: bytes) -> Sidecar:
    """Read the sidecar's bytes; b"" says nothing.

    Raises DocumentError (sidecar) for bytes that are no TOML, an unknown key or a value that cannot be meant: a typo
    here would else silently put every figure of the document into a wrong year.
    """
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(f"sidecar: {error}", "a TOML file in UTF-8") from error
    for key in given:
        if key not in _READERS:
            raise _wrong(f"sidecar: unknown key {key!r}", f"one of {', '.join(_READERS)}")
    return Sidecar(**{key: _READERS[key](key, value) for key, value in given.items()})


def _wrong(seen: str, expected: str) -> DocumentError:
    return DocumentError(seen, expected, "Correct the .toml beside the document", "sidecar")


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(f"sidecar: {key} = {value!r}", 'a text in quotes, such as "000001"')
    return value.strip()


def _date(key: str, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_text(key, value))
    except ValueError as error:
        raise _wrong(f"sidecar: {key} = {value!r}", "a date such as 2025-12-30") from error


def _doc_type(key: str, value: Any) -> DocType:
    if value in get_args(DocType):
        return cast("DocType", value)
    raise _wrong(f"sidecar: {key} = {value!r}", f"one of {', '.join(get_args(DocType))}")


def _currency(key: str, value: Any) -> str:
    code = _text(key, value).upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise _wrong(f"sidecar: {key} = {value!r}", "an ISO 4217 code such as CNY")
    return code


def _year_end(key: str, value: Any) -> tuple[int, int]:
    try:
        day = date.fromisoformat("2001-" + _text(key, value))
    except ValueError as error:
        raise _wrong(f"sidecar: {key} = {value!r}", 'month and day such as "03-31"') from error
    return day.month, day.day


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "published": _date,
    "issuer": _text,
    "stock_code": _text,
    "doc_type": _doc_type,
    "currency": _currency,
    "year_end": _year_end,
    "password": _text,
}
