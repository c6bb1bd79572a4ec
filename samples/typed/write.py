"""Typed papers as files with their truth beside them: one paper a file, or many papers in one scan."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from ingest.geometry import Box, joined
from samples import degrade, seal, write
from samples.degrade import LEVELS, Degraded
from samples.truth import PIXELS_PER_POINT, Picture, Sheet
from samples.typed import TYPED, TypedPaper, typed_paper

LONG = ("quyet_dinh", "gcn_quyen_su_dung_dat", "hop_dong", "bao_cao", "ke_hoach", "van_ban_phap_luat")
"""Types that fill several pages in some of their layouts."""
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A paper's pages as they come in; ``stamped`` names the fields that a stamp lies over."""

    pages: tuple[Degraded, ...]
    stamped: tuple[str, ...]


def arrive(done: TypedPaper, seed: int, level: str) -> Arrived:
    """Return the pages at the level of damage; at ``hard`` one printed value also has a stamp over it.

    All pages have one resolution. A large sheet is never photographed, for a photograph has the shape of A4.
    """
    sheets = done.paper.sheets
    pictures: list[Picture] = [sheet.picture for sheet in sheets]
    stamped: tuple[str, ...] = ()
    if level == "hard":
        page, stamped, picture = _stamped(done, Random(f"stamp {done.document_type} {seed}"))
        pictures[page] = picture
    wide = any(sheet.width > sheet.height for sheet in sheets)
    parity = 0 if wide else seed % 2
    spoil = LEVELS[level]
    pages = tuple(spoil(picture, 2 * (seed + place) + parity) for place, picture in enumerate(pictures))
    return Arrived(pages, stamped)


def write_typed(folder: Path, code: str, seed: int, level: str) -> Path:
    """Write ``CODE-SEED-LEVEL`` as PDF (several pages), PNG or JPEG, and ``….fields.json`` beside it.

    The JSON has ``type``, ``fields`` (true values in normal form), ``handwritten`` and ``stamped`` (names of fields
    that a reader may only call doubtful), ``layout`` and ``level``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = typed_paper(code, seed)
    arrived = arrive(done, seed, level)
    pictures, dpi = tuple(page.picture for page in arrived.pages), arrived.pages[0].dpi
    stem = f"{code}-{seed:03d}-{level}"
    if len(pictures) > 1:
        path = folder / f"{stem}.pdf"
        write.write_scan_pdf(path, pictures, dpi)
    elif level == "clean":
        path = folder / f"{stem}.png"
        write.write_png(path, pictures[0], dpi)
    else:
        path = folder / f"{stem}.jpg"
        write.write_jpeg(path, pictures[0], dpi)
    _write_json(folder / f"{stem}.fields.json", facts(done, level, arrived.stamped))
    return path


def facts(done: TypedPaper, level: str, stamped: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the truth about a paper as its JSON has it."""
    return {
        "type": done.document_type,
        "fields": dict(done.fields),
        "handwritten": sorted(done.handwritten),
        "stamped": list(stamped),
        "layout": done.layout,
        "level": level,
    }


def write_batch(folder: Path, count: int, seed: int, level: str) -> Path:
    """Write ``count`` papers of any types as ONE scan PDF, and ``….batch.json``: for each paper its facts and pages.

    Pages count from 1. Now and then the empty back of a sheet was scanned too: it belongs to its paper. A wholly blank
    sheet that somebody laid between two papers belongs to none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(f"batch {seed}")
    pictures: list[Picture] = []
    truth: list[dict[str, Any]] = []
    dpi = 0
    for place in range(count):
        if place and rng.random() < 0.15:
            spoil = LEVELS[level](np.full((3508, 2480, 3), 255, dtype=np.uint8), 2 * rng.randrange(10**6))
            pictures.append(spoil.picture)
        code = rng.choice(LONG) if rng.random() < 0.35 else rng.choice(tuple(TYPED))
        done = typed_paper(code, rng.randrange(10**6))
        pages = _scanned(done, 2 * rng.randrange(10**6), level, rng)
        dpi = pages[0].dpi
        first = len(pictures) + 1
        pictures.extend(page.picture for page in pages)
        truth.append({**facts(done, level), "pages": list(range(first, len(pictures) + 1))})
    path = folder / f"batch-{seed:03d}-{level}.pdf"
    write.write_scan_pdf(path, tuple(pictures), dpi)
    _write_json(path.with_suffix(".batch.json"), truth)
    return path


def _scanned(done: TypedPaper, seed: int, level: str, rng: Random) -> list[Degraded]:
    """Return the pages of a paper as a feeder takes them, with a blank back now and then; the seed is even."""
    pages = []
    for number, sheet in enumerate(done.paper.sheets):
        pages.append(LEVELS[level](sheet.picture, seed + 2 * number))
        if rng.random() < 0.1:
            pages.append(LEVELS[level](degrade.blank_verso(sheet.picture, seed + number), seed + 2 * number))
    return pages


def _stamped(done: TypedPaper, rng: Random) -> tuple[int, tuple[str, ...], Picture]:
    """Return page (from 0), fields and picture after a seal fell on a printed value; the ink is clear."""
    places = [
        (page, name, box)
        for page, sheet in enumerate(done.paper.sheets)
        for name, value in done.fields
        for box in _printed(sheet, str(value))
    ]
    if not places:
        return 0, (), done.paper.sheets[0].picture
    page, _, hit = rng.choice(places)
    reach = seal.SEAL_RADIUS
    x, y = hit.middle[0] + rng.uniform(-20, 20), hit.middle[1] + rng.uniform(-36, 36)
    under = Box(x - reach, y - reach, x + reach, y + reach)
    names = {name for other, name, box in places if other == page and box.meet(under).area > 0}
    words = rng.choice(("ĐÃ THU LỆ PHÍ", "VĂN PHÒNG", "CÔNG VĂN ĐẾN"))
    return page, tuple(sorted(names)), _pressed(done.paper.sheets[page].picture, under, seal.seal_picture(words, "★"))


def _printed(sheet: Sheet, value: str) -> list[Box]:
    """Return the boxes of the first words of the value wherever they are printed; days are looked for in figures."""
    if ISO_DAY.fullmatch(value):
        value = f"{date.fromisoformat(value):%d/%m/%Y}"
    wanted = [word.rstrip(",;.") for word in value.split()[:3]]
    words = sheet.words
    starts = range(len(words) - len(wanted) + 1)
    found = (words[start : start + len(wanted)] for start in starts)
    return [
        joined(tuple(word.box for word in there))
        for there in found
        if [word.text.rstrip(",;.") for word in there] == wanted
    ]


def _pressed(picture: Picture, box: Box, layer: Picture) -> Picture:
    """Return the picture with transparent ink laid into the box (points); what hangs over the edge is lost."""
    left, top = round(box.x0 * PIXELS_PER_POINT), round(box.y0 * PIXELS_PER_POINT)
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + layer.shape[1]), min(height, top + layer.shape[0])
    done = picture.copy()
    over = layer[y0 - top : y1 - top, x0 - left : x1 - left].astype(np.uint16)
    done[y0:y1, x0:x1] = (done[y0:y1, x0:x1].astype(np.uint16) * over // 255).astype(np.uint8)
    return done


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
