"""Whether a file has its end already."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from PIL import Image

from ingest.completeness import is_complete

_PICTURE = Image.effect_noise((300, 200), 90).convert("RGB")


def _written(kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    _PICTURE.save(out, kind, **options)
    return out.getvalue()


def _pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def _pages(kind: str, **options: Any) -> bytes:
    return _written(kind, save_all=True, append_images=[_PICTURE, _PICTURE], **options)


FILES: dict[str, Callable[[], bytes]] = {
    "pdf": _pdf,
    "jpeg": lambda: _written("JPEG"),
    "png": lambda: _written("PNG"),
    "tiff": lambda: _pages("TIFF", compression="tiff_lzw"),
    "tiff of one strip": lambda: _written("TIFF"),
    "bigtiff": lambda: _written("TIFF", big_tiff=True),
    "webp": lambda: _written("WEBP"),
    "bmp": lambda: _written("BMP"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_whole_file_is_complete_and_its_beginnings_are_not(kind: str) -> None:
    """Cut anywhere, by some bytes or by nearly all, the file is still being written."""
    whole = FILES[kind]()
    assert is_complete(io.BytesIO(whole))
    lost_end = 1 if kind in {"webp", "bmp"} else 40  # what follows may be no part of the file
    for length in (len(whole) - lost_end, len(whole) * 2 // 3, len(whole) // 3, 60, 0):
        assert not is_complete(io.BytesIO(whole[:length])), length


@pytest.mark.parametrize("kind", ["pdf", "jpeg", "png", "tiff"])
def test_padding_after_the_end_does_not_matter(kind: str) -> None:
    """Some scanners fill their last block."""
    assert is_complete(io.BytesIO(FILES[kind]() + b"\0" * 512))


@pytest.mark.parametrize("content", [b"PK\x03\x04 a letter", b"only text"])
def test_nothing_more_is_awaited_of_what_is_not_taken_in(content: bytes) -> None:
    """It is refused at once, not after a wait."""
    assert is_complete(io.BytesIO(content))


def test_a_tiff_whose_directory_points_at_itself_is_told_in_an_instant() -> None:
    """A loop in the chain ends."""
    looped = b"II*\0\x08\0\0\0" + b"\x01\0" + b"\0\x01\x03\0\x01\0\0\0\x01\0\0\0" + b"\x08\0\0\0"
    assert is_complete(io.BytesIO(looped))
