"""Spoiled pictures: the homography still finds every word, and the damage is where it was asked for."""

import numpy as np
import pytest

from ingest.geometry import Box
from samples import degrade
from samples.degrade import Degraded
from samples.papers import cong_van, quyet_dinh, van_xuoi
from samples.truth import PIXELS_PER_POINT, Picture, Sheet


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    """Return a page of prose."""
    return van_xuoi(1).sheets[0]


def contrast(done: Degraded, box: Box) -> float:
    """Return by how much the darkest pixels of the mapped box are darker than the paper around it, 0-255."""
    there = degrade.mapped(box, done.homography)
    x0, y0, x1, y1 = (round(edge) for edge in (there.x0, there.y0, there.x1, there.y1))
    around = done.picture[max(0, y0 - 8) : y1 + 8, max(0, x0 - 8) : x1 + 8].mean(axis=2)
    inside = done.picture[y0:y1, x0:x1].mean(axis=2)
    return float(np.percentile(around, 90) - np.percentile(inside, 10))


def ink_middle(picture: Picture) -> tuple[float, float]:
    """Return the centre (x, y) of the dark pixels."""
    rows, columns = np.nonzero(picture.mean(axis=2) < 128)
    return float(columns.mean()) + 0.5, float(rows.mean()) + 0.5


@pytest.mark.parametrize(("level", "seed"), [("clean", 0), ("office", 0), ("office", 1), ("hard", 0), ("hard", 1)])
def test_mapped_boxes_lie_on_ink(sheet: Sheet, level: str, seed: int) -> None:
    """Every word of the clean page is found dark in its mapped box."""
    done = degrade.LEVELS[level](sheet.picture, seed)
    assert min(contrast(done, word.box) for word in sheet.words) > 35


@pytest.mark.parametrize(("level", "seed"), [("office", 3), ("hard", 2), ("hard", 3)])
def test_homography_is_exact_to_a_pixel(level: str, seed: int) -> None:
    """A black spot on a white page arrives where the homography says."""
    page = np.full((3508, 2480, 3), 255, dtype=np.uint8)
    for x, y in ((300, 400), (2100, 500), (1200, 3000)):
        spot = page.copy()
        spot[y : y + 40, x : x + 40] = 0
        done = degrade.LEVELS[level](spot, seed)
        box = Box(*(edge / PIXELS_PER_POINT for edge in (x, y, x + 40, y + 40)))
        there = degrade.mapped(box, done.homography)
        x0, y0 = round(there.x0) - 12, round(there.y0) - 12
        window = done.picture[y0 : round(there.y1) + 12, x0 : round(there.x1) + 12]
        dark = (window.mean(axis=2) < 0.55 * np.percentile(window.mean(axis=2), 95)).astype(np.uint8)
        rows, columns = np.nonzero(dark)
        assert columns.mean() + 0.5 + x0 == pytest.approx(there.middle[0], abs=1.0)
        assert rows.mean() + 0.5 + y0 == pytest.approx(there.middle[1], abs=1.0)


@pytest.mark.parametrize("level", ["office", "hard"])
def test_same_seed_same_damage(sheet: Sheet, level: str) -> None:
    """Damage is decided by the seed alone."""
    first, again = (degrade.LEVELS[level](sheet.picture, 5) for _ in range(2))
    other = degrade.LEVELS[level](sheet.picture, 6)
    assert np.array_equal(first.picture, again.picture)
    assert not np.array_equal(first.homography, other.homography)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_quarter_turns_keep_the_map(sheet: Sheet, turns: int) -> None:
    """After turning, the boxes still lie on ink; four quarters are none."""
    plain = degrade.clean(sheet.picture, 0)
    turned = degrade.rotate_quarter(plain, turns)
    assert min(contrast(turned, word.box) for word in sheet.words) > 100
    home = degrade.rotate_quarter(turned, 4 - turns)
    assert np.array_equal(home.picture, sheet.picture)
    assert np.allclose(home.homography, np.eye(3))


def test_quarter_turn_is_clockwise(sheet: Sheet) -> None:
    """The top left corner goes to the top right."""
    page = np.full_like(sheet.picture, 255)
    page[:100, :100] = 0
    x, y = ink_middle(degrade.rotate_quarter(degrade.clean(page, 0), 1).picture)
    assert (x, y) == (page.shape[0] - 50.0, 50.0)


def test_verso_is_nearly_blank_with_the_seal_mirrored() -> None:
    """The back shows no letter, only the seal's and the pen's colour, on the other side."""
    recto = quyet_dinh(1).sheets[1]
    verso = degrade.blank_verso(recto.picture, 1)
    assert verso.mean() > 245
    assert verso.min() > 170
    redness = verso[..., 0].astype(int) - verso[..., 1]
    columns = np.nonzero(redness > 6)[1]
    seal = next(mark for mark in recto.marks if mark.kind == "seal")
    assert columns.mean() == pytest.approx((recto.width - seal.box.middle[0]) * PIXELS_PER_POINT, rel=0.1)


def test_helpers_touch_their_box_and_nothing_else() -> None:
    """Bars, patches, fading and stamps change the box; outside it no pixel moves."""
    sheet = cong_van(4).sheets[0]
    box = next(line for line in sheet.lines if line.text.startswith("Số:")).words[1].box
    x0, y0, x1, y1 = (round(edge * PIXELS_PER_POINT) for edge in (box.x0, box.y0, box.x1, box.y1))
    before = sheet.picture[y0:y1, x0:x1].mean()
    done = {
        "bar": degrade.black_bar(sheet.picture, box),
        "patch": degrade.white_patch(sheet.picture, box),
        "fade": degrade.faded_block(sheet.picture, box),
        "stamp": degrade.opaque_stamp(sheet.picture, box),
    }
    for picture in done.values():
        rest = picture.copy()
        rest[y0:y1, x0:x1] = sheet.picture[y0:y1, x0:x1]
        assert np.array_equal(rest, sheet.picture)
    assert done["bar"][y0:y1, x0:x1].max() < 20
    assert done["patch"][y0:y1, x0:x1].min() == 255
    assert before + 10 < done["fade"][y0:y1, x0:x1].mean() < 254
    assert done["stamp"][y0:y1, x0:x1, 1].mean() < 110
