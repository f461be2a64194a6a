"""The stage: one mention in, one figure or one reject out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from pipeline.core.document import Document
from pipeline.core.errors import FigureError
from pipeline.core.figure import Figure, Reject
from pipeline.core.ids import figure_id
from pipeline.core.mention import Mention, Source
from pipeline.core.place import PageBox, Span
from pipeline.lexicon import Lexicon, Settings
from pipeline.lexicon.fold import fold
from pipeline.normalize import period, scope
from pipeline.normalize.amount import Amount
from pipeline.normalize.concept import Concepts
from pipeline.normalize.confidence import Confidence
from pipeline.normalize.corrected import Corrected
from pipeline.normalize.sign import signed
from pipeline.normalize.unit import Units

_DOUBTS = frozenset({"readers_differ", "readers_unsettled", "garbled_text", "ocr"})


class Normalize:
    """Turns mentions into figures. Built once from (settings, lexicon), called with a document and one of its mentions."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:  # noqa: ARG002
        self._units = Units(lexicon)
        self._concepts = Concepts(lexicon)
        self._confidence = Confidence(lexicon)
        self._corrected = Corrected(lexicon)

    def __call__(self, document: Document, mention: Mention) -> Figure | Reject:
        """The figure that a mention stands for, or the reason why it is none."""
        try:
            figure = self._figure(document, mention)
            return self._corrected(replace(figure, confidence=self._confidence(figure)))
        except FigureError as error:
            return Reject(mention, str(error))

    def _figure(self, document: Document, mention: Mention) -> Figure:
        amount = self._amount(document, mention)
        when = period.settled(mention)
        metric = mention.metric or mention.label
        concept = self._concept(mention, metric, amount.unit)
        number = mention.number
        boxes = document.chars.boxes(number.span)
        flags = mention.flags | when.flags | _unit_flags(amount, mention) | _doubts(document, number.span, boxes)
        return Figure(
            figure_id=figure_id(document.doc_id, number.text, number.span, boxes),
            kind=mention.kind,
            span=number.span,
            text=number.text,
            boxes=boxes,
            cell=number.cell,
            value=amount.value,
            low=amount.low,
            high=amount.high,
            decimals=amount.decimals,
            value_printed=amount.printed,
            unit_text=amount.unit_text,
            scale=amount.scale,
            unit=amount.unit,
            qualifier=number.reading.qualifier,
            entity=mention.entity_text,
            metric=metric,
            concept=concept,
            role=mention.role,
            base_text=mention.base_text,
            base_period=when.base,
            scope=scope.settled(mention.scope),
            period=when.period,
            period_text=mention.period_text,
            modality=mention.modality,
            attribution=mention.attribution,
            context=mention.context or " | ".join(part for part in (mention.label, mention.column) if part),
            unit_source=_unit_source(amount, mention),
            period_source=mention.period_source,
            entity_source=mention.entity_source,
            flags=flags,
            evidence=mention.evidence,
        )

    def _concept(self, mention: Mention, metric: str, unit: str) -> str:
        """Concept of the metric; of a cell also of its row's innermost label, first where the column only says how it grew."""
        named = mention.entity_text if mention.kind == "table" and mention.entity_source == "row" else ""
        named = "" if fold(named).startswith(("客户", "供应商")) else named
        names = [metric, mention.label, mention.label.rsplit(" > ", 1)[-1]]
        names = [bare for name in names if (bare := name.removeprefix(named).strip(" >"))]  # 股份 of a name is no stake
        if mention.role in ("growth", "change", "cagr", "multiple"):
            names.reverse()
        found = (self._concepts(name, unit, mention.role) for name in (names if mention.kind == "table" else names[:1]))
        return next((concept.concept for concept in found if concept is not None and concept.concept), "")

    def _amount(self, document: Document, mention: Mention) -> Amount:
        amount = self._units(mention.number.reading, mention.unit_text, document.profile.currency)
        return signed(amount, mention.negative_words)


def _doubts(document: Document, span: Span, boxes: tuple[PageBox, ...]) -> frozenset[str]:
    """What is doubtful about the page that a figure was read from, and about its own characters."""
    if not boxes:
        return frozenset()
    at = bisect_left(document.pages, boxes[0].page, key=lambda page: page.number)
    here = document.pages[at : at + 1]
    of_page = here[0].flags & _DOUBTS if here and here[0].number == boxes[0].page else frozenset()
    return of_page | {"ocr_unsure"} if _is_unsure(document.doubts, span) else of_page


def _is_unsure(doubts: tuple[Span, ...], span: Span) -> bool:
    """Whether OCR was not sure of one of the characters."""
    at = bisect_right(doubts, span.start, key=lambda doubt: doubt.end)
    return at < len(doubts) and doubts[at].start < span.end


def _unit_flags(amount: Amount, mention: Mention) -> frozenset[str]:
    if not amount.unit:
        return frozenset({"unit_unknown"})
    return frozenset({"unit_assumed"}) if amount.assumed or mention.unit_source == "assumed" else frozenset()


def _unit_source(amount: Amount, mention: Mention) -> Source:
    """Where the unit stood: with the number itself, unless the extractor read it elsewhere."""
    if not amount.unit:
        return ""
    if mention.unit_source:
        return mention.unit_source
    return "cell" if mention.kind == "table" else "sentence"
