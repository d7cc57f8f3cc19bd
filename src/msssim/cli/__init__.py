"""The command ``msssim``: the command line of the functions that Python users call."""

from msssim.cli.app import app, main

__all__ = ["app", "main"]
