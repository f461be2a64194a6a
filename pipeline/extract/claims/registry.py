"""The readers of claims: one file each, registered by its decorator, tried in the order of `rank`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from pipeline.core.claim import ClaimType
from pipeline.core.mention import Role
from pipeline.extract.claims.clause import Clause

Reader = Callable[[Clause], "Base | None"]


@dataclass(frozen=True, slots=True)
class Base:
    """What a claim leans on.

    words     against what, or of what, as written: 批发代理收入, MiniMax, 三季度; "" when the claim says nothing
    role      what the words say the figure is, where extract took it for something else
    figures   how many of the figures before it belong to it (5740万元 and 3.124亿元 before 复合增长率)
    """

    words: str = ""
    figures: int = 0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    claim_type: ClaimType
    rank: int
    read: Reader


_READERS: dict[str, Registered] = {}
_HELPERS = frozenset({"clause", "registry", "read", "phrases", "settle"})


def claim_reader(claim_type: ClaimType, rank: int) -> Callable[[Reader], Reader]:
    """Register a reader. Lower ranks are asked first; the first that answers decides the claim's type."""

    def register(read: Reader) -> Reader:
        _READERS[read.__module__] = Registered(claim_type, rank, read)
        return read

    return register


def readers() -> tuple[Registered, ...]:
    """All readers of this folder, in the order in which they are asked."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(package).__path__):
        if module.name not in _HELPERS:
            import_module(f"{package}.{module.name}")
    return tuple(sorted(_READERS.values(), key=lambda held: held.rank))
