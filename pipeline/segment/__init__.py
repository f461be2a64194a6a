"""A document's numbers, sentences and words, with offsets into its text."""

from pipeline.segment.stage import Segment

__all__ = ["Segment"]
