"""Judging spoils nothing: pages that are nothing like laws, read by the real engine, before and after."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from ocr.capitals import recapitalised
from ocr.correction import Judged, judged
from ocr.engine import SeenLine, SeenWord
from ocr.mending import mended
from ocr.second_look import second_look
from ocr.tesseract_api import TesserocrEngine
from ocr.vietnamese.ngrams import ngrams
from samples.papers import van_xuoi, varied
from samples.truth import Paper

DPI = 120
PAPERS: tuple[Callable[[int], Paper], ...] = (
    varied.tho,
    varied.truyen,
    varied.ho_ten,
    varied.dia_chi,
    varied.bang_so,
)
MOST_LOST = 0.002
"""Share of the words of a page's truth."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page: what stands on it, what the engine saw, what that was taken for."""

    name: str
    truth: Counter[str]
    told: tuple[SeenLine, ...]
    found: tuple[tuple[Judged, ...], ...]


def read(draw: Callable[[int], Paper], engine: TesserocrEngine) -> Read:
    """Draw a paper and read it as a page is read, but for what deals with seals and shade."""
    sheet = draw(5).sheets[0]
    size = (round(sheet.width * DPI / 72), round(sheet.height * DPI / 72))
    small = cv2.resize(cv2.cvtColor(sheet.picture, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    gray = np.asarray(small, dtype=np.uint8)
    told = engine.recognise(gray, DPI)
    model = ngrams()

    def look(words: Sequence[SeenWord]) -> tuple[tuple[SeenWord, ...], ...]:
        return second_look(gray, DPI, engine, words)

    found = recapitalised(judged(mended(told, model), model, look))
    return Read(draw.__name__, words_of(sheet.text), told, found)


def words_of(text: str) -> Counter[str]:
    """Count words without the marks around them."""
    cores = (word.strip("“”\"'(),.;:!?–-…") for word in text.split())
    return Counter(core for core in cores if core)


def own_words(page: Read) -> Counter[str]:
    """Count the words of the truth that the engine had read right by itself."""
    return words_of(" ".join(word.text for line in page.told for word in line.words)) & page.truth


def right_words(page: Read) -> Counter[str]:
    """Count the words of the truth that are right after judging."""
    return words_of(" ".join(word.text for line in page.found for word in line)) & page.truth


@pytest.fixture(scope="module")
def pages(engine: TesserocrEngine) -> tuple[Read, ...]:
    """Return verse, a tale, names, addresses and numbers."""
    return tuple(read(draw, engine) for draw in PAPERS)


def test_next_to_no_words_are_lost(pages: tuple[Read, ...]) -> None:
    """Of what the engine had read right on all of them, at most two words in a thousand are wrong or missing after."""
    printed = sum(page.truth.total() for page in pages)
    own, after = (sum(count(page).total() for page in pages) for count in (own_words, right_words))
    assert printed > 1_000
    assert own > 0.9 * printed
    assert after >= own - MOST_LOST * printed


def test_no_page_pays_for_the_others(pages: tuple[Read, ...]) -> None:
    """Nor does any single page lose more than one word in a hundred, gains not counted."""
    for page in pages:
        assert (own_words(page) - right_words(page)).total() <= 0.01 * page.truth.total(), page.name


def test_words_keep_their_digits(pages: tuple[Read, ...]) -> None:
    """No figure or code becomes another one, and what had no digits gets none, unless a date proves it."""
    words = [word for page in pages for line in page.found for word in line if word.token.number is None]
    assert sum(word.token.kind in {"figure", "code"} for word in words) > 200
    for word in words:
        assert [sign for sign in word.text if sign.isdigit()] == [sign for sign in word.seen.text if sign.isdigit()]


def test_no_digit_of_a_page_is_lost(pages: tuple[Read, ...]) -> None:
    """Cut, joined and judged, a page has the digits that the engine saw on it, but for what stood there twice."""
    for page in pages:
        seen = Counter(sign for line in page.told for word in line.words for sign in word.text if sign.isdigit())
        found = [word for line in page.found for word in line]
        taken = Counter(sign for word in found for sign in word.text if sign.isdigit())
        proven = sum(len(word.token.number) for word in found if word.token.number is not None)
        assert (taken - seen).total() <= proven
        assert (seen - taken).total() <= 0.02 * seen.total()


def test_strange_pages_are_known_as_such(pages: tuple[Read, ...]) -> None:
    """Verse, tales and names are no administrative prose."""
    strangeness = {page.name: page.found[0][0].strangeness for page in pages}
    assert min(strangeness[name] for name in ("tho", "truyen", "ho_ten")) > 0.7


def test_prose_of_an_office_is_familiar_and_loses_nothing(engine: TesserocrEngine) -> None:
    """On a page of the kind that the model knows, no fewer words are right afterwards."""
    office = read(van_xuoi, engine)
    assert right_words(office).total() >= own_words(office).total()
    assert office.found[0][0].strangeness < 0.3
