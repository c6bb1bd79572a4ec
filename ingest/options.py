"""The caps on what is taken in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """Caps against hostile or mistaken input, and the resolutions at which pages are drawn or read.

    ``max_pixels`` holds for one picture (A3 at 600 dpi has 70 million). ``max_expansion`` caps the decoded bytes of a
    compressed picture against its stored bytes, once the decoded size passes 64 MiB; ``max_content`` caps the decoded
    bytes of the drawing instructions of one PDF page.
    """

    max_bytes: int = 1 << 30
    max_pages: int = 2_000
    max_pixels: int = 120_000_000
    max_expansion: int = 2_000
    max_content: int = 64 << 20
    draw_dpi: float = 300.0
    max_read_dpi: float = 300.0
