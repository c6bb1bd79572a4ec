"""The gate names the place where print is hidden, faded or unread, and is silent on pages as they are."""

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.geometry import Box
from ingest.page import Picture
from ocr.cleanup.clean import clean
from ocr.cleanup.survey import survey
from ocr.coverage_gate import unseen_print
from ocr.engine import SeenLine, SeenWord
from ocr.left_out import completed
from ocr.picture_reader import read_picture
from ocr.region import Region
from ocr.tesseract_api import TesserocrEngine
from samples import degrade
from samples.defects import DEFECTS, Defect, seeded
from samples.degrade import Degraded
from samples.papers import van_xuoi
from samples.truth import Sheet

LEVELS = ("clean", "office", "hard")


def picture_of(page: Degraded) -> Picture:
    """Return a degraded page as ``ingest`` would give it."""
    return Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi))


def words_on(sheet: Sheet, page: Degraded, picture: Picture, but: Box | None = None) -> list[SeenWord]:
    """Return the words of the sheet where they are on the cleaned picture, but for those whose middle is in a box."""
    cleaned = clean(picture, survey(picture.pixels))
    undo = np.linalg.inv(np.vstack([cleaned.to_page, [0.0, 0.0, 1.0]]))
    found = []
    for word in sheet.words:
        if but is not None and meets(Box(*word.box.middle, *word.box.middle), but):
            continue
        there = degrade.mapped(word.box, page.homography)
        corners = np.array([[there.x0, there.y0, 0], [there.x1, there.y1, 0]]) * 72 / page.dpi + [0, 0, 1]
        (x0, y0, _), (x1, y1, _) = (undo @ corners.T).T
        found.append(SeenWord(word.text, (int(x0), int(y0), round(x1), round(y1)), 0.9))
    return found


def meets(one: Box, other: Box) -> bool:
    """Tell whether two boxes have something in common."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def place_of(page: Degraded, box: Box) -> Box:
    """Return where a box of the clean page is on the degraded one, in points."""
    there = degrade.mapped(box, page.homography)
    return Box(*(edge * 72 / page.dpi for edge in (there.x0, there.y0, there.x1, there.y1)))


def kinds_at(regions: Sequence[Region], box: Box) -> set[str]:
    """Return the kinds of the regions that meet the box."""
    return {region.kind for region in regions if meets(region.box, box)}


@pytest.fixture(scope="module")
def prose() -> Sheet:
    """Return a page of paragraphs."""
    return van_xuoi(1001).sheets[0]


def middle_of_a_line(sheet: Sheet, number: int = 9) -> Box:
    """Return a box over a few words within a line."""
    words = sheet.lines[number].words[3:8]
    return Box(words[0].box.x0 - 2, words[0].box.y0 - 3, words[-1].box.x1 + 2, words[0].box.y1 + 5)


@pytest.mark.parametrize("level", LEVELS)
def test_a_page_as_it_is_raises_no_alarm(prose: Sheet, level: str) -> None:
    """All words read, nothing hidden: no place is named."""
    page = degrade.LEVELS[level](prose.picture, 1001)
    picture = picture_of(page)
    cleaned = clean(picture, survey(picture.pixels))
    assert unseen_print(picture, cleaned, words_on(prose, page, picture)).regions == ()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", DEFECTS)
def test_hidden_print_is_named(prose: Sheet, name: str, level: str, *, after: bool) -> None:
    """A bar, a patch, a stamp and bleaching over words within a line are found where they are."""
    box = middle_of_a_line(prose)
    page = seeded(prose.picture, Defect(name, box, after), degrade.LEVELS[level], 1001)
    picture = picture_of(page)
    cleaned = clean(picture, survey(picture.pixels))
    regions = unseen_print(picture, cleaned, words_on(prose, page, picture, but=box)).regions
    assert kinds_at(regions, place_of(page, box)) == {"covered"}
    assert all(meets(region.box, place_of(page, box)) for region in regions)


def test_faded_words_are_named_although_they_were_read(prose: Sheet) -> None:
    """Bleached print may still be read; it is a place to look at all the same."""
    box = middle_of_a_line(prose)
    page = seeded(prose.picture, Defect("faded_block", box, after=False), degrade.LEVELS["office"], 1001)
    picture = picture_of(page)
    regions = unseen_print(picture, clean(picture, survey(picture.pixels)), words_on(prose, page, picture)).regions
    assert kinds_at(regions, place_of(page, box)) == {"covered"}


def test_a_line_that_was_not_read_is_named(prose: Sheet) -> None:
    """One line without words on a full page is far below any share of the page."""
    line = prose.lines[9].words
    box = Box(line[0].box.x0, line[0].box.y0, line[-1].box.x1, line[0].box.y1)
    page = degrade.LEVELS["office"](prose.picture, 1001)
    picture = picture_of(page)
    regions = unseen_print(
        picture, clean(picture, survey(picture.pixels)), words_on(prose, page, picture, but=box)
    ).regions
    assert kinds_at(regions, place_of(page, box)) == {"unread"}


def test_the_reading_says_why(prose: Sheet, engine: TesserocrEngine) -> None:
    """A page with a covered place has a problem, one without has none."""
    box = middle_of_a_line(prose)
    struck = degrade.office(degrade.black_bar(prose.picture, box), 1001)
    assert read_picture(picture_of(struck), engine).problem == "covered"
    reading = read_picture(picture_of(degrade.office(prose.picture, 1001)), engine)
    assert (reading.problem, reading.regions) == (None, ())


def test_a_dropped_line_is_read_at_the_second_look(prose: Sheet, engine: TesserocrEngine) -> None:
    """A line that the first reading left out is found, read alone, and no longer unread."""
    line = prose.lines[9].words
    box = Box(line[0].box.x0, line[0].box.y0, line[-1].box.x1, line[0].box.y1)
    page = degrade.LEVELS["office"](prose.picture, 1001)
    picture = picture_of(page)
    cleaned = clean(picture, survey(picture.pixels))
    words = tuple(words_on(prose, page, picture, but=box))
    looked = completed(picture, cleaned, (SeenLine(words),), (), engine)
    assert [word.text for line in looked.lines[1:] for word in line.words] == [word.text for word in line]
    assert looked.unseen.regions == ()
