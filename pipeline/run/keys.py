"""Keys of the cache: a result is used again exactly when nothing that it was made from has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from pipeline.core.raw import RawFile
from pipeline.lexicon import Lexicon, Settings
from pipeline.run.code import code_digest
from pipeline.run.reads import file_digests
from pipeline.run.store import Store

# What each step imports; its code version is the digest of all that these import in turn.
READ = ("pipeline.parse.read",)
MEANING = ("pipeline.parse.profile", "pipeline.segment", "pipeline.extract", "pipeline.extract.claims", "pipeline.normalize")
TABLES = ("pipeline.publish.part",)
NOT_FOR_STAGES = frozenset({"document_timeout", "document_memory"})  # settings that only the run itself reads


@dataclass(frozen=True)
class Versions:
    """The versions of all steps under one configuration. Picklable; workers get the same one as the run that plans."""

    settings: str
    lexicon: Mapping[str, str]
    read: str
    meaning: str
    tables: str
    _reads: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, settings: Settings, lexicon: Lexicon) -> Versions:
        used = {key: value for key, value in asdict(settings).items() if key not in NOT_FOR_STAGES}
        return cls(
            settings=json.dumps(used, sort_keys=True, ensure_ascii=False),
            lexicon=file_digests(lexicon),
            read=code_digest(*READ),
            meaning=code_digest(*MEANING),
            tables=code_digest(*TABLES),
        )

    def reads(self, store: Store, step: str) -> tuple[str, ...] | None:
        """The lexicon files that the step's stages read, None where no run of this code has built them yet."""
        if step not in self._reads:
            names = store.load("reads", f"{step}-{getattr(self, step)}")
            if names is None:
                return None
            self._reads[step] = tuple(names)
        return self._reads[step]

    def built(self, store: Store, step: str, names: tuple[str, ...]) -> None:
        """Remember what the step's stages read while they were built."""
        if self.reads(store, step) != names:
            self._reads[step] = names
            store.save("reads", f"{step}-{getattr(self, step)}", names)

    def parts(self, store: Store, step: str) -> dict[str, str] | None:
        """What the step depends on beside its input, by name; None while that is not known."""
        names = self.reads(store, step)
        if names is None:
            return None
        files = {f"lexicon {name}": self.lexicon.get(name, "absent") for name in names}
        return {f"code of {step}": getattr(self, step), "settings": self.settings, **files}

    def read_key(self, store: Store, raw: RawFile) -> str | None:
        """Key of the document as read. Of the sidecar, reading takes only a password."""
        parts = self.parts(store, "read")
        held = origin(raw) if b"password" in raw.sidecar else origin(raw) | {"sidecar": ""}
        return None if parts is None else digest_of(held | parts)

    def failure_key(self, store: Store, raw: RawFile) -> str | None:
        """Key of the error of a document that cannot be read."""
        parts = self.parts(store, "read")
        return None if parts is None else digest_of({"failed": ""} | origin(raw) | parts)

    def part_key(self, store: Store, raw: RawFile) -> str | None:
        """Key of what a document adds to the tables."""
        parts, read = self.parts(store, "meaning"), self.read_key(store, raw)
        if parts is None or read is None:
            return None
        return digest_of({"read": read, "sidecar": origin(raw)["sidecar"], "code of tables": self.tables} | parts)

    def described(self, store: Store) -> dict[str, str]:
        """All that any document depends on beside its file, as far as it is known yet."""
        parts = [self.parts(store, step) or {f"code of {step}": getattr(self, step)} for step in ("read", "meaning")]
        return parts[0] | parts[1] | {"code of tables": self.tables}


def origin(raw: RawFile) -> dict[str, str]:
    """What a document is read from, by name."""
    return {
        "bytes": raw.sha256,
        "sidecar": hashlib.sha256(raw.sidecar).hexdigest() if raw.sidecar else "",
        "name": raw.source,
        "pages": repr(raw.pages),
    }


def digest_of(parts: Mapping[str, str]) -> str:
    """32 hex digits of named parts, in whatever order they come."""
    return hashlib.sha256(json.dumps(dict(parts), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
