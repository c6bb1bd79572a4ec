"""Pictures as a PDF stores them: compressed bytes and how to read them; taken as they came, or encoded anew."""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import TiffImageFile

_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive Huffman: what DCTDecode takes
_JPEG_ALL_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARK = 0xFF
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xDA)})  # markers without a length
_START_OF_SCAN = 0xDA
_PNG_HEAD = 8
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1}
_PROFILE_CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})  # ISO 19005-2, 6.2.4.2
_PROFILE_SPACES = {1: b"GRAY", 3: b"RGB "}
_PROFILE_HEADER = 128
_NEWEST_PROFILE = 4
_GROUP4 = 4
_MAX_PALETTE = 256


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture in the bytes of one PDF filter; ``parameters`` are those of the filter (``DecodeParms``).

    ``channels`` is 1 (gray, or palette indexes into the RGB triples of ``palette``) or 3; ``profile`` an ICC profile
    that PDF/A allows, or None for device colour.
    """

    data: bytes
    width: int
    height: int
    bits: int
    channels: int
    filter: str
    parameters: tuple[tuple[str, int | bool], ...] = ()
    palette: bytes | None = None
    profile: bytes | None = None


class JpegFrame(NamedTuple):
    """The start-of-frame segment of a JPEG."""

    marker: int
    precision: int
    width: int
    height: int
    components: bytes
    """The identifiers of the components."""


def lossless(image: Image.Image) -> StoredImage:
    """Return the picture (mode 1, L, P or RGB) stored without loss: Group 4 when it is black and white, else Flate."""
    if image.mode == "1":
        return group4(image)
    out = io.BytesIO()
    image.save(out, "PNG", icc_profile=None)
    stored = png_as_it_came(out.getvalue())
    if stored is None:  # pragma: no cover - the four modes are all stored so
        message = f"mode {image.mode} has no lossless form"
        raise ValueError(message)
    return stored


def jpeg(image: Image.Image, quality: int, *, full_colour: bool = True, profile: bytes | None = None) -> StoredImage:
    """Return the picture (mode L or RGB) as JPEG; ``full_colour`` keeps the colours at the resolution of the gray."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=0 if full_colour else 2, optimize=True, icc_profile=None)
    channels = len(image.getbands())
    kept = profile if usable_profile(profile, channels) else None
    return StoredImage(out.getvalue(), image.width, image.height, 8, channels, "DCTDecode", profile=kept)


