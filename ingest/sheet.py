"""Sheets: one-page PDFs that show a viewed page as pictures and hold no text, as PDF/A-2b asks of page contents."""

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from ingest.geometry import Box
from ingest.stored_image import StoredImage

UPRIGHT = 1
"""The EXIF orientation of a picture stored as it is viewed."""

# For each EXIF orientation (TIFF 6.0, tag 274): the matrix that takes the unit square in which PDF draws a picture onto
# the unit square of the viewed picture, origin at the bottom left.
_ORIENTATIONS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """An image object of the sheet's PDF, the box that it fills (viewed page, points), its EXIF orientation."""

    image: Stream
    box: Box
    orientation: int = UPRIGHT


def sheet_of_images(page_size: tuple[float, float], images: tuple[tuple[StoredImage, Box, int], ...]) -> bytes:
    """Return a sheet of this size (points) that shows images, each with its box and EXIF orientation."""
    with pikepdf.new() as pdf:
        placed = tuple(Placed(image_object(pdf, image), box, orientation) for image, box, orientation in images)
        return sheet_of_objects(pdf, page_size, placed)


def sheet_of_objects(pdf: pikepdf.Pdf, page_size: tuple[float, float], placed: tuple[Placed, ...]) -> bytes:
    """Return the empty PDF as a sheet that shows the images, which belong to it, bottom to top."""
    width, height = page_size
    page = pdf.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    names = [f"/P{number}" for number in range(len(placed))]
    lines = [f"q {_matrix(one, height)} cm {name} Do Q" for name, one in zip(names, placed, strict=True)]
    page.obj.Resources = Dictionary(XObject=Dictionary(dict(zip(names, (one.image for one in placed), strict=True))))
    page.obj.Contents = pdf.make_stream("\n".join(lines).encode("ascii"))
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return out.getvalue()


def image_object(pdf: pikepdf.Pdf, image: StoredImage) -> Stream:
    """Add a stored image to a PDF."""
    stream = pdf.make_stream(
        image.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        BitsPerComponent=image.bits,
        Filter=Name("/" + image.filter),
        ColorSpace=_colour_space(pdf, image),
    )
    if image.parameters:
        stream.DecodeParms = Dictionary({f"/{name}": value for name, value in image.parameters})
    return stream


def _colour_space(pdf: pikepdf.Pdf, image: StoredImage) -> pikepdf.Object:
    """Return the colour space: a palette over RGB, the image's own profile, or the device's."""
    if image.palette is not None:
        return Array([Name.Indexed, Name.DeviceRGB, len(image.palette) // 3 - 1, String(image.palette)])
    device = Name.DeviceRGB if image.channels == 3 else Name.DeviceGray
    if image.profile is None:
        return device
    return Array([Name.ICCBased, pdf.make_stream(image.profile, N=image.channels)])


def _matrix(placed: Placed, page_height: float) -> str:
    """Return the matrix that draws an image into its box, as PDF writes it."""
    box = placed.box
    a, b, c, d, e, f = _ORIENTATIONS.get(placed.orientation, _ORIENTATIONS[UPRIGHT])
    bottom = page_height - box.y1
    values = (a * box.width, b * box.height, c * box.width, d * box.height)
    return " ".join(f"{value:.4f}" for value in (*values, box.x0 + e * box.width, bottom + f * box.height))
