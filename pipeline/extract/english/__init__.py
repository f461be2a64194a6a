"""Figures in English sentences (HKEX announcements): read by their own rules, since English puts things elsewhere."""

from pipeline.extract.english.reader import EnglishReader
from pipeline.extract.english.skeleton import is_english

__all__ = ["EnglishReader", "is_english"]
