"""Boxes keep their shape under quarter turns."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.geometry import Box, Turn, turned_size

_SIDES = st.floats(1, 1000)
_SHARES = st.floats(0, 1)
_TURNS = st.sampled_from((0, 90, 180, 270))


@given(_SIDES, _SIDES, st.tuples(_SHARES, _SHARES, _SHARES, _SHARES), _TURNS)
def test_turning_on_and_back_gives_the_same_box(
    width: float, height: float, shares: tuple[float, float, float, float], turn: int
) -> None:
    """A turn and its complement cancel out; the turned box lies on the turned page and keeps its area."""
    x0, x1 = sorted((shares[0] * width, shares[1] * width))
    y0, y1 = sorted((shares[2] * height, shares[3] * height))
    box = Box(x0, y0, x1, y1)
    there = cast("Turn", turn)
    back = cast("Turn", (360 - turn) % 360)
    size = turned_size(there, width, height)
    turned = box.turned(there, width, height)
    again = turned.turned(back, *size)
    assert (again.x0, again.y0, again.x1, again.y1) == pytest.approx((x0, y0, x1, y1), abs=1e-6)
    assert turned.area == pytest.approx(box.area, abs=1e-3)
    assert turned.x1 <= size[0] + 1e-6
    assert turned.y1 <= size[1] + 1e-6


def test_a_clockwise_turn_brings_the_top_left_corner_to_the_top_right() -> None:
    """The sense of the turn is fixed."""
    assert Box(0, 0, 10, 5).turned(90, 100, 200) == Box(195, 0, 200, 10)
