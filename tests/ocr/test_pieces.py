"""Pieces of ink are counted the same whichever way they are labelled."""

import cv2
import numpy as np

from ocr.cleanup.pieces import outlines, pieces


def test_labels_and_outlines_agree_with_a_plain_count() -> None:
    """Few pieces take two bytes a label, very many four; outlines are the same boxes, pieces in rings too."""
    noise = (np.random.default_rng(1).random((900, 900)) < 0.2).astype(np.uint8)
    for mask in (noise[:40, :40].copy(), noise):
        expected = cv2.connectedComponentsWithStats(mask, connectivity=8)[2]
        labels, stats = pieces(mask)
        assert sorted(map(tuple, stats.tolist())) == sorted(map(tuple, expected.tolist()))
        assert labels.max() == len(expected) - 1
        assert sorted(outlines(mask)) == sorted(map(tuple, expected[1:, :4].tolist()))


def test_an_empty_mask_has_no_pieces() -> None:
    """Only the background is counted."""
    empty = np.zeros((20, 30), np.uint8)
    assert len(pieces(empty)[1]) == 1
    assert list(outlines(empty)) == []
