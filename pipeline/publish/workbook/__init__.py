"""The workbook: facts as a matrix, figures, claims, findings and documents, for those who work in Excel."""

from pipeline.publish.workbook.book import TableTotal, write_workbook

__all__ = ["TableTotal", "write_workbook"]
