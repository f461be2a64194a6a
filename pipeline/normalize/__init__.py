"""Mention -> Figure | Reject: unit, sign, period, entity and concept settled, once and with the printed text kept."""

from pipeline.normalize.stage import Normalize

__all__ = ["Normalize"]
