"""What machine-readable things on papers say: citizen QR codes, the lines on the back of a card."""

from extract.codes.reading import read_codes

__all__ = ["read_codes"]
