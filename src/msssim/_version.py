"""The version of the package and of the model, stated once."""

__version__ = "0.1.0"
