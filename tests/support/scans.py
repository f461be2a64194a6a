"""Scanned pages for the tests: pages drawn as for `make_pdf`, then nothing but their picture, worn as scans are.

data = make_pdf(typed, scan_of(draw), scan_of(draw, dpi=150, noise=25, lean=1.5))
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader

from tests.support.pdf import A4, Sheet, make_pdf

WHITE = (255, 255, 255)


def picture_of(
    draw: Callable[[Sheet], None],
    size: tuple[float, float] = A4,
    *,
    dpi: int = 200,
    noise: float = 0,
    lean: float = 0,
    turn: int = 0,
) -> Image.Image:
    """The page as a picture. noise: deviation in shades of 255; lean: degrees clockwise; turn: quarters clockwise."""
    page = pypdfium2.PdfDocument(make_pdf(draw, size=size))[0]
    image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    if lean:
        image = image.rotate(-lean, Image.Resampling.BICUBIC, fillcolor=WHITE)
    image = image.rotate(-90 * turn, expand=True)
    if noise:
        grains = np.random.default_rng(7).normal(0, noise, image.size[::-1])[:, :, None]
        image = Image.fromarray(np.clip(np.asarray(image) + grains, 0, 255).astype(np.uint8))
    return image


def scan_of(draw: Callable[[Sheet], None], size: tuple[float, float] = A4, **worn: float) -> Callable[[Sheet], None]:
    """A page that shows the picture of another and has no text."""
    image = picture_of(draw, size, **worn)  # type: ignore[arg-type]
    return lambda sheet: sheet.canvas.drawImage(ImageReader(image), 0, 0, sheet.width, sheet.height)
