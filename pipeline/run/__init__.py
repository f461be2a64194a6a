"""Plan, cache, processes, progress: the room that reads and writes files and spreads work."""

from pipeline.run.flow import Options, Summary, extract

__all__ = ["Options", "Summary", "extract"]
