"""The report of a run: HTML that opens from disk, needs no network and runs no code of an article."""

from pipeline.report.page.write import write_report

__all__ = ["write_report"]
