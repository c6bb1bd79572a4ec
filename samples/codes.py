"""QR codes as papers carry them."""

import cv2
import numpy as np
import zxingcpp

from ingest.geometry import Box
from ingest.page import Pixels
from samples.canvas import Canvas
from samples.truth import PIXELS_PER_POINT, Mark, Picture


def modules(text: str) -> Pixels:
    """Return a QR code in gray, one pixel a module, without the white around it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return np.asarray(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False), dtype=np.uint8)


def code_picture(text: str, side: float) -> Picture:
    """Return a QR code of that side (points, without the white around it) at 300 dpi."""
    pixels = round(side * PIXELS_PER_POINT)
    gray = cv2.resize(modules(text), (pixels, pixels), interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.repeat(gray[..., None], 3, axis=2), dtype=np.uint8)


def print_code(canvas: Canvas, text: str, corner: tuple[float, float], side: float) -> None:
    """Print a code with its upper left corner there (points)."""
    box = Box(corner[0], corner[1], corner[0] + side, corner[1] + side)
    canvas.ink(code_picture(text, side), Mark("code", box, text))
