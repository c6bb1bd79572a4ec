"""What stands around a paper's content: national heading, issuing body, titles, signatures with seals, copy stamps."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ingest.geometry import Box
from samples import seal
from samples.canvas import Column
from samples.fonts import Colour, Face
from samples.typed import citizens, ink, numbers, places
from samples.typed.draft import Draft
from samples.typed.ink import Hand, Pen
from samples.typed.paper import TypedPaper
from samples.typed.places import Unit

LEFT = Column(56.0, 262.0, "center", leading=1.22)
RIGHT = Column(264.0, 560.0, "center", leading=1.22)
SIGN_RIGHT = Column(318.0, 545.0, "center", leading=1.25)
SIGN_LEFT = Column(75.0, 300.0, "center", leading=1.25)

Parts = tuple[str | Hand, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues: the body above (may be empty), its own name line by line, its place, the words of its seal."""

    above: str
    lines: tuple[str, ...]
    town: str
    ring: str
    foot: str

    @property
    def name(self) -> str:
        """Return the body's own lines as one, as they are printed."""
        return " ".join(self.lines)


def commune(place: Unit) -> Body:
    """Return the people's committee of a commune, with the levels above it as old papers name them."""
    above = f"UBND {place.district}".upper() if place.district else f"UBND {place.province}".upper()
    ward = place.ward.upper()
    return Body(above, (f"UBND {ward}",), place.town, "ỦY BAN NHÂN DÂN", ward)


def commune_in_full(place: Unit) -> Body:
    """Return the people's committee of a commune, its levels one below the other as the heading of civil papers."""
    lines = ("ỦY BAN NHÂN DÂN", *(level.upper() for level in place.levels))
    return Body("", lines, place.town, "ỦY BAN NHÂN DÂN", place.ward.upper())


def committee(place: Unit, wording: places.Wording = "long") -> str:
    """Return ``Ủy ban nhân dân xã X, huyện Y, tỉnh Z`` as civil papers name where something was registered."""
    return f"Ủy ban nhân dân {place.worded(wording)}"


