"""Documents by URL, on whatever fsspec can open: s3://, file://, and the stores of other packages that are installed."""

from __future__ import annotations

import errno
import hashlib
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.core.errors import ConfigError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_CHANGES = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "created")


def is_url(place: Path | str) -> bool:
    """Whether it names something behind a protocol, not a path of this machine."""
    return isinstance(place, str) and _URL.match(place) is not None


def normal(url: str) -> str:
    """The URL as `listed` writes it, without a slash at its end. Raises ConfigError where its store cannot be opened."""
    files, path = _opened(url)
    return str(files.unstrip_protocol(path)).rstrip("/")


@dataclass(frozen=True, slots=True)
class Remote:
    """One file behind a URL.

    stamp  changes whenever its bytes do; "" where the store does not say, then it is fetched on every run
    """

    url: str
    size: int = 0
    stamp: str = ""

    @property
    def name(self) -> str:
        return self.url.rpartition("/")[2]

    def read_bytes(self) -> bytes:
        """Fetch it. Raises OSError that names the URL, whatever went wrong."""
        try:
            files, path = _opened(self.url)
            data: bytes = files.cat_file(path)
        except ConfigError:
            raise
        except Exception as error:  # each store has errors of its own
            raise OSError(errno.EIO, f"{self.url} cannot be fetched: {_said(error)}") from error
        return data

    def __str__(self) -> str:
        return self.url


def listed(url: str) -> list[Remote]:
    """The file at a URL, or all files under it.

    Raises ConfigError where there is nothing, or nothing that can be reached.
    """
    files, path = _opened(url)
    try:
        files.invalidate_cache()
        found = files.find(path, detail=True)
    except Exception as error:
        seen = f"{url} cannot be listed: {_said(error)}"
        raise ConfigError(seen, "a file or folder to read", "Check it, and your access") from error
    held = [_remote(files, name, about) for name, about in found.items() if about.get("type") == "file" and name[-1] != "/"]
    if not held:
        raise ConfigError(f"{url} does not exist", "a file or folder to read", "Check the URL")
    return held


def _remote(files: Any, name: str, about: dict[str, Any]) -> Remote:
    size = int(about.get("size") or 0)
    told = [(key, str(about[key])) for key in _CHANGES if about.get(key)]
    stamp = hashlib.sha256(repr((size, told)).encode()).hexdigest()[:32] if told else ""
    return Remote(files.unstrip_protocol(name), size, stamp)


def _opened(url: str) -> tuple[Any, str]:
    """The store and the path in it."""
    try:
        files, path = import_module("fsspec.core").url_to_fs(url)
    except ImportError as error:
        raise ConfigError(f"{url}: {error}", "the package of that store", "For s3://, pip install 'heshu[s3]'") from error
    except ValueError as error:
        raise ConfigError(f"{url}: {error}", "a protocol that fsspec knows", "Check the URL") from error
    return files, path


def _said(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
