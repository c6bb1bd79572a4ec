"""Pieces of ink: pixels of a mask that touch each other."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Pixels

Labels = NDArray[np.integer]


def pieces(mask: Pixels) -> tuple[Labels, NDArray[np.int32]]:
    """Return which piece (8 neighbours, 0 is none) each pixel belongs to, and OpenCV's five figures of each piece.

    Grana's algorithm takes half the time of the one that OpenCV chooses by itself.
    """
    found = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_GRANA)
    return np.asarray(found[1]), np.asarray(found[2], dtype=np.int32)


def outlines(mask: Pixels) -> Iterator[tuple[int, int, int, int]]:
    """Yield x, y, width and height of each piece: far faster than labels where there are few."""
    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    for contour, links in zip(contours, tree[0] if contours else (), strict=True):
        if links[3] < 0:
            x, y, width, height = cv2.boundingRect(contour)
            yield int(x), int(y), int(width), int(height)
