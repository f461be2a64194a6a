"""Results to tables: columns, CSV and Parquet files, and their description, all from core/schema.py."""

from pipeline.publish.folder import OutputFolder
from pipeline.publish.judged import Judged
from pipeline.publish.part import Part, part_of
from pipeline.publish.parted import PartedFolder, describe, prepare

__all__ = ["Judged", "OutputFolder", "Part", "PartedFolder", "describe", "part_of", "prepare"]
