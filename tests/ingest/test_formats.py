"""Formats are told by content."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.errors import EmptyFileError, IngestError, UnsupportedFormatError
from ingest.formats import Format, recognise


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("JPEG", Format.JPEG),
        ("PNG", Format.PNG),
        ("TIFF", Format.TIFF),
        ("WEBP", Format.WEBP),
        ("BMP", Format.BMP),
        ("PDF", Format.PDF),
    ],
)
def test_what_pillow_writes_is_recognised(name: str, expected: Format) -> None:
    """Real heads of every format are known."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, name)
    assert recognise(buffer.getvalue()) is expected


def test_junk_before_a_pdf_header_is_forgiven_up_to_a_kilobyte() -> None:
    """Mail gateways put lines before the header; beyond 1024 bytes it is not looked for."""
    assert recognise(b"\n" * 1000 + b"%PDF-1.4") is Format.PDF
    with pytest.raises(UnsupportedFormatError):
        recognise(b"\n" * 1025 + b"%PDF-1.4")


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"PK\x03\x04....x.pdf%PDF-1.4", "zip (docx, xlsx)"),
        (b"GIF89a\1\0\1\0", "gif"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg 2000"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isommp42", "mp4 video"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "avif"),
        ("Công văn số 12".encode(), "plain text"),
        (b"BMW is a car", "plain text"),
        (b"<!DOCTYPE html><p>%", "html"),
        (bytes(range(1, 200)), "unknown"),
    ],
)
def test_a_refusal_names_what_the_bytes_look_like(head: bytes, says: str) -> None:
    """The sentence for the user is made from this name."""
    with pytest.raises(UnsupportedFormatError, match="^" + says.replace("(", r"\(").replace(")", r"\)") + "$"):
        recognise(head)


def test_heic_is_told_from_other_boxes_by_its_brands() -> None:
    """Phones write mif1 as the main brand and heic among the compatible ones."""
    assert recognise(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic") is Format.HEIC
    assert recognise(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic") is Format.HEIC


def test_no_bytes_are_an_error_of_their_own() -> None:
    """An empty file is not an unknown one."""
    with pytest.raises(EmptyFileError):
        recognise(b"")


@given(st.binary(max_size=5000))
def test_any_bytes_give_a_format_or_a_refusal(head: bytes) -> None:
    """Nothing but this room's errors comes out."""
    with suppress(IngestError):
        assert recognise(head) in Format
