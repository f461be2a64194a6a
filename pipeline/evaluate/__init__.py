"""Tables and gold -> scores."""

from pipeline.evaluate.gold import Gold, beside_the_project

__all__ = ["Gold", "beside_the_project"]
