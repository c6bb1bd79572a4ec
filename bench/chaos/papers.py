"""The files of a round: cheap to read, each page with a mark of its own, some hostile. A seed gives the same bytes."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pymupdf
from PIL import Image, ImageDraw, ImageFont

from samples.fonts import Face, font_file

FAN_OUT_PAGES = 10
_SAID = ("Ủy ban nhân dân phường Hòa Bình", "kính gửi các cơ quan, đơn vị", "về việc giải quyết hồ sơ")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to hand in: its bytes' SHA-256 and, where it is sound, its pages and the mark that each page shows.

    ``pages`` is 0 for hostile files, of which nothing is promised but an answer. A picture has no marks that could be
    relied on.
    """

    path: Path
    sha256: str
    pages: int
    marks: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether it has to be read to its end."""
        return self.pages > 0


def papers_of_round(folder: Path, seed: str) -> tuple[Paper, ...]:
    """Write the files of a round: small letters, one of several pages, often one that fans out, a picture, bad ones."""
    rng = Random(seed)
    plans = [1] * rng.randint(2, 3) + [rng.randint(2, 4)] + [FAN_OUT_PAGES] * (rng.random() < 0.6)
    found = [_letter(folder / f"letter-{at}.pdf", f"{seed}/{at}", pages) for at, pages in enumerate(plans)]
    if rng.random() < 0.3:
        found.append(_picture(folder / "picture.png", rng))
    found += [_hostile(folder, kind, rng) for kind in rng.sample(sorted(_HOSTILE), rng.randint(0, 2))]
    rng.shuffle(found)
    return tuple(found)


def _letter(path: Path, name: str, pages: int) -> Paper:
    number = int(hashlib.sha256(name.encode()).hexdigest()[:10], 16)
    marks = tuple(f"S{number:013d}T{page:02d}" for page in range(1, pages + 1))
    return _paper(path, _born_digital(marks), marks)


def _born_digital(marks: tuple[str, ...]) -> bytes:
    with pymupdf.open() as document:
        for mark in marks:
            page = document.new_page(width=420, height=300)
            page.insert_font(fontname="F0", fontfile=str(font_file(Face(44))))
            for line, text in enumerate((*_SAID, mark)):
                page.insert_text((40, 60 + 30 * line), text, fontname="F0", fontsize=12)
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def _picture(path: Path, rng: Random) -> Paper:
    picture = Image.new("L", (900, 260), 250)
    font = ImageFont.truetype(str(font_file(Face(40))), 40)
    draw = ImageDraw.Draw(picture)
    for line, text in enumerate((rng.choice(_SAID), f"số {rng.randrange(10**9)}")):
        draw.text((60, 60 + 80 * line), text, fill=20, font=font)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(200, 200))
    return _paper(path, out.getvalue(), ("",))


def _paper(path: Path, content: bytes, marks: tuple[str, ...]) -> Paper:
    path.write_bytes(content)
    return Paper(path, hashlib.sha256(content).hexdigest(), len(marks), tuple(filter(None, marks)))


def _hostile(folder: Path, kind: str, rng: Random) -> Paper:
    return _paper(folder / f"{kind}.pdf", _HOSTILE[kind](rng), ())


def _cut(rng: Random) -> bytes:
    whole = _born_digital((f"CUT{rng.randrange(10**12)}",))
    return whole[: rng.randrange(20, len(whole) - 20)]


def _locked(rng: Random) -> bytes:
    with pymupdf.open(stream=_born_digital((f"L{rng.randrange(10**12)}",)), filetype="pdf") as document:
        encryption: Any = vars(pymupdf)["PDF_ENCRYPT_AES_256"]
        return bytes(document.tobytes(encryption=encryption, owner_pw="o", user_pw="u"))


def _torn_page(rng: Random) -> bytes:
    """Return a file whose cover is sound and whose page is noise: it is taken in, and reading it is another matter."""
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        page.insert_text((40, 60), f"N{rng.randrange(10**12)}")
        document.update_stream(page.get_contents()[0], rng.randbytes(400), compress=False)
        return bytes(document.tobytes(no_new_id=True))


_HOSTILE = {
    "cut": _cut,
    "empty": lambda _rng: b"",
    "locked": _locked,
    "noise": lambda rng: rng.randbytes(2000),
    "text": lambda rng: f"%PDF-1.7 {rng.random()}\nkhông phải PDF".encode(),
    "torn": _torn_page,
}