def group4(image: Image.Image) -> StoredImage:
    """Return the black and white picture (mode 1) as one CCITT Group 4 strip."""
    out = io.BytesIO()
    image.save(out, "TIFF", compression="group4", strip_size=(image.width + 7) // 8 * image.height)
    out.seek(0)
    with TiffImageFile(out) as tiff:
        stored = strip_as_it_came(tiff, out)
    if stored is None:
        message = "the picture was not stored as one strip"
        raise ValueError(message)
    return stored


def strip_as_it_came(tiff: TiffImageFile, file: io.BufferedIOBase) -> StoredImage | None:
    """Return the only Group 4 strip of the current frame of a TIFF (not yet loaded), None for any other."""
    tags = tiff.tag_v2
    offsets, counts = tags.get(273, ()), tags.get(279, ())
    plain = tags.get(259) == _GROUP4 and not tags.get(293, 0) and tags.get(258, (1,))[0] == 1 and tags.get(277, 1) == 1
    if not plain or len(offsets) != 1 or len(counts) != 1 or tags.get(262) not in (0, 1):
        return None
    file.seek(offsets[0])
    data = file.read(counts[0])
    if len(data) < counts[0]:
        return None
    if tags.get(266, 1) == 2:
        data = np.packbits(np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")).tobytes()
    width, height = int(tags[256]), int(tags[257])
    # a black run is a one in the TIFF; where ones stand for white, the PDF has to read it so as well
    parameters = (("K", -1), ("Columns", width), ("Rows", height), ("BlackIs1", tags[262] == 1))
    return StoredImage(data, width, height, 1, 1, "CCITTFaxDecode", parameters)


def png_as_it_came(content: bytes) -> StoredImage | None:
    """Return a PNG's own compressed rows, None where a PDF cannot hold them (interlaced, transparent, damaged)."""
    chunks: dict[bytes, bytes] = {}
    for name, data in _png_chunks(content):
        chunks[name] = chunks.get(name, b"") + data
    head, rows = chunks.get(b"IHDR", b""), chunks.get(b"IDAT", b"")
    if len(head) != struct.calcsize(">IIBBBBB") or b"tRNS" in chunks:
        return None
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    channels = _PNG_CHANNELS.get(colour)
    palette = chunks.get(b"PLTE") if colour == 3 else None
    if channels is None or interlaced or bits not in (1, 2, 4, 8) or (colour == 3) != (palette is not None):
        return None
    if _inflated_length(rows) != height * (1 + (width * bits * channels + 7) // 8):
        return None
    parameters = (("Predictor", 15), ("Colors", channels), ("BitsPerComponent", bits), ("Columns", width))
    cut = palette[: 3 * min(_MAX_PALETTE, 1 << bits)] if palette else None
    return StoredImage(rows, width, height, bits, channels, "FlateDecode", parameters, cut)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and data of the chunks, as far as they are whole."""
    at = _PNG_HEAD
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        if at + 12 + length > len(content):
            return
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _inflated_length(data: bytes) -> int | None:
    """Return how many bytes a zlib stream holds, None when it is damaged or cut off; little memory is used."""
    inflater, length = zlib.decompressobj(), 0
    try:
        while data and not inflater.eof:
            length += len(inflater.decompress(data, 1 << 20))
            data = inflater.unconsumed_tail
    except zlib.error:
        return None
    return length if inflater.eof else None


def jpeg_as_it_came(content: bytes, profile: bytes | None) -> StoredImage | None:
    """Return a gray or colour JPEG byte for byte, None when PDF/A or its readers do not take its kind.

    ``profile`` is kept when PDF/A allows it.
    """
    frame = jpeg_frame(content)
    if frame is None or frame.marker not in _JPEG_FRAMES or frame.precision != 8:
        return None
    channels = len(frame.components)
    # components called "RGB" without more are read as YCbCr by some and as RGB by others
    if channels not in (1, 3) or frame.components == b"RGB":
        return None
    kept = profile if usable_profile(profile, channels) else None
    return StoredImage(content, frame.width, frame.height, 8, channels, "DCTDecode", profile=kept)


def jpeg_frame(content: bytes) -> JpegFrame | None:
    """Return the frame of a JPEG, None when none is found before the picture data (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 4 <= len(content) and content[at] == _MARK:
        marker = content[at + 1]
        if marker == _MARK:
            at += 1
        elif marker in _JPEG_BARE:
            at += 2
        elif marker == _START_OF_SCAN:
            return None
        elif marker in _JPEG_ALL_FRAMES:
            return _frame(marker, content[at + 4 : at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")])
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _frame(marker: int, segment: bytes) -> JpegFrame | None:
    """Return the fields of a start-of-frame segment, None when it is cut off or empty."""
    if len(segment) < 6 or len(segment) < 6 + 3 * segment[5]:
        return None
    precision, height, width, count = struct.unpack_from(">BHHB", segment)
    if not (width and height):
        return None
    return JpegFrame(marker, precision, width, height, bytes(segment[6 + 3 * number] for number in range(count)))


def usable_profile(profile: bytes | None, channels: int) -> bool:
    """Tell whether PDF/A-2 allows this ICC profile for pictures of 1 or 3 channels and it can be read."""
    if profile is None or len(profile) < _PROFILE_HEADER or profile[36:40] != b"acsp":
        return False
    if int.from_bytes(profile[:4], "big") != len(profile) or not 2 <= profile[8] <= _NEWEST_PROFILE:
        return False
    if profile[12:16] not in _PROFILE_CLASSES or profile[16:20] != _PROFILE_SPACES.get(channels):
        return False
    try:
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, ImageCms.PyCMSError):
        return False
    return True
