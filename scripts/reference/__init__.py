"""Pages of the reference that are made from the code; `scripts/build_reference.py` writes them."""
