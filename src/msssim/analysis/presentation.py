"""The forms of :mod:`msssim.presentation`, under their first name."""

from msssim.presentation import Analysis, Group, TextTable, headings, html

__all__ = ["Analysis", "Group", "TextTable", "headings", "html"]
