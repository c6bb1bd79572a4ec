"""Word soups through the whole extraction: ``--seconds 60`` of them; any exception ends the run and names its seed."""

import traceback
from argparse import ArgumentParser
from collections.abc import Sequence
from random import Random
from time import monotonic

from extract.documents import documents
from extract.rule_files import document_types
from ingest.geometry import Box
from ocr.page_text import Line, MachineCode, PageText, Word
from ocr.region import Region, RegionKind

_ODD = (
    "",
    ":",
    "…",
    "....",
    "₫",
    "\u0301",
    "\u202e",
    "０１２",
    "½",
    "İ",
    "ß",
    "\ud7ff",
    "𝟙𝟚",
    "--",
    "||",
    "<<<",
    "(",
    "№",
    "²",
)
_CODES = (
    "012345678901|123456789|NGUYỄN VĂN A|01011990|Nam|Hà Nội|01012021",
    "SOHOA1|HS=1",
    "||||||",
    "https://x",
    "\x00",
    "",
)
_REGIONS: tuple[RegionKind, ...] = ("unread", "covered", "handwriting", "signature", "seal")


def main(arguments: Sequence[str]) -> int:
    """Run for the time given; return 1 at the first exception."""
    parser = ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--first", type=int, default=1)
    options = parser.parse_known_args(arguments)[0]
    vocabulary = words_of_the_rules()
    end, seed = monotonic() + options.seconds, options.first
    while monotonic() < end:
        try:
            list(documents(soup(seed, vocabulary)))
        except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
            traceback.print_exc()
            print(f"seed {seed} raises")
            return 1
        seed += 1
    print(f"{seed - options.first} files of words without order, no exception")
    return 0


def words_of_the_rules() -> tuple[str, ...]:
    """Return the words of all labels and titles, and some that belong nowhere."""
    texts = [
        text
        for kind in document_types().values()
        for text in (
            *kind.titles,
            *kind.prefixes,
            *kind.stops,
            *(label for rule in kind.fields for label in rule.labels),
        )
    ]
    found = {word for text in texts for word in text.split()}
    values = (
        "12 05/3/2020 31/02/2020 ngày tháng năm 2020 01/QĐ-UBND /UBND Nam Nữ 051198803931 l6 1.234,5 m2 đồng CỘNG HÒA"
    )
    return (*sorted(found), *values.split(), *_ODD, "IDVNM1901234569001190123456<<0", "9005178F3005176VNM<<<<<<<<<<<4")


def soup(seed: int, vocabulary: Sequence[str]) -> tuple[PageText, ...]:
    """Return a file of one to four pages with words, codes and regions anywhere on them."""
    rng = Random(seed)  # noqa: S311 - chance, not secrets
    return tuple(_page(rng, number, vocabulary) for number in range(1, rng.randint(2, 5)))


def _page(rng: Random, number: int, vocabulary: Sequence[str]) -> PageText:
    width, height = rng.choice(((595.0, 842.0), (842.0, 595.0), (10.0, 10.0), (240.0, 150.0)))
    lines = tuple(_line(rng, width, height, vocabulary) for _ in range(rng.choice((0, 1, 5, 40))))
    regions = tuple(Region(rng.choice(_REGIONS), _box(rng, width, height)) for _ in range(rng.randint(0, 4)))
    codes = tuple(MachineCode(rng.choice(_CODES), _box(rng, width, height)) for _ in range(rng.choice((0, 0, 1, 2))))
    problem = rng.choice((None, "unread_ink"))
    return PageText(number, width, height, 0, 0.0, lines, "recognised", "", problem, regions, codes)


def _line(rng: Random, width: float, height: float, vocabulary: Sequence[str]) -> Line:
    x, y = rng.uniform(-5, width), rng.uniform(-5, height)
    size = rng.choice((0.0, 4.0, 12.0, 40.0))
    words = []
    for _ in range(rng.randint(1, 12)):
        text = rng.choice(vocabulary) or "x"
        if rng.random() < 0.1:
            text = "".join(rng.sample(text, len(text)))
        end = x + size * 0.5 * len(text)
        words.append(Word(text, text, Box(x, y, end, y + size), rng.random()))
        x = end + rng.choice((0.0, size * 0.3, size * 4))
    return Line(tuple(words), Box(words[0].box.x0, y, x, y + size))


def _box(rng: Random, width: float, height: float) -> Box:
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    return Box(x, y, x + rng.uniform(0, width), y + rng.uniform(0, height))
