"""The report: an issuer's key series, the trial of articles, findings, and what was not understood, on one page each."""

from pipeline.publish.report.report import write_report

__all__ = ["write_report"]
