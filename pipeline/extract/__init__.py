"""What kind each number is, and what the figures mean."""

from pipeline.extract.stage import Extract, Extracted

__all__ = ["Extract", "Extracted"]
