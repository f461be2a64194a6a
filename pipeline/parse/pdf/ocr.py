"""The door to OCR, an optional package: the picture of a page -> the lines printed on it, character by character."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.errors import PageError
from pipeline.parse.pdf.page import Floats

_TALL = 1.5  # height to width from which the recogniser takes a line for one that is turned by a quarter
_LONGEST = 4200  # pixels: larger pictures would be made smaller before they are looked at
_FOUND_ON = 1760  # pixels of the longer side on which lines are looked for; they are read on the whole picture
_SHORTEST = 64  # pixels: a narrower picture would be blown up beyond all memory


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line as recognised, in pixels from the top left of the picture.

    text     as read, blanks between words included; one code point each
    sure     for each character how sure the recogniser is of it, from 0 to 1
    along    for each character how far its middle stands from where the line begins
    corners  4 x 2: of the line as it is read its top left, top right, bottom right, bottom left, wherever they are printed
    """

    text: str
    sure: Floats
    along: Floats
    corners: Floats

    @property
    def score(self) -> float:
        return float(self.sure.mean()) if len(self.sure) else 0.0


class Ocr:
    """Reads pictures with RapidOCR and the models that its wheel brings. Built once, called with a picture; picklable.

    One thread, no network: the same picture gives the same lines on the same kind of machine. The models are loaded when the
    first picture comes. Raises ImportError where `is_installed` is false, PageError where the recogniser fails on a picture.
    """

    name = "rapidocr"

    def __init__(self) -> None:
        self._engine: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {"_engine": None}

    def __call__(self, picture: NDArray[np.uint8]) -> list[SeenLine]:
        """The lines of a picture (height x width x 3, BGR), those that nothing was made of left out."""
        if self._engine is None:
            self._engine = _engine()
        try:
            seen = self._engine(_padded(picture), return_word_box=True, return_single_char_box=True, text_score=0.0)
        except MemoryError:
            raise
        except Exception as error:
            raise PageError(f"OCR failed on it: {type(error).__name__}", "a page that OCR can read", code="ocr_failed") from error
        return list(_lines(seen)) if seen.boxes is not None else []


def is_installed() -> bool:
    """Whether the extra `heshu[ocr]` is there, with its models."""
    return find_spec("onnxruntime") is not None and _models() is not None


@cache
def _models() -> tuple[Path, Path] | None:
    """The files that find lines and that read them; given by name, or the package would ask the network for others."""
    spec = find_spec("rapidocr")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        finders, readers = (sorted(Path(place, "models").glob(f"*_{step}_*.onnx")) for step in ("det", "rec"))
        if finders and readers:
            return finders[0], readers[0]
    return None


def _engine() -> Any:
    models = _models()
    if models is None:
        raise ImportError("rapidocr and its models are not installed")
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": _LONGEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": _FOUND_ON,
            "Det.model_path": str(models[0]),
            "Rec.model_path": str(models[1]),
        }
    )
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


def _padded(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture, made larger with white below and on the right."""
    missing = [max(0, _SHORTEST - side) for side in picture.shape[:2]]
    return np.pad(picture, ((0, missing[0]), (0, missing[1]), (0, 0)), constant_values=255) if any(missing) else picture


def _lines(seen: Any) -> Iterator[SeenLine]:
    words = seen.word_results if len(seen.word_results) == len(seen.txts) else [()] * len(seen.txts)
    for quad, text, score, chars in zip(seen.boxes, seen.txts, seen.scores, words, strict=True):
        corners = _as_read(np.array(quad, dtype=np.float64))
        length = float(np.hypot(*(corners[1] - corners[0])))
        if text.strip() and length > 0:
            yield _line(text, float(score), chars, corners, length)


def _as_read(quad: Floats) -> Floats:
    """The recogniser turns tall lines counter-clockwise before it reads them: they begin at their top right corner."""
    wide = max(np.hypot(*(quad[0] - quad[1])), np.hypot(*(quad[3] - quad[2])))
    high = max(np.hypot(*(quad[0] - quad[3])), np.hypot(*(quad[1] - quad[2])))
    return np.asarray(quad[[1, 2, 3, 0]] if high >= _TALL * wide else quad)


def _line(text: str, score: float, chars: Any, corners: Floats, length: float) -> SeenLine:
    """A line with a place for each character; shared out evenly where the recogniser does not tell them."""
    if "".join(char for char, _, _ in chars) != text:
        count = len(text)
        return SeenLine(text, np.full(count, score), (np.arange(count) + 0.5) * length / count, corners)
    middles = np.array([np.mean(box, axis=0) for _, _, box in chars], dtype=np.float64)
    along = (middles - corners[0]) @ ((corners[1] - corners[0]) / length)
    return SeenLine(text, np.array([sure for _, sure, _ in chars], dtype=np.float64), np.maximum.accumulate(along), corners)
