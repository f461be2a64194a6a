"""Claims: what an article asserts with its figures. One reader a file."""

from pipeline.extract.claims.read import ReadClaims

__all__ = ["ReadClaims"]
