"""The workbook: facts as a matrix, figures, claims, findings and documents, for those who work in Excel."""

from pipeline.publish.workbook.book import write_workbook

__all__ = ["write_workbook"]
