"""The report: one HTML file that opens without a network and prints well."""

from msssim.views.report.report import report_html, write_report

__all__ = ["report_html", "write_report"]
