"""The fast way to decode a PNG, and the files that may not take it."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.errors import PageDamagedError
from ingest.formats import Format
from ingest.options import IngestOptions
from ingest.picture import PictureSource
from ingest.png import decode_png, is_whole


def png_of(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    """Return the picture as PNG."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


PIXELS = np.random.default_rng(3).integers(0, 256, (40, 30, 3), dtype=np.uint8)


def test_colours_come_in_opencvs_order() -> None:
    """Blue, green, red, without loss."""
    colour, gray = decode_png(png_of(PIXELS), colour=True), decode_png(png_of(PIXELS[..., 0]), colour=False)
    assert colour is not None
    assert gray is not None
    assert (colour == PIXELS[..., ::-1]).all()
    assert (gray == PIXELS[..., 0]).all()


def test_a_cut_or_altered_file_is_not_whole() -> None:
    """At whatever byte it is cut, and whichever byte of a chunk is changed."""
    data = png_of(PIXELS)
    assert is_whole(data)
    assert is_whole(data + b"rubbish behind the end")
    assert not any(is_whole(data[:size]) for size in range(len(data)))
    for place in range(12, len(data), 97):
        assert not is_whole(data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :])


def test_half_a_file_is_a_damaged_page(tmp_path: Path) -> None:
    """It is never decoded with a black lower half."""
    path = tmp_path / "half.png"
    data = png_of(PIXELS)
    path.write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(PageDamagedError):
        PictureSource.open(path, Format.PNG, IngestOptions()).picture(1)


def test_a_transparent_colour_shows_the_paper(tmp_path: Path) -> None:
    """Where a colour is declared transparent, the page is white."""
    pixels = np.zeros((20, 20, 3), dtype=np.uint8)
    pixels[:10] = (10, 200, 30)
    path = tmp_path / "hole.png"
    Image.fromarray(pixels).save(path, transparency=(0, 0, 0))
    seen = PictureSource.open(path, Format.PNG, IngestOptions()).picture(1).pixels
    assert (seen[15, 10] == 255).all()
    assert (seen[5, 10] == (30, 200, 10)).all()
