"""Who is who over documents: names, short names and stock codes lead to one entity_id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.audit.dossier import Dossier
from pipeline.core.document import Profile
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold

_LEGAL = re.compile(r"(?:\(集团\)|集团)?(?:股份有限公司|有限责任公司|有限公司|股份公司|控股公司|公司)$|(?:集团|控股)$")
_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》*]+")
_CODE = re.compile(r"\d{5,6}")
SELF_WORDS = frozenset({"公司", "本公司", "发行人", "集团", "本集团", "我们", "上市公司", "贵公司", "该公司"})


@dataclass(frozen=True, slots=True)
class Linker:
    """Built of all documents' profiles; called with a document and a name, answers an entity_id.

    A short name that would fit two issuers links to neither.
    """

    issuers: Mapping[str, str]  # squashed full name -> entity_id
    cores: Mapping[str, str]  # name without legal form -> entity_id
    own: Mapping[str, str]  # doc_id -> entity_id of its issuer, "" for none
    names: Mapping[str, Mapping[str, str]]  # doc_id -> squashed short name -> squashed full name
    regions: frozenset[str]
    memory: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, doc_id: str, name: str) -> str:
        """The stock code of a known issuer, else the full name that the document's definitions give, else the name."""
        if (doc_id, name) not in self.memory:
            self.memory[doc_id, name] = self._linked(doc_id, name)
        return self.memory[doc_id, name]

    def _linked(self, doc_id: str, name: str) -> str:
        key = squash_name(name)
        if not key:
            return self.own.get(doc_id, "")
        if key in SELF_WORDS and self.own.get(doc_id):
            return self.own[doc_id]
        key = self.names.get(doc_id, {}).get(key, key)
        return self.issuers.get(key) or self._by_core(key) or key

    def knows(self, entity_id: str) -> bool:
        """Whether it is the issuer of one of the documents."""
        return entity_id in self.issuers.values()

    def names_of(self, entity_id: str) -> tuple[str, ...]:
        """Full and declared names of an issuer, the longest first."""
        held = {name for names in (self.issuers, self.cores) for name, entity in names.items() if entity == entity_id and entity}
        return tuple(sorted(held, key=len, reverse=True))

    def names_exactly(self, name: str, entity_id: str) -> bool:
        """Whether it is a full or declared name of that issuer; 茅草酒 may also be its product."""
        return entity_id != "" and entity_id in (self.issuers.get(name), self.cores.get(name))

    def spoken_of(self, text: str) -> str:
        """The issuer whose name, short name or name without its region a text mentions most; "" for none or for a tie."""
        folded = squash_name(text)
        counts: Counter[str] = Counter()
        for core, entity in self.cores.items():
            counts[entity] = max(counts[entity], *(folded.count(handle) for handle in self._handles(core)))
        (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > next_most else ""

    def _handles(self, core: str) -> tuple[str, ...]:
        """贵州茅草酒 is met as 贵州茅草 and, without its region, as 茅草酒 and 茅草."""
        region = next((region for region in self.regions if core.startswith(region)), "")
        plain = core[len(region) :]
        if not region or len(plain) < 2:
            return (core,)
        return (core, plain, plain[:2])

    def _by_core(self, key: str) -> str:
        core = _LEGAL.sub("", key) or key
        if core in self.cores:
            return self.cores[core]
        if len(core) < 2 or core in self.regions:
            return ""
        found = {entity for known, entity in self.cores.items() if self._short_for(core, known)}
        return found.pop() if len(found) == 1 else ""

    def _short_for(self, core: str, known: str) -> bool:
        """贵州茅草 and 茅草 are short for 贵州茅草酒: a name's beginning, its region left out or not."""
        at = known.find(core)
        if at < 0 or len(core) < len(known) / 4:
            return False
        return at == 0 or known[:at] in self.regions


def link(dossiers: Iterable[Dossier], lexicon: Lexicon) -> Linker:
    """Gather the names of all documents. Two issuers with one stock code are one; an issuer without a code is its full name."""
    held = list(dossiers)
    issuers: dict[str, str] = {}
    own: dict[str, str] = {}
    names: dict[str, Mapping[str, str]] = {}
    for dossier in held:
        profile = dossier.profile
        names[dossier.doc_id] = {squash_name(short): squash_name(full) for short, full in profile.names.items()}
        own[dossier.doc_id] = ""
        if profile.issuer and dossier.is_filing:
            own[dossier.doc_id] = issuers.setdefault(squash_name(profile.issuer), _identity(profile))
            if _CODE.search(profile.stock_code) and not _CODE.fullmatch(issuers[squash_name(profile.issuer)]):
                issuers[squash_name(profile.issuer)] = _identity(profile)
    for dossier in held:
        if dossier.is_filing and dossier.profile.issuer:
            own[dossier.doc_id] = issuers[squash_name(dossier.profile.issuer)]
    cores = _cores(held, issuers)
    linker = Linker(issuers, cores, own, names, frozenset(lexicon.meanings("regions")))
    for dossier in held:
        if not dossier.is_filing and dossier.profile.issuer:
            own[dossier.doc_id] = linker(dossier.doc_id, dossier.profile.issuer)
    return linker


def _identity(profile: Profile) -> str:
    code = _CODE.search(profile.stock_code)
    return code.group() if code else squash_name(profile.issuer)


def _cores(dossiers: Iterable[Dossier], issuers: Mapping[str, str]) -> dict[str, str]:
    cores: dict[str, set[str]] = {}
    for name, entity in issuers.items():
        cores.setdefault(_LEGAL.sub("", name) or name, set()).add(entity)
        if entity != name:
            cores.setdefault(entity, set()).add(entity)
    for dossier in dossiers:
        for short, full in dossier.profile.names.items():
            entity = issuers.get(squash_name(full), "")
            key = squash_name(short)
            if entity and key not in SELF_WORDS and dossier.is_filing:
                cores.setdefault(key, set()).add(entity)
    return {core: entities.pop() for core, entities in cores.items() if len(entities) == 1}


def squash_name(name: str) -> str:
    """Folded, without spaces and quotation marks, so that 「示例」 and 示例 are one name."""
    return _NOISE.sub("", fold(name).replace("（", "(").replace("）", ")"))
