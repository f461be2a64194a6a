"""The organisations that one document defines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.core.document import Profile
from pipeline.lexicon.fold import fold

_ORGANISATION = re.compile(r"公司|集团|企业|银行|中心|学院|大学|工厂|厂$|Limited|Ltd|Inc|Corp|L\.P|LLC|GmbH|Fund", re.IGNORECASE)


class Names:
    """The organisations that one document defines, and the words that mean its issuer. Made once for a document."""

    def __init__(self, profile: Profile) -> None:
        self._issuer = profile.issuer
        full = {fold(short): (short, name) for short, name in profile.names.items() if _ORGANISATION.search(name)}
        self._known = {short: pair for short, pair in full.items() if len(short) >= 2}
        self._self = {fold(word) for word in profile.self_names} | {fold(profile.issuer)} - {""}
        self._self |= {short for short, (_, name) in full.items() if profile.issuer and fold(name) == fold(profile.issuer)}

    @property
    def issuer(self) -> str:
        return self._issuer

    @property
    def known(self) -> Mapping[str, tuple[str, str]]:
        return self._known

    def is_issuer(self, text: str) -> bool:
        """Whether a text is a name of the issuer (本公司, its short name), perhaps with 合并 or 母公司 beside it."""
        folded = fold(text)
        bare = re.sub(r"(?:合并报表|合并|母公司|报表|本部|[（(].*[)）])", "", folded).strip()
        return folded in self._self or bare in self._self or (len(folded) >= 4 and folded in fold(self._issuer))

    def opening(self, text: str) -> str:
        """The defined name with which a text begins, "" for none; the issuer's names do not count."""
        folded = fold(text)
        best = max((short for short in self._known if folded.startswith(short)), key=len, default="")
        return "" if not best or best in self._self else self._known[best][0]
