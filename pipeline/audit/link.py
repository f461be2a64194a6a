"""Who is who over documents: names, short names and stock codes lead to one entity_id."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.audit.dossier import Dossier
from pipeline.audit.meaning import abridges
from pipeline.core.document import Profile
from pipeline.lexicon import Lexicon
from pipeline.lexicon.fold import fold
from pipeline.lexicon.terms import TermFinder

_LEGAL = re.compile(r"(?:\(集团\)|集团)?(?:股份有限公司|有限责任公司|有限公司|股份公司|控股公司|公司)$|(?:集团|控股)$")
_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》*]+")
_CODE = re.compile(r"\d{5,6}")
_SHORT = 3  # characters by which a text may name an issuer; of two, too many words begin so
_ABRIDGED = 4  # characters: 星河机电; fewer fit too many names
SELF_WORDS = frozenset({"公司", "本公司", "发行人", "集团", "本集团", "我们", "上市公司", "贵公司", "该公司"})


class Directory:
    """Who the issuers of all documents are: grows with the issuers, not with the documents.

    A short name that would fit two issuers links to neither.
    """

    def __init__(self, issuers: Mapping[str, str], cores: Mapping[str, str], regions: frozenset[str]) -> None:
        """
        issuers  squashed full name -> entity_id
        cores    name without legal form, or short name that filings declare -> entity_id
        """
        self._issuers = issuers
        self._cores = cores
        self._regions = regions
        self._entities = frozenset(issuers.values())
        self._names = _names_by_entity(issuers, cores)
        self._short = self._shortened()
        self._plain = self._by_start()
        short = {name: entity for name, entity in self._short.items() if entity and len(name) >= _SHORT and name not in regions}
        self._finder = TermFinder({name: entity for name, entity in {**short, **cores}.items() if not name.isdigit()})

    def find(self, key: str) -> str:
        """The entity_id of a squashed name; "" for nobody, and for more than one."""
        return self._issuers.get(key) or self._by_core(key)

    def issuer(self, dossier: Dossier) -> str:
        """The entity_id of the issuer of one of the filings; "" for none."""
        return self._issuers.get(squash_name(dossier.profile.issuer), "") if dossier.profile.issuer else ""

    def knows(self, entity_id: str) -> bool:
        """Whether it is the issuer of one of the documents."""
        return entity_id in self._entities

    def named_in(self, text: str) -> list[tuple[int, str]]:
        """(place, entity_id) of each issuer that a text names, in its order."""
        return [(hit.start, hit.item) for hit in self._finder(text)]

    def names_of(self, entity_id: str) -> tuple[str, ...]:
        """Full and declared names of an issuer, the longest first."""
        return self._names.get(entity_id, ())

    def names_exactly(self, name: str, entity_id: str) -> bool:
        """Whether it is a full or declared name of that issuer; 茅草酒 may also be its product."""
        return entity_id != "" and entity_id in (self._issuers.get(name), self._cores.get(name))

    def spoken_of(self, text: str) -> str:
        """The issuer whose name, short name or name without its region a text mentions most; "" for none or for a tie."""
        folded = squash_name(text)
        counts: Counter[str] = Counter()
        for core, entity in self._cores.items():
            counts[entity] = max(counts[entity], *(folded.count(handle) for handle in self._handles(core)))
        (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > next_most else ""

    def _handles(self, core: str) -> tuple[str, ...]:
        """贵州茅草酒 is met as 贵州茅草 and, without its region, as 茅草酒 and 茅草."""
        region = next((region for region in self._regions if core.startswith(region)), "")
        plain = core[len(region) :]
        if not region or len(plain) < 2:
            return (core,)
        return (core, plain, plain[:2])

    def _by_core(self, key: str) -> str:
        core = _LEGAL.sub("", key) or key
        if core in self._cores:
            return self._cores[core]
        if core in self._regions:
            return ""
        return self._short[core] if core in self._short else self._abridged(core)

    def _abridged(self, core: str) -> str:
        """星河机电 for 江州星河智造机电: characters left out, the region too, no more of them than are kept; "" for two such."""
        found = {
            entity
            for plain, entity in self._plain.get(core[:2], ())
            if len(core) >= _ABRIDGED and len(plain) <= 2 * len(core) and abridges(core, plain)
        }
        return found.pop() if len(found) == 1 else ""

    def _by_start(self) -> dict[str, list[tuple[str, str]]]:
        """Names without their region, by their first two characters."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for known, entity in self._cores.items():
            region = next((region for region in self._regions if known.startswith(region)), "")
            plain = known[len(region) :]
            found[plain[:2]].append((plain, entity))
        return dict(found)

    def _shortened(self) -> dict[str, str]:
        """贵州茅草 and 茅草 are short for 贵州茅草酒: a name's beginning, its region left out or not; "" where two begin so."""
        found: dict[str, str] = {}
        for known, entity in self._cores.items():
            for at in (0, *(at for at in range(1, len(known)) if known[:at] in self._regions)):
                for end in range(at + max(2, -(-len(known) // 4)), len(known) + 1):
                    core = known[at:end]
                    if known.find(core) == at and found.setdefault(core, entity) != entity:
                        found[core] = ""
        return found


class Linker:
    """Called with a document and a name, answers an entity_id. Built of the directory and the documents to be asked about."""

    def __init__(self, directory: Directory, dossiers: Iterable[Dossier]) -> None:
        self.directory = directory
        self._memory: dict[tuple[str, str], str] = {}
        self._names: dict[str, Mapping[str, str]] = {}  # doc_id -> squashed short name -> squashed full name
        self._own: dict[str, str] = {}
        for dossier in dossiers:
            names = dossier.profile.names
            self._names[dossier.doc_id] = {squash_name(short): squash_name(full) for short, full in names.items()}
            self._own[dossier.doc_id] = directory.issuer(dossier) if dossier.is_filing else ""
            if dossier.profile.issuer and not dossier.is_filing:
                self._own[dossier.doc_id] = self._linked(dossier.doc_id, dossier.profile.issuer)

    def __call__(self, doc_id: str, name: str) -> str:
        """The stock code of a known issuer, else the full name that the document's definitions give, else the name."""
        if (doc_id, name) not in self._memory:
            self._memory[doc_id, name] = self._linked(doc_id, name)
        return self._memory[doc_id, name]

    def own(self, doc_id: str) -> str:
        """The entity_id of a document's issuer, "" for none."""
        return self._own.get(doc_id, "")

    def _linked(self, doc_id: str, name: str) -> str:
        key = squash_name(name)
        if not key:
            return self.own(doc_id)
        if key in SELF_WORDS and self.own(doc_id):
            return self.own(doc_id)
        key = self._names.get(doc_id, {}).get(key, key)
        return self.directory.find(key) or key


def link(dossiers: Iterable[Dossier], lexicon: Lexicon) -> Linker:
    """A linker for documents that all fit into memory."""
    held = list(dossiers)
    return Linker(directory(held, lexicon), held)


def directory(dossiers: Iterable[Dossier], lexicon: Lexicon) -> Directory:
    """Gather the issuers of all documents; of a dossier only its profile is looked at, and `dossiers` is gone through twice.

    Two issuers with one stock code are one; an issuer without a code is its full name.
    """
    issuers: dict[str, str] = {}
    for profile in (dossier.profile for dossier in dossiers if dossier.is_filing and dossier.profile.issuer):
        name = squash_name(profile.issuer)
        issuers.setdefault(name, _identity(profile))
        if _CODE.search(profile.stock_code) and not _CODE.fullmatch(issuers[name]):
            issuers[name] = _identity(profile)
    return Directory(issuers, _cores(dossiers, issuers), frozenset(lexicon.meanings("regions")))


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


def _names_by_entity(*named: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    held: dict[str, set[str]] = defaultdict(set)
    for names in named:
        for name, entity in names.items():
            held[entity].add(name)
    return {entity: tuple(sorted(names, key=lambda name: (-len(name), name))) for entity, names in held.items()}


def squash_name(name: str) -> str:
    """Folded, without spaces and quotation marks, so that 「示例」 and 示例 are one name."""
    return _NOISE.sub("", fold(name).replace("（", "(").replace("）", ")"))
