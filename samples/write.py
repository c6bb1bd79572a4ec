"""Pictures into the files that really arrive: JPEG, PNG, bilevel TIFF of many pages, PDF of scans, HEIC."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pillow_heif
from PIL import Image

from samples.truth import Picture


def write_jpeg(path: Path, picture: Picture, dpi: int, quality: int = 80) -> None:
    """Write a colour JPEG that states its resolution."""
    path.write_bytes(_jpeg(picture, dpi, quality))


def write_png(path: Path, picture: Picture, dpi: int) -> None:
    """Write a PNG without loss that states its resolution."""
    Image.fromarray(picture).save(path, format="PNG", dpi=(dpi, dpi))


def write_tiff_g4(path: Path, pictures: tuple[Picture, ...], dpi: int) -> None:
    """Write a black and white TIFF, Group 4, one page for each picture; darker than 60 % of white becomes black."""
    first, *others = (_bilevel(picture) for picture in pictures)
    first.save(path, format="TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=others)


def write_heic(path: Path, picture: Picture, quality: int = 60) -> None:
    """Write a HEIC as a telephone does."""
    pillow_heif.from_pillow(Image.fromarray(picture)).save(path, quality=quality)


def write_scan_pdf(path: Path, pictures: tuple[Picture, ...], dpi: int, quality: int = 80) -> None:
    """Write a PDF with one JPEG for each page, filling it; the page size follows from the resolution."""
    with pikepdf.new() as pdf:
        for picture in pictures:
            _add_page(pdf, picture, dpi, quality)
        pdf.save(path, deterministic_id=True)


def _add_page(pdf: pikepdf.Pdf, picture: Picture, dpi: int, quality: int) -> None:
    height, width = picture.shape[:2]
    across, down = width * 72 / dpi, height * 72 / dpi
    image = pikepdf.Stream(
        pdf,
        _jpeg(picture, dpi, quality),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(across, down))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.obj.Contents = pdf.make_stream(f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Im0 Do Q".encode())


def _jpeg(picture: Picture, dpi: int, quality: int) -> bytes:
    packed = io.BytesIO()
    Image.fromarray(picture).save(packed, format="JPEG", quality=quality, dpi=(dpi, dpi))
    return packed.getvalue()


def _bilevel(picture: Picture) -> Image.Image:
    gray = np.asarray(Image.fromarray(picture).convert("L"))
    return Image.fromarray(np.where(gray > 153, 255, 0).astype(np.uint8)).convert("1")
