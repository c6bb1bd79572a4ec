"""Ink against words: what stands on the page and was not read, and what cannot be read because something hides it.

Mean confidence is no safety signal (a page that lost 18 % of its text under a seal had 95.3); ink without words is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.page import Picture
from ocr.broken_rulings import broken_rulings
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.survey import letter_ink
from ocr.engine import SeenWord
from ocr.holes import holes
from ocr.patches import patch_places
from ocr.print_gaps import Letters, Print, faded_print, letters_on, unread_print, usual_print
from ocr.region import Region, RegionKind
from ocr.rows import in_rows
from ocr.small_view import Placed, Rectangle, SmallView, small_view, with_words
from ocr.solid import solid_places
from ocr.torn import torn_places

_DARK = 150
_MARGIN = 2  # pixels of the small picture around a word that count as the word
_NEAR = 6.0  # points between places that are one place


def unread_share(cleaned: Cleaned, words: Sequence[SeenWord]) -> float:
    """Return the share (0-1) of the letter-sized dark ink of any colour that lies under no word."""
    factor = max(cleaned.ink.shape) / max(cleaned.gray.shape)
    ink, _, _ = letter_ink(cleaned.ink, _DARK)
    total = int(ink.sum())
    for word in words:
        x0, y0, x1, y1 = (round(edge * factor) for edge in word.box)
        rows, columns = slice(max(0, y0 - _MARGIN), y1 + _MARGIN + 1), slice(max(0, x0 - _MARGIN), x1 + _MARGIN + 1)
        ink[rows, columns] = False
    return int(ink.sum()) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Unseen:
    """What of a page's print was missed: places in points of the upright page, top to bottom.

    ``lines`` are the unread places again, line by line, in pixels of ``Cleaned.gray``.
    """

    regions: tuple[Region, ...]
    lines: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the gate sees of a page whatever words were read on it: they may be judged again at little cost.

    ``covers`` are bars, stamps, patches, broken rulings and faded print; ``letters`` the ink of the print, where
    enough words told what print looks like on this page.
    """

    view: SmallView
    covers: tuple[Rectangle, ...]
    usual: Print | None
    letters: Letters | None


def sight(picture: Picture, cleaned: Cleaned, words: Sequence[Placed]) -> Sight:
    """Look at an upright page; ``words`` only tell what its print looks like."""
    view = small_view(picture, cleaned, words)
    covers = [*solid_places(view), *patch_places(view), *broken_rulings(view)]
    usual = usual_print(view)
    if usual is None:
        return Sight(view, tuple(covers), None, None)
    letters = letters_on(view, usual)
    return Sight(view, (*covers, *faded_print(letters, view, usual)), usual, letters)


def unseen_print(picture: Picture, cleaned: Cleaned, words: Sequence[Placed]) -> Unseen:
    """Return where print of an upright page is hidden, faded or under no word; about 0.03 s for A4.

    ``words`` are all that was read, in pixels of ``cleaned.gray``.
    """
    return unseen_in(sight(picture, cleaned, words), words)


def unseen_in(seen: Sight, words: Sequence[Placed]) -> Unseen:
    """Return the same of a page that was looked at, maybe with other words."""
    view = with_words(seen.view, words)
    covered = list(seen.covers)
    unread: list[Rectangle] = []
    if seen.usual is not None and seen.letters is not None:
        unread = unread_print(seen.letters, view, seen.usual)
        rows = in_rows(view.words, tuple(word.text for word in words))
        covered += [*holes(rows, view, seen.usual), *torn_places(rows, view, seen.usual)]
    unread = [place for place in unread if not any(_meet(place, other, 0) for other in covered)]
    regions = [*_regions("covered", covered, view), *_regions("unread", unread, view)]
    regions.sort(key=lambda region: (region.box.y0, region.box.x0))
    return Unseen(tuple(regions), tuple(view.on_gray(place) for place in unread))


def _regions(kind: RegionKind, places: list[Rectangle], view: SmallView) -> list[Region]:
    """Return the places as regions, such as lie beside each other as one."""
    whole: list[Rectangle] = []
    for place in places:
        joined, apart = place, []
        for other in whole:
            if _meet(joined, other, view.length(_NEAR)):
                joined = _around(joined, other)
            else:
                apart.append(other)
        whole = [*apart, joined]
    return [Region(kind, view.on_page(place)) for place in whole]


def _meet(one: Rectangle, two: Rectangle, near: int) -> bool:
    return all(one[axis] - near <= two[axis + 2] and two[axis] - near <= one[axis + 2] for axis in (0, 1))


def _around(one: Rectangle, two: Rectangle) -> Rectangle:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])
