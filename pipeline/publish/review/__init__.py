"""Review pages: each document with its figures boxed, to be read in a browser from disk, without server or network."""

from pipeline.publish.review.site import PageImage, ReviewSite

__all__ = ["PageImage", "ReviewSite"]
