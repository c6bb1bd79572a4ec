"""The parts that administrative papers share (Nghị định 30/2020, annex I): heading, title, recipients, signature."""

from dataclasses import dataclass
from random import Random

from ingest.geometry import Box
from samples import seal
from samples.canvas import Canvas, Column, Run
from samples.fonts import Face

BODY = Column(85.0, 548.0, "justify", 28.35)
FLAT = Column(85.0, 548.0)
CENTRE = Column(85.0, 548.0, "center")
LEFT_HEAD = Column(62.0, 262.0, "center", leading=1.22)
RIGHT_HEAD = Column(266.0, 556.0, "center", leading=1.22)
LEFT_FOOT = Column(85.0, 290.0, leading=1.2)
RIGHT_FOOT = Column(318.0, 540.0, "center", leading=1.25)

TEXT = Face(13.5)
STRONG = Face(13.5, bold=True)
SLOPED = Face(13.5, italic=True)


@dataclass(frozen=True, slots=True)
class Agency:
    """Who issues: the body above (may be empty), the body itself, the letters of its numbers, its place, its seal."""

    above: str
    name: str
    symbol: str
    town: str
    ring: str
    foot: str


AGENCIES = (
    Agency("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "UBND", "Quảng Ngãi", "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"),
    Agency("ỦY BAN NHÂN DÂN", "HUYỆN TUY AN", "UBND", "Tuy An", "ỦY BAN NHÂN DÂN", "HUYỆN TUY AN"),
    Agency("UBND TỈNH VĨNH PHÚC", "SỞ NỘI VỤ", "SNV", "Vĩnh Phúc", "SỞ NỘI VỤ", "TỈNH VĨNH PHÚC"),
    Agency("UBND TỈNH HẬU GIANG", "SỞ TƯ PHÁP", "STP", "Hậu Giang", "SỞ TƯ PHÁP", "TỈNH HẬU GIANG"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in the two blocks at the top of page 1; ``below`` is the number and, in letters, its subject."""

    above: str
    name: str
    number: str
    subject: str
    place_and_day: str


def heading(canvas: Canvas, head: Heading) -> float:
    """Draw the heading, left block before right block; return the next free baseline."""
    bold_above = head.above == "ỦY BAN NHÂN DÂN"
    y = canvas.text(head.above, Face(12.5, bold=bold_above), LEFT_HEAD, 68)
    y = canvas.text(head.name, Face(12.5, bold=True), LEFT_HEAD, y)
    middle = (LEFT_HEAD.x0 + LEFT_HEAD.x1) / 2
    canvas.rule((middle - 32, y - 9.5), (middle + 32, y - 9.5))
    if head.number:
        y = canvas.text(head.number, Face(13), LEFT_HEAD, 116)
    if head.subject:
        y = canvas.text(head.subject, Face(12), LEFT_HEAD, y + 1)
    national(canvas, RIGHT_HEAD, 68)
    if head.place_and_day:
        canvas.text(head.place_and_day, Face(13, italic=True), RIGHT_HEAD, 116)
    return max(y, 132) + 12


def national(canvas: Canvas, column: Column, y: float) -> float:
    """Draw the national name and motto with its rule, centred in the column; return the next free baseline."""
    y = canvas.text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face(12.5, bold=True), column, y)
    motto = "Độc lập - Tự do - Hạnh phúc"
    face = Face(13.5, bold=True)
    y = canvas.text(motto, face, column, y)
    half, middle = canvas.text_width(motto, face) / 2, (column.x0 + column.x1) / 2
    canvas.rule((middle - half, y - 10), (middle + half, y - 10))
    return y


def title(canvas: Canvas, name: str, subject: str, y: float) -> float:
    """Draw the name of the paper and what it is about, bold and centred, ruled off; return the next baseline."""
    y = canvas.text(name, Face(14.5, bold=True), CENTRE, y)
    if not subject:
        return y + 6
    y = canvas.text(subject, Face(13.5, bold=True), CENTRE, y)
    middle = (CENTRE.x0 + CENTRE.x1) / 2
    canvas.rule((middle - 42, y - 9), (middle + 42, y - 9))
    return y + 14


def paragraphs(canvas: Canvas, texts: tuple[str | tuple[Run, ...], ...], face: Face, y: float) -> float:
    """Draw paragraphs with an indented first line; return the next free baseline."""
    for text in texts:
        y = canvas.text(text, face, BODY, y) + 4
    return y


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of a paper: who gets it, in whose name it is signed (one row each), who signed, the seal's words."""

    recipients: tuple[str, ...]
    powers: str
    signer: str
    ring: str
    foot: str


def foot(canvas: Canvas, end: Foot, y: float, rng: Random) -> float:
    """Draw recipients on the left, then the signature with its red seal on the right; return the next free baseline."""
    below = y
    if end.recipients:
        below = canvas.text("Nơi nhận:", Face(12, bold=True, italic=True), LEFT_FOOT, y)
        for recipient in end.recipients:
            below = canvas.text(recipient, Face(11), LEFT_FOOT, below)
    base = canvas.text(end.powers, STRONG, RIGHT_FOOT, y)
    base = canvas.text(end.signer, STRONG, RIGHT_FOOT, base + 72)
    middle = (RIGHT_FOOT.x0 + RIGHT_FOOT.x1) / 2
    if end.ring:
        seal.seal(canvas, (middle - 34 + rng.uniform(-6, 6), base - 59 + rng.uniform(-3, 3)), end.ring, end.foot)
    seal.signature(canvas, Box(middle - 40, base - 92, middle + 100, base - 30), rng)
    return max(below, base)
