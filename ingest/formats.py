"""Which format a file has, told by its bytes and never by its name."""

from enum import StrEnum

from ingest.errors import EmptyFileError, UnsupportedFormatError

HEAD_BYTES = 4096
"""How many bytes from the start of a file ``recognise`` wants to see."""

_PDF_HEADER_WITHIN = 1024  # readers accept junk before the header, and mail gateways put it there


class Format(StrEnum):
    """The formats that are taken in."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    BMP = "bmp"
    HEIC = "heic"


_SUPPORTED: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    (b"II+\0", Format.TIFF),
    (b"MM\0+", Format.TIFF),
)

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip (docx, xlsx)"),
    (b"PK\x05\x06", "zip (docx, xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file (doc, xls)"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jpeg 2000"),
    (b"\xff\x4f\xff\x51", "jpeg 2000"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jpeg xl"),
    (b"\xff\x0a", "jpeg xl"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "rar archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"{\\rtf", "rtf"),
    (b"AT&TFORM", "djvu"),
    (b"\x7fELF", "executable"),
    (b"MZ", "executable"),
    (b"ID3", "mp3 audio"),
    (b"\x1aE\xdf\xa3", "mkv video"),
    (b"8BPS", "photoshop"),
    (b"0\x82", "signed envelope (p7m, p7s)"),
    (b"0\x80", "signed envelope (p7m, p7s)"),
)

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_STILL_BRANDS = frozenset({b"mif1", b"msf1"})


def recognise(head: bytes) -> Format:
    """Return the format of a file that starts with these bytes (``HEAD_BYTES`` of them are enough).

    :raises EmptyFileError: when there are none.
    :raises UnsupportedFormatError: when they are of no supported format; its message names what they look like.
    """
    if not head:
        message = "no bytes"
        raise EmptyFileError(message)
    found = _picture_format(head)
    if found is not None:
        return found
    foreign = _foreign_format(head)
    if foreign is not None:
        raise UnsupportedFormatError(foreign)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return Format.PDF
    raise UnsupportedFormatError(_text_kind(head))


def _picture_format(head: bytes) -> Format | None:
    for magic, found in _SUPPORTED:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    # "BM" alone also starts a sentence; a bitmap header has zero bytes in its fields
    if head[:2] == b"BM" and b"\0" in head[:26]:
        return Format.BMP
    brands = _brands(head)
    if brands & _HEIC_BRANDS or (brands & _STILL_BRANDS and not brands & _AVIF_BRANDS):
        return Format.HEIC
    return None


def _foreign_format(head: bytes) -> str | None:
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF":
        return {b"WAVE": "wav audio", b"AVI ": "avi video"}.get(head[8:12], "riff")
    brands = _brands(head)
    if brands:
        return "avif" if brands & _AVIF_BRANDS else "mp4 video"
    if head.startswith(b"%!PS"):
        return "postscript"
    return None


def _brands(head: bytes) -> frozenset[bytes]:
    """Return the brands of an ISO base media file (ISO/IEC 14496-12 §4.3), none for any other file."""
    if head[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return frozenset({head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))})


def _text_kind(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "plain text"
    try:
        # a multi-byte letter may be cut at the end of the head
        text = head.decode("utf-8") if len(head) < HEAD_BYTES else head[:-4].decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return "unknown"
    if "\ufffd" in text or any(letter < " " and letter not in "\t\r\n\f\x1b" for letter in text):
        return "unknown"
    return "plain text"