def national(draft: Draft, column: Column | None = None, y: float | None = None) -> float:
    """Print the national name and motto, ruled off; return the next free baseline."""
    column = column or Column(draft.look.x0, draft.look.x1, "center", leading=1.25)
    y = draft.y if y is None else y
    name = draft.rng.choice(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    motto = draft.rng.choice(("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"))
    family, canvas = draft.look.family, draft.canvas
    size = 12.5 if canvas.text_width(name, Face(12.5, bold=True, family=family)) < column.x1 - column.x0 else 10.5
    y = canvas.text(name, Face(size, bold=True, family=family), column, y)
    face = Face(size + 0.8, bold=True, family=family)
    y = canvas.text(motto, face, column, y)
    half, middle = canvas.text_width(motto, face) / 2, (column.x0 + column.x1) / 2
    canvas.rule((middle - half, y - 10), (middle + half, y - 10))
    return y


def blocks(draft: Draft, body: Body, number: Parts = (), dated: Parts = (), below: str = "") -> None:
    """Print the issuing body and number on the left, nation, place and day on the right, as decrees want it."""
    family, canvas = draft.look.family, draft.canvas
    y = draft.y
    if body.above:
        y = canvas.text(body.above, Face(12, family=family), LEFT, y)
    for line in body.lines:
        y = canvas.text(line, Face(12, bold=True, family=family), LEFT, y)
    middle = (LEFT.x0 + LEFT.x1) / 2
    canvas.rule((middle - 30, y - 9), (middle + 30, y - 9))
    start = max(y + 8, draft.y + 46)
    y = start
    if number:
        ink.mixed_line(canvas, number, Face(13, family=family), LEFT, y)
        y += 16
    if below:
        y = canvas.text(below, Face(12, family=family), LEFT, y + 1)
    national(draft, RIGHT, draft.y)
    if dated:
        ink.mixed_line(canvas, dated, Face(13, italic=True, family=family), RIGHT, start)
    draft.y = max(y, start + 16) + 14


def title(draft: Draft, name: str, below: str = "", *, grow: float = 2.0, colour: Colour | None = None) -> None:
    """Print the paper's name, bold and centred, with a bold line of its own below it."""
    column = Column(draft.look.x0 - 10, draft.look.x1 + 10, "center", leading=1.3)
    face = draft.look.face(grow, bold=True) if colour is None else draft.look.face(grow, bold=True, colour=colour)
    draft.y = draft.canvas.text(name, face, column, draft.y + 10)
    if below:
        draft.y = draft.canvas.text(below, draft.look.face(0.5, bold=True), column, draft.y)
    draft.skip(8)


def dated(town: str, day: date, pen: Pen | None = None) -> Parts:
    """Return the parts of ``X, ngày 05 tháng 3 năm 2020``; with a pen, the day is written by hand."""
    whole = numbers.long_date(day)
    if pen is None:
        return (f"{town}, {whole}",)
    rest = whole.split(" ", 2)[2]
    return (f"{town}, ngày", Hand(f"{day.day:02d}", pen), rest)


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature: in whose name (one row each), who, the words of the seal (empty: no seal), where."""

    powers: tuple[str, ...]
    signer: str
    ring: str = ""
    foot: str = ""
    column: Column = SIGN_RIGHT
    note: str = ""


def sign(draft: Draft, signing: Signing) -> None:
    """Print whose power signs, a pen's signature, the name, and a red seal that may touch the name."""
    draft.need(100 + 17 * len(signing.powers))
    rng, canvas, look = draft.rng, draft.canvas, draft.look
    column, y = signing.column, draft.y
    for row in signing.powers:
        y = canvas.text(row, look.face(0.3, bold=True), column, y)
    if signing.note:
        y = canvas.text(signing.note, Face(10, italic=True, family=look.family), column, y - 1)
    base = y + rng.uniform(62, 80)
    base = canvas.text(signing.signer, look.face(0.3, bold=True), column, base) - look.size * 1.25
    middle = (column.x0 + column.x1) / 2
    if signing.ring:
        touch = rng.choice((0.0, 0.0, 10.0, 20.0))
        seal.seal(canvas, (middle - rng.uniform(28, 52), base - 46 + touch), signing.ring, signing.foot)
    seal.signature(canvas, Box(middle - 40, base - 76, middle + 95, base - 14), rng)
    draft.y = max(draft.y, base + 18)


def footer_note(draft: Draft, text: str) -> None:
    """Print a small note at the foot of the page."""
    draft.canvas.text(text, Face(9, italic=True, family=draft.look.family), Column(60, 540), 812)


def form_code(draft: Draft, text: str, *, left: bool = False) -> None:
    """Print the form's code small into a corner of the first page."""
    column = Column(56, 300) if left else Column(290, 566, "right")
    draft.canvas.text(text, Face(8.5, italic=True, family=draft.look.family), column, 34)


def finished(draft: Draft, day: date) -> TypedPaper:
    """Return the paper issued on the day; one in five is a certified copy, stamped where the last page has room."""
    if draft.rng.random() < 0.2 and draft.y < 690.0:
        copy_stamp(draft, day + timedelta(days=draft.rng.randint(5, 900)))
    return draft.done()


def copy_stamp(draft: Draft, day: date) -> None:
    """Stamp the paper as a certified copy and note its three facts; the stamp's print is part of the page's text."""
    rng, canvas = draft.rng, draft.canvas
    x, y = 62.0, max(draft.y + 18, 640.0)
    colour = rng.choice(((170, 30, 44), (60, 50, 140), (30, 30, 36)))
    face, strong = Face(10, colour=colour, family="sans"), Face(10, bold=True, colour=colour, family="sans")
    column = Column(x, x + 250, "center", leading=1.3)
    place = places.unit(rng, day)
    number = f"{rng.randint(12, 4800)}"
    y = canvas.text("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", strong, column, y)
    y = canvas.text(f"Số chứng thực: {number} Quyển số: {rng.randint(1, 6):02d}-SCT/BS", face, column, y)
    y = canvas.text(numbers.capital(numbers.long_date(day)), face, column, y)
    where, role = _certifier(rng, place)
    y = canvas.text(where, strong, column, y)
    y = canvas.text(role, strong, column, y)
    canvas.text(citizens.signer(rng), strong, column, y + 30)
    seal.signature(canvas, Box(x + 70, y - 14, x + 190, y + 28), rng)
    draft.know("chung_thuc_so", number)
    draft.know_day("chung_thuc_ngay", day)
    draft.know("chung_thuc_noi", where.removeprefix("TM. "))


def _certifier(rng: Random, place: Unit) -> tuple[str, str]:
    if rng.random() < 0.3:
        return f"VĂN PHÒNG CÔNG CHỨNG {citizens.signer(rng).rsplit(' ', 1)[1]}".upper(), "CÔNG CHỨNG VIÊN"
    return f"TM. UBND {place.ward}".upper(), rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
