"""Articles read as the pipeline reads them, for trials."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.audit import Dossier
from pipeline.core.figure import Figure
from pipeline.core.raw import RawFile
from pipeline.extract import Extract
from pipeline.extract.claims import ReadClaims
from pipeline.normalize import Normalize
from pipeline.parse.parse import Parse
from pipeline.segment import Segment
from tests.audit.statement import LEXICON, SETTINGS


def article(name: str, text: str, published: str = "2022-04-10") -> Dossier:
    """A piece of news of that day, with its figures and claims."""
    parse, segment, extract, normalize, read = _stages()
    document = parse(RawFile(f"{name}.txt", f"发布时间：{published}\n\n{text}\n".encode()))
    mentions = extract(segment(document)).mentions
    figures = tuple(figure for figure in (normalize(document, mention) for mention in mentions) if isinstance(figure, Figure))
    profile = replace(document.profile, doc_type="news")
    return Dossier(document.doc_id, document.source, profile, figures, (), read(document, figures))


@cache
def _stages() -> tuple[Parse, Segment, Extract, Normalize, ReadClaims]:
    return (
        Parse(SETTINGS, LEXICON),
        Segment(SETTINGS, LEXICON),
        Extract(SETTINGS, LEXICON),
        Normalize(SETTINGS, LEXICON),
        ReadClaims(),
    )
